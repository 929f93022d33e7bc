import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assignRole } from "../governance/roles.js";
import type { RoleRequirementName } from "../governance/role-requirements.js";
import type { Placement } from "../core/placement.js";
import {
  existingIdentity,
  userIdentity,
  type IdentityAttributes,
  type IUserIdentity,
} from "../governance/user-identity.js";

export interface ClusterIdentityProps {
  readonly placement: Placement;
  /** The identity, where it exists already. @default one is created */
  readonly existing?: IdentityAttributes | undefined;
  /** Words of the name after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** One role assignment, as shown to users. */
export interface GrantedRole {
  /** The principal: "cluster main". */
  readonly holder: string;
  /** Name of the role, or id of its definition. */
  readonly role: string;
  /** The scope as text: "subnet nodes". */
  readonly scope: string;
  /** Reason of the assignment; shown in the portal. */
  readonly reason: string;
}

/**
 * The identity of a cluster. It exists before the cluster, and so are its roles: kubenet with a custom route table
 * accepts no other kind of identity.
 */
export class ClusterIdentity extends Construct {
  readonly identity: IUserIdentity;
  readonly #assignments: RoleAssignment[] = [];

  constructor(scope: Construct, id: string, props: ClusterIdentityProps) {
    super(scope, id);
    this.identity =
      props.existing === undefined
        ? userIdentity(this, "~user_assigned_identity", props)
        : existingIdentity(props.existing);
  }

  /** The role assignments. They must exist before the cluster, which checks them once and fails without them. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#assignments;
  }

  /**
   * Grants the cluster a role on a scope. `id` is the last part of the assignment's Terraform address; `crossSubscription`
   * states that the scope may be in another subscription although it is created here.
   */
  allow(
    id: string,
    scopeId: string,
    requirement: RoleRequirementName,
    description: string,
    crossSubscription?: boolean,
  ): RoleAssignment {
    const { principalId } = this.identity;
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
