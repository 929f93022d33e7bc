import { Fn, Token } from "cdktf";
import { spellingOf, type ArmType } from "./arm-type.js";
import { knownText } from "./known.js";

/** The parts of a resource id that Terraform's arguments name one by one. */
export interface ArmId {
  /** A GUID. */
  readonly subscriptionId: string;
  /** Name of the resource group, as the id spells it. */
  readonly resourceGroupName: string;
  /** Name of the resource: the last segment. */
  readonly name: string;
}

/** The id of a resource's subscription: `/subscriptions/…`; of an expression, an expression. */
export function subscriptionScope(id: string): string {
  if (Token.isUnresolved(id)) return Fn.join("/", Token.asList(Fn.slice(Fn.split("/", id), 0, 3)));
  return id.split("/").slice(0, 3).join("/");
}

/** The id of a resource's group: `/subscriptions/…/resourceGroups/…`; of an expression, an expression. */
export function resourceGroupScope(id: string): string {
  if (Token.isUnresolved(id)) return Fn.join("/", Token.asList(Fn.slice(Fn.split("/", id), 0, 5)));
  return id.split("/").slice(0, 5).join("/");
}

/**
 * Takes `/subscriptions/…/resourceGroups/…/providers/…/NAME` apart; undefined when the text is no such id. The parts of
 * a variable are expressions on it.
 */
export function parseArmId(id: string): ArmId | undefined {
  const known = knownText(id) ?? "";
  const [, subscriptionId, resourceGroupName, name] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/.+\/([^/]+)$/i.exec(known) ?? [];
  if (subscriptionId === undefined || resourceGroupName === undefined || name === undefined) return undefined;
  if (!Token.isUnresolved(id)) return { subscriptionId, resourceGroupName, name };
  const segment = (place: number): string => Token.asString(Fn.element(Fn.split("/", id), place));
  return {
    subscriptionId: segment(2),
    resourceGroupName: segment(4),
    name: segment(known.split("/").length - 1),
  };
}

/** The parts of the id of a resource of one type, in any case; undefined for any other text. */
export function parseArmIdOf(type: ArmType, id: string): ArmId | undefined {
  return armTypeOf(id) === type ? parseArmId(id) : undefined;
}

/**
 * An id in the case that azurerm accepts: fixed segments and types of Azure as azurerm spells them, GUIDs in lower case.
 * Names and unknown types stay as they are. A text that is no id, and an expression, are returned unchanged.
 */
export function canonicalArmId(id: string): string {
  if (Token.isUnresolved(id) || !id.startsWith("/")) return id;
  return `/${pairs(id)
    .flatMap(({ key, name }) => [key, ...(name === undefined ? [] : [name])])
    .join("/")}`;
}

/** The type of the resource that an id names, such as `Microsoft.KeyVault/vaults`; undefined if it names no resource. */
export function armTypeOf(id: string): string | undefined {
  const { key, type, name } = pairs(knownText(id) ?? "").at(-1) ?? {};
  return type === undefined || name === undefined || name === "" || key === "providers" ? undefined : type;
}

/** A subscription in a pattern of ids. */
const SUBSCRIPTION = "/subscriptions/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** A name in a pattern of ids. Source: Azure documentation, naming rules; no type of resource allows these characters. */
const NAME = String.raw`[^/\\\s?#%&<>:{}…](?:[^/\\?#%&<>:{}…]*[^/\\\s?#%&<>:{}…])?`;

/** A form of names that is narrower than any. Source: Azure documentation, naming rules and restrictions for Azure resources. */
interface NameForm {
  /** In a pattern of ids. */
  readonly pattern: string;
  /** What has such a name, with the form: "a key vault, which has 3 to 24 letters, digits and dashes". */
  readonly words: string;
}

const GROUP: NameForm = {
  pattern: String.raw`[^/\\\s?#%&<>:{}…]{0,89}[^/\\\s?#%&<>:{}….]`,
  words: "a resource group, which has at most 90 characters, no space, and no dot at its end",
};

