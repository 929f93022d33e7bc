import { AddressBook } from "./address-book.js";
import { usableAddresses, smallestPrefixFor } from "./capacity.js";
import type { Cidr } from "./cidr.js";

/** What a subnet must hold and how large it would like to be. */
export interface SubnetNeed {
  /** Addresses that must fit, Azure's five reserved ones not counted. */
  readonly addresses: number;
  /** Prefix length wanted when there is room for it. @default the smallest that holds `addresses` */
  readonly wanted?: number | undefined;
}

/** Kinds of subnets that a spoke's clusters share, each with a column of its own in the plan. */
export type SharedKind = "gateway" | "loadBalancer" | "privateEndpoint" | "functionApp";

const SHARED_KINDS: readonly SharedKind[] = ["gateway", "loadBalancer", "privateEndpoint", "functionApp"];

/** Clusters get an eighth of the space each; what they leave at the upper end is shared. */
const CLUSTER_BLOCK_BITS = 3;

/** Shared subnets are in slots of a /24, or of a sixteenth of a space that is smaller than a /20. */
const SLOT_PREFIX = 24;
const SLOTS_AT_LEAST_BITS = 4;

/**
 * Allocates the subnets of one virtual network. It is independent of constructs, names and Azure.
 *
 * A place follows from positions alone (the third cluster, the second pool of it, the first gateway), never from
 * display names and never from what is allocated elsewhere. So a rename moves no address, and neither does adding a
 * cluster, a pool, a gateway or a load-balancer subnet at the end of its list. Only a space too small for its slots
 * makes the plan look for room elsewhere.
 *
 * With an address book, what it holds comes first: a key keeps its range whatever its position has become, and a new key
 * whose place is held goes to the next one.
 */
export class AddressPlan {
  readonly space: Cidr;
  readonly #taken: Cidr[];
  readonly #held: readonly Cidr[];
  readonly #book: AddressBook;
  readonly #blocks: Cidr[] = [];

  /**
   * @param taken ranges of the space that are given away by hand, now or later
   * @param path what has the network in the book: networks that are not connected may have the same ranges
   */
  constructor(space: Cidr, taken: readonly Cidr[] = [], book = AddressBook.from(), path?: string) {
    this.space = space;
    this.#book = book;
    const isHere = (key: string): boolean => path === undefined || key.startsWith(`${path}.`);
    this.#held = [...book.heldRanges]
      .filter(([key]) => isHere(key) || isUnnamed(key))
      .map(([, range]) => range);
    this.#taken = [...taken, ...this.#held];
  }

  /** The range that a key holds in the space, else a new one. */
  rangeOf(key: string, allocate: () => Cidr | undefined): Cidr | undefined {
    const held = this.#book.range(key);
    return held !== undefined && this.space.contains(held) ? this.space.relative(held) : allocate();
  }

  /** Marks a range as used. */
  take(range: Cidr): Cidr {
    this.#taken.push(range);
    return range;
  }

  /**
   * The plan of the `index`-th cluster's block (first: 0). A cluster that holds ranges keeps their block, and a new one
   * whose block holds something gets the next one that holds nothing.
   *
   * @param key the cluster's path in the address book
   */
  clusterBlock(index: number, given?: Cidr, key?: string): BlockPlan {
    const length = Math.min(this.space.prefixLength + CLUSTER_BLOCK_BITS, 30);
    const count = 2 ** (length - this.space.prefixLength);
    const blocks = Array.from({ length: count }, (_, i) => this.space.subnet(length, BigInt(i)));
    const own = key === undefined ? [] : this.#heldBelow(key);
    const used = [...this.#held, ...this.#blocks];
    const place =
      blocks.find((block) => own.some((range) => block.contains(range))) ??
      blocks.slice(index).find((block) => !used.some((range) => range.overlaps(block)));
    if (place !== undefined) this.#blocks.push(place);
    return new BlockPlan(given ?? place, this);
  }

  #heldBelow(key: string): readonly Cidr[] {
    return [...this.#book.heldRanges]
      .filter(([other]) => other.startsWith(`${key}.`))
      .map(([, range]) => range);
  }

  /** The `index`-th subnet of a shared kind, or undefined when the space has no room left. */
  shared(kind: SharedKind, index: number, need: SubnetNeed): Cidr | undefined {
    const slotPrefix = Math.max(SLOT_PREFIX, this.space.prefixLength + SLOTS_AT_LEAST_BITS);
    const smallest = smallestPrefixFor(need.addresses);
    if (slotPrefix <= 32 && smallest >= slotPrefix) {
      const prefixLength = Math.min(Math.max(need.wanted ?? smallest, slotPrefix), smallest);
      const places = this.#column(kind, index, slotPrefix).map((slot) =>
        this.space.relative(slot.subnet(prefixLength, 0n)),
      );
      const free = places.find((place) => this.isFree(place));
      if (free !== undefined) return this.take(free);
    }
    return this.find(this.space, { addresses: need.addresses }, "top");
  }

