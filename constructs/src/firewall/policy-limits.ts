import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { IConstruct } from "constructs";
import { canonical, canonicalArgument } from "../core/cdktf.js";
import type { Judgement } from "../core/rule.js";
import { DUPLICATE_PRIORITY, GROUPS_PER_POLICY, MANY_RULE_GROUPS } from "./rules.js";

/** Whether the groups of a firewall's policy are too many, or two have one priority. */
export function judgePolicy(scope: IConstruct, id: string): Judgement[] {
  const policyId = canonical(scope, id);
  const groups = scope.node.root.node
    .findAll()
    .filter((node) => node instanceof FirewallPolicyRuleCollectionGroup)
    .filter((group) => canonicalArgument(group, "firewallPolicyId") === policyId);
  const tooMany = groups
    .slice(GROUPS_PER_POLICY, GROUPS_PER_POLICY + 1)
    .map((at) => MANY_RULE_GROUPS.judge(groups.length, at));
  const holders = new Map<number | undefined, FirewallPolicyRuleCollectionGroup>();
  const samePriority = groups.flatMap((group) => {
    const priority = group.priorityInput;
    const holder = holders.get(priority) ?? group;
    holders.set(priority, holder);
    return holder === group ? [] : [DUPLICATE_PRIORITY.judge(priority, group)];
  });
  return [...tooMany, ...samePriority];
}
