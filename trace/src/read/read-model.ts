/**
 * Reads the model of a network from Terraform.
 *
 * Order: what is referred to is read before what refers to it. Networks and subnets come first, then the addresses that
 * Azure will give to firewalls, public addresses and endpoints, then whatever names these.
 */
import type { Cidr } from "../cidr.js";
import type {
  Cluster,
  Mirror,
  Model,
  NatGateway,
  NextHop,
  PublicAddressThing,
  RouteTable,
  Subnet,
} from "../model/model.js";
import { KnownAddresses } from "./addresses.js";
import { apiEndpoints, readApiNames, readClusters, readMirrors, readServices } from "./clusters.js";
import { readFirewallAddresses, readFirewalls } from "./firewalls.js";
import { readGatewaysForContainers } from "./for-containers.js";
import { readFrontDoors } from "./front-doors.js";
import { readApplicationGateways, readNatGateways, readPublicAddresses } from "./gateways.js";
import { Things } from "./index-of-things.js";
import { attachToInterfaces, readBastions, readInterfaces, readMembers } from "./interfaces.js";
import { readLoadBalancers } from "./load-balancers.js";
import { readEndpoints, readZones } from "./names.js";
import { readNetworkGateways } from "./network-gateways.js";
import { attach, lastOf, readDnsServers, readNetworks, readPeerings } from "./networks.js";
import { readResolverAddresses, readResolvers } from "./resolvers.js";
import { readRouteTables } from "./routes.js";
import { readScaleSets } from "./scale-sets.js";
import { readSecurityGroups } from "./security-groups.js";
import type { Thing } from "./thing.js";
import { readHubConnections, readRoutingIntents, readVirtualHubs } from "./virtual-hubs.js";

export interface ReadOptions {
  /**
   * Whether route sync has copied the node routes into the tables of the gateways.
   * @default "in-step"
   */
  readonly mirror?: "in-step" | "empty" | undefined;
}

export function readModel(list: readonly Thing[], { mirror = "in-step" }: ReadOptions = {}): Model {
  const things = new Things(list);
  const known = new KnownAddresses();
  const networks = readNetworks(things);
  readVirtualHubs(things, networks);
  const publicAddresses = readPublicAddresses(things, known);
  readFirewallAddresses(things, networks, known);
  readResolverAddresses(things, networks, known);
  readApiNames(things, known);
  const interfaces = [
    ...readInterfaces(things, networks, known),
    ...readBastions(things, networks),
    ...readScaleSets(things, networks),
  ];
  readDnsServers(things, networks, known);
  const tables = readRouteTables(things, known);
  const groups = readSecurityGroups(things, known, readMembers(things, networks, interfaces));
  attach(things, networks, tables, groups);
  attachToInterfaces(things, networks, interfaces, groups);
  readPeerings(things, networks);
  readHubConnections(things, networks);
  readNatGateways(things, networks);
  readNetworkGateways(things, networks);
  const clusters = readClusters(things, networks, known);
  const mirrors = readMirrors(things, clusters);
  addNodeRoutes(clusters);
  addOverlays(clusters);
  if (mirror === "in-step") copyNodeRoutes(clusters, mirrors, networks.subnets.all());
  const firewalls = readFirewalls(things, networks, known);
  readRoutingIntents(things, networks, firewalls);
  const gateways = [
    ...readApplicationGateways(things, networks, known),
    ...readGatewaysForContainers(things, networks),
  ];
  const loadBalancers = readLoadBalancers(things, networks, known);
  const users = [
    ...firewalls,
    ...gateways,
    ...loadBalancers,
    ...natGatewaysOf(networks.subnets.all()),
    ...interfaces.map(({ publicAddress }) => ({
      publicAddresses: publicAddress === undefined ? [] : [publicAddress],
    })),
  ];
  return {
    networks: networks.networks.all(),
    firewalls,
    gateways,
    loadBalancers,
    interfaces,
    endpoints: [...readEndpoints(things, networks), ...apiEndpoints(clusters)],
    zones: readZones(things, known),
    resolvers: readResolvers(things, networks, known),
    clusters,
    publicAddresses: withUndescribed(publicAddresses, users),
    mirrors,
    services: readServices(things, clusters, known),
    frontDoors: readFrontDoors(things, networks, known, { loadBalancers }),
  };
}

