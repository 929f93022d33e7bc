import { RULES, type RuleText, type Severity } from "@aks-topology/constructs/internal";
import { DIFF_RULES } from "./diff/rules.js";
import { FILE_RULES } from "./file-rules.js";
import { LOCK_RULES } from "./lock/rules.js";
import { REACHABILITY_RULES } from "./reachability/rules.js";
import { RENAME_RULES } from "./renames/rules.js";
import type { KeyPlaces } from "./source-map.js";

/** Every rule by its code, those on the file itself first. */
export const ALL_RULES: Readonly<Record<string, RuleText>> = {
  ...FILE_RULES,
  ...LOCK_RULES,
  ...RENAME_RULES,
  ...DIFF_RULES,
  ...REACHABILITY_RULES,
  ...RULES,
};

/** A problem at a place of the platform file. Lines and columns count from 1. */
export interface PlatformProblem {
  /** The code of a rule in `ALL_RULES`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** Dotted path of the key, "" for the whole file. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function hasErrors(problems: readonly PlatformProblem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** Problems in the order of the files and of their lines. */
export function inFileOrder(
  problems: readonly PlatformProblem[],
  { files }: Pick<KeyPlaces, "files">,
): PlatformProblem[] {
  const order = new Map(files.map((file, i) => [file, i]));
  const rank = ({ file }: PlatformProblem): number => order.get(file) ?? order.size;
  return [...problems].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}
