import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tests, and the processes that they start, leave in the system's temporary folder is gone after the run. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "aks-topology-run-"));
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
