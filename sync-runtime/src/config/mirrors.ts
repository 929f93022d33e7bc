import type { Mirror } from "../domain/mirror.js";
import { contradictions } from "./contradictions.js";
import { problemsOf } from "./issue-problems.js";
import { ConfigError, type Problem } from "./problem.js";
import { configSchema } from "./schema.js";

/** Reads the configuration from a value. @throws ConfigError */
export function mirrorsFrom(
  value: unknown,
  place: (problem: Problem) => Partial<Problem> = () => ({}),
): readonly Mirror[] {
  const result = configSchema.safeParse(value);
  const problems = result.success ? contradictions(result.data.mirrors) : problemsOf(result.error, value);
  if (problems.length > 0)
    throw new ConfigError(problems.map((problem) => ({ ...problem, ...place(problem) })));
  return result.success ? result.data.mirrors : [];
}
