import type { CallCounts } from "@aks-topology/simulator";
import { judge, type Foreign, type Verdict } from "./checker.js";
import { STORY, type Step } from "./story.js";
import type { World } from "./world.js";

/** The result of a step. */
export interface StepReport extends Verdict {
  readonly name: string;
  /** Calls of the runtime. */
  readonly arm: CallCounts;
  /** From the event until everything is idle, with Azure's scaled-down delays. */
  readonly durationMs: number;
}

/** Time after which a step that is not in step counts as failed. */
const PATIENCE_MS = 3_000;

/** Runs the story step by step. The callback is called after each. */
export async function runStory(
  world: World,
  foreign: Foreign,
  onReport: (step: Step, report: StepReport) => void,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of STORY) {
    const report = await runStep(world, foreign, step);
    onReport(step, report);
    reports.push(report);
  }
  return reports;
}

async function runStep(world: World, foreign: Foreign, step: Step): Promise<StepReport> {
  const { simulator, mirrors } = world;
  const before = simulator.counters.total;
  const started = performance.now();
  await world.settle(() => step.act(world), PATIENCE_MS);
  const durationMs = Math.round(performance.now() - started);
  const verdict = judge(mirrors, foreign, (id) => simulator.stored(id));
  return { name: step.name, ...verdict, arm: simulator.counters.since(before), durationMs };
}
