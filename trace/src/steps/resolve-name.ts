/** Before a packet leaves: the client looks the server's name up. */
import { formatAddress } from "../address.js";
import type { Endpoint } from "../endpoint.js";
import type { Packet } from "../evaluate/packet.js";
import type { Model, Subnet } from "../model/model.js";
import { resolveApi } from "../names/api-name.js";
import { ELSEWHERE, lookUp, resolverOf, silentServer, type Answer, type Resolver } from "../names/resolve.js";
import type { Outcome, Place } from "../walk/hop.js";
import { outcomeOf, type Trail } from "../walk/trail.js";

/**
 * Looks up the name of a server as a client in a subnet or on-premises does. One on the Internet finds public names.
 * @returns the end where there is no answer
 */
export function resolveName(trail: Trail, place: Place, server: Endpoint, model: Model): Outcome | undefined {
  const isInside = place.in === "subnet" || place.in === "on-premises";
  if (!isInside || server.hostName === undefined) return undefined;
  const client = place.in === "subnet" ? place.subnet : undefined;
  const silent = client && silentServer(client.network, model);
  if (silent !== undefined) {
    const detail = `asks ${formatAddress(silent.ip)}: the firewall has no DNS proxy, and answers nothing`;
    trail.hop("resolve", { at: silent.address, by: silent.policy?.address ?? silent.address, detail });
    return outcomeOf(trail.end("dropped", place));
  }
  const { answer, resolver } =
    server.apiOf === undefined
      ? ofName(server.hostName, client, model)
      : resolveApi(server.apiOf, client, model);
  const before = trail.packet;
  if (answer.address !== undefined) trail.packet = { ...before, destination: answer.address };
  if (
    client !== undefined
      ? resolver.asked.length > 0 || answer.by !== "public DNS" || answer.address === undefined
      : answer.unsure !== undefined
  )
    note(trail, client, resolver, answer, before);
  if (answer.unsure !== undefined) return outcomeOf(trail.end("unknown", place));
  if (answer.address === undefined) return outcomeOf(trail.end("dropped", place));
  return undefined;
}

function ofName(
  hostName: string,
  client: Subnet | undefined,
  model: Model,
): { answer: Answer; resolver: Resolver } {
  const resolver = client === undefined ? ELSEWHERE : resolverOf(client.network, model);
  return { answer: lookUp(hostName, resolver, model), resolver };
}

function note(
  trail: Trail,
  client: Subnet | undefined,
  { asked }: Resolver,
  answer: Answer,
  before: Packet,
): void {
  const at = asked.at(-1)?.at ?? client?.network.address ?? "on-premises";
  const via = asked.map(({ address, detail }) => `${detail}, ${formatAddress(address)}`).join(", then ");
  trail.hop("resolve", {
    at,
    by: answer.by,
    detail: via === "" ? answer.detail : `asks ${via}: ${answer.detail}`,
    unknowns: answer.unsure?.on,
    before,
  });
}
