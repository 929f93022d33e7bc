import {
  isMap,
  isNode,
  isScalar,
  parseDocument,
  stringify,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { KeyPath } from "../source-map.js";

/** A change of one key in the text of a platform file. */
export type Edit =
  | { readonly kind: "set"; readonly path: KeyPath; readonly value: EditValue }
  /** Removes the key; in a file that extends another one null takes its place, or the value of that one would return. */
  | { readonly kind: "remove"; readonly path: KeyPath };

type EditValue = string | number | null | { readonly [key: string]: EditValue };

type Map = YAMLMap<Scalar>;

/**
 * Applies edits to the text of a platform file, and touches nothing else of it: comments, layout and quotes stay.
 *
 * @throws Error if the text has no map where one is needed, such as an alias, or a collection in place of a value
 */
export function editYaml(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, edit) => {
    const document = parseDocument(before);
    if (edit.kind === "set") return set(before, document.contents, edit.path, edit.value);
    if (!document.hasIn(edit.path)) return set(before, document.contents, edit.path, null);
    return document.has("extends")
      ? nullify(before, pairAt(document.contents, edit.path))
      : remove(before, mapAt(document.contents, edit.path.slice(0, -1)), edit.path);
  }, text);
}

function set(text: string, contents: unknown, path: KeyPath, value: EditValue): string {
  const depth = path.findIndex((_, index) => pairAt(contents, path.slice(0, index + 1)) === undefined);
  if (depth === -1) return replaceValue(text, pairAt(contents, path), value);
  const nested = path
    .slice(depth + 1)
    .reduceRight<EditValue>((inner, key) => ({ [String(key)]: inner }), value);
  return insert(text, mapAt(contents, path.slice(0, depth)), String(path[depth]), nested);
}

function replaceValue(text: string, pair: Pair<Scalar> | undefined, value: EditValue): string {
  if (!isScalar(pair?.value)) throw new Error(`The file has no single value at ${String(pair?.key.value)}.`);
  const [start, end] = rangeOf(pair.value);
  return text.slice(0, start) + flow(value) + text.slice(end);
}

/** Adds a key at the end of a map, in the layout that the map has. */
function insert(text: string, map: Map, key: string, value: EditValue): string {
  const entry = `${key}: ${flow(value)}`;
  const last = map.items.at(-1);
  const [start, end] = rangeOf(map);
  if (last === undefined) return `${text.slice(0, start)}{ ${entry} }${text.slice(end)}`;
  const [, after] = rangeOf(last.value ?? last.key);
  if (map.flow === true) return `${text.slice(0, after)}, ${entry}${text.slice(after)}`;
  const line = endOfLine(text, lastMark(text, after));
  const indent = " ".repeat(columnOf(text, rangeOf(last.key)[0]));
  return `${text.slice(0, line)}\n${indent}${entry}${text.slice(line)}`;
}

/** Replaces any value, a map included, with null. */
function nullify(text: string, pair: Pair<Scalar> | undefined): string {
  const [, afterKey] = rangeOf(pair?.key);
  const [, end] = rangeOf(pair?.value ?? pair?.key);
  return `${text.slice(0, afterKey)}: null${text.slice(lastMark(text, end))}`;
}

function remove(text: string, map: Map, path: KeyPath): string {
  const index = map.items.findIndex(({ key }) => key.value === path.at(-1));
  const pair = map.items[index];
  const [start] = rangeOf(pair?.key);
  const [, end] = rangeOf(pair?.value ?? pair?.key);
  if (map.flow !== true) {
    const line = endOfLine(text, lastMark(text, end));
    return text.slice(0, start - columnOf(text, start)) + text.slice(Math.min(line + 1, text.length));
  }
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  if (before !== undefined) return text.slice(0, rangeOf(before.value ?? before.key)[1]) + text.slice(end);
  return after === undefined
    ? text.slice(0, start) + text.slice(end)
    : text.slice(0, start) + text.slice(rangeOf(after.key)[0]);
}

function pairAt(contents: unknown, path: KeyPath): Pair<Scalar> | undefined {
  let node: unknown = contents;
  let pair: Pair<Scalar> | undefined;
  for (const key of path) {
    pair = isPlainMap(node) ? node.items.find((item) => item.key.value === key) : undefined;
    node = pair?.value;
  }
  return pair;
}

function mapAt(contents: unknown, path: KeyPath): Map {
  const node = path.length === 0 ? contents : pairAt(contents, path)?.value;
  if (isPlainMap(node)) return node;
  throw new Error(`The file has no map at ${path.join(".") || "its top"} that could be edited.`);
}

function isPlainMap(node: unknown): node is Map {
  return isMap(node) && node.items.every(({ key }) => isScalar(key));
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  const range = isNode(node) ? node.range : undefined;
  if (range) return [range[0], range[1]];
  throw new Error("The file has a value without a place in it.");
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** The end of a value without the white space that belongs to a block collection. */
function lastMark(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}

function endOfLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at;
}

function flow(value: EditValue): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}
