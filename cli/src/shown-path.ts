import type { TracedPath } from "@aks-topology/platform";
import type { LoadOptions } from "./azurerm-option.js";
import type { AzureOptions } from "./azure/options.js";

export interface PathsOptions extends LoadOptions, AzureOptions {
  readonly json?: true;
}

/** A path, with what Azure answers where it was asked. */
export interface ShownPath extends TracedPath {
  readonly live?: {
    readonly same: number;
    readonly differs: number;
    readonly notVerifiable: number;
    readonly differences: readonly {
      readonly at: string;
      readonly asked: string | undefined;
      readonly answer: string | undefined;
      readonly reason: string | undefined;
    }[];
  };
}
