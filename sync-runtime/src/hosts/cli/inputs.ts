import { readFile } from "node:fs/promises";
import { parseConfig } from "../../config/parse.js";
import { SyncError } from "../../domain/errors.js";
import type { Mirror } from "../../domain/mirror.js";
import type { CommonOptions } from "./options.js";

/** The mirrors that the command is about. @throws ConfigError, SyncError */
export async function loadMirrors(options: CommonOptions): Promise<readonly Mirror[]> {
  const { config } = options;
  return selectMirrors(parseConfig(await readText(config, "CONFIG_UNREADABLE"), config), options);
}

/** The mirror that --mirror names, or all. @throws SyncError `MIRROR_UNKNOWN` */
export function selectMirrors(
  mirrors: readonly Mirror[],
  { config, mirror: name }: Pick<CommonOptions, "config" | "mirror">,
): readonly Mirror[] {
  if (name === undefined) return mirrors;
  const chosen = mirrors.filter((mirror) => mirror.name === name);
  if (chosen.length > 0) return chosen;
  throw new SyncError({
    code: "MIRROR_UNKNOWN",
    fault: "config",
    message: `there is no mirror ${name} in ${config}`,
    remedy: `Use one of: ${mirrors.map((mirror) => mirror.name).join(", ")}.`,
  });
}

/** @throws SyncError with `code` when the file cannot be read */
export async function readText(file: string, code: "CONFIG_UNREADABLE" | "FILE_UNREADABLE"): Promise<string> {
  try {
    const text = await readFile(file, "utf8");
    return text.replace(/^\uFEFF/, "");
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "unreadable";
    throw new SyncError({
      code,
      fault: "config",
      message: `${file} cannot be read (${why})`,
      remedy: "Check the path and its permissions.",
      cause,
    });
  }
}
