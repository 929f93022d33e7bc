import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, forComparison, median } from "../case.js";
import type { Case } from "../case.js";
import { nodeRoutes, sourceId, tableBody, targetId } from "./scene.js";

const bin = fileURLToPath(new URL("../../../sync-runtime/bin/route-sync.mjs", import.meta.url));

const config = `mirrors:
  - name: shop
    source: { id: ${sourceId} }
    target: { id: ${targetId} }
    podCidrs: [10.244.0.0/16]
`;

/** What people and pipelines wait for before anything is asked of Azure: the command by an empty process. */
export const start: Case = {
  name: "runtime/start",
  run({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), "bench-start-"));
    try {
      writeFileSync(join(folder, "mirrors.yaml"), config);
      writeFileSync(join(folder, "source.json"), JSON.stringify(tableBody(sourceId, nodeRoutes(20))));
      writeFileSync(join(folder, "target.json"), JSON.stringify(tableBody(targetId, [])));
      const files = [
        "--config",
        "mirrors.yaml",
        "--source-file",
        "source.json",
        "--target-file",
        "target.json",
      ];
      const empty: number[] = [];
      const commands = [
        { name: "--help", limit: 4, args: ["--help"], status: 0, times: [] as number[] },
        { name: "--version", limit: 4, args: ["--version"], status: 0, times: [] as number[] },
        { name: "a usage error", limit: 4, args: ["plan", "--nonsense"], status: 1, times: [] as number[] },
        { name: "plan from files", limit: 8, args: ["plan", ...files], status: 0, times: [] as number[] },
      ];
      // In turns, so that whatever else the machine does slows all of them.
      for (let turn = 0; turn < (quick ? 7 : 15); turn += 1) {
        empty.push(timed(folder, ["--eval", ""], 0));
        for (const { args, status, times } of commands) times.push(timed(folder, [bin, ...args], status));
      }
      return Promise.resolve([
        ...commands.map(({ name, limit, times }) =>
          atMost(limit, `route-sync ${name}, by an empty process`, median(times) / median(empty), "x"),
        ),
        forComparison("an empty process", median(empty), "ms"),
        ...commands.map(({ name, times }) => forComparison(`route-sync ${name}`, median(times), "ms")),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** From spawn to exit, in milliseconds. */
function timed(cwd: string, args: readonly string[], expected: number): number {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd });
  if (status !== expected)
    throw new Error(`${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr.toString()}`);
  return performance.now() - before;
}
