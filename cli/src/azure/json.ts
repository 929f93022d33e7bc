/** Narrowing of what Azure Resource Manager answers. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a dotted path. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((here, key) => (isObject(here) ? here[key] : undefined), value);
}

export function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export function objectsAt(value: unknown, path: string): readonly JsonObject[] {
  return listAt(value, path) ?? [];
}

/** The objects of a list, where none and no list are two things. */
export function listAt(value: unknown, path: string): readonly JsonObject[] | undefined {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isObject) : undefined;
}

export function textsAt(value: unknown, path: string): readonly string[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}
