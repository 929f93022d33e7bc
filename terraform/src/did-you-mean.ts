import { distance } from "fastest-levenshtein";

/** A hint with the known name that `name` is most likely a misspelling of; empty when none is similar. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const nearest = [...known]
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))[0];
  return nearest === undefined ? "" : `Did you mean "${nearest.candidate}"?`;
}
