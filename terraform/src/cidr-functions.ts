/** Terraform's functions on address ranges. */
import ipaddr from "ipaddr.js";

interface Range {
  readonly first: bigint;
  /** Length of the prefix. */
  readonly bits: number;
  /** 32 or 128. */
  readonly width: number;
}

/** Address number `host` of a range, from the end when negative. Undefined when there is none. */
export function cidrhost(text: string, host: number): string | undefined {
  const range = rangeOf(text);
  if (range === undefined || !Number.isInteger(host)) return undefined;
  const { first, bits, width } = range;
  const size = 1n << BigInt(width - bits);
  const offset = host < 0 ? size + BigInt(host) : BigInt(host);
  return offset < 0n || offset >= size ? undefined : addressOf(first + offset, width);
}

/** Subnet number `index` whose prefix is longer by `newBits`. Undefined when there is none. */
export function cidrsubnet(text: string, newBits: number, index: number): string | undefined {
  const range = rangeOf(text);
  if (range === undefined || !isNatural(newBits) || !isNatural(index)) return undefined;
  const { first, bits, width } = range;
  const length = bits + newBits;
  if (length > width || BigInt(index) >= 1n << BigInt(newBits)) return undefined;
  return `${addressOf(first + (BigInt(index) << BigInt(width - length)), width)}/${length}`;
}

function isNatural(number: number): boolean {
  return Number.isInteger(number) && number >= 0;
}

function rangeOf(text: string): Range | undefined {
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  const width = bytes.length * 8;
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const host = BigInt(width - bits);
  return { first: (value >> host) << host, bits, width };
}

function addressOf(value: bigint, width: number): string {
  const bytes = Array.from({ length: width / 8 }, (_, i) =>
    Number((value >> BigInt(width - 8 * (i + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
