import { isThat, isWithin, type Address } from "../address.js";
import type { AddressSet, PortRange } from "../model/model.js";
import { any, Unsure, type Tri } from "../tri.js";

export type Protocol = "TCP" | "UDP" | "ICMP";

export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: Protocol;
  /** Undefined for ICMP. */
  readonly port: number | undefined;
  /** The host name that the client asks for, in TLS or HTTP, where it is known. */
  readonly hostName?: string | undefined;
}

/** @param port undefined for ICMP, which has none: only a rule for ICMP itself leaves ports aside */
export function portFits(ports: readonly PortRange[], port: number | undefined, isForIcmp = true): Tri {
  if (port === undefined)
    return (
      isForIcmp ||
      ports.length === 0 ||
      ports.some(({ from, to }) => from === 0 && to === 65_535) ||
      new Unsure("whether a rule for any protocol with ports has ICMP")
    );
  return ports.length === 0 || ports.some(({ from, to }) => from <= port && port <= to);
}

/** Client ports are those that the operating system chooses: any. */
export function sourcePortFits(ports: readonly PortRange[]): Tri {
  if (ports.length === 0 || ports.some(({ from, to }) => from === 0 && to === 65_535)) return true;
  return new Unsure("the client's port");
}

/** Whether one of a rule's sources or destinations has the address. */
export function isInSets(address: Address, sets: readonly AddressSet[], hasTag: (tag: string) => Tri): Tri {
  return any(...sets.map((set) => isInSet(address, set, hasTag)));
}

function isInSet(address: Address, set: AddressSet, hasTag: (tag: string) => Tri): Tri {
  switch (set.kind) {
    case "any":
      return true;
    case "range":
      return isWithin(address, set.range);
    case "tag":
      return hasTag(set.tag);
    case "address":
      return isThat(address, set.address);
    case "unknown":
      return new Unsure(set.label);
  }
}
