import ipaddr from "ipaddr.js";

export type Family = 4 | 6;

/**
 * An address range. One address is a range of one.
 *
 * A type of its own: what judges the constructs' addresses does not share their arithmetic.
 */
export class Cidr {
  readonly family: Family;
  /** The leading bits that all addresses share: 0 to 32, or 0 to 128. */
  readonly length: number;
  readonly first: bigint;
  readonly last: bigint;

  private constructor(family: Family, address: bigint, length: number) {
    this.family = family;
    this.length = length;
    const size = 1n << BigInt((family === 4 ? 32 : 128) - length);
    this.first = address - (address % size);
    this.last = this.first + size - 1n;
  }

  /** Reads `10.1.0.0/16`, `10.1.0.4`, `fd00::/8`; undefined when the text is neither a range nor an address. */
  static parse(text: string): Cidr | undefined {
    const [address = "", length, ...rest] = text.trim().split("/");
    if (rest.length > 0 || !isAddress(address)) return undefined;
    const family: Family = address.includes(":") ? 6 : 4;
    const most = family === 4 ? 32 : 128;
    const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : most + 1;
    if (bits > most) return undefined;
    const bytes = ipaddr.parse(address).toByteArray();
    return new Cidr(
      family,
      bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n),
      bits,
    );
  }

  /** As `parse`, for text of the program itself. @throws RangeError */
  static of(text: string): Cidr {
    const range = Cidr.parse(text);
    if (range === undefined) throw new RangeError(`"${text}" is not an address range.`);
    return range;
  }

  get isAddress(): boolean {
    return this.first === this.last;
  }

  contains(other: Cidr): boolean {
    return this.family === other.family && this.first <= other.first && other.last <= this.last;
  }

  overlaps(other: Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  equals(other: Cidr): boolean {
    return this.contains(other) && other.contains(this);
  }

  /** The address at an offset from the first. */
  at(offset: bigint): Cidr {
    return new Cidr(this.family, this.first + offset, this.family === 4 ? 32 : 128);
  }

  /** `10.1.0.0/16`; an address without its length. */
  toString(): string {
    const width = this.family === 4 ? 4 : 16;
    const bytes = Array.from({ length: width }, (_, i) =>
      Number((this.first >> BigInt(8 * (width - 1 - i))) & 255n),
    );
    const address = ipaddr.fromByteArray(bytes).toString();
    return this.isAddress ? address : `${address}/${this.length}`;
  }
}

function isAddress(text: string): boolean {
  // Most texts are names of things, for each of which the library would throw an error and catch it.
  if (!/^[\d.]+$|:/.test(text)) return false;
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));
}
