import {
  atMost,
  isAfterFirstOf,
  lengthOf,
  moreThan,
  plus,
  powerOfTwo,
  times,
  type Term,
} from "../../core/condition.js";
import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { nodesInPodRange } from "../../net/capacity.js";
import { isIpv4Address, type Cidr } from "../../net/cidr.js";
import {
  KUBENET_NODES,
  KUBENET_RETIREMENT,
  POD_BLOCK,
  ROUTES_PER_TABLE,
  SERVICE_PREFIX_LONGER_THAN,
} from "../../net/well-known.js";
import { clusterDns, LONGEST_SERVICE_PREFIX_FOR_DNS } from "../network-profile.js";
import { routesPerNode, type NetworkPlugin } from "../network-plugin.js";
import { allNodesUpgrading, maximumOf, type NodePoolSpec } from "../node-pool.js";
import { counted } from "../../core/counted.js";

export const SERVICE_CIDR_TOO_LARGE = defineRule({
  code: "SERVICE_CIDR_TOO_LARGE",
  title: `Service range too large (/${SERVICE_PREFIX_LONGER_THAN[4]} or larger)`,
  explanation: `AKS accepts only service ranges smaller than a /${SERVICE_PREFIX_LONGER_THAN[4]}; for IPv6, none larger than a /${SERVICE_PREFIX_LONGER_THAN[6] + 1}.`,
  remedy: "Use a range such as 10.0.0.0/16.",
  source: "AKS documentation, networking concepts",
  terraform: "validation",
}).case({
  requires: (range: Cidr) => {
    const bound = SERVICE_PREFIX_LONGER_THAN[range.family];
    return [
      {
        on: range,
        condition: moreThan(lengthOf(range), bound),
        message: `AKS accepts only service ranges smaller than a /${bound}.`,
      },
    ];
  },
  prop: (range) => propOf(range, "serviceCidr"),
  message: (range) =>
    `The service range ${range.literal} is too large; AKS accepts only ranges smaller than a /${SERVICE_PREFIX_LONGER_THAN[range.family]}.`,
  remedy: ({ family }) =>
    `Use a smaller range, such as ${family === 4 ? "10.0.0.0/16" : "fd00:10:96::/108"}.`,
});

const DNS_SERVICE_IP_OUTSIDE = defineRule({
  code: "DNS_SERVICE_IP_OUTSIDE",
  title: "Cluster DNS address outside the service range",
  explanation:
    "The address of the cluster's DNS service must be located in the service range and must not be its first address, which the API server uses.",
  remedy: "Use the tenth address of the service range, or remove the key.",
  source: "AKS documentation, networking concepts",
  terraform: "validation",
});

/** The cluster's DNS takes the tenth address of the service range, unless another one is given. */
export const DNS_SERVICE_IP_MISSING = DNS_SERVICE_IP_OUTSIDE.case({
  requires: (range: Cidr) => [
    {
      on: range,
      condition: atMost(lengthOf(range), LONGEST_SERVICE_PREFIX_FOR_DNS),
      message: `The cluster's DNS uses the tenth address of the range, which must be a /${LONGEST_SERVICE_PREFIX_FOR_DNS} or larger.`,
    },
  ],
  prop: "network.serviceCidr",
  message: ({ literal }) =>
    `The service range ${literal} has no tenth address, which the cluster's DNS would use.`,
  remedy: `Use a /${LONGEST_SERVICE_PREFIX_FOR_DNS} or larger, or specify another address of the range as dnsServiceIp.`,
});

export const DNS_SERVICE_IP_UNUSABLE = DNS_SERVICE_IP_OUTSIDE.case({
  matches: ({ range, address }: { readonly range: Cidr; readonly address: string }) => {
    const known = knownText(address);
    return known !== undefined && isIpv4Address(known) && isAfterFirstOf(range, known).holds === false;
  },
  inModule: ({ range, address }) => [
    {
      on: address,
      condition: isAfterFirstOf(range, address),
      message:
        "The DNS address must be located in the service range, between its first and its last address.",
    },
  ],
  prop: "network.dnsServiceIp",
  message: ({ range, address }) =>
    `The DNS address ${knownText(address) ?? address} is not an address of the service range ${range.literal} between its first and its last.`,
  remedy: ({ range }) => {
    const tenth = clusterDns(range);
    return tenth === undefined
      ? `Use a service range of a /${LONGEST_SERVICE_PREFIX_FOR_DNS} or larger.`
      : `Use ${tenth}, or remove the key.`;
  },
});

/** A cluster's pools, for what counts all their nodes. */
export interface AllPools {
  readonly network: NetworkPlugin;
  readonly pools: readonly NodePoolSpec[];
}

