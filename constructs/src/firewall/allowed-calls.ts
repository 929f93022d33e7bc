import type { Cidr } from "../net/cidr.js";
import type { DerivedRule } from "./derived-rule.js";

/** Calls from declared ranges to something private, which a firewall between them must allow. */
export interface AllowedCalls {
  /** Name of the rule. */
  readonly name: string;
  readonly ruleSet: "private-frontend" | "flat-pods" | "internal-load-balancers";
  readonly from: readonly Cidr[];
  readonly to: readonly Cidr[];
  /** TCP ports. @default all ports of all protocols */
  readonly ports?: readonly number[] | undefined;
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

export function networkRuleOf({ name, from, to, ports }: AllowedCalls): NetworkRule {
  return {
    name,
    protocols: [ports === undefined ? "Any" : "TCP"],
    sourceAddresses: from.map(String),
    destinationAddresses: to.map(String),
    destinationPorts: ports === undefined ? ["*"] : ports.map(String),
  };
}

/** The same rule, as shown to users. */
export function derivedRuleOf({ name, ruleSet, from, to, ports, reason }: AllowedCalls): DerivedRule {
  return {
    ruleSet,
    name,
    protocol: ports === undefined ? "Any" : "TCP",
    destinations: to.map(({ literal }) => literal),
    ports: ports ?? [],
    sources: from.map(({ literal }) => literal),
    reason,
    source: "The platform file",
  };
}
