import type {
  FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule,
  FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule,
} from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { Cidr } from "../net/cidr.js";
import { WEB_PORTS } from "./derived-rule.js";
import type { RuleCollections } from "./rule-group.js";
import type { EgressRule } from "./rule-set.js";

/** Priority of the collection of network rules in its group. */
export const NETWORK_PRIORITY = 100;
const APPLICATION_PRIORITY = 200;

/** A rule, and the ranges that may use it. */
export interface SourcedRule {
  readonly rule: EgressRule;
  readonly sources: readonly Cidr[];
}

/** The collections of a group that allows some rules: one of network rules and one of application rules, each if it has any. */
export function collectionsOf(rules: readonly SourcedRule[]): RuleCollections {
  const application = rules.flatMap(({ rule, sources }) => applicationRule(rule, sources.map(String)));
  const network = rules.flatMap(({ rule, sources }) => networkRule(rule, sources.map(String)));
  return {
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
  };
}

function applicationRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule[] {
  const { name } = rule;
  switch (rule.kind) {
    case "fqdnTag": {
      const destinationFqdnTags = [rule.fqdnTag];
      return [{ name, sourceAddresses, destinationFqdnTags, protocols: webProtocols(WEB_PORTS) }];
    }
    case "fqdns": {
      const destinationFqdns = [...rule.fqdns];
      const inspected = rule.inspectTls === true ? { terminateTls: true } : {};
      return [{ name, sourceAddresses, destinationFqdns, protocols: webProtocols(rule.ports), ...inspected }];
    }
    case "names":
    case "network":
    case "ipGroups":
      return [];
  }
}

function networkRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule[] {
  if (rule.kind === "fqdnTag" || rule.kind === "fqdns") return [];
  const { name, protocol, ports } = rule;
  return [
    {
      name,
      protocols: [protocol],
      sourceAddresses,
      ...destinationsOf(rule),
      destinationPorts: ports.map(String),
    },
  ];
}

function destinationsOf(
  rule: Exclude<EgressRule, { readonly kind: "fqdnTag" | "fqdns" }>,
): Partial<FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule> {
  switch (rule.kind) {
    case "names":
      return { destinationFqdns: [...rule.fqdns] };
    case "network":
      return { destinationAddresses: [...rule.destinations] };
    case "ipGroups":
      return { destinationIpGroups: [...rule.ids] };
  }
}

function webProtocols(ports: readonly number[]): { type: string; port: number }[] {
  return ports.map((port) => ({ type: port === 80 ? "Http" : "Https", port }));
}
