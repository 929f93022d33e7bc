import type { HttpRequest, HttpResponseInit, InvocationContext, Timer } from "@azure/functions";
import { describeError, SyncError } from "../../domain/errors.js";
import { bodyLimit, receiveAlert } from "../alerts.js";
import type { TokenCheck } from "../alerts.js";
import type { Reporter } from "../../ports/reporter.js";
import type { Worker } from "./worker.js";

/** What the handlers work with; made on first use, so that a cold start registers them before any SDK is loaded. */
export interface Runtime {
  readonly worker: Worker;
  /** Null: the function key alone admits. */
  readonly check: TokenCheck | null;
  /** Logs with the invocation, and counts. */
  readonly reporterFor: (context: InvocationContext) => Reporter;
  /** Sends out what was measured. */
  readonly close: () => Promise<void>;
}

export interface Handlers {
  readonly alerts: (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;
  readonly queue: (entry: unknown, context: InvocationContext) => Promise<void>;
  readonly sweep: (timer: Timer, context: InvocationContext) => Promise<void>;
}

/** The three functions over a runtime. */
export function handlersOver(runtime: () => Promise<Runtime>): Handlers {
  return {
    alerts: async (request, context) => {
      const { worker, check, reporterFor } = await runtime();
      const reporter = reporterFor(context);
      const answer = await receiveAlert(
        {
          method: request.method.toUpperCase(),
          header: (name) => request.headers.get(name),
          text: () => textOf(request),
        },
        {
          check,
          accept: (wakeup) => worker.accept(wakeup, "http", reporter),
          refused: (status, reason) => {
            reporter.notice({ kind: "refused", via: "http", status, reason });
          },
        },
      );
      const { status, headers = {}, body } = answer;
      return body === undefined ? { status, headers } : { status, headers, jsonBody: body };
    },
    queue: async (entry, context) => {
      const { worker, reporterFor } = await runtime();
      const reporter = reporterFor(context);
      await telling(reporter, worker.process(entry, reporter));
    },
    sweep: async (_timer, context) => {
      const { worker, reporterFor } = await runtime();
      await telling(reporterFor(context), worker.sweep());
    },
  };
}

/** Logs an error with its code and remedy before the Functions host sees it; a round has been logged already. */
async function telling(reporter: Reporter, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SyncError) reporter.notice({ kind: "problem", ...describeError(error) });
    throw error;
  }
}

async function textOf(request: HttpRequest): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return null;
  const text = await request.text();
  return Buffer.byteLength(text) > bodyLimit ? null : text;
}
