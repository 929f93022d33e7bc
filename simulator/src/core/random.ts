import { createHash } from "node:crypto";

/** Seeded randomness (mulberry32): the same seed gives the same run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [0, below). */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  guid(): string {
    const part = (): string =>
      Math.floor(this.next() * 0x100000000)
        .toString(16)
        .padStart(8, "0");
    return guidFrom(part() + part() + part() + part());
  }
}

/** A GUID that is always the same for the same text: principal ids and the like survive a restart. */
export function stableGuid(text: string): string {
  return guidFrom(createHash("sha256").update(text).digest("hex"));
}

/** A whole number in [0, below), always the same for the same text. */
export function stableInt(text: string, below: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % below;
}

function guidFrom(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
