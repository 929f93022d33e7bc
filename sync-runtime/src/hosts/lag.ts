import type { TableId } from "../domain/ids.js";
import type { Ports } from "../ports/ports.js";
import type { RoundReport } from "../ports/reporter.js";

/** An event older than this says nothing about this runtime, whatever its sender. In milliseconds. */
const OLDEST_MS = 3_600_000;

/** Measures from an event to the round that found or brought its target in step. */
export class Lag {
  readonly #ports: Pick<Ports, "clock" | "reporter">;
  readonly #since = new Map<string, number>();

  constructor(ports: Pick<Ports, "clock" | "reporter">) {
    this.#ports = ports;
  }

  /** @param at when the event happened, in milliseconds since the epoch */
  woken(target: TableId, at: number | null): void {
    if (at === null || this.#ports.clock.now() - at > OLDEST_MS) return;
    this.#since.set(target.key, Math.min(at, this.#since.get(target.key) ?? at));
  }

  ended({ target, mirrors }: RoundReport): void {
    const since = this.#since.get(target.key);
    if (since === undefined) return;
    if (mirrors.some(({ outcome }) => outcome === "failed" || outcome === "held")) return;
    this.#since.delete(target.key);
    const ms = Math.max(0, this.#ports.clock.now() - since);
    this.#ports.reporter.notice({ kind: "lag", target: target.toString(), ms });
  }
}
