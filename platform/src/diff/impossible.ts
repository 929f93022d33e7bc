import {
  addressOf,
  type FoundProblem,
  FrontDoor,
  ManagedFirewall,
  VirtualWanHub,
  type Severity,
} from "@aks-topology/constructs/internal";
import type { AttributeChange, Change } from "@aks-topology/terraform";
import { TerraformStack } from "cdktf";
import type { BuiltPlatform } from "../topology/platform.js";
import { FIREWALL_POLICY_IN_USE, FRONT_DOOR_DOWNGRADE, VIRTUAL_HUB_IN_USE } from "./rules.js";

/**
 * Changes that Azure refuses: replacements of a firewall's policy under the same name, and of a virtual hub, while the firewall
 * stays; a lower tier of a Front Door.
 *
 * @param severity what they are: errors where earlier output was applied
 */
export function impossibleChanges(
  { app }: Pick<BuiltPlatform, "app">,
  changes: readonly Change[],
  severity: Severity,
): readonly FoundProblem[] {
  return app.node.findAll().flatMap((construct): readonly FoundProblem[] => {
    const changeOf: ChangeOf = (address) => {
      const stack = TerraformStack.of(construct).node.id;
      return changes.find((change) => change.stack === stack && change.address === address);
    };
    if (construct instanceof ManagedFirewall) return policyInUse(construct, changeOf, severity);
    if (construct instanceof FrontDoor) return downgrade(construct, changeOf, severity);
    return construct instanceof VirtualWanHub ? hubInUse(construct, changeOf, severity) : [];
  });
}

type ChangeOf = (address: string) => Change | undefined;

function policyInUse(
  construct: ManagedFirewall,
  changeOf: ChangeOf,
  severity: Severity,
): readonly FoundProblem[] {
  const policy = changeOf(addressOf(construct.policy));
  const tier = policy && attribute(policy, "sku");
  const keepsFirewall = changeOf(addressOf(construct.resource))?.action === "update";
  if (policy?.action !== "replace" || tier === undefined || !keepsFirewall) return [];
  if (attribute(policy, "name") !== undefined) return [];
  const { code, remedy: hint } = FIREWALL_POLICY_IN_USE;
  const message = `The policy changes from ${words(tier.before)} to ${words(tier.after)} under its name, and Azure refuses to delete it while the firewall uses it.`;
  return [{ construct, code, severity, message, hint, prop: "tier" }];
}

function hubInUse(construct: VirtualWanHub, changeOf: ChangeOf, severity: Severity): readonly FoundProblem[] {
  const hub = changeOf(addressOf(construct.network.resource));
  const keepsFirewall = changeOf(addressOf(construct.firewall.resource))?.action !== "replace";
  const [forcing] = hub?.attributes.filter(({ forces }) => forces) ?? [];
  if (hub?.action !== "replace" || forcing === undefined || !keepsFirewall) return [];
  const { code, remedy: hint } = VIRTUAL_HUB_IN_USE;
  const message = `The virtual hub is replaced, as its ${forcing.path} changes, and Azure refuses to delete it while its firewall is in it.`;
  const prop = attribute(hub, "address_prefix") === undefined ? {} : { prop: "addressPrefix" };
  return [{ construct, code, severity, message, hint, ...prop }];
}

function downgrade(construct: FrontDoor, changeOf: ChangeOf, severity: Severity): readonly FoundProblem[] {
  const profile = changeOf(addressOf(construct.profile));
  const sku = profile && attribute(profile, "sku_name");
  const isLower = String(sku?.before).startsWith("Premium") && String(sku?.after).startsWith("Standard");
  if (!isLower) return [];
  const { code, remedy: hint } = FRONT_DOOR_DOWNGRADE;
  const message = "The Front Door changes from Premium to Standard, and azurerm refuses the plan.";
  return [{ construct, code, severity, message, hint, prop: "tier" }];
}

function attribute({ attributes }: Change, path: string): AttributeChange | undefined {
  return attributes.find((each) => each.path === path);
}

/** The provider's own default is not in the output. */
function words(tier: unknown): string {
  return typeof tier === "string" ? tier : "Standard";
}
