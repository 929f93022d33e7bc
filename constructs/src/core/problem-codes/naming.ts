import type { ProblemStory } from "./story.js";

/** Names that Azure would refuse. */
export const namingCodes = {
  NAME_TOO_LONG: {
    title: "A name longer than Azure takes",
    story: "Each resource type has its own limit; the deployment stops at the first name beyond it.",
    remedy: "Shorten the platform's name or the key that the name is made of.",
    source: "Naming rules and restrictions for Azure resources",
    terraform: "validation",
  },
  NAME_INVALID: {
    title: "A name with characters that Azure refuses",
    story: "Each resource type allows other characters.",
    remedy: "Use letters, digits and single dashes.",
    source: "Naming rules and restrictions for Azure resources",
    terraform: "structure",
  },
  NAME_TAKEN: {
    title: "A name that another one has already",
    story:
      "Names in Azure and addresses in Terraform are keys joined together: cluster `main-agic` and the AGIC identity of cluster `main` are called the same, and so are cluster `b` of spoke `shop-a` and cluster `a-b` of spoke `shop`. Azure or Terraform would refuse the second one, or take it for the first.",
    remedy: "Rename one of the keys.",
    source: "Naming rules and restrictions for Azure resources",
    terraform: "structure",
  },
} as const satisfies Record<string, ProblemStory>;
