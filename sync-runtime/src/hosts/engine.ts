import { groupByTarget, type Mirror, type TargetGroup } from "../domain/mirror.js";
import { NO_PERMISSIONS, type Permissions } from "../domain/decide.js";
import { describeError, SyncError } from "../domain/errors.js";
import { CONFIRMATION_DELAY_MS } from "../domain/policy.js";
import { concerned, type Wakeup } from "../domain/wakeup.js";
import { DEFAULT_LIMITS, type Limits } from "../retry-budget.js";
import { sleepUnlessAborted } from "../ports/clock.js";
import type { Ports } from "../ports/ports.js";
import type { RoundReport } from "../ports/reporter.js";
import { reconcile } from "../reconcile.js";
import { Backoff } from "./backoff.js";
import { Coalescer } from "./coalescer.js";
import { DoubtingConfirmations } from "./doubting-confirmations.js";
import { Lag } from "./lag.js";
import { MemoryConfirmations } from "./memory-confirmations.js";
import { RateLimiter } from "./rate-limiter.js";

export interface EngineOptions {
  readonly mirrors: readonly Mirror[];
  readonly ports: Ports;
  /** Budgets of reads, writes and attempts. @default DEFAULT_LIMITS */
  readonly limits?: Limits | undefined;
  /** Targets reconciled at the same time. @default 8 */
  readonly concurrency?: number | undefined;
  /** Least time between the beginnings of two rounds of a target, in milliseconds. @default 2,500 */
  readonly pauseMs?: number | undefined;
  /** Guards that the operator of this process overrides. @default none */
  readonly permissions?: Permissions | undefined;
}

/**
 * Twenty-four rounds a minute at the most, however many alerts come: a storm of tag writes costs what a quiet day costs,
 * and the last change of a burst is still found within three seconds.
 */
export const DEFAULT_PAUSE_MS = 2_500;

/** For a target whose writes do not last, in milliseconds: as long as between two sweeps by default. */
const LONGEST_PAUSE_MS = 300_000;

/** Later than `confirmationDelayMs` by this much, so that it does not come a moment too early. */
const MARGIN_MS = 1_000;

/** A round that runs this much longer than it may has stalled. */
const STALL_MS = 60_000;

/**
 * Reconciles for as long as the process lives: wake-ups and sweeps in, rounds out. What it remembers only saves work
 * or waits out a guard; after a restart it comes to the same end.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #ports: Ports;
  readonly #coalescer: Coalescer;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  readonly #lag: Lag;
  readonly #unknown: RateLimiter;
  readonly #listeners = new Set<(round: RoundReport) => void>();
  /** By target: a look that is due for a confirmation already. */
  readonly #due = new Set<string>();
  #groups: readonly TargetGroup[];
  #lastRoundEnd: number;

  constructor(options: EngineOptions) {
    const { ports, concurrency = 8, pauseMs = DEFAULT_PAUSE_MS } = options;
    const { clock } = ports;
    this.#options = options;
    const { confirmations = new MemoryConfirmations(clock) } = ports;
    this.#ports = { ...ports, confirmations: new DoubtingConfirmations(confirmations) };
    this.#groups = groupByTarget(options.mirrors);
    this.#backoff = new Backoff(pauseMs, LONGEST_PAUSE_MS);
    this.#lag = new Lag(ports);
    this.#unknown = new RateLimiter(clock);
    this.#lastRoundEnd = clock.monotonic();
    this.#coalescer = new Coalescer((key) => this.#round(key), {
      clock,
      concurrency,
      pauseMs: (key) => this.#backoff.pauseMs(key),
      failed: (error) => {
        this.#failed(error);
      },
    });
  }

  get groups(): readonly TargetGroup[] {
    return this.#groups;
  }

  /** Takes other mirrors from now on; rounds that are running end as they began. */
  configure(mirrors: readonly Mirror[]): void {
    this.#groups = groupByTarget(mirrors);
    const keys = new Set(this.#groups.map(({ target }) => target.key));
    this.#coalescer.retain(keys);
    this.#backoff.retain(keys);
  }

  /** Milliseconds since a round ended, or since the start. */
  get sinceLastRoundMs(): number {
    return this.#ports.clock.monotonic() - this.#lastRoundEnd;
  }

  /** True when a round runs on although its time is long over. */
  get stalled(): boolean {
    const { roundMs, writeMs } = this.#options.limits ?? DEFAULT_LIMITS;
    return this.#coalescer.longestRunMs > roundMs + writeMs + STALL_MS;
  }

  /** Wakes what a message concerns. @returns how many targets that is */
  wake(wakeup: Wakeup, via: string): number {
    const groups = this.#concernedBy(wakeup);
    for (const { target } of groups) {
      if (wakeup.kind === "about") this.#lag.woken(target, wakeup.at);
      this.#coalescer.wake(target.key);
    }
    const understood = wakeup.kind !== "not-understood";
    this.#ports.reporter.notice({ kind: "woken", via, targets: groups.length, understood });
    return groups.length;
  }

  /** Looks at every target. */
  sweep(): void {
    for (const { target } of this.#groups) this.#coalescer.wake(target.key);
  }

  /** Sweeps now and then every `ms` milliseconds until the engine stops. */
  sweepEvery(ms: number): void {
    this.sweep();
    this.#later(ms, () => {
      this.sweepEvery(ms);
    });
  }

  /** Resolves when no reconcile is queued or running. */
  idle(): Promise<void> {
    return this.#coalescer.idle();
  }

  /** Begins nothing more, and resolves when the writes that are under way have ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#coalescer.stop();
  }

  /** Calls `listener` after every round. @returns a function that ends this */
  onRound(listener: (round: RoundReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #concernedBy(wakeup: Wakeup): readonly TargetGroup[] {
    switch (wakeup.kind) {
      case "about":
        return concerned(this.#groups, wakeup.tables);
      case "sweep":
        return this.#groups;
      case "not-understood":
        if (!this.#unknown.ready) return [];
        this.#unknown.spend();
        return this.#groups;
      case "handshake":
        return [];
    }
  }

  async #round(key: string): Promise<void> {
    const group = this.#groups.find(({ target }) => target.key === key);
    if (group === undefined) return;
    const { limits, permissions } = this.#options;
    const request = { group, permissions: permissions ?? NO_PERMISSIONS, limits, stop: this.#stop.signal };
    const round = await reconcile(request, this.#ports);
    this.#lastRoundEnd = this.#ports.clock.monotonic();
    this.#backoff.note(key, lasts(round));
    if (round.awaiting.length > 0) this.#confirmLater(key);
    this.#lag.ended(round);
    for (const listener of this.#listeners) listener(round);
  }

  /** Looks again when the reading that asked for a large removal is old enough. */
  #confirmLater(key: string): void {
    if (this.#due.has(key)) return;
    this.#due.add(key);
    this.#later(CONFIRMATION_DELAY_MS + MARGIN_MS, () => {
      this.#due.delete(key);
      this.#coalescer.wake(key);
    });
  }

  #later(ms: number, task: () => void): void {
    sleepUnlessAborted(this.#ports.clock, ms, this.#stop.signal).then(
      (over) => {
        if (over) task();
      },
      (error: unknown) => {
        this.#failed(error);
      },
    );
  }

  #failed(error: unknown): void {
    this.#ports.reporter.notice({ kind: "problem", ...describeError(SyncError.from(error)) });
  }
}

/** False when a round wrote and failed all the same. */
export function lasts({ mirrors }: RoundReport): boolean {
  return !mirrors.some(({ outcome, arm }) => outcome === "failed" && arm.writes > 0);
}
