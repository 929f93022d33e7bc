import {
  exchangesWith,
  Hub,
  HubConnection,
  ImportedHub,
  inspectorOf,
  peersBehind,
  type Cidr,
  type IHub,
  type IPeerableHub,
  type NextHop,
  type Spoke,
} from "@aks-topology/constructs/internal";

/** A route in the tables of another network that is peered with a hub, to a spoke that calls it, or that it calls. */
export interface PeerRoute {
  readonly hub: IPeerableHub;
  readonly peer: Cidr;
  readonly spoke: Spoke;
  /** A range of the spoke. */
  readonly prefix: Cidr;
  /** Firewall or appliance of the hub. */
  readonly hop: NextHop;
}

/**
 * The routes of the peers of a hub. Requests and responses of their calls pass its firewall or appliance; without a route in
 * the peer's own tables, one of the two directions is lost. A virtual hub announces its routes to what is connected with it.
 */
export function peerRoutesOf(hub: IHub, hubs: readonly IHub[]): readonly PeerRoute[] {
  const hop = inspectorOf(hub);
  if (hop === undefined || !isPeerable(hub)) return [];
  // Spokes of the platform behind another hub that exists already route to the firewall of that hub.
  const spaces = hubs
    .filter(isPeerable)
    .flatMap(({ spokes }) => spokes.flatMap(({ network }) => network.addressSpace));
  const isOther = (range: Cidr): boolean =>
    range.family === 4 && !spaces.some((space) => space.overlaps(range));
  const beyond = connectedWith(hub, hubs)
    .filter((other) => inspectorOf(other) !== undefined)
    .flatMap((other) => other.spokes.map((spoke) => ({ spoke, peers: peersBehind(hub, other) })));
  return [...hub.spokes.map((spoke) => ({ spoke, peers: hub.peers })), ...beyond].flatMap(
    ({ spoke, peers }) =>
      peers
        .filter(isOther)
        .filter((peer) => exchangesWith(spoke, [peer]))
        .flatMap((peer) =>
          spoke.network.addressSpace
            .filter(({ family }) => family === 4)
            .map((prefix) => ({ hub, peer, spoke, prefix, hop })),
        ),
  );
}

function isPeerable(hub: IHub): hub is Hub | ImportedHub {
  return hub instanceof Hub || hub instanceof ImportedHub;
}

function connectedWith(hub: IPeerableHub, hubs: readonly IHub[]): readonly IPeerableHub[] {
  return hubs
    .flatMap(({ node }) => node.children)
    .filter((child) => child instanceof HubConnection)
    .flatMap((connection): readonly IPeerableHub[] => {
      if (connection.hub === hub) return [connection.other];
      return connection.other === hub ? [connection.hub] : [];
    });
}
