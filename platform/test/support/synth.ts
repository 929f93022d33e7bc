import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { parsePlatform, synthesize, type PlatformProblem } from "../../src/index.js";
import { Synthesized } from "../../../constructs/test/support/synth.js";

/** The stacks that a platform file becomes, by name. */
export function synthText(text: string, file = "platform.yaml"): Map<string, Synthesized> {
  const result = parsePlatform(text, file);
  if (!result.ok) expect.fail(format(result.problems));
  const outdir = mkdtempSync(join(tmpdir(), "platform-"));
  try {
    const { problems, stacks } = synthesize(result.loaded, outdir);
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) expect.fail(format(errors));
    return new Map(
      stacks.map(({ name, file: path }) => [name, new Synthesized(parse(readFileSync(path, "utf8")))]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The one stack of a platform file that does not split. */
export function synthOne(text: string): Synthesized {
  const [only] = synthText(text).values();
  return only ?? expect.fail("No stack was written.");
}

/**
 * Problems of a text, whichever stage finds them. A text is about one thing, so that it names no baseline, and is not
 * warned of that.
 */
export function problemsOfText(text: string, file = "platform.yaml"): readonly PlatformProblem[] {
  return allProblemsOfText(text, file).filter(({ code }) => code !== "BASELINE_MISSING");
}

/** Problems of a text, whichever stage finds them, with the warning of one that names no baseline. */
export function allProblemsOfText(text: string, file = "platform.yaml"): readonly PlatformProblem[] {
  const result = parsePlatform(text, file);
  if (!result.ok) return result.problems;
  const outdir = mkdtempSync(join(tmpdir(), "platform-"));
  try {
    return synthesize(result.loaded, outdir).problems;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The errors of a text, without the warnings. */
export function errorsOfText(text: string): PlatformProblem[] {
  return problemsOfText(text).filter(({ severity }) => severity === "error");
}

function parse(text: string): Record<string, unknown> {
  const json: unknown = JSON.parse(text);
  if (typeof json !== "object" || json === null) expect.fail("The stack is not an object.");
  return Object.fromEntries(Object.entries(json));
}

function format(problems: readonly PlatformProblem[]): string {
  return problems
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
    .join("\n");
}
