import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { bodyLimit, receiveAlert } from "../alerts.js";
import type { AlertAnswer, AlertRequest, TokenCheck } from "../alerts.js";
import type { Engine } from "../engine.js";
import type { Reporter } from "../../ports/reporter.js";

export interface AlertServer {
  readonly url: string;
  /** Answers no more, and resolves when the open requests are answered. */
  close(): Promise<void>;
}

export interface AlertServerOptions {
  readonly engine: Engine;
  readonly reporter: Reporter;
  readonly check: TokenCheck | null;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
}

/** `POST /api/alerts`, `/healthz` and `/readyz` over plain HTTP; TLS is the ingress's business. */
export async function listen(options: AlertServerOptions): Promise<AlertServer> {
  let stopping = false;
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    void answer(request, options, stopping).then((made) => {
      send(response, made);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
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
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  { engine, reporter, check }: AlertServerOptions,
  stopping: boolean,
): Promise<AlertAnswer> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  switch (pathname) {
    case "/healthz":
      return { status: 200, body: { status: "ok" } };
    case "/readyz":
      return stopping
        ? { status: 503, body: { status: "stopping" } }
        : { status: 200, body: { status: "ready" } };
    case "/api/alerts":
      return receiveAlert(requestOf(request), {
        check,
        accept: (wakeup) => {
          if (stopping) return Promise.reject(new Error("the server is stopping"));
          engine.wake(wakeup, "http");
          return Promise.resolve();
        },
        refused: (status, reason) => {
          reporter.notice({ kind: "refused", via: "http", status, reason });
        },
      });
    default:
      return { status: 404, body: { error: "not found" } };
  }
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

/** Reads on after the limit without keeping anything, so that the sender gets its answer. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= bodyLimit) chunks.push(bytes);
    if (size > bodyLimit * 8) break;
  }
  return size > bodyLimit ? null : Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, headers, body }: AlertAnswer): void {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
