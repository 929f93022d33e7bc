/**
 * Elements in which nothing can differ: they are the same text on both sides, and so is all that they refer to, however
 * indirectly. Most elements are unaffected by an edit, and then need no evaluation.
 */
import { isDeepStrictEqual } from "node:util";
import { isObject } from "../json.js";
import { referencedAddress, referencesIn, type Reference } from "../references.js";
import { instanceKey, type Instance, type Instances } from "./instances.js";
import { remoteStack, type Fate } from "./values.js";

export class Unaffected {
  readonly #old: Instances;
  readonly #now: Instances;
  readonly #fateOf: (instance: Instance) => Fate;
  readonly #known = new Map<string, boolean>();

  constructor(old: Instances, now: Instances, fateOf: (instance: Instance) => Fate) {
    this.#old = old;
    this.#now = now;
    this.#fateOf = fateOf;
  }

  has({ stack, address, body }: Instance): boolean {
    const key = instanceKey(stack, address);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // A cycle adds nothing that its other elements do not have.
    this.#known.set(key, true);
    const is = this.#isSame(stack, this.#old.get(stack, address)?.body, body);
    this.#known.set(key, is);
    return is;
  }

  #isSame(stack: string, old: unknown, now: unknown): boolean {
    return (
      isDeepStrictEqual(old, now) &&
      referencesIn(now).every((reference) => this.#isReferenceSame(stack, reference))
    );
  }

  #isReferenceSame(stack: string, reference: Reference): boolean {
    const { root, steps } = reference;
    if (root === "local") return this.#isSectionSame(stack, "locals", nameAt(steps, 0));
    const address = referencedAddress(reference);
    if (address === undefined) return true;
    const remote = remoteStack(address);
    if (remote !== undefined) return this.#isSectionSame(remote, "output", nameAt(steps, 3));
    const target = this.#now.get(stack, address);
    if (target !== undefined)
      return this.has(target) && (target.mode === "data" || this.#fateOf(target) === "kept");
    return !this.#old.isRepeated(stack, address) && !this.#now.isRepeated(stack, address);
  }

  #isSectionSame(stack: string, section: "locals" | "output", name: string | undefined): boolean {
    const [old, now] = [this.#old, this.#now].map(({ stacks }) => {
      const values = stacks.get(stack)?.[section];
      return name !== undefined && isObject(values) ? values[name] : undefined;
    });
    return this.#isSame(stack, old, now);
  }
}

function nameAt(steps: Reference["steps"], index: number): string | undefined {
  const step = steps[index];
  return step?.kind === "attribute" ? step.name : undefined;
}
