import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { addressOf, argument } from "./cdktf.js";
import { knownText } from "./known.js";
import { check, type PlacedProblem } from "./problem.js";
import { treeState } from "./tree-state.js";

/** Arguments that say what a resource lies in. With its type and its name they are its id in Azure. */
const PARENTS = [
  "resourceGroupName",
  "resourceGroupId",
  "virtualNetworkName",
  "networkSecurityGroupName",
  "routeTableName",
  "firewallPolicyId",
  "privateDnsZoneName",
  "zoneName",
  "systemTopic",
  "storageAccountId",
  "storageContainerName",
  "keyVaultId",
  "kubernetesClusterId",
  "clusterId",
  "userAssignedIdentityId",
  "parentId",
  "cdnFrontdoorProfileId",
  "cdnFrontdoorEndpointId",
  "cdnFrontdoorOriginGroupId",
] as const;

const watch = treeState("name-watch", () => ({ isOn: false }));

/**
 * Checks once for the app of a construct that no two of its resources are one in Azure, and no two elements of a stack
 * have one address in Terraform: both are made of keys joined together, which can be the same where the keys are not.
 */
export function watchNames(construct: IConstruct): void {
  const { root } = construct.node;
  const state = watch.of(root);
  if (state.isOn) return;
  state.isOn = true;
  check(construct, () => collisions(root));
}

interface Collision {
  readonly first: string;
  readonly second: string;
  readonly what: string;
  readonly at: TerraformElement;
}

function collisions(root: IConstruct): PlacedProblem[] {
  const elements = root.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const found = [...sharing(elements, inTerraform), ...sharing(elements, inAzure)];
  // Two subnets of one name have security groups and rules of one name too: that is one problem.
  const alone = found.filter(({ first, second }, i) =>
    found.slice(0, i).every((told) => !(within(first, told.first) && within(second, told.second))),
  );
  return alone.map(({ first, second, what, at }) => ({
    code: "NAME_TAKEN",
    message: `${first} and ${second} would both have the ${what}.`,
    hint: "Rename one of the two, or a key that the name is made of.",
    at,
  }));
}

function within(path: string, outer: string): boolean {
  return `${path}/`.startsWith(`${outer}/`);
}

/** What must be told apart, and how people call it. */
interface Identity {
  readonly key: string;
  readonly what: string;
}

/** Each element whose identity an earlier one has. */
function sharing(
  elements: readonly TerraformElement[],
  identityOf: (element: TerraformElement) => Identity | undefined,
): Collision[] {
  const holders = new Map<string, TerraformElement>();
  return elements.flatMap((element) => {
    const identity = identityOf(element);
    if (identity === undefined) return [];
    const holder = holders.get(identity.key) ?? element;
    holders.set(identity.key, holder);
    return holder === element
      ? []
      : [{ first: keysOf(holder), second: keysOf(element), what: identity.what, at: element }];
  });
}

function inTerraform(element: TerraformElement): Identity {
  const address = addressOf(element);
  return { key: `${TerraformStack.of(element).node.path} ${address}`, what: `Terraform address ${address}` };
}

/** Undefined where the name of a resource or what it lies in is not known. */
function inAzure(element: TerraformElement): Identity | undefined {
  if (!TerraformResource.isTerraformResource(element)) return undefined;
  const name = knownText(argument(element, "name") ?? "");
  const parents = PARENTS.map((parent) => argument(element, parent) ?? null);
  if (name === undefined || name === "" || parents.every((parent) => parent === null)) return undefined;
  const { terraformResourceType: type } = element;
  const words = type.replace(/^azurerm_/, "").replaceAll("_", " ");
  // A reference tells its subscription; names of what exists already do not.
  const elsewhere = parents.every((parent) => parent?.includes("${") !== true) ? element.provider?.fqn : null;
  return {
    key: JSON.stringify([type, name.toLowerCase(), elsewhere, ...parents]),
    what: `${words} "${name}"`,
  };
}

/** Where an element stands, by the keys of those who asked for it: `shop/main`. */
function keysOf(element: TerraformElement): string {
  const { scopes } = element.node;
  return scopes
    .slice(scopes.indexOf(TerraformStack.of(element)) + 1)
    .map(({ node }) => node.id)
    .filter((id) => !id.startsWith("~"))
    .join("/");
}
