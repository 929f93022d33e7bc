import { SyncError } from "../domain/errors.js";
import { printable } from "../domain/printable.js";
import { counted } from "../domain/counted.js";

/** Codes of problems; those in the second half are zod's, in capitals. */
export type ConfigCode =
  | "SYNTAX"
  | "UNKNOWN_KEY"
  | "MIRROR_NAME_TWICE"
  | "SOURCE_IS_TARGET"
  | "POD_CIDRS_OVERLAP"
  | "MIRRORS_ONCE"
  | "ENTRA_INCOMPLETE"
  | "QUEUE_ACCOUNT_MISSING"
  | "INVALID_TYPE"
  | "INVALID_VALUE"
  | "INVALID_FORMAT"
  | "INVALID_UNION"
  | "INVALID_KEY"
  | "INVALID_ELEMENT"
  | "TOO_SMALL"
  | "TOO_BIG"
  | "NOT_MULTIPLE_OF";

/** One thing that is wrong with what the operator wrote. */
export interface Problem {
  /** Stable, for scripts. */
  readonly code: ConfigCode;
  /** Where: `mirrors[0].podCidrs[1]`, or the name of a setting. */
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The line of the file, and how many of its columns from `column` on are meant. Absent where it shows a secret. */
  readonly excerpt?: { readonly text: string; readonly length: number };
}

/** All problems of a configuration at once. */
export class ConfigError extends SyncError {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super({
      code: "CONFIG_INVALID",
      fault: "config",
      message: `the configuration has ${counted(problems.length, "problem")}: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
      remedy: "Correct what is listed; nothing was read or written.",
    });
    // Messages quote values, and a file may be named by a URL.
    this.problems = problems.map(({ excerpt, ...problem }) => ({
      ...problem,
      ...(excerpt !== undefined && printable(excerpt.text) === excerpt.text && { excerpt }),
      path: printable(problem.path),
      message: printable(problem.message),
      remedy: printable(problem.remedy),
      ...(problem.file !== undefined && { file: printable(problem.file) }),
    }));
  }
}
