import { distance } from "fastest-levenshtein";

/** A hint with the known name that `name` is most likely a misspelling of; empty when none is similar. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : `Did you mean "${nearest}"?`;
}

/**
 * The known name that `name` is most likely a misspelling of; undefined when none is similar. Swapped letters count as
 * one edit, and as a likelier one than another letter: they are the most frequent slip.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const [nearest] = [...known]
    .map((candidate) => ({ candidate, edits: edits(name, candidate) }))
    .filter((one) => one.edits <= limit)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1));
  return nearest?.candidate;
}

/** Known names by how many edits they are away from `name`, and in their order where these are as many. */
export function nearestFirst(name: string, known: readonly string[]): readonly string[] {
  return known
    .map((candidate) => ({ candidate, edits: edits(name, candidate) }))
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}

const SWAP = 0.9;

function edits(name: string, other: string): number {
  const letters = distance(name, other);
  return letters > 1 && sorted(name) === sorted(other) ? letters - 2 + SWAP : letters;
}

function sorted(name: string): string {
  return Array.from(name).sort().join("");
}
