import { Term } from "@aks-topology/terraform";
import { addressIn } from "../address.js";
import type {
  ApiServer,
  Cluster,
  Mirror,
  NetworkPlugin,
  NodePool,
  PrivateEndpoint,
  ServiceAddress,
} from "../model/model.js";
import { apiHostName } from "../walk/api-server.js";
import { addressSet, type KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import { cidrs, type Networks } from "./networks.js";
import { isRecord, keyOf, ownerKey, type Thing } from "./thing.js";

export function readClusters(things: Things, networks: Networks, known: KnownAddresses): readonly Cluster[] {
  return [...standardClusters(things, networks, known), ...automaticClusters(things, networks, known)];
}

function standardClusters(things: Things, networks: Networks, known: KnownAddresses): readonly Cluster[] {
  return things.of("azurerm_kubernetes_cluster").map((thing) => {
    const block = Block.of(thing);
    const profile = block.block("network_profile");
    const own = named(thing);
    const pools: NodePool[] = [
      ...block.blocks("default_node_pool").map((pool) => poolOf(pool, thing.address, networks)),
      ...things
        .of("azurerm_kubernetes_cluster_node_pool")
        .filter((pool) => keyOf(pool.attribute("kubernetes_cluster_id")) === own.key)
        .map((pool) => poolOf(Block.of(pool), pool.address, networks)),
    ];
    const installed = things
      .of("aks_pod_network")
      .find((item) => keyOf(item.attribute("cluster_id")) === own.key);
    const plugin = installed === undefined ? pluginOf(profile, pools) : "tunnel";
    return {
      ...own,
      location: (block.text("location") ?? "").toLowerCase(),
      nodeGroup: block.key("node_resource_group_id") ?? `${ownerKey(thing)}#node_resource_group_id`,
      plugin,
      podRanges: podRangesOf(installed === undefined ? profile : Block.of(installed), plugin, pools),
      tunnelPort: installed && Block.of(installed).number("tunnel_port"),
      pools,
      dnsPrefix: dnsPrefixOf(block) ?? own.name.toLowerCase(),
      outboundType: profile?.text("outbound_type") ?? "loadBalancer",
      api: apiServerOf(block, pools, networks, known),
      gateway: block.block("ingress_application_gateway")?.key("gateway_id"),
    };
  });
}

/** AKS Automatic: its plugin, ranges and outbound type are the ones that AKS takes where azurerm has no argument. */
function automaticClusters(things: Things, { subnets }: Networks, known: KnownAddresses): readonly Cluster[] {
  return things.of("azurerm_kubernetes_automatic_cluster").map((thing) => {
    const block = Block.of(thing);
    const own = named(thing);
    const hosted = block.block("hosted_system");
    const access = block.block("api_server_access");
    const closed = block.block("private_cluster");
    return {
      ...own,
      location: (block.text("location") ?? "").toLowerCase(),
      nodeGroup: block.key("node_resource_group_id") ?? `${ownerKey(thing)}#node_resource_group_id`,
      plugin: "overlay",
      podRanges: cidrs([POD_RANGE]),
      tunnelPort: undefined,
      pools: [["nodes", "node_subnet_id"] as const, ["system_nodes", "system_node_subnet_id"] as const].map(
        ([name, key]) => ({
          name,
          address: thing.address,
          subnet: subnets.get(hosted?.key(key)),
          podSubnet: undefined,
        }),
      ),
      dnsPrefix: own.name.toLowerCase(),
      outboundType: "loadBalancer",
      api: {
        type: "integrated",
        isPrivate: closed !== undefined,
        zone: closed === undefined ? "System" : zoneOf(closed),
        hasPublicName: closed?.flag("public_fully_qualified_domain_name_enabled", false) ?? true,
        authorized: (access?.list("authorized_ip_ranges") ?? []).map((value) => addressSet(value, known)),
        subnet: subnets.get(access?.key("subnet_id")),
      },
      gateway: undefined,
    };
  });
}

function dnsPrefixOf(block: Block): string | undefined {
  return (block.text("dns_prefix") ?? block.text("dns_prefix_private_cluster"))?.toLowerCase();
}

/** The attribute with the host name of an API server, by the type of its cluster. */
const NAMES_OF_API = [
  ["azurerm_kubernetes_cluster", "fqdn"],
  ["azurerm_kubernetes_automatic_cluster", "fully_qualified_domain_name"],
] as const;

/** Registers the host name of each API server, which Azure makes up from the cluster's. */
export function readApiNames(things: Things, known: KnownAddresses): void {
  for (const [type, attribute] of NAMES_OF_API) {
    for (const thing of things.of(type)) {
      const { name } = named(thing);
      const location = (Block.of(thing).text("location") ?? "").toLowerCase();
      known.addName(`${ownerKey(thing)}#${attribute}`, apiHostName({ name, location }));
    }
  }
}

function poolOf(block: Block, address: string, { subnets }: Networks): NodePool {
  return {
    name: block.text("name") ?? "pool",
    address,
    subnet: subnets.get(block.key("vnet_subnet_id")),
    podSubnet: subnets.get(block.key("pod_subnet_id")),
  };
}

function pluginOf(profile: Block | undefined, pools: readonly NodePool[]): NetworkPlugin {
  switch (profile?.text("network_plugin")) {
    case "azure":
      if (profile.text("network_plugin_mode") === "overlay") return "overlay";
      return pools.some(({ podSubnet }) => podSubnet !== undefined) ? "pod-subnet" : "node-subnet";
    case "none":
      return "none";
    default:
      return "kubenet";
  }
}

/** AKS's own default (Microsoft Learn, "Plan IP addressing for your AKS cluster"). */
const POD_RANGE = "10.244.0.0/16";

function podRangesOf(
  profile: Block | undefined,
  plugin: NetworkPlugin,
  pools: readonly NodePool[],
): Cluster["podRanges"] {
  switch (plugin) {
    case "node-subnet":
      return pools.flatMap(({ subnet }) => subnet?.prefixes ?? []);
    case "pod-subnet":
      return pools.flatMap(({ podSubnet }) => podSubnet?.prefixes ?? []);
    case "kubenet":
    case "overlay":
    case "tunnel": {
      const given = profile?.texts("pod_cidrs") ?? [];
      return cidrs(given.length > 0 ? given : [profile?.text("pod_cidr") ?? POD_RANGE]);
    }
    case "none":
      return [];
  }
}

function apiServerOf(
  block: Block,
  pools: readonly NodePool[],
  { subnets }: Networks,
  known: KnownAddresses,
): ApiServer {
  if (!block.flag("is_api_server_described", true)) return { type: "undescribed" };
  const access = block.block("api_server_access_profile");
  const authorized = (access?.list("authorized_ip_ranges") ?? []).map((value) => addressSet(value, known));
  const isPrivate = block.flag("private_cluster_enabled", false);
  const zone = zoneOf(block);
  const hasPublicName = block.flag("private_cluster_public_fqdn_enabled", false);
  if (access?.flag("virtual_network_integration_enabled", false) === true)
    return {
      type: "integrated",
      isPrivate,
      zone,
      hasPublicName: hasPublicName || !isPrivate,
      authorized,
      subnet: subnets.get(access.key("subnet_id")),
    };
  return isPrivate
    ? { type: "private", zone, hasPublicName, subnet: pools[0]?.subnet }
    : { type: "public", authorized };
}

/** `System`, `None`, or the key of a zone. */
function zoneOf(block: Block): string {
  const key = block.key("private_dns_zone_id") ?? "system";
  return { system: "System", none: "None" }[key] ?? key;
}

/** Addresses of internal load balancers: Services name them, Terraform does not. */
export function readServices(
  things: Things,
  clusters: readonly Cluster[],
  known: KnownAddresses,
): readonly ServiceAddress[] {
  return things.of("aks_service").flatMap((thing) => {
    const key = keyOf(thing.attribute("cluster_id"));
    const cluster = clusters.find((item) => item.key === key);
    return cluster === undefined ? [] : [{ ip: known.of(thing.attribute("ip_address")), cluster }];
  });
}

/** The private endpoints of private API servers, which AKS creates in the subnet of the system nodes. */
export function apiEndpoints(clusters: readonly Cluster[]): readonly PrivateEndpoint[] {
  return clusters.flatMap(({ key, address, name, api }) => {
    const [prefix] = api.type === "private" ? (api.subnet?.prefixes ?? []) : [];
    if (api.type !== "private" || api.subnet === undefined || prefix === undefined) return [];
    const ip = addressIn(prefix, `API server of ${address}`);
    return [
      {
        key: `${key}#api`,
        address,
        name: `kube-apiserver of ${name}`,
        subnet: api.subnet,
        ip,
        target: key,
        targetName: undefined,
        zones: [],
      },
    ];
  });
}

/** The mirrors of route sync, from the settings of its function app, or from the blob where they are too many for one. */
export function readMirrors(things: Things, clusters: readonly Cluster[]): readonly Mirror[] {
  const inSettings = things.of("azurerm_function_app_flex_consumption").flatMap((thing) => {
    const settings = thing.attribute("app_settings");
    const written = isRecord(settings) ? settings["ROUTE_SYNC_MIRRORS"] : undefined;
    return written === undefined ? plannedMirrors(thing, clusters) : mirrorsOf(parsed(written));
  });
  const inBlobs = things
    .of("azurerm_storage_blob")
    .filter((thing) => thing.attribute("name") === "mirrors.json")
    .flatMap((thing) => {
      const content = parsed(thing.attribute("source_content"));
      return isRecord(content) ? mirrorsOf(content["mirrors"]) : plannedMirrors(thing, clusters);
    });
  return [...inSettings, ...inBlobs];
}

/**
 * Mirrors in a plan, which shows the route tables that their settings refer to and not which is which: the sources are those
 * of clusters on kubenet. With several sources it is not known which target has which.
 */
function plannedMirrors(thing: Thing, clusters: readonly Cluster[]): readonly Mirror[] {
  const references = thing.attribute("route_table_references");
  const tables = Array.isArray(references) ? references.flatMap((value) => keyOf(value) ?? []) : [];
  const sources = clusters.filter(
    ({ plugin, pools }) =>
      plugin === "kubenet" && pools.some(({ subnet }) => tables.includes(subnet?.routeTable?.key ?? "")),
  );
  const own = new Set(sources.flatMap(({ pools }) => pools.map(({ subnet }) => subnet?.routeTable?.key)));
  const source = own.size === 1 ? [...own][0] : undefined;
  const podRanges = sources.flatMap((cluster) => cluster.podRanges);
  return [...new Set(tables)]
    .filter((target) => sources.length > 0 && !own.has(target))
    .map((target) => ({ name: target, source, target, podRanges }));
}

function mirrorsOf(value: unknown): readonly Mirror[] {
  return Block.all(value).flatMap((mirror) => {
    const [source, target] = ["source", "target"].map((side) => {
      const block = mirror.block(side);
      return block?.key("id") ?? block?.key("nodeResourceGroup");
    });
    if (source === undefined || target === undefined) return [];
    const name = mirror.text("name") ?? target;
    return [{ name, source, target, podRanges: cidrs(mirror.texts("podCidrs")) }];
  });
}

/** JSON, as the text that the function app reads, or as what Terraform encodes once all of it is known. */
function parsed(value: unknown): unknown {
  if (value instanceof Term) return value.operator === "call" ? value.operands[2] : undefined;
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
