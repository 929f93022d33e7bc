/** The key `governance.policies`: assignments of Azure policies. */
import { INTERNAL_LOAD_BALANCERS_ONLY } from "@aks-topology/constructs/internal";
import { nameOf, sameId, type FoundResource, type Inventory } from "../inventory.js";
import { FreeKeys, withoutPrefixes } from "../keys.js";
import { compact, unlessEmpty, type Spec } from "../spec.js";
import { blocks, isValues, text, type Values } from "../values.js";

/** A spoke as the scopes of policies name it. */
export interface PolicySpoke {
  readonly key: string;
  /** Id of its resource group. */
  readonly group: string;
}

/** Namespaces that the file excludes by itself. */
const SYSTEM_NAMESPACES = ["kube-system", "gatekeeper-system", "azure-arc"];

/** Policies by name; undefined where none is assigned. */
export function policiesSpec(
  inventory: Inventory,
  platform: string,
  spokes: readonly PolicySpoke[],
): Spec | undefined {
  const keys = new FreeKeys();
  const ofGroups = byDefinition(inventory.of("azurerm_resource_group_policy_assignment"));
  const policies = [
    ...ofGroups.flatMap((assignments) => groupPolicies(inventory, platform, spokes, assignments)),
    ...inventory.of("azurerm_subscription_policy_assignment").map((found) => {
      const id = text(found.values, "subscription_id")?.split("/")[2];
      const own = spokes.filter(({ group }) => group.split("/")[2] === id);
      const scope = compact({ type: "subscription", id: own.length === spokes.length ? undefined : id });
      return policyOf(inventory, found, [platform, own[0]?.key ?? ""], scope);
    }),
    ...inventory.of("azurerm_management_group_policy_assignment").map((found) => {
      const scope = { type: "management-group", id: text(found.values, "management_group_id") };
      return policyOf(inventory, found, [platform], scope);
    }),
  ];
  return unlessEmpty(Object.fromEntries(policies.map(([key, spec]) => [keys.take(key, "policy"), spec])));
}

/** Assignments of one definition with the same parameters. */
function byDefinition(found: readonly FoundResource[]): readonly (readonly FoundResource[])[] {
  const groups = new Map<string, FoundResource[]>();
  for (const each of found) {
    const key = JSON.stringify([each.values["policy_definition_id"], each.values["parameters"]]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** One policy for the resource groups of all spokes, or one for each of those that have it. */
function groupPolicies(
  inventory: Inventory,
  platform: string,
  spokes: readonly PolicySpoke[],
  assignments: readonly FoundResource[],
): readonly (readonly [string, Spec])[] {
  const known = assignments.flatMap((found) => {
    const spoke = spokes.find(({ group }) => sameId(group, text(found.values, "resource_group_id")));
    return spoke === undefined ? [] : [{ found, spoke }];
  });
  const isEverywhere = known.length === spokes.length;
  return known.slice(0, isEverywhere ? 1 : known.length).map(({ found, spoke }) => {
    const scope = isEverywhere ? undefined : { type: "resource-group", spoke: spoke.key };
    return policyOf(inventory, found, [platform, spoke.key], scope);
  });
}

function policyOf(
  inventory: Inventory,
  found: FoundResource,
  words: readonly string[],
  scope: Spec | undefined,
): readonly [key: string, spec: Spec] {
  const { values } = found;
  const definition = text(values, "policy_definition_id");
  const parameters = parametersOf(values);
  const name = withoutPrefixes(nameOf(found), "policyAssignment", ...words);
  if (!sameId(definition, INTERNAL_LOAD_BALANCERS_ONLY)) {
    const spec = { type: "definition", id: definition, parameters: unlessEmpty(parameters) };
    return [
      text(values, "display_name") ?? name,
      compact({ ...spec, ...changesOf(inventory, values), scope }),
    ];
  }
  const { effect, excludedNamespaces } = parameters;
  const excluded = (Array.isArray(excludedNamespaces) ? excludedNamespaces : []).filter(
    (namespace) => typeof namespace === "string" && !SYSTEM_NAMESPACES.includes(namespace),
  );
  const spec = {
    type: "internal-load-balancers",
    effect,
    excludedNamespaces: excluded.length === 0 ? undefined : excluded,
    scope,
  };
  return [name, compact(spec, { effect: "deny" })];
}

/** Whether a policy has an identity with which it changes resources, and the roles of it. */
function changesOf(inventory: Inventory, values: Values): Spec {
  const [identity] = blocks(values, "identity");
  const principal = identity && text(identity, "principal_id");
  if (principal === undefined) return {};
  const roles = inventory
    .of("azurerm_role_assignment")
    .filter((role) => text(role.values, "principal_id") === principal)
    .flatMap((role) => text(role.values, "role_definition_name") ?? []);
  return compact({ changes: true, roles: roles.length === 0 ? undefined : roles });
}

function parametersOf(values: Values): Values {
  const written: unknown = parsed(text(values, "parameters") ?? "{}");
  if (!isValues(written)) return {};
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, isValues(value) ? value["value"] : value]),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
