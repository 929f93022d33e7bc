import { createHash } from "node:crypto";
import type { Route } from "./route.js";

/** Equal exactly when two readings select the same routes; short enough for a queue message. */
export function fingerprintOf(selected: readonly Route[]): string {
  const hash = createHash("sha256");
  for (const { key, prefixKey, hopKey } of selected) {
    hash.update(JSON.stringify([key, prefixKey, hopKey]));
  }
  return hash.digest("base64url");
}
