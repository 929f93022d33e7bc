import { createServer, type RequestListener, type Server } from "node:http";
import { createHttpHeaders, RestError } from "@azure/core-rest-pipeline";
import type { HttpClient } from "../../src/adapters/azure/connect.js";
import { tableBody, tableId } from "./fleet.js";
import { everything, SECRETS } from "./secrets.js";

/** Azure, as its answers and failures might quote what was sent to it. */
export const azures: Readonly<Record<string, HttpClient>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 412, 429, 500].map((status) => [
      `an answer ${status} that echoes the request`,
      answering(
        status,
        JSON.stringify({ error: { code: "Echo", message: everything, details: [{ message: everything }] } }),
      ),
    ]),
  ),
  "a proxy's page": answering(200, `<html>${everything}</html>`),
  "another table": answering(
    200,
    JSON.stringify(tableBody(`${tableId("x")}${SECRETS["a function key in a URL"] ?? ""}`, [])),
  ),
  "a table without anything": answering(200, JSON.stringify({ id: everything, name: everything })),
  "a connection that breaks": failing(
    (request) => new RestError(everything, { code: "ECONNRESET", request }),
  ),
  "an error of a library": failing((request) =>
    Object.assign(new Error(everything, { cause: new Error(everything) }), { request }),
  ),
  "something that is no error": failing(() => everything),
};

export function answering(status: number, bodyAsText: string): HttpClient {
  return {
    sendRequest: (request) =>
      Promise.resolve({
        request,
        status,
        bodyAsText,
        headers: createHttpHeaders({ "content-type": "application/json" }),
      }),
  };
}

function failing(make: (request: Parameters<HttpClient["sendRequest"]>[0]) => unknown): HttpClient {
  return {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- libraries reject with anything
    sendRequest: (request) => Promise.reject(make(request)),
  };
}

/** Everything that asks this server is answered with its own request and with all secrets. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.stringify({
      error: {
        code: "Echo",
        message: `${request.url ?? ""} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString()} ${everything}`,
      },
    });
    response.writeHead(403, { "content-type": "application/json", "x-ms-error-code": "Echo" }).end(body);
  });
};

export async function listening(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    server,
    origin: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
  };
}

/** As the Functions host and Node print an error: with its stack, its cause and its properties. */
export function inspected(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [error.message, ...own, error.cause === undefined ? "" : inspected(error.cause)].join("\n");
}
