import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { treeState } from "./tree-state.js";

const works = treeState<(() => void)[]>("late-work", () => []);

/** Adds work on the Terraform of a construct that needs the finished stack. */
export function beforeSynthesis(construct: IConstruct, work: () => void): void {
  works.of(TerraformStack.of(construct)).push(work);
}

/** Does what was left for the finished stack, once. */
export function finish(stack: TerraformStack): void {
  for (const work of works.of(stack).splice(0)) work();
}
