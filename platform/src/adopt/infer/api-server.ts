import { sameId, type Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { block, flag, text, texts, type Values } from "../values.js";
import type { KeptIds } from "./kept.js";
import { subnetSpec } from "./subnets.js";

const PRIVATE: Spec = { type: "private" };

/** The key `apiServer` of a cluster; undefined where it is the default, private with a public name. */
export function apiServerSpec(inventory: Inventory, cluster: Values, kept: KeptIds): Spec | undefined {
  const profile = block(cluster, "api_server_access_profile");
  const access = accessSpec(inventory, cluster);
  const integrated = flag(profile, "virtual_network_integration_enabled");
  if (!integrated) return sameSpec(access, PRIVATE) ? undefined : access;
  return compact({
    type: "vnet-integration",
    access: sameSpec(access, PRIVATE) ? undefined : access,
    subnet: subnetSpec(inventory, text(profile, "subnet_id"), kept),
  });
}

function accessSpec(inventory: Inventory, cluster: Values): Spec {
  if (!flag(cluster, "private_cluster_enabled")) {
    const ranges = texts(block(cluster, "api_server_access_profile"), "authorized_ip_ranges");
    return compact({ type: "public", authorizedIpRanges: ranges.length === 0 ? undefined : ranges });
  }
  const dns = dnsSpec(inventory, cluster);
  return dns === undefined ? PRIVATE : { type: "private", dns };
}

/** The key `dns` of a private API server; undefined where it is the default, a public name. */
export function dnsSpec(inventory: Inventory, holder: Values): Spec | undefined {
  const zone = text(holder, "private_dns_zone_id") ?? "System";
  if (zone === "None") return undefined;
  if (zone === "System") return { type: "system-zone" };
  const isCreated = inventory.of("azurerm_private_dns_zone").some(({ id }) => sameId(id, zone));
  return compact({ type: "custom-zone", zoneId: isCreated ? undefined : zone });
}

function sameSpec(one: Spec, other: Spec): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
