import { FAULT_KINDS } from "@aks-topology/simulator";
import { writeArtefact } from "./artefact.js";
import { DEPENDENCIES } from "./disturbance.js";
import type { Mutation } from "./mutants.js";
import { runSchedule } from "./schedule.js";

export interface CampaignResult {
  /** One line for each schedule that broke an invariant. */
  readonly failures: readonly string[];
  readonly faults: ReadonlyMap<string, number>;
  readonly rounds: number;
  readonly wrote: number;
}

/** What happens in addition to the simulator's faults. */
const troubles = [
  ...DEPENDENCIES.map((dependency) => `hung ${dependency}`),
  "refused blob",
  "clock -60 min",
  "clock -10 min",
  "clock +10 min",
  "suspended",
  "config reload",
  "unmatched route",
  "flapping source",
];

/** Runs the schedules of `count` seeds from `first` on; with CHAOS_SEED set, that one alone. */
export async function campaign(
  first: number,
  count: number,
  mutation: Mutation = {},
): Promise<CampaignResult> {
  const replayed = process.env["CHAOS_SEED"];
  const seeds =
    replayed === undefined ? Array.from({ length: count }, (_, i) => first + i) : [Number(replayed)];
  const faults = new Map<string, number>([...Object.keys(FAULT_KINDS), ...troubles].map((kind) => [kind, 0]));
  const failures: string[] = [];
  let rounds = 0;
  let wrote = 0;
  // vitest keeps a hundred frames of every error, and a schedule throws hundreds.
  Error.stackTraceLimit = 10;
  for (const seed of seeds) {
    const result = await runSchedule(seed, mutation);
    rounds += result.rounds;
    wrote += result.wrote;
    for (const [kind, times] of Object.entries(result.faults))
      faults.set(kind, (faults.get(kind) ?? 0) + times);
    if (result.violations.length === 0) continue;
    const path = writeArtefact(result);
    for (const violation of result.violations)
      failures.push(`replay with CHAOS_SEED=${seed}: ${violation}; see ${path}`);
  }
  return { failures, faults, rounds, wrote };
}

/** The kinds of faults that fired less than `least` times; none in the replay of one schedule. */
export function rarely({ faults }: CampaignResult, least: number): [string, number][] {
  return process.env["CHAOS_SEED"] === undefined ? [...faults].filter(([, times]) => times < least) : [];
}

/** What a campaign did, as readable text. */
export function summary({ faults, rounds, wrote }: CampaignResult): string {
  const fired = [...faults].map(([kind, times]) => `${kind} ${times}`).join(", ");
  return `${rounds} rounds, ${wrote} of them wrote; faults fired: ${fired}\n`;
}
