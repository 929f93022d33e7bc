import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { block, flag, text, texts, type Values } from "../values.js";
import type { KeptIds } from "./kept.js";
import { subnetSpec } from "./subnets.js";

const PRIVATE: Spec = { type: "private" };

/** The key `apiServer` of a cluster; undefined where it is the default, private with a public name. */
export function apiServerSpec(inventory: Inventory, cluster: Values, kept: KeptIds): Spec | undefined {
  const createdZones = new Set(inventory.of("azurerm_private_dns_zone").map(({ id }) => id.toLowerCase()));
  const profile = block(cluster, "api_server_access_profile");
  const access = accessSpec(cluster, createdZones);
  const integrated = flag(profile, "virtual_network_integration_enabled");
  if (!integrated) return sameSpec(access, PRIVATE) ? undefined : access;
  return compact({
    type: "vnet-integration",
    access: sameSpec(access, PRIVATE) ? undefined : access,
    subnet: subnetSpec(inventory, text(profile, "subnet_id"), kept),
  });
}

function accessSpec(cluster: Values, createdZones: ReadonlySet<string>): Spec {
  if (!flag(cluster, "private_cluster_enabled")) {
    const ranges = texts(block(cluster, "api_server_access_profile"), "authorized_ip_ranges");
    return compact({ type: "public", authorizedIpRanges: ranges.length === 0 ? undefined : ranges });
  }
  const zone = text(cluster, "private_dns_zone_id") ?? "System";
  if (zone === "None") return PRIVATE;
  if (zone === "System") return { type: "private", dns: { type: "system-zone" } };
  const zoneId = createdZones.has(zone.toLowerCase()) ? undefined : zone;
  return { type: "private", dns: compact({ type: "custom-zone", zoneId }) };
}

function sameSpec(one: Spec, other: Spec): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
