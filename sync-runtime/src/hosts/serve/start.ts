import { systemClock } from "../../adapters/system-clock.js";
import type { AzureOptions } from "../../adapters/azure/connect.js";
import { describeError, type SyncError } from "../../domain/errors.js";
import type { Mirror } from "../../domain/mirror.js";
import type { Limits } from "../../retry-budget.js";
import type { Clock } from "../../ports/clock.js";
import { silent, type Reporter, type RoundReport } from "../../ports/reporter.js";
import type { TokenCheck } from "../alerts.js";
import { Board } from "../board.js";
import { Engine } from "../engine.js";
import { statusPage } from "./page.js";
import { Pulse } from "./pulse.js";
import { listen } from "./server.js";

export interface ServeOptions extends AzureOptions {
  /** From `parseConfig` or `mirrorsFrom`. */
  readonly mirrors: readonly Mirror[];
  /** Port to listen on. @default 0: any free port */
  readonly port?: number;
  /** Address to listen on. @default 127.0.0.1 */
  readonly host?: string;
  /** The configuration file, as the commands on the page name it. @default mirrors.json */
  readonly config?: string;
  /** Milliseconds between two sweeps over all mirrors, the first at once; false: no sweeps. @default 300,000 */
  readonly sweepMs?: number | false;
  /** Least time between the beginnings of two rounds of a target, in milliseconds. @default 2,500 */
  readonly pauseMs?: number | undefined;
  /** Check of the callers' tokens. @default none is asked for */
  readonly check?: TokenCheck | null;
  /** @default the machine's time */
  readonly clock?: Clock;
  /** Receives events and rounds. @default none: nothing is reported */
  readonly reporter?: Reporter;
  /** Budgets of reads, writes and attempts. @default DEFAULT_LIMITS */
  readonly limits?: Limits | undefined;
  /** Uniform in [0, 1). @default Math.random */
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
  /** Takes these mirrors from now on, and looks at every target. Ends what `misconfigured` reported. */
  configure(mirrors: readonly Mirror[]): void;
  /** Goes on with the mirrors that it has, reports the error, and is not ready until `configure` is called. */
  misconfigured(error: SyncError): void;
  /** Stops taking wake-ups, finishes the running write, closes the port. */
  close(): Promise<void>;
}

/** Sweeps without the end of any round after which the host is not ready. */
const SILENT_SWEEPS = 3;

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/i;

/** Starts the endpoint and the sweep in this process. */
export async function startServe(options: ServeOptions): Promise<ServeHandle> {
  const { connectAzure } = await import("../../adapters/azure/connect.js");
  const { clock = systemClock, reporter = silent, random = Math.random, sweepMs = 300_000 } = options;
  const tables = await connectAzure(options, clock);
  const engine = new Engine({
    mirrors: options.mirrors,
    limits: options.limits,
    pauseMs: options.pauseMs,
    ports: { tables, clock, random, reporter },
  });
  const { port = 0, host = "127.0.0.1", config = "mirrors.json", check = null } = options;
  const board = new Board();
  let mirrors = options.mirrors;
  engine.onRound((round) => {
    board.note(round, clock.now());
  });
  const pulse = new Pulse();
  let problem: SyncError | null = null;
  const server = await listen({
    wake: (wakeup) => engine.wake(wakeup, "http"),
    healthy: () => {
      if (pulse.stalled) return "timers do not fire";
      return engine.stalled ? "a round does not end" : null;
    },
    ready: () => {
      if (problem !== null) return `the configuration is bad: ${problem.code}`;
      const silence = sweepMs !== false && engine.sinceLastRoundMs > sweepMs * SILENT_SWEEPS;
      return silence ? `no round has ended for ${SILENT_SWEEPS} sweeps` : null;
    },
    page: () => {
      const rows = board.rowsOf(mirrors);
      const read = new Set(rows.map(({ report }) => report.name));
      const waiting = mirrors.map(({ name }) => name).filter((name) => !read.has(name));
      return statusPage({ rows, waiting, config, problem: problem?.code ?? null });
    },
    reporter,
    check,
    port,
    host,
  }).catch((error: unknown) => {
    pulse.stop();
    throw error;
  });
  reporter.notice({ kind: "host", message: `listening on ${server.url}` });
  if (check === null && !LOOPBACK.test(host)) {
    reporter.notice({
      kind: "warning",
      message: `any caller that reaches ${host} can wake this runtime: no token is checked`,
      remedy:
        "Set ROUTE_SYNC_ALERT_TENANT and ROUTE_SYNC_ALERT_AUDIENCE, or admit Azure Monitor alone in front of it.",
    });
  }
  if (sweepMs !== false) engine.sweepEvery(sweepMs);
  return {
    url: server.url,
    idle: () => engine.idle(),
    onRound: (listener) => engine.onRound(listener),
    sweep: () => {
      engine.sweep();
    },
    configure: (configured) => {
      problem = null;
      mirrors = configured;
      reporter.notice({ kind: "configured", mirrors: mirrors.map(({ name }) => name) });
      engine.configure(mirrors);
      engine.sweep();
    },
    misconfigured: (error) => {
      problem = error;
      reporter.notice({ kind: "problem", ...describeError(error) });
    },
    close: async () => {
      reporter.notice({ kind: "host", message: "stopping" });
      pulse.stop();
      await Promise.all([server.close(), engine.stop()]);
    },
  };
}
