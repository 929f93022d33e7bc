import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { inOrder, isAutomatic } from "../relations.js";
import { block, text, texts, type Values } from "../values.js";

/** The node pools of a cluster, its own first and the others in the order of their subnets, which rules list. */
export function poolsOf(inventory: Inventory, cluster: FoundResource): readonly Values[] {
  const { id, values } = cluster;
  if (isAutomatic(cluster)) return hostedPools(block(values, "hosted_system"));
  const others = inventory
    .of("azurerm_kubernetes_cluster_node_pool")
    .filter((pool) => sameId(text(pool.values, "kubernetes_cluster_id"), id))
    .map((pool) => ({ pool: pool.values, place: placeOf(inventory, pool.values) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ pool }) => pool);
  return [block(values, "default_node_pool"), ...others];
}

/** The subnets of AKS Automatic, as those of pools. */
function hostedPools(hosted: Values): readonly Values[] {
  return [
    { name: "nodes", vnet_subnet_id: text(hosted, "node_subnet_id") },
    { name: "system", vnet_subnet_id: text(hosted, "system_node_subnet_id") },
  ];
}

function placeOf(inventory: Inventory, pool: Values): string {
  const subnet = inventory.byId("azurerm_subnet", text(pool, "vnet_subnet_id"));
  const [range = ""] = texts(subnet?.values ?? {}, "address_prefixes");
  return `${inOrder(range)} ${text(pool, "name") ?? ""}`;
}
