import type { Judgement } from "../../core/rule.js";
import type { ClusterChoices } from "../cluster-choices.js";
import { ISOLATION_COMBINATIONS, PRIVATE_DNS_COMBINATIONS, VIRTUAL_NODE_COMBINATIONS } from "./access.js";
import { CONTROL_PLANE_COMBINATIONS } from "./control-plane.js";
import { DUAL_STACK_COMBINATIONS, POLICY_COMBINATIONS, PREVIEW_COMBINATIONS } from "./families.js";
import { LABEL_COMBINATIONS } from "./labels.js";
import { MAX_PODS_RANGE, POOL_COMBINATIONS } from "./pools.js";
import { PROVISIONING_COMBINATIONS } from "./provisioning.js";
import { REACH_COMBINATIONS } from "./reach.js";
import { SETTING_COMBINATIONS } from "./settings.js";
import { SIZE_COMBINATIONS } from "./sizes.js";

/**
 * Every combination of plugin, policy, pools, API access and egress that is refused or warned about, in the order in which
 * its problems are reported. The documentation prints the same rows.
 */
export const COMBINATIONS = [
  ...POOL_COMBINATIONS,
  ...POLICY_COMBINATIONS,
  MAX_PODS_RANGE,
  ...DUAL_STACK_COMBINATIONS,
  ...VIRTUAL_NODE_COMBINATIONS,
  ...ISOLATION_COMBINATIONS,
  ...PREVIEW_COMBINATIONS,
  ...PRIVATE_DNS_COMBINATIONS,
  ...REACH_COMBINATIONS,
  ...CONTROL_PLANE_COMBINATIONS,
  ...LABEL_COMBINATIONS,
  ...SIZE_COMBINATIONS,
  ...SETTING_COMBINATIONS,
  ...PROVISIONING_COMBINATIONS,
] as const;

/** What the combinations say of a cluster, in the order of the table. */
export function judgeChoices(choices: ClusterChoices): Judgement[] {
  return COMBINATIONS.map((combination) => combination.judge(choices));
}
