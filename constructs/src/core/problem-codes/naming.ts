import type { ProblemStory } from "./story.js";

/** Names that Azure would refuse. */
export const namingCodes = {} as const satisfies Record<string, ProblemStory>;
