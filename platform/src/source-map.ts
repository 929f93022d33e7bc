import { isMap, isScalar, isSeq, type Document, type Node, type Pair, type LineCounter } from "yaml";

/** A position in a text; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type KeyPath = readonly (string | number)[];

/** A file that was read, with the lines of its keys. */
export interface SourceFile {
  readonly file: string;
  readonly source: SourceMap;
}

/** Finds the position of a key in a YAML document, or of the nearest key above it that exists. */
export class SourceMap {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** The position of the value at `path` if it is a scalar, else of the key. */
  positionOf(path: KeyPath): Position {
    return this.#find(path, false);
  }

  /** The position of the key itself. */
  positionOfKey(path: KeyPath): Position {
    return this.#find(path, true);
  }

  #find(path: KeyPath, keyOnly: boolean): Position {
    let node: unknown = this.#document.contents;
    let place: Position = { line: 1, column: 1 };
    for (const [i, step] of path.entries()) {
      const entry = child(node, step);
      if (entry === undefined) return place;
      const { key, value } = entry;
      const wanted =
        !(keyOnly && i === path.length - 1) && (isScalar(value) || key === undefined) ? value : key;
      place = this.#at(wanted) ?? this.#at(key) ?? place;
      node = value;
    }
    return place;
  }

  #at(node: unknown): Position | undefined {
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start === undefined) return undefined;
    const { line, col } = this.#lines.linePos(start);
    return { line, column: col };
  }
}

function child(node: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item: Pair) => String(isScalar(item.key) ? item.key.value : item.key) === String(step),
    );
    return pair === undefined ? undefined : { key: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof step === "number" && step < node.items.length)
    return { key: undefined, value: node.items[step] };
  return undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}
