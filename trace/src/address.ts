import { Cidr, type Family } from "./cidr.js";
import { Unsure, type Tri } from "./tri.js";

/** One address of a range: of a subnet, say, when the trace is about any node in it. */
export interface RangeAddress {
  readonly kind: "range";
  readonly range: Cidr;
  /** What has the address, where it is not known which it is: "azurerm_firewall.hub". */
  readonly label?: string | undefined;
}

/** An address on the Internet that is not known. */
export interface PublicAddress {
  readonly kind: "public";
  readonly family: Family;
  /** "internet", "mcr.microsoft.com", "azurerm_public_ip.hub". */
  readonly label: string;
  /** Service tags that the address belongs to. */
  readonly tags: readonly string[];
  /** Anyone: an address that no rule names, of no service of Azure. */
  readonly isAnyone?: boolean | undefined;
}

/** An address that only variables or Azure decide. */
export interface UnknownAddress {
  readonly kind: "unknown";
  readonly label: string;
}

export type Address = RangeAddress | PublicAddress | UnknownAddress;

/** IANA allocated IPv4 in blocks of this prefix length: a shorter prefix is a part of the Internet that no owner has. */
const FIRST_NAMED_LENGTH = 8;

/** Ranges that are not on the Internet: RFC 1918, RFC 6598, link-local, unique local, multicast, reserved. */
export const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "0.0.0.0/8",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map((text) => Cidr.of(text));

/**
 * The address of Azure's virtual host, from which health probes come and where Azure's DNS answers (Microsoft Learn, "What is
 * IP address 168.63.129.16?").
 */
export const AZURE_HOST = Cidr.of("168.63.129.16");

/** Instance metadata (Microsoft Learn, "Azure Instance Metadata Service"). */
export const METADATA = Cidr.of("169.254.169.254");

/** Neither security groups nor routes keep a machine from its host (Microsoft Learn, "Network security groups", "Azure platform considerations"). */
export function isAzureHost(address: Address): boolean {
  return address.kind === "range" && [AZURE_HOST, METADATA].some((own) => own.equals(address.range));
}

export function addressIn(range: Cidr, label?: string): RangeAddress {
  return { kind: "range", range, label };
}

/** The family of an address; undefined where it is unknown. */
export function familyOf(address: Address): Family | undefined {
  switch (address.kind) {
    case "range":
      return address.range.family;
    case "public":
      return address.family;
    case "unknown":
      return undefined;
  }
}

/** One address of each family among the prefixes of a subnet, the first of each. */
export function addressesIn(prefixes: readonly Cidr[], label?: string): readonly RangeAddress[] {
  return prefixes
    .filter(({ family }, index) => prefixes.findIndex((other) => other.family === family) === index)
    .map((prefix) => addressIn(prefix, label));
}

/** Someone on the Internet. */
export function anyone(family: Family = 4): PublicAddress {
  return { kind: "public", family, label: "internet", tags: [], isAnyone: true };
}

/** Whether a range holds the address. */
export function isWithin(address: Address, range: Cidr): Tri {
  switch (address.kind) {
    case "range":
      if (range.contains(address.range)) return true;
      return range.overlaps(address.range) && new Unsure(`which address of ${address.range.toString()}`);
    case "public":
      if (range.family !== address.family) return false;
      if (range.length === 0) return true;
      if (isPrivate(range)) return false;
      // Anyone is in no range that a rule names, unless it is a large part of the Internet.
      if (address.isAnyone === true && range.length >= FIRST_NAMED_LENGTH) return false;
      return new Unsure(`whether ${address.label} is in ${range.toString()}`);
    case "unknown":
      return range.length === 0 || new Unsure(`whether ${address.label} is in ${range.toString()}`);
  }
}

export function isPrivate(range: Cidr): boolean {
  return PRIVATE_RANGES.some((outer) => outer.contains(range)) || AZURE_HOST.contains(range);
}

/** Whether the address is on the Internet. */
export function isPublic(address: Address): Tri {
  switch (address.kind) {
    case "range":
      if (isPrivate(address.range)) return false;
      return (
        ![...PRIVATE_RANGES, AZURE_HOST].some((range) => range.overlaps(address.range)) ||
        new Unsure(`which address of ${address.range.toString()}`)
      );
    case "public":
      return true;
    case "unknown":
      return new Unsure(`whether ${address.label} is a public address`);
  }
}

/** Whether two addresses are the same one. */
export function isSame(one: Address, other: Address): boolean {
  if (one.kind === "range" && other.kind === "range")
    return one.range.equals(other.range) && (one.range.isAddress || one.label === other.label);
  return one.kind !== "range" && other.kind !== "range" && one.label === other.label;
}

/** `10.1.0.4`, `azurerm_firewall.hub (10.0.0.0/26)`, `internet`. */
export function formatAddress(address: Address): string {
  if (address.kind !== "range") return address.label;
  const range = address.range.toString();
  return address.label === undefined ? range : `${address.label} (${range})`;
}

/** Whether an address is that of a thing, which is not known exactly. */
export function isThat(address: Address, other: Address): Tri {
  if (isSame(address, other)) return true;
  const doubt = new Unsure(`whether ${formatAddress(address)} is ${formatAddress(other)}`);
  if (address.kind === "unknown" || other.kind === "unknown") return doubt;
  if (address.kind === "range" && other.kind === "range")
    return address.range.overlaps(other.range) && !isNamedApart(address, other) && doubt;
  if (address.kind === "public" && other.kind === "public") return false;
  // An address that Azure has yet to allocate is none that anybody could have named.
  return false;
}

/** Two things do not have one address. */
function isNamedApart(one: RangeAddress, other: RangeAddress): boolean {
  return one.label !== undefined && other.label !== undefined && one.label !== other.label;
}
