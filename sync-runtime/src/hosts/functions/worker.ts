import { describeError, SyncError } from "../../domain/errors.js";
import type { TableId } from "../../domain/ids.js";
import type { TargetGroup } from "../../domain/mirror.js";
import { CONFIRMATION_DELAY_MS } from "../../domain/policy.js";
import { concerned, type Wakeup } from "../../domain/wakeup.js";
import { DEFAULT_LIMITS, type Limits } from "../../retry-budget.js";
import type { Clock } from "../../ports/clock.js";
import type { ConfirmationStore } from "../../ports/confirmations.js";
import type { Ports } from "../../ports/ports.js";
import type { Reporter, RoundReport } from "../../ports/reporter.js";
import type { RouteTables } from "../../ports/route-tables.js";
import type { WakeQueue } from "../../ports/wake-queue.js";
import { within } from "../../ports/race.js";
import { reconcile } from "../../reconcile.js";
import { Backoff } from "../backoff.js";
import { DEFAULT_PAUSE_MS, lasts } from "../engine.js";
import { DoubtingConfirmations } from "../doubting-confirmations.js";
import { Lag } from "../lag.js";
import { mapAtMost } from "../pool.js";
import { RateLimiter } from "../rate-limiter.js";
import { Freshness } from "./freshness.js";
import { readEntry } from "./messages.js";

/** The mirrors by target, as the configuration has them now. */
export type ReadGroups = (reporter: Reporter) => Promise<readonly TargetGroup[]>;

export interface WorkerOptions {
  readonly groups: ReadGroups;
  readonly queue: WakeQueue;
  readonly tables: () => Promise<RouteTables>;
  /** Shared by all instances. */
  readonly confirmations: ConfirmationStore;
  readonly clock: Clock;
  readonly random: () => number;
  /** Budgets of reads, writes and attempts. @default DEFAULT_LIMITS */
  readonly limits?: Limits | undefined;
  /** Least time between the beginnings of two rounds of a target in this instance, in milliseconds. @default 2,500 */
  readonly pauseMs?: number | undefined;
}

/** Messages sent at the same time. */
const SENDS_AT_ONCE = 16;

/** Targets that a heartbeat reconciles at the same time. */
const ROUNDS_AT_ONCE = 8;

/** Milliseconds added to a delayed message, so that it does not come a moment too early. */
const MARGIN_MS = 1_000;

/** For a target whose writes do not last, in milliseconds: an invocation waits, and is paid for, as long. */
const LONGEST_PAUSE_MS = 30_000;

/** A heartbeat leaves a target alone whose last good round began less than this ago, in milliseconds. */
const RECENT_MS = 60_000;

/** What a heartbeat's rounds may take together: its sender waits ten seconds for the answer. */
const HEARTBEAT_MS = 5_000;

