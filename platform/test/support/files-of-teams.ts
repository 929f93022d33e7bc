import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesForOtherTeams } from "../../src/other-teams/files.js";
import { buildPlatform } from "../../src/topology/platform.js";
import { loaded } from "./loaded.js";

/** The files for other teams, by their paths. */
export function filesOf(text: string): ReadonlyMap<string, string> {
  const platform = loaded(text);
  return filesForOtherTeams(buildPlatform(platform, join(tmpdir(), "unused")), platform.platform);
}
