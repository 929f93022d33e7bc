import {
  AZURE_PACE,
  FAULT_KINDS,
  Simulator,
  VirtualClock,
  type FaultKind,
  type Logged,
} from "@aks-topology/simulator";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import type { MirrorReport } from "../../src/domain/describe.js";
import { silent, type Reporter, type RoundReport } from "../../src/ports/reporter.js";
import { act, alertBody, disturb, flap, unmatchedRoute } from "./acts.js";
import { nodeRoutes, outOfStep, provisioningState, unmatchedIn } from "./checker.js";
import { Disturbance } from "./disturbance.js";
import type { Mutation } from "./mutants.js";
import { Dice } from "./random.js";
import { deployed, served, type Making, type Runtime } from "./runtimes.js";
import { makeClusters, seedTarget, target, type Cluster } from "./scene.js";
import { SharedBlobs, SharedQueue } from "./storage.js";
import { Watchdog } from "./watchdog.js";

export interface ScheduleResult {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly wrote: number;
  /** What the tables were at the end, by id. */
  readonly tables: Readonly<Record<string, unknown>>;
  /** Every request, in order. */
  readonly history: readonly Logged[];
}

const kinds = Object.keys(FAULT_KINDS) as FaultKind[];
const WRITE_FAULTS = /^operation|after$|409|412|another-operation/;
const NAMES = ["runtime-1", "runtime-2"];

/** One seeded schedule: two runtimes, a busy AKS, a rival, faults; then peace, four sweeps, and the reckoning. */
export async function runSchedule(seed: number, mutation: Mutation = {}): Promise<ScheduleResult> {
  const dice = new Dice(seed);
  const time = new VirtualClock();
  const sim = new Simulator({
    clock: time,
    seed,
    throttling: true,
    aks: AZURE_PACE,
    latencies: { readMs: 80, writeMs: 150, pollMs: 60, operationMs: 1500 },
  });
  const clusters = await makeClusters(sim, time, dice);
  seedTarget(sim, clusters, dice);
  // A third of the schedules run the two as instances of the function app, the others as two containers.
  const shared = dice.chance(0.33);
  const watchdog = new Watchdog(sim, target, clusters, NAMES, shared);
  const history: Logged[] = [];
  sim.onRequest((line) => history.push(line));
  const listeners = (shared ? ["both"] : NAMES).map(() => new Listener());
  const runtimes = await start({ sim, time, dice, clusters, mutation, listeners, watchdog, shared });
  // An instance of the function app may run two rounds of a target at once: which of them read is not known.
  watchdog.mayHaveOrphans = (caller) =>
    shared || runtimes.some(({ name, disturbance }) => name === caller && disturbance.mayHaveOrphans);
  const mirrors = mirrorsOf(clusters);

  sim.faults.set(
    dice.sample(kinds, dice.between(5, 9)).map((kind) => ({
      kind,
      // Writes are rarer than reads: what only meets them is made likelier.
      probability: WRITE_FAULTS.test(kind) ? 0.5 : 0.15,
      times: dice.between(1, 6),
      caller: dice.pick(NAMES),
    })),
  );
  let reloads = 0;
  let unmatched = 0;
  for (const runtime of runtimes) runtime.sweep();
  for (let step = dice.between(4, 8); step > 0; step -= 1) {
    if (dice.chance(0.12)) {
      unmatched += 1;
      unmatchedRoute(sim, clusters, dice);
    } else act(sim, clusters, dice);
    if (dice.chance(0.4)) disturb(dice.pick(runtimes), dice);
    if (dice.chance(0.15)) {
      reloads += 1;
      dice.pick(runtimes).configure(dice.chance(0.5) ? mirrors.slice(1) : [...mirrors].reverse());
    }
    await time.advance(dice.between(200, 20_000));
    for (const runtime of runtimes) if (dice.chance(0.7)) runtime.wake(alertBody(dice, clusters));
    await time.advance(dice.between(100, 15_000));
  }
  sim.faults.clear();
  for (const runtime of runtimes) {
    runtime.disturbance.end();
    runtime.configure(mirrors);
  }
  const flaps = dice.chance(0.15);
  if (flaps) {
    // What is still hung or asleep ends first.
    await time.runUntil(sim.aks.idle());
    await settled(time, runtimes);
    const advance = async (ms: number): Promise<void> => {
      for (const runtime of runtimes) runtime.sweep();
      await time.advance(ms);
    };
    await flap(sim, dice.pick(clusters), advance, dice);
  }

  await time.runUntil(sim.aks.idle());
  // A machine that slept may still act on an answer of long ago, which the first two sweeps find and hold, since undoing
  // it is a large removal: the third one confirms it.
  for (let sweep = 1; sweep <= 3; sweep += 1) {
    await settled(time, runtimes);
    await time.advance(151_000);
  }
  await settled(time, runtimes);
  await time.runUntil(Promise.all(runtimes.map((runtime) => runtime.stop())));

  return {
    seed,
    violations: [
      ...watchdog.violations,
      ...listeners.flatMap((said) => [...said.violations, ...reckoning(sim, clusters, said)]),
    ],
    faults: totals(sim.faults.counters, ...runtimes.map(({ disturbance }) => disturbance.counts), {
      "config reload": reloads,
      "unmatched route": unmatched,
      "flapping source": flaps ? 1 : 0,
    }),
    rounds: listeners.reduce((sum, { rounds }) => sum + rounds, 0),
    wrote: listeners.reduce((sum, { wrote }) => sum + wrote, 0),
    tables: Object.fromEntries(
      [target, ...clusters.map(({ source }) => source)].map((id) => [id, sim.peek(id)]),
    ),
    history,
  };
}

