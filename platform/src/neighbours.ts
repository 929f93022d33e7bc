import {
  ExistingHub,
  HubConnection,
  inspectorOf,
  type Cidr,
  type IExtensibleHub,
  type IHub,
  type NextHop,
  type Spoke,
} from "@aks-topology/constructs/internal";

/** A range behind another hub of the platform, to which the team of a hub that exists already routes. */
export interface Neighbour {
  readonly range: Cidr;
  readonly other: IHub;
  /** Firewall or appliance of the other hub; undefined where the range is reached by the peering alone. */
  readonly hop: NextHop | undefined;
  /** The peering of the two, where the other hub is created; undefined where their teams peer them. */
  readonly connection: HubConnection | undefined;
}

/** The platform's hubs and spokes. */
interface Built {
  readonly hubs: readonly IExtensibleHub[];
  readonly spokes: readonly Spoke[];
}

/**
 * What is behind the other hubs of the platform that a hub which exists already is peered with: hubs that are created and
 * name it, and hubs behind which its peers are. As for everything that teams are asked for, it is taken to be done.
 *
 * @param peers ranges of other networks that the file says are peered with the hub
 */
export function neighboursOf(hub: IHub, peers: readonly Cidr[], built: Built): readonly Neighbour[] {
  if (!(hub instanceof ExistingHub)) return [];
  return [...connectedWith(hub, built), ...existingPeers(hub, peers, built)];
}

function connectedWith(hub: IHub, { hubs }: Built): Neighbour[] {
  return hubs
    .flatMap(({ node }) => node.children)
    .filter((child) => child instanceof HubConnection)
    .filter(({ other }) => other === hub)
    .flatMap((connection): Neighbour[] => {
      const { hub: other, requestedRoutes } = connection;
      const common = { other, connection };
      if (requestedRoutes.length > 0) return requestedRoutes.map((route) => ({ ...common, ...route }));
      return other.network.addressSpace.map((range) => ({ ...common, range, hop: undefined }));
    });
}

/** How the teams of two hubs that exist already connect them is not described. */
function existingPeers(hub: IHub, peers: readonly Cidr[], { spokes }: Built): Neighbour[] {
  return peers.flatMap((range) => {
    const spoke = spokes.find(
      (each) =>
        each.hub !== hub &&
        each.hub instanceof ExistingHub &&
        each.network.addressSpace.some((own) => own.overlaps(range)),
    );
    if (spoke === undefined) return [];
    return [{ range, other: spoke.hub, hop: inspectorOf(spoke.hub), connection: undefined }];
  });
}
