import { knownText } from "./known.js";

/**
 * A network, or the virtual hub of a Virtual WAN, by its Azure Resource Manager id: one that is made here is itself, one that
 * exists already is its id.
 */
export type RoutedNetwork = { readonly virtualNetworkId: string } | { readonly virtualHubId: string };

/** The Azure Resource Manager id of a network or a virtual hub. */
export function routedId(network: RoutedNetwork): string {
  return "virtualHubId" in network ? network.virtualHubId : network.virtualNetworkId;
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
  return knownText(routedId(network))?.toLowerCase() ?? network;
}
