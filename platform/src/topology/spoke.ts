import type {
  Cidr,
  ICluster,
  IExtensibleGateway,
  Spoke,
  SpokeProps,
  IExtensibleHub,
  SharedFrontDoor,
  SpokeCluster,
  SpokeNodePool,
  TopologyStack,
} from "@aks-topology/constructs";
import {
  cloudOf,
  LoadBalancerSubnet,
  NODE_PROVISIONING_NOT_SUPPORTED,
  type DdosPlan,
} from "@aks-topology/constructs/internal";
import type { TerraformProvider } from "cdktf";
import { buildIngress } from "../kinds/ingress/index.js";
import type { ClusterIngress } from "../kinds/ingress/kind.js";
import type { AutomaticClusterSpec } from "../schema/automatic-cluster.js";
import { isStandard, type ClusterSpec, type CreatedClusterSpec } from "../schema/cluster.js";
import type { ExistingClusterSpec } from "../schema/existing-cluster.js";
import type { NodePoolSpec, SizedPoolSpec } from "../schema/node-pool.js";
import type { Platform, SpokeSpec } from "../schema/platform.js";
import { existingZone, type ZoneProviders } from "./api-server.js";
import { automaticCluster, prefixesOfAutomatic } from "./automatic-cluster.js";
import type { ClusterPlace } from "./cluster-place.js";
import { buildGateway } from "./gateway.js";
import { gatewayOf } from "./ingress.js";
import { ddosProps } from "./ddos.js";
import { poolProps } from "./ipam-pool.js";
import { bindSubnet, subnetOf } from "./existing.js";
import { existingCluster } from "./existing-cluster.js";
import type { SourceLocator } from "./source-locator.js";
import { buildPrivateEndpoints } from "./private-endpoints.js";
import { providerOf } from "./provider.js";
import { networkDns } from "./hub.js";
import { homeOf, hubOf, subscriptionOf } from "./hubs.js";
import { clusterProps, nodePool, routingDomainsOf } from "./to-props.js";
import { INLINE_ASSOCIATIONS_UNSUPPORTED, MISSING_KEY } from "../file-rules.js";

/** The keys of the file for props with a different name. */
const SPOKE_KEYS = { loadBalancerSubnet: ["loadBalancers", "subnet"] } as const;
const CLUSTER_KEYS = { routeTableId: ["routeTable"] } as const;

/** What a spoke needs from the platform. */
export interface SpokeContext {
  readonly platform: Platform;
  readonly locator: SourceLocator;
  readonly stack: TopologyStack;
  readonly hub: IExtensibleHub;
  /** Provider of the hub's subscription, if the spoke's differs. */
  readonly hubProvider: TerraformProvider | undefined;
  /** The DDoS protection plan that is created. */
  readonly ddosPlan: DdosPlan | undefined;
  /** The Front Doors of the platform that clusters share. */
  readonly frontDoors: readonly SharedFrontDoor[];
  /** Collects the ingress of each cluster. */
  readonly ingresses: ClusterIngress[];
}

/** Builds a spoke with its gateways and clusters. What cannot be built becomes a problem, the rest is built. */
export function buildSpoke(context: SpokeContext, key: string, spec: SpokeSpec): Spoke | undefined {
  const { platform, locator, stack, hub, hubProvider } = context;
  const path = ["spokes", key];
  const spoke = locator.tryBuild(
    path,
    () => {
      const { location, tags } = platform;
      return hub.addSpoke(key, {
        scope: stack,
        addressSpace: spec.addressSpace,
        network: spec.network && {
          virtualNetworkId: spec.network.id,
          taken: spec.network.taken,
          peered: spec.network.peered,
        },
        loadBalancerSubnet: balancersOf(spec),
        subnetAssociations: spec.subnetAssociations,
        ...ddosProps(spec.ddos, context.ddosPlan),
        ...poolProps(spec.ipamPool, stack, subscriptionOf(platform, key), key),
        location: spec.location ?? location,
        dns: networkDns(spec.dns),
        givenPrefixes: [...givenPrefixes(spec), ...runtimePrefix(platform, key)],
        tags,
        hubProvider,
      });
    },
    SPOKE_KEYS,
  );
  if (spoke === undefined) return undefined;
  // Where the hub has left the platform's cloud, the spoke that stayed there is not at fault.
  if (cloudOf(hub.location) !== cloudOf(platform.location))
    locator.bindInherited(spoke, "location", [...(hubOf(platform, key)?.path ?? []), "location"]);
  if (platform.azurerm === 4 && spec.subnetAssociations === "inline") {
    locator.report(
      INLINE_ASSOCIATIONS_UNSUPPORTED,
      [...path, "subnetAssociations"],
      "azurerm 4 does not create a subnet with its security group and route table.",
      "Use azurerm: 5, or subnetAssociations: separate.",
    );
  }
  const { azurerm } = platform;
  const place = { locator, spoke, subscriptionId: subscriptionOf(platform, key), azurerm };
  buildPrivateEndpoints(context, spoke, spec.privateEndpoints);
  for (const [name, gateway] of Object.entries(spec.gateways)) buildGateway(place, name, gateway);
  for (const [name, cluster] of Object.entries(spec.clusters)) buildCluster(context, spoke, name, cluster);
  openLoadBalancers(locator, spoke, spec);
  // The first cluster that needs it creates it, or takes the existing one.
  for (const balancers of spoke.node.children.filter((child) => child instanceof LoadBalancerSubnet))
    if (spec.loadBalancers?.subnet !== undefined)
      bindSubnet(locator, balancers.subnet, [...path, "loadBalancers"], "subnet", true);
  return spoke;
}

