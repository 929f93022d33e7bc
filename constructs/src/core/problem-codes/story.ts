/** What `explain CODE` tells and the reference page prints: one entry a problem. */
export interface ProblemStory {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What Azure or Terraform would do about it, and why. */
  readonly story: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where the rule is documented. */
  readonly source: string;
  /**
   * Who looks after it in a generated module, whose caller gives other values: a variable's `validation`, or the module's
   * structure, which is fixed when it is written.
   * @default nobody: Terraform cannot express it, and the module's README lists it
   */
  readonly terraform?: "validation" | "structure" | undefined;
}
