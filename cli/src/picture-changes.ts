import {
  diffPlatform,
  hasErrors,
  type LoadedPlatform,
  type PlatformDiff,
  type PlatformProblem,
} from "@aks-topology/platform";
import type { LoadOptions } from "./azurerm-option.js";
import { UsageError } from "./errors.js";
import { load } from "./load.js";
import type { Io } from "./io.js";

export interface AgainstOptions extends LoadOptions {
  /** Folder of earlier output, or another platform file. @default no change is shown */
  readonly against?: string;
}

/** What a platform changes of what is named by `against`. @throws UsageError where there is nothing to compare with */
export function changesOf(
  loaded: LoadedPlatform,
  options: AgainstOptions,
  io: Pick<Io, "progress">,
): PlatformDiff | undefined {
  const { against } = options;
  if (against === undefined) return undefined;
  const found = diffPlatform(loaded, against, (other) => load(other, options, io));
  if (typeof found.against !== "string" && !hasErrors(found.problems))
    throw new UsageError(
      `${against} has no earlier output, so no change can be drawn.`,
      "Run `synth` on the earlier file first, or name that file with --against.",
      "NOTHING_TO_COMPARE",
    );
  return found;
}

/** Whether nothing is drawn because of a problem. Broken paths are: a picture shows best what is wrong with them. */
export function preventsPicture({ code, severity }: PlatformProblem): boolean {
  return severity === "error" && !code.startsWith("PATH_");
}
