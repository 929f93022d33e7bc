/** Node pools of AKS clusters. */
import type { FoundResource } from "../found.js";
import { isValues, type Values } from "../values.js";
import {
  at,
  defined,
  found,
  ownerOf,
  textAt,
  textsAt,
  trueAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

/** The first system pool is the cluster's own, as azurerm imports it. */
export function ownFirst(pools: readonly unknown[]): readonly unknown[] {
  const own = pools.find((pool) => textAt(pool, "mode") === "System") ?? pools[0];
  return own === undefined ? [] : [own, ...pools.filter((pool) => pool !== own)];
}

export function nodePoolOfArm(pool: ArmResource, cluster?: string): readonly FoundResource[] {
  const own = found("azurerm_kubernetes_cluster_node_pool", pool, {
    kubernetes_cluster_id: cluster ?? ownerOf(pool),
    mode: textAt(pool.values, "mode"),
    os_type: textAt(pool.values, "osType"),
    priority: textAt(pool.values, "scaleSetPriority"),
    eviction_policy: textAt(pool.values, "scaleSetEvictionPolicy"),
    spot_max_price: at(pool.values, "spotMaxPrice"),
    node_taints: textsAt(pool.values, "nodeTaints"),
    ...poolOf(pool.values, false),
  });
  return [{ ...own, values: without(own.values, "resource_group_name", "location") }];
}

const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

export function poolOf(pool: unknown, isFirst: boolean): Values {
  const surge = textAt(pool, "upgradeSettings.maxSurge");
  const count = at(pool, "enableAutoScaling") === true;
  const taints = textsAt(pool, "nodeTaints") ?? [];
  return defined({
    name: textAt(pool, "name"),
    vm_size: textAt(pool, "vmSize"),
    node_count: at(pool, "count"),
    auto_scaling_enabled: count ? true : undefined,
    min_count: count ? at(pool, "minCount") : undefined,
    max_count: count ? at(pool, "maxCount") : undefined,
    max_pods: at(pool, "maxPods"),
    vnet_subnet_id: textAt(pool, "vnetSubnetId"),
    pod_subnet_id: textAt(pool, "podSubnetId"),
    zones: textsAt(pool, "availabilityZones"),
    node_labels: labelsOf(pool),
    os_sku: textAt(pool, "osSku"),
    os_disk_type: textAt(pool, "osDiskType"),
    os_disk_size_gb: at(pool, "osDiskSizeGb"),
    host_encryption_enabled: trueAt(pool, "enableEncryptionAtHost"),
    fips_enabled: trueAt(pool, "enableFips"),
    gpu_driver: textAt(pool, "gpuProfile.driver"),
    gpu_instance: textAt(pool, "gpuInstanceProfile"),
    only_critical_addons_enabled: isFirst && taints.includes(SYSTEM_TAINT) ? true : undefined,
    upgrade_settings: surge === undefined ? [] : [{ max_surge: surge }],
    tags: at(pool, "tags"),
  });
}

function labelsOf(pool: unknown): Values | undefined {
  const labels = at(pool, "nodeLabels");
  return isValues(labels) && Object.keys(labels).length > 0 ? labels : undefined;
}
