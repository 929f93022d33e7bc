import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Placement } from "../core/placement.js";
import { assignRole } from "../governance/roles.js";
import {
  existingIdentity,
  userIdentity,
  type IdentityAttributes,
  type IUserIdentity,
} from "../governance/user-identity.js";

/** What is known of an identity of nodes that exists already. */
export interface KubeletIdentityAttributes extends IdentityAttributes {
  /** Client id of its application, with which the nodes sign in. */
  readonly clientId: string;
}

/** An identity of nodes, created here or existing already. */
export interface IKubeletIdentity extends IUserIdentity {
  /** Client id of its application. */
  readonly clientId: string;
}

export interface KubeletIdentityProps {
  readonly placement: Placement;
  /** The identity, where it exists already. @default one is created */
  readonly existing?: KubeletIdentityAttributes | undefined;
  /** Id of the registry that nodes start from. @default they start from Microsoft's */
  readonly registryId?: string | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/**
 * The identity that nodes pull images as, which exists before the cluster: where they start from a private registry,
 * its role must exist first. AKS would create the identity together with the cluster.
 */
export class KubeletIdentity extends Construct {
  /** The identity, whose client id the nodes sign in with. */
  readonly identity: IKubeletIdentity;
  /** What must exist before the cluster. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: KubeletIdentityProps) {
    super(scope, id);
    const { placement, nameParts, existing, registryId } = props;
    this.identity =
      existing === undefined
        ? userIdentity(this, "~user_assigned_identity", { placement, nameParts: [...nameParts, "nodes"] })
        : { ...existingIdentity(existing), clientId: existing.clientId };
    this.dependables =
      registryId === undefined
        ? []
        : [
            assignRole(this, "registry", {
              requirement: "pull-images",
              scope: registryId,
              principalId: this.identity.principalId,
              description: "Nodes pull the system's images.",
            }),
          ];
  }
}