/** Opens the internal load balancers to the users that the spoke names. */
function openLoadBalancers(locator: SourceLocator, spoke: Spoke, { loadBalancers }: SpokeSpec): void {
  const { users, ports } = loadBalancers ?? {};
  if (users === undefined || ports === undefined) return;
  const path = ["spokes", spoke.key, "loadBalancers"];
  locator.tryBuild(path, () => spoke.openLoadBalancers(users, ports));
}

/** Builds a cluster, or takes one that exists already, and connects it to its ingress. */
function buildCluster(context: SpokeContext, spoke: Spoke, key: string, spec: ClusterSpec): void {
  const { locator, frontDoors, ingresses } = context;
  const place = { spoke, key, path: ["spokes", spoke.key, "clusters", key] };
  if (isStandard(spec) && Object.keys(spec.nodePools).length === 0) {
    locator.report(
      MISSING_KEY,
      [...place.path, "nodePools"],
      "nodePools is empty; a cluster needs at least one pool.",
      "Add a pool, such as system: { vmSize: …, nodes: 3 }.",
    );
    return;
  }
  const declared = Object.keys(context.platform.spokes[spoke.key]?.gateways ?? {});
  const gateway = gatewayOf(locator, { spoke, declared }, spec.ingress, place.path);
  const cluster = clusterOf(context, place, spec, gateway);
  if (cluster === undefined) return;
  const path = [...place.path, "ingress"];
  const about = { locator, cluster, gateway, frontDoors, path };
  const ingress = buildIngress(spec.ingress.type, spec.ingress, about);
  if (ingress !== undefined) ingresses.push(ingress);
}

function clusterOf(
  context: SpokeContext,
  place: ClusterPlace,
  spec: ClusterSpec,
  gateway: IExtensibleGateway | undefined,
): ICluster | undefined {
  const { locator, platform } = context;
  if (spec.id !== undefined) return existingCluster(locator, place, spec, gateway);
  if (spec.type !== "automatic") return createdCluster(context, place, spec, gateway);
  const zones = zoneProviders(context, place.spoke, place.key, spec);
  return automaticCluster({ locator, azurerm: platform.azurerm, gateway, zoneProviders: zones }, place, spec);
}

function createdCluster(
  context: SpokeContext,
  { spoke, key, path }: ClusterPlace,
  spec: CreatedClusterSpec,
  gateway: IExtensibleGateway | undefined,
): SpokeCluster | undefined {
  const { locator } = context;
  reportProvisioning(context, path, spec);
  const pools = Object.entries(spec.nodePools).map(([name, pool]) => nodePool(name, pool));
  const [first, ...others] = pools.map((pool, i): SpokeNodePool => ({
    ...pool,
    ...(spec.systemPools === "dedicated" && (i === 0 || pool.mode === "System") ? { dedicated: true } : {}),
  }));
  if (first === undefined) return undefined;
  const cluster = locator.tryBuild(
    path,
    () =>
      spoke.addCluster(key, {
        ...clusterProps(spec, spoke.location, zoneProviders(context, spoke, key, spec)),
        nodePools: [first, ...others],
        albController: spec.ingress.type === "application-gateway-for-containers",
        customRouteTable:
          spec.routeTable === "custom" || (gateway !== undefined && sharesTable(gateway, spec)),
        routingDomains: routingDomainsOf(spec.ingress, gateway),
      }),
    CLUSTER_KEYS,
  );
  const { apiServer, virtualNodes } = spec;
  if (cluster?.api.subnet !== undefined && apiServer.type === "vnet-integration") {
    const isExisting = apiServer.subnet !== undefined;
    bindSubnet(locator, cluster.api.subnet, [...path, "apiServer"], "subnet", isExisting);
  }
  if (cluster?.virtualNodes !== undefined) {
    const isExisting = virtualNodes?.subnet !== undefined;
    bindSubnet(locator, cluster.virtualNodes.subnet, [...path, "virtualNodes"], "subnet", isExisting);
  }
  for (const pool of cluster?.pools ?? []) {
    const poolPath = [...path, "nodePools", pool.pool.name];
    locator.bind(pool, poolPath);
    const given = spec.nodePools[pool.pool.name];
    // Pools that share an existing subnet have one construct, which belongs to the first.
    if (pool.subnet.node.scope === pool)
      bindSubnet(locator, pool.subnet, poolPath, "subnet", given?.subnet !== undefined);
    if (pool.podSubnet?.node.scope === pool)
      bindSubnet(locator, pool.podSubnet, poolPath, "podSubnet", podSubnetOf(given) !== undefined);
  }
  return cluster;
}

