import { ExistingHub, type Cidr, type IHub, type Spoke } from "@aks-topology/constructs/internal";

/** Another hub of the platform behind which a range is, and that is peered with a hub by their teams. */
export interface Neighbour {
  readonly range: Cidr;
  readonly other: IHub;
}

/**
 * The hubs behind which the peers of a hub that exists already are, where both are hubs of the platform. How their teams
 * connect them is not described; as for everything that teams are asked for, it is taken to be done.
 */
export function neighboursOf(
  hub: IHub,
  peers: readonly Cidr[],
  spokes: readonly Spoke[],
): readonly Neighbour[] {
  if (!(hub instanceof ExistingHub)) return [];
  return peers.flatMap((range) => {
    const spoke = spokes.find(
      (each) =>
        each.hub !== hub &&
        each.hub instanceof ExistingHub &&
        each.network.addressSpace.some((own) => own.overlaps(range)),
    );
    return spoke === undefined ? [] : [{ range, other: spoke.hub }];
  });
}
