import { SyncError } from "./errors.js";
import type { Mirror } from "./mirror.js";
import type { RouteTable } from "./table.js";

/** A mirror with what became of reading its source. */
export interface Candidate {
  readonly mirror: Mirror;
  readonly source: RouteTable | SyncError;
}

/** What a mirror follows. */
export interface SourceContents extends Pick<RouteTable, "routes" | "state" | "provisioningState"> {
  /** Names the table; null where AKS has deleted it. */
  readonly key: string | null;
}

/** A table that does not exist has no routes. */
const DELETED: SourceContents = {
  key: null,
  routes: [],
  state: "Succeeded",
  provisioningState: "Succeeded",
};

/**
 * What the source of a mirror holds. AKS deletes the table that it manages when its cluster leaves kubenet: for a mirror
 * that retires, a node resource group that was read and has no table is a source without routes. Any other mirror, and a
 * custom table that is missing, keep the error.
 */
export function sourceContents({ mirror, source }: Candidate): SourceContents | SyncError {
  if (!(source instanceof SyncError)) return { ...source, key: source.id.key };
  return mirror.policy === "retire" && source.code === "MANAGED_TABLE_NOT_FOUND" ? DELETED : source;
}
