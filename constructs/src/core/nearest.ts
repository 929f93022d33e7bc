import { distance } from "fastest-levenshtein";

/** Edits that still count as a slip. */
const MOST_EDITS = 2;

/** The name that was probably meant by a text, in any case; undefined where none is near, or several are as near. */
export function nearestOnly(text: string, names: readonly string[]): string | undefined {
  const edits = names.map((name) => ({ name, edits: distance(text.toLowerCase(), name.toLowerCase()) }));
  const fewest = Math.min(...edits.map((each) => each.edits));
  const [nearest, ...others] = edits.filter((each) => each.edits === fewest);
  return fewest > MOST_EDITS || others.length > 0 ? undefined : nearest?.name;
}
