import type { Trace } from "../trace.js";
import type { Unresolved } from "./planned-values.js";

/** Attributes that join the parts of a network, or say which addresses they have. */
const STRUCTURE =
  /^(vnet_|pod_)?(subnet|route_table|network_security_group|virtual_network|remote_virtual_network|virtual_network_gateway|local_network_gateway|nat_gateway|firewall_policy|base_policy|kubernetes_cluster|private_connection_resource|private_dns_zone)_(id|name)$|^address_(space|prefix|prefixes)$|^(pod_)?cidrs?$/;

const TYPES =
  /^(virtual_network|subnet|route|network_security|nat_gateway|firewall|public_ip|private_endpoint|private_dns|application_gateway|lb|kubernetes_cluster|local_network_gateway|ip_group|bastion)/;

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

/**
 * In a network that is not known whole, nothing is called delivered.
 * @param unread addresses of what shapes the network and is not read
 */
export function withDoubts(
  trace: Trace,
  doubts: readonly Unresolved[],
  unread: readonly string[] = [],
): Trace {
  if (trace.verdict !== "delivered" || doubts.length + unread.length === 0) return trace;
  const unknowns = [...doubts.map(doubtText), ...unread.map((address) => `what ${address} does`)];
  return { ...trace, verdict: "unknown", unknowns };
}
