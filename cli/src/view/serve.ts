import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { UsageError } from "../errors.js";
import { Follower, type Read } from "./follow.js";
import { renderLivePage, type LiveView } from "./live-page.js";

const HOST = "127.0.0.1";

export interface ViewServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the page of a platform file on loopback, and announces each new version to browsers. */
export async function serveView(
  file: string,
  read: () => Read,
  { port, onVersion }: { readonly port: number; readonly onVersion: (view: LiveView) => void },
): Promise<ViewServer> {
  let current: LiveView | undefined;
  const listeners = new Set<ServerResponse>();
  const follower = new Follower(file, read, (view) => {
    current = view;
    for (const listener of listeners) listener.write(eventOf(view));
    onVersion(view);
  });
  await follower.start();
  const server = createServer((request, response) => {
    if (!isOwn(request)) {
      answer(response, 403, "text/plain", "Only for browsers on this machine.\n");
      return;
    }
    if (request.method !== "GET") {
      answer(response, 405, "text/plain", "Only GET is answered.\n");
      return;
    }
    if (request.url === "/events") {
      listen(response);
      return;
    }
    if (request.url !== "/" || current === undefined) {
      answer(response, 404, "text/plain", "There is one page, at /.\n");
      return;
    }
    answer(response, 200, "text/html; charset=utf-8", renderLivePage(current));
  });
  const listen = (response: ServerResponse): void => {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    if (current !== undefined) response.write(eventOf(current));
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  };
  const bound = await bind(server, port);
  return {
    url: `http://${HOST}:${bound}/`,
    close: async () => {
      follower.stop();
      for (const listener of listeners) listener.end();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** Pages of other sites that name this machine by a name of theirs are not answered. */
function isOwn({ headers: { host = "" } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}

function eventOf({ version }: LiveView): string {
  return `data: ${version}\n\n`;
}

async function bind(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      reject(
        isTaken
          ? new UsageError(`Port ${port} is in use.`, "Choose another --port, or none for a free one.")
          : error,
      );
    });
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
