/** Of generated platforms in `npm test`, so that a run repeats. `SEED=N` tries others. */
export const SEED = Number(process.env["SEED"] ?? 1);
