import type { ProblemStory } from "./story.js";

/** Addresses, their sizes and their limits. */
export const ADDRESS_CODES = {
  POD_SUBNET_UNUSED: {
    title: "The prefix of a pod subnet that nothing uses",
    story:
      "Only azure-cni-pod-subnet and cilium with pods: pod-subnet put pods on subnets of their own. With other plugins the prefix would be read by nobody.",
    remedy: "Remove the prefix, or choose such a plugin.",
    source: "aks-topology",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
