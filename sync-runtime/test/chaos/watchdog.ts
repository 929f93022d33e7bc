import type { Logged, Simulator } from "@aks-topology/simulator";
import { allBlocked, foreignText, identity, nodeRoutes, selectionKey, type StoredRoute } from "./checker.js";

export interface Watched {
  readonly source: string;
  readonly pods: string;
}

interface Reading {
  readonly at: number;
  readonly key: string;
  readonly routes: readonly StoredRoute[];
}

/** A reading of a source by a runtime; null: what it saw was spoilt by a fault. */
interface Seen {
  readonly at: number;
  readonly caller: string;
  readonly names: ReadonlySet<string> | null;
}

/** Another instance's reading may be this new when a write was decided without it. */
const UNHEARD_MS = 30_000;
const CONFIRMED_AFTER_MS = 150_000;

/** Invariants that must hold after every single request. Collects what breaks them. */
export class Watchdog {
  readonly violations: string[] = [];
  /** True while a write of a runtime's own may arrive that it has given up: a 412 is no surprise then. */
  mayHaveOrphans: (caller: string) => boolean = () => false;
  readonly #sim: Simulator;
  readonly #target: string;
  readonly #mirrors: readonly Watched[];
  readonly #runtimes: ReadonlySet<string>;
  /** Everything ever selected in a source. */
  readonly #everWanted = new Set<string>();
  readonly #history = new Map<string, Reading[]>();
  /** By caller or for all, and source: what was read, newest last. */
  readonly #seen = new Map<string, Seen[]>();
  readonly #shared: boolean;
  readonly #looked = new Map<string, unknown>();
  /** By caller and table: writes of others since the caller's last good read. */
  readonly #othersSince = new Map<string, number>();
  #foreign: string;
  #owned: Map<string, string[]>;

  /** @param shared the runtimes remember together what they have read, not each for itself */
  constructor(
    sim: Simulator,
    target: string,
    mirrors: readonly Watched[],
    runtimes: readonly string[],
    shared: boolean,
  ) {
    this.#shared = shared;
    this.#sim = sim;
    this.#target = target.toLowerCase();
    this.#mirrors = mirrors;
    this.#runtimes = new Set(runtimes);
    this.#foreign = this.#foreignNow();
    this.#owned = this.#ownedNow();
    for (const owned of this.#owned.values()) for (const route of owned) this.#everWanted.add(route);
    this.#noteSources();
    sim.onRequest((line) => {
      // The simulator would take an error for one of its own and answer 500.
      try {
        this.#see(line);
      } catch (error) {
        this.#fail(line, `the watchdog itself failed: ${String(error)}`);
      }
    });
  }

  #see(line: Logged): void {
    const ours = this.#runtimes.has(line.caller);
    const write = line.method !== "GET";
    const id = line.id.toLowerCase();
    if (write && ours) this.#ourWrite(line, id);
    if (write && !ours && id === this.#target) {
      this.#foreign = this.#foreignNow();
      this.#owned = this.#ownedNow();
      for (const owned of this.#owned.values()) for (const route of owned) this.#everWanted.add(route);
    }
    this.#noteSources();
    if (ours && line.method === "GET" && line.status === 200) this.#noteReading(line, id);
    this.#preconditions(line, id, ours, write);
    if (ours && line.status === 429 && line.faults.length === 0)
      this.#fail(line, "calls went beyond the quota");
  }

  #ourWrite(line: Logged, id: string): void {
    if (id !== this.#target) {
      this.#fail(line, "a runtime wrote a table that is no target");
      return;
    }
    const foreign = this.#foreignNow();
    if (foreign !== this.#foreign) {
      this.#fail(line, `foreign parts changed from ${this.#foreign} to ${foreign}`);
      this.#foreign = foreign;
    }
    const owned = this.#ownedNow();
    for (const mirror of this.#mirrors) {
      this.#checkRemoval(line, mirror, this.#owned.get(mirror.source) ?? [], owned.get(mirror.source) ?? []);
    }
    for (const route of [...owned.values()].flat()) {
      if (!this.#everWanted.has(route)) this.#fail(line, `wrote ${route}, which its source never had`);
    }
    this.#owned = owned;
  }

  /** Emptying, or losing most of more than ten routes, only after the source has asked for it for 150 s. */
  #checkRemoval(line: Logged, mirror: Watched, before: readonly string[], after: readonly string[]): void {
    const kept = new Set(after);
    const removed = before.filter((route) => !kept.has(route)).length;
    const names = new Set(after.map((route) => route.split(" ")[0]));
    const gone = before.filter((route) => !names.has(route.split(" ")[0])).length;
    if (gone === 0 || removed === 0) return;
    if (after.length === 0) {
      if (!this.#onlyConflicts(line, mirror)) this.#fail(line, `emptied ${before.length} routes`);
      return;
    }
    if (before.length <= 10 || gone * 2 <= before.length) return;
    if (!this.#asked(line, mirror.source, before, names))
      this.#fail(line, `removed ${gone} of ${before.length} routes at once`);
  }

  /** True when a reading of 150 s ago asked for the removal, and so did every one since. */
  #asked(
    line: Logged,
    source: string,
    before: readonly string[],
    kept: ReadonlySet<string | undefined>,
  ): boolean {
    const readings = (this.#seen.get(this.#memory(line.caller, source)) ?? []).filter(
      ({ at, caller }) => caller === line.caller || at < line.at - UNHEARD_MS,
    );
    const newest = readings.findLast(({ names }) => names !== null)?.names;
    const gone = before
      .map((route) => route.split(" ")[0] ?? "")
      // A conflict may keep out what the source still has.
      .filter((name) => !kept.has(name) && newest?.has(name) !== true);
    const asks = ({ names }: Seen): boolean => names === null || !gone.some((name) => names.has(name));
    const since = readings.findLastIndex((reading) => !asks(reading)) + 1;
    const first = readings[since];
    return first !== undefined && first.at <= line.at - CONFIRMED_AFTER_MS;
  }

  #memory(caller: string, source: string): string {
    return `${this.#shared ? "all" : caller} ${source.toLowerCase()}`;
  }

