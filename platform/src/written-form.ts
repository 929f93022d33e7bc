/** How a value of another form is written: by the value that the file has, where it only lacks its form, else by the schema. */
import { limitsAt, shapesAt, type Shape } from "./schema/offered.js";
import type { KeyPath } from "./source-map.js";

interface Wanted {
  /** The type that the validator expects. */
  readonly expected: string;
  /** The value as the file writes it: the number 1.30 is 1.3, and another text. */
  readonly written: string | undefined;
}

/** The remedy for a value of another form than its key takes: it shows the form. */
export function writtenForm(value: unknown, path: KeyPath, { expected, written }: Wanted): string {
  const shapes = shapesAt(path);
  const type = TYPES[expected] ?? expected;
  const shape = shapes.find((one) => one.type === type) ?? shapes[0];
  const form = shape === undefined ? "…" : formOf(value, shape, path, written);
  const last = path.at(-1);
  return typeof last === "string" ? `Write ${last}: ${form}.` : `Write ${form}.`;
}

/** The validator's names of types that JSON Schema names differently. */
const TYPES: Readonly<Record<string, string>> = { int: "integer", record: "object", tuple: "array" };

function formOf(value: unknown, shape: Shape, path: KeyPath, written = String(value)): string {
  const [only] = shape.enum ?? (shape.const === undefined ? [] : [shape.const]);
  if (only !== undefined) return JSON.stringify(only);
  switch (shape.type) {
    case "array":
      return `[${isEntry(value) ? String(value) : entryOf(path)}]`;
    case "boolean":
      return "true, or false";
    case "integer":
    case "number":
      return String(limitsAt(path)[0]?.least ?? 1);
    case "object":
      return typeof shape.additionalProperties === "object" ? "{ NAME: … }" : mapOf(shape);
    case "string":
      return isEntry(value) && new RegExp(shape.pattern ?? "").test(written) ? `"${written}"` : textOf(shape);
    default:
      return "…";
  }
}

/** Whether a value is written in one word, so that brackets or quotes around it make it a list or a text. */
function isEntry(value: unknown): value is string | number | boolean {
  return (
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "")
  );
}

function entryOf(path: KeyPath): string {
  const [entry] = shapesAt([...path, 0]);
  if (entry === undefined) return "…";
  return entry.type === "object" ? mapOf(entry) : formOf(undefined, entry, [...path, 0]);
}

function mapOf({ required = [], properties = {} }: Shape): string {
  const keys = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return keys.length === 0 ? "{ … }" : `{ ${keys.map((key) => `${key}: …`).join(", ")} }`;
}

function textOf({ pattern = "", format }: Shape): string {
  if (/^\^\\?\/subscriptions/.test(pattern)) return "/subscriptions/…";
  if (format === "ipv4") return "10.0.0.4";
  return format === "uuid" ? "GUID" : "TEXT";
}
