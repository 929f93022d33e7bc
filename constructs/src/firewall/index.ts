export { AzureFirewall, type AzureFirewallProps } from "./azure-firewall.js";
export type { FirewallTier, IFirewallPolicy } from "./firewall.js";
export { judgeAllowList } from "./allow-list.js";
export type { DerivedRule } from "./derived-rule.js";
export {
  EGRESS_FEATURES,
  PUBLIC_REGISTRIES,
  type AllowedTarget,
  type EgressRequirements,
  type EgressFeature,
  type PortRange,
  type PublicRegistry,
  type RegistryHosts,
  type Transport,
} from "./egress-requirements.js";
export { IP_GROUP, knownRangesOf, type IpGroup, type IpGroupReference } from "./ip-groups.js";
export { EgressFilter, type EgressFilterProps } from "./egress-filter.js";
export { EgressRules, type EgressRulesProps } from "./egress-rules.js";
export {
  FirewallRuleGroup,
  ruleTarget,
  type FirewallRuleGroupProps,
  type RuleCollections,
  type RuleTarget,
} from "./rule-group.js";
export {
  PublishedServices,
  type PublishedService,
  type PublishedServicesProps,
} from "./published-services.js";
export type { EgressRule, RuleSet } from "./rule-set.js";
export { deriveEgress, RULE_SETS } from "./rule-sets.js";
export {
  fewSnatPorts,
  firewallSnatPorts,
  natGatewaySnatPorts,
  SNAT_PORTS_PER_LOAD_BALANCER_IP,
} from "./snat.js";
export { ManagedFirewall, type ManagedFirewallProps } from "./managed-firewall.js";
export { VirtualHubFirewall, type VirtualHubFirewallProps } from "./virtual-hub-firewall.js";