/** Shorter names than Azure gives are not refused: they stand for others in drafts, and Azure reports them by name. */
const NAMES: Readonly<Partial<Record<string, NameForm>>> = {
  "Microsoft.ContainerRegistry/registries": {
    pattern: "[A-Za-z0-9]{1,50}",
    words: "a container registry, which has at most 50 letters and digits",
  },
  "Microsoft.KeyVault/vaults": {
    pattern: "[A-Za-z](?:[A-Za-z0-9-]{0,22}[A-Za-z0-9])?",
    words: "a key vault, which has at most 24 letters, digits and dashes, the first a letter",
  },
  "Microsoft.Storage/storageAccounts": {
    pattern: "[a-z0-9]{1,24}",
    words: "a storage account, which has at most 24 letters and digits",
  },
};

/** What is wrong with the first name of an id that nothing of its type can have; undefined where none is. */
export function wrongNameIn(id: string): string | undefined {
  for (const { key, type, name = "" } of pairs(id)) {
    const form = key === "resourceGroups" ? GROUP : NAMES[type ?? ""];
    if (form === undefined || new RegExp(`^${form.pattern}$`, "i").test(name)) continue;
    return `"${name}" is not the name of ${form.words}`;
  }
  return undefined;
}

/** The ids of some types, in any case. */
export function armIdPattern(...types: readonly ArmType[]): RegExp {
  const ends = types.map((type) => {
    const [namespace = "", ...segments] = type.split("/");
    return `${namespace.replaceAll(".", String.raw`\.`)}${segments.map((each) => `/${each}/${NAMES[type]?.pattern ?? NAME}`).join("")}`;
  });
  const [only = "", ...others] = ends;
  const end = others.length === 0 ? only : `(?:${ends.join("|")})`;
  return new RegExp(`^${SUBSCRIPTION}/resourceGroups/${GROUP.pattern}/providers/${end}$`, "i");
}

/** The ids of resource groups, in any case. */
export const RESOURCE_GROUP_ID = new RegExp(`^${SUBSCRIPTION}/resourceGroups/${GROUP.pattern}$`, "i");

const MANAGEMENT_GROUP = `/providers/Microsoft\\.Management/managementGroups/${NAME}`;

/** The ids of management groups, in any case. */
export const MANAGEMENT_GROUP_ID = new RegExp(`^${MANAGEMENT_GROUP}$`, "i");

/** The ids of policies and initiatives, in any case: built-in, of a subscription, or of a management group. */
export const POLICY_DEFINITION_ID = new RegExp(
  `^(?:${SUBSCRIPTION}|${MANAGEMENT_GROUP})?/providers/Microsoft\\.Authorization/policy(?:Set)?Definitions/${NAME}$`,
  "i",
);

/** Whether two ids name the same resource: Azure ignores case. */
export function isSameArmId(one: string, other: string): boolean {
  const known = knownText(one)?.toLowerCase();
  return one === other || (known !== undefined && known === knownText(other)?.toLowerCase());
}

/** A fixed segment of an id with the name after it. */
interface Pair {
  readonly key: string;
  readonly name: string | undefined;
  /** The type of the resource so far, from the last `providers`. */
  readonly type?: string | undefined;
}

function pairs(id: string): readonly Pair[] {
  const segments = id.split("/").slice(1);
  const found: Pair[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    found.push(pair(segments[i] ?? "", segments[i + 1], found.at(-1)?.type));
  }
  return found;
}

function pair(segment: string, name: string | undefined, type: string | undefined): Pair {
  switch (segment.toLowerCase()) {
    case "subscriptions":
      return { key: "subscriptions", name: name?.toLowerCase() };
    case "resourcegroups":
      return { key: "resourceGroups", name };
    case "providers": {
      const namespace = spellingOf(name ?? "") ?? name;
      return { key: "providers", name: namespace, type: namespace };
    }
    default: {
      const key = (type === undefined ? undefined : spellingOf(`${type}/${segment}`)) ?? segment;
      return { key, name, type: type === undefined ? undefined : `${type}/${key}` };
    }
  }
}
