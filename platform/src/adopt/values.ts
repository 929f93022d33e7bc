/** Attributes of a resource as a state has them: blocks are lists, and what is not configured is null, "" or empty. */
export type Values = Readonly<Record<string, unknown>>;

export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that is not empty. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(values: Values, name: string): number | undefined {
  const value = values[name];
  return typeof value === "number" ? value : undefined;
}

export function flag(values: Values, name: string): boolean {
  return values[name] === true;
}

export function texts(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The blocks of a name, none where there are none. */
export function blocks(values: Values, name: string): readonly Values[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter(isValues) : isValues(value) ? [value] : [];
}

/** The first block of a name; one without attributes where there is none. */
export function block(values: Values, name: string): Values {
  return blocks(values, name)[0] ?? {};
}

/** A map of texts; undefined where it is empty. */
export function textMap(values: Values, name: string): Readonly<Record<string, string>> | undefined {
  const value = values[name];
  const entries = isValues(value)
    ? Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string")
    : [];
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
