import { allNodesUpgrading, type NodePoolSpec } from "../../../aks/node-pool.js";
import { atMost, plus, powerOfTwo, times, type Condition, type Term } from "../../../core/condition.js";
import { DEFAULTS } from "../../../core/defaults.js";
import { knownNumber, knownText } from "../../../core/known.js";
import { defineRule } from "../../../core/rule.js";
import { SNAT_PORTS_FEW, type SnatClients } from "../../../firewall/rules.js";
import {
  fewSnatPorts,
  givenBy,
  natGatewaySnatPorts,
  SNAT_PORTS_PER_LOAD_BALANCER_IP,
} from "../../../firewall/snat.js";
import type { NatGatewayTier } from "../../../network/nat-gateway.js";
import { counted } from "../../../core/counted.js";

/** Rules on the addresses and ports of an egress. */

/** Public addresses of a NAT gateway. Source: NAT Gateway documentation, resource; single addresses and prefixes together. */
const MOST_NAT_ADDRESSES = 16;

/** Public addresses of a NAT gateway: single ones, and those of a prefix of this length. */
interface NatAddresses {
  readonly single: number;
  readonly prefixLength: number | undefined;
}

export const NAT_GATEWAY_ADDRESSES = defineRule({
  code: "NAT_GATEWAY_ADDRESSES",
  title: "NAT gateway without public addresses, or with too many",
  explanation: `A NAT gateway has 1 to ${MOST_NAT_ADDRESSES} public addresses, single ones and those of prefixes together.`,
  remedy: `Specify that many publicIps, or a prefix: a /28 is all ${MOST_NAT_ADDRESSES}.`,
  source: "NAT Gateway documentation, NAT gateway resource",
  terraform: "validation",
}).case({
  matches: (addresses: NatAddresses) =>
    addressesOf(addresses).value === 0 || fitsNatGateway(addresses).holds === false,
  inModule: (addresses) =>
    addresses.single === 0 || addresses.prefixLength === undefined
      ? []
      : [
          {
            on: addresses.prefixLength,
            condition: fitsNatGateway(addresses),
            message: `A NAT gateway has at most ${MOST_NAT_ADDRESSES} public addresses, ${addresses.single} in addition to those of the prefix.`,
          },
        ],
  prop: "egress",
  message: (addresses) =>
    `A NAT gateway needs 1 to ${MOST_NAT_ADDRESSES} public addresses; this one has ${addressesOf(addresses).value ?? 0}, including those of its prefix.`,
  remedy: (addresses) =>
    addressesOf(addresses).value === 0
      ? "Add publicIps, or a publicIpPrefix."
      : "Remove publicIps, or use a publicIpPrefix with fewer addresses.",
});

function fitsNatGateway(addresses: NatAddresses): Condition {
  return atMost(addressesOf(addresses), MOST_NAT_ADDRESSES);
}

function addressesOf({ single, prefixLength }: NatAddresses): Term {
  return prefixLength === undefined ? plus(single) : plus(single, powerOfTwo(32, prefixLength));
}

export const NAT_SNAT_PORTS_FEW = SNAT_PORTS_FEW.case({
  severity: "warning",
  matches: ({ publicIps, nodes }: SnatClients) =>
    Math.floor(natGatewaySnatPorts(publicIps) / nodes) < fewSnatPorts(nodes),
  prop: "egress",
  message: ({ publicIps, nodes }) => {
    const ports = natGatewaySnatPorts(publicIps);
    return `${givenBy(publicIps)} ${ports} SNAT ports, ${Math.floor(ports / nodes)} per node for ${counted(nodes, "node")}; AKS's own load balancer would give ${fewSnatPorts(nodes)} per node.`;
  },
  remedy: "Give the NAT gateway more publicIps, or a publicIpPrefix.",
});

/** SNAT ports that a load balancer allocates to each node, by number of public addresses. */
interface PortAllocation {
  readonly ports: number;
  readonly publicIps: number;
  readonly pools: readonly NodePoolSpec[];
}

