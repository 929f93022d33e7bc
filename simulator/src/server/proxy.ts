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

const isOurs = (host: string): boolean =>
  OURS.some((name) => (name.startsWith(".") ? host.endsWith(name) : host === name));

/**
 * A CONNECT proxy on loopback: Azure's names lead to the simulator's TLS port, anything else (Terraform's registry)
 * goes where it would have gone. Plain requests are answered by `local`: the managed identity endpoint.
 */
export function createProxy(
  tlsPort: number,
  local: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer(local);
  const open = new Set<Duplex>();
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const [host = "", port = "443"] = (request.url ?? "").split(/:(?=\d+$)/);
    const upstream: Socket = isOurs(host.toLowerCase())
      ? connect(tlsPort, "127.0.0.1")
      : connect(Number(port), host);
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
