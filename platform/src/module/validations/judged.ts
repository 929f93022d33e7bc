import { judgementsOf, type Rendering, type Requirement } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { expressionOf, rangeExpression, variableIn, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

/**
 * What the rules of the constructs require of variables.
 * @param variables names of the variables that a resource reads; a range of another one is a literal in the module
 */
export function judgedValidations(root: IConstruct, variables: ReadonlySet<string>): readonly Validation[] {
  const validations = judgementsOf(root).flatMap(({ construct, judgement: { rule, requirements } }) => {
    const rendering = renderingIn(construct, variables);
    return requirements(rendering).flatMap((requirement) => validationOf(rule.code, requirement, rendering));
  });
  // Several clusters of a gateway may require the same.
  const keys = validations.map(({ variable, code, condition }) =>
    JSON.stringify([variable, code, condition]),
  );
  return validations.filter((_, i) => keys.indexOf(keys[i] ?? "") === i);
}

function validationOf(
  code: string,
  { on, condition, message }: Requirement,
  rendering: Rendering,
): Validation[] {
  const variable =
    typeof on === "object" && "within" in on
      ? variableIn(rendering.range(on.within))
      : variableOf(typeof on === "object" ? rendering.range(on) : rendering.scalar(on));
  return variable === undefined
    ? []
    : [{ variable, code, condition: condition.hcl(rendering), error_message: message }];
}

function renderingIn(construct: IConstruct, variables: ReadonlySet<string>): Rendering {
  const rendering: Rendering = {
    scalar: (value) => expressionOf(construct, value),
    range: (range) => {
      const variable = variableOf(range.expression ?? "");
      return variable === undefined || variables.has(variable)
        ? rangeExpression(range)
        : JSON.stringify(range.literal);
    },
    isVariable: (value) =>
      variableOf(typeof value === "object" ? rendering.range(value) : rendering.scalar(value)) !== undefined,
  };
  return rendering;
}
