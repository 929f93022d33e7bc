import { Unsure, type Tri } from "../tri.js";

/** What a list of rules says, of which the first that fits decides. */
export interface FirstMatch<R> {
  readonly allows: boolean | Unsure;
  /** The rule that decides; undefined where none does, or where it depends. */
  readonly rule: R | undefined;
  /** Rules that fit as well, after it. */
  readonly later: () => readonly R[];
}

/**
 * A rule that fits only perhaps decides nothing where the one that fits for certain says the same.
 * @param otherwise what counts where no rule fits
 */
export function firstMatch<R>(
  rules: readonly R[],
  fits: (rule: R) => Tri,
  allows: (rule: R) => boolean,
  otherwise = false,
): FirstMatch<R> {
  const doubts: { readonly allows: boolean; readonly on: Unsure }[] = [];
  const index = rules.findIndex((rule) => {
    const fit = fits(rule);
    if (fit instanceof Unsure) doubts.push({ allows: allows(rule), on: fit });
    return fit === true;
  });
  const rule = rules[index];
  const verdict = rule === undefined ? otherwise : allows(rule);
  const against = doubts.filter((doubt) => doubt.allows !== verdict);
  const later = (): readonly R[] =>
    rule === undefined ? [] : rules.slice(index + 1).filter((next) => fits(next) === true);
  if (against.length === 0) return { allows: verdict, rule, later };
  return { allows: new Unsure(...against.flatMap(({ on }) => on.on)), rule: undefined, later };
}
