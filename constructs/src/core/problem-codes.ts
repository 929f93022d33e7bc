import { addressCodes } from "./problem-codes/address.js";
import { clusterCodes } from "./problem-codes/cluster.js";
import { egressCodes } from "./problem-codes/egress.js";
import { governanceCodes } from "./problem-codes/governance.js";
import { ingressCodes } from "./problem-codes/ingress.js";
import { namingCodes } from "./problem-codes/naming.js";

export type { ProblemStory } from "./problem-codes/story.js";

/** Every problem that the constructs can find. */
export const PROBLEM_CODES = {
  ...addressCodes,
  ...clusterCodes,
  ...egressCodes,
  ...governanceCodes,
  ...ingressCodes,
  ...namingCodes,
} as const;

/** A problem by its name, which never changes its meaning. */
export type ProblemCode = keyof typeof PROBLEM_CODES;
