import ipaddr from "ipaddr.js";

/** A range of addresses from which blocks or single addresses are given out, lowest free one first. */
export class AddressPool {
  readonly #bits: 32 | 128;
  readonly #base: bigint;
  readonly #block: number;
  readonly #count: number;
  readonly #taken = new Set<number>();

  /**
   * @param prefix the range, `10.244.0.0/16`
   * @param blockBits prefix length of what is given out: 24 for IPv4 pods, 64 for IPv6, 32 for single addresses
   * @param reserved first blocks never given out (Azure keeps the first four addresses of a subnet)
   */
  constructor(prefix: string, blockBits: number, reserved = 0) {
    const [address, bits] = ipaddr.parseCIDR(prefix);
    this.#bits = address.kind() === "ipv4" ? 32 : 128;
    this.#base = toNumber(address.toByteArray());
    this.#block = blockBits;
    this.#count = 2 ** Math.min(30, Math.max(0, blockBits - bits));
    for (let i = 0; i < reserved; i++) this.#taken.add(i);
  }

  /** The lowest free block, as `a.b.c.d/len`, or the address alone when a block is one address. Throws when none is left. */
  take(not?: string): string {
    for (let i = 0; i < this.#count; i++) {
      if (this.#taken.has(i)) continue;
      const text = this.#text(i);
      if (text === not) continue;
      this.#taken.add(i);
      return text;
    }
    throw new Error("no address is left in the range");
  }

  /** Gives a block back; it will be the next one taken when it is the lowest. */
  release(text: string): void {
    for (const index of this.#taken) if (this.#text(index) === text) this.#taken.delete(index);
  }

  #text(index: number): string {
    const value = this.#base + (BigInt(index) << BigInt(this.#bits - this.#block));
    const address = ipaddr.fromByteArray(toBytes(value, this.#bits / 8)).toString();
    return this.#block === this.#bits ? address : `${address}/${this.#block}`;
  }
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function toBytes(value: bigint, length: number): number[] {
  const bytes: number[] = [];
  for (let i = length - 1; i >= 0; i--) bytes.push(Number((value >> BigInt(8 * i)) & 0xffn));
  return bytes;
}
