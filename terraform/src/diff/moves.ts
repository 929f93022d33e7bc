/** Which resource of one side is which of the other: by address, by `moved` blocks, and where `count` came or went. */
import { isArray, isObject, type JsonObject } from "../json.js";
import type { Instance, Instances } from "./instances.js";

interface Move {
  readonly from: string;
  readonly to: string;
}

export class Moves {
  readonly #old: Instances;
  readonly #now: Instances;
  readonly #moves: ReadonlyMap<string, readonly Move[]>;
  /** By stack and address after, the address before. */
  readonly #previous = new Map<string, string>();

  constructor(old: Instances, now: Instances) {
    this.#old = old;
    this.#now = now;
    this.#moves = new Map([...now.stacks].map(([stack, json]) => [stack, movesOf(json)]));
    for (const { stack, address } of old.all()) {
      const to = this.address(stack, address);
      if (to !== address) this.#previous.set(`${stack}/${to}`, address);
    }
  }

  /** The address that a resource of the earlier side has now; its own where nothing moved it. */
  address(stack: string, address: string): string {
    if (this.#now.get(stack, address) !== undefined) return address;
    const steps = this.#moves.get(stack) ?? [];
    const visited = new Set([address]);
    let current = address;
    for (;;) {
      const next = steps.map((move) => follow(move, current)).find((moved) => moved !== undefined);
      if (next === undefined || visited.has(next)) break;
      visited.add(next);
      current = next;
    }
    if (this.#now.get(stack, current) !== undefined) return current;
    // Terraform itself moves a resource that gets `count`, and back.
    const counted = current.endsWith("[0]") ? current.slice(0, -3) : `${current}[0]`;
    return this.#now.get(stack, counted) === undefined ? address : counted;
  }

  /** The resource that an instance was before; undefined for a new one. */
  before({ stack, address }: Instance): Instance | undefined {
    return this.#old.get(stack, this.#previous.get(`${stack}/${address}`) ?? address);
  }

  /** Whether a resource of the earlier side still exists. */
  survives(stack: string, address: string): boolean {
    return this.#now.get(stack, this.address(stack, address)) !== undefined;
  }
}

/** A move of a resource moves each of its instances. */
function follow({ from, to }: Move, address: string): string | undefined {
  if (address === from) return to;
  return address.startsWith(`${from}[`) ? `${to}${address.slice(from.length)}` : undefined;
}

function movesOf({ moved }: JsonObject): readonly Move[] {
  const blocks = isArray(moved) ? moved : isObject(moved) ? [moved] : [];
  return blocks.flatMap((block) => {
    if (!isObject(block)) return [];
    const { from, to } = block;
    return typeof from === "string" && typeof to === "string" ? [{ from: plain(from), to: plain(to) }] : [];
  });
}

/** Addresses may be written as templates. */
function plain(address: string): string {
  return address.replace(/^\$\{\s*(.*?)\s*\}$/, "$1");
}
