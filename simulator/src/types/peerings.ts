import { badRequest } from "../core/arm-error.js";
import { lower, parentId } from "../core/arm-id.js";
import { asList, at, objects, textAt, textOf, withAt, type JsonObject } from "../core/json.js";
import type { Change, Echo, Facts, Refusal, TypeRow } from "../core/type-row.js";
import { overlap } from "./helpers.js";

const PEERINGS = "properties.virtualNetworkPeerings";
const REMOTE = "properties.remoteVirtualNetwork.id";
const STATE = "properties.peeringState";

function spaceOf(network: JsonObject): string[] {
  return asList(at(network, "properties.addressSpace.addressPrefixes")).map(textOf);
}

function peeringsOf(network: JsonObject | undefined): readonly JsonObject[] {
  return objects(at(network, PEERINGS));
}

function pointsTo(peering: JsonObject, network: string): boolean {
  return lower(textAt(peering, REMOTE)) === lower(network);
}

/** The peering on the other side that points back. */
function counterpart({ id, body, world }: Facts): JsonObject | undefined {
  const own = parentId(id);
  return peeringsOf(world.lookup(textAt(body, REMOTE))).find((peering) => pointsTo(peering, own));
}

/**
 * The first peering of a pair is Initiated; both are Connected once the second is there; the one that is left is
 * Disconnected (Microsoft Learn, "Virtual network peering").
 */
export function echoedPeerings({ id, before, after }: Change): Echo[] {
  const remotes = new Map(
    [...peeringsOf(before), ...peeringsOf(after)].map((peering) => [
      lower(textAt(peering, REMOTE)),
      textAt(peering, REMOTE),
    ]),
  );
  return [...remotes.values()].map((remote) => {
    const peered = peeringsOf(after).some((peering) => pointsTo(peering, remote));
    return { id: remote, change: (network) => withStates(network, id, peered) };
  });
}

function withStates(network: JsonObject, towards: string, peered: boolean): JsonObject {
  if (!peeringsOf(network).some((peering) => pointsTo(peering, towards))) return network;
  const peerings = peeringsOf(network).map((peering) =>
    pointsTo(peering, towards) ? withAt(peering, STATE, nextState(textAt(peering, STATE), peered)) : peering,
  );
  return withAt(network, PEERINGS, peerings);
}

function nextState(state: string, peered: boolean): string {
  if (peered) return state === "Initiated" ? "Connected" : state;
  return state === "Connected" ? "Disconnected" : state;
}

const dangling: Refusal = ({ id, body, world }) => {
  const remote = textAt(body, REMOTE);
  return world.lookup(remote) !== undefined
    ? undefined
    : badRequest(
        "InvalidResourceReference",
        `Resource ${remote} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
};

const peersOverlap: Refusal = ({ id, name, body, world }) => {
  const own = parentId(id);
  const remote = textAt(body, REMOTE);
  const there = world.lookup(remote) ?? {};
  const clash = spaceOf(world.lookup(own) ?? {}).filter((prefix) =>
    spaceOf(there).some((other) => overlap(prefix, other)),
  );
  return clash.length === 0
    ? undefined
    : badRequest(
        "VnetAddressSpacesOverlap",
        `Cannot create or update peering ${name}. Virtual networks ${own} and ${remote} cannot be peered because their address spaces overlap. Overlapping address prefixes: ${clash.join(", ")}.`,
      );
};

/** In the words of azurerm #14051. */
const remoteDisconnected: Refusal = (facts) => {
  const back = counterpart(facts);
  if (back === undefined || textAt(back, STATE) !== "Disconnected" || facts.previous !== undefined)
    return undefined;
  return badRequest(
    "RemotePeeringIsDisconnected",
    `Cannot create or update peering ${facts.id} because remote peering ${textAt(facts.body, REMOTE)}/virtualNetworkPeerings/${textOf(back["name"])} referencing parent virtual network ${parentId(facts.id)} is in Disconnected state. Update or re-create the remote peering to get it back to Initiated state. Peering gets Disconnected when remote vnet or remote peering is deleted and re-created.`,
    [],
  );
};

export const peeringRow: TypeRow = {
  type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
  retryAfter: 0,
  defaults: {
    properties: {
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      doNotVerifyRemoteGateways: false,
      peerCompleteVnets: true,
    },
  },
  computed: {
    [STATE]: (facts) => (counterpart(facts) === undefined ? "Initiated" : "Connected"),
    "properties.peeringSyncLevel": () => "FullyInSync",
    "properties.remoteAddressSpace": ({ body, world }) =>
      at(world.lookup(textAt(body, REMOTE)), "properties.addressSpace"),
  },
  refusals: [dangling, peersOverlap, remoteDisconnected],
};
