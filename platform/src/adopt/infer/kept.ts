/** What stays existing by its id, since the file cannot create it as it is. */

/** Ids, in lower case, of what the file only names. */
export type KeptIds = ReadonlySet<string>;

export function isKept(kept: KeptIds, id: string | undefined): id is string {
  return id !== undefined && kept.has(id.toLowerCase());
}

/** `{ id }` of what the file only names; undefined for what it creates. */
export function keptSpec(kept: KeptIds, id: string | undefined): { readonly id: string } | undefined {
  return isKept(kept, id) ? { id } : undefined;
}
