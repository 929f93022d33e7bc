import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../sync-runtime/scripts/bundle-cli.mjs", import.meta.url));

/** Before the tests of a run: `route-sync`, which some of them start as a process, is bundled from the sources of now. */
export function setup(): void {
  execFileSync(process.execPath, [script]);
}
