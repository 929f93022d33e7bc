import { loadPlatform, type LoadResult } from "@aks-topology/platform";
import type { LoadOptions } from "./azurerm-option.js";

/** Reads a platform file. The command line takes precedence over the file. */
export function load(file: string, { azurerm }: LoadOptions): LoadResult {
  const result = loadPlatform(file);
  if (!result.ok || azurerm === undefined) return result;
  const { loaded } = result;
  return { ok: true, loaded: { ...loaded, platform: { ...loaded.platform, azurerm } } };
}
