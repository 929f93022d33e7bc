import type { ProblemStory } from "./story.js";

/** Policies and roles. */
export const GOVERNANCE_CODES = {} as const satisfies Record<string, ProblemStory>;
