import { defineRule } from "../../core/rule.js";
import type { ClusterChoices } from "../cluster-choices.js";

const SUPPORT_PLAN = defineRule({
  code: "SUPPORT_PLAN",
  title: "Support plan that the tier does not have",
  explanation:
    "Tier Premium is long-term support: AKS creates no Premium cluster on another support plan, and no cluster of another tier on that one.",
  remedy: "Write tier: Premium and supportPlan: AKSLongTermSupport together, or neither.",
  source: "AKS documentation, long-term support",
  terraform: "structure",
});

/** What contradicts the control plane's tier. */
export const CONTROL_PLANE_COMBINATIONS = [
  SUPPORT_PLAN.case({
    title: "tier Premium × a support plan other than AKSLongTermSupport",
    matches: ({ tier, supportPlan }: ClusterChoices) =>
      tier === "Premium" && supportPlan !== "AKSLongTermSupport",
    prop: "tier",
    message:
      "Clusters of tier Premium have long-term support, and this one has the support plan KubernetesOfficial.",
    remedy: "Add supportPlan: AKSLongTermSupport, or use tier: Standard.",
  }),
  SUPPORT_PLAN.case({
    title: "support plan AKSLongTermSupport × a tier other than Premium",
    matches: ({ tier, supportPlan }: ClusterChoices) =>
      tier !== "Premium" && supportPlan === "AKSLongTermSupport",
    prop: "supportPlan",
    message: ({ tier }) => `Long-term support is part of tier Premium, and this cluster has tier ${tier}.`,
    remedy: "Use tier: Premium, or remove supportPlan.",
  }),
] as const;
