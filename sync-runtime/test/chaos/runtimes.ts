import type { Simulator, VirtualClock } from "@aks-topology/simulator";
import { connectAzure, type TokenCredential } from "../../src/adapters/azure/connect.js";
import { groupByTarget, type Mirror } from "../../src/domain/mirror.js";
import { receiveAlert } from "../../src/hosts/alerts.js";
import { Engine } from "../../src/hosts/engine.js";
import { Worker } from "../../src/hosts/functions/worker.js";
import { MemoryConfirmations } from "../../src/hosts/memory-confirmations.js";
import type { Wakeup } from "../../src/domain/wakeup.js";
import type { Ports } from "../../src/ports/ports.js";
import type { Reporter } from "../../src/ports/reporter.js";
import type { Disturbance } from "./disturbance.js";
import type { Mutation } from "./mutants.js";
import type { SharedBlobs, SharedQueue } from "./storage.js";

/** One instance of the runtime, in either host. */
export interface Runtime {
  readonly name: string;
  readonly disturbance: Disturbance;
  /** An alert, as Azure Monitor sends it: repeated after 5 and 20 s when it is answered with 503. */
  wake(body: unknown): void;
  sweep(): void;
  configure(mirrors: readonly Mirror[]): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface Making {
  readonly sim: Simulator;
  readonly time: VirtualClock;
  readonly name: string;
  readonly disturbance: Disturbance;
  readonly mirrors: readonly Mirror[];
  readonly random: () => number;
  readonly reporter: Reporter;
  readonly mutation: Mutation;
  /** What an alert's sender saw that it must not. */
  readonly failed: (what: string) => void;
}

async function portsOf({ sim, name, disturbance, random, reporter, mutation }: Making): Promise<Ports> {
  const client = disturbance.http(sim.httpClient);
  const tables = await connectAzure(
    {
      httpClient: mutation.httpClient?.(client) ?? client,
      credential: disturbance.credential(credentialOf(sim, name)),
      pollMs: 700,
    },
    mutation.clock?.(disturbance) ?? disturbance,
  );
  return {
    tables: mutation.tables?.(tables) ?? tables,
    clock: disturbance,
    random,
    reporter: mutation.reporter?.(reporter) ?? reporter,
  };
}

/** `serve`: an engine that remembers by itself. */
export async function served(making: Making): Promise<Runtime> {
  const { name, disturbance, mirrors, mutation } = making;
  const memory = disturbance.blobs(new MemoryConfirmations(disturbance));
  const ports = { ...(await portsOf(making)), confirmations: mutation.confirmations?.(memory) ?? memory };
  const engine = new Engine({ mirrors, ports, permissions: mutation.permissions });
  const accept = (wakeup: Wakeup): Promise<void> => {
    engine.wake(wakeup, "test");
    return Promise.resolve();
  };
  return {
    name,
    disturbance,
    wake: mutation.wake?.(engine, mirrors, ports) ?? sender(making, accept),
    sweep: () => {
      engine.sweep();
    },
    configure: (changed) => {
      engine.configure(changed);
    },
    idle: () => engine.idle(),
    stop: () => engine.stop(),
  };
}

/** An instance of the function app: queue and memory are shared with the others. */
export async function deployed(making: Making, queue: SharedQueue, blobs: SharedBlobs): Promise<Runtime> {
  const { name, disturbance, random, time, mutation } = making;
  const ports = await portsOf(making);
  const { reporter } = ports;
  const memory = disturbance.blobs(blobs);
  let groups = groupByTarget(making.mirrors);
  const worker = new Worker({
    groups: () => Promise.resolve(groups),
    queue: queue.seenBy(disturbance),
    tables: () => Promise.resolve(ports.tables),
    confirmations: mutation.confirmations?.(memory) ?? memory,
    clock: disturbance,
    random,
  });
  queue.consume((entry, inserted) => worker.process(entry, inserted, reporter));
  return {
    name,
    disturbance,
    wake: sender(making, (wakeup) => worker.accept(wakeup, "http", reporter)),
    sweep: () => {
      worker.sweep(reporter).catch(() => undefined);
    },
    configure: (changed) => {
      groups = groupByTarget(changed);
    },
    idle: async () => {
      do await time.sleep(1_000);
      while (queue.busy);
    },
    stop: () => Promise.resolve(),
  };
}

/** Azure's limit for an answer, in milliseconds. */
const ANSWER_MS = 10_000;

function sender(
  { time, disturbance, failed }: Making,
  accept: (wakeup: Wakeup) => Promise<void>,
): (body: unknown) => void {
  const request = (body: unknown) => ({
    method: "POST",
    header: () => null,
    text: () => Promise.resolve(JSON.stringify(body)),
  });
  const check = (): Promise<null> =>
    disturbance.hangs("key server") ? new Promise(() => undefined) : Promise.resolve(null);
  const send = async (body: unknown): Promise<void> => {
    for (const waitMs of [5_000, 20_000, 0]) {
      const asked = disturbance.monotonic();
      const endpoint = { check, accept, refused: () => undefined, clock: disturbance };
      const { status } = await receiveAlert(request(body), endpoint);
      const took = disturbance.monotonic() - asked;
      if (took > ANSWER_MS) failed(`an alert was answered after ${took} ms`);
      if (status !== 503) return;
      await time.sleep(waitMs);
    }
  };
  return (body) => void send(body);
}

/** Half an hour with each token, which is good for an hour. */
function credentialOf(sim: Simulator, caller: string): TokenCredential {
  let token = "";
  let until = 0;
  return {
    getToken: () => {
      if (sim.clock.now() >= until) {
        token = sim.token(caller);
        until = sim.clock.now() + 1_800_000;
      }
      return Promise.resolve({ token, expiresOnTimestamp: Date.UTC(2099, 0) });
    },
  };
}
