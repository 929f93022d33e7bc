import { defineRule, type RuleText } from "@aks-topology/constructs/internal";

/** Rules on what changes compared with earlier output. */

export const FIREWALL_POLICY_IN_USE = defineRule({
  code: "FIREWALL_POLICY_IN_USE",
  title: "Tier of a firewall policy that changes under its name",
  explanation:
    "The tier of a policy cannot be updated: Terraform deletes the policy and creates it again. Azure refuses to delete a policy that a firewall uses, so the apply fails before the firewall changes. A policy with another name is created first, the firewall changes to it, and the old one is deleted last.",
  remedy: "Give the firewall a policyName that it did not have before, in the same edit.",
  source: "azurerm 4.55.0 and 5.2.0, firewall_policy, sku; Azure Firewall Manager, deletion of policies",
  terraform: "structure",
});

export const VIRTUAL_HUB_IN_USE = defineRule({
  code: "VIRTUAL_HUB_IN_USE",
  title: "Virtual hub that is replaced under its firewall",
  explanation:
    "The range of a virtual hub cannot be updated: Terraform deletes the hub and creates it again, while the firewall in it is only updated. Azure refuses to delete a virtual hub that contains a firewall, so the apply fails once its networks are disconnected.",
  remedy:
    "Keep the value; or give the hub another key below hubs, so that another virtual hub with its firewall is created and the earlier one is deleted; diff shows what else that replaces.",
  source:
    "azurerm 4.55.0 and 5.2.0, virtual_hub, address_prefix; Virtual WAN documentation, deletion of virtual hubs",
  terraform: "structure",
});

export const FRONT_DOOR_DOWNGRADE = defineRule({
  code: "FRONT_DOOR_DOWNGRADE",
  title: "Front Door that goes back to Standard",
  explanation:
    "azurerm refuses to plan a profile that goes back from Premium to Standard, and Front Door itself changes its tier in the other direction only.",
  remedy:
    "Keep tier: Premium; or give the Front Door another key, so that another profile is created, whose host names have to be validated again, and the earlier one is deleted.",
  source: "azurerm 4.55.0 and 5.2.0, cdn_frontdoor_profile, sku_name; Front Door documentation, tier upgrade",
  terraform: "structure",
});

export const SUBSCRIPTION_CHANGED = defineRule({
  code: "SUBSCRIPTION_CHANGED",
  title: "Subscription of what exists already changed",
  explanation:
    "The subscription is part of the provider and no attribute of a resource. When it changes, Terraform plans no replacement: some resources are read by their old ids, others count as deleted and are created in the new subscription.",
  remedy:
    "Keep the subscription; or give the hub or spoke another key, so that everything is created in the new subscription and deleted in the old one.",
  source: "Terraform documentation, provider configuration; azurerm, state of resources by their ids",
  terraform: "structure",
});

export const OUTPUT_UNREADABLE = defineRule({
  code: "OUTPUT_UNREADABLE",
  title: "Earlier output that is no Terraform JSON",
  explanation:
    "A comparison without a stack that cannot be read would show all of it as created, and replacements in it would go unnoticed.",
  remedy: "Restore the file, for example from version control, or compare with another folder.",
  source: "aks-topology",
  terraform: "structure",
});

export const DIFF_RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  [
    FIREWALL_POLICY_IN_USE,
    VIRTUAL_HUB_IN_USE,
    FRONT_DOOR_DOWNGRADE,
    SUBSCRIPTION_CHANGED,
    OUTPUT_UNREADABLE,
  ].map((rule) => [rule.code, rule]),
);
