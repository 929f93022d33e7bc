import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { inOrder } from "../relations.js";
import { block, text, texts, type Values } from "../values.js";

/** The node pools of a cluster, its own first and the others in the order of their subnets, which rules list. */
export function poolsOf(inventory: Inventory, { id, values }: FoundResource): readonly Values[] {
  const others = inventory
    .of("azurerm_kubernetes_cluster_node_pool")
    .filter((pool) => sameId(text(pool.values, "kubernetes_cluster_id"), id))
    .map((pool) => ({ pool: pool.values, place: placeOf(inventory, pool.values) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ pool }) => pool);
  return [block(values, "default_node_pool"), ...others];
}

function placeOf(inventory: Inventory, pool: Values): string {
  const subnet = inventory.byId("azurerm_subnet", text(pool, "vnet_subnet_id"));
  const [range = ""] = texts(subnet?.values ?? {}, "address_prefixes");
  return `${inOrder(range)} ${text(pool, "name") ?? ""}`;
}
