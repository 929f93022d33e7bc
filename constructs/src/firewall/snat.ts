import { SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE, SNAT_PORTS_PER_NAT_GATEWAY_IP } from "../net/well-known.js";
import { counted } from "../core/counted.js";

/** A firewall runs at least two instances, and may scale back to two at any time. */
const LEAST_FIREWALL_INSTANCES = 2;

/** SNAT ports of a load balancer's public address. Source: AKS documentation, configure a public standard load balancer. */
export const SNAT_PORTS_PER_LOAD_BALANCER_IP = 64_000;

/** Public addresses that AKS advises for a firewall in production. Source: AKS documentation, limit network traffic. */
export const ADVISED_FIREWALL_IPS = 20;

/** SNAT ports of a firewall that has not scaled out. */
export function firewallSnatPorts(publicIps: number): number {
  return publicIps * SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE * LEAST_FIREWALL_INSTANCES;
}

/** SNAT ports of a NAT gateway, by number of public addresses. */
export function natGatewaySnatPorts(publicIps: number): number {
  return publicIps * SNAT_PORTS_PER_NAT_GATEWAY_IP;
}

/** SNAT ports that a load balancer allocates per node, by number of nodes. Source: Load Balancer documentation, default port allocation. */
const DEFAULT_ALLOCATION: readonly (readonly [upToNodes: number, ports: number])[] = [
  [50, 1024],
  [100, 512],
  [200, 256],
  [400, 128],
  [800, 64],
];
const SMALLEST_ALLOCATION = 32;

/**
 * SNAT ports per node below which a warning is reported. No documentation gives a number for firewalls and NAT gateways,
 * so the measure is what a node would have with AKS's default egress.
 */
export function fewSnatPorts(nodes: number): number {
  return DEFAULT_ALLOCATION.find(([upToNodes]) => nodes <= upToNodes)?.[1] ?? SMALLEST_ALLOCATION;
}

/** Text for messages: "2 public addresses give". */
export function givenBy(publicIps: number): string {
  return counted(publicIps, "public address gives", "public addresses give");
}
