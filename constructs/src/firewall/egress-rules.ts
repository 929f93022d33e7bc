import {
  FirewallPolicyRuleCollectionGroup,
  type FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule,
  type FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule,
} from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import type { Cidr } from "../net/cidr.js";
import type { IFirewallPolicy } from "./azure-firewall.js";
import { deriveEgress, type EgressFacts, type EgressRule, type RuleSet } from "./rule-sets.js";

export interface EgressRulesProps {
  readonly policy: IFirewallPolicy;
  readonly facts: EgressFacts;
  /** Ranges that the rules let out: where nodes and pods have their addresses when they leave the spoke. */
  readonly sources: readonly Cidr[];
  /** Priority of the group in the policy, 100 to 65000; unique in it. */
  readonly priority: number;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Provider of the policy's subscription. @default the scope's */
  readonly provider?: TerraformProvider;
}

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

const APPLICATION_PRIORITY = 200;
const NETWORK_PRIORITY = 100;

/** The firewall's rules for one cluster: exactly those that its kind needs. */
export class EgressRules extends Construct {
  readonly resource: FirewallPolicyRuleCollectionGroup;
  readonly derived: readonly DerivedRule[];

  constructor(scope: Construct, id: string, props: EgressRulesProps) {
    super(scope, id);
    const sets = deriveEgress(props.facts);
    const rules = sets.flatMap(({ rules }) => rules);
    const sources = props.sources.map(String);
    const application = rules.flatMap((rule) => applicationRule(rule, sources));
    const network = rules.flatMap((rule) => networkRule(rule, sources));
    this.derived = sets.flatMap(({ set, rules: own }) =>
      own.map((rule) => describe(set, rule, props.sources)),
    );
    this.resource = new FirewallPolicyRuleCollectionGroup(this, "~rule_collection_group", {
      name: Naming.of(this).name(this, "firewallRuleGroup", ...props.nameParts),
      firewallPolicyId: props.policy.policyId,
      priority: props.priority,
      ...(props.provider === undefined ? {} : { provider: props.provider }),
      ...(network.length === 0
        ? {}
        : {
            networkRuleCollection: [
              { name: "allow-network", priority: NETWORK_PRIORITY, action: "Allow", rule: network },
            ],
          }),
      ...(application.length === 0
        ? {}
        : {
            applicationRuleCollection: [
              {
                name: "allow-application",
                priority: APPLICATION_PRIORITY,
                action: "Allow",
                rule: application,
              },
            ],
          }),
    });
  }
}

function applicationRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule[] {
  switch (rule.kind) {
    case "fqdnTag":
      return [
        {
          name: rule.name,
          sourceAddresses,
          destinationFqdnTags: [rule.fqdnTag],
          protocols: webProtocols([443, 80]),
        },
      ];
    case "fqdns":
      return [
        {
          name: rule.name,
          sourceAddresses,
          destinationFqdns: [...rule.fqdns],
          protocols: webProtocols(rule.ports),
        },
      ];
    case "network":
      return [];
  }
}

function networkRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule[] {
  if (rule.kind !== "network") return [];
  const { name, protocol, destinations, ports } = rule;
  return [
    {
      name,
      protocols: [protocol],
      sourceAddresses,
      destinationAddresses: [...destinations],
      destinationPorts: ports.map(String),
    },
  ];
}

function webProtocols(ports: readonly number[]): { type: string; port: number }[] {
  return ports.map((port) => ({ type: port === 80 ? "Http" : "Https", port }));
}

function describe(set: RuleSet, rule: EgressRule, sources: readonly Cidr[]): DerivedRule {
  const common = {
    ruleSet: set.name,
    name: rule.name,
    reason: set.reason,
    source: set.source,
    sources: sources.map((range) => range.literal),
  };
  switch (rule.kind) {
    case "fqdnTag":
      return { ...common, protocol: "HTTP/HTTPS", destinations: [`tag ${rule.fqdnTag}`], ports: [443, 80] };
    case "fqdns":
      return { ...common, protocol: "HTTP/HTTPS", destinations: rule.fqdns, ports: rule.ports };
    case "network":
      return { ...common, protocol: rule.protocol, destinations: rule.destinations, ports: rule.ports };
  }
}
