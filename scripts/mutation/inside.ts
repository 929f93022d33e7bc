// Runs inside Vitest: the tests of some files against one mutant, or against none to learn which test meets which mutant.
import { afterEach, beforeEach, describe, vi, type TestContext } from "vitest";
import type { Coverage, Run } from "./runs.ts";

interface Switch {
  /** Whether the modules were loaded for the last mutant alone. */
  hasOwnModules?: boolean | undefined;
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

  // A mutant has modules of its own where it is met while they load, since their values stay. CDKTF stays anyway.
  const isMetByLoading = judges.some(({ tests }) => tests === undefined);
  if (isMetByLoading || state.hasOwnModules !== false) vi.resetModules();
  state.hasOwnModules = isMetByLoading;
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
      // A file registers its tests when it is loaded, which modules that stay are not again.
      await import(/* @vite-ignore */ `${file}?mutant=${mutant ?? "none"}`);
    });
  }
}

/** The name of a test in its file, which is the outermost suite here. */
function nameOf({ task }: TestContext): string {
  const names = [task.name];
  for (let suite = task.suite; suite?.suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return names.join(" > ");
}
