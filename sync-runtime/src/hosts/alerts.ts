import { systemClock } from "../adapters/system-clock.js";
import { SyncError } from "../domain/errors.js";
import { readWakeup, type Wakeup } from "../domain/wakeup.js";
import type { Clock } from "../ports/clock.js";
import { within } from "../ports/race.js";

/** Bodies beyond this are refused with 413; real alerts have a few kilobytes, Event Grid's batches at most 1 MB. */
export const BODY_LIMIT = 1024 * 1024;

/** Action groups wait ten seconds for an answer. Source: Azure Monitor, action groups, webhook actions. */
const ANSWER_MS = 8_000;

/** A request to the alert endpoint, whatever host received it. */
export interface AlertRequest {
  readonly method: string;
  header(name: string): string | null;
  /** The body as text; null when it is beyond `bodyLimit`. @throws when the sender does not finish it */
  text(): Promise<string | null>;
}

export interface AlertAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Why a request is not admitted: 401, or 503 when that cannot be decided now. */
export interface Refusal {
  readonly status: 401 | 503;
  readonly reason: string;
}

/** Decides about the `Authorization` header. @returns null when it is good */
export type TokenCheck = (authorization: string | null) => Promise<Refusal | null>;

export interface AlertEndpoint {
  /** Null: no token is asked for. */
  readonly check: TokenCheck | null;
  /** Takes the wake-up over durably, or as durably as the host can. @throws when it cannot */
  readonly accept: (wakeup: Wakeup) => Promise<void>;
  /** Called with every refusal. */
  readonly refused: (status: number, reason: string) => void;
  /** Real time, whatever the engine's: it is about a connection. @default the machine's */
  readonly clock?: Clock | undefined;
}

/**
 * Answers `POST /api/alerts`, with the handshakes of Event Grid and of CloudEvents, within ten seconds. Azure Monitor's
 * action groups repeat on 503 but not on 500 or 401, hence 503 for whatever keeps a wake-up from being taken over. Never
 * rejects.
 */
export async function receiveAlert(request: AlertRequest, endpoint: AlertEndpoint): Promise<AlertAnswer> {
  try {
    return await answer(request, endpoint);
  } catch (error) {
    const refusal = error instanceof RefusedError ? error : unavailable(error);
    endpoint.refused(refusal.status, refusal.message);
    return { status: refusal.status, headers: refusal.headers, body: { error: refusal.said } };
  }
}

/** Ends the handling of a request. */
class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer to the sender; the log has the message. */
  readonly said: string;

  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}, said = reason) {
    super(reason);
    this.status = status;
    this.headers = headers;
    this.said = said;
  }
}

async function answer(request: AlertRequest, endpoint: AlertEndpoint): Promise<AlertAnswer> {
  if (request.method === "OPTIONS") return cloudEventsHandshake(request);
  if (request.method !== "POST") {
    throw new RefusedError(405, "only POST is answered here", { allow: "POST, OPTIONS" });
  }
  const { clock = systemClock, check, accept } = endpoint;
  const until = clock.monotonic() + ANSWER_MS;
  const inTime = <T>(what: string, status: number, work: () => Promise<T>): Promise<T> =>
    within(clock, until - clock.monotonic(), work, () => new RefusedError(status, `${what} took too long`));

  if (check !== null) {
    const refusal = await inTime("checking the token", 503, () => check(request.header("authorization")));
    if (refusal !== null) throw refused(refusal);
  }
  const text = await inTime("sending the body", 408, () => request.text().catch(cutShort));
  if (text === null) throw new RefusedError(413, `the body is larger than ${BODY_LIMIT} bytes`);
  const wakeup = readWakeup(parse(text));
  if (wakeup.kind === "handshake")
    return { status: 200, body: { validationResponse: wakeup.validationCode } };
  await inTime("taking the wake-up over", 503, () => accept(wakeup));
  return { status: 202 };
}

function refused({ status, reason }: Refusal): RefusedError {
  if (status === 401) return new RefusedError(401, reason, { "www-authenticate": "Bearer" });
  return new RefusedError(503, reason, RETRY_LATER);
}

function cutShort(): never {
  throw new RefusedError(400, "the body ended before its end");
}

const RETRY_LATER = { "retry-after": "30" };

/** The sender receives only the code: the cause is for the operator, in the log. */
function unavailable(thrown: unknown): RefusedError {
  const { code, message } = SyncError.from(thrown);
  return new RefusedError(503, `${code}: ${message}`, RETRY_LATER, `${code}: try again later`);
}

/** github.com/cloudevents/spec, http-webhook.md section 4: the origin that asks may send, at any rate. */
function cloudEventsHandshake(request: AlertRequest): AlertAnswer {
  const origin = request.header("webhook-request-origin");
  if (origin === null) return { status: 200, headers: { allow: "POST, OPTIONS" } };
  return {
    status: 200,
    headers: { allow: "POST, OPTIONS", "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
