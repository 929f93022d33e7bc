/**
 * The paths of a platform file: those that its keys promise, and those that no key allows.
 *
 * Node pools are meant to reach each other, whatever their security groups: network policies isolate pods.
 */
import {
  ExistingCluster,
  type ExistingGateway,
  knownText,
  SpokeGateway,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { PlannedRule } from "../describe.js";
import { peerRoutesOf } from "../peer-routes.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { allowsNetwork, egressPaths, forbiddenEgress, openEgress } from "./egress-paths.js";
import { fromApiServer, platformToGateway, probesOfNodes, usersOfGateway } from "./callers.js";
import { bastionPaths } from "./bastion-paths.js";
import { dnsResolverPaths } from "./dns-resolver-paths.js";
import { forContainersPaths } from "./for-containers-paths.js";
import { frontDoorPaths } from "./front-door-paths.js";
import { jumpHostPaths } from "./jump-host-paths.js";
import { privateEndpointPaths } from "./private-endpoint-paths.js";
import { publishedPaths } from "./published-paths.js";
import { ruleGroupPaths } from "./rule-group-paths.js";
import { strangersToGateway, strangersToNodes, strangersToRuntime } from "./strangers.js";
import { namedClusters, namedGateways, type NamedCluster, type NamedGateway } from "./named-things.js";

type Built = Pick<BuiltPlatform, "hubs" | "spokes">;

export function declaredPaths(built: Built, rules: readonly PlannedRule[]): readonly DeclaredPath[] {
  const clusters = namedClusters(built.spokes);
  const gateways = namedGateways(built.spokes);
  const peerRoutes = built.hubs.flatMap((hub) => peerRoutesOf(hub, built.hubs));
  const paths = [
    ...clusters.flatMap((cluster) => [
      ...insideCluster(cluster),
      ...apiServerPaths(cluster),
      ...resolverPaths(cluster),
      ...egressPaths(cluster, rules),
      ...forbiddenEgress(cluster, rules),
      ...openEgress(cluster, rules),
      ...fromInternet(cluster),
      ...flatNetworkPaths(cluster),
      ...probesOfNodes(cluster),
      ...fromApiServer(cluster),
      ...strangersToNodes(cluster),
      ...frontDoorPaths(cluster),
      ...forContainersPaths(cluster, clusters),
    ]),
    ...gateways.flatMap((gateway) => [
      ...gatewayPaths(gateway, clusters),
      ...platformToGateway(gateway),
      ...usersOfGateway(gateway, clusters),
      ...strangersToGateway(gateway),
    ]),
    ...built.hubs.flatMap(publishedPaths),
    ...built.hubs.flatMap((hub) => [
      ...dnsResolverPaths(hub),
      ...bastionPaths(hub),
      ...jumpHostPaths(hub, clusters),
    ]),
    ...built.spokes.flatMap((spoke) => [
      ...ruleGroupPaths(spoke, clusters, { spokes: built.spokes, peerRoutes }),
      ...strangersToRuntime(spoke),
      ...privateEndpointPaths(spoke, clusters),
    ]),
    ...betweenSpokes(built.spokes, clusters, gateways, rules),
  ];
  const unique = [...new Map(paths.map((path) => [path.name, path])).values()];
  return unique.map((path) => ofPlugin(path, clusters));
}

/** Where pods are depends on the plugin that is installed: which one is missing is said at its key. */
function ofPlugin(path: DeclaredPath, clusters: readonly NamedCluster[]): DeclaredPath {
  const found = clusters.find(({ name }) => [path.from, path.to].includes(`${name}/pod`));
  const network = found?.cluster.network;
  return found !== undefined && network?.type === "none" && network.install === undefined
    ? { ...path, key: [...found.key, "network", "plugin"] }
    : path;
}

const KUBELET = 10_250;
const POD_PORT = 8080;
const HTTPS = 443;
const DNS = 53;

/** Nodes and pods among each other: kubelet, services, webhooks. */
function insideCluster({ name, key }: NamedCluster): readonly DeclaredPath[] {
  const ends = [
    ["node", "node", KUBELET],
    ["node", "pod", POD_PORT],
    ["pod", "pod", POD_PORT],
    ["pod", "node", KUBELET],
  ] as const;
  return ends.map(([from, to, port]) =>
    path(`${name}: ${from} -> ${to}`, key, "delivered", {
      from: `${name}/${from}`,
      to: `${name}/${to}`,
      port,
    }),
  );
}

function apiServerPaths({ name, key, cluster }: NamedCluster): readonly DeclaredPath[] {
  // How the API server of a cluster that exists already is reached is not described.
  if (cluster instanceof ExistingCluster) return [];
  return ["node", "pod"].map((from) =>
    path(`${name}: ${from} -> api`, [...key, "apiServer"], "delivered", {
      from: `${name}/${from}`,
      to: `${name}/api`,
      port: HTTPS,
    }),
  );
}

/** To the resolvers of the spoke. */
function resolverPaths({ name, spoke }: NamedCluster): readonly DeclaredPath[] {
  const { dns, hub } = spoke;
  const servers =
    dns.type === "servers"
      ? dns.servers
      : dns.type === "firewall"
        ? [hub.firewall?.privateIpAddress ?? ""]
        : [];
  return servers
    .flatMap((server) => knownText(server) ?? [])
    .filter((server) => /^[\d.]+$/.test(server))
    .map((to) =>
      path(`${name}: node -> resolver ${to}`, ["spokes", spoke.key, "dns"], "delivered", {
        from: `${name}/node`,
        to,
        port: DNS,
        protocol: "UDP",
      }),
    );
}

function fromInternet({ name, key }: NamedCluster): readonly DeclaredPath[] {
  return [22, HTTPS, KUBELET].map((port) =>
    path(`${name}: internet -> node`, key, "dropped", { from: "internet", to: `${name}/node`, port }),
  );
}

/** Pods that callers outside of the network reach directly. */
function flatNetworkPaths({ name, key, cluster, spoke }: NamedCluster): readonly DeclaredPath[] {
  const { network } = cluster;
  const ranges = "reachableFrom" in network ? (network.reachableFrom ?? []) : [];
  // How other networks that are peered with the hub route is their teams' choice.
  const { onPremises } = spoke.hub;
  return ranges
    .filter((range) => onPremises.some((site) => site.contains(range)))
    .map((range) =>
      path(`${name}: ${range.literal} -> pod`, [...key, "network", "reachableFrom"], "delivered", {
        from: range.literal,
        to: `${name}/pod`,
        port: POD_PORT,
      }),
    );
}

/** Clients to the gateway, and the gateway to the pods or the load balancer behind it, probes included. */
function gatewayPaths(
  { name, key, gateway }: NamedGateway,
  clusters: readonly NamedCluster[],
): readonly DeclaredPath[] {
  const named = `gateway:${name}`;
  const clients =
    gateway instanceof SpokeGateway && gateway.hasPublicFrontend
      ? gateway.servedPorts.map((port) =>
          path(`${name}: internet -> gateway`, key, "delivered", { from: "internet", to: named, port }),
        )
      : [];
  const behind = gateway.clusters.flatMap(({ cluster, by, address }) => {
    const served = clusters.find((item) => item.cluster === cluster);
    if (served === undefined) return [];
    const to = by === "load-balancer" ? knownText(address ?? "") : `${served.name}/pod`;
    const ports = by === "load-balancer" ? backendPorts(gateway, address) : [POD_PORT];
    return to === undefined || to === ""
      ? []
      : ports.map((port) =>
          path(`${name}: gateway -> ${to}`, [...served.key, "ingress"], "delivered", {
            from: named,
            to,
            port,
          }),
        );
  });
  return [...clients, ...behind];
}

/** The ports of a load balancer that the gateway's settings name. */
function backendPorts(
  gateway: SpokeGateway | ExistingGateway,
  address: string | undefined,
): readonly number[] {
  if (!(gateway instanceof SpokeGateway)) return [HTTPS];
  const ports = gateway.gateway.sites
    .filter(({ backend }) => backend.address === address)
    .map(({ backend }) => backend.port);
  return ports.length === 0 ? [HTTPS] : ports;
}

/** Whether a cluster opens its nodes to those of another: callers of pods on the node subnets reach the nodes, too. */
function opensNodesTo({ cluster }: NamedCluster, client: NamedCluster): boolean {
  const { network, pools } = cluster;
  const ranges = "reachableFrom" in network ? (network.reachableFrom ?? []) : [];
  return (
    pools.some(({ podSubnet }) => podSubnet === undefined) &&
    client.cluster.pools.some(({ subnet }) => ranges.some((range) => range.overlaps(subnet.prefix)))
  );
}

/**
 * Spokes are apart, unless a rule of a cluster names the other's ranges, or the other opens its nodes to them. Each is asked
 * about the next one.
 */
function betweenSpokes(
  spokes: readonly Spoke[],
  clusters: readonly NamedCluster[],
  gateways: readonly NamedGateway[],
  rules: readonly PlannedRule[],
): readonly DeclaredPath[] {
  return spokes.flatMap((spoke, index) => {
    const other = spokes[(index + 1) % spokes.length];
    if (other === undefined || other === spoke) return [];
    const target = clusters.find((item) => item.spoke === other);
    const client = clusters.find((item) => item.spoke === spoke);
    const gateway = gateways.find((item) => item.spoke === spoke);
    if (target === undefined) return [];
    const own = rules.filter(({ cluster }) =>
      clusters.some((item) => item.spoke === spoke && item.planned === cluster),
    );
    const isAllowed =
      allowsNetwork(own, other.network.addressSpace) ||
      (client !== undefined && opensNodesTo(target, client));
    const to = `${target.name}/node`;
    return [
      ...(client === undefined || isAllowed
        ? []
        : [
            path(`${client.name}: node -> ${to}`, client.key, "dropped", {
              from: `${client.name}/node`,
              to,
              port: HTTPS,
            }),
          ]),
      ...(gateway === undefined
        ? []
        : [
            path(`${gateway.name}: gateway -> ${to}`, gateway.key, "dropped", {
              from: `gateway:${gateway.name}`,
              to,
              port: HTTPS,
            }),
          ]),
    ];
  });
}
