import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";
import { CONDITIONS, SHARED } from "./vitest.config.ts";

/** The long campaigns: minutes each, with fixed seeds. `npm test` runs a short form of each. */
export default defineConfig({
  ...CONDITIONS,
  test: {
    ...SHARED,
    sequence: { sequencer: LongestFirst },
    include: ["*/test/**/*.deep.test.ts", "test/**/*.deep.test.ts"],
    // A schedule leaves much behind that is young when it dies: room for it saves a tenth of the time.
    execArgv: [...SHARED.execArgv, "--max-semi-space-size=64"],
  },
});
