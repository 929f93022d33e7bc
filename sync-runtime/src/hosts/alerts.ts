import { readWakeup } from "../domain/wakeup.js";
import type { Wakeup } from "../domain/wakeup.js";

/** Bodies beyond this are refused with 413; real alerts have a few kilobytes, Event Grid's batches at most 1 MB. */
export const bodyLimit = 1024 * 1024;

/** A request to the alert endpoint, whatever host received it. */
export interface AlertRequest {
  readonly method: string;
  header(name: string): string | null;
  /** The body as text; null when it is beyond `bodyLimit`. */
  text(): Promise<string | null>;
}

export interface AlertAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Decides about the `Authorization` header. @returns null when it is good, else why not */
export type TokenCheck = (authorization: string | null) => Promise<string | null>;

export interface AlertEndpoint {
  /** Null: no token is asked for. */
  readonly check: TokenCheck | null;
  /** Takes the wake-up over durably, or as durably as the host can. @throws when it cannot */
  readonly accept: (wakeup: Wakeup) => Promise<void>;
  /** Told of every refusal. */
  readonly refused: (status: number, reason: string) => void;
}

/**
 * Answers `POST /api/alerts`, with the handshakes of Event Grid and of CloudEvents. Azure Monitor's action groups repeat
 * on 503 but not on 500, hence 503 for whatever keeps a wake-up from being taken over.
 */
export async function receiveAlert(request: AlertRequest, endpoint: AlertEndpoint): Promise<AlertAnswer> {
  const refuse = (
    status: number,
    reason: string,
    headers: Readonly<Record<string, string>> = {},
  ): AlertAnswer => {
    endpoint.refused(status, reason);
    return { status, headers, body: { error: reason } };
  };
  if (request.method === "OPTIONS") return cloudEventsHandshake(request);
  if (request.method !== "POST") return refuse(405, "only POST is answered here", { allow: "POST, OPTIONS" });
  const flaw = endpoint.check === null ? null : await endpoint.check(request.header("authorization"));
  if (flaw !== null) return refuse(401, flaw, { "www-authenticate": "Bearer" });
  const text = await request.text();
  if (text === null) return refuse(413, `the body is larger than ${bodyLimit} bytes`);
  const wakeup = readWakeup(parse(text));
  if (wakeup.kind === "handshake")
    return { status: 200, body: { validationResponse: wakeup.validationCode } };
  try {
    await endpoint.accept(wakeup);
    return { status: 202 };
  } catch (error) {
    return refuse(503, error instanceof Error ? error.message : String(error), { "retry-after": "30" });
  }
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
