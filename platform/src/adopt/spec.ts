/** Parts of a platform file as they are written. */
export type Spec = Readonly<Record<string, unknown>>;

/** Without what is undefined, and without what equals the default. */
export function compact(values: Spec, defaults: Spec = {}): Spec {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}

/** The map, or undefined where it is empty. */
export function unlessEmpty(values: Spec): Spec | undefined {
  return Object.keys(values).length === 0 ? undefined : values;
}

/** One value alone, several as a list; undefined where there is none. */
export function oneOrMany(values: readonly string[]): unknown {
  return values.length > 1 ? values : values[0];
}