  /**
   * The slots of a kind from the `index`-th on, down to the middle of the space: who finds another one in its slot goes to
   * the next of its own kind. A space without whole slots has no such choice.
   */
  #column(kind: SharedKind, index: number, slotPrefix: number): Cidr[] {
    const slots = 2 ** (slotPrefix - this.space.prefixLength);
    const first = slots - 1 - (index * SHARED_KINDS.length + SHARED_KINDS.indexOf(kind));
    const last = slotPrefix > SLOT_PREFIX ? first : slots / 2;
    const count = first < 0 ? 0 : 1 + Math.max(0, Math.floor((first - last) / SHARED_KINDS.length));
    return Array.from({ length: count }, (_, i) =>
      this.space.subnet(slotPrefix, BigInt(first - i * SHARED_KINDS.length)),
    );
  }

  /**
   * The first (or last) free aligned range inside `area` that meets the need, marked as used.
   * @param avoid ranges that the subnet may not have @default none
   */
  find(area: Cidr, need: SubnetNeed, from: "bottom" | "top", avoid: readonly Cidr[] = []): Cidr | undefined {
    const smallest = smallestPrefixFor(need.addresses);
    for (
      let prefixLength = Math.min(need.wanted ?? smallest, smallest);
      prefixLength <= smallest;
      prefixLength += 1
    ) {
      const range = this.#firstFree(area, prefixLength, from, avoid);
      if (range !== undefined) return this.take(range);
    }
    return undefined;
  }

  /**
   * As `find` in the whole space. What a small space has left must serve others too: there nothing gets more than it
   * must have.
   */
  findAnywhere(need: SubnetNeed): Cidr | undefined {
    const { addresses } = need;
    return this.find(this.space, this.#isRoomy() ? need : { addresses }, "bottom");
  }

  /** Whether the space has whole slots, and less than half of it is taken. */
  #isRoomy(): boolean {
    const inside = this.#taken.filter((range) => this.space.contains(range));
    const taken = inside.reduce((sum, { size }) => sum + size, 0n);
    return this.space.prefixLength + SLOTS_AT_LEAST_BITS <= SLOT_PREFIX && taken * 2n < this.space.size;
  }

  /** Whether a range is in the space, clear of what is taken. */
  isFree(range: Cidr): boolean {
    return this.space.contains(range) && !this.#taken.some((other) => other.overlaps(range));
  }

  #firstFree(
    area: Cidr,
    prefixLength: number,
    from: "bottom" | "top",
    avoid: readonly Cidr[],
  ): Cidr | undefined {
    if (prefixLength < area.prefixLength) return undefined;
    const obstacles = [...this.#taken, ...avoid];
    const count = 1n << BigInt(prefixLength - area.prefixLength);
    for (let i = 0n; i < count;) {
      const range = area.subnet(prefixLength, from === "bottom" ? i : count - 1n - i);
      const obstacle = obstacles.find((other) => other.overlaps(range));
      if (obstacle === undefined) return this.space.relative(range);
      const skipped = obstacle.size / range.size;
      i += skipped > 1n ? skipped : 1n;
    }
    return undefined;
  }
}

/** Whether a key is the Terraform address of a subnet that was adopted, of which no path is known. */
function isUnnamed(key: string): boolean {
  return key.startsWith("azurerm_subnet.");
}

/** One cluster's part of the plan: pools from the bottom, dedicated subnets from the top. */
export class BlockPlan {
  readonly #block: Cidr | undefined;
  readonly #plan: AddressPlan;

  constructor(block: Cidr | undefined, plan: AddressPlan) {
    this.#block = block;
    this.#plan = plan;
  }

  /** The next subnet of a node pool, or undefined when neither block nor space has room. */
  pool(need: SubnetNeed): Cidr | undefined {
    return this.#find(need, "bottom");
  }

  /** The next dedicated subnet (API server, virtual nodes), or undefined when there is no room. */
  dedicated(need: SubnetNeed): Cidr | undefined {
    return this.#find(need, "top");
  }

  #find(need: SubnetNeed, from: "bottom" | "top"): Cidr | undefined {
    const inBlock = this.#block === undefined ? undefined : this.#plan.find(this.#block, need, from);
    return inBlock ?? this.#plan.findAnywhere(need);
  }
}

/** How much of a subnet is spoken for. */
export function fits(range: Cidr, addresses: number): boolean {
  return usableAddresses(range.prefixLength) >= addresses;
}
