import fc from "fast-check";
import { expect, test } from "vitest";
import { expectNothingMoves } from "./support/edit-sequence.js";
import { edits, firsts } from "./support/random-edits.js";
import { SEED } from "../../test/support/seed.js";

// Each step takes two syntheses. The long form is in edit-sequences.deep.test.ts.
const SEQUENCES = Number(process.env["EDIT_SEQUENCES"] ?? 1);

test("no edit moves or renames what stays, and the file of before gives the output of before", () => {
  let steps = 0;
  let refused = 0;
  fc.assert(
    fc.property(firsts, edits, (first, sequence) => {
      steps += sequence.length;
      refused += expectNothingMoves(first, sequence);
    }),
    { numRuns: SEQUENCES, seed: SEED, endOnFailure: true },
  );
  expect(refused).toBeLessThan(steps / 2);
}, 600_000);
