/**
 * Which found resource each resource of the synthesized Terraform is.
 *
 * Terms: an *element* is a resource of the Terraform that the inferred file becomes; a *pair* is an element with the found
 * resource that it is in Azure.
 *
 * 1. An element is the found resource of its type and id.
 * 2. Where names differ, relations decide: what an element of a pair refers to is what its found resource refers to at the
 *    same place, networks and virtual hubs are known by their address spaces, subnets by network and range, and everything else by all of the
 *    references that it has.
 *
 * Each pair makes more attributes known, as ids and addresses that Azure assigns, so that the steps repeat until nothing
 * new is found.
 */
import { isKnown, ResolvedStacks, type ResolvedElement, type Stack } from "@aks-topology/terraform";
import { sameId, type FoundResource, type Inventory } from "./inventory.js";
import { blocks, isValues, text, type Values } from "./values.js";

/** A resource of the synthesized Terraform. */
export interface Element {
  readonly stack: string;
  readonly type: string;
  /** `azurerm_subnet.shop_main_system`. */
  readonly address: string;
  /** What is configured, expressions included. */
  readonly body: Values;
  /** An attribute with references resolved, as far as they are known. */
  readonly attribute: (name: string) => unknown;
}

export interface Matching {
  readonly elements: readonly Element[];
  /** The found resource of each element, by the element's key. */
  readonly pairs: ReadonlyMap<string, FoundResource>;
}

export function keyOfElement({ stack, address }: Pick<Element, "stack" | "address">): string {
  return `${stack}/${address}`;
}

export function matchStacks(stacks: readonly Stack[], inventory: Inventory): Matching {
  const pairs = new Map<string, FoundResource>();
  for (;;) {
    const before = pairs.size;
    const elements = elementsOf(stacks, inventory, pairs);
    const taken = new Set(pairs.values());
    const pair = (element: Element, found: FoundResource | undefined): void => {
      if (found === undefined || found.mode === "data" || found.isOfAzapi === true) return;
      if (taken.has(found)) return;
      if (pairs.has(keyOfElement(element))) return;
      pairs.set(keyOfElement(element), found);
      taken.add(found);
    };
    for (const element of elements) pair(element, byIdentity(element, inventory));
    if (pairs.size > before) continue;
    for (const [element, found] of byReference(elements, pairs, inventory)) pair(element, found);
    if (pairs.size > before) continue;
    for (const element of elements) pair(element, byRelations(element, inventory, taken));
    if (pairs.size === before) return { elements, pairs };
  }
}

function elementsOf(
  stacks: readonly Stack[],
  inventory: Inventory,
  pairs: ReadonlyMap<string, FoundResource>,
): readonly Element[] {
  const resolved = new ResolvedStacks(stacks, {
    subscription: mainSubscription(inventory),
    computed: (element, attribute, configured) => {
      const found = pairs.get(keyOfElement(element));
      if (found === undefined) return configured ?? ofData(element, attribute, inventory);
      return attribute === "id" ? found.id : completed(configured, found.values[attribute]);
    },
  });
  return stacks.flatMap((stack) =>
    Object.entries(isValues(stack.json["resource"]) ? stack.json["resource"] : {}).flatMap(([type, named]) =>
      resolved
        .elements(type)
        .filter((element) => element.stack === stack.name && element.mode === "resource")
        .map(({ address, name, attribute }) => {
          const body = isValues(named) ? named[name] : undefined;
          return { stack: stack.name, type, address, attribute, body: isValues(body) ? body : {} };
        }),
    ),
  );
}

/** What is configured, with what Azure adds to it. A block that occurs once may be an object or a list of one. */
function completed(configured: unknown, found: unknown): unknown {
  if (configured === undefined) return found ?? undefined;
  const items: readonly unknown[] = Array.isArray(found) ? found : [];
  if (Array.isArray(configured)) return configured.map((item, i) => completed(item, items[i] ?? undefined));
  if (!isPlain(configured)) return configured;
  const added = items.length > 0 ? items[0] : found;
  if (!isValues(added)) return configured;
  const names = [...new Set([...Object.keys(added), ...Object.keys(configured)])];
  return Object.fromEntries(names.map((name) => [name, completed(configured[name], added[name])]));
}

