import type { ResolvedElement, ResolvedStacks } from "@aks-topology/terraform";
import { objectsOf, textOf, textsOf, type JsonObject } from "./json.js";

/**
 * An attribute as Azure answers it, as far as the platform's own configuration reads it back.
 * @param configured what Terraform sends
 */
export function computed(
  stacks: ResolvedStacks,
  element: ResolvedElement,
  attribute: string,
  configured: unknown,
): unknown {
  switch (attribute) {
    case "default_hostname":
      return `${textOf(element.attribute("name"))}.azurewebsites.net`;
    case "node_resource_group":
      return configured ?? nodeResourceGroup(element);
    case "node_resource_group_id":
      return `/subscriptions/${element.subscription}/resourceGroups/${textOf(element.attribute("node_resource_group"))}`;
    case "ip_configuration":
      return element.type === "azurerm_firewall" ? firewallAddresses(stacks, configured) : configured;
    case "virtual_hub":
      return element.type === "azurerm_firewall" ? hubAddresses(stacks, configured) : configured;
    default:
      return configured;
  }
}

/** Azure Firewall gets the first assignable address of its subnet: the fourth after the network address. */
function firewallAddresses(stacks: ResolvedStacks, configured: unknown): JsonObject[] {
  return objectsOf(configured).map((configuration) => {
    const subnet = stacks
      .elements("azurerm_subnet")
      .find(({ attribute }) => attribute("id") === configuration["subnet_id"]);
    const [prefix] = textsOf(subnet?.attribute("address_prefixes"));
    if (prefix === undefined) return configuration;
    const [network = ""] = prefix.split("/");
    return {
      ...configuration,
      private_ip_address: network.replace(/\d+$/, (last) => String(Number(last) + 4)),
    };
  });
}

/** In a virtual hub Azure chooses an address of its range. */
function hubAddresses(stacks: ResolvedStacks, configured: unknown): JsonObject[] {
  return objectsOf(configured).map((block) => {
    const hub = stacks
      .elements("azurerm_virtual_hub")
      .find(({ attribute }) => attribute("id") === block["virtual_hub_id"]);
    const [network = ""] = textOf(hub?.attribute("address_prefix")).split("/");
    return { ...block, private_ip_address: network.replace(/\d+$/, (last) => String(Number(last) + 132)) };
  });
}

/** The resource group that AKS creates for a cluster's nodes. Source: AKS documentation, node resource group. */
function nodeResourceGroup({ attribute }: ResolvedElement): string {
  const parts = [attribute("resource_group_name"), attribute("name"), attribute("location")].map(textOf);
  return ["MC", ...parts].join("_");
}
