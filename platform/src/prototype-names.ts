import type { KeyPath } from "./source-map.js";

/** The name under which JavaScript keeps the prototype of an object. */
const PROTOTYPE = "__proto__";

/** The places of keys with that name. The validator leaves them out of a map whose names are free. */
export function prototypeNames(content: unknown, path: KeyPath = []): readonly KeyPath[] {
  if (typeof content !== "object" || content === null) return [];
  const entries: (readonly [string | number, unknown])[] = Array.isArray(content)
    ? [...content.entries()]
    : Object.entries(content);
  return entries.flatMap(([step, inner]) =>
    step === PROTOTYPE ? [[...path, step]] : prototypeNames(inner, [...path, step]),
  );
}
