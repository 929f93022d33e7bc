/** Existing parts of subnets, where the file only names them. */
import type { Inventory } from "../inventory.js";
import { associatedWith } from "../relations.js";
import { compact, type Spec } from "../spec.js";
import { texts } from "../values.js";
import { isExisting, isKept, keptSpec, type KeptIds } from "./kept.js";
import { familyOf } from "./network-plugin.js";

const ASSOCIATED = ["route_table", "network_security_group", "nat_gateway"] as const;

/** A subnet that is only named, with its ranges; undefined for one that the file creates. */
export function subnetSpec(inventory: Inventory, id: string | undefined, kept: KeptIds): Spec | undefined {
  if (!isExisting(inventory, kept, "azurerm_subnet", id)) return undefined;
  // With a subnet that is kept nothing is associated: it has its table and security group.
  const associate =
    !isKept(kept, id) && ASSOCIATED.some((kind) => associatedWith(inventory, id, kind) !== undefined);
  return compact({ ...unchangedSubnetSpec(inventory, id), associate }, { associate: false });
}

/** A subnet with its ranges; undefined without an id. */
export function unchangedSubnetSpec(inventory: Inventory, id: string | undefined): Spec | undefined {
  if (id === undefined) return undefined;
  const subnet = inventory.byId("azurerm_subnet", id);
  const prefixes = texts(subnet?.values ?? {}, "address_prefixes");
  const ofFamily = (family: 4 | 6): string | undefined =>
    prefixes.find((prefix) => familyOf(prefix) === family);
  return compact({ id, prefix: ofFamily(4), prefixV6: ofFamily(6) });
}

/** The keys `subnet` and `securityGroup` of a node pool or a gateway. */
export function subnetParts(inventory: Inventory, id: string | undefined, kept: KeptIds): Spec {
  return compact({
    subnet: subnetSpec(inventory, id, kept),
    securityGroup: keptSpec(kept, associatedWith(inventory, id, "network_security_group")),
  });
}
