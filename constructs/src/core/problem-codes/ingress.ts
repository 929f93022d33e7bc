import type { ProblemStory } from "./story.js";

const AGIC = "AGIC documentation";
const GATEWAY = "Application Gateway documentation";

/** The way into a cluster. */
export const INGRESS_CODES = {} as const satisfies Record<string, ProblemStory>;
