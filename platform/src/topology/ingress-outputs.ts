import { SpokeCluster, type ICluster } from "@aks-topology/constructs";
import type { CertManager } from "@aks-topology/constructs/internal";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { TerraformOutput, TerraformStack } from "cdktf";
import { provisionedPoolsOf, subnetOutput } from "./provisioned-pools.js";
import { outputPrefix, type AddOutput, type ClusterIngress } from "../kinds/ingress/kind.js";

/** Whether the cluster has the Key Vault provider for the Secrets Store CSI driver. */
export function hasSecretsProvider(cluster: ICluster): cluster is SpokeCluster {
  return (
    cluster instanceof SpokeCluster && cluster.cluster.resource.keyVaultSecretsProviderInput !== undefined
  );
}

/** What cert-manager of the cluster becomes; undefined where it has none. */
export function certManagerOf(cluster: ICluster): CertManager | undefined {
  return cluster instanceof SpokeCluster ? cluster.addOns.certManager : undefined;
}

/** Adds the outputs that manifests and operators of each cluster need. */
export function addIngressOutputs(ingresses: readonly ClusterIngress[]): void {
  for (const { cluster, addOutputs, replaces } of ingresses) {
    const stack = TerraformStack.of(cluster);
    const add: AddOutput = (name, value, description) => {
      new TerraformOutput(stack, `${outputPrefix(cluster)}_${name}`, { value, description });
    };
    if (hasSecretsProvider(cluster)) addSecretsOutputs(cluster, add);
    const certManager = certManagerOf(cluster);
    if (certManager !== undefined)
      add("cert_manager_client_id", certManager.identity.clientId, "Client id of cert-manager.");
    for (const { pool, network } of provisionedPoolsOf(cluster))
      add(
        subnetOutput(pool.name),
        network.subnet.subnetId,
        `Id of the subnet of the nodes that AKS creates for ${pool.name}.`,
      );
    addOutputs?.(add);
    replaces?.addOutputs?.(add);
  }
}

function addSecretsOutputs({ cluster, identity: { identity } }: SpokeCluster, add: AddOutput): void {
  const { clientId } = cluster.resource.keyVaultSecretsProvider.secretIdentity.get(0);
  add("secrets_client_id", clientId, "Client id of the identity that reads Key Vault in pods.");
  const tenantId =
    identity instanceof UserAssignedIdentity
      ? identity.tenantId
      : new DataAzurermClientConfig(cluster, "client", {}).tenantId;
  add("tenant_id", tenantId, "Tenant of the cluster's identities.");
}
