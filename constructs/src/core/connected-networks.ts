import { knownText } from "./known.js";

/** A network by its Azure Resource Manager id: one that is made here is itself, one that exists already is its id. */
export interface RoutedNetwork {
  readonly virtualNetworkId: string;
}

/** Networks that route to each other, in groups: peered directly or through a hub. */
export class ConnectedNetworks {
  readonly #groups = new Map<unknown, Set<unknown>>();

  connect(one: RoutedNetwork, other: RoutedNetwork): void {
    const [into, from] = [this.#group(one), this.#group(other)];
    if (into === from) return;
    for (const member of from) {
      into.add(member);
      this.#groups.set(member, into);
    }
  }

  /** The group of a network: two networks route to each other when theirs is the same one. */
  groupOf(network: RoutedNetwork): object {
    return this.#group(network);
  }

  #group(network: RoutedNetwork): Set<unknown> {
    const key = knownText(network.virtualNetworkId)?.toLowerCase() ?? network;
    const group = this.#groups.get(key) ?? new Set([key]);
    this.#groups.set(key, group);
    return group;
  }
}
