import { knownText, omitUndefined, parseArmId, TopologyStack } from "@aks-topology/constructs/internal";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * The provider of a subscription in a stack, created once per alias; without an alias the stack's default one.
 * @param registrations `none` in another team's subscription, where azurerm must register no resource providers
 */
export function provider(
  stack: TopologyStack,
  subscriptionId: string | undefined,
  alias?: string,
  registrations?: "none",
): TerraformProvider {
  const id = idOf(alias);
  const made = stack.node.tryFindChild(id);
  if (made instanceof AzurermProvider) return made;
  return new AzurermProvider(
    stack,
    id,
    omitUndefined({
      features: [{}],
      // The runtime's storage account has no shared keys.
      storageUseAzuread: true,
      subscriptionId,
      alias,
      // Other clouds only: the public one is the provider's default.
      environment: stack.cloud === "public" ? undefined : stack.cloud,
      resourceProviderRegistrations: registrations,
    }),
  );
}

/**
 * Lets the stack's default provider create storage accounts that it does not reach: azurerm 4 waits for their data plane
 * otherwise, before their private endpoints exist. Source: azurerm #30893, features block.
 */
export function withoutDataPlane(stack: TopologyStack): void {
  const made = stack.node.tryFindChild(idOf(undefined));
  if (made instanceof AzurermProvider) made.features = [{ storage: [{ dataPlaneAvailable: false }] }];
}

/**
 * The provider with which `user` changes an existing resource, such as a zone: that of the resource's subscription.
 * Undefined if that is `own`, the subscription of the user's provider. The subscription in which Terraform runs is not
 * known here, so that without `own` the resource always gets a separate provider.
 */
export function providerOf(
  user: IConstruct,
  thing: string,
  own: string | undefined,
  alias: string,
): TerraformProvider | undefined {
  const subscriptionId = parseArmId(knownText(thing) ?? "")?.subscriptionId;
  const stack = TerraformStack.of(user);
  if (subscriptionId === undefined || !(stack instanceof TopologyStack)) return undefined;
  if (own !== undefined && isSameSubscription(own, subscriptionId)) return undefined;
  const made = stack.node.children.find(
    (child) =>
      child instanceof AzurermProvider &&
      child.subscriptionIdInput !== undefined &&
      isSameSubscription(child.subscriptionIdInput, subscriptionId),
  );
  if (made instanceof AzurermProvider) return made;
  let free = alias;
  for (let n = 2; stack.node.tryFindChild(idOf(free)) !== undefined; n += 1) free = `${alias}_${n}`;
  return provider(stack, subscriptionId, free);
}

function idOf(alias: string | undefined): string {
  return `~provider_${alias ?? "default"}`;
}

function isSameSubscription(a: string, b: string): boolean {
  const [one, other] = [knownText(a), knownText(b)];
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
