import type { LoadedPlatform } from "@aks-topology/platform";
import { InvalidArgumentError, Option } from "commander";

export type Major = LoadedPlatform["platform"]["azurerm"];

/** `--azurerm 4|5`, of all commands that emit Terraform. */
export function azurermOption(): Option {
  return new Option(
    "--azurerm <major>",
    "emit for this major of the azurerm provider, 4 or 5 (default: the file's key azurerm, else 4)",
  ).argParser((text): Major => {
    if (text === "4") return 4;
    if (text === "5") return 5;
    throw new InvalidArgumentError("Use 4 or 5.");
  });
}

/** The options of every command that reads a platform file. */
export interface LoadOptions {
  readonly azurerm?: Major;
}
