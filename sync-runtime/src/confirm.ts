import type { Decision } from "./domain/decide.js";
import { describeError, SyncError } from "./domain/errors.js";
import type { Mirror } from "./domain/mirror.js";
import { asksFor, confirmationExpiresMs } from "./domain/policy.js";
import type { Confirmation } from "./domain/policy.js";
import type { Effort } from "./effort.js";
import type { Remembered } from "./ports/confirmations.js";
import type { Ports } from "./ports/ports.js";

/** What is remembered of each mirror; an error where the memory cannot be read, which holds every large removal. */
export type Memories = ReadonlyMap<string, Remembered | null | SyncError>;

/** For one memory, in milliseconds: it is a small blob, or a map. */
const memoryMs = 5_000;

/**
 * Reads what is remembered of the mirrors. Call it after the tables were read: a reading then never counts for longer
 * than it is old. Without a memory (one-shot commands) nothing is ever confirmed.
 */
export async function recall(mirrors: readonly Mirror[], effort: Effort, ports: Ports): Promise<Memories> {
  const { confirmations: store } = ports;
  if (store === undefined) return new Map();
  const until = ports.clock.monotonic() + memoryMs;
  const entries = mirrors.map(async ({ name }): Promise<[string, Remembered | null | SyncError]> => {
    const what = `the confirmation of ${name}`;
    return [name, await effort.read(what, until, (signal) => store.read(name, signal))];
  });
  return new Map(await Promise.all(entries));
}

export function confirmationsIn(memories: Memories): ReadonlyMap<string, Confirmation> {
  const found = [...memories].flatMap(([name, memory]): [string, Confirmation][] => {
    if (memory === null || memory instanceof SyncError || memory.confirmation === null) return [];
    return [[name, memory.confirmation]];
  });
  return new Map(found);
}

/**
 * Brings the memory to what was just read: a reading that asks for the same removal leaves it as it is, any other
 * replaces it. A memory that cannot be read or written costs a notice; until it can, the removal stays held.
 */
export async function remember(
  decisions: readonly Decision[],
  memories: Memories,
  effort: Effort,
  ports: Ports,
): Promise<void> {
  await Promise.all(
    decisions.map(async (decision) => {
      const memory = memories.get(decision.mirror.name) ?? null;
      const failure = await update(decision, memory, effort, ports);
      if (failure !== null) ports.reporter.notice({ kind: "problem", ...describeError(failure) });
    }),
  );
}

/** Tried anew when another instance was faster: what it remembers may be just this. */
const tries = 3;

async function update(
  decision: Decision,
  first: Remembered | null | SyncError,
  effort: Effort,
  { confirmations: store, clock }: Ports,
): Promise<SyncError | null> {
  if (store === undefined) return null;
  const { name } = decision.mirror;
  const what = `the confirmation of ${name}`;
  const attempt = <T>(call: (signal: AbortSignal) => Promise<T>): Promise<T | SyncError> =>
    effort.read(what, clock.monotonic() + memoryMs, call);
  let memory = first;
  for (let left = tries; left > 0; left -= 1) {
    if (memory instanceof SyncError) return memory;
    const known = memory;
    const next = nextOf(decision, known?.confirmation ?? null);
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
    whose: "azure",
    message: `${what} was written by other instances at the same time, ${tries} times in a row`,
    remedy: "Nothing: the next round records its own reading.",
  });
}

/** What is to be remembered from now on; undefined: what is. */
function nextOf(decision: Decision, known: Confirmation | null): string | null | undefined {
  // A source that was not read is no reading.
  if (decision.kind === "failed") return undefined;
  const asked = asksFor(decision.plan);
  const expired = known !== null && known.ageMs > confirmationExpiresMs;
  if (asked === (known?.fingerprint ?? null) && !expired) return undefined;
  // A reading that another guard held (an unfinished source, say) resets, and starts nothing.
  const starts = decision.kind === "planned" || decision.held.guard === "LARGE_REMOVAL";
  const next = starts ? asked : null;
  return next === null && known === null ? undefined : next;
}
