/** Keys of the platform file for what has only a name in Azure. */
import { NAME_FORMATS, type NamedType } from "@aks-topology/constructs/internal";

const LONGEST_KEY = 24;

/** Lower-case words joined by dashes that begin with a letter; empty where nothing of the text is left. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, LONGEST_KEY)
    .replace(/-+$/, "");
}

/** The name without the abbreviation of its type, and without these words before it. */
export function withoutPrefixes(name: string, type: NamedType, ...words: readonly string[]): string {
  return [NAME_FORMATS[type].prefix, ...words].reduce(
    (rest, word) => (rest.startsWith(`${word}-`) ? rest.slice(word.length + 1) : rest),
    name,
  );
}

/** Words with which all names begin, such as `contoso` of `contoso-hub` and `contoso-shop`; each keeps one of its own. */
export function commonWords(names: readonly string[]): readonly string[] {
  const split = names.map((name) => name.split("-"));
  const [first = []] = split;
  const end = first.findIndex((word, i) =>
    split.some((words) => words[i] !== word || words.length === i + 1),
  );
  return end === -1 ? [] : first.slice(0, end);
}

/** A key that nothing else has: the wanted one, or that with a number. */
export class FreeKeys {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  take(wanted: string, fallback: string): string {
    const base = slug(wanted) || fallback;
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? "" : `-${number}`;
      const key = `${base.slice(0, LONGEST_KEY - ending.length).replace(/-+$/, "")}${ending}`;
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return key;
    }
  }
}

/** Names of fewer resources do not show what all names end in. */
const FEWEST_NAMES = 4;

/** Words in which most of the names end, such as `prod-weu-01`; each keeps two of its own. */
export function commonEnding(names: readonly string[]): readonly string[] {
  const split = names.map((name) => name.split("-"));
  if (split.length < FEWEST_NAMES) return [];
  const ending: string[] = [];
  for (;;) {
    const counts = new Map<string, number>();
    for (const words of split) {
      const word = words.at(-1 - ending.length);
      const isEnding = words.slice(words.length - ending.length).join("-") === ending.join("-");
      if (word !== undefined && isEnding && words.length > ending.length + 2)
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    if (most === undefined || most[1] * 2 <= split.length) return ending;
    ending.unshift(most[0]);
  }
}

/** The name without these words at its end. */
export function withoutEnding(name: string, ending: readonly string[]): string {
  const text = `-${ending.join("-")}`;
  return ending.length > 0 && name.endsWith(text) ? name.slice(0, -text.length) : name;
}
