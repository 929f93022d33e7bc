import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, forComparison, median, type Case } from "../case.js";
import { sourceId, targetId } from "./scene.js";

const MEGABYTE = 1024 * 1024;
const script = fileURLToPath(new URL("../../../sync-runtime/scripts/bundle.mjs", import.meta.url));
const SETTINGS = {
  ROUTE_SYNC_MIRRORS: JSON.stringify([
    { name: "shop", source: { id: sourceId }, target: { id: targetId }, podCidrs: ["10.244.0.0/16"] },
  ]),
  RouteSyncStorage__queueServiceUri: "https://example.queue.core.windows.net",
};

/** The Azure Functions package: how large what every cold start loads is, and how long it takes to be ready. */
export const bundle: Case = {
  name: "runtime/bundle",
  run({ quick }) {
    const directory = mkdtempSync(join(tmpdir(), "route-sync-"));
    try {
      execFileSync(process.execPath, [script, directory], { stdio: "ignore" });
      const entry = join(directory, "functions", "main.js");
      const empty: number[] = [];
      const ready: number[] = [];
      for (let turn = 0; turn < (quick ? 5 : 15); turn += 1) {
        empty.push(start(["--eval", ""]));
        ready.push(start([entry]));
      }
      return Promise.resolve([
        atMost(2.5, "Functions bundle: entry chunk", readFileSync(entry).length / MEGABYTE, "MB"),
        forComparison(
          "Functions bundle: zip",
          readFileSync(join(directory, "functions.zip")).length / MEGABYTE,
          "MB",
        ),
        atMost(4, "start to handlers registered, by an empty process", median(ready) / median(empty), "x"),
        forComparison("start to handlers registered", median(ready), "ms"),
      ]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

/** From spawn to exit: the process ends by itself once the handlers are registered. */
function start(args: readonly string[]): number {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env: { ...process.env, ...SETTINGS } });
  if (status !== 0) throw new Error(stderr.toString());
  return performance.now() - before;
}
