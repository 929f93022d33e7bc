import type { TopologyStack } from "@aks-topology/constructs";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import type { TerraformProvider } from "cdktf";
import { defined } from "./defined.js";

/** The provider of a subscription in a stack, made once for each alias; without an alias the stack's own. */
export function provider(
  stack: TopologyStack,
  subscriptionId: string | undefined,
  alias?: string,
): TerraformProvider {
  const id = `~provider_${alias ?? "default"}`;
  const made = stack.node.tryFindChild(id);
  if (made instanceof AzurermProvider) return made;
  return new AzurermProvider(stack, id, {
    features: [{}],
    // The runtime's storage account has no shared keys.
    storageUseAzuread: true,
    ...defined({ subscriptionId, alias }),
  });
}
