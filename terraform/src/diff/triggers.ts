/** `replace_triggered_by`: resources whose change replaces another. */
import { parseTemplate } from "../expression-reader.js";
import { asBlocks, isArray, isObject } from "../json.js";
import { expressionReferences, formatPath, referencedAddress, type Reference } from "../references.js";
import { soleExpression } from "../expression.js";
import type { AttributeChange, Change } from "./change.js";
import type { Instance, Instances } from "./instances.js";

interface Decided {
  readonly change: Change | undefined;
}

/**
 * The references of `replace_triggered_by` that replace a resource. A reference to a resource does when that is updated or
 * replaced; one to an argument also when the resource is new. Source: Terraform, "replace_triggered_by".
 */
export function replacingReferences(
  { stack, body }: Instance,
  decide: (instance: Instance) => Decided,
  instances: Instances,
): readonly AttributeChange[] {
  const block = asBlocks(body["lifecycle"])?.[0];
  const entries = isObject(block) ? block["replace_triggered_by"] : undefined;
  if (!isArray(entries)) return [];
  return entries.flatMap((entry) => {
    const reference = referenceOf(String(entry));
    const address = reference && referencedAddress(reference);
    const target = address === undefined ? undefined : instances.get(stack, address);
    if (reference === undefined || target === undefined) return [];
    const change = decide(target).change;
    if (change === undefined || !triggers(change, reference)) return [];
    return [
      {
        path: "lifecycle.replace_triggered_by",
        before: null,
        after: formatPath(reference.root, reference.steps),
        forces: true,
      },
    ];
  });
}

function triggers({ action, attributes }: Change, { steps }: Reference): boolean {
  const [attribute] = steps.slice(1);
  if (attribute === undefined) return action === "update" || action === "replace";
  if (action === "create" || action === "replace") return true;
  const path = formatPath("", steps.slice(1)).slice(1);
  return attributes.some(
    (change) =>
      change.path === path || change.path.startsWith(`${path}.`) || change.path.startsWith(`${path}[`),
  );
}

function referenceOf(text: string): Reference | undefined {
  const template = text.includes("${") ? text : `\${${text}}`;
  const expression = soleExpression(parseTemplate(template));
  return expression && expressionReferences(expression)[0];
}
