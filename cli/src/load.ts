import { loadPlatform, parsePlatform, type LoadResult } from "@aks-topology/platform";
import type { LoadOptions } from "./azurerm-option.js";
import type { Io } from "./io.js";

/** The name of standard input, as of most commands. */
export const STANDARD_INPUT = "-";

/** Reads a platform file. The command line takes precedence over the file. */
export function load(file: string, options: LoadOptions, io: Pick<Io, "progress">): LoadResult {
  io.progress?.(`${file}: reading`);
  return preferring(options, withSteps(file, loadPlatform(file), io));
}

/** As `load`, of a text that is in no file. Files that it extends are relative to the working directory. */
export function loadText(text: string, options: LoadOptions): LoadResult {
  return preferring(options, parsePlatform(text, STANDARD_INPUT));
}

/** Shows the steps of all work on the platform. */
function withSteps(file: string, result: LoadResult, { progress }: Pick<Io, "progress">): LoadResult {
  if (!result.ok || progress === undefined) return result;
  const steps = (step: string): void => {
    progress(`${file}: ${step}`);
  };
  return { ok: true, loaded: { ...result.loaded, progress: steps } };
}

function preferring({ azurerm }: LoadOptions, result: LoadResult): LoadResult {
  if (!result.ok || azurerm === undefined) return result;
  const { loaded } = result;
  return { ok: true, loaded: { ...loaded, platform: { ...loaded.platform, azurerm } } };
}
