import { problemsOf } from "@aks-topology/constructs";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildPlatform, type BuiltPlatform } from "./build/platform.js";
import type { LoadedPlatform } from "./load.js";
import { hasErrors, type PlatformProblem } from "./problem.js";

/** One stack as it was written. */
export interface WrittenStack {
  readonly name: string;
  /** Path of the Terraform JSON. */
  readonly file: string;
  readonly resources: number;
}

export interface Synthesis {
  readonly problems: readonly PlatformProblem[];
  /** Empty when a problem is an error: then nothing was written. */
  readonly stacks: readonly WrittenStack[];
}

/** Builds a platform and finds every problem of it, without writing anything. */
export function inspect(
  loaded: LoadedPlatform,
  outdir = "cdktf.out",
): { built: BuiltPlatform; problems: PlatformProblem[] } {
  const built = buildPlatform(loaded, outdir);
  return { built, problems: built.places.problems(problemsOf(built.app)) };
}

/**
 * Writes the Terraform of a platform to `outdir/stacks/NAME/cdk.tf.json`. It is made aside and moved when it is whole:
 * a failure leaves what was there before, and state that Terraform keeps in these folders stays.
 */
export function synthesize(loaded: LoadedPlatform, outdir: string): Synthesis {
  const target = resolve(outdir);
  mkdirSync(dirname(target), { recursive: true });
  const aside = mkdtempSync(`${target}.`);
  try {
    const { built, problems } = inspect(loaded, aside);
    if (hasErrors(problems)) return { problems, stacks: [] };
    built.app.synth();
    const stacks = built.stacks.map((stack) => moveStack(aside, target, stack.node.id));
    renameSync(join(aside, "manifest.json"), join(target, "manifest.json"));
    return { problems, stacks };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function moveStack(aside: string, target: string, name: string): WrittenStack {
  const from = join(aside, "stacks", name);
  const to = join(target, "stacks", name);
  mkdirSync(to, { recursive: true });
  rmSync(join(to, "assets"), { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  const file = join(to, "cdk.tf.json");
  return { name, file, resources: countResources(JSON.parse(readFileSync(file, "utf8"))) };
}

function countResources(json: unknown): number {
  const resources: unknown =
    typeof json === "object" && json !== null && "resource" in json ? json.resource : {};
  if (typeof resources !== "object" || resources === null) return 0;
  return Object.values(resources).reduce(
    (sum: number, byName: unknown) => sum + Object.keys(byName ?? {}).length,
    0,
  );
}
