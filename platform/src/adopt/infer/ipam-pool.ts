import type { Inventory } from "../inventory.js";
import type { Spec } from "../spec.js";
import { text, type Values } from "../values.js";

/** The key `ipamPool` of a network: the pool with a reservation of the network's name. */
export function ipamPoolSpec(inventory: Inventory, network: Values): Spec | undefined {
  const name = text(network, "name");
  const reserved = inventory
    .of("azurerm_network_manager_ipam_pool_static_cidr")
    .find(({ values }) => name !== undefined && text(values, "name") === name);
  const id = reserved && text(reserved.values, "ipam_pool_id");
  return id === undefined ? undefined : { id };
}
