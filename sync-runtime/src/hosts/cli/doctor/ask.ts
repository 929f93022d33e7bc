import type { SyncError } from "../../../domain/errors.js";
import type { RetryBudget } from "../../../retry-budget.js";
import type { Access } from "../../../ports/access.js";
import type { Clusters } from "../../../ports/clusters.js";
import type { Ports } from "../../../ports/ports.js";
import { Meter, TableCallError, type Call } from "../../../ports/route-tables.js";

/** Everything that the doctor needs from outside. */
export interface DoctorPorts extends Ports {
  readonly access: Access;
  readonly clusters: Clusters;
}

/** A question that fails for a passing reason is asked again, this often in all. */
const ATTEMPTS = 3;

/**
 * Asks Azure one thing, within the time that is left and until the process is asked to stop. Never throws.
 * @param what names the thing in the message of an answer that does not come
 */
export async function ask<T>(
  budget: RetryBudget,
  what: string,
  question: (call: Call) => Promise<T>,
): Promise<T | SyncError> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await budget.read(what, budget.deadline, (signal) =>
      question({ meter: new Meter(), signal }),
    );
    const passing = answer instanceof TableCallError && answer.retry.when === "later" ? answer.retry : null;
    if (passing === null || attempt === ATTEMPTS) return answer;
    if (!(await budget.wait(budget.waitBefore(attempt, passing.afterMs), budget.deadline))) return answer;
  }
}

/** Remembers the answer to each question, so that mirrors that share something ask for it once. */
export class Once<T> {
  readonly #answers = new Map<string, Promise<T>>();

  get(key: string, answer: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key) ?? answer();
    this.#answers.set(key, known);
    return known;
  }
}
