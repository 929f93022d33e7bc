import type { ProblemStory } from "./story.js";

const AKS = "AKS documentation";

/** The way out of a cluster. */
export const egressCodes = {
  SOURCE_WITHOUT_DEFAULT_ROUTE: {
    title: "A cluster whose table has no default route",
    story:
      "With userDefinedRouting AKS checks before it creates anything that the node subnet's route table sends 0.0.0.0/0 somewhere.",
    remedy: "Route the subnet's egress through the firewall or an appliance.",
    source: `${AKS}, outbound types`,
  },
} as const satisfies Record<string, ProblemStory>;
