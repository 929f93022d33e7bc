import type { TokenCredential } from "@azure/core-auth";
import type { StorageAccount } from "../../adapters/azure/storage.js";
import type { AppSettings } from "../../config/app-settings.js";

/** Where the queue and the confirmations are: one account, by identity or, in development, by connection string. */
export function storageOf(
  app: AppSettings,
  credential: TokenCredential,
): { readonly queue: StorageAccount; readonly blobs: StorageAccount } {
  const { RouteSyncStorage__queueServiceUri: queueUri } = app;
  if (queueUri === undefined) {
    const account = { kind: "connection-string", connectionString: app.RouteSyncStorage ?? "" } as const;
    return { queue: account, blobs: account };
  }
  const blobUri = app.RouteSyncStorage__blobServiceUri ?? queueUri.replace(".queue.", ".blob.");
  return {
    queue: { kind: "identity", serviceUri: queueUri, credential },
    blobs: { kind: "identity", serviceUri: blobUri, credential },
  };
}
