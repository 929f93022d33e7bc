import type { Candidate } from "./domain/source.js";
import { SyncError } from "./domain/errors.js";
import { sourceKey, type Mirror, type Source, type TargetGroup } from "./domain/mirror.js";
import type { RouteTable } from "./domain/table.js";
import type { RetryBudget } from "./retry-budget.js";
import type { Ports } from "./ports/ports.js";
import { Meter, TableCallError } from "./ports/route-tables.js";

/** Everything that one target's mirrors need, read at one time. */
export interface Reading {
  readonly target: RouteTable | SyncError;
  readonly candidates: readonly Candidate[];
}

/** Counts the calls of one reconcile: the target's, and each source's. */
export class Meters {
  readonly target = new Meter();
  readonly #sources = new Map<string, Meter>();

  source(source: Source): Meter {
    const key = sourceKey(source);
    const meter = this.#sources.get(key) ?? new Meter();
    this.#sources.set(key, meter);
    return meter;
  }

  get throttles(): number {
    return [this.target, ...this.#sources.values()].reduce((sum, meter) => sum + meter.throttles, 0);
  }
}

/** Reads the target and, once each, the sources of its mirrors, all at the same time. */
export async function readAll(
  group: TargetGroup,
  budget: RetryBudget,
  meters: Meters,
  ports: Ports,
): Promise<Reading> {
  const until = budget.halfway();
  const sources = new Map<string, Promise<RouteTable | SyncError>>();
  const readSource = (mirror: Mirror): Promise<RouteTable | SyncError> => {
    const key = sourceKey(mirror.source);
    const reading =
      sources.get(key) ?? readOne(mirror.source, meters.source(mirror.source), until, budget, ports);
    sources.set(key, reading);
    return reading;
  };
  const [target, candidates] = await Promise.all([
    readOne({ kind: "table", id: group.target }, meters.target, until, budget, ports),
    Promise.all(group.mirrors.map(async (mirror) => ({ mirror, source: await readSource(mirror) }))),
  ]);
  return { target, candidates };
}

/**
 * Reads one table until Azure is done with it, for as long as there is time; then it is returned as it is, and the
 * guards hold what is still updating.
 */
async function readOne(
  source: Source,
  meter: Meter,
  until: number,
  budget: RetryBudget,
  { tables, reporter }: Ports,
): Promise<RouteTable | SyncError> {
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1) meter.count("retries");
    const result = await budget.read(source.id.toString(), until, async (signal) => {
      const id = source.kind === "table" ? source.id : await tables.find(source.id, { meter, signal });
      return tables.read(id, { meter, signal });
    });
    const pause = pauseAfter(result);
    if (pause === null) return result;
    const waitMs = budget.waitBefore(attempt, pause.afterMs);
    if (!(await budget.wait(waitMs, until))) {
      return result instanceof SyncError ? budget.gaveUp(result, attempt) : result;
    }
    reporter.notice({ kind: "waited", table: source.id.toString(), waitMs, reason: pause.reason });
  }
}

function pauseAfter(result: RouteTable | SyncError): { afterMs: number | null; reason: string } | null {
  if (result instanceof SyncError) {
    if (!(result instanceof TableCallError) || result.retry.when === "never") return null;
    return { afterMs: result.retry.when === "later" ? result.retry.afterMs : null, reason: result.message };
  }
  return result.state === "Updating" ? { afterMs: null, reason: `it is ${result.provisioningState}` } : null;
}
