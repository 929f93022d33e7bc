/** What `explain` prints of a code. */
export interface ExplainedCode {
  /** A noun phrase. */
  readonly title: string;
  /** What it means, and why it is so. */
  readonly explanation: string;
  /** What to do, in the imperative. */
  readonly remedy: string;
  /** Where the statement comes from. */
  readonly source: string;
}
