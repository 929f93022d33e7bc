import type { Cidr } from "../../net/cidr.js";
import { inspectorOf } from "../estate/hub.js";
import type { Spoke } from "../spoke/spoke.js";
import { addClientRules, callsFrom } from "./client-rules.js";
import type { ImportedHub } from "./imported-hub.js";

/**
 * Allows clients in spokes of one hub that exists already to reach gateways, pods and load balancers in spokes of another, on the
 * firewall of their own hub; that of the other one allows them too. The teams of the hubs peer and route them: the other
 * spokes are among the peers of the clients' hub.
 */
export function allowCallsOfTeams(near: ImportedHub, far: ImportedHub): void {
  if (inspectorOf(near) === undefined || inspectorOf(far) === undefined) return;
  const servers = far.spokes.filter((spoke) => isAmong(near.peers, spoke));
  if (servers.length === 0) return;
  const position = near.addConnection();
  for (const client of near.spokes) {
    const calls = callsFrom(client.network.addressSpace, servers);
    addClientRules(client, { far: far.node.id, position, calls });
  }
}

function isAmong(peers: readonly Cidr[], { network }: Spoke): boolean {
  return network.addressSpace.some((space) => peers.some((peer) => peer.overlaps(space)));
}
