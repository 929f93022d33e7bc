/**
 * A resource as Azure Resource Manager shows it. The Azure CLI prints most kinds with `properties` merged into the resource, and
 * differs in the case of some names: both shapes are read alike.
 */
import type { FoundResource } from "../found.js";
import { isValues, type Values } from "../values.js";

export interface ArmResource {
  readonly id: string;
  readonly name: string;
  /** Provider and types in lower case, such as `microsoft.network/virtualnetworks`. */
  readonly type: string;
  readonly values: Values;
}

/** The value at a path of names, whose case is ignored; `properties` may be left out on both sides. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, name) => memberOf(inner, name), value);
}

function memberOf(value: unknown, name: string): unknown {
  if (!isValues(value)) return undefined;
  const wanted = name.toLowerCase();
  const own = Object.entries(value).find(([key]) => key.toLowerCase() === wanted)?.[1];
  return own ?? (isValues(value["properties"]) ? memberOf(value["properties"], name) : undefined);
}

export function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** Texts at a path; undefined where there are none. */
export function textsAt(value: unknown, path: string): readonly string[] | undefined {
  const texts = listAt(value, path).filter((item) => typeof item === "string");
  return texts.length === 0 ? undefined : texts;
}

/** The resource that a document has, or undefined for another object. */
export function armResource(value: unknown): ArmResource | undefined {
  const id = textAt(value, "id");
  if (!isValues(value) || id === undefined || !id.startsWith("/")) return undefined;
  const type = textAt(value, "type")?.toLowerCase() ?? typeInId(id);
  return type.includes("/")
    ? { id, type, name: id.slice(id.lastIndexOf("/") + 1), values: value }
    : undefined;
}

/** The type that an id says: its provider with every second segment after it. */
export function typeInId(id: string): string {
  const [, provider, path] = /^.*\/providers\/([^/]+)\/(.+)$/i.exec(id) ?? [];
  if (provider === undefined || path === undefined)
    return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(id) ? GROUP : "";
  const types = path.split("/").filter((_, i) => i % 2 === 0);
  return [provider, ...types].join("/").toLowerCase();
}

export const GROUP = "microsoft.resources/resourcegroups";

export function groupIn(id: string): string | undefined {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
}

/** A found resource of azurerm with what every resource has. */
export function found(type: string, { id, name, values }: ArmResource, own: Values): FoundResource {
  const common = {
    id,
    name,
    resource_group_name: groupIn(id),
    location: textAt(values, "location")?.toLowerCase().replaceAll(" ", ""),
    tags: at(values, "tags"),
  };
  return { type, id, address: undefined, mode: "managed", values: defined({ ...common, ...own }) };
}

/** A part of a resource, which has its own id, or one below the owner's. */
export function partOf(owner: ArmResource, kind: string, value: unknown): ArmResource {
  const name = textAt(value, "name") ?? "";
  const id = textAt(value, "id") ?? `${owner.id}/${kind}/${name}`;
  return { id, name, type: `${owner.type}/${kind}`.toLowerCase(), values: isValues(value) ? value : {} };
}

/** Without what is undefined or null. */
export function defined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => (value ?? undefined) !== undefined));
}

export function without(values: Values, ...names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Attributes by their paths in Azure, without those that it does not have. */
export function picked(value: unknown, paths: Readonly<Record<string, string>>): Values {
  return defined(
    Object.fromEntries(Object.entries(paths).map(([attribute, path]) => [attribute, at(value, path)])),
  );
}

/** Azure says Enabled and Disabled in place of true and false. */
export function enabledAt(value: unknown, path: string): boolean | undefined {
  const state = textAt(value, path);
  return state === undefined ? undefined : state === "Enabled";
}

/** The id of what contains a resource. */
export function ownerOf({ id }: ArmResource): string {
  return id.split("/").slice(0, -2).join("/");
}

/** What an extension such as a diagnostic setting belongs to. */
export function targetOf({ id }: ArmResource): string {
  return id.replace(/\/providers\/[^/]+\/[^/]+\/[^/]+$/, "");
}

/** A found resource of azurerm with neither group nor location of its own, and without tags. */
export function foundBelow(type: string, resource: ArmResource, own: Values): FoundResource {
  const { values, ...whole } = found(type, resource, {});
  const common = without(values, "resource_group_name", "location", "tags");
  return { ...whole, values: defined({ ...common, ...own }) };
}

/** `true`, or undefined: azurerm has no difference between false and what is left out. */
export function trueAt(value: unknown, path: string): true | undefined {
  return at(value, path) === true ? true : undefined;
}
