import { defineRule } from "../../core/rule.js";
import type { ClusterChoices } from "../cluster-choices.js";
import { minorOf, OLDEST_MINOR, VERSIONS_AS_OF } from "../kubernetes-versions.js";

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
  defineRule({
    code: "KUBERNETES_VERSION_OLD",
    title: "Version of Kubernetes that AKS supports no longer",
    explanation: `On ${VERSIONS_AS_OF} AKS supported 1.${OLDEST_MINOR.KubernetesOfficial} and newer, and 1.${OLDEST_MINOR.AKSLongTermSupport} and newer with long-term support. It creates no clusters and no pools of an older version; clusters that have one keep running without fixes.`,
    remedy: "Upgrade to a supported version, one minor version at a time; or remove the key.",
    source: "AKS documentation, supported Kubernetes versions, release calendar",
    terraform: "structure",
  }).case({
    title: "a version of Kubernetes × a support plan that has ended for it",
    severity: "warning",
    matches: ({ kubernetesVersion, supportPlan = "KubernetesOfficial" }: ClusterChoices) =>
      (minorOf(kubernetesVersion) ?? Infinity) < OLDEST_MINOR[supportPlan],
    prop: "kubernetesVersion",
    message: ({ kubernetesVersion = "", supportPlan = "KubernetesOfficial" }) =>
      `The oldest version of the support plan ${supportPlan} was 1.${OLDEST_MINOR[supportPlan]} on ${VERSIONS_AS_OF}, and the cluster has ${kubernetesVersion}.`,
  }),
] as const;
