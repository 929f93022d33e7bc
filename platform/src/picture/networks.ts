import type { Cluster, Model, Network, Subnet } from "@aks-topology/trace";
import { occupantsOf, poolItem } from "./occupants.js";
import type { PictureBox, PictureLabel } from "./picture.js";
import { isExisting, textOf, type Lookup } from "./source.js";

const NOTHING = { details: [], labels: [], items: [], usage: undefined } as const;

/** The networks of a platform with their subnets, those of a cluster in a box of its own. */
export function networkBoxes(lookup: Lookup): readonly PictureBox[] {
  const { model } = lookup.source;
  const placeless = model.clusters.filter((cluster) => homeOf(cluster) === undefined);
  const orderOf = (network: Network): number => lookup.ownerOf(network)?.order ?? model.networks.length;
  const networks = model.networks.toSorted((a, b) => orderOf(a) - orderOf(b));
  const inNetworks = networks.flatMap((network) => {
    const clusters = model.clusters.filter((cluster) => homeOf(cluster) === network);
    const owned = new Map(
      clusters.flatMap((cluster) => ownSubnets(cluster, model).map((subnet) => [subnet, cluster])),
    );
    return [
      networkBox(network, lookup),
      ...clusters.map((cluster) => clusterBox(cluster, network, new Set(owned.keys()), lookup)),
      ...network.subnets
        .filter((subnet) => isShown(subnet, network))
        .map((subnet) => subnetBox(subnet, owned.get(subnet)?.address ?? network.address, lookup)),
    ];
  });
  return [...inNetworks, ...placeless.map((cluster) => clusterBox(cluster, undefined, new Set(), lookup))];
}

/** A peer that the file describes by its range alone is one subnet to the trace, and one box here. */
function isShown(subnet: Subnet, network: Network): boolean {
  return !subnet.address.startsWith(`${network.address} subnet`);
}

/** The box of a subnet: its own, or the one of its network. */
export function boxOfSubnet(subnet: Subnet): string {
  return isShown(subnet, subnet.network) ? subnet.address : subnet.network.address;
}

function networkBox(network: Network, lookup: Lookup): PictureBox {
  const owner = lookup.ownerOf(network);
  const region = network.location === "" ? [] : [network.location];
  return {
    ...NOTHING,
    ...lookup.shown(network),
    id: network.address,
    place: owner?.place,
    kind: owner?.isHub === true ? "hub" : "network",
    parent: undefined,
    title: owner?.key ?? network.name,
    details: [[...network.space.map(String), ...region].join(" · ")],
  };
}

/** Subnets in which there is nothing but this cluster. */
function ownSubnets(cluster: Cluster, model: Model): readonly Subnet[] {
  const others = model.clusters.filter((other) => other !== cluster);
  const foreign = new Set([
    ...others.flatMap(subnetsOf),
    ...model.gateways.map(({ subnet }) => subnet),
    ...model.firewalls.map(({ subnet }) => subnet),
  ]);
  return [...new Set(subnetsOf(cluster))].filter(
    (subnet) => !foreign.has(subnet) && subnet.network === homeOf(cluster),
  );
}

function subnetsOf({ pools, api }: Cluster): readonly Subnet[] {
  const ofApi = api.type === "integrated" ? api.subnet : undefined;
  return [...pools.flatMap(({ subnet, podSubnet }) => [subnet, podSubnet]), ofApi].filter(
    (subnet) => subnet !== undefined,
  );
}

function homeOf({ pools, api }: Cluster): Network | undefined {
  const ofApi = api.type === "private" || api.type === "integrated" ? api.subnet : undefined;
  return (pools.find(({ subnet }) => subnet !== undefined)?.subnet ?? ofApi)?.network;
}

const PLUGINS: Readonly<Record<Cluster["plugin"], string>> = {
  kubenet: "kubenet",
  "node-subnet": "Azure CNI, node subnet",
  "pod-subnet": "Azure CNI, pod subnet",
  overlay: "Azure CNI overlay",
  tunnel: "own network plugin",
  none: "own network plugin",
};

function clusterBox(
  cluster: Cluster,
  network: Network | undefined,
  owned: ReadonlySet<Subnet>,
  lookup: Lookup,
): PictureBox {
  const shared = cluster.pools.filter(({ subnet }) => subnet === undefined || !owned.has(subnet));
  const pods = cluster.podRanges.map(String).join(", ");
  return {
    ...NOTHING,
    ...lookup.shown(cluster),
    id: cluster.address,
    kind: "cluster",
    parent: network?.address,
    title: `AKS ${lookup.keysOf(cluster.address)?.name ?? cluster.name}`,
    details: [`${PLUGINS[cluster.plugin]}${pods === "" ? "" : ` · pods ${pods}`}`, apiOf(cluster)],
    items: shared.map((pool) =>
      poolItem(pool, lookup, pool.subnet === undefined ? "" : `in ${pool.subnet.prefixes.join(", ")}`),
    ),
  };
}

function apiOf({ api }: Cluster): string {
  switch (api.type) {
    case "undescribed":
      return "API server not described";
    case "public":
      return api.authorized.length > 0 ? "public API server, restricted" : "public API server";
    case "private":
      return "private API server";
    case "integrated":
      return api.isPrivate ? "API server in the network, private" : "API server in the network, public";
  }
}

function subnetBox(subnet: Subnet, parent: string, lookup: Lookup): PictureBox {
  const keys = lookup.keysOf(subnet.address);
  const [prefix] = subnet.prefixes;
  const usage = keys && prefix ? lookup.usageOf(keys.network, String(prefix)) : undefined;
  return {
    ...lookup.shown(subnet),
    id: subnet.address,
    kind: "subnet",
    parent,
    title: usage?.subnet ?? nameInAzure(subnet, keys?.name),
    details: subnet.prefixes.length === 0 ? [] : [subnet.prefixes.join(", ")],
    labels: labelsOf(subnet),
    items: occupantsOf(subnet, lookup),
    usage: usage && { needed: usage.needed, usable: usage.usable },
  };
}

/** Azure fixes some names, which say more than keys. */
function nameInAzure({ name }: Subnet, key: string | undefined): string {
  return /^(AzureFirewall|AzureBastion|Gateway)/.test(name) ? name : (key ?? name);
}

function labelsOf({ routeTable, securityGroup, natGateway }: Subnet): readonly PictureLabel[] {
  const things = [
    { kind: "route-table", mark: "RT", thing: routeTable },
    { kind: "security-group", mark: "NSG", thing: securityGroup },
    { kind: "nat-gateway", mark: "NAT", thing: natGateway },
  ] as const;
  return things.flatMap(({ kind, mark, thing }) =>
    thing === undefined
      ? []
      : [
          {
            kind,
            address: thing.address,
            name: thing.name,
            isExisting: isExisting(thing.address),
            text: `${mark} ${textOf(thing.name)}`,
          },
        ],
  );
}
