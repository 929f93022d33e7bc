import type { KeyPath } from "../../source-map.js";
import { singular } from "../words.js";

/** Keys that only group others and are no part of a name. */
const GROUPING: ReadonlySet<string> = new Set(["network"]);

/** Names that Terraform reserves in modules. */
const TAKEN_BY_TERRAFORM: ReadonlySet<string> = new Set([
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "locals",
  "providers",
  "source",
  "version",
]);

/** The location of a value in the file, from which its variable is named. */
export class VariablePlace {
  readonly path: KeyPath;
  /** Words of the name: keys of things and of values, without the keys that only hold things. */
  readonly #words: readonly string[];
  /** What the value belongs to, in words: "spoke shop". */
  readonly #things: readonly string[];
  /** The last words: those of the value itself, below the thing that it belongs to. */
  readonly #ownWords: readonly string[];
  /** The key whose map contains the things below it. */
  readonly #holder: string | undefined;

  constructor(
    path: KeyPath = [],
    words: readonly string[] = [],
    things: readonly string[] = [],
    ownWords: readonly string[] = [],
    holder?: string,
  ) {
    this.path = path;
    this.#words = words;
    this.#things = things;
    this.#ownWords = ownWords;
    this.#holder = holder;
  }

  /** The place of a key. `holdsThings`: its value is a map of things by name, such as spokes. */
  key(key: string, holdsThings: boolean): VariablePlace {
    const path = [...this.path, key];
    if (holdsThings) return new VariablePlace(path, this.#words, this.#things, [], key);
    const grouping = GROUPING.has(key);
    const words = (given: readonly string[]): readonly string[] => (grouping ? given : [...given, key]);
    return new VariablePlace(path, words(this.#words), this.#things, words(this.#ownWords));
  }

  /** The place of a thing by its name, or of an item of a list by its number. */
  item(name: string | number): VariablePlace {
    const path = [...this.path, name];
    const word = typeof name === "number" ? String(name + 1) : name;
    const things =
      this.#holder === undefined
        ? this.#things
        : [...this.#things, `${singular(wordsOf(this.#holder))} ${word}`];
    const own = this.#holder === undefined ? [...this.#ownWords, word] : [];
    return new VariablePlace(path, [...this.#words, word], things, own);
  }

  /** The short name, and the full one with every key of the path, in case the short one is taken. */
  get names(): readonly [string, string] {
    const short = snakeCase(this.#words.join("_"));
    return [TAKEN_BY_TERRAFORM.has(short) ? `platform_${short}` : short, snakeCase(this.path.join("_"))];
  }

  /** A sentence that says what the value belongs to; empty for the platform's own. */
  get belonging(): string {
    return this.#things.length === 0 ? "" : ` For ${this.#things.join(", ")}.`;
  }

  /** The description of the value if the schema has none. */
  get label(): string {
    const words = wordsOf(this.#ownWords.join("_"));
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  }
}

function wordsOf(key: string): string {
  return snakeCase(key).replaceAll("_", " ");
}

export function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}