export const POD_RANGE_TOO_SMALL = defineRule({
  code: "POD_RANGE_TOO_SMALL",
  title: "Pod range with fewer node blocks than nodes",
  explanation: `With kubenet, overlay and Cilium as its values are written, each node takes a /${POD_BLOCK[4]} of the pod range (a /${POD_BLOCK[6]} of the IPv6 one), upgrade surge included. The node after the last block stays NotReady.`,
  remedy: "Give the cluster a pod range with a shorter prefix.",
  source: "AKS documentation, configure kubenet",
  terraform: "validation",
}).case({
  requires: ({ range, pools }: AllPools & { readonly range: Cidr }) => [
    {
      on: range,
      condition: atMost(allNodesUpgrading(pools), powerOfTwo(POD_BLOCK[range.family], lengthOf(range))),
      message: `Each node takes a /${POD_BLOCK[range.family]} of the pod range, upgrade surge included.`,
    },
  ],
  prop: ({ range }) => propOf(range, "podCidr"),
  message: ({ range, pools }) => {
    const block = POD_BLOCK[range.family];
    return `${range.literal} has ${counted(nodesInPodRange(range.prefixLength, block), "block")} of a /${block} for ${counted(allNodesUpgrading(pools).value ?? 0, "node")} (upgrade surge included).`;
  },
});

export const TOO_MANY_KUBENET_NODES = defineRule({
  code: "TOO_MANY_KUBENET_NODES",
  title: "Node count above the kubenet limit",
  explanation: `AKS supports at most ${KUBENET_NODES} nodes in a cluster on kubenet, the surge nodes of an upgrade included, whatever the limit of a route table is.`,
  remedy: "Lower the maximum node count, or use Azure CNI Overlay.",
  source: "AKS documentation, configure kubenet",
  terraform: "validation",
}).case({
  requires: ({ network, pools }: AllPools) =>
    network.type !== "kubenet"
      ? []
      : [
          {
            on: firstMaximum(pools),
            condition: atMost(allNodesUpgrading(pools), KUBENET_NODES),
            message: `A cluster on kubenet has at most ${KUBENET_NODES} nodes, upgrade surge included.`,
          },
        ],
  prop: "nodePools",
  message: ({ pools }) =>
    `kubenet supports ${KUBENET_NODES} nodes per cluster; the pools may have ${allNodesUpgrading(pools).value ?? 0} (upgrade surge included).`,
  remedy: "Lower the maximum node count or the surge, or use azure-cni-overlay.",
});

export const TOO_MANY_ROUTES = defineRule({
  code: "TOO_MANY_ROUTES",
  title: "Route count above the limit of a route table",
  explanation: `With kubenet each node, surge nodes included, needs a route per address family in the cluster's table, and one in the table of a gateway, which may hold those of several clusters. Azure accepts ${ROUTES_PER_TABLE.toLocaleString("en")} routes per table since May 2026.`,
  remedy:
    "Lower the maximum node count, give the clusters gateways of their own, or use Azure CNI Overlay, which needs no routes.",
  source: "AKS documentation, configure kubenet; Azure subscription limits",
  terraform: "validation",
}).case({
  requires: ({ network, pools }: AllPools) =>
    routesPerNode(network) === 0
      ? []
      : [
          {
            on: firstMaximum(pools),
            condition: atMost(routes(network, pools), ROUTES_PER_TABLE),
            message: `A route table holds ${ROUTES_PER_TABLE} routes: ${routesPerNode(network)} per node, upgrade surge included, and the default route.`,
          },
        ],
  prop: "nodePools",
  message: ({ network, pools }) =>
    `${allNodesUpgrading(pools).value ?? 0} nodes and the default route need ${routes(network, pools).value ?? 0} routes; a route table holds ${ROUTES_PER_TABLE}.`,
  remedy: "Lower the maximum node count or the surge, or use azure-cni-overlay.",
});

export const KUBENET_RETIRES = defineRule({
  code: "KUBENET_RETIRES",
  title: `Retirement of kubenet on ${KUBENET_RETIREMENT}`,
  explanation: `AKS supports kubenet until ${KUBENET_RETIREMENT}. Existing clusters move to Azure CNI Overlay in place; new platforms should start there.`,
  remedy: "Plan the move to azure-cni-overlay.",
  source: "AKS documentation, kubenet retirement",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ type: kind }: NetworkPlugin) => kind === "kubenet",
  prop: "network.plugin",
  message: `AKS supports kubenet until ${KUBENET_RETIREMENT}.`,
});

export const RANGE_RULES = [
  SERVICE_CIDR_TOO_LARGE,
  DNS_SERVICE_IP_MISSING,
  DNS_SERVICE_IP_UNUSABLE,
  POD_RANGE_TOO_SMALL,
  TOO_MANY_KUBENET_NODES,
  TOO_MANY_ROUTES,
  KUBENET_RETIRES,
] as const;

function routes(network: NetworkPlugin, pools: readonly NodePoolSpec[]): Term {
  return plus(times(allNodesUpgrading(pools), routesPerNode(network)), 1);
}

/** A check of all pools is one of the first pool's variable. */
function firstMaximum([first]: readonly NodePoolSpec[]): number {
  return first === undefined ? 0 : maximumOf(first.nodes);
}

/** The key of a range: those of IPv6 have a key of their own. */
export function propOf({ family }: Cidr, key: "podCidr" | "serviceCidr"): string {
  return family === 4 ? `network.${key}` : `network.ipv6.${key}`;
}
