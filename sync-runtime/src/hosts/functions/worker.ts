import { noPermissions } from "../../domain/decide.js";
import type { TargetGroup } from "../../domain/mirror.js";
import { confirmationDelayMs } from "../../domain/policy.js";
import type { Confirmation } from "../../domain/policy.js";
import { concerned } from "../../domain/wakeup.js";
import type { Wakeup } from "../../domain/wakeup.js";
import type { Limits } from "../../effort.js";
import type { Clock } from "../../ports/clock.js";
import type { Ports } from "../../ports/ports.js";
import type { Reporter, RoundReport } from "../../ports/reporter.js";
import type { RouteTables } from "../../ports/route-tables.js";
import type { WakeMessage, WakeQueue } from "../../ports/wake-queue.js";
import { reconcile } from "../../reconcile.js";
import { Lag } from "../lag.js";
import { mapAtMost } from "../pool.js";
import { Seldom } from "../seldom.js";
import { Freshness } from "./freshness.js";
import { readEntry } from "./messages.js";

export interface WorkerOptions {
  /** The mirrors by target, as the configuration has them now. */
  readonly groups: () => Promise<readonly TargetGroup[]>;
  readonly queue: WakeQueue;
  readonly tables: () => Promise<RouteTables>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits?: Limits | undefined;
}

/** Messages sent at the same time. */
const sendsAtOnce = 16;

/** Milliseconds added to a delayed message, so that it does not come a moment too early. */
const marginMs = 1_000;

/**
 * What the three functions do, without the Functions host: wake-ups go into the queue, one message a target, and a
 * message is one reconcile. Any number of instances may do so; what this one remembers only saves calls.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #freshness: Freshness;
  readonly #unknown: Seldom;
  /** By mirror: until when a message of ours is under way that confirms this fingerprint. */
  readonly #awaited = new Map<string, { readonly fingerprint: string; readonly until: number }>();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#freshness = new Freshness(options.clock);
    this.#unknown = new Seldom(options.clock);
  }

  /** Queues a look at whatever a wake-up concerns. @throws when the queue does not take it */
  async accept(wakeup: Wakeup, via: string, reporter: Reporter): Promise<void> {
    const groups = await this.#concernedBy(wakeup);
    const understood = wakeup.kind !== "not-understood";
    reporter.notice({ kind: "woken", via, targets: groups.length, understood });
    await this.#send(groups, wakeup.kind === "about" ? wakeup.at : null);
  }

  /** Queues a look at every target. */
  async sweep(): Promise<void> {
    await this.#send(await this.#options.groups(), null);
  }

  /** Does what a queue entry asks for. @throws when it did not succeed, so that the queue repeats and finally poisons it */
  async process(entry: unknown, reporter: Reporter): Promise<void> {
    const read = readEntry(entry);
    if (read.kind === "event") {
      await this.accept(read.wakeup, "queue", reporter);
      return;
    }
    const { message } = read;
    if (this.#freshness.answered(message)) return;
    const groups = await this.#options.groups();
    const group = groups.find(({ target }) => target.key === message.target.key);
    if (group === undefined) {
      reporter.notice({
        kind: "host",
        message: `no mirror has the target ${message.target.toString()} any more`,
      });
      return;
    }
    const succeeded = this.#freshness.begin(message);
    const round = await this.#reconcile(group, message, reporter);
    await this.#confirmLater(group, message, round);
    const failed = round.mirrors.find(({ error }) => error !== null)?.error;
    if (failed) throw new Error(`${failed.code}: ${failed.message}`);
    succeeded();
  }

  async #reconcile(group: TargetGroup, message: WakeMessage, reporter: Reporter): Promise<RoundReport> {
    const { clock, random, limits, tables } = this.#options;
    const ports: Ports = { tables: await tables(), clock, random, reporter };
    const lag = new Lag(ports);
    lag.woken(group.target, message.at);
    const permissions = { ...noPermissions, confirmations: message.confirmations };
    const round = await reconcile({ group, permissions, ...(limits && { limits }) }, ports);
    lag.ended(round);
    return round;
  }

  /** A large removal is looked at again when the first reading is old enough, by whichever instance gets the message. */
  async #confirmLater(group: TargetGroup, message: WakeMessage, round: RoundReport): Promise<void> {
    const now = this.#options.clock.now();
    const confirmations = new Map<string, Confirmation>();
    for (const [mirror, asked] of round.confirmations) {
      const earlier = message.confirmations.get(mirror);
      const first = earlier?.fingerprint === asked.fingerprint ? earlier : asked;
      const awaited = this.#awaited.get(mirror);
      if (awaited?.fingerprint === first.fingerprint && awaited.until > now) continue;
      confirmations.set(mirror, first);
      this.#awaited.set(mirror, { fingerprint: first.fingerprint, until: now + confirmationDelayMs });
    }
    if (confirmations.size === 0) return;
    const oldest = Math.min(...[...confirmations.values()].map(({ seenAt }) => seenAt));
    const delayMs = Math.max(0, oldest + confirmationDelayMs + marginMs - now);
    await this.#options.queue.send(
      { target: group.target, at: message.at, sent: now, confirmations },
      delayMs,
    );
  }

  async #concernedBy(wakeup: Wakeup): Promise<readonly TargetGroup[]> {
    if (wakeup.kind === "handshake") return [];
    if (wakeup.kind === "not-understood" && !this.#unknown.now()) return [];
    const groups = await this.#options.groups();
    return wakeup.kind === "about" ? concerned(groups, wakeup.tables) : groups;
  }

  async #send(groups: readonly TargetGroup[], at: number | null): Promise<void> {
    const sent = this.#options.clock.now();
    await mapAtMost(sendsAtOnce, groups, ({ target }) =>
      this.#options.queue.send({ target, at, sent, confirmations: new Map() }),
    );
  }
}
