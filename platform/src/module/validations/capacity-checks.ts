import {
  knownNumber,
  knownText,
  maxPodsOf,
  MOST_NAT_ADDRESSES,
  needsPodSubnet,
  podsOnNodeSubnet,
  RESERVED_PER_SUBNET,
  SNAT_PORTS_PER_LOAD_BALANCER_IP,
  SpokeCluster,
  type Cidr,
  type PoolNetwork,
} from "@aks-topology/constructs/internal";
import { PublicIpPrefix } from "@cdktf/provider-azurerm/lib/public-ip-prefix/index.js";
import type { IConstruct } from "constructs";
import { expressionOf, lengthOf, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

const DEFAULT_SURGE = "33%";

/** The checks on numbers of nodes that Terraform can make: that subnets, pod ranges and route tables hold them. */
export function capacityChecks(root: IConstruct): readonly Validation[] {
  return root.node
    .findAll()
    .flatMap((construct) => (construct instanceof SpokeCluster ? ofCluster(construct) : []));
}

function ofCluster(cluster: SpokeCluster): Validation[] {
  const all = cluster.pools.map(upgradingNodes).join(" + ");
  return [
    ...cluster.pools.flatMap((pool) => [...subnetCheck(cluster, pool), ...sizeCheck(pool)]),
    ...portsCheck(cluster, all),
    ...natPrefixCheck(cluster),
  ];
}

function subnetCheck(cluster: SpokeCluster, network: PoolNetwork): Validation[] {
  const variable = nodesVariable(network);
  if (variable === undefined) return [];
  const { pool, subnet, podSubnet } = network;
  const plugin = cluster.cluster.network;
  const nodes = upgradingNodes(network);
  const known = maxPodsOf(plugin, pool.maxPods);
  const maxPods = pool.maxPods === undefined ? String(known) : expressionOf(network, pool.maxPods);
  const onSubnet = podsOnNodeSubnet(plugin, known) === 0 ? nodes : `(${nodes}) * (1 + ${maxPods})`;
  const check = (needed: string, prefix: Cidr, words: string): Validation => ({
    variable,
    code: "SUBNET_TOO_SMALL",
    condition: `${needed} <= pow(2, 32 - ${lengthOf(prefix)}) - ${RESERVED_PER_SUBNET}`,
    error_message: `The ${words} has no room for so many nodes, the upgrade's surge included.`,
  });
  return [
    check(onSubnet, subnet.prefix, "node subnet"),
    ...(podSubnet === undefined || !needsPodSubnet(plugin)
      ? []
      : [check(`(${nodes}) * ${maxPods}`, podSubnet.prefix, "pod subnet")]),
  ];
}

/** AKS refuses an allocation of outbound ports that does not fit at the largest node count. */
function portsCheck({ cluster, egress: { outbound } }: SpokeCluster, nodes: string): Validation[] {
  if (outbound.type !== "loadBalancer" || outbound.outboundPorts === undefined) return [];
  const { outboundPorts, outboundIpIds, managedOutboundIps = 1 } = outbound;
  const variable = variableOf(expressionOf(cluster, outboundPorts));
  if (variable === undefined) return [];
  const ips = outboundIpIds?.length ?? expressionOf(cluster, managedOutboundIps);
  return [
    {
      variable,
      code: "OUTBOUND_PORTS_EXCEEDED",
      condition: `var.${variable} * (${nodes}) <= ${ips} * ${SNAT_PORTS_PER_LOAD_BALANCER_IP}`,
      error_message: `A public address has ${SNAT_PORTS_PER_LOAD_BALANCER_IP} ports: so many for each node, the upgrade's surge included, are more than the load balancer has.`,
    },
  ];
}

/** The addresses of a NAT gateway's prefix are added to its single ones, whose number is fixed. */
function natPrefixCheck({ egress: { natGateway } }: SpokeCluster): Validation[] {
  const prefix = natGateway?.node.findAll().find((child) => child instanceof PublicIpPrefix);
  const length = prefix?.prefixLengthInput;
  if (natGateway === undefined || length === undefined) return [];
  const variable = variableOf(expressionOf(natGateway, length));
  const single = natGateway.addresses - 2 ** (32 - (knownNumber(length) ?? length));
  if (variable === undefined || single === 0) return [];
  return [
    {
      variable,
      code: "NAT_GATEWAY_ADDRESSES",
      condition: `${single} + pow(2, 32 - var.${variable}) <= ${MOST_NAT_ADDRESSES}`,
      error_message: `A NAT gateway takes ${MOST_NAT_ADDRESSES} public addresses, and has ${single} beside those of the prefix.`,
    },
  ];
}

/** Sizes with a graphics card need more of the way out than others: the module is made for one kind. */
function sizeCheck(network: PoolNetwork): Validation[] {
  const { vmSize, name } = network.pool;
  const variable = variableOf(expressionOf(network, vmSize));
  if (variable === undefined) return [];
  const graphics = /^Standard_N/i.test(knownText(vmSize) ?? "");
  return [
    {
      variable,
      code: "INVALID_VALUE",
      condition: `startswith(lower(var.${variable}), "standard_n") == ${graphics}`,
      error_message: `The module's way out is made for ${graphics ? "a size with" : "sizes without"} a graphics card in pool ${name}.`,
    },
  ];
}

/** The most nodes of a pool while it is upgraded, as an expression. */
function upgradingNodes(network: PoolNetwork): string {
  const { nodes, maxSurge = DEFAULT_SURGE } = network.pool;
  const most = expressionOf(network, "count" in nodes ? nodes.count : nodes.max);
  const surge = expressionOf(network, maxSurge);
  return `${most} + try(tonumber(${surge}), ceil(${most} * tonumber(trimsuffix(${surge}, "%")) / 100))`;
}

function nodesVariable(network: PoolNetwork): string | undefined {
  const { nodes } = network.pool;
  const most = "count" in nodes ? nodes.count : nodes.max;
  return knownNumber(most) === most ? undefined : variableOf(expressionOf(network, most));
}
