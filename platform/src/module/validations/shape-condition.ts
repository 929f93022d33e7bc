import { expectedWords, type Shape } from "../inputs/schema-shape.js";
import type { ModuleVariable } from "../inputs/variables.js";
import { counted } from "@aks-topology/constructs/internal";

/** What a value must be, as a Terraform expression and in words. */
export interface Condition {
  readonly expression: string;
  readonly words: string;
}

/**
 * The condition that the file's schema sets for a scalar, on the expression `value`. Undefined if there is none, or if
 * Terraform's regular expressions (RE2) cannot express it.
 */
export function shapeCondition(
  { forms, isRange, type, default: known }: ModuleVariable,
  value: string,
): Condition | undefined {
  if (isRange) return rangeCondition([known].flat().map(String), value);
  const isText = type !== "number" && type !== "list(number)";
  const conditions = forms.map((form) => formCondition(form, value, isText));
  const expressible = conditions.filter((condition) => condition !== undefined);
  if (expressible.length === 0 || expressible.length < conditions.length) return undefined;
  return {
    expression: expressible.map(({ expression }) => expression).join(" || "),
    words: expressible.map(({ words }) => words).join(", or "),
  };
}

/** A range of the same family as in the file, on which the module's structure depends. */
function rangeCondition(ranges: readonly string[], value: string): Condition {
  const families = new Set(ranges.map((range) => range.includes(":")));
  const [isV6] = families.size === 1 ? families : [];
  const canonical = `cidrsubnet(${value}, 0, 0) == ${value}`;
  const ofFamily = isV6 === undefined ? "" : ` && ${isV6 ? "" : "!"}strcontains(${value}, ":")`;
  const family = isV6 === undefined ? "" : isV6 ? "IPv6 " : "IPv4 ";
  return {
    expression: `try(${canonical}${ofFamily}, false)`,
    words: `an ${family}address range without bits beyond its length, such as ${isV6 === true ? "fd00:10::/48" : "10.1.0.0/16"}`,
  };
}

function formCondition(form: Shape, value: string, isText: boolean): Condition | undefined {
  if (form.enum !== undefined) {
    const items = form.enum.map((item) => JSON.stringify(item)).join(", ");
    return { expression: `contains([${items}], ${value})`, words: `one of ${items.replaceAll('"', "")}` };
  }
  if (form.type === "string") return textCondition(form, value);
  if (form.type !== "integer" && form.type !== "number") return undefined;
  const condition = numberCondition(form, isText ? `tonumber(${value})` : value);
  return isText && condition !== undefined
    ? { ...condition, expression: `try(${condition.expression}, false)` }
    : condition;
}

function textCondition(form: Shape, value: string): Condition | undefined {
  const { pattern, minLength, maxLength, format } = form;
  if (format === "ipv4")
    return {
      expression: `try(cidrhost("\${${value}}/32", 0) == ${value} && !strcontains(${value}, ":"), false)`,
      words: "an IPv4 address such as 10.0.0.4",
    };
  const patterns = [
    pattern,
    ...(form.allOf ?? []).map((part) => (typeof part === "object" ? part.pattern : undefined)),
  ]
    .filter((item) => item !== undefined)
    .filter(isRe2);
  const parts = [
    ...patterns.map((item) => `can(regex(${quoted(item)}, ${value}))`),
    ...(minLength === undefined ? [] : [`length(${value}) >= ${minLength}`]),
    ...(maxLength === undefined ? [] : [`length(${value}) <= ${maxLength}`]),
  ];
  const expected = expectedWords(form);
  const words = [
    // The schema has words for each of its patterns.
    ...(expected === undefined ? [] : [expected]),
    ...(minLength === undefined ? [] : [`at least ${counted(minLength, "character")}`]),
    ...(maxLength === undefined ? [] : [`at most ${counted(maxLength, "character")}`]),
  ];
  return parts.length === 0 ? undefined : { expression: parts.join(" && "), words: words.join(", ") };
}

function numberCondition(
  { type, minimum, maximum, exclusiveMinimum, multipleOf }: Shape,
  value: string,
): Condition | undefined {
  const isSafe = (bound: number): boolean => Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const least = minimum !== undefined && isSafe(minimum) ? minimum : undefined;
  const most = maximum !== undefined && isSafe(maximum) ? maximum : undefined;
  const parts = [
    ...(typeof exclusiveMinimum !== "number" || !isSafe(exclusiveMinimum)
      ? []
      : [`${value} > ${exclusiveMinimum}`]),
    ...(least === undefined ? [] : [`${value} >= ${least}`]),
    ...(most === undefined ? [] : [`${value} <= ${most}`]),
    ...(type === "integer" && multipleOf === undefined ? [`floor(${value}) == ${value}`] : []),
    ...(multipleOf === undefined ? [] : [`${value} % ${multipleOf} == 0`]),
  ];
  const bounds =
    least !== undefined && most !== undefined
      ? ` from ${least} to ${most}`
      : least !== undefined
        ? ` of at least ${least}`
        : most !== undefined
          ? ` of at most ${most}`
          : "";
  const steps = multipleOf === undefined ? "" : ` in steps of ${multipleOf}`;
  // Terraform refuses conditions that do not look at the value.
  if (parts.length === 0) return undefined;
  return {
    expression: parts.join(" && "),
    words: `a${type === "integer" ? " whole" : ""} number${bounds}${steps}`,
  };
}

/** Whether a pattern means the same in RE2, which supports neither lookaround nor backreferences. */
function isRe2(pattern: string): boolean {
  return !/\(\?[=!<]|\\[1-9]/.test(pattern);
}

/** A pattern as a string of HCL. */
function quoted(pattern: string): string {
  return JSON.stringify(pattern).replace(/([$%])\{/g, "$1$1{");
}
