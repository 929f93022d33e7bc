import { TerraformElement, TerraformStack, type ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** What a resource waits for, as an argument; nothing where it waits for nothing, which Terraform would have an empty list for. */
export function waitFor(dependables: readonly ITerraformDependable[]): {
  dependsOn?: ITerraformDependable[];
} {
  return dependables.length === 0 ? {} : { dependsOn: [...dependables] };
}

/**
 * The dependables that share a construct's stack. What another stack creates exists already: stacks are applied in
 * order, and `depends_on` cannot name an element of another state.
 */
export function inStackOf(
  construct: IConstruct,
  dependables: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const stack = TerraformStack.of(construct);
  return dependables.filter(
    (dependable) => !(dependable instanceof TerraformElement) || TerraformStack.of(dependable) === stack,
  );
}
