import type { HttpRequest, HttpResponseInit, InvocationContext, Timer } from "@azure/functions";
import { describeError, SyncError } from "../../domain/errors.js";
import { BODY_LIMIT, receiveAlert, type TokenCheck } from "../alerts.js";
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

/**
 * The three functions over a runtime.
 * @param runtime rejects while it cannot be started: alerts are answered with 503 then, which repeats them
 */
export function handlersOver(runtime: () => Promise<Runtime>): Handlers {
  return {
    alerts: async (request, context) => {
      const started = runtime();
      const answer = await receiveAlert(
        {
          method: request.method.toUpperCase(),
          header: (name) => request.headers.get(name),
          text: () => textOf(request),
        },
        {
          check: async (authorization) => {
            const { check } = await started;
            return check === null ? null : check(authorization);
          },
          accept: async (wakeup) => {
            const { worker, reporterFor } = await started;
            await worker.accept(wakeup, "http", reporterFor(context));
          },
          refused: (status, reason) => {
            started.then(
              ({ reporterFor }) => {
                reporterFor(context).notice({ kind: "refused", via: "http", status, reason });
              },
              () => {
                context.error(`refused a request with ${status}: ${reason}`);
              },
            );
          },
        },
      );
      const { status, headers = {}, body } = answer;
      return body === undefined ? { status, headers } : { status, headers, jsonBody: body };
    },
    queue: async (entry, context) => {
      const { worker, reporterFor } = await startedFor(context, runtime);
      const reporter = reporterFor(context);
      await reporting(reporter, worker.process(entry, insertedAt(context), reporter));
    },
    sweep: async (_timer, context) => {
      const { worker, reporterFor } = await startedFor(context, runtime);
      const reporter = reporterFor(context);
      await reporting(reporter, worker.sweep(reporter));
    },
  };
}

/** A runtime that cannot start has no reporter yet: its error goes to the invocation's own log. */
async function startedFor(context: InvocationContext, runtime: () => Promise<Runtime>): Promise<Runtime> {
  try {
    return await runtime();
  } catch (thrown) {
    const error = SyncError.from(thrown);
    context.error(JSON.stringify(describeError(error)));
    throw error;
  }
}

/** Logs an error with its code and remedy before the Functions host sees it; a round has been logged already. */
async function reporting(reporter: Reporter, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SyncError) reporter.notice({ kind: "problem", ...describeError(error) });
    throw error;
  }
}

/**
 * When the queue took the message in, by its own clock. The Functions host gives that as metadata of the trigger
 * (learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger, message metadata).
 */
function insertedAt({ triggerMetadata }: InvocationContext): number | null {
  const value: unknown = triggerMetadata?.["insertionTime"];
  const time = value instanceof Date ? value.getTime() : Date.parse(String(value));
  return Number.isNaN(time) ? null : time;
}

async function textOf(request: HttpRequest): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT) return null;
  const text = await request.text();
  return Buffer.byteLength(text) > BODY_LIMIT ? null : text;
}
