import { AsyncLocalStorage } from "node:async_hooks";
import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Meter } from "../../ports/route-tables.js";
import type { Pacer } from "./pacer.js";

/** The part of an answer that the SDK's own types lose. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
  /** When the answer was made, by the clock of who made it. */
  readonly date: string | null;
}

/** One call of the adapter: what the policy below has to know of it, and what it leaves for the adapter to see. */
export interface Exchange {
  readonly meter: Meter;
  /** Sent in place of the body that the SDK would make of its model, which knows only some of the fields. */
  readonly body?: string;
  /** Gives up everything, requests that wait for their turn included. */
  readonly signal: AbortSignal;
  /** The last answer; null when the last request got none. */
  answer: Answer | null;
  /** A write has gone out: from now on it may have taken effect. */
  sent: boolean;
  /** Azure has taken the write: what follows only asks how it goes. */
  accepted: boolean;
}

const exchanges = new AsyncLocalStorage<Exchange>();

/** Runs SDK calls as one exchange: the policy finds it again behind the SDK's back. */
export function inExchange<T>(exchange: Exchange, run: () => Promise<T>): Promise<T> {
  return exchanges.run(exchange, run);
}

/** Counts and paces every request, sends the raw body, and keeps the raw answer. */
export function exchangePolicy(pacer: Pacer): PipelinePolicy {
  return {
    name: "routeSyncExchange",
    async sendRequest(request, next) {
      const exchange = exchanges.getStore();
      if (exchange === undefined) return next(request);
      exchange.answer = null;
      exchange.meter.count(kindOf(request));
      await pacer.admit(request.method === "GET" ? "read" : "write", exchange.signal);
      exchange.signal.throwIfAborted();
      if (request.method === "PUT" && exchange.body !== undefined) request.body = exchange.body;
      const response = await next(request);
      exchange.answer = answerOf(response);
      if (request.method === "PUT" && response.status < 300) exchange.accepted = true;
      if (response.status === 429) exchange.meter.count("throttles");
      return response;
    },
  };
}

/** Marks a write that goes out. It comes last, after the token, so that a write that waits for one has not begun. */
export const sentPolicy: PipelinePolicy = {
  name: "routeSyncSent",
  sendRequest(request, next) {
    const exchange = exchanges.getStore();
    if (exchange !== undefined && request.method === "PUT") {
      exchange.signal.throwIfAborted();
      exchange.sent = true;
    }
    return next(request);
  },
};

function kindOf(request: PipelineRequest): "reads" | "writes" | "polls" {
  if (request.method !== "GET") return "writes";
  return /\/locations\/[^/]+\/operation(s|Results)\//i.test(request.url) ? "polls" : "reads";
}

function answerOf(response: PipelineResponse): Answer {
  return {
    status: response.status,
    text: response.bodyAsText ?? "",
    retryAfter: response.headers.get("retry-after") ?? null,
    date: response.headers.get("date") ?? null,
  };
}
