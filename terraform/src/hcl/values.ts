/** Writes JSON values as HCL expressions. */
import { parseTemplate } from "../expression-reader.js";
import { soleExpression } from "../expression.js";
import { isArray, isObject, type JsonObject } from "../json.js";
import type { TerraformType } from "../schema.js";
import { bracketed, isBareKey, quote, writeEntries, writeHeredocText, writeTemplate } from "./expressions.js";

/**
 * @param type the expected type, where it is known: a number in quotes loses them
 * @param width remaining characters of the line
 */
export function writeValue(value: unknown, type: TerraformType | undefined, width: number): string {
  if (typeof value === "string") return writeString(value, type, width);
  if (typeof value === "number" || typeof value === "boolean")
    return type === "string" ? quote(String(value)) : String(value);
  if (isArray(value)) return writeList(value, elementType(type), width);
  if (isObject(value)) return writeObject(value, type, width);
  return "null";
}

function elementType(type: TerraformType | undefined): TerraformType | undefined {
  return type !== undefined &&
    typeof type !== "string" &&
    (type[0] === "list" || type[0] === "set" || type[0] === "map")
    ? type[1]
    : undefined;
}

function writeList(values: readonly unknown[], type: TerraformType | undefined, width: number): string {
  const flat = values.map((value) => writeItem(value, type, Infinity));
  const line = `[${flat.join(", ")}]`;
  if (line.length <= width && !line.includes("\n")) return line;
  return bracketed(
    "[",
    values.map((value) => writeItem(value, type, width - 3)),
    "]",
  );
}

/** No comma may follow the end of a heredoc, so lists contain none. */
function writeItem(value: unknown, type: TerraformType | undefined, width: number): string {
  return typeof value === "string" ? writeString(value, type, width, false) : writeValue(value, type, width);
}

function writeObject(value: JsonObject, type: TerraformType | undefined, width: number): string {
  const fields = type !== undefined && typeof type !== "string" && type[0] === "object" ? type[1] : undefined;
  const entries = Object.entries(value).map(([key, item]) => {
    const name = writeKey(key);
    return [name, writeValue(item, fields?.[key] ?? elementType(type), width - name.length - 5)] as const;
  });
  return writeEntries(entries);
}

/** The keys of objects are templates too. */
function writeKey(key: string): string {
  if (isBareKey(key)) return key;
  const parts = parseTemplate(key);
  const written = writeTemplate(parts, key, Infinity);
  return soleExpression(parts) === undefined ? written : `(${written})`;
}

function writeString(
  text: string,
  type: TerraformType | undefined,
  width: number,
  mayBeHeredoc = true,
): string {
  if (type === "bool" && (text === "true" || text === "false")) return text;
  if (type === "number" && String(Number(text)) === text) return text;
  const json = asCanonicalJson(text);
  if (json !== undefined) return `jsonencode(${writeValue(json, undefined, width)})`;
  const parts = parseTemplate(text);
  // A heredoc always ends with a line break, and loses carriage returns.
  const isText =
    mayBeHeredoc && /^[^\r]*\n[^\r]*\n$/.test(text) && !parts.some((part) => part.kind === "directive");
  if (isText) return heredoc(writeHeredocText(parts, text));
  return writeTemplate(parts, text, width);
}

function heredoc(text: string): string {
  const marker = text.split("\n").some((line) => line.trim() === "EOT") ? "END_OF_TEXT" : "EOT";
  return `<<${marker}\n${text}${marker}`;
}

/** The document of a JSON text that jsonencode would reproduce character by character. */
function asCanonicalJson(text: string): JsonObject | readonly unknown[] | undefined {
  if (!/^[[{].{2,}[\]}]$/s.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // jsonencode would escape templates inside.
    if (/[$%]\{/.test(text) || JSON.stringify(sorted(value)) !== text || /[<>&\u2028\u2029]/.test(text))
      return undefined;
    return isObject(value) || isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
