import { DEFAULTS } from "@aks-topology/constructs/internal";
import { isWithin, type FoundResource, type Inventory } from "../inventory.js";
import type { FoundHub } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { block, flag, number, text } from "../values.js";
import { existingSpec, type KeptIds } from "./kept.js";
import { zonesSpec } from "./node-pool.js";
import { PUBLIC_IP } from "./public-ips.js";

/** Instances that a host has by default. Source: Azure Bastion documentation, configuration settings. */
const INSTANCES = 2;

/** Azure Bastion of a hub's network. */
export function bastionOf(inventory: Inventory, { id }: FoundHub): FoundResource | undefined {
  return inventory.of("azurerm_bastion_host").find(({ values }) => {
    const place = text(block(values, "ip_configuration"), "subnet_id") ?? text(values, "virtual_network_id");
    return place !== undefined && isWithin(`${place}/`, id);
  });
}

/** The key `bastion` of a hub that is created. */
export function bastionSpec(inventory: Inventory, { values }: FoundResource, kept: KeptIds): Spec {
  const address = text(block(values, "ip_configuration"), "public_ip_address_id");
  return compact(
    {
      tier: text(values, "sku"),
      zones: zonesSpec(values),
      publicIp: existingSpec(inventory, kept, PUBLIC_IP, address),
      instances: number(values, "scale_units"),
      nativeClient: flag(values, "tunneling_enabled") ? true : undefined,
    },
    { ...DEFAULTS.bastion, instances: INSTANCES },
  );
}
