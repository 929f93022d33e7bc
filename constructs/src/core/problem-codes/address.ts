import type { ProblemStory } from "./story.js";

/** Addresses, their sizes and their limits. */
export const ADDRESS_CODES = {} as const satisfies Record<string, ProblemStory>;
