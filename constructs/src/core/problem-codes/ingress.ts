import type { ProblemStory } from "./story.js";

/** The way into a cluster. */
export const ingressCodes = {
  GATEWAY_NOT_SERVED: {
    title: "A gateway that no cluster uses",
    story: "An Application Gateway without a backend costs money and serves nobody.",
    remedy: "Name it under a cluster's ingress, or remove it.",
    source: "aks-topology",
  },
} as const satisfies Record<string, ProblemStory>;
