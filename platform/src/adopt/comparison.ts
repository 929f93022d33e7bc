/** What a first plan would change in what was found, attribute by attribute. */
import {
  SENSITIVE,
  azurermSchema,
  behavioursOf,
  compareBodies,
  ignoredBy,
  isIgnored,
  isKnown,
  pathText,
  TypeRules,
  typeSchema,
  valueAt,
  type AzurermMajor,
  type BlockSchema,
} from "@aks-topology/terraform";
import type { FoundResource } from "./inventory.js";
import { configuredPart, keyOfElement, type Element, type Matching } from "./matching.js";
import { blocks, type Values } from "./values.js";

/** One attribute that the first plan changes. */
export interface AttributeDifference {
  /** Terraform address in the output. */
  readonly address: string;
  /** Azure Resource Manager id. */
  readonly id: string;
  /** Path of the attribute, such as `network_profile.pod_cidr`. */
  readonly attribute: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether the change replaces the resource. */
  readonly replaces: boolean;
}

/** The attributes that differ, in the order of the Terraform. */
export function differencesOf(
  { elements, pairs }: Matching,
  azurerm: AzurermMajor,
): readonly AttributeDifference[] {
  return elements.flatMap((element) => {
    const found = pairs.get(keyOfElement(element));
    return found === undefined ? [] : differencesOfPair(element, found, azurerm);
  });
}

function differencesOfPair(
  element: Element,
  found: FoundResource,
  azurerm: AzurermMajor,
): readonly AttributeDifference[] {
  const schema = typeSchema(azurermSchema(azurerm), "resource", element.type);
  if (schema === undefined) return [];
  const before = configurable(found.values, schema.block);
  const after = Object.fromEntries(
    Object.entries(element.body).map(([name, body]) => [name, configuredPart(body, element.attribute(name))]),
  );
  const rules = new TypeRules(element.type, behavioursOf(azurerm)[element.type], {
    before: (path) => valueAt(found.values, path),
    after: (path) => valueAt(after, path),
    version: azurermSchema(azurerm).version,
  });
  const ignored = ignoredBy(element.body);
  if (ignored === "all") return [];
  return compareBodies(before, after, schema.block, rules)
    .filter(({ path, now }) => !isIgnored(path, ignored) && isKnown(now))
    .filter(({ old, now }) => !isSameId(old, now))
    .filter(({ path }) => !isWriteOnly(pathText(path), schema.block))
    .map(({ path, old, now, forces, sensitive }) => ({
      address: element.address,
      id: found.id,
      attribute: pathText(path),
      before: shown(old, sensitive),
      after: shown(now, sensitive),
      replaces: forces,
    }));
}

/** Whether no state has an argument: a change of its version writes it. */
function isWriteOnly(path: string, { attributes = {} }: BlockSchema): boolean {
  return attributes[path]?.write_only === true;
}

function shown(value: unknown, sensitive: boolean): unknown {
  return sensitive && value !== undefined ? SENSITIVE : (value ?? null);
}

/** The values without those that no configuration can set. */
function configurable(values: Values, { attributes = {}, block_types: nested = {} }: BlockSchema): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const attribute = attributes[name];
      if (attribute !== undefined)
        return attribute.computed === true && attribute.optional !== true ? [] : [[name, value]];
      const inner = nested[name]?.block;
      return inner === undefined ? [] : [[name, blocks(values, name).map((one) => configurable(one, inner))]];
    }),
  );
}

/** Azure ignores the case of ids. */
function isSameId(one: unknown, other: unknown): boolean {
  return (
    typeof one === "string" &&
    typeof other === "string" &&
    one.startsWith("/") &&
    one.toLowerCase() === other.toLowerCase()
  );
}
