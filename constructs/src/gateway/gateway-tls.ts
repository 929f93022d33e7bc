import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate/index.js";
import { KeyVault, type KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { report } from "../core/problem.js";
import { NAME_OF_ANOTHER_CLOUD } from "../core/rules/clouds.js";
import type { Cidr } from "../net/cidr.js";
import { assignRole } from "../governance/roles.js";
import {
  existingIdentity,
  userIdentity,
  type IdentityAttributes,
  type IUserIdentity,
} from "../governance/user-identity.js";

/** Where a gateway's certificates come from: a vault that exists, or one that is made for it. */
export type CertificateSource = {
  /** The identity that fetches the certificates, where it exists already. @default one is created */
  readonly identity?: IdentityAttributes | undefined;
} & (
  | {
      readonly type: "existing";
      /** Id of the vault, for the role on it. It takes roles (RBAC), not access policies. */
      readonly vaultId: string;
      /** By name: the secret's identifier without a version, so that renewals are picked up. */
      readonly secretIds: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "own";
      /** By name: the host names of a certificate that the vault signs itself, to be replaced by a real one there. */
      readonly hostNames: Readonly<Record<string, readonly [string, ...string[]]>>;
      /** Who reaches the vault. @default any caller, who needs a role as well */
      readonly access?: VaultAccess | undefined;
    }
);

/** From where a vault is reached, by callers with a role. */
type VaultAccess =
  | { readonly type: "public" }
  /** From these ranges of the Internet, and from the gateway's subnet. */
  | { readonly type: "selected"; readonly from: readonly Cidr[] }
  /** From the network alone, through a private endpoint: the identity that applies has to be there, too. */
  | { readonly type: "private" };

/** A certificate of a gateway. */
export interface GatewayCertificate {
  /** Name that listeners use. */
  readonly name: string;
  /** Identifier of the secret in the vault, without a version. */
  readonly keyVaultSecretId: string;
  /** Name of the secret in the vault. */
  readonly secretName: string;
  /** Host names of the certificate; empty where the vault exists already and they are unknown. */
  readonly hostNames: readonly string[];
}

export interface GatewayTlsProps {
  readonly placement: Placement;
  readonly source: CertificateSource;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Azure Resource Manager id of the gateway's subnet, which has the service endpoint of Key Vault where access is selected. */
  readonly subnetId: string;
  /** Creates the private endpoint of the vault, before its certificates. @default none */
  readonly connectVault?: ((vault: KeyVault) => ITerraformDependable) | undefined;
}

const VALID_MONTHS = 12;
const RENEW_BEFORE_DAYS = 30;

/**
 * A gateway's certificates: Key Vault keeps them, the gateway fetches them every four hours through an identity of its
 * own. No private key passes Terraform.
 */
export class GatewayTls extends Construct {
  readonly identity: IUserIdentity;
  /** Azure Resource Manager id of the vault. */
  readonly vaultId: string;
  readonly placement: Placement;
  /** The vault, where it is created. */
  readonly vault: KeyVault | undefined;
  /** Name of the vault; undefined where it is not known here. */
  readonly vaultName: string | undefined;
  readonly certificates: readonly GatewayCertificate[];
  readonly #dependables: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: GatewayTlsProps) {
    super(scope, id);
    const { placement, source, nameParts } = props;
    this.placement = placement;
    this.identity =
      source.identity === undefined
        ? userIdentity(this, "~identity", { placement, nameParts: [...nameParts, "tls"] })
        : existingIdentity(source.identity);
    const vault = source.type === "own" ? this.#vault(props, source.access) : undefined;
    this.vault = vault;
    this.vaultName =
      source.type === "own" ? vault?.nameInput : parseArmId(knownText(source.vaultId) ?? "")?.name;
    this.vaultId = vault?.id ?? (source.type === "existing" ? source.vaultId : "");
    this.#dependables.push(
      assignRole(this, "secrets", {
        requirement: "read-secrets",
        scope: this.vaultId,
        principalId: this.identity.principalId,
        description: "The gateway fetches its certificates.",
      }),
    );
    if (source.type === "existing")
      for (const [key, secretId] of Object.entries(source.secretIds))
        report(
          this,
          NAME_OF_ANOTHER_CLOUD.judge({
            location: placement.region ?? placement.location,
            name: secretId,
            prop: `tls.certificates.${key}`,
          }),
        );
    this.certificates =
      source.type === "existing"
        ? Object.entries(source.secretIds).map(([name, keyVaultSecretId]) => ({
            name,
            keyVaultSecretId,
            secretName: knownText(keyVaultSecretId)?.split("/").at(-1) ?? name,
            hostNames: [],
          }))
        : this.#certificates(this.vaultId, source.hostNames);
  }

  /** What must exist before the gateway, which reads its certificates during creation. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#dependables;
  }

  /** The certificate for a host name: one that covers it, or the only one, if its names are unknown. */
  certificateFor(hostName: string | undefined): GatewayCertificate | undefined {
    const [first, ...others] = this.certificates;
    const asked = hostName === undefined ? undefined : knownText(hostName);
    if (asked === undefined) return first;
    const patterns = [asked, asked.replace(/^[^.]+/, "*")];
    const fitting = this.certificates.find(({ hostNames }) =>
      hostNames.some((name) => patterns.includes(knownText(name) ?? "")),
    );
    if (fitting !== undefined) return fitting;
    return others.length === 0 && first?.hostNames.length === 0 ? first : undefined;
  }

  #vault({ placement, nameParts, subnetId, connectVault }: GatewayTlsProps, access?: VaultAccess): KeyVault {
    const client = new DataAzurermClientConfig(this, "~client", {});
    const vault = new KeyVault(this, "~vault", {
      name: Naming.of(this).uniqueName(this, "keyVault", ...nameParts),
      ...placed(placement),
      tenantId: client.tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      ...networkRules(access, subnetId),
    });
    if (access?.type === "private" && connectVault !== undefined) this.#dependables.push(connectVault(vault));
    this.#dependables.push(
      new RoleAssignment(this, "deployer", {
        scope: vault.id,
        roleDefinitionName: "Key Vault Certificates Officer",
        principalId: client.objectId,
        description: "Whoever applies this configuration makes the certificates.",
      }),
    );
    return vault;
  }

  #certificates(
    keyVaultId: string,
    hostNames: Readonly<Record<string, readonly [string, ...string[]]>>,
  ): GatewayCertificate[] {
    const after = [...this.#dependables];
    return Object.entries(hostNames).map(([name, names]) => {
      const certificate = new KeyVaultCertificate(this, `certificate_${name}`, {
        name,
        keyVaultId,
        certificatePolicy: selfSigned(names),
        dependsOn: after,
        // A real certificate under the same name takes the place of this one, and Terraform leaves it there.
        lifecycle: { ignoreChanges: ["certificate_policy"] },
      });
      this.#dependables.push(certificate);
      return { name, keyVaultSecretId: certificate.versionlessSecretId, secretName: name, hostNames: names };
    });
  }
}

