import { loadPlatform, type LoadedPlatform, type LoadResult } from "@aks-topology/platform";
import { InvalidArgumentError, Option } from "commander";

type Major = LoadedPlatform["platform"]["azurerm"];

/** `--azurerm 4|5`, of all commands that emit Terraform. */
export function azurermOption(): Option {
  return new Option(
    "--azurerm <major>",
    "emit for this major of the azurerm provider, 4 or 5 (default: the file's key azurerm, else 4)",
  ).argParser((text): Major => {
    if (text === "4") return 4;
    if (text === "5") return 5;
    throw new InvalidArgumentError("It is 4 or 5.");
  });
}

export interface LoadOptions {
  readonly azurerm?: Major;
}

/** Reads a platform file; what the command line says goes before what the file says. */
export function load(file: string, { azurerm }: LoadOptions): LoadResult {
  const result = loadPlatform(file);
  if (!result.ok || azurerm === undefined) return result;
  const { loaded } = result;
  return { ok: true, loaded: { ...loaded, platform: { ...loaded.platform, azurerm } } };
}
