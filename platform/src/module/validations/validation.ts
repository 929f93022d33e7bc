/** One `validation` block of a variable. */
export interface Validation {
  readonly variable: string;
  /** The problem that the platform file would have. */
  readonly code: string;
  /** As Terraform writes it, without `${ }`. */
  readonly condition: string;
  readonly error_message: string;
}
