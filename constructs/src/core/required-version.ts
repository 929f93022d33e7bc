import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { treeState } from "./tree-state.js";

/** The oldest minor version 1.x of Terraform and OpenTofu that understands the output. */
const USUAL_MINOR = 9;

const needed = treeState("required-version", () => ({ minor: USUAL_MINOR }));

/** Requires version 1.`minor` of Terraform or OpenTofu for the stack of a construct. */
export function requireTerraform(construct: IConstruct, minor: number): void {
  const stack = needed.of(TerraformStack.of(construct));
  stack.minor = Math.max(stack.minor, minor);
}

/** The version constraint of a stack. */
export function requiredTerraform(stack: IConstruct): string {
  return `>= 1.${needed.of(stack).minor}`;
}
