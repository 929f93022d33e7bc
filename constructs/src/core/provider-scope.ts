import { Aspects, TerraformDataSource, TerraformResource, type IAspect, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { treeState } from "./tree-state.js";

const chosen = treeState<{ provider?: TerraformProvider }>("provider", () => ({}));

/**
 * Creates everything below a construct through one provider, so that a spoke can be in a separate subscription without
 * each of its resources having to say so. Elements with a provider of their own keep it.
 */
export function useProvider(scope: IConstruct, provider: TerraformProvider): void {
  chosen.of(scope).provider ??= provider;
  const aspect: IAspect = {
    visit(node) {
      if (TerraformResource.isTerraformResource(node) && node.terraformResourceType.startsWith("azurerm_")) {
        node.provider ??= provider;
      } else if (TerraformDataSource.isTerraformDataSource(node)) {
        node.provider ??= provider;
      }
    },
  };
  Aspects.of(scope).add(aspect);
}

/** The provider that an element is created through, before and after CDKTF has applied the aspects; undefined: the stack's own. */
export function providerOf(element: TerraformResource): TerraformProvider | undefined {
  const scopes = element.node.scopes.map((scope) => chosen.peek(scope)?.provider);
  return element.provider ?? scopes.find((provider) => provider !== undefined);
}
