import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";

/** A position in a text; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A position in one of the files that a platform is written in. */
export interface Place extends Position {
  readonly file: string;
}

export type KeyPath = readonly (string | number)[];

/** The keys of a dotted path; entries of lists are numbers. */
export function keySteps(path: string): KeyPath {
  return path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** The value at a path of a file's content; undefined where there is none. */
export function valueAt(content: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    content,
  );
}

/** Finds the place of a key, or of the nearest key above it that exists. */
export interface KeyPlaces {
  /** The place of the value at `path` if it is a scalar, else of the key. */
  placeOf(path: KeyPath): Place;
  /** The place of the key itself. */
  placeOfKey(path: KeyPath): Place;
  /** The value at `path` as the file writes it, such as 1.30 of the number 1.3; undefined unless it is a scalar. */
  writtenAt(path: KeyPath): string | undefined;
  /** The files in the order in which their problems are reported. */
  readonly files: readonly string[];
}

/** A file that was read, with the places of its keys. */
export interface SourceFile {
  /** The file that was named; it may extend others. */
  readonly file: string;
  readonly source: KeyPlaces;
}

/** The places of the keys of one YAML document. */
export class SourceMap implements KeyPlaces {
  readonly files: readonly [string];
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(file: string, document: Document, lines: LineCounter) {
    this.files = [file];
    this.#document = document;
    this.#lines = lines;
  }

  placeOf(path: KeyPath): Place {
    return { file: this.files[0], ...this.#find(path, false) };
  }

  placeOfKey(path: KeyPath): Place {
    return { file: this.files[0], ...this.#find(path, true) };
  }

  writtenAt(path: KeyPath): string | undefined {
    const value = path.reduce<unknown>(
      (node, step) => this.#child(node, step)?.value,
      this.#document.contents,
    );
    const scalar = isAlias(value) ? value.resolve(this.#document) : value;
    return isScalar(scalar) ? scalar.source : undefined;
  }

  #find(path: KeyPath, keyOnly: boolean): Position {
    let node: unknown = this.#document.contents;
    let place: Position = { line: 1, column: 1 };
    for (const [i, step] of path.entries()) {
      const entry = this.#child(node, step);
      if (entry === undefined) return place;
      const { key, value } = entry;
      const wanted =
        !(keyOnly && i === path.length - 1) && (isScalar(value) || key === undefined) ? value : key;
      place = this.#at(wanted) ?? this.#at(key) ?? place;
      node = value;
    }
    return place;
  }

  #child(node: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
    if (isMap(node)) return this.#pairsOf(node).get(String(step));
    // Props of constructs are dotted, so that places in lists are texts of digits.
    if (!isSeq(node) || !/^\d+$/.test(String(step))) return undefined;
    const value = node.items[Number(step)];
    return value === undefined ? undefined : { key: undefined, value };
  }

  /** Looked up once for each map: a file may have a problem for each of its keys. */
  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    for (const pair of map.items) {
      const name = this.#nameOf(pair.key);
      // Of a key that is there twice, the first counts.
      if (!pairs.has(name)) pairs.set(name, pair);
    }
    this.#pairs.set(map, pairs);
    return pairs;
  }

  #nameOf(key: unknown): string {
    const named = isAlias(key) ? key.resolve(this.#document) : key;
    return String(isScalar(named) ? named.value : named);
  }

  #at(node: unknown): Position | undefined {
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start === undefined) return undefined;
    const { line, col } = this.#lines.linePos(start);
    return { line, column: col };
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}
