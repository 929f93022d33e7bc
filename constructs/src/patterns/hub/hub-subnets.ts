import type { Construct } from "constructs";
import { addressBookOf, pathOf } from "../../core/places.js";
import { report } from "../../core/problem.js";
import { NO_ROOM } from "../../core/rules/addresses.js";
import { AddressPlan } from "../../net/address-plan.js";
import { usableAddresses } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";
import { NAMED_SUBNETS, NOT_FOR_RESOLVERS, SMALLEST_PREFIX } from "../../net/well-known.js";
import { Subnet } from "../../network/subnet.js";
import type { VirtualNetwork } from "../../network/virtual-network.js";
import { HUB_SUBNET_TOO_SMALL } from "./rules.js";

/** Slots of the named subnets in the hub's range, each a /26. They are fixed, so that adding a subnet moves no other. */
const SLOTS = { firewall: 0, firewallManagement: 1, gateway: 2, bastion: 3 } as const;
const SLOT_PREFIX = 26;

/** A subnet whose name Azure fixes. */
export type NamedSubnet = keyof typeof SLOTS;

/** The key of the hub that has the prefix of a subnet. */
const OWNER: Readonly<Record<NamedSubnet, string>> = {
  firewall: "firewall",
  firewallManagement: "firewall",
  gateway: "gateway",
  bastion: "bastion",
};

/** The two ends of a private DNS resolver. */
export type ResolverEnd = "inbound" | "outbound";

/** Allocates and creates the subnets of a hub. */
export class HubSubnets {
  readonly #hub: Construct;
  readonly #network: VirtualNetwork;
  readonly #plan: AddressPlan;

  /** @param given prefixes that are given by hand: nothing is allocated there */
  constructor(hub: Construct, network: VirtualNetwork, space: Cidr, given: readonly (Cidr | undefined)[]) {
    this.#hub = hub;
    this.#network = network;
    const taken = given.filter((prefix) => prefix !== undefined);
    this.#plan = new AddressPlan(space, taken, addressBookOf(hub), pathOf(hub));
  }

  /** The prefix of a named subnet that the hub must have: in a space without room it is as large as the space. */
  reserve(kind: NamedSubnet, given: Cidr | undefined): Cidr {
    return this.#prefixOf(kind, given) ?? this.#plan.space;
  }

