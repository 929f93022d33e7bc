import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with a line for each failure and the one line that scripts read: `N passed, N failed`. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    const failures = errors.map((error) => failure("outside of a test", error));
    let passed = 0;
    let skipped = 0;
    for (const module of modules) {
      failures.push(...module.errors().map((error) => failure(module.relativeModuleId, error)));
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") passed += 1;
        else if (result.state === "failed")
          failures.push(failure(`${module.relativeModuleId} > ${test.fullName}`, result.errors[0]));
        else skipped += 1;
      }
    }
    const tail = skipped > 0 ? `, ${skipped} skipped` : "";
    const counts = `${passed} passed, ${failures.length} failed${tail}`;
    process.stdout.write([...failures, counts, ""].join("\n"));
  }
}

function failure(where: string, error: { message: string } | undefined): string {
  const [reason = ""] = error?.message.trim().split("\n") ?? [];
  return `failed: ${where}: ${reason.slice(0, 300)}`;
}
