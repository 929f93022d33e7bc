/** What updates of networks, routes and public addresses interrupt. */
import { KNOWN_AFTER_APPLY } from "@aks-topology/terraform";
import { changes, isNone, loses, type Subject } from "./effect.js";

/**
 * Virtual machines ask for DNS servers when they start, and when they renew their lease. Source: Virtual network documentation, name
 * resolution that uses your own DNS server.
 */
export function networkUpdate(subject: Subject): string | undefined {
  const { name } = subject;
  const effects = [
    changes(subject, "dns_servers")
      ? `network ${name} has other DNS servers: nodes ask the earlier ones until they are restarted`
      : undefined,
    loses(subject, "ddos_protection_plan") ? `network ${name} loses its DDoS protection plan` : undefined,
  ].filter((effect) => effect !== undefined);
  return effects.length === 0 ? undefined : effects.join("; ");
}

/** Whether the network of a subnet is deleted or replaced as well. */
export function networkGoes({ before, others }: Subject): boolean {
  const network = /azurerm_virtual_network\.[\w-]+/.exec(String(before["virtual_network_name"]))?.[0];
  const action = network === undefined ? undefined : others.get(network)?.action;
  return action === "delete" || action === "replace";
}

/** Whether a network gets a DDoS protection plan, which covers its addresses. */
export function isCoveredByPlan({ others }: Subject): boolean {
  return [...others.values()].some(
    ({ address, attributes }) =>
      address.startsWith("azurerm_virtual_network.") &&
      attributes.some(({ path, after }) => path === "ddos_protection_plan" && !isNone(after)),
  );
}

/** Connections end with the next hop of their route, unless it is the same firewall, whose own change says so. */
export function routeUpdate(subject: Subject): string | undefined {
  const { change, before, name, others } = subject;
  const hop = change.attributes.find(({ path }) => path === "next_hop_in_ip_address");
  if (hop === undefined) return undefined;
  const firewall = /azurerm_firewall\.[\w-]+/.exec(String(hop.before))?.[0] ?? "";
  if (hop.after === KNOWN_AFTER_APPLY && others.get(firewall)?.action === "replace") return undefined;
  return before["address_prefix"] === "0.0.0.0/0"
    ? `egress of ${name.replace(/\/default$/, "")} gets another next hop: its connections break, and its public addresses may change`
    : `route ${name} gets another next hop: connections through it break`;
}
