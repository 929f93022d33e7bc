/** Whether a JSON value can become a value of a Terraform type, and whether types can be converted. */
import { ExpressionSyntaxError, soleExpression, type TemplatePart } from "../expression.js";
import { parseTemplate } from "../expression-reader.js";
import { isArray, isObject, settings } from "../json.js";
import type { TerraformType } from "../schema.js";
import { didYouMean } from "../did-you-mean.js";
import { at, type Place, type Report } from "./problem.js";

/** A string with templates: its references are checked once all elements are known. */
export interface Use {
  readonly place: Place;
  readonly parts: readonly TemplatePart[];
  /** The type of the surrounding attribute; undefined where any is allowed. */
  readonly expected: TerraformType | undefined;
  /** Names that a dynamic block around it binds. */
  readonly bound: ReadonlySet<string>;
  /** `self` is defined here: in provisioners, connections and postconditions. */
  readonly self: boolean;
}

/** Context of a check of values, which collects their templates. */
export interface ValueScope {
  readonly report: Report;
  readonly uses: Use[];
  readonly bound: ReadonlySet<string>;
  readonly self: boolean;
}

export function describeType(type: TerraformType): string {
  if (typeof type === "string") return type === "dynamic" ? "any value" : `a ${type}`;
  switch (type[0]) {
    case "list":
    case "set":
    case "map":
      return `a ${type[0]} of ${describeType(type[1]).replace(/^an? /, "")}s`;
    case "object":
      return `an object with ${Object.keys(type[1]).join(", ")}`;
    case "tuple":
      return `a list of ${type[1].length}`;
  }
}

/** @param type undefined where any value is allowed; its strings are still templates */
export function checkValue(
  value: unknown,
  type: TerraformType | undefined,
  place: Place,
  scope: ValueScope,
): void {
  if (value === null || value === undefined) return;
  if (typeof value === "string" && /[$%]\{/.test(value)) checkTemplate(value, type, place, scope);
  else if (type === undefined || type === "dynamic") checkUntyped(value, place, scope);
  else if (typeof type === "string") checkPrimitive(value, type, place, scope);
  else checkCollection(value, type, place, scope);
}

function checkTemplate(text: string, type: TerraformType | undefined, place: Place, scope: ValueScope): void {
  try {
    const parts = parseTemplate(text);
    scope.uses.push({ place, parts, expected: type, bound: scope.bound, self: scope.self });
    if (type !== undefined && !canBecome(parts, type)) wrongType(text, type, place, scope);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    const message = `The template ${JSON.stringify(text)} has a syntax error: ${error.message}.`;
    scope.report("TF_BAD_EXPRESSION", place, message, "Write a literal ${ as $${.");
  }
}

/** A template that is one expression has that expression's type; any other is a string, which may contain a number. */
function canBecome(parts: readonly TemplatePart[], type: TerraformType): boolean {
  if (soleExpression(parts) !== undefined || type === "string" || type === "dynamic") return true;
  return type === "number" && parts.every((part) => part.kind !== "text" || /^[\d.eE+-]*$/.test(part.text));
}

function checkUntyped(value: unknown, place: Place, scope: ValueScope): void {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) checkValue(item, undefined, at(place, index), scope);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) checkValue(item, undefined, at(place, key), scope);
  }
}

function checkPrimitive(
  value: unknown,
  type: "string" | "number" | "bool",
  place: Place,
  scope: ValueScope,
): void {
  const text = String(value);
  const fits = {
    string: typeof value !== "object",
    number:
      typeof value === "number" ||
      (typeof value === "string" && text.trim() !== "" && Number.isFinite(Number(text))),
    bool: text === "true" || text === "false",
  }[type];
  if (!fits || typeof value === "object") wrongType(value, type, place, scope);
}

function checkCollection(
  value: unknown,
  type: Exclude<TerraformType, string>,
  place: Place,
  scope: ValueScope,
): void {
  switch (type[0]) {
    case "list":
    case "set":
    case "tuple":
      if (!isArray(value)) {
        wrongType(value, type, place, scope);
        return;
      }
      for (const [index, item] of value.entries()) {
        checkValue(item, type[0] === "tuple" ? type[1][index] : type[1], at(place, index), scope);
      }
      return;
    case "map":
      if (!isObject(value)) {
        wrongType(value, type, place, scope);
        return;
      }
      for (const [key, item] of settings(value)) checkValue(item, type[1], at(place, key), scope);
      return;
    case "object":
      if (isObject(value)) checkObject(value, type[1], place, scope);
      else wrongType(value, type, place, scope);
  }
}

function checkObject(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, TerraformType>>,
  place: Place,
  scope: ValueScope,
): void {
  for (const [key, item] of settings(value)) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type !== undefined) checkValue(item, type, at(place, key), scope);
    else {
      const hint = didYouMean(key, Object.keys(fields)) || `Use one of ${Object.keys(fields).join(", ")}.`;
      scope.report("TF_UNKNOWN_ATTRIBUTE", at(place, key), `The object has no attribute "${key}".`, hint);
    }
  }
  // Unlike a block, an object must have all its attributes: Terraform adds none.
  const missing = Object.keys(fields).filter((key) => !(key in value));
  if (missing.length > 0) {
    const message = `The object lacks ${missing.map((key) => `"${key}"`).join(", ")}.`;
    scope.report("TF_MISSING_ATTRIBUTE", place, message, "Set unused ones to null.");
  }
}

function wrongType(value: unknown, type: TerraformType, place: Place, scope: ValueScope): void {
  const found = isArray(value) ? "a list" : isObject(value) ? "an object" : JSON.stringify(value);
  const isTemplate = typeof value === "string" && value.includes("${");
  const hint = isTemplate
    ? "A template with other text around it is a string; use one expression for the whole value."
    : typeof type !== "string" && (type[0] === "list" || type[0] === "set") && !isObject(value)
      ? "Wrap the value in a list."
      : `Write ${describeType(type)}.`;
  scope.report("TF_WRONG_TYPE", place, `Expected ${describeType(type)}, found ${found}.`, hint);
}

/** Whether Terraform converts any value of one type to the other; a string counts, as it may contain a number. */
export function convertible(from: TerraformType, to: TerraformType): boolean {
  if (from === "dynamic" || to === "dynamic") return true;
  if (typeof from === "string" || typeof to === "string") {
    if (typeof from !== "string" || typeof to !== "string") return false;
    return from === to || from === "string" || to === "string";
  }
  const sequence = (type: Exclude<TerraformType, string>): boolean =>
    type[0] === "list" || type[0] === "set" || type[0] === "tuple";
  if (sequence(from) !== sequence(to)) return false;
  const [a, b] = [elementType(from), elementType(to)];
  return a === undefined || b === undefined || convertible(a, b);
}

/** The type of every element; undefined where elements differ. */
function elementType(type: Exclude<TerraformType, string>): TerraformType | undefined {
  return type[0] === "list" || type[0] === "set" || type[0] === "map" ? type[1] : undefined;
}
