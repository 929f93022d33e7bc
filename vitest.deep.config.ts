import { defineConfig } from "vitest/config";
import { conditions, shared } from "./vitest.config.ts";

/** The long campaigns: minutes each, with fixed seeds. `npm test` runs a short form of each. */
export default defineConfig({
  ...conditions,
  test: { ...shared, include: ["*/test/**/*.deep.test.ts", "test/**/*.deep.test.ts"] },
});
