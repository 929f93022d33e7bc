import { loadPlatform, parsePlatform, type LoadResult } from "@aks-topology/platform";
import type { LoadOptions } from "./azurerm-option.js";

/** The name of standard input, as of most commands. */
export const STANDARD_INPUT = "-";

/** Reads a platform file. The command line takes precedence over the file. */
export function load(file: string, options: LoadOptions): LoadResult {
  return preferring(options, loadPlatform(file));
}

/** As `load`, of a text that is in no file. Files that it extends are relative to the working directory. */
export function loadText(text: string, options: LoadOptions): LoadResult {
  return preferring(options, parsePlatform(text, STANDARD_INPUT));
}

function preferring({ azurerm }: LoadOptions, result: LoadResult): LoadResult {
  if (!result.ok || azurerm === undefined) return result;
  const { loaded } = result;
  return { ok: true, loaded: { ...loaded, platform: { ...loaded.platform, azurerm } } };
}
