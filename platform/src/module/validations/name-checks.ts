import { namesOf, PLATFORM_NAME_LENGTH, type Rendering } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { ModuleVariable } from "../inputs/variables.js";
import { rangeExpression } from "./expression-of.js";
import type { Validation } from "./validation.js";

/** The platform's name is the first part of every name in Azure; the name with the least room limits its length. */
export function nameChecks(root: IConstruct, variables: readonly ModuleVariable[]): readonly Validation[] {
  const variable = variables.find(({ path }) => path.join(".") === "name");
  const [tightest] = [...namesOf(root)].sort((a, b) => a.room - b.room);
  if (variable === undefined || tightest === undefined) return [];
  const longest = Math.max(...variable.forms.map(({ maxLength = Infinity }) => maxLength));
  if (tightest.room >= longest) return [];
  const platform = String(variable.default);
  const rendering: Rendering = {
    scalar: (value) => (typeof value === "string" ? `var.${variable.name}` : String(value)),
    range: rangeExpression,
    isVariable: () => true,
  };
  const { rule, requirements } = PLATFORM_NAME_LENGTH.judge({
    ...tightest,
    name: tightest.name.replace(platform, "NAME"),
    platform,
  });
  return requirements(rendering).map(({ condition, message }) => ({
    variable: variable.name,
    code: rule.code,
    condition: condition.hcl(rendering),
    error_message: message,
  }));
}
