import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { connectedStacks } from "./address-claims.js";
import { addressOf, argument, canonicalArgument, referencedStacks } from "./cdktf.js";
import type { ConnectedGroups } from "./connected-networks.js";
import { knownText } from "./known.js";
import { check } from "./problem.js";
import type { Judgement } from "./rule.js";
import { IDENTITY_TAKEN } from "./rules/names.js";
import { namedSubscriptions } from "./subscriptions.js";
import { treeState } from "./tree-state.js";

/** Arguments that name the parents of a resource. With its type and its name they are its id in Azure. */
const PARENT_NAMES = [
  "resourceGroupName",
  "virtualNetworkName",
  "networkSecurityGroupName",
  "routeTableName",
  "privateDnsZoneName",
  "zoneName",
  "systemTopic",
  "storageContainerName",
] as const;

/**
 * Arguments that are the id of the parent, where no resource group is named: elsewhere they refer to something else, such
 * as the policy of a gateway.
 */
const PARENT_IDS = [
  "resourceGroupId",
  "firewallPolicyId",
  "storageAccountId",
  "keyVaultId",
  "kubernetesClusterId",
  "clusterId",
  "userAssignedIdentityId",
  "parentId",
  "cdnFrontdoorProfileId",
  "cdnFrontdoorEndpointId",
  "cdnFrontdoorOriginGroupId",
] as const;

/** Namespaces of types whose names are unique beyond their subscription. Source: Azure documentation, "Naming rules". */
const GLOBAL_NAMESPACES: Readonly<Record<string, string>> = {
  azurerm_container_registry: "azurecr.io",
  azurerm_function_app_flex_consumption: "azurewebsites.net",
  azurerm_key_vault: "vault.azure.net",
  azurerm_linux_function_app: "azurewebsites.net",
  azurerm_linux_web_app: "azurewebsites.net",
  azurerm_role_definition: "role definitions of the tenant",
  azurerm_storage_account: "core.windows.net",
  azurerm_windows_function_app: "azurewebsites.net",
  azurerm_windows_web_app: "azurewebsites.net",
};

/** Types that no other resource contains. */
const IN_SUBSCRIPTION: ReadonlySet<string> = new Set(["azurerm_resource_group"]);

const watch = treeState("name-watch", () => ({ isOn: false }));

/**
 * Checks once for the app of a construct that no two of its resources are one in Azure, and no two elements of a stack
 * have one address in Terraform: both are made of keys joined together, which can be the same where the keys are not.
 * Stacks that share neither a subscription nor a resource group may use the same names. Where no provider names the
 * subscription, stacks of one platform share it, and independent ones do not: each is applied with an environment of its own.
 */
export function watchNames(construct: IConstruct): void {
  const { root } = construct.node;
  const state = watch.of(root);
  if (state.isOn) return;
  state.isOn = true;
  check(construct, () => collisions(root));
}

interface Collision {
  readonly first: TerraformElement;
  readonly second: TerraformElement;
  readonly what: string;
}

function collisions(root: IConstruct): Judgement[] {
  const elements = root.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const found = [...sharing(elements, inTerraform), ...sharing(elements, azureIdentities(root, elements))];
  // Two subnets of one name have security groups and rules of one name too: that is one problem.
  const alone = found.filter((collision, i) =>
    found.slice(0, i).every((reported) => !isWithin(collision, reported)),
  );
  return alone.map(({ first, second, what }) => {
    const isOneStack = TerraformStack.of(first) === TerraformStack.of(second);
    const differ = isOneStack || keysOf(first) !== keysOf(second);
    const nameOf = (element: TerraformElement): string =>
      differ ? keysOf(element) : `${TerraformStack.of(element).node.path}/${keysOf(element)}`;
    return IDENTITY_TAKEN.judge({ first: nameOf(first), second: nameOf(second), what, isOneStack }, second);
  });
}

function isWithin(inner: Collision, outer: Collision): boolean {
  return isBelow(inner.first, outer.first) && isBelow(inner.second, outer.second);
}

