import { DEFAULTS } from "@aks-topology/constructs/internal";
import { compact, type Spec } from "../spec.js";
import { block, flag, number, text, textMap, texts, type Values } from "../values.js";

/** Label and taints that AKS or the file sets by itself. Source: AKS documentation, spot node pools; system node pools. */
const SPOT_LABEL = "kubernetes.azure.com/scalesetpriority";
const SPOT_TAINT = `${SPOT_LABEL}=spot:NoSchedule`;
const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

/** How a pool takes part in its cluster. */
export interface PoolRole {
  /** Whether the pool is the cluster's own. */
  readonly isFirst: boolean;
  /** Whether system pools of the cluster refuse pods of workloads. */
  readonly dedicated: boolean;
}

/** The settings of a node pool, without its subnets. */
export function nodePoolSpec(pool: Values, { isFirst, dedicated }: PoolRole): Spec {
  const [min, max] = [number(pool, "min_count"), number(pool, "max_count")];
  const surge = text(block(pool, "upgrade_settings"), "max_surge");
  const isSystem = isFirst || text(pool, "mode") === "System";
  const implied = [SPOT_TAINT, ...(dedicated && isSystem ? [SYSTEM_TAINT] : [])];
  const taints = texts(pool, "node_taints").filter((taint) => !implied.includes(taint));
  return compact(
    {
      vmSize: text(pool, "vm_size"),
      nodes: flag(pool, "auto_scaling_enabled") ? { min, max } : nodesSpec(pool),
      maxPods: number(pool, "max_pods") || undefined,
      maxSurge: surge !== undefined && /^\d+$/.test(surge) ? Number(surge) : surge,
      zones: zonesSpec(pool),
      os: text(pool, "os_type"),
      osSku: osSkuSpec(pool),
      osDisk: osDiskSpec(pool),
      hostEncryption: flag(pool, "host_encryption_enabled") ? true : undefined,
      fips: flag(pool, "fips_enabled") ? true : undefined,
      gpuDriver: text(pool, "gpu_driver")?.toLowerCase(),
      gpuInstance: text(pool, "gpu_instance"),
      spot: spotSpec(pool),
      mode: isFirst || text(pool, "mode") === "User" ? undefined : text(pool, "mode"),
      labels: labelsSpec(pool),
      taints: taints.length === 0 ? undefined : taints,
    },
    { maxSurge: DEFAULTS.nodePool.maxSurge, os: DEFAULTS.nodePool.os },
  );
}

/** A pool that is scaled to zero, or of a stopped cluster, has no nodes at the moment. */
function nodesSpec(pool: Values): number | undefined {
  const count = number(pool, "node_count");
  return count === undefined ? undefined : Math.max(1, count);
}

function labelsSpec(pool: Values): Spec | undefined {
  const labels = Object.entries(textMap(pool, "node_labels") ?? {}).filter(([name]) => name !== SPOT_LABEL);
  return labels.length === 0 ? undefined : Object.fromEntries(labels);
}

/** Distributions that the file knows, without the one that AKS chooses by itself. */
const OS_SKUS = ["AzureLinux", "Ubuntu", "Ubuntu2204", "Windows2019", "Windows2022"];

function osSkuSpec(pool: Values): string | undefined {
  return OS_SKUS.find((sku) => sku === text(pool, "os_sku"));
}

/** The disk, where it is not a managed one of the size that AKS chooses. */
function osDiskSpec(pool: Values): Spec | undefined {
  const sizeGb = number(pool, "os_disk_size_gb") || undefined;
  if (text(pool, "os_disk_type") === "Ephemeral") return compact({ type: "ephemeral", sizeGb });
  return sizeGb === undefined ? undefined : { type: "managed", sizeGb };
}

function spotSpec(pool: Values): Spec | undefined {
  if (text(pool, "priority") !== "Spot") return undefined;
  const maxPrice = number(pool, "spot_max_price");
  return compact(
    {
      // -1 is the price of ordinary capacity.
      maxPrice: maxPrice !== undefined && maxPrice > 0 ? maxPrice : undefined,
      evictionPolicy: text(pool, "eviction_policy"),
    },
    DEFAULTS.spot,
  );
}

/** Zones as numbers; undefined where a resource is bound to none. */
export function zonesSpec(values: Values): readonly number[] | undefined {
  const zones = texts(values, "zones").map(Number).sort();
  return zones.length === 0 ? undefined : zones;
}
