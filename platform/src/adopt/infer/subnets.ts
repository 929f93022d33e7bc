/** Existing parts of subnets, where the file only names them. */
import type { Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { texts } from "../values.js";
import { isExisting, keptSpec, type KeptIds } from "./kept.js";
import { familyOf } from "./network-plugin.js";

const ASSOCIATED = ["route_table", "network_security_group", "nat_gateway"] as const;

/** A subnet that is only named, with its ranges; undefined for one that the file creates. */
export function subnetSpec(inventory: Inventory, id: string | undefined, kept: KeptIds): Spec | undefined {
  if (!isExisting(inventory, kept, "azurerm_subnet", id)) return undefined;
  const subnet = inventory.byId("azurerm_subnet", id);
  const prefixes = texts(subnet?.values ?? {}, "address_prefixes");
  const ofFamily = (family: 4 | 6): string | undefined =>
    prefixes.find((prefix) => familyOf(prefix) === family);
  const associate = ASSOCIATED.some((kind) => associatedWith(inventory, id, kind) !== undefined);
  return compact({ id, prefix: ofFamily(4), prefixV6: ofFamily(6), associate }, { associate: false });
}

/** The keys `subnet` and `securityGroup` of a node pool or a gateway. */
export function subnetParts(inventory: Inventory, id: string | undefined, kept: KeptIds): Spec {
  return compact({
    subnet: subnetSpec(inventory, id, kept),
    securityGroup: keptSpec(kept, associatedWith(inventory, id, "network_security_group")),
  });
}
