import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "./io.js";

const REFERENCE = "examples/kubenet-agic.yaml";

/**
 * The default platform file: `AKS_TOPOLOGY_FILE`, else `context.platformFile` of the working directory's
 * cdktf.json, else the reference example.
 */
export function defaultPlatformFile({ env, cwd }: Pick<Io, "env" | "cwd">): string {
  return nonEmpty(env["AKS_TOPOLOGY_FILE"]) ?? fromCdktfJson(cwd) ?? REFERENCE;
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
