import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { associatedWith, poolSubnetOf } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, isValues, text, texts, type Values } from "../values.js";

/** The key `mirror` of a cluster: how the runtime that was found follows its table; undefined for the default, sync. */
export function clusterMirrorSpec(inventory: Inventory, cluster: FoundResource): Spec | undefined {
  const table = associatedWith(inventory, poolSubnetOf(cluster), "route_table");
  const mirror = mirrorsOf(inventory).find(({ source }) =>
    isValues(source) ? sameId(text(source, "id"), table) : false,
  );
  const policy = mirror && text(mirror, "policy");
  if (mirror === undefined || policy === undefined || policy === "sync") return undefined;
  const [podCidr] = texts(mirror, "podCidrs");
  const own = text(block(cluster.values, "network_profile"), "pod_cidr");
  return compact({ policy, podCidr: podCidr === own ? undefined : podCidr });
}

/** Mirrors in the settings of the runtime. */
export function mirrorsOf(inventory: Inventory): readonly Values[] {
  return inventory.of("azurerm_function_app_flex_consumption").flatMap(({ values }) => {
    const setting = text(block(values, "app_settings"), "ROUTE_SYNC_MIRRORS");
    return setting === undefined ? [] : parsed(setting).filter(isValues);
  });
}

/** The list in a text of JSON; empty for other text. */
function parsed(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