  #noteReading({ caller, at, faults }: Logged, id: string): void {
    const mirror = this.#mirrors.find(({ source }) => source.toLowerCase() === id);
    if (mirror === undefined) return;
    const key = this.#memory(caller, id);
    const readings = this.#seen.get(key) ?? [];
    this.#seen.set(key, readings);
    const routes = nodeRoutes(this.#sim.peek(mirror.source), mirror.pods);
    readings.push({ at, caller, names: faults.length > 0 ? null : new Set(routes.map(({ name }) => name)) });
  }

  /** The source, as it was lately, had routes, and a foreign one was in the way of each. */
  #onlyConflicts(line: Logged, { source, pods }: Watched): boolean {
    const readings = this.#history.get(source) ?? [];
    return readings.some(({ routes }, index) => {
      const until = readings[index + 1]?.at ?? line.at;
      const lately = until >= line.at - 60_000;
      return lately && routes.length > 0 && allBlocked(routes, this.#sim.peek(this.#target), pods);
    });
  }

  #preconditions(line: Logged, id: string, ours: boolean, write: boolean): void {
    if (write && line.status !== 412) {
      for (const caller of this.#runtimes) {
        const key = `${caller} ${id}`;
        if (caller !== line.caller) this.#othersSince.set(key, (this.#othersSince.get(key) ?? 0) + 1);
      }
    }
    const key = `${line.caller} ${id}`;
    if (!ours) return;
    if (!write && line.kind === "reads") this.#othersSince.set(key, line.faults.length > 0 ? 1 : 0);
    if (this.mayHaveOrphans(line.caller)) return;
    if (line.status === 412 && line.faults.length === 0 && (this.#othersSince.get(key) ?? 0) === 0) {
      this.#fail(line, "412 without another writer");
    }
  }

  #noteSources(): void {
    for (const { source, pods } of this.#mirrors) {
      const body = this.#sim.peek(source);
      if (this.#looked.has(source) && this.#looked.get(source) === body) continue;
      this.#looked.set(source, body);
      const key = selectionKey(body, pods);
      const readings = this.#history.get(source) ?? [];
      this.#history.set(source, readings);
      if (readings.at(-1)?.key === key) continue;
      const routes = nodeRoutes(body, pods);
      readings.push({ at: this.#sim.clock.now(), key, routes });
      for (const route of routes) this.#everWanted.add(identity(route));
    }
  }

  #foreignNow(): string {
    return foreignText(
      this.#sim.peek(this.#target),
      this.#mirrors.map(({ pods }) => pods),
    );
  }

  #ownedNow(): Map<string, string[]> {
    const body = this.#sim.peek(this.#target);
    return new Map(this.#mirrors.map(({ source, pods }) => [source, nodeRoutes(body, pods).map(identity)]));
  }

  #fail({ method, id, caller, at }: Logged, what: string): void {
    this.violations.push(
      `${new Date(at).toISOString()} ${caller} ${method} ${id.split("/").at(-1) ?? ""}: ${what}`,
    );
  }
}
