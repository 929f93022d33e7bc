import type { ProblemStory } from "./story.js";

/** Policies and roles. */
export const GOVERNANCE_CODES = {
  POLICY_ADDON_MISSING: {
    title: "A policy for clusters without the add-on that enforces it",
    story:
      "Policies on what runs in a cluster are enforced and audited by the azure-policy add-on. Without it the assignment looks right and nothing happens.",
    remedy: "Turn the azure-policy add-on on in each cluster of the scope.",
    source: "Azure Policy documentation, Azure Policy for Kubernetes clusters",
    terraform: "structure",
  },
  POLICY_REFUSES_INGRESS: {
    title: "A policy that refuses the cluster's own ingress",
    story:
      "Where only internal load balancers are allowed, the Service of a public origin is refused when it is applied.",
    remedy: "Use origin private-link, set the policy to audit, or take the cluster out of its scope.",
    source: "Azure Policy built-in 3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
