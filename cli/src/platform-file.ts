import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./errors.js";
import type { Io } from "./io.js";
import { printable } from "./printable.js";

/** What synthesizes without any file: the example of the project itself. */
export const REFERENCE = "examples/kubenet-agic.yaml";

/** What `init` writes where no file is named. */
export const USUAL_FILE = "platform.yaml";

/**
 * The default platform file: `AKS_TOPOLOGY_FILE`, else `context.platformFile` of the working directory's
 * cdktf.json, else the reference example.
 */
export function defaultPlatformFile({ env, cwd }: Pick<Io, "env" | "cwd">): string {
  return nonEmpty(env["AKS_TOPOLOGY_FILE"]) ?? fromCdktfJson(cwd) ?? REFERENCE;
}

/**
 * The platform file of a command that names none: `AKS_TOPOLOGY_FILE`, else `platform.yaml` in the working directory, else
 * that of cdktf.json. It is shown unless a machine reads the output, as users did not write it.
 * @param last the file where there is none of these
 * @throws UsageError where there is none
 */
export function platformFileOf(
  named: string | undefined,
  io: Io,
  { json, output = "text" }: { readonly json?: true; readonly output?: string } = {},
  last?: string,
): string {
  if (named !== undefined) return named;
  const usual = existsSync(join(io.cwd, USUAL_FILE)) ? USUAL_FILE : undefined;
  const file = nonEmpty(io.env["AKS_TOPOLOGY_FILE"]) ?? usual ?? fromCdktfJson(io.cwd) ?? last;
  if (file === undefined)
    throw new UsageError(
      `No platform file is named, and there is no ${USUAL_FILE} here.`,
      "Name a file, or write one with `aks-topology init`.",
    );
  if (json !== true && output === "text") io.stderr.write(`Platform file: ${printable(file)}\n`);
  return file;
}

function fromCdktfJson(cwd: string): string | undefined {
  const file = readCdktfJson(cwd);
  return nonEmpty(valueAt(valueAt(file, "context"), "platformFile"));
}

/** A missing or invalid cdktf.json names no platform file; CDKTF reports it if it needs the file. */
function readCdktfJson(cwd: string): unknown {
  try {
    return JSON.parse(readFileSync(join(cwd, "cdktf.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
