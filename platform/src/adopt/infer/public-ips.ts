/** Public addresses: those that the file creates are counted, those that exist already are named. */
import type { Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { text } from "../values.js";
import { isExisting, type KeptIds } from "./kept.js";

export const PUBLIC_IP = "azurerm_public_ip";

/** The address of a public address; undefined where only its id was found. */
export function addressOf(inventory: Inventory, id: string | undefined): string | undefined {
  return text(inventory.byId(PUBLIC_IP, id)?.values ?? {}, "ip_address");
}

/**
 * `{ id, address }` of each address where any of them exists already; undefined where the file creates all of them.
 *
 * @param shown addresses that other resources show, for the only one that is not known by itself
 */
export function existingIpsSpec(
  inventory: Inventory,
  kept: KeptIds,
  ids: readonly string[],
  shown: readonly string[] = [],
): readonly Spec[] | undefined {
  if (!ids.some((id) => isExisting(inventory, kept, PUBLIC_IP, id))) return undefined;
  const known = ids.map((id) => addressOf(inventory, id));
  const unknown = known.filter((address) => address === undefined).length;
  const [other, ...more] = new Set(shown.filter((address) => !known.includes(address)));
  const only = unknown === 1 && more.length === 0 ? other : undefined;
  return ids.map((id, i) => compact({ id, address: known[i] ?? only }));
}
