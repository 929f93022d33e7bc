import type * as z from "zod";
import type { Mirror } from "../domain/mirror.js";
import { contradictions } from "./contradictions.js";
import { ConfigError, type ConfigCode, type Problem } from "./problem.js";
import { configSchema } from "./schema.js";

/** Reads the configuration from a value. @throws ConfigError */
export function mirrorsFrom(
  value: unknown,
  place: (path: string) => Partial<Problem> = () => ({}),
): readonly Mirror[] {
  const result = configSchema.safeParse(value);
  const problems = result.success ? contradictions(result.data.mirrors) : problemsOf(result.error);
  if (problems.length > 0)
    throw new ConfigError(problems.map((problem) => ({ ...problem, ...place(problem.path) })));
  return result.success ? result.data.mirrors : [];
}

/** zod's issues as problems; a key too many is one problem each. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = pathText(issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        code: "UNKNOWN_KEY",
        path: path === "" ? key : `${path}.${key}`,
        message: "is not a key that is known here",
        remedy: "Remove it or correct its spelling; README.md lists the keys.",
      }));
    }
    const remedy: unknown = issue.code === "custom" ? issue.params?.["remedy"] : undefined;
    return [
      {
        code: codeOf(issue.code),
        path,
        message: issue.message,
        remedy: typeof remedy === "string" ? remedy : "README.md shows a complete configuration.",
      },
    ];
  });
}

function codeOf(code: Exclude<z.core.$ZodIssue["code"], "unrecognized_keys">): ConfigCode {
  switch (code) {
    case "custom":
    case "invalid_value":
      return "INVALID_VALUE";
    case "invalid_type":
      return "INVALID_TYPE";
    case "invalid_format":
      return "INVALID_FORMAT";
    case "invalid_union":
      return "INVALID_UNION";
    case "invalid_key":
      return "INVALID_KEY";
    case "invalid_element":
      return "INVALID_ELEMENT";
    case "too_small":
      return "TOO_SMALL";
    case "too_big":
      return "TOO_BIG";
    case "not_multiple_of":
      return "NOT_MULTIPLE_OF";
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
