import type { SimResponse } from "../core/http.js";
import { storageError } from "./queue-service.js";

type Headers = Readonly<Record<string, string>>;

function conditionNotMet(): SimResponse {
  return storageError(
    412,
    "ConditionNotMet",
    "The condition specified using HTTP conditional header(s) is not met.",
  );
}

/** Whether a condition on etags names this one; `*` names any that there is. */
function names(condition: string, etag: string | undefined): boolean {
  return etag !== undefined && (condition === "*" || condition === etag);
}

/**
 * What keeps a blob from being written or deleted; undefined when nothing does. Source: Blob Storage documentation,
 * "Specifying conditional headers for Blob service operations". `If-None-Match: *` has an answer of its own.
 * @param etag the stored blob's; undefined when there is none
 */
export function writeRefusal(headers: Headers, etag: string | undefined): SimResponse | undefined {
  const none = headers["if-none-match"];
  const match = headers["if-match"];
  if (none === "*" && etag !== undefined)
    return storageError(409, "BlobAlreadyExists", "The specified blob already exists.");
  if (none !== undefined && none !== "*" && names(none, etag)) return conditionNotMet();
  return match === undefined || names(match, etag) ? undefined : conditionNotMet();
}

/** What keeps a stored blob from being read: 412 and 304; undefined when nothing does. */
export function readRefusal(headers: Headers, etag: string): "unchanged" | SimResponse | undefined {
  const match = headers["if-match"];
  if (match !== undefined && !names(match, etag)) return conditionNotMet();
  const none = headers["if-none-match"];
  return none !== undefined && names(none, etag) ? "unchanged" : undefined;
}
