import type { Construct } from "constructs";
import { refuseTakenKey } from "../../core/joined-name.js";
import type { Cidr } from "../../net/cidr.js";
import type { IVirtualNetwork } from "../../network/virtual-network.js";
import type { IHub } from "../estate/hub.js";
import { Spoke, type SpokeProps } from "../spoke/spoke.js";

/** A hub that spokes can be added to, whether it is created here or exists already. */
export interface IExtensibleHub extends IHub {
  /** Adds a spoke. Add new spokes last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, props: SpokeProps): Spoke;
}

/** A hub that is a virtual network, so that it can be peered with another one. */
export interface IPeerableHub extends IExtensibleHub {
  readonly network: IVirtualNetwork;
  /** Spokes of the hub, in the order in which they were added. */
  readonly spokes: readonly Spoke[];
  /** Ranges of other networks that are peered with the hub; empty where none are known. */
  readonly peers: readonly Cidr[];
  /** Counts a connection with another hub: its position, from 0, decides on the priorities of its firewall rules. */
  addConnection(): number;
}

/** Creates the spokes of a hub in their order, and counts its connections with other hubs. */
export class SpokesOf {
  readonly #hub: IHub;
  readonly #scope: Construct;
  readonly #spokes: Spoke[] = [];
  #count = 0;
  #connections = 0;

  /** @param scope where spokes are created that name no scope of their own */
  constructor(hub: IHub, scope: Construct) {
    this.#hub = hub;
    this.#scope = scope;
  }

  get all(): readonly Spoke[] {
    return this.#spokes;
  }

  add(id: string, { scope = this.#scope, ...props }: SpokeProps): Spoke {
    // A spoke that cannot be built keeps its position, so that those after it keep their priorities.
    const index = this.#count;
    this.#count += 1;
    refuseTakenKey(scope, id);
    const spoke = new Spoke(scope, id, { ...props, hub: this.#hub, index });
    this.#spokes.push(spoke);
    return spoke;
  }

  /** Position of the next connection with another hub, from 0. */
  addConnection(): number {
    this.#connections += 1;
    return this.#connections - 1;
  }
}
