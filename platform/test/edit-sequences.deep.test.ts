import fc from "fast-check";
import { expect, test } from "vitest";
import { expectNothingMoves } from "./support/edit-sequence.js";
import { edits } from "./support/random-edits.js";

// At most fourteen edits each, of two syntheses.
const SEQUENCES = Number(process.env["EDIT_SEQUENCES"] ?? 50);

test("no edit of many sequences moves or renames what stays", { timeout: 1_200_000 }, () => {
  let steps = 0;
  let refused = 0;
  fc.assert(
    fc.property(edits, (sequence) => {
      steps += sequence.length;
      refused += expectNothingMoves(sequence);
    }),
    { numRuns: SEQUENCES, seed: 20, endOnFailure: true },
  );
  expect(steps).toBeGreaterThanOrEqual(10 * SEQUENCES);
  expect(refused).toBeLessThan(steps / 2);
});
