import { groupByTarget } from "../domain/mirror.js";
import type { Mirror, TargetGroup } from "../domain/mirror.js";
import { noPermissions } from "../domain/decide.js";
import type { Permissions } from "../domain/decide.js";
import { confirmationDelayMs } from "../domain/policy.js";
import type { Confirmation } from "../domain/policy.js";
import { concerned } from "../domain/wakeup.js";
import type { Wakeup } from "../domain/wakeup.js";
import type { Limits } from "../effort.js";
import { slept } from "../ports/clock.js";
import type { Ports } from "../ports/ports.js";
import type { RoundReport } from "../ports/reporter.js";
import { reconcile } from "../reconcile.js";
import { Coalescer } from "./coalescer.js";
import { Lag } from "./lag.js";
import { Seldom } from "./seldom.js";

export interface EngineOptions {
  readonly mirrors: readonly Mirror[];
  readonly ports: Ports;
  readonly limits?: Limits | undefined;
  /** Targets reconciled at the same time. Default 8. */
  readonly concurrency?: number | undefined;
  /** Guards that the operator of this process overrides. Default none. */
  readonly permissions?: Permissions | undefined;
}

/**
 * Reconciles for as long as the process lives: wake-ups and sweeps in, rounds out. What it remembers only saves work
 * or waits out a guard; after a restart it comes to the same end.
 */
export class Engine {
  readonly groups: readonly TargetGroup[];
  readonly #options: EngineOptions;
  readonly #coalescer: Coalescer;
  readonly #stop = new AbortController();
  readonly #confirmations = new Map<string, Confirmation>();
  readonly #lag: Lag;
  readonly #unknown: Seldom;
  readonly #listeners = new Set<(round: RoundReport) => void>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.groups = groupByTarget(options.mirrors);
    this.#coalescer = new Coalescer((key) => this.#round(key), options.concurrency ?? 8);
    this.#lag = new Lag(options.ports);
    this.#unknown = new Seldom(options.ports.clock);
  }

  /** Wakes what a message concerns. @returns how many targets that is */
  wake(wakeup: Wakeup, via: string): number {
    const groups = this.#concernedBy(wakeup);
    for (const { target } of groups) {
      if (wakeup.kind === "about") this.#lag.woken(target, wakeup.at);
      this.#coalescer.wake(target.key);
    }
    const understood = wakeup.kind !== "not-understood";
    this.#options.ports.reporter.notice({ kind: "woken", via, targets: groups.length, understood });
    return groups.length;
  }

  /** Looks at every target. */
  sweep(): void {
    for (const { target } of this.groups) this.#coalescer.wake(target.key);
  }

  /** Sweeps now and then every `ms` milliseconds until the engine stops. */
  async sweepEvery(ms: number): Promise<void> {
    do this.sweep();
    while (await slept(this.#options.ports.clock, ms, this.#stop.signal));
  }

  /** Resolves when no reconcile is queued or running. */
  idle(): Promise<void> {
    return this.#coalescer.idle();
  }

  /** Lets the running reconciles end, and starts no more. */
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
        return concerned(this.groups, wakeup.tables);
      case "not-understood":
        return this.#unknown.now() ? this.groups : [];
      case "handshake":
        return [];
    }
  }

  async #round(key: string): Promise<void> {
    const group = this.groups.find(({ target }) => target.key === key);
    if (group === undefined) return;
    const { ports, limits, permissions: given = noPermissions } = this.#options;
    const permissions = { ...given, confirmations: this.#confirmations };
    const round = await reconcile({ group, permissions, ...(limits && { limits }) }, ports);
    this.#confirmLater(group, round);
    this.#lag.ended(round);
    for (const listener of this.#listeners) listener(round);
  }

  /** Remembers large removals by what was read first, and looks again when that is old enough. */
  #confirmLater({ target, mirrors }: TargetGroup, round: RoundReport): void {
    for (const { name } of mirrors) {
      const known = this.#confirmations.get(name);
      const asked = round.confirmations.get(name);
      if (asked === undefined) this.#confirmations.delete(name);
      else if (known?.fingerprint !== asked.fingerprint) {
        this.#confirmations.set(name, asked);
        void this.#wakeAfter(confirmationDelayMs, target.key);
      }
    }
  }

  async #wakeAfter(ms: number, key: string): Promise<void> {
    if (await slept(this.#options.ports.clock, ms, this.#stop.signal)) this.#coalescer.wake(key);
  }
}
