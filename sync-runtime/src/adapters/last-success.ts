import type { MirrorReport, Outcome } from "../domain/describe.js";
import type { Clock } from "../ports/clock.js";
import type { RoundReport } from "../ports/reporter.js";

/** Outcomes of a round that ended well: what conflicts or is unmatched leaves all other routes in step. */
const GOOD: ReadonlySet<Outcome> = new Set(["in-step", "applied", "conflicts", "unmatched", "retired"]);

/**
 * When each mirror was last in step, or first seen. Only for mirrors that still exist: one that a new configuration
 * removed would grow old for ever.
 */
export class LastSuccess {
  readonly #clock: Clock;
  /** By mirror; `at` is monotonic, since a clock that steps would age every mirror at once. */
  readonly #seen = new Map<string, { readonly target: string; readonly at: number }>();
  /** Null: whatever a round names. */
  #configured: ReadonlySet<string> | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes these mirrors from now on. A round that began before may still name others. */
  configured(mirrors: readonly string[]): void {
    this.#configured = new Set(mirrors);
    this.#forget((mirror) => this.#configured?.has(mirror) === false);
  }

  ended({ target: { key: target }, mirrors }: RoundReport): void {
    const named = new Set(mirrors.map(({ name }) => name));
    this.#forget((mirror, of) => of === target && !named.has(mirror));
    for (const report of mirrors) if (this.#exists(report)) this.#note(report, target);
  }

  /** Milliseconds since each mirror was last in step. */
  *ages(): Generator<readonly [mirror: string, ms: number]> {
    const now = this.#clock.monotonic();
    for (const [mirror, { at }] of this.#seen) yield [mirror, now - at];
  }

  #exists({ name }: MirrorReport): boolean {
    return this.#configured === null || this.#configured.has(name);
  }

  #note({ name, outcome }: MirrorReport, target: string): void {
    const known = this.#seen.get(name);
    const at = known === undefined || GOOD.has(outcome) ? this.#clock.monotonic() : known.at;
    this.#seen.set(name, { target, at });
  }

  #forget(gone: (mirror: string, target: string) => boolean): void {
    for (const [mirror, { target }] of this.#seen) if (gone(mirror, target)) this.#seen.delete(mirror);
  }
}
