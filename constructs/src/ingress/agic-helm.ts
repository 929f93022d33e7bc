import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { cloudAt, placed, type Placement } from "../core/placement.js";
import { assignAgicRoles, type AgicGateway } from "./agic-roles.js";

export interface AgicHelmProps {
  readonly cluster: {
    /** Issuer of the tokens of the cluster's service accounts. */
    readonly oidcIssuerUrl: string;
    /** Makes the cluster depend on something that is created after it was described. */
    waitFor(...dependables: readonly ITerraformDependable[]): void;
  };
  readonly gateway: AgicGateway;
  /** Version of the chart `ingress-azure`. @default 1.9.8 */
  readonly version?: string | undefined;
  /** Namespace that the chart is installed in. @default "agic" */
  readonly namespace?: string | undefined;
  readonly placement: Placement;
  /** What the identity's name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The chart's release; a release whose name contains the chart's names the service account like itself. */
export const AGIC_RELEASE = "ingress-azure";
/** Namespace that AGIC runs in, and that its identity is bound to. */
export const AGIC_NAMESPACE = "agic";

/**
 * AGIC installed with Helm: an identity of its own that the controller's service account becomes by workload identity,
 * with its roles on the gateway. The operator of the cluster installs the chart itself; several clusters may share
 * the gateway.
 */
export class AgicHelm extends Construct {
  readonly identity: UserAssignedIdentity;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Version of the chart. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: AgicHelmProps) {
    super(scope, id);
    const { cluster, gateway, placement, nameParts } = props;
    this.namespace = props.namespace ?? AGIC_NAMESPACE;
    this.version = props.version ?? DEFAULTS.agic.version;
    gateway.ignoreAgicChanges();
    cluster.waitFor(...gateway.subnetDependables);
    this.identity = new UserAssignedIdentity(this, "~identity", {
      name: Naming.of(this).name(this, "identity", ...nameParts, "agic"),
      ...placed(placement),
    });
    new FederatedIdentityCredential(this, "~credential", {
      name: ["agic", ...nameParts].join("-"),
      resourceGroupName: placement.resourceGroupName,
      parentId: this.identity.id,
      issuer: cluster.oidcIssuerUrl,
      subject: `system:serviceaccount:${this.namespace}:${AGIC_RELEASE}`,
      audience: [cloudAt(placement).tokenAudience],
    });
    assignAgicRoles(this, { principalId: this.identity.principalId, gateway });
  }
}

/** Whether one version of AGIC is at least another; both are `major.minor.patch`, later parts may lack. */
export function isAtLeast(version: string, wanted: string): boolean {
  const parts = (text: string): number[] => text.split(".").map(Number);
  const [given, least] = [parts(version), parts(wanted)];
  const place = least.findIndex((part, i) => (given[i] ?? 0) !== part);
  return place === -1 || (given[place] ?? 0) > (least[place] ?? 0);
}
