import { COMBINATIONS } from "./aks/rules/combinations.js";
import { IPV6_DESTINATION } from "./aks/rules/families.js";
import { RANGE_RULES } from "./aks/rules/ranges.js";
import type { RuleText } from "./core/rule.js";
import { ADDRESS_RULES } from "./core/rules/addresses.js";
import { NAME_RULES } from "./core/rules/names.js";
import { FIREWALL_RULES } from "./firewall/rules.js";
import { GATEWAY_RULES } from "./gateway/rules.js";
import { GOVERNANCE_RULES } from "./governance/rules.js";
import { INGRESS_RULES } from "./ingress/rules.js";
import { NETWORK_RULES } from "./network/rules.js";
import { EGRESS_RULES } from "./patterns/cluster/egress/rules.js";
import { SPOKE_CLUSTER_RULES } from "./patterns/cluster/rules.js";
import { PUBLIC_INGRESS_RULES } from "./patterns/gateway/public-ingress-rules.js";
import { SITE_RULES } from "./patterns/gateway/site-rules.js";
import { SPOKE_GATEWAY_RULES } from "./patterns/gateway/rules.js";
import { HUB_RULES } from "./patterns/hub/rules.js";
import { CLUSTER_CODES } from "./core/problem-codes/cluster.js";
import { EGRESS_CODES } from "./core/problem-codes/egress.js";

const ALL: readonly RuleText[] = [
  ...NAME_RULES.map(({ rule }) => rule),
  ...GATEWAY_RULES.map(({ rule }) => rule),
  ...COMBINATIONS.map(({ rule }) => rule),
  IPV6_DESTINATION.rule,
  ...ADDRESS_RULES,
  ...RANGE_RULES.map(({ rule }) => rule),
  ...NETWORK_RULES.map(({ rule }) => rule),
  ...FIREWALL_RULES,
  ...HUB_RULES,
  ...SPOKE_CLUSTER_RULES,
  ...EGRESS_RULES,
  ...SPOKE_GATEWAY_RULES,
  ...SITE_RULES,
  ...PUBLIC_INGRESS_RULES,
  ...INGRESS_RULES.map(({ rule }) => rule),
  ...GOVERNANCE_RULES.map(({ rule }) => rule),
];

const LEGACY = {
  ...CLUSTER_CODES,
  ...EGRESS_CODES,
};

/** Every rule that the constructs check, by its code. `explain`, the reference and generated modules read it. */
export const RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [...ALL, ...legacyRules()].map((rule) => [rule.code, rule]),
);

function legacyRules(): RuleText[] {
  return Object.entries(LEGACY).map(([code, { story: explanation, ...text }]) => ({
    code,
    explanation,
    ...text,
  }));
}
