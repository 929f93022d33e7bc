import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** Names that the simulator answers for: Azure's control plane, sign-in and data planes. */
const OURS = [
  "management.azure.com",
  "login.microsoftonline.com",
  "graph.microsoft.com",
  ".core.windows.net",
  ".vault.azure.net",
  ".azurewebsites.net",
  ".azurecr.io",
  ".eventgrid.azure.net",
  ".azconfig.io",
];

function isOurs(host: string): boolean {
  return OURS.some((name) => (name.startsWith(".") ? host.endsWith(name) : host === name));
}

/** The host and port of a CONNECT request; undefined when it names none. Node throws on a port beyond 65,535. */
function targetOf(authority: string): { host: string; port: number } | undefined {
  const [, host = "", digits = "443"] = /^([^\s/?#@]+?)(?::(\d+))?$/.exec(authority) ?? [];
  const port = Number(digits);
  if (host === "" || port < 1 || port > 65_535) return undefined;
  return { host: host.toLowerCase().replace(/^\[(.*)\]$/, "$1"), port };
}

/**
 * A CONNECT proxy on loopback: Azure's names connect to the simulator's TLS port, anything else (Terraform's registry)
 * goes where it would have gone. Plain requests are answered by `local`: the managed identity endpoint.
 */
export function createProxy(
  tlsPort: number,
  local: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer(local);
  const open = new Set<Duplex>();
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = targetOf(request.url ?? "");
    if (target === undefined) {
      client.on("error", () => client.destroy());
      client.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
      return;
    }
    const upstream: Socket = isOurs(target.host)
      ? connect(tlsPort, "127.0.0.1")
      : connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => {
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.on("connect", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      if (head.length > 0) upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
  });
  server.on("close", () => {
    for (const socket of open) socket.destroy();
  });
  return server;
}