function isPlain(value: unknown): value is Values {
  return isValues(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** The part of an attribute that is configured, without what Azure adds to it. */
export function configuredPart(body: unknown, value: unknown): unknown {
  if (Array.isArray(body) && Array.isArray(value))
    return body.map((item, i) => configuredPart(item, (value as readonly unknown[])[i]));
  if (!isValues(body) || !isPlain(value)) return value;
  return Object.fromEntries(Object.keys(body).map((name) => [name, configuredPart(body[name], value[name])]));
}

/** What a data source answers, where the ids of what was found show it. */
function ofData(element: ResolvedElement, attribute: string, inventory: Inventory): unknown {
  if (element.mode !== "data") return undefined;
  if (element.type === "azurerm_subscription") {
    if (attribute === "subscription_id") return element.subscription;
    if (attribute === "id") return `/subscriptions/${element.subscription}`;
  }
  const [only, ...others] = inventory.all.filter(
    ({ type, mode }) => mode === "data" && type === element.type,
  );
  return others.length === 0 ? (only?.values[attribute] ?? undefined) : undefined;
}

/** The subscription of most of what was found. */
function mainSubscription(inventory: Inventory): string {
  const counts = new Map<string, number>();
  for (const { id } of inventory.all) {
    const subscription = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
    if (subscription !== undefined) counts.set(subscription, (counts.get(subscription) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "";
}

function byIdentity(element: Element, inventory: Inventory): FoundResource | undefined {
  const id = element.attribute("id");
  return typeof id === "string" ? inventory.byId(element.type, id) : undefined;
}

const REFERENCE = /^\$\{([a-z]\w*)\.([\w-]+)\.(\w+)\}$/;

/** What pairs refer to, at the same places on both sides. */
function byReference(
  elements: readonly Element[],
  pairs: ReadonlyMap<string, FoundResource>,
  inventory: Inventory,
): readonly (readonly [Element, FoundResource])[] {
  const byAddress = new Map(elements.map((element) => [keyOfElement(element), element]));
  const found: (readonly [Element, FoundResource])[] = [];
  const visit = (stack: string, ours: unknown, theirs: unknown): void => {
    if (typeof ours === "string" && typeof theirs === "string") {
      const [, type = "", label = "", attribute = ""] = REFERENCE.exec(ours) ?? [];
      const element = byAddress.get(keyOfElement({ stack, address: `${type}.${label}` }));
      if (element === undefined || pairs.has(keyOfElement(element))) return;
      const candidates = inventory
        .of(type)
        .filter((one) => (attribute === "id" ? sameId(one.id, theirs) : one.values[attribute] === theirs));
      const [only, ...others] = candidates;
      if (only !== undefined && others.length === 0) found.push([element, only]);
    } else if (Array.isArray(ours) && Array.isArray(theirs)) {
      ours.forEach((item, i) => {
        visit(stack, item, theirs[i]);
      });
    } else if (isValues(ours)) {
      const values = Array.isArray(theirs) ? (theirs as readonly unknown[])[0] : theirs;
      if (!isValues(values)) return;
      for (const [name, item] of Object.entries(ours)) visit(stack, item, values[name]);
    }
  };
  // A cluster's resource group is its spoke's, whatever group the network is in.
  const clustersFirst = [...elements].sort((one, other) => rankOf(one) - rankOf(other));
  for (const element of clustersFirst) {
    const pair = pairs.get(keyOfElement(element));
    if (pair !== undefined) visit(element.stack, element.body, pair.values);
  }
  return found;
}

function rankOf({ type }: Element): number {
  return /^azurerm_kubernetes_(automatic_)?cluster$/.test(type) ? 0 : 1;
}

/** Attributes that say which resource of its type and parent an element is, before its name. */
const DISTINGUISHING: Readonly<Record<string, readonly string[]>> = {
  // The file has their names as they are, and does not know their resource group before one of them is found.
  azurerm_kubernetes_automatic_cluster: ["name"],
  azurerm_kubernetes_cluster: ["name"],
  azurerm_application_gateway: ["name"],
  azurerm_virtual_network: ["address_space"],
  azurerm_virtual_hub: ["address_prefix"],
  azurerm_subnet: ["virtual_network_name", "address_prefixes"],
  azurerm_role_assignment: ["scope", "principal_id", "role_definition_name", "role_definition_id"],
  azurerm_virtual_network_peering: ["virtual_network_name", "remote_virtual_network_id"],
  azurerm_network_security_rule: ["network_security_group_name", "direction", "priority"],
  azurerm_route: ["route_table_name", "address_prefix"],
};

/** Types of which a resource group has several, so that the group does not show which one an element is. */
const SEVERAL_IN_GROUP: ReadonlySet<string> = new Set([
  "azurerm_log_analytics_workspace",
  "azurerm_nat_gateway",
  "azurerm_network_security_group",
  "azurerm_public_ip",
  "azurerm_route_table",
  "azurerm_user_assigned_identity",
]);

/** Blocks that say what a rule group is for, by their names: a policy has groups of others. */
const COLLECTIONS = ["application_rule_collection", "nat_rule_collection", "network_rule_collection"];

/** Attributes that name the parent, and with the name of the resource make its identity. */
const PARENTS = /_id$|^name$|_name$|^scope$|^system_topic$/;

/** The only resource of the type that has the same distinguishing attributes, or the same references. */
function byRelations(
  element: Element,
  inventory: Inventory,
  taken: ReadonlySet<FoundResource>,
): FoundResource | undefined {
  const names =
    DISTINGUISHING[element.type] ??
    Object.entries(element.body)
      .filter(([name, value]) => PARENTS.test(name) && typeof value === "string")
      .map(([name]) => name);
  const wanted = names
    .map((name) => [name, element.attribute(name)] as const)
    .filter(([name, value]) => value !== undefined && !isOfData(element.body[name], value));
  if (!wanted.every(([, value]) => isKnown(value))) return undefined;
  const candidates = inventory
    .of(element.type)
    .filter((found) => !taken.has(found) && hasSameCollections(element, found));
  if (element.type === "terraform_data")
    return candidates.find(({ values }) => hasSameInput(element, values));
  const unnamed = wanted.filter(([name]) => name !== "name");
  if (SEVERAL_IN_GROUP.has(element.type) && unnamed.every(([name]) => name === "resource_group_name"))
    return onlyOne(candidates, wanted);
  return (
    onlyOne(candidates, wanted) ??
    (unnamed.length === wanted.length ? undefined : onlyOne(candidates, unnamed))
  );
}

/** Whether two rule groups have collections of the same names; true for other types. */
function hasSameCollections({ type, body }: Element, { values }: FoundResource): boolean {
  if (type !== "azurerm_firewall_policy_rule_collection_group") return true;
  const namesIn = (group: Values): readonly unknown[] =>
    COLLECTIONS.flatMap((name) => blocks(group, name).map((collection) => collection["name"])).sort();
  return isSameInAzure(namesIn(body), namesIn(values));
}

/** The only candidate with these attributes; undefined where there are none to look for. */
function onlyOne(
  candidates: readonly FoundResource[],
  wanted: readonly (readonly [name: string, value: unknown])[],
): FoundResource | undefined {
  const [only, ...others] = candidates.filter(({ values }) =>
    wanted.every(([name, value]) => isSameInAzure(value, values[name])),
  );
  return wanted.length === 0 || others.length > 0 ? undefined : only;
}

/** Whether a value is unknown since only a data source knows it. */
function isOfData(body: unknown, value: unknown): boolean {
  return !isKnown(value) && typeof body === "string" && body.startsWith("${data.");
}

/** Terraform's own resource has no name and no parent: the names of its input show what it is for. */
function hasSameInput({ body }: Element, values: Values): boolean {
  const [ours, theirs] = [body["input"], values["input"]].map((input) =>
    isValues(input) ? Object.keys(input).sort() : [],
  );
  return ours !== undefined && ours.length > 0 && isSameInAzure(ours, theirs);
}

/** Whether two values are the same but for case, which Azure ignores. */
function isSameInAzure(one: unknown, other: unknown): boolean {
  return other !== undefined && JSON.stringify(one).toLowerCase() === JSON.stringify(other).toLowerCase();
}

/** Whether two resources have one name: what differs is renamed, which Azure cannot do. */
export function namesOfPair(
  element: Element,
  found: FoundResource,
): readonly [ours: string, theirs: string] | undefined {
  const [ours, theirs] = [element.attribute("name"), text(found.values, "name")];
  return typeof ours === "string" && theirs !== undefined && ours !== theirs ? [ours, theirs] : undefined;
}
