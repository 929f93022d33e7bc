import { addressKey, Cidr } from "./cidr.js";
import { nested } from "./flat.js";
import type { JsonObject } from "./json.js";

/** A route as the contract prints it. */
export interface RouteValues {
  readonly name: string;
  readonly addressPrefix: string;
  readonly nextHopType: string;
  readonly nextHopIpAddress: string | null;
}

/** One route of a table: its four values, and the body it was read from, if it was read. */
export class Route {
  readonly values: RouteValues;
  /** The name as Azure compares it. */
  readonly key: string;
  /** The network of the prefix; null for a service tag. */
  readonly network: Cidr | null;
  /** The prefix as Azure compares it. */
  readonly prefixKey: string;
  /** What was read, every field of it, so that a foreign route goes back as it came. */
  readonly body: JsonObject | null;

  /** @param network what the prefix denotes, when that is known already: parsing it is most of the work here */
  constructor(values: RouteValues, body: JsonObject | null = null, network?: Cidr | null) {
    this.values = values;
    this.key = values.name.toLowerCase();
    this.network = network === undefined ? Cidr.parse(values.addressPrefix) : network;
    this.prefixKey = this.network?.toString() ?? values.addressPrefix.toLowerCase();
    this.body = body;
  }

  get name(): string {
    return this.values.name;
  }

  /** True when the hop is a VirtualAppliance with an address: the only kind of route that AKS writes. */
  get toAppliance(): boolean {
    return (
      this.values.nextHopType.toLowerCase() === "virtualappliance" && this.values.nextHopIpAddress !== null
    );
  }

  /** The hop's address as a value; null when there is none. */
  get hopKey(): string | null {
    const { nextHopIpAddress } = this.values;
    return nextHopIpAddress === null ? null : addressKey(nextHopIpAddress);
  }

  /**
   * True when both say the same: name, prefix, hop type and hop address, these as values: an IPv6 address can be written
   * in several ways. Nothing else of a route is compared.
   */
  sameAs(other: Route): boolean {
    return (
      this.key === other.key &&
      this.prefixKey === other.prefixKey &&
      this.values.nextHopType.toLowerCase() === other.values.nextHopType.toLowerCase() &&
      (this.values.nextHopIpAddress === other.values.nextHopIpAddress || this.hopKey === other.hopKey)
    );
  }

  /** The body for a PUT: as it was read, or, for a route that the mirror sets, its four values alone. */
  toBody(): JsonObject {
    if (this.body !== null) return nested(this.body);
    const { name, ...properties } = this.values;
    return { name, properties };
  }

  /** The same values without what was read with them. */
  withoutBody(): Route {
    return new Route(this.values, null, this.network);
  }
}

/**
 * Order by name, without case and without locale. Files may hold two routes of one name: the other values decide then,
 * so that no plan depends on the order of a list.
 */
export function byName(a: Route, b: Route): number {
  return compare(a.key, b.key) || compare(a.prefixKey, b.prefixKey) || compare(hopOf(a), hopOf(b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function hopOf({ values }: Route): string {
  return `${values.nextHopType} ${values.nextHopIpAddress ?? ""} ${values.name}`;
}
