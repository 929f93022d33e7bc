import { distance } from "fastest-levenshtein";
import type { UnknownEndpointError } from "./endpoint.js";

/** The endpoints that a misspelled one could mean, the closest first; none where it is like none. */
export function suggestions({ text, candidates }: UnknownEndpointError): readonly string[] {
  const near = candidates
    // One that has no address has no other meaning.
    .filter((candidate) => candidate !== text)
    .map((candidate) => ({ candidate, edits: editsTo(text, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, candidate.length / 4))
    .toSorted((a, b) => a.edits - b.edits);
  return near
    .filter(({ edits }) => edits <= (near[0]?.edits ?? 0) + 1)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

const MOST = 3;

/** To the whole address, or to the name after the type: `shop_main/pod`. */
function editsTo(text: string, candidate: string): number {
  const name = candidate.replace(/^(.*\.)?azurerm_\w+\./, "");
  return Math.min(distance(text.toLowerCase(), candidate.toLowerCase()), distance(text.toLowerCase(), name));
}
