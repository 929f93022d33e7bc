import { counted, NO_ROOM, RULES } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { Json } from "../configuration.js";
import { INVALID_CIDR, INVALID_VALUE } from "../../file-rules.js";
import { judgedValidations } from "./judged.js";
import { nameChecks } from "./name-checks.js";
import { shapeCondition } from "./shape-condition.js";
import { sizeChecks } from "./size-checks.js";
import type { Validation } from "./validation.js";
import type { ModuleVariable } from "../inputs/variables.js";

/** Every check of the platform file that Terraform can make on a variable, alone or together with others. */
export function validationsOf(
  variables: readonly ModuleVariable[],
  root: IConstruct,
  json: Json,
): readonly Validation[] {
  const text = JSON.stringify(json);
  const named = new Set(variables.map(({ name }) => name));
  const together = [...judgedValidations(root, named), ...sizeChecks(root), ...nameChecks(root, variables)];
  return [
    ...variables.flatMap((variable) => [...formCheck(variable), ...itemChecks(variable, text)]),
    ...[...variables.flatMap((variable) => sizeCheck(variable, text)), ...together.sort(inOrderOfRules)]
      // A check must not read a variable that no resource reads, since it is not declared.
      .filter(({ condition }) => readVariables(condition).every((name) => named.has(name)))
      .map(unlessMalformed),
  ];
}

const ORDER = Object.keys(RULES);

function inOrderOfRules(a: Validation, b: Validation): number {
  return ORDER.indexOf(a.code) - ORDER.indexOf(b.code);
}

function readVariables(expression: string): string[] {
  return [...expression.matchAll(/\bvar\.(\w+)/g)].map(([, name = ""]) => name);
}

/** A malformed value is reported once, by the check of its form; other checks cannot evaluate it. */
function unlessMalformed(check: Validation): Validation {
  return { ...check, condition: `try(${check.condition}, true)` };
}

/** What the file's schema requires of the value itself. */
function formCheck(variable: ModuleVariable): Validation[] {
  const { name, type, isRange } = variable;
  const collection = type !== "string" && type !== "number";
  const condition = shapeCondition(variable, collection ? "item" : `var.${name}`);
  if (condition === undefined) return [];
  return [
    {
      variable: name,
      code: (isRange ? INVALID_CIDR : INVALID_VALUE).code,
      condition: collection
        ? `alltrue([for item in var.${name} : ${condition.expression}])`
        : condition.expression,
      error_message: `${collection ? "Each item must be" : "It must be"} ${condition.words}.`,
    },
  ];
}

/**
 * A list that is read item by item keeps its number of items, and ranges with separate resources are distinct. Any other list
 * has as many as the file's schema allows.
 */
function itemChecks(variable: ModuleVariable, text: string): Validation[] {
  const { name, type, isRange, default: items } = variable;
  if (!type.startsWith("list(") || !Array.isArray(items)) return [];
  if (!text.includes(`var.${name}[`)) return boundsCheck(variable);
  return [
    {
      variable: name,
      code: INVALID_VALUE.code,
      condition: `length(var.${name}) == ${items.length}`,
      error_message: `The module supports exactly ${counted(items.length, "item")} here.`,
    },
    ...(isRange && new Set(items).size === items.length
      ? [
          {
            variable: name,
            code: INVALID_VALUE.code,
            condition: `length(distinct(var.${name})) == length(var.${name})`,
            error_message: "Each range must be listed only once.",
          },
        ]
      : []),
  ];
}

function boundsCheck({ name, items: { least = 0, most } = {} }: ModuleVariable): Validation[] {
  const conditions = [
    ...(least > 0 ? [`length(var.${name}) >= ${least}`] : []),
    ...(most === undefined ? [] : [`length(var.${name}) <= ${most}`]),
  ];
  if (conditions.length === 0) return [];
  const bounds = [
    ...(least > 0 ? [`at least ${counted(least, "item")}`] : []),
    ...(most === undefined ? [] : [`at most ${counted(most, "item")}`]),
  ];
  return [
    {
      variable: name,
      code: INVALID_VALUE.code,
      condition: conditions.join(" && "),
      error_message: `The list must have ${bounds.join(" and ")}.`,
    },
  ];
}

/** A range that contains subnets is at least as large as in the file, so that the subnets still fit. */
function sizeCheck({ name, isRange, default: value }: ModuleVariable, text: string): Validation[] {
  const first: unknown = isRange && Array.isArray(value) ? value[0] : value;
  const length = /\/(\d+)$/.exec(String(first))?.[1];
  const expression = [`var.${name}`, `var.${name}[0]`].find((space) => text.includes(`cidrsubnet(${space},`));
  if (!isRange || length === undefined || expression === undefined) return [];
  return [
    {
      variable: name,
      code: NO_ROOM.rule.code,
      condition: `tonumber(split("/", ${expression})[1]) <= ${length}`,
      error_message: `The subnets are planned for a /${length}; the range may be larger, not smaller.`,
    },
  ];
}
