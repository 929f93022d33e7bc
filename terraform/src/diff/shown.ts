/** Values as they are shown: with references in place of what is unknown. */
import type { Step } from "../expression.js";
import { isArray, isObject } from "../json.js";
import { formatPath } from "../references.js";
import { Term } from "../term.js";
import { KNOWN_AFTER_APPLY } from "./change.js";

/** A value of Terraform JSON: references as templates, null for nothing. */
export function shown(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Term) {
    const text = termText(value);
    return text === KNOWN_AFTER_APPLY || value.operator === "template" ? text : `\${${text}}`;
  }
  if (isArray(value)) return value.map(shown);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
  return value;
}

function termText({ operator, operands }: Term): string {
  switch (operator) {
    case "reference":
      return operands.slice(1, 3).join(".");
    case "unknown":
      return KNOWN_AFTER_APPLY;
    case "path": {
      const [root, ...steps] = operands;
      return formatPath(String(root), steps.filter(isStep));
    }
    case "access": {
      const [source, ...steps] = operands;
      return `${inner(source)}${formatPath("", steps.filter(isStep))}`;
    }
    case "template":
      return operands.map((part) => (part instanceof Term ? `\${${termText(part)}}` : String(part))).join("");
    case "call": {
      const [name, , ...args] = operands;
      return `${String(name)}(${args.map(inner).join(", ")})`;
    }
    default:
      return "(computed)";
  }
}

/** As it is written within an expression. */
function inner(value: unknown): string {
  return value instanceof Term && value.operator !== "template"
    ? termText(value)
    : JSON.stringify(shown(value));
}

function isStep(value: unknown): value is Step {
  return isObject(value) && "kind" in value;
}
