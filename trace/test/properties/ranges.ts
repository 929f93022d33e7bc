import fc from "fast-check";

/** A range of IPv4 as numbers: the arithmetic of the oracles, which shares nothing with the model's. */
export interface Range {
  readonly base: number;
  readonly length: number;
}

export function range(text: string): Range {
  const [address = "", length = "32"] = text.split("/");
  const base = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return masked(base, Number(length));
}

function masked(address: number, length: number): Range {
  const size = 2 ** (32 - length);
  return { base: Math.floor(address / size) * size, length };
}

export function text({ base, length }: Range): string {
  return `${addressText(base)}/${length}`;
}

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function holds({ base, length }: Range, address: number): boolean {
  return masked(address, length).base === base;
}

export function covers(outer: Range, inner: Range): boolean {
  return outer.length <= inner.length && holds(outer, inner.base);
}

/** Addresses that often are in each other's ranges: few networks, few hosts, some of the Internet. */
export const ADDRESS: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom("10.0", "10.1", "10.2", "172.20", "192.168", "100.64", "20.30"),
    fc.constantFrom(0, 1, 2, 64, 128),
    fc.constantFrom(0, 3, 4, 5, 9, 63, 64, 200),
  )
  .map(([net, third, fourth]) => range(`${net}.${third}.${fourth}`).base);

/** Ranges around such addresses. */
export const RANGE: fc.Arbitrary<Range> = fc
  .tuple(ADDRESS, fc.constantFrom(0, 8, 12, 15, 16, 17, 24, 25, 26, 28, 30, 32))
  .map(([address, length]) => masked(address, length));

/** Ranges without another of the same prefix, as in one route table. */
export function distinctRanges(maxLength: number): fc.Arbitrary<readonly Range[]> {
  return fc.uniqueArray(RANGE, { maxLength, selector: text });
}
