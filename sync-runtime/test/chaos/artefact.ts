import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScheduleResult } from "./schedule.js";

const folder = join(import.meta.dirname, "artefacts");

/** Writes what a failed schedule needs to be understood without running it again. @returns the path */
export function writeArtefact({ seed, violations, faults, tables, ...rest }: ScheduleResult): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `seed-${seed}.json`);
  const history = rest.history.map(({ at, caller, method, id, status, faults: met }) => {
    const [when, what] = [new Date(at).toISOString(), id.split("/").at(-1) ?? ""];
    return `${when} ${caller} ${method} ${what} ${status} ${met.join(" ")}`.trimEnd();
  });
  writeFileSync(path, `${JSON.stringify({ seed, violations, faults, history, tables }, null, 1)}\n`);
  return path;
}
