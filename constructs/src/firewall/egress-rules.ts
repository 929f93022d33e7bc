import type { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import { Construct } from "constructs";
import type { Cidr } from "../net/cidr.js";
import type { AllowedCalls } from "./allowed-calls.js";
import { describeRule, type DerivedRule } from "./derived-rule.js";
import type { EgressRequirements } from "./egress-requirements.js";
import { collectionsOf, NETWORK_PRIORITY } from "./rule-collections.js";
import type { RuleSet } from "./rule-set.js";
import { deriveEgress } from "./rule-sets.js";
import { knownRangesOf } from "./ip-groups.js";
import { FirewallRuleGroup, type RuleCollections, type RuleTarget } from "./rule-group.js";

export interface EgressRulesProps {
  readonly target: RuleTarget;
  readonly requirements: EgressRequirements;
  /** Source ranges of the rules: the addresses of nodes and pods when their traffic leaves the spoke. */
  readonly sources: readonly Cidr[];
  /** Sources of the rules of single sets, by the name of the set, where fewer need it. @default `sources` */
  readonly sourcesBySet?: ReadonlyMap<string, readonly Cidr[]> | undefined;
  readonly priorities: RulePriorities;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Priorities of a cluster's groups in the policy, 100 to 65000; unique in it. */
export interface RulePriorities {
  readonly rules: number;
  /** The second group, whose rule needs an attribute of the cluster. */
  readonly apiServer: number;
}

/** The firewall's rules for one cluster: exactly those that its configuration needs. */
export class EgressRules extends Construct {
  /** Whether a rule holds names that the firewall must resolve itself, through its DNS proxy. */
  readonly resolvesNames: boolean;
  readonly #props: EgressRulesProps;
  readonly #groups: FirewallRuleGroup[] = [];

  constructor(scope: Construct, id: string, props: EgressRulesProps) {
    super(scope, id);
    this.#props = props;
    const sourcesOf = ({ name }: RuleSet): readonly Cidr[] => props.sourcesBySet?.get(name) ?? props.sources;
    const rules = deriveEgress(props.requirements).flatMap(({ set, rules: own }) =>
      own.map((rule) => ({ set, rule, sources: sourcesOf(set) })),
    );
    this.resolvesNames = rules.some(({ rule: { kind } }) => kind === "names");
    const derived = rules.map(({ set, rule, sources }) => describeRule(set, rule, sources));
    this.#addGroup("~group", props.nameParts, props.priorities.rules, derived, collectionsOf(rules));
  }

  /** The rules' group in the policy; undefined where another team adds them. */
  get resource(): FirewallPolicyRuleCollectionGroup | undefined {
    return this.#groups[0]?.resource;
  }

  /** The rules, as shown to users. */
  get derived(): readonly DerivedRule[] {
    return this.#groups.flatMap(({ derived }) => derived);
  }

  get target(): RuleTarget {
    return this.#props.target;
  }

  /** Calls to destinations of the allow list in some ranges, which other firewalls on the way must allow, too. */
  callsTo(ranges: readonly Cidr[]): readonly Omit<AllowedCalls, "reason">[] {
    const { requirements, sources: from } = this.#props;
    return Object.entries(requirements.allow ?? {}).flatMap(([name, target]) => {
      if (target.type !== "addresses" && target.type !== "ip-groups") return [];
      const all =
        target.type === "addresses" ? target.ranges : knownRangesOf(target.groups, requirements.ipGroups);
      const to = all.filter((range) => ranges.some((own) => own.overlaps(range)));
      const { protocol, ports } = target;
      return to.length === 0 ? [] : [{ name: `allow-${name}`, ruleSet: "allow", from, to, protocol, ports }];
    });
  }

  /**
   * Allows pods to call a public API server by its address, which exists only once the cluster does. The firewall resolves
   * the server's name, so its DNS proxy must be on.
   */
  allowApiServer(fqdn: string): void {
    const { nameParts, priorities, sources } = this.#props;
    const derived: DerivedRule = {
      ruleSet: "api-server",
      name: "api-server",
      protocol: "TCP",
      destinations: ["the API server's name"],
      ports: [443],
      sources: sources.map((range) => range.literal),
      reason: "Public API server: pods that call it by its address.",
      source: "AKS documentation, outbound network and FQDN rules, required network rules",
    };
    this.#addGroup("api_server", [...nameParts, "api-server"], priorities.apiServer, [derived], {
      networkRuleCollection: [
        {
          name: "allow-api-server",
          priority: NETWORK_PRIORITY,
          action: "Allow",
          rule: [
            {
              name: "api-server",
              protocols: ["TCP"],
              sourceAddresses: sources.map(String),
              destinationFqdns: [fqdn],
              destinationPorts: ["443"],
            },
          ],
        },
      ],
    });
  }

  #addGroup(
    id: string,
    nameParts: readonly string[],
    priority: number,
    derived: readonly DerivedRule[],
    collections: RuleCollections,
  ): void {
    const { target } = this.#props;
    this.#groups.push(new FirewallRuleGroup(this, id, { target, nameParts, priority, derived, collections }));
  }
}
