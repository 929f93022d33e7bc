// Mutation testing: `npm run mutate -- constructs/src/net`.

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  concurrency: 2,
  plugins: ["@stryker-mutator/vitest-runner", "./scripts/mutation/ignore-words.mjs"],
  ignorers: ["words"],
  ignorePatterns: ["dist", "/cdktf.out"],
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
