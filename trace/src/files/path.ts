import type { Key } from "./instances.js";

/** A part of a reference or an address: a name, or the key in brackets. */
export type Step = { readonly name: string } | { readonly key: Key };

/** Reads `module.hub["a"].subnet_ids[0]`. */
export function parsePath(text: string): readonly Step[] {
  return [...text.matchAll(/([\p{L}_][\p{L}\p{N}_-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/gu)].map(
    ([, name, number, quoted]): Step => {
      if (name !== undefined) return { name };
      return { key: number === undefined ? unescaped(quoted ?? "") : Number(number) };
    },
  );
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}

export function nameOf(step: Step | undefined): string | undefined {
  return step !== undefined && "name" in step ? step.name : undefined;
}

export function keyOfStep(step: Step | undefined): Key | undefined {
  return step !== undefined && "key" in step ? step.key : undefined;
}

/** The value at the end of steps; undefined where there is none. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((part, step) => {
    if (typeof part !== "object" || part === null) return undefined;
    const name = String(nameOf(step) ?? keyOfStep(step));
    const found: unknown = Object.getOwnPropertyDescriptor(part, name)?.value;
    return found;
  }, value);
}
