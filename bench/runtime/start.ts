import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Case } from "../case.js";
import { startUp } from "../start-up.js";
import { nodeRoutes, sourceId, tableBody, targetId } from "./scene.js";

const bin = fileURLToPath(new URL("../../../sync-runtime/bin/route-sync.mjs", import.meta.url));

const CONFIG = `mirrors:
  - name: shop
    source: { id: ${sourceId} }
    target: { id: ${targetId} }
    podCidrs: [10.244.0.0/16]
`;

/** The time before `route-sync` sends its first request to Azure. */
export const start: Case = {
  name: "runtime/start",
  run({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), "bench-start-"));
    try {
      writeFileSync(join(folder, "mirrors.yaml"), CONFIG);
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
      const commands = [
        { name: "route-sync --help", limit: 4, args: [bin, "--help"] },
        { name: "route-sync --version", limit: 4, args: [bin, "--version"] },
        { name: "route-sync, a usage error", limit: 4, args: [bin, "plan", "--nonsense"], exitCode: 1 },
        { name: "route-sync plan from files", limit: 8, args: [bin, "plan", ...files] },
      ];
      return Promise.resolve(startUp(commands, { quick, cwd: folder }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
