import { BlobClient } from "@azure/storage-blob";
import type { TokenCredential } from "@azure/core-auth";
import type { SyncError } from "../../domain/errors.js";
import type { Clock } from "../../ports/clock.js";
import { within } from "../../ports/race.js";
import { storageError, STORAGE_OPTIONS } from "./storage.js";

/** The text of a configuration blob and its etag. */
export interface ConfigText {
  readonly text: string;
  readonly etag: string;
}

/** An alert that waits for the first configuration must be answered within ten seconds. */
const READ_MS = 6_000;

/**
 * Reads the configuration blob, or null when it is still the one with `knownEtag`.
 * @throws SyncError `CONFIG_UNREADABLE`
 */
export async function readConfigBlob(
  url: string,
  credential: TokenCredential,
  knownEtag: string | null,
  clock: Clock,
): Promise<ConfigText | null> {
  const { protocol, origin, pathname, searchParams } = new URL(url);
  const what = `the configuration blob ${origin}${pathname} cannot be read`;
  // A URL with a signature needs no token. Azurite in development has no TLS, and a token must not travel without.
  const byToken = protocol === "https:" && !searchParams.has("sig");
  const client = byToken
    ? new BlobClient(url, credential, STORAGE_OPTIONS)
    : new BlobClient(url, undefined, STORAGE_OPTIONS);
  try {
    return await within(
      clock,
      READ_MS,
      async (abortSignal) => {
        const properties = await client.getProperties({ abortSignal });
        if (properties.etag !== undefined && properties.etag === knownEtag) return null;
        const content = await client.downloadToBuffer(undefined, undefined, { abortSignal });
        return { text: content.toString("utf8"), etag: properties.etag ?? "" };
      },
      () => unreadable(`${what}: no answer within ${READ_MS / 1000} s`, null),
    );
  } catch (thrown) {
    throw unreadable(what, thrown);
  }
}

function unreadable(what: string, thrown: unknown): SyncError {
  const remedy = "Check ROUTE_SYNC_CONFIG_BLOB, and grant the identity Storage Blob Data Reader on it.";
  return storageError("CONFIG_UNREADABLE", what, remedy, thrown, "config");
}
