import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { createServer, type Server as HttpsServer } from "node:https";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates, type SecureContext } from "node:tls";
import type { SimRequest, SimResponse } from "../core/http.js";
import { CertificateAuthority } from "./certificates.js";
import { environmentOf } from "./environment.js";
import { createProxy } from "./proxy.js";

export interface ListenOptions {
  /** TLS port; the CONNECT proxy takes the next one. 0 lets the system choose both. @default 0 */
  readonly port?: number;
  /** Host to listen on; anything but loopback needs `exposed`. @default 127.0.0.1 */
  readonly host?: string;
  /** Allow a host that other machines can reach. Nothing here is secured. @default false */
  readonly exposed?: boolean;
  /** Folder for the CA's certificate. @default a new temporary one, removed on close */
  readonly caDirectory?: string;
  /** PEM text of further roots for the bundle, such as a company's own proxy. @default none */
  readonly extraRoots?: string;
  /** Called for every answered request. @default no log */
  readonly onRequest?: (line: RequestLine) => void;
}

/** One line of the request log. */
export interface RequestLine {
  readonly method: string;
  readonly url: string;
  /** 0 when the connection was reset. */
  readonly status: number;
  readonly ms: number;
}

/** A running HTTPS server. */
export interface RunningServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  readonly proxyUrl: string;
  /** The CA's certificate, PEM. */
  readonly caFile: string;
  /** Environment for clients of this server. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

/** Largest body of a request; ARM itself refuses far smaller ones. */
const MAX_UPLOAD = 256 * 1024 * 1024;

export class NotLoopback extends Error {
  constructor(host: string) {
    super(
      `refusing to listen on ${host}: it is not a loopback address, and nothing here is secured; say so explicitly to expose it`,
    );
    this.name = "NotLoopback";
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Serves a handler over HTTPS with a CA of its own. */
export async function listen(
  handle: (request: SimRequest) => Promise<SimResponse>,
  tenant: string,
  options: ListenOptions = {},
): Promise<RunningServer> {
  const host = options.host ?? "127.0.0.1";
  if (!isLoopback(host) && options.exposed !== true) throw new NotLoopback(host);
  const authority = await CertificateAuthority.create();
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    void serveOne(handle, request, response, options.onRequest);
  };
  const tls = await createTls(authority, serve);
  const port = await bind(tls, options.port ?? 0, host);
  const proxy = createProxy(port, serve);
  const proxyPort = await bind(
    proxy,
    options.port === undefined || options.port === 0 ? 0 : port + 1,
    host,
  ).catch(async (error: unknown) => {
    await closed(tls);
    throw error;
  });
  const name = host.includes(":") ? `[${host}]` : host;
  const files = await writeAuthority(authority.pem, options);
  const url = `https://${name}:${port}`;
  const proxyUrl = `http://${name}:${proxyPort}`;
  return {
    url,
    proxyUrl,
    caFile: files.caFile,
    env: environmentOf({ url, proxyUrl, ...files, tenant }),
    close: async () => {
      await Promise.all([closed(tls), closed(proxy)]);
      if (options.caDirectory === undefined) await rm(files.directory, { recursive: true, force: true });
    },
  };
}

async function createTls(
  authority: CertificateAuthority,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpsServer> {
  const sni = (name: string, done: (error: Error | null, context?: SecureContext) => void): void => {
    authority.contextFor(name).then(
      (context) => {
        done(null, context);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  };
  return createServer(
    { ...(await authority.leaf("localhost")), SNICallback: sni, maxHeaderSize: 65_536 },
    serve,
  );
}

async function writeAuthority(
  pem: string,
  options: ListenOptions,
): Promise<{ directory: string; caFile: string; caBundleFile: string }> {
  const directory = options.caDirectory ?? (await mkdtemp(join(tmpdir(), "aks-topology-simulator-")));
  const caFile = join(directory, "ca.pem");
  const caBundleFile = join(directory, "ca-bundle.pem");
  await writeFile(caFile, pem);
  await writeFile(caBundleFile, [pem, options.extraRoots ?? "", ...rootCertificates].join("\n"));
  return { directory, caFile, caBundleFile };
}

async function serveOne(
  handle: (request: SimRequest) => Promise<SimResponse>,
  request: IncomingMessage,
  response: ServerResponse,
  log: ListenOptions["onRequest"],
): Promise<void> {
  const started = performance.now();
  const abort = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) abort.abort();
  });
  const scheme = "encrypted" in request.socket ? "https" : "http";
  const url = `${scheme}://${request.headers.host ?? "localhost"}${request.url ?? "/"}`;
  const method = request.method ?? "GET";
  const note = (status: number): void =>
    log?.({ method, url, status, ms: Math.round(performance.now() - started) });
  try {
    const body = await readBody(request);
    const answer = await handle({ method, url, headers: headersOf(request), body, signal: abort.signal });
    send(response, method, answer);
    note(answer.status);
  } catch {
    note(0);
    // A client sees a closed connection as ECONNRESET; TLS sockets know no harder way.
    request.socket.destroy();
  }
}

function send(response: ServerResponse, method: string, answer: SimResponse): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(answer.body, "utf8");
  const noBody = method === "HEAD" || answer.status === 204 || answer.status === 304;
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name !== "content-length"),
  );
  // A HEAD has the length that a GET would have, which is not that of its own body.
  const length = method === "HEAD" ? answer.headers["content-length"] : noBody ? undefined : bytes.length;
  response.writeHead(
    answer.status,
    length === undefined ? headers : { ...headers, "content-length": String(length) },
  );
  response.end(noBody ? undefined : bytes);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_UPLOAD) throw new Error("the request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bind(server: HttpServer | HttpsServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function closed(server: HttpServer | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
