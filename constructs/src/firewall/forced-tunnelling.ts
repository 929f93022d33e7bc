import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Cidr } from "../net/cidr.js";
import type { NextHop } from "../network/route-table.js";
import type { DerivedRule } from "./derived-rule.js";
import { FirewallRuleGroup } from "./rule-group.js";

/** Where a firewall sends what goes to the Internet, in place of its own public addresses. */
export interface ForcedTunnelling {
  readonly type: "appliance";
  /** Private IPv4 address of the appliance, in the hub's network or in a network that is peered with it. */
  readonly privateIp: string;
}

/** The appliance that a firewall sends everything for the Internet to. */
export function nextHopOf({ privateIp }: ForcedTunnelling): NextHop {
  return { privateIpAddress: privateIp };
}

export interface TunnelledTrafficProps {
  readonly forcedTunnelling: ForcedTunnelling;
  /** AzureFirewallSubnet, whose addresses the traffic has. */
  readonly sources: Cidr;
  /** Routes of the firewall's subnet to the appliance. */
  readonly routes: readonly ITerraformDependable[];
  readonly nameParts: readonly string[];
}

/**
 * What the team of the appliance behind a firewall is asked for. The firewall has filtered the traffic by the rules of its
 * policy, and replaced the source by one of its private addresses. Source: Azure Firewall documentation, forced tunneling.
 */
export class TunnelledTraffic extends Construct {
  /** What must exist before traffic reaches the Internet. */
  readonly dependables: readonly ITerraformDependable[];
  /** The rule, listed for the appliance's team. */
  readonly rules: FirewallRuleGroup;

  constructor(scope: Construct, id: string, props: TunnelledTrafficProps) {
    super(scope, id);
    const { forcedTunnelling, sources, routes, nameParts } = props;
    this.dependables = routes;
    this.rules = new FirewallRuleGroup(this, "~rules", {
      target: { type: "list", kind: "appliance", hop: nextHopOf(forcedTunnelling) },
      priority: PRIORITY,
      nameParts: [...nameParts, "firewall"],
      derived: [everythingFrom(sources)],
      collections: {},
    });
  }
}

/** Of the only group of its appliance. */
const PRIORITY = 100;

const EVERYTHING = Cidr.of("0.0.0.0/0");

function everythingFrom(sources: Cidr): DerivedRule {
  return {
    ruleSet: "forced-tunnelling",
    name: "internet",
    protocol: "Any",
    sources: [sources.literal],
    destinations: [EVERYTHING.literal],
    ports: [],
    reason:
      "The hub's firewall sends what its rules allow to the Internet this way, with an address of AzureFirewallSubnet as source.",
    source: "Azure Firewall documentation, forced tunneling",
  };
}
