import { defineConfig } from "vitest/config";

// Tests see the packages' sources, not their build output, so that a class has one identity
// whether a test imports it by path or a neighbour imports it by package name.
const conditions = ["aks-topology-source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["node"] } },
  test: {
    include: ["*/test/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", "./test/support/counts-reporter.ts"],
    // cdktf calls util.isArray (DEP0044), once in every worker.
    execArgv: ["--no-deprecation"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
