import { DataAzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault-secret/index.js";
import type { Construct } from "constructs";

/** A secret of Key Vault, which Terraform reads whenever it runs. */
export interface SecretReference {
  /** Azure Resource Manager id of the vault. */
  readonly keyVaultId: string;
  /** Name of the secret; its newest version counts. */
  readonly name: string;
}

/** The value of a secret. The credentials of Terraform need the role Key Vault Secrets User on the vault, and a way to it. */
export function secretValue(scope: Construct, id: string, { keyVaultId, name }: SecretReference): string {
  return new DataAzurermKeyVaultSecret(scope, id, { keyVaultId, name }).value;
}
