/** Narrowing of Terraform JSON. */

export type Body = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** A block is one object, or a list of them. */
export function blocksOf(value: unknown): readonly Body[] {
  if (Array.isArray(value)) return value.map(objectOf);
  return typeof value === "object" && value !== null ? [objectOf(value)] : [];
}

export function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((item) => typeof item === "string");
}
