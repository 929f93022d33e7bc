import type { ProblemStory } from "./story.js";

const AKS = "AKS documentation";

/** What a cluster is and who reaches it. */
export const clusterCodes = {
  KUBENET_RETIRES: {
    title: "kubenet retires on 2028-03-31",
    story:
      "AKS supports kubenet until 2028-03-31. Existing clusters move to Azure CNI Overlay in place; new platforms should begin there.",
    remedy: "Plan the move to azure-cni-overlay.",
    source: `${AKS}, kubenet retirement`,
  },
} as const satisfies Record<string, ProblemStory>;