/**
 * What the functions do, without the Functions host: wake-ups go into the queue, one message a target, and a message is
 * one reconcile. Any number of instances may do so; what this one remembers only saves calls.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #confirmations: DoubtingConfirmations;
  readonly #freshness: Freshness;
  readonly #unknown: RateLimiter;
  readonly #backoff: Backoff;
  /** By target: until when a delayed message of ours is under way, by the monotonic clock. */
  readonly #awaited = new Map<string, number>();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#confirmations = new DoubtingConfirmations(options.confirmations);
    this.#freshness = new Freshness(options.clock);
    this.#unknown = new RateLimiter(options.clock);
    this.#backoff = new Backoff(options.pauseMs ?? DEFAULT_PAUSE_MS, LONGEST_PAUSE_MS);
  }

  /** Takes over whatever a wake-up concerns. @throws when neither the queue nor this instance could */
  async accept(wakeup: Wakeup, via: string, reporter: Reporter): Promise<void> {
    const groups = await this.#concernedBy(wakeup, reporter);
    const understood = wakeup.kind !== "not-understood";
    reporter.notice({ kind: "woken", via, targets: groups.length, understood });
    if (wakeup.kind === "sweep") await this.#heartbeat(groups, reporter);
    else await this.#send(groups, wakeup.kind === "about" ? wakeup.at : null);
    // Only now: a sender that was answered with 503 repeats within the minute.
    if (wakeup.kind === "not-understood" && groups.length > 0) this.#unknown.spend();
  }

  /** Queues a look at every target. */
  async sweep(reporter: Reporter): Promise<void> {
    await this.#send(await this.#options.groups(reporter), null);
  }

  /**
   * Does what a queue entry asks for.
   * @param inserted when it came into the queue, by the queue's time; null when the host does not say
   * @throws when it did not succeed, so that the queue repeats and finally poisons it
   */
  async process(entry: unknown, inserted: number | null, reporter: Reporter): Promise<void> {
    const read = readEntry(entry);
    if (read.kind === "event") {
      await this.accept(read.wakeup, "queue", reporter);
      return;
    }
    const { message } = read;
    if (this.#freshness.answered(message.target, inserted)) return;
    const groups = await this.#options.groups(reporter);
    const group = groups.find(({ target }) => target.key === message.target.key);
    if (group === undefined) {
      reporter.notice({
        kind: "host",
        message: `no mirror has the target ${message.target.toString()} any more`,
      });
      return;
    }
    await this.#pause(group.target);
    // Another message may have been answered meanwhile.
    if (this.#freshness.answered(message.target, inserted)) return;
    const failed = await this.#round(group, message.at, reporter);
    if (failed !== null) throw failed;
  }

  /** One round. @returns the error of the first mirror that failed, or null */
  async #round(
    group: TargetGroup,
    at: number | null,
    reporter: Reporter,
    limits?: Limits,
  ): Promise<Error | null> {
    const succeeded = this.#freshness.begin(group.target);
    const [queueTime, round] = await Promise.all([
      this.#queueTime(),
      this.#reconcile(group, at, reporter, limits),
    ]);
    this.#backoff.note(group.target.key, lasts(round));
    await this.#confirmLater(group, at, round);
    const failed = round.mirrors.find(({ error }) => error !== null)?.error;
    if (failed) return new Error(`${failed.code}: ${failed.message}`);
    // Another instance may still use the recorded readings: the message comes again until they are corrected.
    if (round.unrecorded.length > 0 && this.#confirmations.worked) {
      return new Error(`CONFIRMATIONS_UNAVAILABLE: ${round.unrecorded.join(", ")}`);
    }
    // A removal that waits is no good end: the message that is to confirm it was sent before.
    if (round.awaiting.length === 0) succeeded(queueTime);
    return null;
  }

  async #reconcile(
    group: TargetGroup,
    at: number | null,
    reporter: Reporter,
    limits = this.#options.limits,
  ): Promise<RoundReport> {
    const { clock, random, tables } = this.#options;
    const confirmations = this.#confirmations;
    const ports: Ports = { tables: await tables(), clock, random, reporter, confirmations };
    const lag = new Lag(ports);
    lag.woken(group.target, at);
    const round = await reconcile({ group, limits }, ports);
    lag.ended(round);
    return round;
  }

  /**
   * The queue's time at which a round begins; null when it came too late to be that, or not at all: the next message is
   * simply processed then.
   */
  async #queueTime(): Promise<number | null> {
    const { clock, queue } = this.#options;
    try {
      return await within(
        clock,
        MARGIN_MS,
        () => queue.now(),
        () => new Error("too late"),
      );
    } catch {
      return null;
    }
  }

  /** Waits until a round of the target may begin. The messages that come meanwhile are answered by that round, too. */
  async #pause(target: TableId): Promise<void> {
    const leftMs = this.#backoff.pauseMs(target.key) - this.#freshness.sinceBegan(target);
    if (leftMs > 0) await this.#options.clock.sleep(leftMs);
  }

  /** A large removal is looked at again when the first reading is old enough, by whichever instance gets the message. */
  async #confirmLater({ target }: TargetGroup, at: number | null, round: RoundReport): Promise<void> {
    if (round.awaiting.length === 0) {
      this.#awaited.delete(target.key);
      return;
    }
    const now = this.#options.clock.monotonic();
    if ((this.#awaited.get(target.key) ?? Number.NEGATIVE_INFINITY) > now) return;
    const delayMs = CONFIRMATION_DELAY_MS + 2 * MARGIN_MS;
    await this.#options.queue.send({ target, at }, delayMs);
    this.#awaited.set(target.key, now + delayMs);
  }

  /**
   * The heartbeat comes by HTTP when the host's own timers have died, and its queue trigger may have died with them:
   * so it reconciles here and now, and queues only what it could not finish in time.
   */
  async #heartbeat(groups: readonly TargetGroup[], reporter: Reporter): Promise<void> {
    const { clock, limits = DEFAULT_LIMITS } = this.#options;
    const until = clock.monotonic() + HEARTBEAT_MS;
    const open: TargetGroup[] = [];
    await mapAtMost(ROUNDS_AT_ONCE, groups, async (group) => {
      if (this.#freshness.sinceGood(group.target) < RECENT_MS) return;
      const leftMs = until - clock.monotonic();
      if (leftMs <= 0) {
        open.push(group);
        return;
      }
      const roundMs = Math.min(limits.roundMs, leftMs);
      const failed = await this.#round(group, null, reporter, { ...limits, roundMs }).catch(
        (error: unknown) => {
          reporter.notice({ kind: "problem", ...describeError(SyncError.from(error)) });
          return error;
        },
      );
      if (failed !== null) open.push(group);
    });
    await this.#send(open, null);
  }

  async #concernedBy(wakeup: Wakeup, reporter: Reporter): Promise<readonly TargetGroup[]> {
    if (wakeup.kind === "handshake") return [];
    if (wakeup.kind === "not-understood" && !this.#unknown.ready) return [];
    const groups = await this.#options.groups(reporter);
    return wakeup.kind === "about" ? concerned(groups, wakeup.tables) : groups;
  }

  async #send(groups: readonly TargetGroup[], at: number | null): Promise<void> {
    await mapAtMost(SENDS_AT_ONCE, groups, ({ target }) => this.#options.queue.send({ target, at }));
  }
}
