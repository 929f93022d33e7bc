import { objectsOf, textOf, textsOf, type JsonObject } from "../json.js";
import { armId } from "./arm-ids.js";
import type { Element } from "./configuration.js";

/**
 * An attribute as Azure answers with it, as far as the platform's own configuration reads it back.
 * @param configured what Terraform sends
 */
export function computed(element: Element, attribute: string, configured: unknown): unknown {
  const { type } = element;
  switch (attribute) {
    case "id":
      return armId(element);
    case "default_hostname":
      return `${textOf(element.attribute("name"))}.azurewebsites.net`;
    case "node_resource_group":
      return configured ?? nodeResourceGroup(element);
    case "node_resource_group_id":
      return `/subscriptions/${element.subscription}/resourceGroups/${textOf(element.attribute("node_resource_group"))}`;
    case "ip_configuration":
      return type === "azurerm_firewall" ? firewallAddresses(element, configured) : configured;
    default:
      return configured;
  }
}

/** A firewall has the first address of its subnet that Azure hands out: the fourth after the network's own. */
function firewallAddresses({ elements }: Element, configured: unknown): JsonObject[] {
  return objectsOf(configured).map((configuration) => {
    const subnet = elements("azurerm_subnet").find(
      ({ attribute }) => attribute("id") === configuration["subnet_id"],
    );
    const [prefix] = textsOf(subnet?.attribute("address_prefixes"));
    if (prefix === undefined) return configuration;
    const [network = ""] = prefix.split("/");
    return {
      ...configuration,
      private_ip_address: network.replace(/\d+$/, (last) => String(Number(last) + 4)),
    };
  });
}

/** The group that AKS makes for a cluster's machines. Source: AKS documentation, node resource group. */
function nodeResourceGroup({ attribute }: Element): string {
  const parts = [attribute("resource_group_name"), attribute("name"), attribute("location")].map(textOf);
  return ["MC", ...parts].join("_");
}
