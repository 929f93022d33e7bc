/** Which clients of a question ask which servers. */
import { familyOf } from "./address.js";
import type { Endpoint } from "./endpoint.js";

export interface Pair {
  readonly client: Endpoint;
  readonly server: Endpoint;
}

/** Every client with the servers that it uses, of its own address family. */
export function pairsOf(clients: readonly Endpoint[], servers: readonly Endpoint[]): readonly Pair[] {
  return clients.flatMap((client) => {
    const own = servers.filter((server) => haveOneFamily(client, server));
    return serversFor(client, own).map((server) => ({ client, server }));
  });
}

function haveOneFamily(client: Endpoint, server: Endpoint): boolean {
  const [one, other] = [familyOf(client.address), familyOf(server.address)];
  return one === undefined || other === undefined || one === other;
}

/** Clients on the Internet use the public frontend, others the private one where there is one. */
function serversFor(client: Endpoint, servers: readonly Endpoint[]): readonly Endpoint[] {
  const wanted = client.place?.in === "internet" ? "public" : "private";
  const fitting = servers.filter(({ frontend }) => frontend === wanted);
  return fitting.length === 0 ? servers : fitting;
}

/** Where a client is: what is dual-stack is one client. */
export function placeKey({ place, text }: Endpoint): string {
  return place?.in === "subnet" ? place.subnet.key : `${place?.in ?? ""} ${text}`;
}
