import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential/index.js";
import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { Construct } from "constructs";
import { parseArmId } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { cloudAt, type Placement } from "../core/placement.js";
import { assignRole } from "../governance/roles.js";
import { userIdentity } from "../governance/user-identity.js";

export interface CertManagerProps {
  readonly cluster: {
    /** Issuer of the tokens of the cluster's service accounts. */
    readonly oidcIssuerUrl: string;
  };
  /** Azure Resource Manager ids of public DNS zones that exist already, in any subscription. */
  readonly zoneIds: readonly string[];
  readonly placement: Placement;
  /** What the identity's name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The Helm release, its namespace and its service account have the same name. */
export const CERT_MANAGER = "cert-manager";

/**
 * The identity of cert-manager, which its service account becomes by workload identity, with the role to write the records that
 * prove a name. The operator of the cluster installs the chart itself. Source: cert-manager documentation, ACME, DNS01, AzureDNS.
 */
export class CertManager extends Construct {
  readonly identity: UserAssignedIdentity;
  /** Azure Resource Manager ids of the zones that it writes. */
  readonly zoneIds: readonly string[];

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { cluster, placement, nameParts } = props;
    this.zoneIds = props.zoneIds;
    this.identity = userIdentity(this, "~identity", { placement, nameParts: [...nameParts, CERT_MANAGER] });
    new FederatedIdentityCredential(this, "~credential", {
      name: [CERT_MANAGER, ...nameParts].join("-"),
      resourceGroupName: placement.resourceGroupName,
      parentId: this.identity.id,
      issuer: cluster.oidcIssuerUrl,
      subject: `system:serviceaccount:${CERT_MANAGER}:${CERT_MANAGER}`,
      audience: [cloudAt(placement).tokenAudience],
    });
    for (const [i, zone] of props.zoneIds.entries())
      assignRole(this, labelOf(zone) ?? `zone_${i + 1}`, {
        requirement: "prove-names",
        scope: zone,
        principalId: this.identity.principalId,
        description: "cert-manager proves names by records.",
      });
  }
}

/** End of the Terraform address of a zone's role. */
function labelOf(zoneId: string): string | undefined {
  return parseArmId(knownText(zoneId) ?? "")
    ?.name.toLowerCase()
    .replaceAll(".", "_");
}
