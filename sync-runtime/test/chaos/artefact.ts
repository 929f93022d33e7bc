import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScheduleResult } from "./schedule.js";

const folder = join(import.meta.dirname, "artefacts");

/** Writes what a failed schedule needs to be understood without running it again. @returns the path */
export function writeArtefact({ seed, violations, faults, history, tables }: ScheduleResult): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `seed-${seed}.json`);
  writeFileSync(path, `${JSON.stringify({ seed, violations, faults, history, tables }, null, 1)}\n`);
  return path;
}
