import { decide, NO_PERMISSIONS } from "../../domain/decide.js";
import { describe, NO_CALLS, type MirrorReport } from "../../domain/describe.js";
import { SyncError } from "../../domain/errors.js";
import { jsonMistake } from "../../domain/json-place.js";
import type { Mirror } from "../../domain/mirror.js";
import { readTable, type RouteTable } from "../../domain/table.js";
import { readText } from "./inputs.js";

/** Plans one mirror from two files. A state that would be waited for holds here, since a file does not change. */
export async function planOffline(
  mirrors: readonly Mirror[],
  sourceFile: string,
  targetFile: string,
): Promise<MirrorReport> {
  const [mirror, ...more] = mirrors;
  if (mirror === undefined || more.length > 0) throw mirrorRequired(mirrors);
  const [source, target] = await Promise.all([tableFrom(sourceFile), tableFrom(targetFile)]);
  const isSource =
    mirror.source.kind === "table"
      ? source.id.key === mirror.source.id.key
      : mirror.source.id.holds(source.id);
  if (!isSource) throw wrongTable(sourceFile, source, `the source of mirror ${mirror.name}`);
  if (target.id.key !== mirror.target.key)
    throw wrongTable(targetFile, target, `the target of mirror ${mirror.name}`);
  const decision = decide(target, [{ mirror, source }], NO_PERMISSIONS);
  const [made] = decision.mirrors;
  if (made === undefined) throw mirrorRequired(mirrors);
  const heals = decision.write && target.state === "Failed";
  return describe(made, "planned", { arm: NO_CALLS, attempts: 1, durationMs: 0 }, heals);
}

async function tableFrom(file: string): Promise<RouteTable> {
  const text = await readText(file, "FILE_UNREADABLE");
  try {
    return readTable(JSON.parse(text));
  } catch (cause) {
    const place = cause instanceof SyncError ? null : jsonMistake(text);
    const why = cause instanceof SyncError ? cause.message : "it is not JSON here";
    throw new SyncError({
      code: "TABLE_UNREADABLE",
      fault: "config",
      message: `${place === null ? file : `${file}:${place.line}:${place.column}`}: ${why}`,
      remedy: "Write it with `az network route-table show --ids ID -o json`.",
      cause,
    });
  }
}

function wrongTable(file: string, { id }: RouteTable, expected: string): SyncError {
  return new SyncError({
    code: "FILE_WRONG_TABLE",
    fault: "config",
    message: `${file} holds ${id.toString()}, which is not ${expected}`,
    remedy: "Check the order of the two files, or choose another mirror with --mirror.",
  });
}

function mirrorRequired(mirrors: readonly Mirror[]): SyncError {
  return new SyncError({
    code: "MIRROR_REQUIRED",
    fault: "config",
    message: "two files are about one mirror, but the configuration has several",
    remedy: `Choose one with --mirror: ${mirrors.map(({ name }) => name).join(", ")}.`,
  });
}
