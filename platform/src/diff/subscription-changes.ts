/**
 * Resources that a file moves to another subscription. The subscription is part of the provider and no attribute, so that
 * Terraform plans neither a move nor a replacement.
 */
import { addressOf, type FoundProblem, type Severity } from "@aks-topology/constructs/internal";
import type { Change, Stack } from "@aks-topology/terraform";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group/index.js";
import { TerraformStack } from "cdktf";
import { isValues } from "../adopt/values.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { SUBSCRIPTION_CHANGED } from "./rules.js";

interface Stacks {
  readonly before: readonly Stack[];
  readonly after: readonly Stack[];
}

/** One problem for each resource group, which everything of a hub, a spoke or the route sync is in. */
export function subscriptionChanges(
  { app }: Pick<BuiltPlatform, "app">,
  { before, after }: Stacks,
  changes: readonly Change[],
  severity: Severity,
): readonly FoundProblem[] {
  if (before.length === 0) return [];
  return app.node.findAll().flatMap((construct) => {
    if (!(construct instanceof ResourceGroup)) return [];
    const stack = TerraformStack.of(construct).node.id;
    const address = addressOf(construct);
    const change = changes.find((each) => each.stack === stack && each.address === address);
    const was = providerOf(before, stack, change?.previousAddress ?? address);
    const now = providerOf(after, stack, address);
    if (was === undefined || now === undefined || isSame(was, now)) return [];
    const { code, remedy: hint } = SUBSCRIPTION_CHANGED;
    const message = `What is in ${words(was)} would be managed in ${words(now)}, and Terraform neither moves nor replaces it.`;
    // Whether the subscription of the environment is the other one is not known.
    const isKnown = was.subscription !== undefined && now.subscription !== undefined;
    return [
      { construct, code, severity: isKnown ? severity : "warning", message, hint, prop: "subscriptionId" },
    ];
  });
}

interface Provider {
  readonly alias: string | undefined;
  /** Undefined where the environment decides. */
  readonly subscription: string | undefined;
}

/** Two names of one provider are the same; the environment's subscription is that of one without a subscription. */
function isSame(one: Provider, other: Provider): boolean {
  if (one.subscription === undefined || other.subscription === undefined)
    return one.subscription === other.subscription || one.alias === other.alias;
  return one.subscription.toLowerCase() === other.subscription.toLowerCase();
}

function words({ subscription }: Provider): string {
  return subscription === undefined ? "the subscription of the environment" : `subscription ${subscription}`;
}

/** The provider of a resource; undefined where the resource does not exist. */
function providerOf(stacks: readonly Stack[], name: string, address: string): Provider | undefined {
  const json = stacks.find((stack) => stack.name === name)?.json;
  const [type = "", label = ""] = address.split(".");
  const resource = child(child(child(json, "resource"), type), label);
  if (!isValues(resource)) return undefined;
  const alias = typeof resource["provider"] === "string" ? resource["provider"].split(".")[1] : undefined;
  const providers = [child(child(json, "provider"), "azurerm")].flat().filter(isValues);
  const id = providers.find((provider) => provider["alias"] === alias)?.["subscription_id"];
  return { alias, subscription: typeof id === "string" ? id : undefined };
}

function child(value: unknown, key: string): unknown {
  return isValues(value) ? value[key] : undefined;
}
