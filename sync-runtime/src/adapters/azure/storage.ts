import type { TokenCredential } from "@azure/core-auth";
import { isRestError } from "@azure/core-rest-pipeline";
import { SyncError, type ErrorCode, type Fault } from "../../domain/errors.js";

/** One service of a storage account, and as whom it is called. */
export type StorageAccount =
  | { readonly kind: "identity"; readonly serviceUri: string; readonly credential: TokenCredential }
  /** For development: the account's keys, or Azurite. */
  | { readonly kind: "connection-string"; readonly connectionString: string };

/** One quick retry: the caller waits at most ten seconds, or retries itself. */
export const STORAGE_OPTIONS = {
  retryOptions: { maxTries: 2, tryTimeoutInMs: 3_000, retryDelayInMs: 200 },
};

/** True for an answer of the storage service with one of these statuses. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return isRestError(error) && error.statusCode !== undefined && statuses.includes(error.statusCode);
}

/** Names a failure by its status and code alone: the service's messages and URLs may carry what is secret. */
export function storageError(
  code: ErrorCode,
  what: string,
  remedy: string,
  thrown: unknown,
  fault: Fault = "azure",
): SyncError {
  if (thrown instanceof SyncError) return thrown;
  const parts = isRestError(thrown)
    ? [thrown.statusCode, thrown.code]
    : [thrown instanceof Error ? thrown.name : undefined];
  const why = parts.filter((part) => part !== undefined).join(" ");
  return new SyncError({
    code,
    fault,
    message: `${what}${why === "" ? "" : ` (${why})`}`,
    remedy,
    cause: thrown,
  });
}
