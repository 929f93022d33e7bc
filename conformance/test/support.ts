import { Simulator, VirtualClock, type SimulatorOptions } from "@aks-topology/simulator";
import type { Ports, Request } from "../kit.ts";
import type { Recording } from "../recording.ts";
import { run, type Run } from "../run.ts";
import { STEPS } from "../steps.ts";

export const SUBSCRIPTION = "5b5e11ed-0000-4000-8000-00000000c0de";

export interface Bench {
  readonly sim: Simulator;
  readonly clock: VirtualClock;
  readonly sent: Request[];
  readonly log: string[];
  readonly job: Run;
}

/** The kit over a simulator in this process, on a clock that minutes do not delay. */
export function bench(overrides: Partial<Run> = {}, options: SimulatorOptions = {}): Bench {
  const clock = new VirtualClock();
  const sim = new Simulator({
    clock,
    latencies: { readMs: 40, writeMs: 80, pollMs: 30, operationMs: 4_000 },
    ...options,
  });
  const sent: Request[] = [];
  const log: string[] = [];
  const ports: Ports = {
    token: () => Promise.resolve(sim.token("owner")),
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    send: async (request, signal) => {
      sent.push(request);
      const { status, headers, body } = await sim.handle({ ...request, signal });
      return { status, headers, text: body };
    },
  };
  const job: Run = {
    place: {
      endpoint: "https://management.azure.com",
      subscription: SUBSCRIPTION,
      location: "westeurope",
      group: "rg-conformance-test",
    },
    steps: STEPS,
    ports,
    signal: new AbortController().signal,
    log: (line) => log.push(line),
    names: {},
    ...overrides,
  };
  return { sim, clock, sent, log, job };
}

export function record({ clock, job }: Bench): Promise<Recording> {
  return clock.runUntil(run(job));
}
