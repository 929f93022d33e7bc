import type { PlatformDiff, Survey } from "@aks-topology/platform";
import type { Layout } from "../diagram/placed.js";

/** What a page shows. */
export interface Report {
  /** The platform file, as it is named on the command line. */
  readonly file: string;
  readonly survey: Survey;
  /** The picture; undefined where the file has errors. */
  readonly layout: Layout | undefined;
  /** What would change; undefined where there is nothing to compare with. */
  readonly changes: PlatformDiff | undefined;
}
