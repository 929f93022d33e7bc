import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

// Tests see the packages' sources, not their build output, so that a class has one identity
// whether a test imports it by path or a neighbour imports it by package name.
const NAMES = ["aks-topology-source", "node"];

export const CONDITIONS = {
  resolve: { conditions: NAMES },
  ssr: { resolve: { conditions: NAMES, externalConditions: ["node"] } },
};

// The workers and every process that tests start compile the same modules (CDKTF, the Azure SDK): once is enough.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/node-compile", import.meta.url),
);

export const SHARED = {
  globalSetup: ["./test/support/temporary-files.ts", "./test/support/command-bundle.ts"],
  setupFiles: ["./test/support/no-token-traces.ts"],
  // Lock files are frozen where these are set: tests choose themselves.
  env: { CI: "", TF_BUILD: "" },
  reporters: ["default", "./test/support/counts-reporter.ts"],
  // cdktf calls util.isArray (DEP0044), once in every worker.
  execArgv: ["--no-deprecation"],
  // Some files mostly wait for processes or timers: one more than there are cores keeps all of these busy.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 90_000,
  hookTimeout: 120_000,
  // A machine may be busy: what is waited for comes, or the test says what came instead.
  expect: { poll: { timeout: 30_000 } },
};

// Files that leave nothing behind in their process share it: CDKTF or Azure's SDK is loaded once per worker, not per file.
const PURE = [
  "{constructs,platform,terraform,trace}/test/**/*.test.ts",
  "simulator/test/!(hostile|server).test.ts",
  "sync-runtime/test/{config,doctor,domain}/*.test.ts",
  "sync-runtime/test/cli/!(mistakes|start).test.ts",
  "test/*.test.ts",
  "test/{adopt,diagram,invariants,pipelines,report,route-sync,terraform}/*.test.ts",
];
const EXCLUDE = [...configDefaults.exclude, "**/*.deep.test.ts"];

export default defineConfig({
  ...CONDITIONS,
  test: {
    ...SHARED,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "pure", include: PURE, exclude: EXCLUDE, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [...EXCLUDE, ...PURE],
        },
      },
    ],
  },
});
