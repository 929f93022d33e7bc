import { COMBINATIONS } from "./aks/rules/combinations.js";
import { IPV6_DESTINATION } from "./aks/rules/families.js";
import { RANGE_RULES } from "./aks/rules/ranges.js";
import type { RuleText } from "./core/rule.js";
import { ADDRESS_RULES } from "./core/rules/addresses.js";
import { NAME_RULES } from "./core/rules/names.js";
import { addressCodes } from "./core/problem-codes/address.js";
import { clusterCodes } from "./core/problem-codes/cluster.js";
import { egressCodes } from "./core/problem-codes/egress.js";
import { governanceCodes } from "./core/problem-codes/governance.js";
import { ingressCodes } from "./core/problem-codes/ingress.js";
import { namingCodes } from "./core/problem-codes/naming.js";

const ALL: readonly RuleText[] = [
  ...NAME_RULES.map(({ rule }) => rule),
  ...COMBINATIONS.map(({ rule }) => rule),
  IPV6_DESTINATION.rule,
  ...ADDRESS_RULES,
  ...RANGE_RULES.map(({ rule }) => rule),
];

const LEGACY = {
  ...addressCodes,
  ...clusterCodes,
  ...egressCodes,
  ...governanceCodes,
  ...ingressCodes,
  ...namingCodes,
};

/** Every rule that the constructs check, by its code. `explain`, the reference and generated modules read it. */
export const RULES: Readonly<Record<string, RuleText>> = Object.fromEntries([
  ...ALL.map((rule) => [rule.code, rule]),
  ...Object.entries(LEGACY).map(([code, { story, ...text }]) => [
    code,
    { code, explanation: story, ...text },
  ]),
]);
