/** Which clients of a question ask which servers. */
import { familyOf } from "./address.js";
import type { Endpoint } from "./endpoint.js";
import type { Model } from "./model/model.js";
import { ownerOf } from "./walk/locate.js";

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

/** Whether packets between the ends pass nothing that the model has: neither is in the network, or both are on-premises. */
export function areOutside(
  clients: readonly Endpoint[],
  servers: readonly Endpoint[],
  model: Model,
): boolean {
  const isOutside = ({ place, address, clientAddress, apiOf }: Endpoint): boolean =>
    place?.in === "internet" &&
    clientAddress === undefined &&
    apiOf === undefined &&
    ownerOf(model, address) === undefined;
  const isFar = (end: Endpoint): boolean => end.place?.in === "on-premises" || isOutside(end);
  // Resolvers on-premises may answer a host name with a private address.
  const isResolved = servers.some(({ hostName }) => hostName !== undefined);
  return (
    clients.every(isFar) && servers.every(isFar) && !(isResolved && clients.some((end) => !isOutside(end)))
  );
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
