import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { GrantedRole } from "../aks/cluster-identity.js";

/** What the runtime may do, and nothing else: three roles of its own instead of Network Contributor. */
const ROLES = {
  source_reader: {
    words: "route source reader",
    description: "Reads the route tables that AKS writes.",
    actions: ["Microsoft.Network/routeTables/read"],
  },
  target_writer: {
    words: "route target writer",
    description: "Reads and writes the gateways' route tables.",
    actions: ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"],
  },
  operation_reader: {
    words: "network operation reader",
    description: "Follows a write of a route table to its end; operations belong to the subscription.",
    actions: ["Microsoft.Network/locations/operations/read"],
  },
} as const;

type SyncRole = keyof typeof ROLES;

export interface SyncRolesProps {
  readonly principalId: string;
  /** Resource ids of all subscriptions that have a source or a target. */
  readonly subscriptionIds: readonly string[];
  /** First words of the roles' names, which are unique in a tenant. */
  readonly namePrefix: string;
}

/** The runtime's custom roles and their assignments. */
export class SyncRoles extends Construct {
  readonly granted: GrantedRole[] = [];
  readonly #definitions: Readonly<Record<SyncRole, RoleDefinition>>;
  readonly #assignments: RoleAssignment[] = [];
  readonly #principalId: string;

  constructor(scope: Construct, id: string, props: SyncRolesProps) {
    super(scope, id);
    this.#principalId = props.principalId;
    const [home = ""] = props.subscriptionIds;
    const define = (role: SyncRole): RoleDefinition =>
      new RoleDefinition(this, role, {
        name: `${props.namePrefix} ${ROLES[role].words}`,
        scope: home,
        description: ROLES[role].description,
        permissions: [{ actions: [...ROLES[role].actions] }],
        assignableScopes: [...props.subscriptionIds],
      });
    this.#definitions = {
      source_reader: define("source_reader"),
      target_writer: define("target_writer"),
      operation_reader: define("operation_reader"),
    };
    props.subscriptionIds.forEach((subscription, i) => {
      this.assign(
        "operation_reader",
        i === 0 ? "subscription" : `subscription_${i + 1}`,
        subscription,
        "the subscription",
      );
    });
  }

  /** What must stand before the runtime is worth starting. */
  get ready(): readonly ITerraformDependable[] {
    return this.#assignments;
  }

  /** Gives the runtime a role at a scope. `id` ends the assignment's Terraform address. */
  assign(role: SyncRole, id: string, scope: string, words: string): void {
    const definition = this.#definitions[role];
    this.#assignments.push(
      new RoleAssignment(this, `${role}_${id}`, {
        scope,
        roleDefinitionId: definition.roleDefinitionResourceId,
        principalId: this.#principalId,
        principalType: "ServicePrincipal",
        description: ROLES[role].description,
      }),
    );
    this.granted.push({
      holder: "route-sync",
      role: ROLES[role].words,
      scope: words,
      reason: ROLES[role].description,
    });
  }
}
