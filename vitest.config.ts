import { configDefaults, defineConfig } from "vitest/config";

// Tests see the packages' sources, not their build output, so that a class has one identity
// whether a test imports it by path or a neighbour imports it by package name.
const names = ["aks-topology-source", "node"];

export const conditions = {
  resolve: { conditions: names },
  ssr: { resolve: { conditions: names, externalConditions: ["node"] } },
};

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

export default defineConfig({
  ...conditions,
  test: {
    ...shared,
    include: ["*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.deep.test.ts"],
  },
});
