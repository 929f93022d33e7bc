import { DEFAULTS } from "@aks-topology/constructs/internal";
import { compact, type Spec } from "../spec.js";
import { block, flag, number, text, textMap, texts, type Values } from "../values.js";

/** The settings of a node pool, without its subnets. */
export function nodePoolSpec(pool: Values, isSystem: boolean): Spec {
  const [min, max] = [number(pool, "min_count"), number(pool, "max_count")];
  const surge = text(block(pool, "upgrade_settings"), "max_surge");
  return compact(
    {
      vmSize: text(pool, "vm_size"),
      nodes: flag(pool, "auto_scaling_enabled") ? { min, max } : number(pool, "node_count"),
      maxPods: number(pool, "max_pods") || undefined,
      maxSurge: surge !== undefined && /^\d+$/.test(surge) ? Number(surge) : surge,
      zones: zonesSpec(pool),
      os: text(pool, "os_type"),
      mode: isSystem || text(pool, "mode") === "User" ? undefined : text(pool, "mode"),
      labels: textMap(pool, "node_labels"),
      taints: texts(pool, "node_taints").length === 0 ? undefined : texts(pool, "node_taints"),
    },
    { maxSurge: DEFAULTS.nodePool.maxSurge, os: DEFAULTS.nodePool.os },
  );
}

/** Zones as numbers; undefined where a resource is bound to none. */
export function zonesSpec(values: Values): readonly number[] | undefined {
  const zones = texts(values, "zones").map(Number).sort();
  return zones.length === 0 ? undefined : zones;
}
