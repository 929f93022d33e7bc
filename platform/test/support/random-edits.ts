import fc from "fast-check";
import { circuit, EDITED } from "./edited-platforms.js";
import type { Tree } from "./tree.js";

/** A change of a platform file, and what may be refused about it. */
export interface Edit {
  readonly name: string;
  readonly apply: (platform: Tree) => Tree;
  /** Codes of the errors that refuse it. */
  readonly refusals: readonly string[];
  /** Whether the file of before gives the output of before with the lock file of after, which has other keys after a rename. */
  readonly undoes: boolean;
}

type Things = Record<string, Tree>;

interface Choice {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

const choice = fc.record({ first: fc.nat(99), second: fc.nat(99), third: fc.nat(99) });

function pick<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(1, items.length)];
}

function things(tree: Tree | undefined, map: string): Things {
  return (tree?.[map] ?? {}) as Things;
}

/** A map of a platform, by the keys on the way, with keys for new things of it. */
interface Place {
  readonly at: readonly string[];
  readonly keys: readonly string[];
}

/** The maps of hubs, their connections, spokes, gateways, clusters and node pools. */
function maps(platform: Tree): readonly Place[] {
  const { gateway } = (platform["hub"] ?? {}) as { readonly gateway?: Tree };
  const spokes = things(platform, "spokes");
  return [
    ...(platform["hubs"] === undefined ? [] : [{ at: ["hubs"], keys: HUBS }]),
    ...["sites", "circuits"]
      .filter((map) => gateway?.[map] !== undefined)
      .map((map) => ({ at: ["hub", "gateway", map], keys: PLACES })),
    { at: ["spokes"], keys: SPOKES },
    ...Object.entries(spokes).flatMap(([spoke, spec]) => [
      { at: ["spokes", spoke, "gateways"], keys: GATEWAYS },
      { at: ["spokes", spoke, "clusters"], keys: CLUSTERS },
      ...Object.keys(things(spec, "clusters")).map((cluster) => ({
        at: ["spokes", spoke, "clusters", cluster, "nodePools"],
        keys: POOLS,
      })),
    ]),
  ];
}

const HUBS = ["west", "north", "south"];
const PLACES = ["berlin", "porto", "rome"];
const SPOKES = ["shop", "desk", "blog", "wiki"];
const GATEWAYS = ["public", "inner", "edge"];
const CLUSTERS = ["main", "lab", "prod"];
const POOLS = ["system", "work", "gpu", "jobs"];

/** The platform with another map at a path. */
function changed(tree: Tree, at: readonly string[], change: (map: Things) => Things): Tree {
  const [step, ...rest] = at;
  if (step === undefined) return change(tree as Things);
  return { ...tree, [step]: changed((tree[step] ?? {}) as Tree, rest, change) };
}

function mapAt(tree: Tree, at: readonly string[]): Things {
  return at.reduce<Tree>((value, step) => (value[step] ?? {}) as Tree, tree) as Things;
}

function newPool({ second, third }: Choice): Tree {
  if (third % 5 === 1) return { nodes: "auto", vmSizes: ["Standard_D4ds_v5"], limits: { cpu: 40 } };
  return { vmSize: "Standard_D4ds_v5", nodes: 1 + (second % 5) + (third % 7 === 0 ? 200 : 0) };
}

function newCluster(platform: Tree, spoke: string, given: Choice): Tree {
  const gateway = pick(Object.keys(things(things(platform, "spokes")[spoke], "gateways")), given.third);
  const plugin = pick(["azure-cni-overlay", "kubenet", "azure-cni"], given.second) ?? "";
  const forContainers = plugin !== "kubenet" && given.first % 3 === 0;
  const ingress = forContainers
    ? {
        type: "application-gateway-for-containers",
        frontends: ["public", "partners"].slice(given.second % 2),
      }
    : { type: plugin === "kubenet" ? "agic-addon" : "gateway-to-load-balancer", gateway };
  return {
    network:
      plugin === "kubenet"
        ? { plugin, podCidr: `10.${String(100 + (given.first % 100))}.0.0/16` }
        : { plugin },
    ...(given.third % 3 === 0 ? { apiServer: { type: "vnet-integration" } } : {}),
    ...(!forContainers && (gateway === undefined || given.first % 3 === 0) ? {} : { ingress }),
    nodePools: {
      [pick(POOLS, given.third) ?? ""]: { ...newPool({ ...given, third: 0 }), nodes: 1 + (given.second % 5) },
    },
  };
}

function newThing(platform: Tree, at: readonly string[], given: Choice): Tree {
  const [map, spoke = "", kind, , deeper] = at;
  if (map === "hubs")
    return { addressSpace: `10.${String(70 + (given.third % 20))}.0.0/22`, firewall: { publicIps: 20 } };
  if (kind === "sites")
    return { device: `203.0.113.${String(given.first)}`, prefixes: [`172.20.${String(given.second)}.0/24`] };
  if (kind === "circuits") return { circuit: { id: circuit(given.first) } };
  if (deeper !== undefined) return newPool(given);
  if (kind === "gateways") return { tier: "Standard_v2" };
  if (kind === "clusters") return newCluster(platform, spoke, given);
  const used = new Set(Object.values(things(platform, "spokes")).map(({ addressSpace }) => addressSpace));
  const spaces = Array.from({ length: 9 }, (_, i) => `10.${String(i + 1)}.0.0/19`);
  const hub = pick(Object.keys(things(platform, "hubs")), given.third);
  return {
    addressSpace: spaces.find((space) => !used.has(space)) ?? "10.99.0.0/19",
    ...(hub === undefined ? {} : { hub }),
  };
}

