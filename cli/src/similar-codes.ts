import type { ExplainedCode } from "./catalogue.js";

/** Codes that one sentence lists. */
const MOST = 8;

type Codes = Readonly<Record<string, Pick<ExplainedCode, "title" | "explanation">>>;

/**
 * The codes that a text may mean which is none: those with all of its words, first those that begin with it, such as POD_RANGE;
 * else those whose title or explanation has them, such as nat-gateway; else those with one of its words, such as agic-addon.
 */
export function similarCodes(text: string, codes: Codes): readonly string[] {
  const words = wordsOf(text);
  const having = (textOf: (code: string) => string, fits: "every" | "some"): readonly string[] =>
    Object.keys(codes).filter((code) => {
      const known = wordsOf(textOf(code));
      return words.length > 0 && words[fits]((word) => known.some((one) => one.startsWith(word)));
    });
  const beginning = words.join("_");
  const begins = (code: string): boolean => code.toLowerCase().startsWith(beginning);
  const named = having((code) => code, "every");
  const searches = [
    () => [...named.filter(begins), ...named.filter((code) => !begins(code))],
    () => having((code) => codes[code]?.title ?? "", "every"),
    () => having((code) => codes[code]?.explanation ?? "", "every"),
    () => having((code) => code, "some"),
  ];
  for (const search of searches) {
    const found = search();
    if (found.length > 0) return found;
  }
  return [];
}

/** Those codes as a sentence; empty where there is none. */
export function similarSentence(codes: readonly string[]): string {
  const [first, ...more] = codes;
  if (first === undefined) return "";
  if (more.length === 0) return `Did you mean ${first}?`;
  const left = codes.length - MOST;
  return `Did you mean one of ${codes.slice(0, MOST).join(", ")}${left > 0 ? ` (and ${left} more)` : ""}?`;
}

/** The words of a text in lower case: those of virtualWan are two, and an add-on is one, as the kind agic-addon writes it. */
function wordsOf(text: string): readonly string[] {
  const parted = text.replace(/([a-z])(?=[A-Z])/g, "$1 ").replaceAll(/add-on/gi, "addon");
  return parted.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
