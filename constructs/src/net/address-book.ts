import { isIpv4Address, Cidr } from "./cidr.js";
import { Ledger } from "./ledger.js";

/** Places of a platform, each by the dotted path of what has it, as they are kept between two runs. */
export interface AddressBookEntries {
  /** Prefixes of subnets in CIDR notation, such as that of `spokes.shop.clusters.main.nodePools.system`. */
  readonly ranges: Readonly<Record<string, string>>;
  /** Fixed IPv4 addresses, such as that of `spokes.shop.clusters.main.loadBalancer`. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Priorities of rule collection groups and of rules of security groups. */
  readonly priorities: Readonly<Record<string, number>>;
  /** The node pool that is part of a cluster's own resource, by the cluster's path. */
  readonly systemPools: Readonly<Record<string, string>>;
  /** What has left the platform. Its places stay reserved, and return with the key. */
  readonly released: Readonly<Record<string, string | number>>;
}

/** One path may have both a priority and a system pool: released, they have these suffixes. */
const PRIORITY = ".priority";
const SYSTEM_POOL = ".systemPool";

/** Whether a priority's key is that of a rule collection group; rules of security groups have theirs by direction. */
export function isRuleGroup(key: string): boolean {
  return !/\.(?:inbound|outbound)\./.test(key);
}

/**
 * Remembers where everything of a platform is, so that what was created once keeps its place.
 *
 * Terms: an entry is *locked* when an earlier run recorded it, and *released* when a later run did not find its key any
 * more. Both are *held*. A key that holds a place gets it; a new key gets the first candidate that nothing else holds.
 * Everything that is asked for is recorded; what is held and was not asked for is released.
 *
 * It is independent of constructs, files and Azure.
 */
export class AddressBook {
  readonly #ranges: Ledger<string>;
  readonly #addresses: Ledger<string>;
  readonly #priorities: Ledger<number>;
  readonly #systemPools: Ledger<string>;
  /** Held ranges, with their keys. */
  readonly heldRanges: ReadonlyMap<string, Cidr>;

  private constructor(entries: Partial<AddressBookEntries>) {
    const released = Object.entries(entries.released ?? {});
    const texts = released.filter((entry): entry is [string, string] => typeof entry[1] === "string");
    this.#ranges = new Ledger([
      ...texts.filter(([, value]) => value.includes("/")),
      ...Object.entries(entries.ranges ?? {}),
    ]);
    this.#addresses = new Ledger([
      ...texts.filter(([, value]) => isIpv4Address(value)),
      ...Object.entries(entries.addresses ?? {}),
    ]);
    this.#systemPools = new Ledger([
      ...texts.filter(([key]) => key.endsWith(SYSTEM_POOL)).map(without(SYSTEM_POOL)),
      ...Object.entries(entries.systemPools ?? {}),
    ]);
    this.#priorities = new Ledger([
      ...released
        .filter((entry): entry is [string, number] => typeof entry[1] === "number")
        .map(without(PRIORITY)),
      ...Object.entries(entries.priorities ?? {}),
    ]);
    this.heldRanges = new Map([...this.#ranges.all].map(([key, text]) => [key, Cidr.of(text)]));
  }

  /**
   * The book that an earlier run's `toJSON` describes; without entries, an empty one.
   *
   * @throws InvalidCidrError when a range is malformed.
   */
  static from(entries: Partial<AddressBookEntries> = {}): AddressBook {
    return new AddressBook(entries);
  }

  /** Whether nothing was recorded before: then positions in the file decide, and nothing is held. */
  get isNew(): boolean {
    return [this.#ranges, this.#addresses, this.#priorities, this.#systemPools].every(
      ({ isEmpty }) => isEmpty,
    );
  }

  /** Whether this run recorded anything that no earlier one did. */
  get hasNew(): boolean {
    return [this.#ranges, this.#addresses, this.#priorities, this.#systemPools].some(({ hasNew }) => hasNew);
  }

  /** The range that a key holds. */
  range(key: string): Cidr | undefined {
    return this.heldRanges.get(key);
  }

  /** Records the range that a key has in this run. */
  recordRange(key: string, range: Cidr): void {
    this.#ranges.record(key, range.literal);
  }

  /** The address that a key holds, else the first candidate that no other key of `among` has; recorded. */
  address(key: string, candidates: Iterable<string>, among: (key: string) => boolean): string | undefined {
    return this.#addresses.place(key, candidates, among);
  }

  /** Records an address that was chosen by hand. */
  recordAddress(key: string, address: string): void {
    this.#addresses.record(key, address);
  }

  /** The priority that a key holds, else the first candidate that no other key of `among` has; recorded. */
  priority(key: string, candidates: Iterable<number>, among: (key: string) => boolean): number | undefined {
    return this.#priorities.place(key, candidates, among);
  }

  /** Priorities that are held or were given by this run, with their keys. */
  get priorities(): ReadonlyMap<string, number> {
    return new Map([...this.#priorities.all, ...this.#priorities.recorded]);
  }

  /** The system pool that a cluster holds. */
  systemPool(key: string): string | undefined {
    return this.#systemPools.held(key);
  }

  /** Records the system pool of a cluster. */
  recordSystemPool(key: string, pool: string): void {
    this.#systemPools.record(key, pool);
  }

  /** Everything to keep for the next run, sorted by key. */
  toJSON(): AddressBookEntries {
    return {
      ranges: sorted(this.#ranges.recorded),
      addresses: sorted(this.#addresses.recorded),
      priorities: sorted(this.#priorities.recorded),
      systemPools: sorted(this.#systemPools.recorded),
      released: sorted<string | number>([
        ...this.#ranges.gone,
        ...this.#addresses.gone,
        ...this.#priorities.gone.map(withSuffix(PRIORITY)),
        ...this.#systemPools.gone.map(withSuffix(SYSTEM_POOL)),
      ]),
    };
  }
}

function without<V>(suffix: string): (entry: readonly [string, V]) => readonly [string, V] {
  return ([key, value]) => [key.endsWith(suffix) ? key.slice(0, -suffix.length) : key, value];
}

function withSuffix<V>(suffix: string): (entry: readonly [string, V]) => readonly [string, V] {
  return ([key, value]) => [`${key}${suffix}`, value];
}

function sorted<V>(entries: Iterable<readonly [string, V]>): Record<string, V> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
