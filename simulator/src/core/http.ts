/** A request as the simulator takes it, whatever carried it. */
export interface SimRequest {
  readonly method: string;
  /** Absolute (`https://management.azure.com/subscriptions/…`) or path and query alone. */
  readonly url: string;
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text, bytes, or a value to be sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** A response. `body` is text as it would go over the wire: JSON mostly, "" when there is none. */
export interface SimResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Thrown instead of answering: the peer closed the connection. `code` is what Node reports. */
export class ConnectionReset extends Error {
  readonly code = "ECONNRESET";

  constructor() {
    super("read ECONNRESET");
    this.name = "ConnectionReset";
  }
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): SimResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

export function emptyResponse(status: number, headers: Record<string, string> = {}): SimResponse {
  return {
    status,
    headers: { "content-length": "0", ...headers },
    body: "",
  };
}

/** Headers with lower-case names. */
export function lowerHeaders(headers: SimRequest["headers"]): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {}))
    if (value !== undefined) lower[name.toLowerCase()] = value;
  return lower;
}

/** The body as text. */
export function bodyText(body: unknown): string {
  if (body === undefined || body === null) return "";
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array)
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString("utf8");
  return JSON.stringify(body);
}
