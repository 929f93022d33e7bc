import type { Cidr } from "../net/cidr.js";
import type { DerivedRule } from "./derived-rule.js";
import type { PortRange, Transport } from "./egress-requirements.js";

/** Calls from declared ranges to something private, which a firewall between them must allow. */
export interface AllowedCalls {
  /** Name of the rule. */
  readonly name: string;
  readonly ruleSet: "private-frontend" | "flat-pods" | "internal-load-balancers" | "allow";
  readonly from: readonly Cidr[];
  readonly to: readonly Cidr[];
  /** Of calls to ports. @default TCP */
  readonly protocol?: Transport | undefined;
  /** @default all ports of all protocols */
  readonly ports?: readonly PortRange[] | undefined;
  /** Why they are allowed. */
  readonly reason: string;
}

/** A network rule of a collection, as azurerm has it. */
interface NetworkRule {
  readonly name: string;
  readonly protocols: string[];
  readonly sourceAddresses: string[];
  readonly destinationAddresses: string[];
  readonly destinationPorts: string[];
}

export function networkRuleOf(calls: AllowedCalls): NetworkRule {
  const { name, from, to, ports } = calls;
  return {
    name,
    protocols: [protocolOf(calls)],
    sourceAddresses: from.map(String),
    destinationAddresses: to.map(String),
    destinationPorts: ports === undefined ? ["*"] : ports.map(String),
  };
}

/** The same rule, as shown to users. */
export function derivedRuleOf(calls: AllowedCalls): DerivedRule {
  const { name, ruleSet, from, to, ports, reason } = calls;
  return {
    ruleSet,
    name,
    protocol: protocolOf(calls),
    destinations: to.map(({ literal }) => literal),
    ports: ports ?? [],
    sources: from.map(({ literal }) => literal),
    reason,
    source: "The platform file",
  };
}

function protocolOf({ ports, protocol = "TCP" }: AllowedCalls): Transport | "Any" {
  return ports === undefined ? "Any" : protocol;
}
