import type { TokenCredential } from "../../adapters/azure/connect.js";
import type { MirrorSource } from "../../config/app-settings.js";
import { groupByTarget } from "../../domain/mirror.js";
import type { TargetGroup } from "../../domain/mirror.js";
import type { Clock } from "../../ports/clock.js";

/** How long a blob's configuration is used before it is looked at again, in milliseconds. */
const refreshMs = 60_000;

/** The mirrors as they are configured now: from the setting once, from a blob again every minute if it changed. */
export function mirrorsOf(
  source: MirrorSource,
  credential: TokenCredential,
  clock: Clock,
): () => Promise<readonly TargetGroup[]> {
  if (source.kind === "inline") {
    const groups = groupByTarget(source.mirrors);
    return () => Promise.resolve(groups);
  }
  const { url } = source;
  let known: { readonly groups: readonly TargetGroup[]; readonly etag: string } | null = null;
  let freshUntil = Number.NEGATIVE_INFINITY;
  return async () => {
    if (known !== null && clock.now() < freshUntil) return known.groups;
    const { readConfigBlob } = await import("../../adapters/azure/config-blob.js");
    const { parseConfig } = await import("../../config/parse.js");
    const changed = await readConfigBlob(url, credential, known?.etag ?? null);
    if (changed !== null)
      known = { groups: groupByTarget(parseConfig(changed.text, url)), etag: changed.etag };
    freshUntil = clock.now() + refreshMs;
    return known?.groups ?? [];
  };
}
