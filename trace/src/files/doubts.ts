import type { Trace } from "../trace.js";
import type { Unresolved } from "./planned-values.js";

/** Attributes that join the parts of a network, or say which addresses they have. */
const STRUCTURE =
  /^(vnet_|pod_|(system_)?node_)?(subnet|route_table|network_security_group|virtual_network|remote_virtual_network|virtual_network_gateway|local_network_gateway|nat_gateway|firewall_policy|base_policy|kubernetes_cluster|private_connection_resource|private_dns_zone)_(id|name)$|^address_(space|prefix|prefixes)$|^(pod_)?cidrs?$/;

const TYPES =
  /^(virtual_network|subnet|route|network_security|nat_gateway|firewall|public_ip|private_endpoint|private_dns|application_gateway|lb|kubernetes_(automatic_)?cluster|local_network_gateway|ip_group|bastion)/;

/** What the model has as a symbol where it matters: a table, a group or a policy of which nothing is known. */
const SYMBOLS =
  /azurerm_(subnet_route_table_association\.[^.]*: route_table_id|(subnet|network_interface)_(network_)?security_group_association\.[^.]*: network_security_group_id|firewall\.[^.]*: firewall_policy_id)$/;

/** The unresolved references without which the network is not known whole. */
export function structuralDoubts(unresolved: readonly Unresolved[]): readonly Unresolved[] {
  return unresolved.filter((item) => {
    const { address, attribute } = item;
    const type = [...address.matchAll(/(?:^|\.)azurerm_(\w+)\./g)].at(-1)?.[1] ?? "";
    const isStructure = TYPES.test(type) && STRUCTURE.test(attribute.split(".").at(-1) ?? "");
    return isStructure && !isSymbol(item, unresolved);
  });
}

/** Whether the thing is where the model has it, and only what it leads to is unknown. */
function isSymbol({ address, attribute }: Unresolved, all: readonly Unresolved[]): boolean {
  const isAlone = all.filter((other) => other.address === address).length === 1;
  return isAlone && SYMBOLS.test(`${address}: ${attribute}`);
}

/** `azurerm_subnet_route_table_association.nodes: subnet_id, from local.subnets` */
export function doubtText({ address, attribute, on }: Unresolved): string {
  return `${address}: ${attribute}, from ${on.join(", ")}`;
}

/** Zones and their links decide about names alone. */
const NAMES = /\bazurerm_private_dns_zone(_virtual_network_link)?\.[^.]*$/;

/** Whether the server is one that clients ask for by a name, as an API server. */
function asksForName({ to, forward }: Trace): boolean {
  return (
    !/^(internet|on-premises|[\d.:a-f/]+)$/i.test(to) &&
    (!to.includes("azurerm_") || to.endsWith("/api") || forward.some(({ action }) => action === "resolve"))
  );
}

/** What drops a packet by itself: a rule of a security group, a firewall. Others drop for the lack of something. */
const DROPS = /\bazurerm_(network_security_(group|rule)|firewall|firewall_policy(_rule_collection_group)?)\./;

/**
 * In a network that is not known whole, nothing is called delivered, and nothing dropped for the lack of a route, a peering or
 * an egress that may be there.
 * @param unread addresses of what shapes the network and is not read
 */
export function withDoubts(
  trace: Trace,
  doubts: readonly Unresolved[],
  unread: readonly string[] = [],
): Trace {
  const relevant = doubts.filter(({ address }) => !NAMES.test(address) || asksForName(trace));
  if (trace.verdict === "unknown" || relevant.length + unread.length === 0) return trace;
  if (trace.verdict === "dropped" && DROPS.test(trace.forward.at(-1)?.by ?? "")) return trace;
  const unknowns = [...relevant.map(doubtText), ...unread.map((address) => `what ${address} does`)];
  return { ...trace, verdict: "unknown", unknowns, decidedBy: undefined };
}
