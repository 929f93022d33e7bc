import type { Decision } from "./domain/decide.js";
import { describeError, SyncError } from "./domain/errors.js";
import { fingerprintOf } from "./domain/fingerprint.js";
import type { Mirror } from "./domain/mirror.js";
import { asksFor, awaitsConfirmation, CONFIRMATION_EXPIRES_MS, type Confirmation } from "./domain/policy.js";
import { select } from "./domain/select.js";
import { sourceContents, type Candidate } from "./domain/source.js";
import type { RetryBudget } from "./retry-budget.js";
import type { Remembered } from "./ports/confirmations.js";
import type { Ports } from "./ports/ports.js";

/** What is remembered of each mirror; an error where the memory cannot be read, which holds every removal that needs it. */
export type Memories = ReadonlyMap<string, Remembered | null | SyncError>;

/** What one reading of a mirror's source says about removals that need two. */
export interface Reading {
  readonly mirror: Mirror;
  /** Fingerprint of what the source selects. */
  readonly selects: string;
  /** Whether that asks for such a removal; null: the target could not be read, so it is unknown. */
  readonly asks: boolean | null;
  /** Whether it may be the first of the readings that agree: not one that another guard or an error stopped. */
  readonly starts: boolean;
}

/** For one memory, in milliseconds: it is a small blob, or a map. */
const MEMORY_MS = 5_000;

/** Reads what is remembered of the mirrors. Without a memory (one-shot commands) nothing is ever confirmed. */
export async function recall(
  mirrors: readonly Mirror[],
  budget: RetryBudget,
  ports: Ports,
): Promise<Memories> {
  const { confirmations: store } = ports;
  if (store === undefined) return new Map();
  const until = ports.clock.monotonic() + MEMORY_MS;
  const entries = mirrors.map(async ({ name }): Promise<[string, Remembered | null | SyncError]> => {
    const what = `the confirmation of ${name}`;
    return [name, await budget.read(what, until, (signal) => store.read(name, signal))];
  });
  return new Map(await Promise.all(entries));
}

/** @param readingMs how long ago the tables began to be read: a confirmation counts from reading to reading */
export function confirmationsIn(memories: Memories, readingMs: number): ReadonlyMap<string, Confirmation> {
  const found = [...memories].flatMap(([name, memory]): [string, Confirmation][] => {
    if (memory === null || memory instanceof SyncError || memory.doubtful) return [];
    const { confirmation } = memory;
    return confirmation === null ? [] : [[name, { ...confirmation, ageMs: confirmation.ageMs - readingMs }]];
  });
  return new Map(found);
}

/** The readings behind decisions. A source that was not read is none. */
export function readingsOf(decisions: readonly Decision[]): Reading[] {
  return decisions.flatMap((decision): Reading[] => {
    const { mirror, plan } = decision;
    if (plan === null) return [];
    const starts =
      decision.kind === "planned" || (decision.kind === "held" && awaitsConfirmation(decision.held));
    // A source that the mirror cannot take selects nothing, and is not empty.
    const asks = decision.kind !== "failed" && asksFor(plan);
    return [{ mirror, selects: fingerprintOf(plan.selected), asks, starts }];
  });
}

/** The readings of sources whose target could not be read. */
export function readingsWithoutTarget(candidates: readonly Candidate[]): Reading[] {
  return candidates.flatMap((candidate): Reading[] => {
    const { mirror } = candidate;
    const source = sourceContents(candidate);
    if (source instanceof SyncError) return [];
    const { selected } = select(mirror, source.routes);
    return [{ mirror, selects: fingerprintOf(selected), asks: null, starts: false }];
  });
}

/**
 * Brings the memory to what was just read: a reading that asks for the same removal leaves it as it is, any other
 * replaces it.
 * @returns names of mirrors whose reading should have been remembered and could not be; each costs a notice
 */
export async function remember(
  readings: readonly Reading[],
  memories: Memories,
  budget: RetryBudget,
  ports: Ports,
): Promise<string[]> {
  const unrecorded = await Promise.all(
    readings.map(async (reading): Promise<string[]> => {
      const { name } = reading.mirror;
      const failure = await update(reading, memories.get(name) ?? null, budget, ports);
      if (failure === null) return [];
      ports.reporter.notice({ kind: "problem", ...describeError(failure) });
      return [name];
    }),
  );
  return unrecorded.flat();
}

/** Retried when another instance was faster: it may have stored the same. */
const TRIES = 3;

async function update(
  reading: Reading,
  first: Remembered | null | SyncError,
  budget: RetryBudget,
  { confirmations: store, clock }: Ports,
): Promise<SyncError | null> {
  if (store === undefined) return null;
  const { name } = reading.mirror;
  const what = `the confirmation of ${name}`;
  const attempt = <T>(call: (signal: AbortSignal) => Promise<T>): Promise<T | SyncError> =>
    budget.read(what, clock.monotonic() + MEMORY_MS, call);
  let memory = first;
  for (let left = TRIES; left > 0; left -= 1) {
    if (memory instanceof SyncError) return memory;
    const known = memory;
    const next = nextOf(reading, known);
    if (next === undefined) return null;
    const done = await attempt((signal) => store.write(name, next, known, signal));
    if (done !== false) return done instanceof SyncError ? done : null;
    memory = await attempt((signal) => store.read(name, signal));
  }
  return contended(what);
}

function contended(what: string): SyncError {
  return new SyncError({
    code: "CONFIRMATIONS_UNAVAILABLE",
    fault: "azure",
    message: `${what} was written by other instances at the same time, ${TRIES} times in a row`,
    remedy: "Nothing: the next round records its own reading.",
  });
}

/** What is to be remembered from now on; undefined: what is. */
function nextOf({ selects, asks, starts }: Reading, memory: Remembered | null): string | null | undefined {
  const known = memory?.confirmation ?? null;
  const agrees = known?.fingerprint === selects && asks !== false;
  const expired = known !== null && known.ageMs > CONFIRMATION_EXPIRES_MS;
  if (agrees && !expired && memory?.doubtful !== true) return undefined;
  const next = starts && asks === true ? selects : null;
  return next === null && known === null && memory?.doubtful !== true ? undefined : next;
}
