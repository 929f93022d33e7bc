import { TerraformElement, TerraformProvider, TerraformStack, type TerraformResource } from "cdktf";
import { canonicalArgument } from "./cdktf.js";
import { providerOf } from "./provider-scope.js";

/** Finds the subscription that a resource's provider names, lower case; undefined where none is named. */
export function namedSubscriptions(
  elements: readonly TerraformElement[],
): (resource: TerraformResource) => string | undefined {
  const defaults = new Map(
    elements
      .filter((element) => TerraformProvider.isTerraformProvider(element))
      .filter(
        ({ terraformResourceType, alias }) => terraformResourceType === "azurerm" && alias === undefined,
      )
      .map((provider) => [TerraformStack.of(provider), provider]),
  );
  return (resource) => {
    const provider = providerOf(resource) ?? defaults.get(TerraformStack.of(resource));
    return provider && canonicalArgument(provider, "subscriptionId");
  };
}

/** The subscription that a resource's provider names, lower case; undefined where none is named. */
export function subscriptionIdOf(resource: TerraformResource): string | undefined {
  const elements = TerraformStack.of(resource)
    .node.findAll()
    .filter((construct) => TerraformElement.isTerraformElement(construct));
  return namedSubscriptions(elements)(resource);
}
