import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

// Tests see the packages' sources, not their build output, so that a class has one identity
// whether a test imports it by path or a neighbour imports it by package name.
const names = ["aks-topology-source", "node"];

export const conditions = {
  resolve: { conditions: names },
  ssr: { resolve: { conditions: names, externalConditions: ["node"] } },
};

// The workers and every process that tests start compile the same modules (CDKTF, the Azure SDK): once is enough.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(
  new URL("node_modules/.cache/node-compile", import.meta.url),
);

export const shared = {
  globalSetup: ["./test/support/command-bundle.ts"],
  reporters: ["default", "./test/support/counts-reporter.ts"],
  // cdktf calls util.isArray (DEP0044), once in every worker.
  execArgv: ["--no-deprecation"],
  // Vitest would leave one core idle.
  maxWorkers: "100%",
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

// Constructs, platform files and Terraform JSON: no processes, no globals. CDKTF is loaded once per worker, not per file.
const pure = ["{constructs,platform,terraform}/test/**/*.test.ts"];
const exclude = [...configDefaults.exclude, "**/*.deep.test.ts"];

export default defineConfig({
  ...conditions,
  test: {
    ...shared,
    projects: [
      { extends: true, test: { name: "pure", include: pure, exclude, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [...exclude, ...pure],
        },
      },
    ],
  },
});
