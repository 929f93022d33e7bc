import { LayeredSource, mergedContent } from "./layers.js";
import { FILE_SYSTEM, type PlatformFiles } from "./platform-files.js";
import type { PlatformProblem } from "./problem.js";
import { readLayers, readText } from "./read-layers.js";
import { platformSchema, type Platform } from "./schema/platform.js";
import { shapeProblems } from "./shape-problems.js";
import type { SourceFile } from "./source-map.js";

/** A platform file that was read, with the files that it extends, and the places of their keys. */
export interface LoadedPlatform extends SourceFile {
  readonly platform: Platform;
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: LoadedPlatform }
  | { readonly ok: false; readonly problems: PlatformProblem[] };

/**
 * Reads a platform file, and the files that it extends. Every problem of syntax and shape is reported, not only the
 * first.
 */
export function loadPlatform(file: string, files: PlatformFiles = FILE_SYSTEM): LoadResult {
  const text = readText(file, files);
  return "code" in text ? { ok: false, problems: [text] } : parsePlatform(text.text, file, files);
}

/** As `loadPlatform`, on the text of a file. */
export function parsePlatform(text: string, file: string, files: PlatformFiles = FILE_SYSTEM): LoadResult {
  const read = readLayers({ file, text }, files);
  if (!read.ok) return read;
  const content = mergedContent(read.layers);
  const source = new LayeredSource(read.layers);
  const result = platformSchema.safeParse(content);
  if (result.success) return { ok: true, loaded: { file, platform: result.data, source } };
  return {
    ok: false,
    problems: result.error.issues.flatMap((issue) => shapeProblems(issue, { source, content })),
  };
}
