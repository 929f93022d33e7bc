import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

/** A user-assigned identity, created here or existing already. */
export interface IUserIdentity {
  /** Azure Resource Manager id. */
  readonly id: string;
  /** Object id of its service principal, which roles are granted to. */
  readonly principalId: string;
}

/** What is known of a user-assigned identity that exists already. Nothing of it is changed; roles are granted to it. */
export interface IdentityAttributes {
  /** Azure Resource Manager id. */
  readonly identityId: string;
  /** Object id of its service principal, which roles are granted to. */
  readonly principalId: string;
}

export interface UserIdentityProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Creates a user-assigned identity as the child `id` of a construct. */
export function userIdentity(
  scope: Construct,
  id: string,
  { placement, nameParts }: UserIdentityProps,
): UserAssignedIdentity {
  return new UserAssignedIdentity(scope, id, {
    name: Naming.of(scope).name(scope, "identity", ...nameParts),
    ...placed(placement),
  });
}

/** An identity that exists already. */
export function existingIdentity({ identityId, principalId }: IdentityAttributes): IUserIdentity {
  return { id: identityId, principalId };
}
