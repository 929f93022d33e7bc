/** What stays existing by its id, since the file cannot create it as it is. */
import type { Inventory } from "../inventory.js";

/** Ids, in lower case, of what the file only names. */
export type KeptIds = ReadonlySet<string>;

export function isKept(kept: KeptIds, id: string | undefined): id is string {
  return id !== undefined && kept.has(id.toLowerCase());
}

/** `{ id }` of what the file only names; undefined for what it creates. */
export function keptSpec(kept: KeptIds, id: string | undefined): { readonly id: string } | undefined {
  return isKept(kept, id) ? { id } : undefined;
}

/** Whether the file names something by its id: it is kept, or no resource that was found is managed as it. */
export function isExisting(
  inventory: Inventory,
  kept: KeptIds,
  type: string,
  id: string | undefined,
): id is string {
  return id !== undefined && (isKept(kept, id) || inventory.byId(type, id)?.mode !== "managed");
}

/** `{ id }` of what exists already; undefined for what the file creates. */
export function existingSpec(
  inventory: Inventory,
  kept: KeptIds,
  type: string,
  id: string | undefined,
): { readonly id: string } | undefined {
  return isExisting(inventory, kept, type, id) ? { id } : undefined;
}
