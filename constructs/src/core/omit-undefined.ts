/** `T`, whose optional props may be written as `undefined`. */
export type AllowUndefined<T> = {
  [K in keyof T]: Partial<Pick<T, K>> extends Pick<T, K> ? T[K] | undefined : T[K];
};

/**
 * Drops the props that are `undefined`, at the boundary to types whose optional props must be absent instead, such as the
 * provider's. `T` is what the caller expects, so that misspelt props stay compile errors; a nested object takes a call of
 * its own.
 */
export function omitUndefined<T extends object>(props: AllowUndefined<NoInfer<T>>): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
