import { survey, withChanges, type LoadResult, type PlatformDiff, type Survey } from "@aks-topology/platform";
import { NO_DESCRIPTION } from "../description.js";
import { layOut } from "../diagram/layout.js";
import { loadElk } from "../diagram/load-elk.js";
import type { Report } from "./report.js";

const NOTHING: Omit<Survey, "problems"> = {
  description: NO_DESCRIPTION,
  picture: undefined,
  traces: [],
  pools: [],
};

/** All that a page shows of a platform file, also of one with errors. */
export async function makeReport(
  file: string,
  result: LoadResult,
  changes: PlatformDiff | undefined,
): Promise<Report> {
  const surveyed = result.ok ? survey(result.loaded) : { ...NOTHING, problems: result.problems };
  const found =
    changes === undefined || surveyed.picture === undefined
      ? surveyed
      : { ...surveyed, picture: withChanges(surveyed.picture, changes.changes) };
  const layout = found.picture && (await layOut(found.picture, await loadElk()));
  return { file, survey: found, layout, changes };
}
