import { DEFAULTS } from "@aks-topology/constructs/internal";
import { nameOf, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, poolSubnetOf, type FoundSpoke } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { blocks, text, texts } from "../values.js";
import { addOnsSpec } from "./add-ons.js";
import { apiServerSpec } from "./api-server.js";
import { clusterMirrorSpec } from "./cluster-mirror.js";
import { clusterSettingsSpec, hasDedicatedPools } from "./cluster-settings.js";
import { egressSpec } from "./egress.js";
import { identitySpecs } from "./identities.js";
import { keptSpec, type KeptIds } from "./kept.js";
import { networkSpec } from "./network-plugin.js";
import { nodePoolSpec } from "./node-pool.js";
import { podCallersOf } from "./pod-callers.js";
import { poolsOf } from "./pools.js";
import { subnetParts, subnetSpec } from "./subnets.js";

/** The settings of a cluster, without its name and ingress; undefined where the file knows no such network plugin. */
export function clusterSpec(
  inventory: Inventory,
  spoke: FoundSpoke,
  cluster: FoundResource,
  kept: KeptIds,
): Spec | undefined {
  const { values } = cluster;
  const network = networkSpec(values, podCallersOf(inventory, cluster));
  if (network === undefined) return undefined;
  const version = text(values, "kubernetes_version");
  const prefix = text(values, "dns_prefix");
  const diskEncryption = text(values, "disk_encryption_set_id");
  const endpoints = serviceEndpointsOf(inventory, cluster);
  const egress = egressSpec(inventory, spoke, cluster, kept);
  const table = associatedWith(inventory, poolSubnetOf(cluster), "route_table");
  return compact(
    {
      kubernetesVersion: version !== undefined && /^1\.\d+(\.\d+)?$/.test(version) ? version : undefined,
      tier: text(values, "sku_tier"),
      dnsPrefix: prefix === nameOf(cluster) ? undefined : prefix,
      ...clusterSettingsSpec(inventory, values),
      network,
      apiServer: apiServerSpec(inventory, values, kept),
      egress,
      diskEncryptionSet: diskEncryption === undefined ? undefined : { id: diskEncryption },
      ...identitySpecs(inventory, cluster, kept),
      nodePools: nodePoolsOf(inventory, cluster, kept),
      virtualNodes: blocks(values, "aci_connector_linux").length === 0 ? undefined : {},
      routeTable: keptSpec(kept, table) ?? customTable(network, egress, table),
      mirror: clusterMirrorSpec(inventory, cluster),
      addOns: addOnsSpec(inventory, cluster, kept),
      serviceEndpoints: endpoints.length === 0 ? undefined : endpoints,
    },
    { tier: DEFAULTS.cluster.tier },
  );
}

/** `custom` for a table that neither the plugin nor the egress needs. */
function customTable(network: Spec, egress: Spec | undefined, table: string | undefined): string | undefined {
  const type = egress?.["type"];
  const isFree = type === "load-balancer" || type === "nat-gateway";
  return table !== undefined && network["plugin"] !== "kubenet" && isFree ? "custom" : undefined;
}

/** The pools of a cluster by name. */
function nodePoolsOf(inventory: Inventory, cluster: FoundResource, kept: KeptIds): Spec {
  const dedicated = hasDedicatedPools(cluster.values);
  return Object.fromEntries(
    poolsOf(inventory, cluster).map((pool, i) => [
      text(pool, "name") ?? "",
      compact({
        ...nodePoolSpec(pool, { isFirst: i === 0, dedicated }),
        ...subnetParts(inventory, text(pool, "vnet_subnet_id"), kept),
        podSubnet: subnetSpec(inventory, text(pool, "pod_subnet_id"), kept),
      }),
    ]),
  );
}

function serviceEndpointsOf(inventory: Inventory, cluster: FoundResource): readonly string[] {
  const subnet = inventory.byId("azurerm_subnet", poolSubnetOf(cluster));
  return texts(subnet?.values ?? {}, "service_endpoints");
}
