import { BlobClient } from "@azure/storage-blob";
import type { TokenCredential } from "@azure/core-auth";
import { SyncError } from "../../domain/errors.js";

/** The text of a configuration blob and its etag. */
export interface ConfigText {
  readonly text: string;
  readonly etag: string;
}

/**
 * Reads the configuration blob, or null when it is still the one with `knownEtag`.
 * @throws SyncError `CONFIG_UNREADABLE`
 */
export async function readConfigBlob(
  url: string,
  credential: TokenCredential,
  knownEtag: string | null,
): Promise<ConfigText | null> {
  // Azurite in development has no TLS, and the identity's token must not travel without.
  const client = new URL(url).protocol === "https:" ? new BlobClient(url, credential) : new BlobClient(url);
  try {
    const properties = await client.getProperties();
    if (properties.etag !== undefined && properties.etag === knownEtag) return null;
    const content = await client.downloadToBuffer();
    return { text: content.toString("utf8"), etag: properties.etag ?? "" };
  } catch (cause) {
    throw new SyncError({
      code: "CONFIG_UNREADABLE",
      whose: "config",
      message: `the configuration blob ${url.split("?")[0] ?? url} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: "Check ROUTE_SYNC_CONFIG_BLOB, and grant the identity Storage Blob Data Reader on it.",
      cause,
    });
  }
}
