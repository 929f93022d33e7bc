import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { cloudAt, type Placement } from "../core/placement.js";
import { assignRole } from "../governance/roles.js";
import { userIdentity } from "../governance/user-identity.js";

export interface AlbControllerProps {
  readonly cluster: {
    /** Issuer of the tokens of the cluster's service accounts. */
    readonly oidcIssuerUrl: string;
    /** Azure Resource Manager id of the node resource group. */
    readonly nodeResourceGroupId: string;
  };
  /** What the controller configures. */
  readonly gateway: {
    /** Azure Resource Manager id of its resource group. */
    readonly resourceGroupId: string;
    /** Azure Resource Manager id of its delegated subnet. */
    readonly subnetId: string;
    /** Azure Resource Manager id of its web application firewall policy. @default none */
    readonly wafPolicyId?: string | undefined;
  };
  /** Version of the chart `alb-controller`. @default 1.9.13 */
  readonly version?: string | undefined;
  readonly placement: Placement;
  /** What the identity's name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Name of the Helm release. */
export const ALB_RELEASE = "alb-controller";
/** Namespace that the controller runs in, and that its identity is bound to. */
export const ALB_NAMESPACE = "azure-alb-system";
/** The chart names its service account. */
const SERVICE_ACCOUNT = "alb-controller-sa";

/**
 * The identity of the ALB controller, which its service account becomes by workload identity, with its roles. The operator of
 * the cluster installs the chart itself.
 *
 * Source of the roles: Application Gateway for Containers documentation, ALB controller with Helm, bring your own deployment,
 * web application firewall. Two of them are Azure's own whatever the style of roles: one consists of the controller's data
 * actions, and what the controller reads in the node resource group is not documented.
 */
export class AlbController extends Construct {
  readonly identity: UserAssignedIdentity;
  /** Version of the chart. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: AlbControllerProps) {
    super(scope, id);
    const { cluster, gateway, placement, nameParts } = props;
    this.version = props.version ?? DEFAULTS.albController.version;
    this.identity = userIdentity(this, "~identity", { placement, nameParts: [...nameParts, "alb"] });
    const { principalId } = this.identity;
    new FederatedIdentityCredential(this, "~credential", {
      name: ["alb", ...nameParts].join("-"),
      resourceGroupName: placement.resourceGroupName,
      parentId: this.identity.id,
      issuer: cluster.oidcIssuerUrl,
      subject: `system:serviceaccount:${ALB_NAMESPACE}:${SERVICE_ACCOUNT}`,
      audience: [cloudAt(placement).tokenAudience],
    });
    this.#assign(
      "node_group",
      "Reader",
      cluster.nodeResourceGroupId,
      "The ALB controller reads its cluster.",
    );
    this.#assign(
      "gateway_group",
      "AppGw for Containers Configuration Manager",
      gateway.resourceGroupId,
      "The ALB controller configures the gateway.",
    );
    assignRole(this, "subnet", {
      requirement: "join-subnet",
      scope: gateway.subnetId,
      principalId,
      description: "The gateway joins its subnet.",
    });
    if (gateway.wafPolicyId !== undefined)
      assignRole(this, "waf", {
        requirement: "use-waf-policy",
        scope: gateway.wafPolicyId,
        principalId,
        description: "Routes of Kubernetes refer to the web application firewall.",
      });
  }

  #assign(id: string, roleDefinitionName: string, scope: string, description: string): void {
    new RoleAssignment(this, id, {
      scope,
      roleDefinitionName,
      principalId: this.identity.principalId,
      principalType: "ServicePrincipal",
      description,
    });
  }
}
