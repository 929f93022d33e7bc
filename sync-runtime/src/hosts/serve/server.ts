import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { receiveAlert, type AlertAnswer, type AlertRequest, type TokenCheck } from "../alerts.js";
import { describeError, SyncError } from "../../domain/errors.js";
import type { Wakeup } from "../../domain/wakeup.js";
import type { Reporter } from "../../ports/reporter.js";
import { textOf } from "./body.js";

export interface AlertServer {
  readonly url: string;
  /** Answers no more, and resolves when the open requests are answered or a second is over. */
  close(): Promise<void>;
}

/** The answer to a probe: null when healthy, otherwise the reason. */
export type Probe = () => string | null;

export interface AlertServerOptions {
  readonly wake: (wakeup: Wakeup) => void;
  readonly healthy: Probe;
  readonly ready: Probe;
  /** The page about the mirrors, for browsers on this machine. */
  readonly page: () => string;
  readonly reporter: Reporter;
  readonly check: TokenCheck | null;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
}

/** Node looks for slow senders this often, in milliseconds; by default it would be half a minute. */
const CONNECTIONS_CHECKING_INTERVAL = 1_000;

/** For the answers that are under way when the server closes, in milliseconds. */
const CLOSING_MS = 1_000;

/** An answer in JSON, or a page. */
type Answer = AlertAnswer & { readonly page?: string };

/** `POST /api/alerts`, `/healthz`, `/readyz` and a page at `/` over plain HTTP; TLS is the ingress's business. */
export async function listen(options: AlertServerOptions): Promise<AlertServer> {
  const { reporter } = options;
  let stopping = false;
  const timeouts = {
    requestTimeout: 10_000,
    headersTimeout: 10_000,
    connectionsCheckingInterval: CONNECTIONS_CHECKING_INTERVAL,
  };
  const server = createServer(timeouts, (request, response) => {
    // Without a listener an 'error' ends the process. A connection that breaks is its client's loss.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    answer(request, options, stopping)
      .then((made) => {
        send(request, response, made);
      })
      .catch((error: unknown) => {
        reporter.notice({ kind: "problem", ...describeError(SyncError.from(error)) });
        request.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  server.removeAllListeners("error");
  server.on("error", (error) => {
    reporter.notice({ kind: "problem", ...describeError(SyncError.from(error)) });
  });
  return {
    url: urlOf(server, options.host),
    close: async () => {
      stopping = true;
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      server.closeIdleConnections();
      const giveUp = new AbortController();
      await Promise.race([
        closed,
        delay(CLOSING_MS, undefined, { signal: giveUp.signal }).catch(() => undefined),
      ]);
      giveUp.abort();
      // Node counts a connection that never sent a request as busy.
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  { wake, healthy, ready, page, reporter, check }: AlertServerOptions,
  stopping: boolean,
): Promise<Answer> {
  switch (pathOf(request.url ?? "")) {
    case null:
      return { status: 400, body: { error: "the request target is not a path" } };
    case "/":
      return isLocal(request) ? shown(request, page) : NOT_FOUND;
    case "/healthz":
      return probed(request, "ok", healthy());
    case "/readyz":
      return probed(request, "ready", stopping ? "stopping" : ready());
    case "/api/alerts":
      return receiveAlert(requestOf(request), {
        check,
        accept: (wakeup) => {
          if (stopping) return Promise.reject(stoppingError());
          wake(wakeup);
          return Promise.resolve();
        },
        refused: (status, reason) => {
          reporter.notice({ kind: "refused", via: "http", status, reason });
        },
      });
    default:
      return NOT_FOUND;
  }
}

const NOT_FOUND: Answer = { status: 404, body: { error: "not found" } };

/** Whether a browser of this machine asks for a name of this machine: pages of other sites name theirs. */
function isLocal({ socket, headers: { host = "" } }: IncomingMessage): boolean {
  const from = socket.remoteAddress ?? "";
  return (
    /^(?:::ffff:)?127\.|^::1$/.test(from) && /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(host)
  );
}

const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

function shown(request: IncomingMessage, page: () => string): Answer {
  return refusedMethod(request) ?? { status: 200, headers: PAGE_HEADERS, page: page() };
}

/** The path of a request target in origin form or absolute form (RFC 9112, 3.2); null for any other. */
function pathOf(target: string): string | null {
  if (target.startsWith("/")) return target.replace(/[?#].*$/s, "");
  const url = /^https?:\/\//i.test(target) && URL.canParse(target) ? new URL(target) : null;
  return url === null ? null : url.pathname;
}

function probed(request: IncomingMessage, good: string, flaw: string | null): AlertAnswer {
  const answered =
    flaw === null ? { status: 200, body: { status: good } } : { status: 503, body: { status: flaw } };
  return refusedMethod(request) ?? answered;
}

function refusedMethod({ method }: IncomingMessage): AlertAnswer | null {
  if (method === "GET" || method === "HEAD") return null;
  return { status: 405, headers: { allow: "GET, HEAD" }, body: { error: "only GET is answered here" } };
}

function stoppingError(): SyncError {
  return new SyncError({
    code: "INTERRUPTED",
    fault: "config",
    message: "the server is stopping",
    remedy: "Send the alert again; another replica, or the next start, takes it.",
  });
}

function requestOf(request: IncomingMessage): AlertRequest {
  return {
    method: request.method ?? "GET",
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : null;
    },
    text: () => textOf(request),
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, page }: Answer,
): void {
  if (response.destroyed || response.headersSent) return;
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const type = page === undefined ? json : { "content-type": "text/html; charset=utf-8" };
  // The rest of an unread body would be taken for the next request, or read forever.
  const rest = request.complete ? {} : { connection: "close" };
  response.writeHead(status, { ...type, ...headers, ...rest });
  response.end(page ?? (body === undefined ? undefined : JSON.stringify(body)));
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
