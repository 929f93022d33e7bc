import type { Code } from "../../problem.js";

/** One `validation` block of a variable. */
export interface Validation {
  readonly variable: string;
  /** The problem that the platform file would have. */
  readonly code: Code;
  /** As Terraform writes it, without `${ }`. */
  readonly condition: string;
  readonly error_message: string;
}
