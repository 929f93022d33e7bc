import type { TokenCredential } from "../../adapters/azure/connect.js";
import type { MirrorSource } from "../../config/app-settings.js";
import { describeError, SyncError } from "../../domain/errors.js";
import { groupByTarget, type TargetGroup } from "../../domain/mirror.js";
import type { Clock } from "../../ports/clock.js";
import type { ReadGroups } from "./worker.js";

/** How long a blob's configuration is used before it is looked at again, in milliseconds. */
const REFRESH_MS = 60_000;

interface Known {
  readonly groups: readonly TargetGroup[];
  readonly etag: string;
}

/**
 * The mirrors as they are configured now: from the setting once, from a blob again every minute if it changed. A bad new
 * blob keeps the old mirrors working, and is reported every minute until it is good.
 * @throws SyncError as long as there never was a good one
 */
export function mirrorsOf(source: MirrorSource, credential: TokenCredential, clock: Clock): ReadGroups {
  if (source.kind === "inline") {
    const groups = groupByTarget(source.mirrors);
    return () => Promise.resolve(groups);
  }
  const { url } = source;
  let known: Known | null = null;
  let freshUntil = Number.NEGATIVE_INFINITY;
  return async (reporter) => {
    if (known !== null && clock.monotonic() < freshUntil) return known.groups;
    const before = known;
    try {
      const changed = await changedSince(before);
      if (changed !== null) reporter.notice({ kind: "configured", mirrors: namesIn(changed.groups) });
      known = changed ?? before;
    } catch (thrown) {
      const error = SyncError.from(thrown);
      if (before === null) throw error;
      reporter.notice({ kind: "problem", ...describeError(error) });
    }
    freshUntil = clock.monotonic() + REFRESH_MS;
    return known?.groups ?? [];
  };

  async function changedSince(before: Known | null): Promise<Known | null> {
    const { readConfigBlob } = await import("../../adapters/azure/config-blob.js");
    const { parseConfig } = await import("../../config/parse.js");
    const changed = await readConfigBlob(url, credential, before?.etag ?? null, clock);
    if (changed === null) return null;
    const { origin, pathname } = new URL(url);
    return { groups: groupByTarget(parseConfig(changed.text, origin + pathname)), etag: changed.etag };
  }
}

function namesIn(groups: readonly TargetGroup[]): string[] {
  return groups.flatMap(({ mirrors }) => mirrors.map(({ name }) => name));
}
