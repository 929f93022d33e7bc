import { PROBLEM_CODES, type ProblemCode, type ProblemStory, type Severity } from "@aks-topology/constructs";

/** Problems of the file itself: its syntax and its shape. */
export const FILE_CODES = {
  FILE_UNREADABLE: {
    title: "The platform file cannot be read",
    story: "There is no file at the path, or its permissions forbid reading it.",
    remedy: "Check the path. `aks-topology init FILE` writes a file to begin with.",
    source: "aks-topology",
  },
  YAML_SYNTAX: {
    title: "The file is not YAML",
    story:
      "The parser stopped making sense of the file at this place. Indentation and missing colons are the usual reasons.",
    remedy: "Mend the line, or the one before it.",
    source: "YAML 1.2",
  },
  DUPLICATE_KEY: {
    title: "A key stands twice",
    story: "Which of the two values counts would depend on the reader.",
    remedy: "Remove one of them.",
    source: "YAML 1.2, unique keys",
  },
  UNKNOWN_KEY: {
    title: "A key that the platform file does not have",
    story: "Unknown keys are errors, since a misspelled one would otherwise leave a default in place unseen.",
    remedy: "Use one of the known keys at this place.",
    source: "aks-topology, platform file",
  },
  MISSING_KEY: {
    title: "A key that must be there",
    story: "Only what a team has to decide itself is required; this is such a decision.",
    remedy: "Add the key.",
    source: "aks-topology, platform file",
  },
  WRONG_TYPE: {
    title: "A value of another kind",
    story: "The key takes text, a number, a list or a map, and the file has another one.",
    remedy: "Write the value in the form that the message names.",
    source: "aks-topology, platform file",
  },
  INVALID_VALUE: {
    title: "A value that is not one of the possible ones",
    story: "The key takes named kinds, numbers in a range or text of a pattern.",
    remedy: "Use a value that the message names.",
    source: "aks-topology, platform file",
  },
  INVALID_CIDR: {
    title: "Text that is not an address range",
    story:
      "Ranges are written as address/length, with no bits set beyond the length: Azure refuses 10.1.0.1/16 too.",
    remedy: "Write the range's first address and its length, such as 10.1.0.0/16.",
    source: "RFC 4632",
  },
  UNKNOWN_REFERENCE: {
    title: "A name that nothing in the file has",
    story: "Things refer to each other by the key under which they stand.",
    remedy: "Use one of the names that the message lists, or add the thing.",
    source: "aks-topology, platform file",
  },
  BACKEND_REQUIRED: {
    title: "Several stacks without a named backend",
    story:
      "Stacks read each other's outputs from state. Without a backend they would look for it at absolute paths of one machine.",
    remedy: "Name a backend, or use one stack.",
    source: "CDKTF, cross-stack references",
  },
  TERRAFORM_INVALID: {
    title: "The Terraform that would be written is not valid",
    story:
      "The output is checked against the provider's schema before it is written. This is a fault of aks-topology, not of the file.",
    remedy: "Please report it with the platform file.",
    source: "Schema of the azurerm provider",
  },
} as const satisfies Record<string, ProblemStory>;

export type FileCode = keyof typeof FILE_CODES;
export type Code = FileCode | ProblemCode;

/** The story of every code, as `explain` tells it. */
export const ALL_CODES: Readonly<Record<Code, ProblemStory>> = { ...FILE_CODES, ...PROBLEM_CODES };

export function isCode(text: string): text is Code {
  return Object.hasOwn(ALL_CODES, text);
}

/** A problem at a place of the platform file. Lines and columns count from 1. */
export interface PlatformProblem {
  readonly code: Code;
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
