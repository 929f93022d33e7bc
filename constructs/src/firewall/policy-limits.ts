import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { IConstruct } from "constructs";
import { canonical, canonicalArgument } from "../core/cdktf.js";
import type { PlacedProblem } from "../core/problem.js";

/**
 * Rule collection groups in a policy. Source: Azure subscription limits, Azure Firewall (policies made after July 2022),
 * as others quote them: the number was 50 and 60 before, so that more are warned about and not refused.
 */
const GROUPS_PER_POLICY = 90;

/** What the groups of a firewall's policy break together: there are too many, or two have one priority. */
export function policyProblems(scope: IConstruct, id: string): PlacedProblem[] {
  const policyId = canonical(scope, id);
  const groups = scope.node.root.node
    .findAll()
    .filter((node) => node instanceof FirewallPolicyRuleCollectionGroup)
    .filter((group) => canonicalArgument(group, "firewallPolicyId") === policyId);
  const tooMany = groups.slice(GROUPS_PER_POLICY, GROUPS_PER_POLICY + 1).map((at) => ({
    code: "FIREWALL_RULE_GROUPS" as const,
    severity: "warning" as const,
    message: `The firewall's policy would have ${groups.length} rule groups; Azure is said to take ${GROUPS_PER_POLICY}.`,
    hint: "Give the clusters from here on a platform file, and with it a hub, of their own.",
    at,
  }));
  const holders = new Map<number | undefined, FirewallPolicyRuleCollectionGroup>();
  const samePriority = groups.flatMap((group) => {
    const priority = group.priorityInput;
    const holder = holders.get(priority) ?? group;
    holders.set(priority, holder);
    if (holder === group) return [];
    return {
      code: "FIREWALL_RULE_GROUPS" as const,
      message: `Two rule groups of the firewall's policy would have the priority ${priority}.`,
      hint: "Priorities follow from the order: give a spoke at most 100 clusters.",
      at: group,
    };
  });
  return [...tooMany, ...samePriority];
}
