import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition/index.js";
import { Fn, TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { subscriptionScope } from "../core/arm-id.js";
import { knownText } from "../core/known.js";
import { ROLE_REQUIREMENTS, type RoleRequirementName } from "./role-requirements.js";

/** Azure's own roles, or custom ones with exactly the actions that are needed. */
export type RoleStyle = "built-in" | "custom";

const CONTEXT = "aks-topology:roles";

interface RoleChoice {
  readonly style: RoleStyle;
  /** First words of the custom roles' names, which are unique in a tenant. */
  readonly namePrefix: string;
}

/** Chooses the kind of roles for everything below. Call it before anything exists there. @default built-in */
export function useRoles(construct: IConstruct, choice: RoleChoice): void {
  construct.node.setContext(CONTEXT, choice);
}

/** One thing that one identity may do in one place. */
export interface RoleGrant {
  /** What it may do. */
  readonly requirement: RoleRequirementName;
  /** Id of the resource. */
  readonly scope: string;
  /** The identity's object id. */
  readonly principalId: string;
  /** Why; shown in the portal. */
  readonly description: string;
  /** Whether the resource may be in another subscription. @default only one that exists already, known by its id */
  readonly crossSubscription?: boolean | undefined;
}

/** Lets an identity do what it needs somewhere. `id` ends the assignment's Terraform address. */
export function assignRole(
  construct: Construct,
  id: string,
  {
    requirement,
    scope,
    principalId,
    description,
    crossSubscription = knownText(scope) !== undefined,
  }: RoleGrant,
): RoleAssignment {
  const choice = choiceOf(construct);
  return new RoleAssignment(construct, id, {
    scope,
    ...(choice.style === "built-in"
      ? { roleDefinitionName: ROLE_REQUIREMENTS[requirement].builtIn }
      : {
          roleDefinitionId: customRoles(construct, choice.namePrefix).definition(
            requirement,
            crossSubscription ? scope : undefined,
          ).roleDefinitionResourceId,
        }),
    principalId,
    principalType: "ServicePrincipal",
    description,
  });
}

/** Whether one role allows both: Azure refuses to assign it to one identity twice in one place. */
export function haveOneRole(
  construct: Construct,
  one: RoleRequirementName,
  other: RoleRequirementName,
): boolean {
  if (choiceOf(construct).style === "custom") return one === other;
  return ROLE_REQUIREMENTS[one].builtIn === ROLE_REQUIREMENTS[other].builtIn;
}

function choiceOf(construct: IConstruct): RoleChoice {
  const found: unknown = construct.node.tryGetContext(CONTEXT);
  return isChoice(found) ? found : { style: "built-in", namePrefix: "" };
}

function isChoice(value: unknown): value is RoleChoice {
  return typeof value === "object" && value !== null && "style" in value && "namePrefix" in value;
}

const ROLES_ID = "custom_roles";

/** The custom roles are in the part of the stack that needs them (a spoke, the hub), in that part's subscription. */
function customRoles(construct: IConstruct, namePrefix: string): CustomRoles {
  const { scopes } = construct.node;
  const stack = TerraformStack.of(construct);
  const home = scopes.slice(scopes.indexOf(stack) + 1).find((scope) => scope instanceof Construct) ?? stack;
  const existing = home.node.tryFindChild(ROLES_ID);
  if (existing instanceof CustomRoles) return existing;
  return new CustomRoles(home, ROLES_ID, `${namePrefix} ${home.node.id}`);
}

/** Role definitions with exactly the actions of a requirement, each made when it is first asked for. */
class CustomRoles extends Construct {
  readonly #namePrefix: string;
  readonly #subscription: DataAzurermSubscription;
  readonly #made = new Map<RoleRequirementName, RoleDefinition>();
  /** Other subscriptions that a role is assigned in, each once. */
  readonly #subscriptions = new Map<RoleRequirementName, Map<string, string>>();

  constructor(scope: Construct, id: string, namePrefix: string) {
    super(scope, id);
    this.#namePrefix = namePrefix;
    this.#subscription = new DataAzurermSubscription(this, "~subscription", {});
  }

  /** The role for a requirement, assignable in this subscription and in that of `otherScope`, the id of a resource. */
  definition(requirement: RoleRequirementName, otherScope?: string): RoleDefinition {
    const made = this.#made.get(requirement) ?? this.#define(requirement);
    this.#made.set(requirement, made);
    if (otherScope !== undefined) {
      const others = this.#subscriptions.get(requirement) ?? new Map<string, string>();
      this.#subscriptions.set(requirement, others);
      const key = Token.isUnresolved(otherScope) ? otherScope : subscriptionScope(otherScope).toLowerCase();
      others.set(key, subscriptionScope(otherScope));
      // It may be the same subscription: that is known only when Terraform runs.
      made.assignableScopes = Fn.distinct([this.#subscription.id, ...others.values()]);
    }
    return made;
  }

  #define(requirement: RoleRequirementName): RoleDefinition {
    const { words, description, actions, dataActions = [] } = ROLE_REQUIREMENTS[requirement];
    return new RoleDefinition(this, requirement.replaceAll("-", "_"), {
      name: `${this.#namePrefix} ${words}`,
      scope: this.#subscription.id,
      description,
      permissions: [
        {
          ...(actions.length === 0 ? {} : { actions: [...actions] }),
          ...(dataActions.length === 0 ? {} : { dataActions: [...dataActions] }),
        },
      ],
      assignableScopes: [this.#subscription.id],
    });
  }
}
