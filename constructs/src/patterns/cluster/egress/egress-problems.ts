import type { IConstruct } from "constructs";
import type { OutboundType } from "../../../aks/outbound.js";
import { claimsOf } from "../../../core/address-claims.js";
import { knownNumber, knownText } from "../../../core/known.js";
import type { Problem } from "../../../core/problem.js";
import {
  fewSnatPorts,
  givenBy,
  natGatewaySnatPorts,
  SNAT_PORTS_PER_LOAD_BALANCER_IP,
} from "../../../firewall/snat.js";
import { hostRange, isIpv4Address, isPrivateAddress } from "../../../net/cidr.js";
import type { ISpoke } from "../../estate/spoke.js";

/** What is wrong with a cluster's choice of a way out. Each function knows one kind of it. */

/** Source: NAT Gateway documentation, resource; single addresses and prefixes together. */
export const MOST_NAT_ADDRESSES = 16;

/** A NAT gateway has addresses, and ports enough for the nodes behind it. */
export function natGatewayProblems(addresses: number, nodes: number): Problem[] {
  if (addresses === 0 || addresses > MOST_NAT_ADDRESSES) {
    return [
      {
        code: "NAT_GATEWAY_ADDRESSES",
        message: `The NAT gateway would have ${addresses} public addresses, those of its prefix counted; it takes 1 to ${MOST_NAT_ADDRESSES}.`,
        hint: "Give it publicIps, or a publicIpPrefix with fewer addresses.",
        prop: "egress",
      },
    ];
  }
  const ports = natGatewaySnatPorts(addresses);
  if (Math.floor(ports / nodes) >= fewSnatPorts(nodes)) return [];
  return [
    {
      code: "SNAT_PORTS_FEW",
      severity: "warning",
      message: `${givenBy(addresses)} ${ports} SNAT ports: ${Math.floor(ports / nodes)} for each of ${nodes} nodes, where AKS's own load balancer would give ${fewSnatPorts(nodes)}.`,
      hint: "Give the NAT gateway more publicIps, or a publicIpPrefix.",
      prop: "egress",
    },
  ];
}

/** AKS refuses an allocation that does not fit. Source: AKS documentation, configure a public standard load balancer. */
export function loadBalancerProblems(
  outbound: Omit<Extract<OutboundType, { readonly kind: "loadBalancer" }>, "kind">,
  nodes: number,
): Problem[] {
  const outboundPorts = knownNumber(outbound.outboundPorts ?? 0) ?? 0;
  const ips = outbound.outboundIpIds?.length ?? knownNumber(outbound.managedOutboundIps ?? 1) ?? 1;
  const ports = ips * SNAT_PORTS_PER_LOAD_BALANCER_IP;
  if (outboundPorts * nodes <= ports) return [];
  return [
    {
      code: "OUTBOUND_PORTS_EXCEEDED",
      message: `${outboundPorts} ports for each of ${nodes} nodes (upgrade surge included) are ${outboundPorts * nodes}; ${ips} public ${ips === 1 ? "address has" : "addresses have"} ${ports}.`,
      hint: "Allocate fewer outboundPorts, or use more publicIps.",
      prop: "egress.outboundPorts",
    },
  ];
}

/** A cluster always stands in a network of the team's. */
export const MANAGED_NAT_GATEWAY: Problem = {
  code: "MANAGED_NAT_GATEWAY_NETWORK",
  message:
    "AKS puts a managed NAT gateway only into a network that it makes itself, and the cluster stands in the spoke's.",
  hint: "Use egress: { type: nat-gateway }, which is made here for the cluster's subnets.",
  prop: "egress",
};

/** What a cluster without a way out needs beside this platform. */
export function isolationWarning({ registryId }: { readonly registryId?: string }): Problem {
  return {
    code: "EGRESS_NONE_NEEDS_MIRROR",
    severity: "warning",
    message:
      registryId === undefined
        ? "Without a way out nodes start from a registry that AKS makes, which holds the system's images only: workloads and add-ons reach what has a private endpoint, and nothing else."
        : "Without a way out nodes start only if the registry caches mcr.microsoft.com/* as aks-managed-repository/* and has a private endpoint that the spoke's network finds by name.",
    hint: "Set up the private endpoints beside this platform before the cluster, or choose another egress.",
    prop: "egress",
  };
}

/** Keys of a list that only a firewall or a filter would apply. */
export function unusedListProblems(egress: object): Problem[] {
  const unused = (["allow", "registries", "ntp"] as const).find((key) => key in egress);
  if (unused === undefined) return [];
  return [
    {
      code: "ALLOW_LIST_UNUSED",
      severity: "warning",
      message: `Nothing applies "${unused}": without a firewall and without a filter everything passes.`,
      hint: "Add filter: nsg, or remove the key.",
      prop: `egress.${unused}`,
    },
  ];
}

/** An appliance is in the hub or in the spoke, and on no subnet whose addresses Azure gives out. */
export function applianceProblems(construct: IConstruct, spoke: ISpoke, address: string): Problem[] {
  const known = knownText(address);
  if (known === undefined || !isIpv4Address(known)) return [];
  const place = hostRange(known);
  const code = "APPLIANCE_ADDRESS";
  const prop = "egress.privateIp";
  const subnet = claimsOf(construct).find(
    ({ use, group, range }) => use === "subnet" && group === spoke.network.node.path && range.contains(place),
  );
  if (subnet !== undefined) {
    const message = `${known} lies in ${subnet.range.literal}, a subnet of the platform whose addresses Azure gives out.`;
    return [{ code, message, hint: "Name the address of the appliance, in a subnet of its own.", prop }];
  }
  const networks = [...spoke.hub.network.addressSpace, ...spoke.network.addressSpace];
  if (networks.some((range) => range.contains(place))) return [];
  return [
    {
      code,
      severity: isPrivateAddress(known) ? "warning" : "error",
      message: `${known} lies neither in the hub nor in the spoke: a route leads to an appliance in a network that is peered directly.`,
      hint: "Name the private address of the appliance in the hub.",
      prop,
    },
  ];
}
