import { knownText } from "./known.js";

/** A network by its Azure Resource Manager id: one that is made here is itself, one that exists already is its id. */
export interface RoutedNetwork {
  readonly virtualNetworkId: string;
}

/** Members in groups, which connecting two members joins. */
export class ConnectedGroups<Member> {
  readonly #groups = new Map<Member, Set<Member>>();

  connect(one: Member, other: Member): void {
    const [into, from] = [this.groupOf(one), this.groupOf(other)];
    if (into === from) return;
    for (const member of from) {
      into.add(member);
      this.#groups.set(member, into);
    }
  }

  /** The group of a member; two members are connected when theirs is the same object. */
  groupOf(member: Member): Set<Member> {
    const group = this.#groups.get(member) ?? new Set([member]);
    this.#groups.set(member, group);
    return group;
  }
}

/** Networks that route to each other, in groups: peered directly or through a hub. */
export class ConnectedNetworks {
  readonly #groups = new ConnectedGroups<unknown>();

  connect(one: RoutedNetwork, other: RoutedNetwork): void {
    this.#groups.connect(identityOf(one), identityOf(other));
  }

  /** The group of a network: two networks route to each other when theirs is the same one. */
  groupOf(network: RoutedNetwork): object {
    return this.#groups.groupOf(identityOf(network));
  }
}

function identityOf(network: RoutedNetwork): unknown {
  return knownText(network.virtualNetworkId)?.toLowerCase() ?? network;
}
