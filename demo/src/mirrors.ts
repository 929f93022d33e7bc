import type { Simulator } from "@aks-topology/simulator";
import type { Existing } from "./existing.js";
import type { Elements } from "./seed.js";
import { at, objectOf, objectsOf, textOf, textsOf } from "./json.js";

/** A mirror of the deployed runtime's configuration, with the cluster whose table it reads. */
export interface DemoMirror {
  readonly name: string;
  readonly cluster: string;
  /** Id of the table that AKS writes. */
  readonly source: string;
  /** Id of the gateway's table. */
  readonly target: string;
  readonly podCidrs: readonly string[];
}

/** The mirrors from the function app's configuration: JSON in an app setting. */
export function deployedMirrors(stacks: Elements): unknown {
  const settings = stacks
    .elements("azurerm_function_app_flex_consumption")
    .map(({ attribute }) => objectOf(attribute("app_settings"))["ROUTE_SYNC_MIRRORS"])
    .find((setting) => typeof setting === "string");
  return settings === undefined ? [] : JSON.parse(settings);
}

/**
 * Finds the cluster of each mirror: the one that writes the mirror's source. There is nothing to demonstrate for a table that
 * exists already and that no cluster here writes (its subnet is outside of the platform file), for the node resource group of a
 * cluster whose pools are unknown here, and for a mirror that retires (its cluster has left kubenet).
 */
export function demoMirrors(
  mirrors: unknown,
  stacks: Elements,
  simulator: Simulator,
  existing: readonly Existing[] = [],
): readonly DemoMirror[] {
  const ids = [
    ...stacks.elements("azurerm_kubernetes_cluster").map(({ attribute }) => textOf(attribute("id"))),
    ...existing.filter(({ id }) => /\/managedClusters\/[^/]+$/i.test(id)).map(({ id }) => id),
  ];
  const clusters = ids.map((id) => simulator.aks.cluster(id));
  const created = new Set([
    ...attributes(stacks, "azurerm_route_table", "id"),
    ...attributes(stacks, "azurerm_kubernetes_cluster", "node_resource_group_id").map((id) => `${id}/`),
  ]);
  return objectsOf(mirrors).flatMap((mirror) => {
    const table = textOf(at(mirror, "source.id")).toLowerCase();
    const group = `${textOf(at(mirror, "source.nodeResourceGroup"))}/`.toLowerCase();
    const name = textOf(mirror["name"]);
    const cluster = clusters.find(({ tableId = "" }) => {
      const id = tableId.toLowerCase();
      return table === "" ? id.startsWith(group) : id === table;
    });
    const isIdle = mirror["policy"] === "retire" || !created.has(table === "" ? group : table);
    if (cluster?.tableId === undefined && isIdle) return [];
    if (cluster?.tableId === undefined) throw new Error(`no cluster writes the source of the mirror ${name}`);
    const { id, tableId: source } = cluster;
    return {
      name,
      cluster: id,
      source,
      target: textOf(at(mirror, "target.id")),
      podCidrs: textsOf(mirror["podCidrs"]),
    };
  });
}

/** An attribute of all resources of a type, in lower case: ids and names in them ignore case. */
function attributes(stacks: Elements, type: string, name: string): readonly string[] {
  return stacks.elements(type).map(({ attribute }) => textOf(attribute(name)).toLowerCase());
}
