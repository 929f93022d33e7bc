import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import {
  RoleAssignment,
  type RoleAssignmentConfig,
} from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { GrantedRole } from "../aks/cluster-identity.js";
import { waitFor } from "../core/dependencies.js";
import type { OtherSubscription } from "./mirror.js";

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
  /** Object id of the runtime's identity. */
  readonly principalId: string;
  /** Subscriptions other than the runtime's own that have a source or a target. @default none */
  readonly otherSubscriptions?: readonly OtherSubscription[] | undefined;
  /** First words of the roles' names, which are unique in a tenant. */
  readonly namePrefix: string;
}

/** Where the runtime may do something. */
export interface SyncScope {
  /** Id of a table, a resource group or a subscription. */
  readonly id: string;
  /** Text for descriptions. */
  readonly words: string;
  /** The subscription that it belongs to. @default the runtime's own */
  readonly subscription?: OtherSubscription | undefined;
  /** What takes minutes (a cluster), so that a new role is known in another subscription too. @default none */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/** The runtime's custom roles, one set for all subscriptions, and their assignments. */
export class SyncRoles extends Construct {
  readonly granted: GrantedRole[] = [];
  readonly #definitions: Readonly<Record<SyncRole, RoleDefinition>>;
  readonly #home: DataAzurermSubscription;
  readonly #subscriptions: ReadonlyMap<string, DataAzurermSubscription>;
  /** Keys of the subscriptions whose operations are followed already. */
  readonly #followed = new Set<string>();
  readonly #assignments: RoleAssignment[] = [];
  readonly #principalId: string;

  constructor(scope: Construct, id: string, props: SyncRolesProps) {
    super(scope, id);
    this.#principalId = props.principalId;
    const { namePrefix, otherSubscriptions = [] } = props;
    this.#home = new DataAzurermSubscription(this, "~subscription", {});
    this.#subscriptions = new Map(
      otherSubscriptions.map(({ key, provider }) => [
        key,
        new DataAzurermSubscription(this, `subscription_${key}`, { provider }),
      ]),
    );
    const assignableScopes = [this.#home, ...this.#subscriptions.values()].map(
      (subscription) => subscription.id,
    );
    const define = (role: SyncRole): RoleDefinition =>
      new RoleDefinition(this, role, {
        name: `${namePrefix} ${ROLES[role].words}`,
        scope: this.#home.id,
        description: ROLES[role].description,
        permissions: [{ actions: [...ROLES[role].actions] }],
        assignableScopes,
      });
    this.#definitions = {
      source_reader: define("source_reader"),
      target_writer: define("target_writer"),
      operation_reader: define("operation_reader"),
    };
  }

  /** What must exist before the runtime starts. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#assignments;
  }

  /** Lets the runtime read a table, or all tables of a group. `id` ends the assignment's Terraform address. */
  allowReading(id: string, scope: SyncScope): void {
    this.#assign("source_reader", id, scope);
  }

  /** Lets the runtime write a table, and follow the operations of the table's subscription. */
  allowWriting(id: string, scope: SyncScope): void {
    this.#assign("target_writer", id, scope);
    const { subscription, dependsOn = [] } = scope;
    const key = subscription?.key ?? "";
    if (this.#followed.has(key)) return;
    this.#followed.add(key);
    if (subscription === undefined) {
      const words = "the runtime's subscription";
      this.#assign("operation_reader", "subscription", { id: this.#home.id, words });
    } else {
      const { id: subscriptionId } = this.#subscription(key);
      const words = `the subscription of ${key}`;
      this.#assign("operation_reader", `subscription_${key}`, {
        id: subscriptionId,
        words,
        subscription,
        dependsOn,
      });
    }
  }

  #assign(role: SyncRole, id: string, scope: SyncScope): void {
    const { words, description } = ROLES[role];
    this.#assignments.push(
      new RoleAssignment(this, `${role}_${id}`, {
        scope: scope.id,
        ...this.#definitionIn(role, scope),
        principalId: this.#principalId,
        principalType: "ServicePrincipal",
        description,
      }),
    );
    this.granted.push({ holder: "route-sync", role: words, scope: scope.words, reason: description });
  }

  /**
   * In another subscription than that of its making Azure calls a definition by another id, and an assignment that
   * names the first one would be replaced by every apply (azurerm #4847). There the role is looked up by its name,
   * once and for all: it had better be known by then.
   */
  #definitionIn(
    role: SyncRole,
    { subscription, dependsOn = [] }: SyncScope,
  ): Pick<RoleAssignmentConfig, "roleDefinitionId" | "roleDefinitionName" | "dependsOn"> {
    const definition = this.#definitions[role];
    if (subscription === undefined) return { roleDefinitionId: definition.roleDefinitionResourceId };
    return {
      roleDefinitionName: definition.name,
      ...waitFor(dependsOn),
    };
  }

  #subscription(key: string): DataAzurermSubscription {
    const found = this.#subscriptions.get(key);
    if (found === undefined) throw new Error(`The subscription of ${key} is not among those of the roles.`);
    return found;
  }
}
