import { evaluate, isKnown, variableResolver } from "@aks-topology/terraform";
import type { Condition, Rendering } from "../../src/core/condition.js";
import { knownNumber, knownText } from "../../src/core/known.js";

/** Renders every value that is known as a literal, or as a variable of a name that the values are found by. */
export function recording(as: "literal" | "variable"): {
  readonly render: Rendering;
  readonly values: ReadonlyMap<string, unknown>;
} {
  const values = new Map<string, unknown>();
  const named = (value: unknown): string => {
    if (as === "literal" && value !== undefined) return JSON.stringify(value);
    const name = `v${values.size}`;
    values.set(name, value);
    return `var.${name}`;
  };
  const render: Rendering = {
    scalar: (value) => named(typeof value === "number" ? knownNumber(value) : knownText(value)),
    range: (range) => named(range.literal),
    isVariable: () => true,
  };
  return { render, values };
}

/** What Terraform says of a condition; undefined where it depends on what is unknown. */
export function inTerraform(condition: Condition, as: "literal" | "variable"): unknown {
  const { render, values } = recording(as);
  const text = condition.hcl(render);
  const known = new Map([...values].filter(([, value]) => value !== undefined));
  const result = evaluate(`\${${text}}`, variableResolver(known));
  return isKnown(result) ? result : undefined;
}
