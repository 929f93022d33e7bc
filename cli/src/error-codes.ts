import type { RuleText } from "@aks-topology/platform";

/** What `explain` prints of a code. */
export type ExplainedRule = Omit<RuleText, "code" | "terraform">;

/** Errors of the command itself, which have no place in a platform file. */
export const ERROR_CODES = {
  INTERNAL: {
    title: "A fault of aks-topology",
    explanation: "Something happened that no platform file should be able to cause. Nothing was written.",
    remedy: "Run the command again with --debug, and report what it prints together with the platform file.",
    source: "aks-topology",
  },
  USAGE: {
    title: "A command line that the command does not know",
    explanation: "An option or an argument is missing, misspelled, or has a value that it does not take.",
    remedy: "Run the command with --help for its options.",
    source: "aks-topology",
  },
  UNKNOWN_CODE: {
    title: "A code that nothing has",
    explanation:
      "`explain` knows the codes of problems in platform files, and those of the command's own errors.",
    remedy: "Run `aks-topology explain` for a list.",
    source: "aks-topology",
  },
  UNKNOWN_PRESET: {
    title: "A preset that there is not",
    explanation: "`init` writes one of the files that come with the command.",
    remedy: "Run `aks-topology init --preset list` for their names.",
    source: "aks-topology",
  },
  FILE_EXISTS: {
    title: "A file that would be overwritten",
    explanation: "`init` replaces an existing file only with `--force`.",
    remedy: "Name another file, or add --force.",
    source: "aks-topology",
  },
  FOREIGN_FILES: {
    title: "A folder with files of somebody else",
    explanation: "`module` owns the files of its folder, and removes those that it no longer writes.",
    remedy: "Choose an empty folder, move the files away, or add --force.",
    source: "aks-topology",
  },
} as const satisfies Record<string, ExplainedRule>;
