import { Aspects, TerraformDataSource, TerraformResource, type IAspect, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Creates everything below a construct through one provider, so that a spoke lives in a subscription of its own without
 * each of its resources having to say so. Elements with a provider of their own keep it.
 */
export function useProvider(scope: IConstruct, provider: TerraformProvider): void {
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
