import { DEFAULTS } from "@aks-topology/constructs/internal";
import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, inOrder, poolSubnetOf, type FoundSpoke } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, text, texts, type Values } from "../values.js";
import { addOnsSpec } from "./add-ons.js";
import { apiServerSpec } from "./api-server.js";
import { clusterSettingsSpec, hasDedicatedPools } from "./cluster-settings.js";
import { egressSpec } from "./egress.js";
import { identitySpecs } from "./identities.js";
import { keptSpec, type KeptIds } from "./kept.js";
import { networkSpec } from "./network-plugin.js";
import { nodePoolSpec } from "./node-pool.js";
import { subnetParts, subnetSpec } from "./subnets.js";

/** The settings of a cluster, without its name and ingress; undefined where the file knows no such network plugin. */
export function clusterSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const { values } = cluster;
  const network = networkSpec(values);
  if (network === undefined) return undefined;
  const version = text(values, "kubernetes_version");
  const endpoints = serviceEndpointsOf(inventory, cluster);
  return compact(
    {
      kubernetesVersion: version !== undefined && /^1\.\d+(\.\d+)?$/.test(version) ? version : undefined,
      tier: text(values, "sku_tier"),
      ...clusterSettingsSpec(inventory, values),
      network,
      apiServer: apiServerSpec(inventory, values, kept),
      egress: egressSpec(inventory, spoke, cluster, kept),
      ...identitySpecs(inventory, cluster, kept),
      nodePools: nodePoolsOf(inventory, cluster, kept),
      virtualNodes: blocks(values, "aci_connector_linux").length === 0 ? undefined : {},
      routeTable: keptSpec(kept, associatedWith(inventory, poolSubnetOf(cluster), "route_table")),
      addOns: addOnsSpec(inventory, cluster),
      serviceEndpoints: endpoints.length === 0 ? undefined : endpoints,
    },
    { tier: DEFAULTS.cluster.tier },
  );
}

/** The pools of a cluster by name, its own first and the others in the order of their subnets, which rules list. */
function nodePoolsOf(inventory: Inventory, { id, values }: FoundResource, kept: KeptIds): Spec {
  const own = block(values, "default_node_pool");
  const others = inventory
    .of("azurerm_kubernetes_cluster_node_pool")
    .filter((pool) => sameId(text(pool.values, "kubernetes_cluster_id"), id))
    .map((pool) => pool.values)
    .map((pool) => ({ pool, place: `${rangeOf(inventory, pool)} ${nameIn(pool)}` }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ pool }) => pool);
  const dedicated = hasDedicatedPools(values);
  const spec = (pool: Values, isFirst: boolean): Spec =>
    compact({
      ...nodePoolSpec(pool, { isFirst, dedicated }),
      ...subnetParts(inventory, text(pool, "vnet_subnet_id"), kept),
      podSubnet: subnetSpec(inventory, text(pool, "pod_subnet_id"), kept),
    });
  return Object.fromEntries([
    [nameIn(own), spec(own, true)],
    ...others.map((pool) => [nameIn(pool), spec(pool, false)] as const),
  ]);
}

function rangeOf(inventory: Inventory, pool: Values): string {
  const subnet = inventory.byId("azurerm_subnet", text(pool, "vnet_subnet_id"));
  return inOrder(texts(subnet?.values ?? {}, "address_prefixes")[0] ?? "");
}

function nameIn(pool: Values): string {
  return text(pool, "name") ?? "";
}

function serviceEndpointsOf(inventory: Inventory, cluster: FoundResource): readonly string[] {
  const subnet = inventory.byId("azurerm_subnet", poolSubnetOf(cluster));
  return texts(subnet?.values ?? {}, "service_endpoints");
}