/** Source: Key Vault documentation, network security; Application Gateway documentation, TLS termination with Key Vault. */
function networkRules(
  access: VaultAccess | undefined,
  subnetId: string,
): Pick<KeyVaultConfig, "publicNetworkAccessEnabled" | "networkAcls"> {
  const acls = { bypass: "AzureServices", defaultAction: "Deny" } as const;
  switch (access?.type) {
    case undefined:
    case "public":
      return {};
    case "selected":
      return {
        networkAcls: { ...acls, ipRules: access.from.map(String), virtualNetworkSubnetIds: [subnetId] },
      };
    case "private":
      return { publicNetworkAccessEnabled: false, networkAcls: acls };
  }
}

function selfSigned(hostNames: readonly [string, ...string[]]): {
  issuerParameters: { name: string };
  keyProperties: { exportable: boolean; keyType: string; keySize: number; reuseKey: boolean };
  secretProperties: { contentType: string };
  lifetimeAction: { action: { actionType: string }; trigger: { daysBeforeExpiry: number } }[];
  x509CertificateProperties: {
    subject: string;
    validityInMonths: number;
    keyUsage: string[];
    extendedKeyUsage: string[];
    subjectAlternativeNames: { dnsNames: string[] };
  };
} {
  return {
    issuerParameters: { name: "Self" },
    keyProperties: { exportable: true, keyType: "RSA", keySize: 2048, reuseKey: false },
    secretProperties: { contentType: "application/x-pkcs12" },
    lifetimeAction: [
      { action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: RENEW_BEFORE_DAYS } },
    ],
    x509CertificateProperties: {
      subject: `CN=${hostNames[0]}`,
      validityInMonths: VALID_MONTHS,
      keyUsage: ["digitalSignature", "keyEncipherment"],
      // Server authentication.
      extendedKeyUsage: ["1.3.6.1.5.5.7.3.1"],
      subjectAlternativeNames: { dnsNames: [...hostNames] },
    },
  };
}