  /** The prefix of a named subnet: the given one, else its slot, else the first free range. */
  #prefixOf(kind: NamedSubnet, given: Cidr | undefined): Cidr | undefined {
    const plan = this.#plan;
    if (given !== undefined) return plan.space.relative(given);
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    return plan.rangeOf(this.#keyOf(name), () => {
      const slot = slotIn(plan.space, kind);
      if (slot !== undefined && plan.isFree(slot)) return plan.take(slot);
      const addresses = usableAddresses(prefixLength);
      return plan.find(plan.space, { addresses, wanted: SLOT_PREFIX }, "bottom");
    });
  }

  /** A named subnet with a prefix that was reserved. @param given the one given by hand */
  named(kind: NamedSubnet, given: Cidr | undefined, prefix: Cidr): Subnet {
    const { name, prefixLength: smallest } = NAMED_SUBNETS[kind];
    const prop = given === undefined ? "addressSpace" : `${kind}.subnetPrefix`;
    report(this.#hub, HUB_SUBNET_TOO_SMALL.judge({ name, prefix, smallest, prop }));
    return new Subnet(this.#hub, name, {
      network: this.#network,
      prefix,
      name: { fixed: name },
      // Azure fixes the size, whatever the number of addresses in use.
      demand: { addresses: usableAddresses(smallest) },
      key: this.#keyOf(name),
    });
  }

  /** An optional named subnet; reported, and undefined, where there is no room for it. */
  optional(kind: NamedSubnet, given?: Cidr): Subnet | undefined {
    const prefix = this.#prefixOf(kind, given);
    if (prefix !== undefined) return this.named(kind, given, prefix);
    const { name, prefixLength } = NAMED_SUBNETS[kind];
    this.#reportNoRoom(`${name}, which requires a /${prefixLength}`, OWNER[kind]);
    return undefined;
  }

  /** The subnet of an endpoint of the hub's private DNS resolver, at the upper end of the hub's range. */
  ofResolver(end: ResolverEnd, given: Cidr | undefined): Subnet | undefined {
    const smallest = SMALLEST_PREFIX.resolver;
    const key = this.#keyOf(`dns.${end}`);
    const prefix = this.#atTop(key, given, NOT_FOR_RESOLVERS);
    if (prefix === undefined) {
      const outside = NOT_FOR_RESOLVERS.some((range) => range.overlaps(this.#plan.space));
      this.#reportNoRoom(
        `the ${end} endpoint's subnet, which requires a /${smallest}${outside ? " outside of 10.0.1.0 to 10.0.16.255" : ""}`,
        "dns",
      );
      return undefined;
    }
    const prop = given === undefined ? "addressSpace" : `dns.${end}SubnetPrefix`;
    const name = `The ${end} endpoint's subnet`;
    report(this.#hub, HUB_SUBNET_TOO_SMALL.judge({ name, prefix, smallest, prop }));
    return new Subnet(this.#hub, `dns_${end}`, {
      network: this.#network,
      prefix,
      name: { parts: [this.#hub.node.id, "dns", end] },
      demand: { addresses: RESOLVER_ADDRESSES },
      delegation: "Microsoft.Network/dnsResolvers",
      key,
    });
  }

  /** The subnet of the hub's jump host, at the upper end of the hub's range. @param owner what the subnet is a part of */
  ofJumpHost(owner: Construct, given: Cidr | undefined): Subnet | undefined {
    const key = this.#keyOf("bastion.jumpHost");
    const prefix = this.#atTop(key, given);
    if (prefix === undefined) {
      this.#reportNoRoom(`the jump host's subnet, a /${END_PREFIX}`, "bastion.jumpHost");
      return undefined;
    }
    const smallest = SMALLEST_PREFIX.subnet;
    const prop = given === undefined ? "addressSpace" : "bastion.jumpHost.subnetPrefix";
    report(this.#hub, HUB_SUBNET_TOO_SMALL.judge({ name: "The jump host's subnet", prefix, smallest, prop }));
    return new Subnet(owner, "~subnet", {
      network: this.#network,
      prefix,
      name: { parts: [this.#hub.node.id, "jump-host"] },
      demand: { addresses: 1 },
      key,
    });
  }

  /** The given prefix, else the last free /28 outside of some ranges. */
  #atTop(key: string, given: Cidr | undefined, avoided: readonly Cidr[] = []): Cidr | undefined {
    const plan = this.#plan;
    if (given !== undefined) return plan.space.relative(given);
    const need = { addresses: usableAddresses(END_PREFIX) };
    return plan.rangeOf(key, () => plan.find(plan.space, need, "top", avoided));
  }

  /** Path of a subnet in the address book. */
  #keyOf(name: string): string {
    return `${pathOf(this.#hub) ?? this.#hub.node.id}.${name}`;
  }

  #reportNoRoom(what: string, prop: string): void {
    const remedy = "Widen the hub's address space.";
    report(this.#hub, NO_ROOM.judge({ space: this.#plan.space.literal, what, remedy, prop }));
  }
}

/** Length of the prefixes that are allocated at the upper end. */
const END_PREFIX = 28;

/** What an endpoint of a resolver takes of its subnet: one address. */
const RESOLVER_ADDRESSES = 1;

/** The slot of a named subnet, where the hub is large enough to have it. */
function slotIn(space: Cidr, kind: NamedSubnet): Cidr | undefined {
  const slot = BigInt(SLOTS[kind]);
  return space.prefixLength <= SLOT_PREFIX && slot < 1n << BigInt(SLOT_PREFIX - space.prefixLength)
    ? space.subnet(SLOT_PREFIX, slot)
    : undefined;
}
