/** Sentences for values outside the limits of the schema: sizes of numbers, texts and lists. */
import type { z } from "zod";
import { limitsAt, type Limits } from "./schema/offered.js";
import type { KeyPath } from "./source-map.js";

type Issue = z.core.$ZodIssue;
export type LimitIssue = Extract<Issue, { code: "too_small" | "too_big" | "not_multiple_of" }>;

/** The validator's own texts: messages of the schema replace them. */
const VALIDATORS_WORDS = /^(Too (small|big)|Invalid number):/;

/** What is wrong with a value outside its limits, as the predicate of a sentence; undefined where the schema says it. */
export function limitWords(issue: LimitIssue): string | undefined {
  if (!VALIDATORS_WORDS.test(issue.message)) return undefined;
  switch (issue.code) {
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "too_small":
      return issue.minimum === 1 && !isNumber(issue.origin)
        ? "is empty"
        : `must ${verb(issue.origin)} ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `must ${verb(issue.origin)} ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unit(issue.origin)}`;
  }
}

/** The remedy for a value outside its limits, with those that the schema has at a path, in the form that refuses it. */
export function limitRemedy(path: KeyPath, issue: LimitIssue): string {
  const forms = limitsAt(path);
  const { least, most, multipleOf } = forms.find((form) => isOf(form, issue)) ?? forms[0] ?? {};
  const range =
    least === undefined
      ? most === undefined
        ? ""
        : ` up to ${most}`
      : ` from ${least}${most === undefined ? "" : ` to ${most}`}`;
  if (range === "" && multipleOf === undefined) return "Choose another value.";
  return `Choose a ${multipleOf === undefined ? "number" : `multiple of ${multipleOf}`}${range}.`;
}

function isOf({ least, most, multipleOf }: Limits, issue: LimitIssue): boolean {
  switch (issue.code) {
    case "not_multiple_of":
      return multipleOf === issue.divisor;
    case "too_small":
      return least === issue.minimum;
    case "too_big":
      return most === issue.maximum;
  }
}

function isNumber(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function verb(origin: string): string {
  return isNumber(origin) ? "be" : "have";
}

function unit(origin: string): string {
  if (isNumber(origin)) return "";
  return origin === "string" ? " characters" : " entries";
}