export const OUTBOUND_PORTS_EXCEEDED = defineRule({
  code: "OUTBOUND_PORTS_EXCEEDED",
  title: "SNAT port allocation beyond the ports of the public addresses",
  explanation: `A load balancer has ${SNAT_PORTS_PER_LOAD_BALANCER_IP.toLocaleString("en")} SNAT ports per public address. AKS rejects an allocation per node that does not fit at the largest node count, upgrade surge included.`,
  remedy: "Allocate fewer ports per node, or use more public addresses.",
  source: "AKS documentation, configure a public standard load balancer",
  terraform: "validation",
}).case({
  requires: ({ ports, publicIps, pools }: PortAllocation) => [
    {
      on: ports,
      condition: atMost(
        times(ports, allNodesUpgrading(pools)),
        times(publicIps, SNAT_PORTS_PER_LOAD_BALANCER_IP),
      ),
      message: `Allocated ports × nodes (including surge) exceed the ${SNAT_PORTS_PER_LOAD_BALANCER_IP.toLocaleString("en")} SNAT ports of each public IP.`,
    },
  ],
  prop: "egress.outboundPorts",
  message: ({ ports, publicIps, pools }) => {
    const [allocated, nodes, ips] = [
      knownNumber(ports) ?? 0,
      allNodesUpgrading(pools).value ?? 0,
      knownNumber(publicIps) ?? DEFAULTS.loadBalancer.publicIps,
    ];
    return `Allocating ${allocated} SNAT ports to each of ${counted(nodes, "node")} (upgrade surge included) takes ${allocated * nodes}; ${counted(ips, "public address has", "public addresses have")} ${ips * SNAT_PORTS_PER_LOAD_BALANCER_IP}.`;
  },
  remedy: "Allocate fewer outboundPorts, or use more publicIps.",
});

/** Regions without it. Source: NAT Gateway documentation, SKUs, known limitations (July 2026). */
const WITHOUT_STANDARD_V2 = [
  "canadaeast",
  "indonesiacentral",
  "israelnorthwest",
  "qatarcentral",
  "swedensouth",
  "westindia",
];

interface NatTier {
  readonly tier: NatGatewayTier | undefined;
  readonly zone: string | undefined;
  readonly location: string;
}

const NAT_GATEWAY_TIER = defineRule({
  code: "NAT_GATEWAY_TIER",
  title: "Zone-redundant NAT gateway in one zone, or where Azure has none",
  explanation:
    "A NAT gateway of tier StandardV2 spans all zones of its region, so that Azure takes no zone for it, and some regions do not have the tier. Its public addresses are of SKU StandardV2 too: those of SKU Standard cannot be used, and the tier of a gateway cannot be changed in place.",
  remedy: "Remove the zone, or use tier Standard, which is in one zone.",
  source: "NAT Gateway documentation, SKUs, known limitations",
  terraform: "structure",
});

export const NAT_GATEWAY_V2_ZONE = NAT_GATEWAY_TIER.case({
  matches: ({ tier, zone }: NatTier) => tier === "StandardV2" && zone !== undefined,
  prop: "egress.zone",
  message: ({ zone }) =>
    `A NAT gateway of tier StandardV2 spans all zones of the region; it cannot be in zone ${zone ?? ""}.`,
});

export const NAT_GATEWAY_V2_REGION = NAT_GATEWAY_TIER.case({
  matches: ({ tier, location }: NatTier) =>
    tier === "StandardV2" && WITHOUT_STANDARD_V2.includes(knownText(location) ?? ""),
  prop: "egress.tier",
  message: ({ location }) => `Azure has no NAT gateways of tier StandardV2 in ${location}.`,
  remedy: "Use tier Standard.",
});

export const EGRESS_RULES = [
  NAT_GATEWAY_TIER,
  NAT_GATEWAY_ADDRESSES.rule,
  OUTBOUND_PORTS_EXCEEDED.rule,
] as const;
