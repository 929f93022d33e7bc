import type { Cidr } from "../net/cidr.js";
import type { EgressRule, RuleSet } from "./rule-sets.js";

/** One derived rule as people read it. */
export interface DerivedRule {
  readonly ruleSet: string;
  readonly name: string;
  readonly protocol: string;
  readonly destinations: readonly string[];
  readonly ports: readonly number[];
  readonly sources: readonly string[];
  readonly reason: string;
  readonly source: string;
}

/** The ports of web traffic that a tag of names covers. */
export const WEB_PORTS: readonly number[] = [443, 80];

const WEB = "HTTP/HTTPS";

export function describeRule(set: RuleSet, rule: EgressRule, sources: readonly Cidr[]): DerivedRule {
  const common = {
    ruleSet: set.name,
    name: rule.name,
    reason: set.reason,
    source: set.source,
    sources: sources.map((range) => range.literal),
  };
  switch (rule.kind) {
    case "fqdnTag":
      return { ...common, protocol: WEB, destinations: [`tag ${rule.fqdnTag}`], ports: WEB_PORTS };
    case "fqdns":
      return { ...common, protocol: WEB, destinations: rule.fqdns, ports: rule.ports };
    case "names":
      return { ...common, protocol: rule.protocol, destinations: rule.fqdns, ports: rule.ports };
    case "network":
      return { ...common, protocol: rule.protocol, destinations: rule.destinations, ports: rule.ports };
  }
}
