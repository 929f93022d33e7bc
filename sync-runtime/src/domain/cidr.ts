import ipaddr from "ipaddr.js";

/** An IPv4 or IPv6 network. Host bits are masked away, so equal networks have equal text. */
export class Cidr {
  readonly family: 4 | 6;
  /** Prefix length in bits. */
  readonly length: number;
  readonly #first: bigint;
  readonly #last: bigint;
  readonly #text: string;

  private constructor(family: 4 | 6, bytes: readonly number[], length: number, text: string) {
    const bits = family === 4 ? 32n : 128n;
    this.family = family;
    this.length = length;
    this.#first = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
    this.#last = this.#first + (1n << (bits - BigInt(length))) - 1n;
    this.#text = text;
  }

  /** The network that `text` denotes, or null when it is no CIDR (a service tag, say). */
  static parse(text: string): Cidr | null {
    const [address, length, ...rest] = text.trim().split("/");
    if (address === undefined || length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length))
      return null;
    const bits = Number(length);
    if (ipaddr.IPv4.isValidFourPartDecimal(address) && bits <= 32) {
      const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`);
      return new Cidr(4, network.toByteArray(), bits, `${network.toString()}/${bits}`);
    }
    if (ipaddr.IPv6.isValid(address) && !address.includes("%") && bits <= 128) {
      const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
      return new Cidr(6, network.toByteArray(), bits, `${network.toString()}/${bits}`);
    }
    return null;
  }

  /** True when every address of `other` is one of this network's. */
  contains(other: Cidr): boolean {
    return this.family === other.family && this.#first <= other.#first && other.#last <= this.#last;
  }

  overlaps(other: Cidr): boolean {
    return this.family === other.family && this.#first <= other.#last && other.#first <= this.#last;
  }

  toString(): string {
    return this.#text;
  }
}

/** An address in the one form that equal addresses share, however they are written; other text in lower case. */
export function addressKey(text: string): string {
  const trimmed = text.trim();
  if (ipaddr.IPv4.isValidFourPartDecimal(trimmed)) return ipaddr.IPv4.parse(trimmed).toString();
  if (ipaddr.IPv6.isValid(trimmed) && !trimmed.includes("%")) return ipaddr.IPv6.parse(trimmed).toString();
  return trimmed.toLowerCase();
}