const add = choice.map((given): Edit => ({
  name: "add",
  undoes: true,
  refusals: ["*"],
  apply: (platform) => {
    const place = pick(maps(platform), given.first);
    const key = pick(place?.keys ?? [], given.second);
    if (place === undefined || key === undefined) return platform;
    const thing = newThing(platform, place.at, given);
    return changed(platform, place.at, (map) =>
      map[key] !== undefined
        ? map
        : given.third % 2 === 0
          ? { [key]: thing, ...map }
          : { ...map, [key]: thing },
    );
  },
}));

const remove = choice.map((given): Edit => ({
  name: "remove",
  undoes: true,
  refusals: ["*"],
  apply: (platform) => {
    const place = pick(maps(platform).toReversed(), given.first);
    const key = pick(Object.keys(mapAt(platform, place?.at ?? [])), given.second);
    if (place === undefined || key === undefined) return platform;
    return changed(platform, place.at, (map) =>
      Object.fromEntries(Object.entries(map).filter(([other]) => other !== key)),
    );
  },
}));

const grow = choice.map((given): Edit => ({
  name: "grow",
  undoes: true,
  refusals: ["*"],
  apply: (platform) => {
    const place = pick(
      maps(platform).filter(({ at }) => at.at(-1) === "nodePools"),
      given.first,
    );
    const key = pick(Object.keys(mapAt(platform, place?.at ?? [])), given.second);
    if (place === undefined || key === undefined) return platform;
    return changed(
      platform,
      [...place.at, key],
      (pool) => ({ ...pool, nodes: 1 + given.third * 4 }) as Tree as Things,
    );
  },
}));

function earlierKeys(thing: Tree | undefined): readonly string[] {
  return [thing?.["was"]].flat().filter((key) => typeof key === "string");
}

/** What refers to a gateway follows its keys. */
function withGateways(spoke: Tree, keys: Readonly<Record<string, string>>): Tree {
  const clusters = Object.entries(things(spoke, "clusters")).map(([name, cluster]) => {
    const ingress = cluster["ingress"] as Tree | undefined;
    const gateway = String(ingress?.["gateway"]);
    return [
      name,
      ingress?.["gateway"] === undefined
        ? cluster
        : { ...cluster, ingress: { ...ingress, gateway: keys[gateway] ?? gateway } },
    ];
  });
  return { ...spoke, clusters: Object.fromEntries(clusters) as unknown };
}

/** What refers to a hub follows its keys. */
function withHubs(spokes: Things, keys: Readonly<Record<string, string>>): Things {
  return Object.fromEntries(
    Object.entries(spokes).map(([name, spoke]) => {
      const hub = String(spoke["hub"]);
      return [name, { ...spoke, hub: keys[hub] ?? hub }];
    }),
  );
}

/** The platform with other keys in a map, each thing with its earlier ones. */
function rekeyed(platform: Tree, at: readonly string[], keys: Readonly<Record<string, string>>): Tree {
  const named = changed(platform, at, (map) =>
    Object.fromEntries(
      Object.entries(map).map(([key, thing]) => {
        const now = keys[key];
        return now === undefined ? [key, thing] : [now, { ...thing, was: [key, ...earlierKeys(thing)] }];
      }),
    ),
  );
  const [map, spoke = ""] = at;
  if (map === "hubs") return { ...named, spokes: withHubs(things(named, "spokes"), keys) };
  return at.at(-1) === "gateways"
    ? changed(named, ["spokes", spoke], (spec) => withGateways(spec, keys) as Things)
    : named;
}

const rename = choice.map((given): Edit => ({
  name: "rename",
  undoes: false,
  refusals: ["WAS_IN_USE"],
  apply: (platform) => {
    const place = pick(maps(platform), given.first);
    const map = mapAt(platform, place?.at ?? []);
    const key = pick(Object.keys(map), given.second);
    const free = (place?.keys ?? []).filter((each) => map[each] === undefined);
    const now = pick(free, given.third);
    if (place === undefined || key === undefined || now === undefined) return platform;
    return rekeyed(platform, place.at, { [key]: now });
  },
}));

const swap = choice.map((given): Edit => ({
  name: "swap",
  undoes: false,
  refusals: ["WAS_IN_USE"],
  apply: (platform) => {
    const place = pick(
      maps(platform).filter(({ at }) => Object.keys(mapAt(platform, at)).length > 1),
      given.first,
    );
    const [one, other] = Object.keys(mapAt(platform, place?.at ?? []));
    if (place === undefined || one === undefined || other === undefined) return platform;
    return rekeyed(platform, place.at, { [one]: other, [other]: one });
  },
}));

/** Once renames are applied, the file need not say the earlier keys. */
const settle = fc.constant<Edit>({
  name: "settle",
  undoes: true,
  refusals: [],
  apply: (platform) => withoutWas(platform) as Tree,
});

function withoutWas(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === "was" ? [] : [[key, withoutWas(part)]])),
  );
}

const reorder = fc.constant<Edit>({
  name: "reorder",
  undoes: true,
  refusals: [],
  apply: (platform) => reversed(platform) as Tree,
});

/** A tree with its keys in the reverse order. */
export function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

/** A platform that edits begin with. */
export const firsts = fc.constantFrom(...Object.values(EDITED));

export const edits = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: add },
    { weight: 2, arbitrary: remove },
    { weight: 1, arbitrary: grow },
    { weight: 3, arbitrary: rename },
    { weight: 1, arbitrary: swap },
    { weight: 1, arbitrary: settle },
    { weight: 1, arbitrary: reorder },
  ),
  { minLength: 10, maxLength: 14 },
);