function isBelow(inner: TerraformElement, outer: TerraformElement): boolean {
  return (
    TerraformStack.of(inner) === TerraformStack.of(outer) &&
    `${keysOf(inner)}/`.startsWith(`${keysOf(outer)}/`)
  );
}

/** What must differ between two elements, and how engineers call it. */
interface Identity {
  readonly key: string;
  readonly what: string;
}

type IdentityOf = (element: TerraformElement) => Identity | undefined;

/** Each element whose identity an earlier one has. */
function sharing(elements: readonly TerraformElement[], identityOf: IdentityOf): Collision[] {
  const holders = new Map<string, TerraformElement>();
  return elements.flatMap((second) => {
    const identity = identityOf(second);
    if (identity === undefined) return [];
    const first = holders.get(identity.key) ?? second;
    holders.set(identity.key, first);
    return first === second ? [] : [{ first, second, what: identity.what }];
  });
}

function inTerraform(element: TerraformElement): Identity {
  const address = addressOf(element);
  return { key: `${TerraformStack.of(element).node.path} ${address}`, what: `Terraform address ${address}` };
}

/** Undefined where the name of a resource or its parent is not known. */
function azureIdentities(root: IConstruct, elements: readonly TerraformElement[]): IdentityOf {
  const subscriptionOf = subscriptions(root, elements);
  return (element) => {
    if (!TerraformResource.isTerraformResource(element)) return undefined;
    const { terraformResourceType: type } = element;
    const name = knownText(argument(element, "name") ?? "");
    if (name === undefined || name === "") return undefined;
    const what = `${type.replace(/^azurerm_/, "").replaceAll("_", " ")} "${name}"`;
    const namespace = GLOBAL_NAMESPACES[type];
    if (namespace !== undefined) return { key: JSON.stringify([namespace, name.toLowerCase()]), what };
    const parents = parentsOf(element);
    if (parents.every((parent) => parent === undefined) && !IN_SUBSCRIPTION.has(type)) return undefined;
    // A reference says which subscription it is in; names of what exists already do not.
    const isReference = parents.some((parent) => parent?.includes(" ") === true);
    const subscription = isReference ? undefined : subscriptionOf(element);
    return { key: JSON.stringify([type, name.toLowerCase(), subscription, ...parents]), what };
  };
}

function parentsOf(resource: TerraformResource): readonly (string | undefined)[] {
  const textOf = (argumentName: string): string | undefined => canonicalArgument(resource, argumentName);
  const isInGroup = textOf("resourceGroupName") !== undefined;
  return [...PARENT_NAMES, ...(isInGroup ? [] : PARENT_IDS)].map(textOf);
}

/** The subscription of a resource as text: its id, or a name for the unknown one that connected stacks share. */
function subscriptions(
  root: IConstruct,
  elements: readonly TerraformElement[],
): (resource: TerraformResource) => string {
  const named = namedSubscriptions(elements);
  let stacks: ConnectedGroups<object> | undefined;
  const unknown = new Map<object, string>();
  return (resource) => {
    const known = named(resource);
    if (known !== undefined) return known;
    stacks ??= platformStacks(root, elements);
    const platform = stacks.groupOf(TerraformStack.of(resource));
    const name = unknown.get(platform) ?? `unknown ${unknown.size}`;
    unknown.set(platform, name);
    return name;
  };
}

/** Stacks in groups, one per platform: their networks route to each other, or one refers to the other. */
function platformStacks(root: IConstruct, elements: readonly TerraformElement[]): ConnectedGroups<object> {
  const stacks = connectedStacks(root);
  const all = new Set(elements.map((element) => TerraformStack.of(element)));
  for (const stack of all) for (const other of stack.dependencies) stacks.connect(stack, other);
  if (all.size > 1)
    for (const element of elements)
      for (const other of referencedStacks(element)) stacks.connect(TerraformStack.of(element), other);
  return stacks;
}

/** The path of keys of an element in its stack: `shop/main`. */
function keysOf(element: TerraformElement): string {
  const { scopes } = element.node;
  return scopes
    .slice(scopes.indexOf(TerraformStack.of(element)) + 1)
    .map(({ node }) => node.id)
    .filter((id) => !id.startsWith("~"))
    .join("/");
}
