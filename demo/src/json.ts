/** Access to parsed JSON, whose shape is unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list. Terraform JSON also writes a single block as an object. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : []).filter((item) => typeof item === "string");
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value at a dotted path of objects. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => objectOf(inner)[key], value);
}
