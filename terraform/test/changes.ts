import { diffStacks, type Change, type Stack } from "../src/index.js";

export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;
export type Section = Readonly<Record<string, unknown>>;

export function stack(resource: Resources, more: Section = {}, name = "main"): Stack {
  return { name, json: { resource, ...more } };
}

export function diff(
  before: Stack | readonly Stack[],
  after: Stack | readonly Stack[],
  version = "4.55.0",
): readonly Change[] {
  return diffStacks([before].flat(), [after].flat(), { versionOf: () => version });
}

/** `action address` of each change, with the paths of its arguments; those that force have an exclamation mark. */
export function lines(changes: readonly Change[]): string[] {
  return changes.map(({ action, address, attributes }) =>
    [action, address, ...attributes.map(({ path, forces }) => `${path}${forces ? "!" : ""}`)].join(" "),
  );
}

/** The change of one resource between two bodies. */
export function change(type: string, before: object, after: object, version?: string): string[] {
  return lines(diff(stack({ [type]: { x: before } }), stack({ [type]: { x: after } }), version)).map((line) =>
    line.replace(` ${type}.x`, ""),
  );
}

export const CLUSTER = "azurerm_kubernetes_cluster";
export const POOL = "azurerm_kubernetes_cluster_node_pool";

export function network(before: object, after: object, version?: string): string[] {
  return change(CLUSTER, { network_profile: before }, { network_profile: after }, version).map((line) =>
    line.replaceAll("network_profile.", ""),
  );
}