/** azurerm has node auto-provisioning from version 5. */
function reportProvisioning(
  { locator, platform }: SpokeContext,
  path: readonly string[],
  { nodePools }: CreatedClusterSpec,
): void {
  const [provisioned] = Object.entries(nodePools).filter(([, { nodes }]) => nodes === "auto");
  if (provisioned === undefined || platform.azurerm === 5) return;
  locator.report(
    NODE_PROVISIONING_NOT_SUPPORTED,
    [...path, "nodePools", provisioned[0], "nodes"],
    "Node auto-provisioning needs azurerm 4.57 or later, and a platform file for azurerm 4 allows 4.55.",
    "Use azurerm: 5, or give the pool a number of nodes.",
  );
}

/** The providers that link the networks of spoke and hub to an existing zone. */
function zoneProviders(
  { platform }: SpokeContext,
  spoke: Spoke,
  key: string,
  spec: Pick<CreatedClusterSpec, "apiServer">,
): ZoneProviders {
  const zoneId = existingZone(spec.apiServer, spoke);
  const hub = hubOf(platform, spoke.key);
  if (zoneId === undefined || hub === undefined) return {};
  const own = subscriptionOf(platform, spoke.key);
  const alias = `${spoke.key}_${key}_dns`;
  return {
    zoneProvider: providerOf(spoke, zoneId, own, alias),
    // The network of a hub that exists already is linked by its team.
    hubZoneProvider:
      hub.spec.id !== undefined || hub.spec.type === "virtual-wan"
        ? undefined
        : providerOf(spoke.hub, zoneId, homeOf(platform, hub), alias),
  };
}

/** Whether the gateway shares the cluster's table of node routes. */
function sharesTable(gateway: IExtensibleGateway, { network }: CreatedClusterSpec): boolean {
  return gateway.sharesRouteTable && network.plugin === "kubenet";
}

type Prefixes = NonNullable<SpokeProps["givenPrefixes"]>;

/** The explicit prefix of the runtime's subnet in this spoke, or the range of the existing one. */
function runtimePrefix({ routeSync }: Platform, spoke: string): Prefixes {
  const { network } = routeSync ?? {};
  const prefix = network?.subnetPrefix ?? network?.subnet?.prefix;
  return network?.spoke === spoke && prefix !== undefined ? [prefix] : [];
}

/** The subnet of internal load balancers that exists already. */
function balancersOf({ loadBalancers }: SpokeSpec): SpokeProps["loadBalancerSubnet"] {
  const subnet = subnetOf(loadBalancers?.subnet);
  return subnet && { ...subnet, securityGroupId: loadBalancers?.securityGroup?.id };
}

/** All explicit prefixes of the spoke: the address plan leaves them free. */
function givenPrefixes(spec: SpokeSpec): Prefixes {
  const clusters = Object.values(spec.clusters).flatMap((cluster) =>
    cluster.id === undefined ? prefixesOf(cluster) : prefixesOfExisting(cluster),
  );
  const gateways = Object.values(spec.gateways).map((gateway) =>
    gateway.id === undefined ? (gateway.subnetPrefix ?? gateway.subnet?.prefix) : gateway.subnet.prefix,
  );
  return [...gateways, ...clusters, spec.loadBalancers?.subnet?.prefix].filter(
    (prefix) => prefix !== undefined,
  );
}

function prefixesOf(spec: CreatedClusterSpec | AutomaticClusterSpec): (Cidr | undefined)[] {
  if (spec.type === "automatic") return [...prefixesOfIngress(spec.ingress), ...prefixesOfAutomatic(spec)];
  const { nodePools, apiServer, ingress, virtualNodes } = spec;
  return [
    ...prefixesOfIngress(ingress),
    ...Object.values(nodePools).flatMap((pool) => [
      pool.subnetPrefix ?? pool.subnet?.prefix,
      podSubnetPrefixOf(pool),
    ]),
    apiServer.type === "vnet-integration" ? (apiServer.subnetPrefix ?? apiServer.subnet?.prefix) : undefined,
    virtualNodes?.subnetPrefix ?? virtualNodes?.subnet?.prefix,
  ];
}

function podSubnetOf(pool: NodePoolSpec | undefined): SizedPoolSpec["podSubnet"] {
  return pool === undefined || pool.nodes === "auto" ? undefined : pool.podSubnet;
}

function podSubnetPrefixOf(pool: NodePoolSpec): Cidr | undefined {
  return pool.nodes === "auto" ? undefined : (pool.podSubnetPrefix ?? pool.podSubnet?.prefix);
}

function prefixesOfExisting({ nodePools, ingress }: ExistingClusterSpec): (Cidr | undefined)[] {
  return [
    ...prefixesOfIngress(ingress),
    ...Object.values(nodePools).flatMap(({ subnet, podSubnet }) => [subnet.prefix, podSubnet?.prefix]),
  ];
}

function prefixesOfIngress(ingress: ClusterSpec["ingress"]): (Cidr | undefined)[] {
  return ingress.type === "application-gateway-for-containers"
    ? [ingress.subnetPrefix ?? ingress.subnet?.prefix]
    : [];
}
