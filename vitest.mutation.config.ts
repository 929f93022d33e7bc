import { appendFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";
import type { Coverage, RunEnd } from "./scripts/mutation/runs.ts";
import { CONDITIONS } from "./vitest.config.js";

// Used by `npm run mutate`: one worker runs one test file per mutant.
const FOLDER = process.env["MUTATION_FOLDER"] ?? "";
const CODE = JSON.parse(readFileSync(join(FOLDER, "code.json"), "utf8")) as Readonly<Record<string, string>>;

const MUTANTS: Plugin = {
  name: "mutants",
  enforce: "pre",
  load: (id) => CODE[id.split("?")[0] ?? ""],
};

const ENDS: Reporter = {
  onTestModuleEnd(module: TestModule) {
    const failed = [...module.children.allTests("failed")][0];
    const error = failed?.result().errors?.[0] ?? module.errors()[0];
    const { coverage } = module.meta() as { coverage?: Coverage };
    const end: RunEnd = {
      name: basename(module.moduleId, ".test.ts"),
      failure: error === undefined ? undefined : `${failed?.fullName ?? "while loading"}: ${error.message}`,
      seconds: module.diagnostic().duration / 1000,
      coverage,
    };
    appendFileSync(join(FOLDER, "ends.jsonl"), `${JSON.stringify(end)}\n`);
  },
};

export default defineConfig({
  ...CONDITIONS,
  plugins: [MUTANTS],
  test: {
    dir: join(FOLDER, "tests"),
    // Of these runs alone: other runs must not find modules with mutants in the cache, nor these runs modules with others.
    fsModuleCachePath: join(FOLDER, "cache"),
    include: ["*.test.ts"],
    exclude: [],
    reporters: [ENDS],
    isolate: false,
    maxWorkers: 1,
    execArgv: ["--no-deprecation"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
