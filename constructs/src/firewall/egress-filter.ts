import { Construct } from "constructs";
import { knownText } from "../core/known.js";
import { report } from "../core/problem.js";
import { ofFamily, outermost, type Cidr } from "../net/cidr.js";
import { FAMILY_RULES } from "../net/well-known.js";
import type { IExtensibleSecurityGroup, Protocol } from "../network/network-security-group.js";
import { describeRule, WEB_PORTS, type DerivedRule } from "./derived-rule.js";
import type { EgressRequirements, PortRange } from "./egress-requirements.js";
import type { EgressRule, RuleSet } from "./rule-set.js";
import { deriveEgress } from "./rule-sets.js";
import { FQDN_NEEDS_FIREWALL, IP_GROUPS_NEED_FIREWALL } from "./rules.js";

export interface EgressFilterProps {
  readonly requirements: EgressRequirements;
  /** Groups of the subnets that the cluster's traffic leaves from. */
  readonly groups: readonly IExtensibleSecurityGroup[];
  /** Ranges that nodes and pods have their addresses from. */
  readonly sources: readonly Cidr[];
  /** Networks that stay reachable: the spoke's own, and those it is peered with. */
  readonly networks: readonly Cidr[];
}

interface Opening {
  readonly name: string;
  readonly reason: string;
  readonly protocol: Protocol;
  readonly to: readonly string[];
  readonly ports: readonly PortRange[];
}

/**
 * Outbound rules of security groups from the same rule sets that a firewall gets, by service tag. A tag is coarser
 * than a name: it opens all of a service, other tenants' resources included. A destination that only a name identifies is refused.
 */
export class EgressFilter extends Construct {
  readonly derived: readonly DerivedRule[];

  constructor(scope: Construct, id: string, props: EgressFilterProps) {
    super(scope, id);
    const sets = deriveEgress(props.requirements);
    const openings = sets.flatMap(({ set, rules }) => rules.flatMap((rule) => this.#openings(set, rule)));
    this.derived = sets.flatMap(({ set, rules }) =>
      rules
        .filter((rule) => !isOptional(rule))
        .map((rule) => byTag(describeRule(set, rule, props.sources), rule)),
    );
    const inside = outermost([...props.networks, ...props.sources]);
    for (const group of props.groups) {
      for (const { family, ending } of FAMILY_RULES) {
        const to = ofFamily(inside, family).map(String);
        if (to.length === 0) continue;
        group.allowOutbound({
          name: `to-networks${ending}`,
          description: "The spoke, the networks it is peered with, and the cluster's own pods.",
          protocol: "*",
          from: ["*"],
          to,
          ports: ["*"],
        });
      }
      for (const { name, reason, protocol, to, ports } of openings) {
        group.allowOutbound({
          name,
          description: reason.slice(0, DESCRIPTION_LENGTH),
          protocol,
          from: ["*"],
          to,
          ports: ports.map(String),
        });
      }
      group.denyOtherOutbound();
    }
  }

  #openings(set: RuleSet, rule: EgressRule): Opening[] {
    switch (rule.kind) {
      case "network": {
        const protocol = rule.protocol === "TCP" ? "Tcp" : "Udp";
        return peersOf(rule.destinations).map((to) => ({
          name: nameOf(rule.name, to),
          reason: set.reason,
          protocol,
          to,
          ports: rule.ports,
        }));
      }
      case "fqdnTag":
      case "fqdns": {
        const tags = rule.serviceTags ?? [];
        if (tags.length === 0 && !isOptional(rule)) this.#refuse(set, rule);
        return tags.map((tag) => ({
          name: nameOf(rule.name, [tag]),
          reason: set.reason,
          protocol: "Tcp",
          to: [tag],
          ports: rule.kind === "fqdnTag" ? WEB_PORTS : rule.ports,
        }));
      }
      case "names":
        this.#refuse(set, rule);
        return [];
      case "ipGroups":
        report(this, IP_GROUPS_NEED_FIREWALL.judge(rule));
        return [];
    }
  }

  #refuse(set: RuleSet, rule: EgressRule): void {
    const names = "fqdns" in rule ? rule.fqdns.join(", ") : rule.name;
    report(this, FQDN_NEEDS_FIREWALL.judge({ set: set.name, when: set.when, names }));
  }
}

/** Whether nodes work without the destinations of a rule. */
function isOptional(rule: EgressRule): boolean {
  return rule.kind === "fqdns" && rule.optional === true;
}

/** A description of a security rule has at most 140 characters. */
const DESCRIPTION_LENGTH = 140;

/** A rule takes one tag, or several ranges. */
function peersOf(destinations: readonly string[]): readonly (readonly string[])[] {
  return destinations.every(isTag) ? destinations.map((tag) => [tag]) : [destinations];
}

function isTag(destination: string): boolean {
  return /^[A-Z]/.test(destination);
}

function nameOf(rule: string, [only = "", ...more]: readonly string[]): string {
  return more.length === 0 && isTag(only)
    ? `out-${rule}-${(knownText(only) ?? only).replaceAll(".", "-").toLowerCase()}`
    : `out-${rule}`;
}

function byTag(derived: DerivedRule, rule: EgressRule): DerivedRule {
  if (rule.kind !== "fqdnTag" && rule.kind !== "fqdns") return derived;
  return {
    ...derived,
    protocol: "TCP",
    destinations: (rule.serviceTags ?? []).map((tag) => `service tag ${tag}`),
  };
}
