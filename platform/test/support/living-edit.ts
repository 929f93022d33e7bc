/** What is replaced in the text of a file, one after another. */
export type Edits = readonly (readonly [from: string | RegExp, to: string])[];

/** Name, example, edits, effects, and edits of the example before it was applied. */
export type LivingEdit = [string, string, Edits, readonly string[], Edits?];
