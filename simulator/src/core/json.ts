/** JSON as the simulator keeps it: bodies are never changed in place, so they can be shared without copying. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. An absent key reads as undefined. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function asList(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function objects(value: Json | undefined): readonly JsonObject[] {
  return asList(value).filter(isObject);
}

export function asText(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Text as it is, "" for nothing, anything else as JSON: for names and messages. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}

/** The text at a dotted path; "" when there is none. */
export function textAt(value: Json | undefined, path: string): string {
  return textOf(at(value, path));
}

/** A copy without some keys. */
export function omit(value: JsonObject, ...keys: readonly string[]): JsonObject {
  const copy: Record<string, Json | undefined> = { ...value };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}

/** The value at a dotted path, or undefined. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const key of path.split(".")) {
    if (!isObject(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

/** All values at a path in which `key[]` walks a list: `properties.ipConfigurations[].properties.subnet.id`. */
export function every(value: Json | undefined, path: string): Json[] {
  let here: Json[] = value === undefined ? [] : [value];
  for (const step of path.split(".")) {
    const walksList = step.endsWith("[]");
    const key = walksList ? step.slice(0, -2) : step;
    const next: Json[] = [];
    for (const item of here) {
      const found = isObject(item) && Object.hasOwn(item, key) ? item[key] : undefined;
      if (found === undefined) continue;
      if (!walksList) next.push(found);
      else if (isList(found)) next.push(...found);
    }
    here = next;
  }
  return here;
}

/** A copy with the value at a dotted path set; undefined removes the key. Only the touched branch is copied. */
export function withAt(value: JsonObject, path: string, leaf: Json | undefined): JsonObject {
  const dot = path.indexOf(".");
  const key = dot < 0 ? path : path.slice(0, dot);
  const copy: Record<string, Json | undefined> = { ...value };
  const next = dot < 0 ? leaf : withAt(asObject(value[key]), path.slice(dot + 1), leaf);
  if (next === undefined) Reflect.deleteProperty(copy, key);
  else define(copy, key, next);
  return copy;
}

/** Fills keys that `value` lacks from `defaults`, deeply; lists and scalars of `value` win whole. */
export function fill(value: JsonObject, defaults: JsonObject): JsonObject {
  const copy: Record<string, Json | undefined> = { ...value };
  for (const [key, fallback] of Object.entries(defaults)) {
    const given = Object.hasOwn(copy, key) ? copy[key] : undefined;
    if (given === undefined) define(copy, key, fallback);
    else if (isObject(given) && isObject(fallback)) define(copy, key, fill(given, fallback));
  }
  return copy;
}

/** RFC 7396 merge, as PATCH does it: null removes. */
export function merge(value: JsonObject, patch: JsonObject): JsonObject {
  const copy: Record<string, Json | undefined> = { ...value };
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) Reflect.deleteProperty(copy, key);
    else if (isObject(change))
      define(copy, key, merge(asObject(Object.hasOwn(copy, key) ? copy[key] : undefined), change));
    else define(copy, key, change);
  }
  return copy;
}

/** A plain assignment would let a key named `__proto__` replace the prototype. */
function define(target: Record<string, Json | undefined>, key: string, value: Json | undefined): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** Parses JSON text. Throws SyntaxError. */
export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  return isJson(value) ? value : null;
}

/** True for whatever JSON.parse can return: the check exists for the compiler, at the edge. */
function isJson(value: unknown): value is Json {
  return value !== undefined && typeof value !== "function";
}
