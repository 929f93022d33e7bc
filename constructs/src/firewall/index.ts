export {
  AzureFirewall,
  type AzureFirewallProps,
  type FirewallTier,
  type IFirewallPolicy,
} from "./azure-firewall.js";
export { EgressRules, type DerivedRule, type EgressRulesProps } from "./egress-rules.js";
export { deriveEgress, RULE_SETS, type EgressFacts, type EgressRule, type RuleSet } from "./rule-sets.js";
