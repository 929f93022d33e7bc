/** Rewrites what is synthesized for azurerm 4 for another major of the provider. */
import { asBlocks, isArray, isObject, type JsonObject } from "./json.js";
import { AZURERM_5_REWRITES } from "./majors/azurerm-5.js";
import type { Rewrite } from "./majors/rewrite.js";
import type { AzurermMajor } from "./schema.js";

export { AZURERM_5_REWRITES, NOT_REWRITTEN } from "./majors/azurerm-5.js";
export type { Rewrite } from "./majors/rewrite.js";

/** The version constraints of `required_providers`. The lower bounds are the versions whose schemas are checked. */
export const AZURERM_CONSTRAINTS: Readonly<Record<AzurermMajor, string>> = {
  4: ">= 4.55, < 5.0",
  5: ">= 5.2, < 6.0",
};

/** Values of arguments that azurerm 4 takes since a later version than the first of its constraint. */
const TAKEN_SINCE = [
  // Source: hashicorp/terraform-provider-azurerm #31197.
  { type: "azurerm_nat_gateway", argument: "sku_name", value: "StandardV2", version: ">= 4.67, < 5.0" },
] as const;

/** The version constraint that a stack needs. */
function constraintOf({ resource }: JsonObject, major: AzurermMajor): string {
  if (major !== 4) return AZURERM_CONSTRAINTS[major];
  const later = TAKEN_SINCE.find(({ type, argument, value }) => {
    const ofType = isObject(resource) ? resource[type] : undefined;
    return (
      isObject(ofType) && Object.values(ofType).some((body) => isObject(body) && body[argument] === value)
    );
  });
  return later?.version ?? AZURERM_CONSTRAINTS[major];
}

/**
 * The Terraform JSON of one stack for a major of azurerm, its version constraint included. Pure; returns the same
 * JSON when it fits already. What no row covers stays as it is, and the structural check refuses it.
 * @param json a synthesized stack, as cdktf writes it for azurerm 4.55
 */
export function rewriteForMajor(json: JsonObject, major: AzurermMajor): JsonObject {
  const constrained = withConstraint(json, constraintOf(json, major));
  switch (major) {
    case 4:
      return constrained;
    case 5:
      return rewrite(constrained, AZURERM_5_REWRITES);
  }
}

function withConstraint(json: JsonObject, version: string): JsonObject {
  const terraform = isObject(json.terraform) ? json.terraform : {};
  const required = isObject(terraform.required_providers) ? terraform.required_providers : {};
  const azurerm = isObject(required.azurerm) ? required.azurerm : {};
  return {
    ...json,
    terraform: {
      ...terraform,
      required_providers: { ...required, azurerm: { ...azurerm, source: "hashicorp/azurerm", version } },
    },
  };
}

function rewrite(json: JsonObject, rows: readonly Rewrite[]): JsonObject {
  const lookUps: Record<string, Record<string, unknown>> = {};
  const section = (key: "resource" | "data"): JsonObject =>
    mapEntries(json[key], (type, items) => {
      const ours = rows.filter((row) => row.type === (key === "data" ? `data.${type}` : type));
      return mapEntries(items, (name, body) => mapBlocks(body, (block) => apply(block, name, ours, lookUps)));
    });
  const provider = mapEntries(json.provider, (name, value) =>
    name === "azurerm"
      ? mapBlocks(value, (block) =>
          apply(
            block,
            "",
            rows.filter((row) => row.type === "provider"),
            lookUps,
          ),
        )
      : value,
  );
  const resource = section("resource");
  const data = section("data");
  for (const [type, found] of Object.entries(lookUps)) {
    const existing = data[type];
    lookUps[type] = { ...(isObject(existing) ? existing : {}), ...found };
  }
  const rewritten = {
    ...json,
    ...("provider" in json ? { provider } : {}),
    ...("data" in json || Object.keys(lookUps).length > 0 ? { data: { ...data, ...lookUps } } : {}),
    ...("resource" in json ? { resource } : {}),
  };
  const readAs = references(rows);
  return mapEntries(rewritten, (_, value) => mapStrings(value, readAs));
}

function mapEntries(value: unknown, change: (key: string, item: unknown) => unknown): JsonObject {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(key, item)]))
    : {};
}

function mapBlocks(value: unknown, change: (block: JsonObject) => JsonObject): unknown {
  if (isObject(value)) return change(value);
  return isArray(value) ? value.map((item) => (isObject(item) ? change(item) : item)) : value;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (isArray(value)) return value.map((item) => mapStrings(item, change));
  return isObject(value) ? mapEntries(value, (_, item) => mapStrings(item, change)) : value;
}

function apply(
  body: JsonObject,
  name: string,
  rows: readonly Rewrite[],
  lookUps: Record<string, Record<string, unknown>>,
): JsonObject {
  return rows.reduce((current, row) => {
    const { body: next, data } = row.apply(current, name);
    if (data !== undefined) lookUps[data.type] = { ...lookUps[data.type], [name]: data.body };
    return ignoringRenamed(next, row);
  }, body);
}

/** Renames attributes in `ignore_changes` as well. */
function ignoringRenamed(body: JsonObject, row: Rewrite): JsonObject {
  const lifecycle = asBlocks(body.lifecycle)?.[0];
  if (!isObject(lifecycle) || !isArray(lifecycle.ignore_changes)) return body;
  const names = lifecycle.ignore_changes.flatMap((item) =>
    item !== row.attribute ? [item] : row.becomes === undefined ? [] : [row.becomes],
  );
  return { ...body, lifecycle: { ...lifecycle, ignore_changes: names } };
}

/** Replaces the attribute's old name in expressions: `azurerm_subnet.nodes.service_endpoints`. */
function references(rows: readonly Rewrite[]): (text: string) => string {
  const changes = rows.flatMap(({ type, attribute, readAs }) => {
    if (readAs === undefined || readAs === attribute || attribute.includes(".")) return [];
    const path = String.raw`(?<![\w.-])(${type.replace(".", String.raw`\.`)}\.[\w-]+(?:\[[^\]]*\])?)\.${attribute}(?![\w-])`;
    return [{ hint: `.${attribute}`, pattern: new RegExp(path, "g"), readAs }];
  });
  return (text) =>
    changes.reduce(
      (current, { hint, pattern, readAs }) =>
        current.includes(hint)
          ? current.replace(pattern, (_, target: string) => `${target}.${readAs}`)
          : current,
      text,
    );
}
