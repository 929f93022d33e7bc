/** What stays outside of the platform file. */
import { Cidr } from "@aks-topology/constructs/internal";
import type { FoundResource, Inventory } from "./inventory.js";
import { familyOf } from "./infer/network-plugin.js";
import { block, number, text, texts, type Values } from "./values.js";

/**
 * The resources that no element is, without parts of those that are outside as a whole, and without routes to pods, which AKS
 * and route sync write.
 */
export function outsideOf(inventory: Inventory, taken: ReadonlySet<FoundResource>): readonly FoundResource[] {
  const outside = inventory.all.filter(
    (found) =>
      found.mode === "managed" &&
      found.isOfAzapi !== true &&
      !taken.has(found) &&
      !isInline(inventory, found),
  );
  const whole = new Set(outside.map(({ id }) => id.toLowerCase()));
  const pods = inventory.of("azurerm_kubernetes_cluster").flatMap(({ values }) => podRangesOf(values));
  return outside.filter(
    (found) =>
      found.owner === undefined || (!whole.has(found.owner.toLowerCase()) && !isRouteInto(pods, found)),
  );
}

const ASSOCIATION = /^azurerm_subnet_(network_security_group|route_table)_association$/;

/** Whether an association is part of its subnet, of whose write-only arguments a state has the versions alone. */
function isInline(inventory: Inventory, { type, id }: FoundResource): boolean {
  const kind = ASSOCIATION.exec(type)?.[1];
  const subnet = kind === undefined ? undefined : inventory.byId("azurerm_subnet", id);
  return subnet !== undefined && number(subnet.values, `${kind}_id_wo_version`) !== undefined;
}

function podRangesOf(cluster: Values): readonly Cidr[] {
  const profile = block(cluster, "network_profile");
  const ranges = new Set([text(profile, "pod_cidr") ?? "", ...texts(profile, "pod_cidrs")]);
  return [...ranges].filter((range) => familyOf(range) !== undefined).map((range) => Cidr.of(range));
}

function isRouteInto(ranges: readonly Cidr[], { type, values }: FoundResource): boolean {
  const prefix = text(values, "address_prefix") ?? "";
  if (type !== "azurerm_route" || familyOf(prefix) === undefined) return false;
  return ranges.some((range) => range.contains(Cidr.of(prefix)));
}
