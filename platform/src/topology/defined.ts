type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves keys out whose value is undefined: an optional prop is absent, never undefined. */
export function defined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