async function settled(time: VirtualClock, runtimes: readonly Runtime[]): Promise<void> {
  for (const runtime of runtimes) runtime.sweep();
  await time.runUntil(Promise.all(runtimes.map((runtime) => runtime.idle())));
}

interface Scene {
  readonly sim: Simulator;
  readonly time: VirtualClock;
  readonly dice: Dice;
  readonly clusters: readonly Cluster[];
  readonly mutation: Mutation;
  /** One for each runtime, or one for all. */
  readonly listeners: readonly Listener[];
  readonly watchdog: Watchdog;
  readonly shared: boolean;
}

function start({
  sim,
  time,
  dice,
  clusters,
  mutation,
  listeners,
  watchdog,
  shared,
}: Scene): Promise<Runtime[]> {
  const queue = new SharedQueue(time);
  const blobs = new SharedBlobs(time);
  return Promise.all(
    NAMES.map((name, index) => {
      const making: Making = {
        sim,
        time,
        name,
        disturbance: new Disturbance(time, dice),
        mirrors: mirrorsOf(clusters),
        random: dice.next,
        reporter: listeners[index] ?? listeners[0] ?? silent,
        mutation,
        failed: (what) => watchdog.violations.push(`${name}: ${what}`),
      };
      return shared ? deployed(making, queue, blobs) : served(making);
    }),
  );
}

function mirrorsOf(clusters: readonly Cluster[]) {
  return mirrorsFrom({
    mirrors: clusters.map(({ name, source, pods }) => ({
      name,
      source: { id: source },
      target: { id: target },
      podCidrs: [`${pods}0.0/16`],
    })),
  });
}

/** Hears what the runtimes say: nothing of it may be secret, and the last word on each mirror must be true. */
class Listener implements Reporter {
  readonly violations: string[] = [];
  readonly last = new Map<string, MirrorReport>();
  rounds = 0;
  wrote = 0;

  round(round: RoundReport): void {
    this.rounds += 1;
    if (round.mirrors.some(({ arm }) => arm.writes > 0)) this.wrote += 1;
    for (const mirror of round.mirrors) {
      this.last.set(mirror.name, mirror);
      if (mirror.error !== null) this.#hear(mirror.error);
    }
  }

  notice(notice: object): void {
    this.#hear(notice);
  }

  #hear(what: object): void {
    const text = JSON.stringify(what);
    if (/[?&]sig=|PLANTED/.test(text)) this.violations.push(`a secret was printed: ${text}`);
  }
}

/** What must be true at the end: in step, or held by something that can be seen in the tables; and nothing kept quiet. */
function reckoning(sim: Simulator, clusters: readonly Cluster[], said: Listener): string[] {
  const body = sim.peek(target);
  if (provisioningState(body) === "Updating") return [];
  return clusters.flatMap(({ name, source, pods }) => {
    const from = sim.peek(source);
    const emptied = nodeRoutes(from, pods).length === 0 && nodeRoutes(body, pods).length > 0;
    if (from === undefined || provisioningState(from) !== "Succeeded" || emptied) return [];
    const flaw = outOfStep(from, body, pods);
    const quiet = keptQuiet(unmatchedIn(from, pods), said.last.get(name));
    return [
      ...(flaw === null ? [] : [`${name} is out of step at the end: ${flaw}`]),
      ...(quiet === null ? [] : [`${name} does not report ${quiet}`]),
    ];
  });
}

function keptQuiet(unmatched: readonly string[], report: MirrorReport | undefined): string | null {
  if (report === undefined || report.outcome === "held") return null;
  // Nothing but routes that the pattern refuses: that error names them, and is the last word.
  if (report.error?.code === "NOTHING_FITS_PATTERN" && unmatched.length > 0) return null;
  if (report.error !== null) return `the end of ${report.error.code}`;
  const missing = unmatched.filter((name) => !report.unmatched.includes(name));
  if (missing.length > 0) return missing.join(", ");
  return unmatched.length > 0 && report.outcome === "in-step" ? "unmatched routes in its outcome" : null;
}

function totals(...counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const count of counts)
    for (const [kind, times] of Object.entries(count)) sums[kind] = (sums[kind] ?? 0) + times;
  return sums;
}
