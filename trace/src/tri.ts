/**
 * Three-valued logic: what is true or false whatever the unknown values turn out to be, and what depends on them.
 *
 * An unsure value names what it depends on, so that a verdict can be explained.
 */
export class Unsure {
  /** What decides, such as "which address of 10.1.0.0/24". Sorted, without repetition. */
  readonly on: readonly string[];

  constructor(...on: readonly string[]) {
    this.on = [...new Set(on)].sort();
  }
}

export type Tri = boolean | Unsure;

/** False as soon as one is false, unsure when one is unsure. */
export function all(...values: readonly Tri[]): Tri {
  return values.includes(false) ? false : (merged(values) ?? true);
}

/** True as soon as one is true, unsure when one is unsure. */
export function any(...values: readonly Tri[]): Tri {
  return values.includes(true) ? true : (merged(values) ?? false);
}

export function not(value: Tri): Tri {
  return value instanceof Unsure ? value : !value;
}

function merged(values: readonly Tri[]): Unsure | undefined {
  const unsure = values.filter((value) => value instanceof Unsure);
  return unsure.length === 0 ? undefined : new Unsure(...unsure.flatMap(({ on }) => on));
}
