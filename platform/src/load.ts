import { withBaseline } from "./baseline/with-baseline.js";
import { FILE_UNREADABLE } from "./file-rules.js";
import { LayeredSource, mergedContent } from "./layers.js";
import { joinMisplacedKeys } from "./misplaced-keys.js";
import { joinMissingIds } from "./missing-ids.js";
import { isLockFile, type HubOf } from "./lock/lock-file.js";
import { readLock, type LoadedLock } from "./lock/read-lock.js";
import { FILE_SYSTEM, type PlatformFiles } from "./platform-files.js";
import { inFileOrder, type PlatformProblem } from "./problem.js";
import { readLayers, readText } from "./read-layers.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { prototypeNames } from "./prototype-names.js";
import { invalidName, shapeProblems } from "./shape-problems.js";
import { valueAt, type KeyPath, type SourceFile } from "./source-map.js";

/** A platform file that was read, with the files that it extends, and the places of their keys. */
export interface LoadedPlatform extends SourceFile {
  readonly platform: Platform;
  /** The lock file of the named file, where there is one. */
  readonly lock?: LoadedLock | undefined;
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
  const result = platformSchema.safeParse(content);
  const context = { source, content };
  const issues = result.error?.issues ?? [];
  const shape = issues.flatMap((issue) => shapeProblems(issue, context));
  const hasId = (holder: KeyPath): boolean => valueAt(content, [...holder, "id"]) !== undefined;
  const found = joinMisplacedKeys(joinMissingIds(shape, hasId));
  const names = prototypeNames(content)
    .filter((path) => !found.some((problem) => problem.path === path.join(".")))
    .map((path) => invalidName(context, path, "JavaScript reserves it"));
  if (result.success && names.length === 0)
    return { ok: true, loaded: { file, platform: withBaseline(result.data), source } };
  return { ok: false, problems: inFileOrder([...found, ...names], source) };
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
