import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPTS = ["../../sync-runtime/scripts/bundle-cli.mjs", "../../cli/scripts/bundle.mjs"];

/**
 * Before the tests of a run, both commands are bundled from the current sources: some tests start them as processes.
 * `npm test` and `npm run test:deep` have just done it.
 */
export function setup(): void {
  if (/^test\b/.test(process.env["npm_lifecycle_event"] ?? "")) return;
  for (const script of SCRIPTS)
    execFileSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url))]);
}
