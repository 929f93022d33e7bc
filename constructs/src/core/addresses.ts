import type { TerraformElement } from "cdktf";
import { TerraformStack } from "cdktf";
import type { Node } from "constructs";

/**
 * The path below the stack, joined by `_`. A segment that begins with `~` tells what kind of element it is, which its
 * Terraform type says already: it is left out.
 */
export function addressName(stack: TerraformStack, { scopes }: Node): string {
  const segments = scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const named = segments.filter((segment) => !segment.startsWith("~"));
  // Outputs that CDKTF makes for other stacks are called by the expression that they hold.
  return (named.length > 0 ? named : segments.map((segment) => segment.slice(1)))
    .join("_")
    .replace(/[^A-Za-z0-9_-]+/g, "_");
}

/** The address of an element in its stack, such as `azurerm_subnet.shop_main_system`. */
export function addressOf(element: TerraformElement): string {
  const type =
    "terraformResourceType" in element ? String(element.terraformResourceType) : element.constructor.name;
  return `${type}.${addressName(TerraformStack.of(element), element.node)}`;
}
