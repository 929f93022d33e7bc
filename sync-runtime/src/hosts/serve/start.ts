import { systemClock } from "../../adapters/system-clock.js";
import type { AzureOptions } from "../../adapters/azure/connect.js";
import type { Mirror } from "../../domain/mirror.js";
import type { Limits } from "../../effort.js";
import type { Clock } from "../../ports/clock.js";
import { silent } from "../../ports/reporter.js";
import type { Reporter, RoundReport } from "../../ports/reporter.js";
import type { TokenCheck } from "../alerts.js";
import { Engine } from "../engine.js";
import { listen } from "./server.js";

export interface ServeOptions extends AzureOptions {
  /** From `parseConfig` or `mirrorsFrom`. */
  readonly mirrors: readonly Mirror[];
  /** Default 0: any free port. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Milliseconds between two sweeps over all mirrors, the first at once; null: no sweeps. Default 300,000. */
  readonly sweepMs?: number | null;
  /** Check of the callers' tokens. Default: none is asked for. */
  readonly check?: TokenCheck | null;
  readonly clock?: Clock;
  readonly reporter?: Reporter;
  readonly limits?: Limits | undefined;
  /** Uniform in [0, 1). Default Math.random. */
  readonly random?: () => number;
}

/** A running host. */
export interface ServeHandle {
  /** `http://HOST:PORT`; alerts go to `/api/alerts` below it. */
  readonly url: string;
  /** Resolves when no reconcile is queued or running. */
  idle(): Promise<void>;
  /** Calls `listener` after every round of every target. @returns a function that ends this */
  onRound(listener: (round: RoundReport) => void): () => void;
  /** Looks at every target now. */
  sweep(): void;
  /** Stops taking wake-ups, finishes the running write, closes the port. */
  close(): Promise<void>;
}

/** Starts the endpoint and the sweep in this process. */
export async function startServe(options: ServeOptions): Promise<ServeHandle> {
  const { connectAzure } = await import("../../adapters/azure/connect.js");
  const { clock = systemClock, reporter = silent, random = Math.random, sweepMs = 300_000 } = options;
  const tables = await connectAzure(options, clock);
  const engine = new Engine({
    mirrors: options.mirrors,
    limits: options.limits,
    ports: { tables, clock, random, reporter },
  });
  const { port = 0, host = "127.0.0.1", check = null } = options;
  const server = await listen({ engine, reporter, check, port, host });
  reporter.notice({ kind: "host", message: `listening on ${server.url}` });
  if (sweepMs !== null) void engine.sweepEvery(sweepMs);
  return {
    url: server.url,
    idle: () => engine.idle(),
    onRound: (listener) => engine.onRound(listener),
    sweep: () => {
      engine.sweep();
    },
    close: async () => {
      reporter.notice({ kind: "host", message: "stopping" });
      await Promise.all([server.close(), engine.stop()]);
    },
  };
}
