/** Which faults in the Terraform of an example the paths of its platform file notice. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@aks-topology/terraform";
import { buildPlatform, parsePlatform } from "../../src/index.js";
import { egressRulesOf } from "../../src/describe.js";
import { Reachability } from "../../src/reachability/reachability.js";
import { existingThings } from "../../src/reachability/existing-things.js";
import { objectOf } from "./json-bodies.js";
import { redundancyOf } from "./redundant-terraform.js";
import type { Original } from "./terraform-facts.js";
import { mutantsOf } from "./terraform-mutants.js";

export interface Noticed {
  readonly mutants: number;
  /** Those that flip no path, with the reason why nothing depends on what they change. */
  readonly redundant: readonly string[];
  /** Those that flip no path. */
  readonly unnoticed: readonly string[];
}

/** Reads each mutant of the Terraform of a platform file, and compares the verdicts of all paths. */
export function noticedMutants(text: string, file: string): Noticed {
  const { reachability, ...given } = synthesized(text, file);
  const original = verdictsOf(reachability, given.stacks);
  const unfaulty: Original = { ...given, paths: reachability.paths().paths };
  let mutants = 0;
  const redundant: string[] = [];
  const unnoticed: string[] = [];
  for (const mutant of mutantsOf(given.stacks)) {
    mutants += 1;
    if (verdictsOf(reachability, mutant.stacks) !== original) continue;
    const reason = redundancyOf(mutant, unfaulty);
    if (reason === undefined) unnoticed.push(mutant.name);
    else redundant.push(`${mutant.name}: ${reason}`);
  }
  return { mutants, redundant, unnoticed };
}

/** The share of the mutants that are not redundant, from 0 to 1, that flips no path. */
export function unnoticedShare({ mutants, redundant, unnoticed }: Noticed): number {
  return unnoticed.length / Math.max(1, mutants - redundant.length);
}

export function shareText(name: string, found: Noticed): string {
  const { mutants, redundant, unnoticed } = found;
  const share = (100 * unnoticedShare(found)).toFixed(1);
  return `${name}: ${share} % unnoticed (${unnoticed.length} of ${mutants - redundant.length}), ${redundant.length} redundant`;
}

function synthesized(
  text: string,
  file: string,
): { reachability: Reachability } & Pick<Original, "stacks" | "existing"> {
  const result = parsePlatform(text, file);
  if (!result.ok) throw new Error(`${file} has problems`);
  const folder = mkdtempSync(join(tmpdir(), "platform-"));
  try {
    const built = buildPlatform(result.loaded, folder);
    // Before synthesis, which replaces references between stacks.
    const reachability = new Reachability(built, egressRulesOf(built));
    const existing = existingThings(built);
    built.app.synth();
    const stacks = built.stacks.map(({ node: { id: name } }): Stack => {
      const json: unknown = JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
      return { name, json: objectOf(json) };
    });
    return { reachability, stacks, existing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdictsOf(reachability: Reachability, stacks: readonly Stack[]): string {
  reachability.read(stacks);
  return JSON.stringify(reachability.paths().paths.map(({ name, verdict }) => [name, verdict]));
}
