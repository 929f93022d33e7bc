import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectNothingMoves } from "./support/edit-sequence.js";
import { EDITED } from "./support/edited-platforms.js";
import { edits } from "./support/random-edits.js";

// At most fourteen edits each, of two syntheses.
const SEQUENCES = Number(process.env["EDIT_SEQUENCES"] ?? 9);

describe.each(Object.entries(EDITED))("a platform with %s", (_, first) => {
  test("no edit of many sequences moves or renames what stays", { timeout: 600_000 }, () => {
    let steps = 0;
    let refused = 0;
    fc.assert(
      fc.property(edits, (sequence) => {
        steps += sequence.length;
        refused += expectNothingMoves(first, sequence);
      }),
      { numRuns: SEQUENCES, seed: 20, endOnFailure: true },
    );
    expect(steps).toBeGreaterThanOrEqual(10 * SEQUENCES);
    expect(refused).toBeLessThan(steps / 2);
  });
});
