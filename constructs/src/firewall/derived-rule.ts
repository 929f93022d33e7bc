import type { Cidr } from "../net/cidr.js";
import type { PortRange } from "./egress-requirements.js";
import type { EgressRule, RuleSet } from "./rule-set.js";

/** One derived rule, as shown to users. */
export interface DerivedRule {
  /** Name of the rule set that it belongs to. */
  readonly ruleSet: string;
  /** Name of the rule in the set. */
  readonly name: string;
  /** `HTTP/HTTPS`, `TCP`, `UDP` or `Any`. */
  readonly protocol: string;
  /** Names, service tags or address ranges. */
  readonly destinations: readonly string[];
  /** Destination ports, and ranges of them; empty for all. */
  readonly ports: readonly PortRange[];
  /** Source ranges that it allows, in CIDR notation. */
  readonly sources: readonly string[];
  /** Why it is there. */
  readonly reason: string;
  /** Who says that it is needed. */
  readonly source: string;
}

/** The ports of web traffic that a tag of names covers. */
export const WEB_PORTS: readonly number[] = [443, 80];

const WEB = "HTTP/HTTPS";

export function describeRule(
  set: Pick<RuleSet, "name" | "reason" | "source">,
  rule: EgressRule,
  sources: readonly Cidr[],
): DerivedRule {
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
    case "ipGroups":
      return { ...common, protocol: rule.protocol, destinations: rule.destinations, ports: rule.ports };
  }
}