function natGatewaysOf(subnets: readonly Subnet[]): readonly NatGateway[] {
  return subnets.flatMap(({ natGateway }) => natGateway ?? []);
}

/** With the public addresses that something has and that exist outside of the configuration. */
function withUndescribed(
  described: readonly PublicAddressThing[],
  users: readonly { readonly publicAddresses: readonly string[] }[],
): readonly PublicAddressThing[] {
  const known = new Set(described.map(({ key }) => key));
  const used = new Set(users.flatMap(({ publicAddresses }) => publicAddresses));
  const others = [...used].filter((key) => !known.has(key));
  return [...described, ...others.map(undescribed)];
}

function undescribed(key: string): PublicAddressThing {
  const address = key.replace(/#id$/, "");
  return { key, address, name: lastOf(address), ip: undefined };
}

/**
 * kubenet: AKS writes a route per node into the table of the node subnets, or into one of its own where they have none
 * (Microsoft Learn, "Use kubenet networking", "Bring your own subnet and route table").
 */
function addNodeRoutes(clusters: readonly Cluster[]): void {
  for (const cluster of clusters) {
    if (cluster.plugin !== "kubenet") continue;
    for (const { subnet } of cluster.pools) {
      if (subnet === undefined) continue;
      subnet.routeTable ??= ownTable(cluster);
      addRoutes(subnet.routeTable, cluster, "AKS");
    }
  }
}

function addOverlays(clusters: readonly Cluster[]): void {
  for (const { plugin, pools, podRanges } of clusters) {
    if (plugin !== "overlay") continue;
    for (const network of new Set(pools.flatMap(({ subnet }) => subnet?.network ?? [])))
      network.podRanges.push(...podRanges);
  }
}

function ownTable({ key, address }: Cluster): RouteTable {
  const name = "the table that AKS creates";
  return { key: `${key}#routes`, address, name, propagates: true, routes: [], isOpaque: false };
}

function copyNodeRoutes(
  clusters: readonly Cluster[],
  mirrors: readonly Mirror[],
  subnets: readonly Subnet[],
): void {
  const kubenet = clusters.filter(({ plugin }) => plugin === "kubenet");
  for (const { source, target, podRanges } of mirrors) {
    const cluster =
      kubenet.find((item) => source !== undefined && (hasTable(item, source) || item.nodeGroup === source)) ??
      kubenet.find((item) => hasPods(item, podRanges));
    // A table without a description is one object per subnet.
    const tables = new Set(
      subnets.flatMap(({ routeTable }) => routeTable ?? []).filter(({ key }) => key === target),
    );
    for (const table of tables) {
      if (source === undefined) table.isOpaque = true;
      else if (cluster !== undefined) addRoutes(table, cluster, "route sync");
    }
  }
}

function hasTable({ pools }: Cluster, key: string): boolean {
  return pools.some(({ subnet }) => subnet?.routeTable?.key === key);
}

/** Where the id of a node resource group is not described, the range of the pods says whose table is mirrored. */
function hasPods({ podRanges }: Cluster, ranges: readonly Cidr[]): boolean {
  return podRanges.some((own) => ranges.some((range) => range.contains(own)));
}

function addRoutes(table: RouteTable, cluster: Cluster, writer: string): void {
  const nextHop: NextHop = { type: "nodes", cluster };
  for (const prefix of cluster.podRanges) {
    const key = `${cluster.key}#${prefix.toString()}`;
    if (table.routes.some((route) => route.key === key)) continue;
    const name = `a route per node of ${cluster.name}, written by ${writer}`;
    table.routes.push({ key, address: cluster.address, name, prefix, nextHop });
  }
}
