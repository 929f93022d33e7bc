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
   * How a generated module checks it for values that its caller gives: in a variable's `validation`, in a
   * `precondition` of a resource, or not at all because it follows from what is fixed in the module (`structure`).
   * @default Terraform cannot express it: the module's README lists it
   */
  readonly terraform?: "validation" | "precondition" | "structure";
}
