import { maxPodsOf, needsPodSubnet, podsOnNodeSubnet, type NetworkPlugin } from "../../aks/network-plugin.js";
import { maximumOf, nodesUpgrading, type NodePoolSpec } from "../../aks/node-pool.js";
import { cloudOf } from "../../core/clouds.js";
import {
  atMost,
  isFreeIn,
  isNoneOf,
  plus,
  times,
  usableAddressesOf,
  whenKnown,
  type Condition,
  type Term,
} from "../../core/condition.js";
import { parseArmId } from "../../core/arm-id.js";
import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { freeAddressMessage, SUBNET_OUTSIDE_NETWORK, SUBNET_TOO_SMALL } from "../../core/rules/addresses.js";
import { usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";

/** Rules on the network of a cluster in a spoke. */

const AKS = "AKS documentation";

export const CLUSTER_PART_OUTSIDE = SUBNET_OUTSIDE_NETWORK.case({
  matches: ({ space, block }: { readonly space: Cidr; readonly block: Cidr }) => !space.contains(block),
  prop: "addressSpace",
  message: ({ space, block }) =>
    `The cluster's part ${block.literal} is outside the address space ${space.literal}.`,
  remedy: "Choose a part of the address space, or remove the key.",
});

/** A subnet of a pool: of its nodes, or of its pods where the plugin takes one. */
export interface PoolSubnet {
  readonly pool: NodePoolSpec;
  readonly network: NetworkPlugin;
  readonly of: "nodes" | "pods";
  readonly prefix: Cidr;
  /** Whether the subnet exists already. @default false */
  readonly isExisting?: boolean | undefined;
}

export const POOL_SUBNET_TOO_SMALL = SUBNET_TOO_SMALL.case({
  requires: (subnet: PoolSubnet) => [
    {
      on: maximumOf(subnet.pool.nodes),
      condition: atMost(addressesOf(subnet), usableAddressesOf(subnet.prefix)),
      message: `The ${wordsOf(subnet)} has no room for this number of nodes, upgrade surge included.`,
    },
  ],
  prop: ({ of, isExisting = false }) => {
    const subnet = of === "nodes" ? "subnet" : "podSubnet";
    return isExisting ? `${subnet}.prefix` : `${subnet}Prefix`;
  },
  message: (subnet) =>
    `The ${wordsOf(subnet)} of pool ${subnet.pool.name} needs ${addressesOf(subnet).value ?? 0} addresses at its maximum scale, upgrade surge included; ${subnet.prefix.literal} has ${usableAddresses(subnet.prefix.prefixLength)}.`,
  remedy: "Use a shorter prefix, or give the pool fewer nodes, less surge or fewer pods per node.",
});

/** Addresses that a pool takes of its subnet: one per node, and one per pod if pods use it. */
export function addressesOf({ pool, network, of }: Omit<PoolSubnet, "prefix">): Term {
  const maxPods = pool.maxPods ?? maxPodsOf(network, undefined);
  const nodes = nodesUpgrading(pool);
  if (of === "pods") return times(nodes, maxPods);
  return podsOnNodeSubnet(network, 1) === 0 ? nodes : times(nodes, plus(1, maxPods));
}

export function wordsOf({ of }: Pick<PoolSubnet, "of">): string {
  return of === "nodes" ? "node subnet" : "pod subnet";
}

export const POD_SUBNET_UNUSED = defineRule({
  code: "POD_SUBNET_UNUSED",
  title: "Prefix of a pod subnet that nothing uses",
  explanation:
    "Only azure-cni-pod-subnet and cilium with pods: pod-subnet put pods on subnets of their own. Other plugins ignore the prefix.",
  remedy: "Remove the prefix, or choose such a plugin.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  matches: ({ pool, network }: UnusedPrefix) =>
    (pool.podSubnetPrefix ?? pool.podSubnet) !== undefined && !needsPodSubnet(network),
  prop: ({ pool }) => (pool.podSubnet === undefined ? "podSubnetPrefix" : "podSubnet"),
  message: ({ pool, network }) =>
    `${network.type} does not use a pod subnet, and pool ${pool.name} has ${pool.podSubnet === undefined ? "a prefix for one" : "one"}.`,
  remedy: ({ network }) =>
    network.type === "cilium"
      ? "Remove the key, or set network.pods: pod-subnet."
      : "Remove the key, or use azure-cni-pod-subnet.",
});

interface UnusedPrefix {
  readonly pool: NodePoolSpec & {
    readonly podSubnetPrefix?: Cidr | undefined;
    readonly podSubnet?: object | undefined;
  };
  readonly network: NetworkPlugin;
}

/** The address of an internal load balancer, in the spoke's subnet for these. */
interface BalancerAddress {
  readonly address: string;
  readonly subnet: Cidr;
  readonly example: string;
}

export const LOAD_BALANCER_ADDRESS_OUTSIDE = defineRule({
  code: "LOAD_BALANCER_ADDRESS_OUTSIDE",
  title: "Address outside the subnet of internal load balancers",
  explanation:
    "AKS takes the fixed address of an internal load balancer only from the subnet that the Service names; otherwise the Service stays pending.",
  remedy: "Choose an address of that subnet, or remove the key.",
  source: `${AKS}, internal load balancer`,
  terraform: "validation",
}).case({
  requires: ({ address, subnet }: BalancerAddress) => [
    {
      on: address,
      condition: isFreeIn(subnet, address),
      message: freeAddressMessage(subnet, "internal load balancers"),
    },
  ],
  prop: "ingress.address",
  message: ({ address, subnet }) =>
    `${knownText(address) ?? address} is not a usable address of ${subnet.literal}, the subnet of the spoke's internal load balancers.`,
  remedy: ({ example }) => `Choose an address such as ${example}, or remove the key.`,
});

const LOAD_BALANCER_ADDRESS_TAKEN = defineRule({
  code: "LOAD_BALANCER_ADDRESS_TAKEN",
  title: "Two internal load balancers with the same address",
  explanation:
    "The address belongs to the cluster that requests it first; the Service of the other one stays pending.",
  remedy: "Choose another address, or remove the key: each cluster then has one of its own.",
  source: `${AKS}, internal load balancer`,
  terraform: "validation",
});

export const BALANCER_ADDRESS_TAKEN = LOAD_BALANCER_ADDRESS_TAKEN.case({
  prop: ({ prop }: { readonly address: string; readonly holder: string; readonly prop: string }) => prop,
  message: ({ address, holder }) =>
    `${knownText(address) ?? address} is already the address of the internal load balancer of ${holder}.`,
  remedy: "Choose another address of the same subnet.",
});

/** What a module checks for an address: no variable before it has it, and no literal at all. */
export const DISTINCT_BALANCER_ADDRESS = LOAD_BALANCER_ADDRESS_TAKEN.case({
  matches: () => false,
  inModule: (
    { address, holders }: { readonly address: string; readonly holders: ReadonlyMap<string, string> },
    { isVariable },
  ) => {
    const addresses = [...holders.keys()];
    const place = addresses.indexOf(address);
    const others = addresses.filter((other, i) => i !== place && (i < place || !isVariable(other)));
    const owners = others.map((other) => holders.get(other)).join(" or ");
    return others.length === 0
      ? []
      : [
          {
            on: address,
            condition: isNoneOf(address, others),
            message: `It is already the address of another internal load balancer, that of cluster ${owners}.`,
          },
        ];
  },
  message: "",
});

/** Name of the zone that AKS writes the API server's record into. */
export function aksZoneName(location: string): string {
  return `privatelink.${location}.${cloudOf(location).apiServer}`;
}

/** Name of the zone that AKS accepts instead with API Server VNet Integration. */
export function integratedZoneName(location: string): string {
  return `private.${location}.${cloudOf(location).apiServer}`;
}

/** The id of a zone that exists already, and the region of the cluster. */
interface ApiServerZone {
  readonly id: string;
  readonly location: string;
  /** Whether the API server has API Server VNet Integration, for which AKS accepts the label `private` too. */
  readonly isIntegrated: boolean;
}

/** The name before that of the zone. Source: AKS documentation, create a private cluster; az aks create, private-dns-zone. */
const SUBZONE = "[A-Za-z0-9-]{1,32}";

const PRIVATE_ZONE = defineRule({
  code: "PRIVATE_ZONE_NAME",
  title: "Private DNS zone of another name than Azure requires",
  explanation:
    "AKS writes the API server's record only into zones named privatelink.<region>.azmk8s.io or <name>.privatelink.<region>.azmk8s.io, where <name> has 1 to 32 letters, digits and dashes, and with API Server VNet Integration into private.<region>.azmk8s.io too; in Azure Government they end in cx.aks.containerservice.azure.us, in China in cx.prod.service.azk8s.cn. With another name the creation of the cluster fails. The names of a private endpoint are in the zone of the service and the cloud, such as privatelink.vaultcore.azure.net: in another one no caller finds them.",
  remedy: "Specify the id of such a zone, or remove the id: a zone is then created in the hub.",
  source: `${AKS}, create a private cluster; Azure Private Link documentation, private endpoint DNS zone values`,
  terraform: "validation",
});

export const PRIVATE_ZONE_NAME = PRIVATE_ZONE.case({
  requires: (zone: ApiServerZone) => {
    const ending = `privatelink.REGION.${cloudOf(zone.location).apiServer}`;
    return [
      {
        on: zone.id,
        condition: isZoneOfRegion(zone),
        message: `It must be the id of a private DNS zone that AKS accepts in the cluster's region: ${ending} or NAME.${ending}.`,
      },
    ];
  },
  prop: "apiServer.dns.zoneId",
  message: ({ id, location }) =>
    `"${knownText(id) ?? id}" is not a private DNS zone that AKS accepts in ${knownText(location) ?? location}.`,
  remedy: ({ location }) => {
    const wanted = aksZoneName(knownText(location) ?? location);
    return `Use the id of a private DNS zone (Microsoft.Network/privateDnsZones) ${wanted} or <name>.${wanted}.`;
  },
});

/** The zone that a private endpoint names, and the name that Azure's resolvers look for. */
interface EndpointZone {
  /** Key of the endpoint. */
  readonly key: string;
  readonly id: string;
  readonly zoneName: string;
}

export const ENDPOINT_ZONE_NAME = PRIVATE_ZONE.case({
  matches: ({ id, zoneName }: EndpointZone) => {
    const name = parseArmId(knownText(id) ?? "")?.name;
    return name !== undefined && name.toLowerCase() !== zoneName;
  },
  prop: ({ key }) => `privateEndpoints.${key}.zone`,
  message: ({ key, id, zoneName }) =>
    `The names of private endpoint ${key} belong in a zone ${zoneName}, not in ${parseArmId(knownText(id) ?? id)?.name ?? id}.`,
  remedy: ({ zoneName }) =>
    `Use the id of a private DNS zone ${zoneName}, or remove zone: the hub's is used, or one is created in it.`,
});

/** In a module, the check of its form reports text that is no id at all. The type in an id has no case, the name has. */
function isZoneOfRegion({ id, location, isIntegrated }: ApiServerZone): Condition {
  const parent = "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/";
  const ending = cloudOf(location).apiServer.replaceAll(".", String.raw`\.`);
  const label = isIntegrated ? "private(link)?" : "privatelink";
  const zone = (region: string): string => String.raw`(${SUBZONE}\.)?${label}\.${region}\.${ending}$`;
  return {
    holds: whenKnown(id, (text) =>
      whenKnown(location, (region) =>
        new RegExp(`^${zone(region)}`).test(text.replace(new RegExp(parent, "i"), "")),
      ),
    ),
    hcl: ({ scalar }) => {
      const text = scalar(location);
      const region = text.startsWith('"') ? text.slice(1, -1) : `\${${text}}`;
      const pattern = `(?i:${parent})${zone(region).replaceAll("\\", "\\\\")}`;
      return `!startswith(${scalar(id)}, "/subscriptions/") || can(regex("${pattern}", ${scalar(id)}))`;
    },
    binding: 1,
  };
}

export const PRIVATE_ZONE_MISSING = defineRule({
  code: "PRIVATE_ZONE_MISSING",
  title: "Private DNS zone that neither exists nor is created",
  explanation:
    "A custom zone without an id is created in the hub. In a hub that exists already nothing is created, and it declares no zone of the cluster's region.",
  remedy: "Specify the id of the zone, or list it in the privateZones of the hub.",
  source: `${AKS}, create a private cluster`,
  terraform: "structure",
}).case({
  prop: "apiServer.dns",
  message: (location: string) =>
    `The hub exists already and declares no zone ${aksZoneName(knownText(location) ?? location)}, and nothing is created in it.`,
  remedy:
    "Add the zone's id to privateZones of the hub, or to dns of the API server: zoneId: /subscriptions/….",
});

/** A cluster whose first pool of before is gone. */
export const SYSTEM_POOL_REMOVED = defineRule({
  code: "SYSTEM_POOL_REMOVED",
  title: "Removed first pool of an existing cluster",
  explanation:
    "The first pool is part of the cluster's own resource. Another pool in its place replaces the whole cluster, with its workloads and addresses.",
  remedy: "Keep the pool, if need be with fewer nodes.",
  source: "azurerm, azurerm_kubernetes_cluster, default_node_pool.name forces a replacement",
}).case({
  prop: "nodePools",
  matches: ({ held }: { readonly held: string | undefined; readonly first: string }) => held !== undefined,
  message: ({ held, first }) =>
    `Pool ${held ?? ""} is part of the cluster's own resource; pool ${first} in its place would replace the cluster.`,
  remedy: ({ held }) =>
    `Keep pool ${held ?? ""}. It may have fewer nodes, and other pools may be of mode System too.`,
});

export const SPOKE_CLUSTER_RULES = [
  PRIVATE_ZONE_MISSING.rule,
  SYSTEM_POOL_REMOVED.rule,
  POD_SUBNET_UNUSED.rule,
  PRIVATE_ZONE_NAME.rule,
  LOAD_BALANCER_ADDRESS_OUTSIDE.rule,
  LOAD_BALANCER_ADDRESS_TAKEN,
] as const;
