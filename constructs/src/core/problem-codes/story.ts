/** What `explain CODE` tells and the reference page prints: one entry a problem. */
export interface ProblemStory {
  readonly title: string;
  /** What Azure or Terraform would do about it, and why. */
  readonly story: string;
  readonly remedy: string;
  /** Where the rule is documented. */
  readonly source: string;
}
