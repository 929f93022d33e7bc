import type { Place } from "./hop.js";
import type { Next, Trail } from "./trail.js";

/**
 * The answer is where the connection began, and something that has seen it begin has not seen the answer.
 * @returns undefined where nothing is missed
 */
export function missed(trail: Trail, place: Place, { at }: { readonly at: string }): Next | undefined {
  const { due } = trail;
  if (due === undefined) return undefined;
  const detail = `the answer does not pass ${due.address}, which the connection went through`;
  return trail.asymmetric(place, { at, by: due.address, detail });
}
