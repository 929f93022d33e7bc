import { keyOf, isRecord, type Thing } from "./thing.js";

/** A resource's body or a block in it, read by type. What is absent or null is undefined. */
export class Block {
  readonly #get: (name: string) => unknown;

  constructor(get: (name: string) => unknown) {
    this.#get = get;
  }

  static of(thing: Thing): Block {
    return new Block((name) => thing.attribute(name));
  }

  /** A block, or a list of them. */
  static all(value: unknown): readonly Block[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.filter(isRecord).map((record) => new Block((key) => record[key]));
  }

  value(name: string): unknown {
    return this.#get(name) ?? undefined;
  }

  /** Text; undefined where the value is unknown. */
  text(name: string): string | undefined {
    const value = this.value(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.value(name);
    return typeof value === "boolean"
      ? value
      : value === "true"
        ? true
        : value === "false"
          ? false
          : otherwise;
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }

  /** The key of what an attribute refers to. */
  key(name: string): string | undefined {
    return keyOf(this.value(name));
  }

  list(name: string): readonly unknown[] {
    const value = this.value(name);
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  }

  texts(name: string): readonly string[] {
    return this.list(name).filter((item) => typeof item === "string");
  }

  blocks(name: string): readonly Block[] {
    return Block.all(this.value(name));
  }

  block(name: string): Block | undefined {
    return this.blocks(name)[0];
  }
}
