import { withBaseline } from "./baseline/with-baseline.js";
import { FILE_UNREADABLE } from "./file-rules.js";
import { LayeredSource, mergedContent } from "./layers.js";
import { isLockFile, type HubOf } from "./lock/lock-file.js";
import { readLock, type LoadedLock } from "./lock/read-lock.js";
import { FILE_SYSTEM, type PlatformFiles } from "./platform-files.js";
import { joinNewNames } from "./new-names.js";
import { suggestExtendedKeys } from "./overlay-keys.js";
import { inFileOrder, type PlatformProblem } from "./problem.js";
import { unknownRemovals } from "./unknown-removals.js";
import { readLayers, readText } from "./read-layers.js";
import { readShape } from "./read-shape.js";
import type { Platform } from "./schema/platform.js";
import type { SourceFile } from "./source-map.js";

/** A platform file that was read, with the files that it extends, and the places of their keys. */
export interface LoadedPlatform extends SourceFile {
  readonly platform: Platform;
  /** The lock file of the named file, where there is one. */
  readonly lock?: LoadedLock | undefined;
  /** Called with each step of what is done with the platform, in words: "spoke 3 of 40". @default not reported */
  readonly progress?: ((step: string) => void) | undefined;
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: LoadedPlatform }
  | { readonly ok: false; readonly problems: PlatformProblem[] };

/**
 * Reads a platform file, and the files that it extends. Every problem of syntax and shape is reported, not only the
 * first.
 */
export function loadPlatform(file: string, files: PlatformFiles = FILE_SYSTEM): LoadResult {
  if (isLockFile(file)) return { ok: false, problems: [lockFileNamed(file)] };
  const text = readText(file, files);
  if ("code" in text) return { ok: false, problems: [text] };
  const result = parsePlatform(text.text, file, files);
  const lock = readLock(file, files, result.ok ? hubsIn(result.loaded.platform) : () => undefined);
  if (lock === undefined || !("problems" in lock))
    return result.ok ? { ok: true, loaded: { ...result.loaded, lock } } : result;
  return { ok: false, problems: [...(result.ok ? [] : result.problems), ...lock.problems] };
}

/** As `loadPlatform`, on the text of a file. */
export function parsePlatform(text: string, file: string, files: PlatformFiles = FILE_SYSTEM): LoadResult {
  const read = readLayers({ file, text }, files);
  if (!read.ok) return read;
  const content = mergedContent(read.layers);
  const source = new LayeredSource(read.layers);
  const shape = readShape({ source, content });
  const removed = unknownRemovals(read.layers);
  if (!shape.ok || removed.length > 0)
    return {
      ok: false,
      problems: inFileOrder(
        [
          ...removed,
          ...(shape.ok
            ? []
            : suggestExtendedKeys(joinNewNames(shape.problems, read.layers, source), read.layers)),
        ],
        source,
      ),
    };
  return { ok: true, loaded: { file, platform: withBaseline(shape.platform), source } };
}

/** The hub of each spoke; the only one has no name. */
function hubsIn({ spokes }: Platform): HubOf {
  return (spoke) => (Object.hasOwn(spokes, spoke) ? (spokes[spoke]?.hub ?? "hub") : undefined);
}

function lockFileNamed(file: string): PlatformProblem {
  const hint = "Name the platform file that it belongs to.";
  const message = `${file} is a lock file, not a platform file.`;
  return { code: FILE_UNREADABLE.code, severity: "error", message, hint, path: "", file, line: 1, column: 1 };
}
