import type { ProblemStory } from "./story.js";

/** Names that Azure would refuse. */
export const namingCodes = {
  NAME_TOO_LONG: {
    title: "A name longer than Azure takes",
    story: "Each resource type has its own limit; the deployment stops at the first name beyond it.",
    remedy: "Shorten the platform's name or the key that the name is made of.",
    source: "Naming rules and restrictions for Azure resources",
  },
  NAME_INVALID: {
    title: "A name with characters that Azure refuses",
    story: "Each resource type allows other characters.",
    remedy: "Use letters, digits and single dashes.",
    source: "Naming rules and restrictions for Azure resources",
  },
} as const satisfies Record<string, ProblemStory>;
