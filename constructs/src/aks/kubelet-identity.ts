import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { assignRole } from "../governance/roles.js";

export interface KubeletIdentityProps {
  readonly placement: Placement;
  /** Id of the registry that nodes start from. */
  readonly registryId: string;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * The identity that nodes pull images as, made before the cluster: where they start from a registry of the team's,
 * its role must exist first. AKS would create the identity together with the cluster.
 */
export class KubeletIdentity extends Construct {
  readonly resource: UserAssignedIdentity;
  /** What must exist before the cluster. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: KubeletIdentityProps) {
    super(scope, id);
    this.resource = new UserAssignedIdentity(this, "~user_assigned_identity", {
      name: Naming.of(this).name(this, "identity", ...props.nameParts, "nodes"),
      ...placed(props.placement),
    });
    this.dependables = [
      assignRole(this, "registry", {
        requirement: "pull-images",
        scope: props.registryId,
        principalId: this.resource.principalId,
        description: "Nodes pull the system's images.",
      }),
    ];
  }
}
