import { BlockList, isIPv6 } from "node:net";
import { at, objectsOf, textOf, type JsonObject } from "./json.js";

/**
 * Judges from the stored bodies of the tables whether they are in step. Shares no code with the runtime that it judges.
 */

/** The fields of a route that are compared. */
export interface TableRoute {
  readonly name: string;
  readonly prefix: string;
  readonly hop: string;
}

/** A pair of tables that must be in step. */
export interface Watched {
  readonly source: string;
  readonly target: string;
  readonly podCidrs: readonly string[];
}

export interface Verdict {
  readonly sourceNodeRoutes: number;
  /** Routes of the gateways' tables that are there for a node. */
  readonly mirroredRoutes: number;
  readonly foreignRoutesUntouched: boolean;
  readonly inStep: boolean;
}

/** The routes of each target before the runtime's first write, by table id. */
export type Foreign = ReadonlyMap<string, readonly TableRoute[]>;

export type Stored = (id: string) => JsonObject | undefined;

export function routesOf(body: JsonObject | undefined): readonly TableRoute[] {
  return objectsOf(at(body, "properties.routes")).map((route) => ({
    name: textOf(route["name"]),
    prefix: textOf(at(route, "properties.addressPrefix")),
    hop: textOf(at(route, "properties.nextHopIpAddress")) || textOf(at(route, "properties.nextHopType")),
  }));
}

/** Node routes of a source: those whose prefix is inside a pod range of the cluster. */
export function nodeRoutesOf(
  body: JsonObject | undefined,
  podCidrs: readonly string[],
): readonly TableRoute[] {
  const pods = new BlockList();
  for (const cidr of podCidrs) {
    const [network = "", length] = cidr.split("/");
    pods.addSubnet(network, Number(length), family(network));
  }
  return routesOf(body).filter(({ prefix }) => {
    const [network = ""] = prefix.split("/");
    return network !== "" && pods.check(network, family(network));
  });
}

export function judge(watched: readonly Watched[], foreign: Foreign, stored: Stored): Verdict {
  const targets = [...new Set(watched.map(({ target }) => target))];
  const wanted = (target: string): readonly TableRoute[] =>
    watched
      .filter((mirror) => mirror.target === target)
      .flatMap(({ source, podCidrs }) => nodeRoutesOf(stored(source), podCidrs));
  const tables = targets.map((target) => {
    const own = foreign.get(target) ?? [];
    const routes = routesOf(stored(target));
    const kept = routes.filter(({ name }) => own.some((route) => route.name === name));
    const mirrored = routes.filter((route) => !kept.includes(route));
    return {
      wanted: wanted(target).length,
      mirrored: mirrored.length,
      untouched: same(kept, own),
      inStep: stored(target) !== undefined && same(mirrored, wanted(target)),
    };
  });
  return {
    sourceNodeRoutes: tables.reduce((sum, table) => sum + table.wanted, 0),
    mirroredRoutes: tables.reduce((sum, table) => sum + table.mirrored, 0),
    foreignRoutesUntouched: tables.every(({ untouched }) => untouched),
    inStep: tables.every(({ inStep }) => inStep),
  };
}

/** Equal as sets; names of resources are case-insensitive in Azure. */
function same(a: readonly TableRoute[], b: readonly TableRoute[]): boolean {
  const keys = (routes: readonly TableRoute[]): string =>
    routes
      .map(({ name, prefix, hop }) => `${name.toLowerCase()} ${prefix} ${hop}`)
      .sort()
      .join("\n");
  return keys(a) === keys(b);
}

function family(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
