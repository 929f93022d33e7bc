// Runs inside Vitest: the tests of some files against one mutant, or against none to learn which test meets which mutant.
import { afterEach, beforeEach, describe, vi, type TestContext } from "vitest";
import type { Coverage, Run } from "./runs.ts";

interface Switch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage | undefined;
}

declare global {
  /** What Stryker's instrumented code reads and writes. */
  var __stryker__: Switch | undefined;
}

/** A mutant that is met so often runs in an endless loop. */
const HIT_LIMIT = 1_000_000;

export function run({ mutant, judges }: Run): void {
  const state: Switch = (globalThis.__stryker__ ??= {});
  state.activeMutant = mutant;
  state.currentTestId = undefined;
  state.hitCount = 0;
  state.hitLimit = HIT_LIMIT;
  state.mutantCoverage = { static: {}, perTest: {} };

  // Each mutant has modules of its own, since many a value is computed while they load. CDKTF stays.
  vi.resetModules();
  let failed = false;
  for (const { file, tests, matching = "" } of judges) {
    const pattern = new RegExp(matching);
    describe(file, async () => {
      beforeEach((context) => {
        const name = nameOf(context);
        if (failed || (tests !== undefined && !tests.includes(name)) || !pattern.test(name)) context.skip();
        state.currentTestId = name;
      });
      afterEach(({ task }) => {
        state.currentTestId = undefined;
        failed ||= mutant !== undefined && task.result?.state === "fail";
        if (mutant === undefined) Object.assign(task.file.meta, { coverage: state.mutantCoverage });
      });
      await import(/* @vite-ignore */ file);
    });
  }
}

/** The name of a test in its file, which is the outermost suite here. */
function nameOf({ task }: TestContext): string {
  const names = [task.name];
  for (let suite = task.suite; suite?.suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return names.join(" > ");
}
