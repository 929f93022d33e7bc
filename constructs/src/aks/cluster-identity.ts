import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { assignRole } from "../governance/roles.js";
import type { RoleRequirementName } from "../governance/role-requirements.js";
import { placed, type Placement } from "../core/placement.js";

export interface ClusterIdentityProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** One role that somebody holds somewhere, as people read it. */
export interface GrantedRole {
  /** Who holds it: "cluster main". */
  readonly holder: string;
  /** Name of the role, or id of its definition. */
  readonly role: string;
  /** Words for the scope: "subnet nodes". */
  readonly scope: string;
  /** Why it is granted; shown in the portal. */
  readonly reason: string;
}

/**
 * The identity that a cluster acts as. It exists before the cluster, so that its roles do too: kubenet with a route
 * table of the team's takes no other kind.
 */
export class ClusterIdentity extends Construct {
  readonly resource: UserAssignedIdentity;
  readonly #assignments: RoleAssignment[] = [];

  constructor(scope: Construct, id: string, props: ClusterIdentityProps) {
    super(scope, id);
    this.resource = new UserAssignedIdentity(this, "~user_assigned_identity", {
      name: Naming.of(this).name(this, "identity", ...props.nameParts),
      ...placed(props.placement),
    });
  }

  /** The role assignments: what must stand before the cluster, which looks for them once and gives up. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#assignments;
  }

  /**
   * Lets the cluster do what it needs somewhere. `id` is the last part of the assignment's Terraform address; `crossSubscription`
   * states that the scope may be in another subscription although it is created here.
   */
  allow(
    id: string,
    scopeId: string,
    requirement: RoleRequirementName,
    description: string,
    crossSubscription?: boolean,
  ): RoleAssignment {
    const { principalId } = this.resource;
    const assignment = assignRole(this, id, {
      requirement,
      scope: scopeId,
      principalId,
      description,
      crossSubscription,
    });
    this.#assignments.push(assignment);
    return assignment;
  }
}
