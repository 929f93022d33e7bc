/** Results of evaluation that are no values. */

/** An operation on something unknown, such as the id of a resource that only Azure assigns. */
export class Term {
  /** `path`, `access`, `template`, `call`, `for`, a directive's word or an operator. */
  readonly operator: string;
  readonly operands: readonly unknown[];

  constructor(operator: string, ...operands: readonly unknown[]) {
    this.operator = operator;
    this.operands = operands;
  }
}

/** An operation that Terraform refuses, whatever the unknown parts are worth: `try` and `can` go by it. */
export class Refusal extends Term {}

/** Whether no part of a value is a term. */
export function isKnown(value: unknown): boolean {
  return !(value instanceof Term) && parts(value).every(isKnown);
}

/** Whether some part of a value is refused, and with it the whole. */
export function isRefused(value: unknown): boolean {
  return value instanceof Refusal || (!(value instanceof Term) && parts(value).some(isRefused));
}

/** An operation without a value: refused when all its operands are known or one is refused, unknown otherwise. */
export function withoutValue(operator: string, ...operands: readonly unknown[]): Term {
  return operands.every(isKnown) || operands.some(isRefused)
    ? new Refusal(operator, ...operands)
    : new Term(operator, ...operands);
}

function parts(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
