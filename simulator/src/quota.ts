import type { Call } from "./core/call.js";
import { ArmError } from "./core/arm-error.js";

/** A token bucket of Azure Resource Manager: calls at once, and how many come back each second. */
interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

/** Per subscription and principal (Microsoft Learn, "Understand how Azure Resource Manager throttles requests"). */
const BUCKETS = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
} satisfies Record<string, Bucket>;

type Kind = keyof typeof BUCKETS;

/** A subscription has fifteen times a principal's bucket. */
const GLOBAL_FACTOR = 15;

/** Buckets kept; the least recently made is forgotten, which only ever fills it. */
const KEPT = 1_000;

interface Level {
  tokens: number;
  at: number;
}

/** Azure Resource Manager's throttling. The headers count down always; refusing is opt-in. */
export class Quota {
  readonly #levels = new Map<string, Level>();
  enforced: boolean;

  constructor(enforced: boolean) {
    this.enforced = enforced;
  }

  /** Takes a token and gives the answer's headers. Throws 429 when the bucket is empty and throttling is on. */
  take(call: Call, now: number): Record<string, string> {
    const kind: Kind =
      call.method === "GET" || call.method === "HEAD"
        ? "reads"
        : call.method === "DELETE"
          ? "deletes"
          : "writes";
    const subscription = call.path.subscription ?? "tenant";
    const own = this.#take(`${subscription}/${call.principal.oid}/${kind}`, BUCKETS[kind], 1, now);
    const global = this.#take(`${subscription}/${kind}`, BUCKETS[kind], GLOBAL_FACTOR, now);
    if (this.enforced && (own < 0 || global < 0))
      throw throttled(subscription, kind, Math.max(-own, -global / GLOBAL_FACTOR));
    const scope = call.path.subscription === undefined ? "tenant" : "subscription";
    return {
      [`x-ms-ratelimit-remaining-${scope}-${kind}`]: String(Math.max(0, Math.floor(own))),
      [`x-ms-ratelimit-remaining-${scope}-global-${kind}`]: String(Math.max(0, Math.floor(global))),
    };
  }

  /** What is left after taking one; negative (and nothing taken) when there was none. */
  #take(key: string, bucket: Bucket, factor: number, now: number): number {
    const size = bucket.size * factor;
    const perMs = (bucket.perSecond * factor) / 1000;
    const level = this.#level(key, size, now);
    level.tokens = Math.min(size, level.tokens + Math.max(0, now - level.at) * perMs);
    level.at = now;
    if (level.tokens < 1) return this.enforced ? level.tokens - 1 : 0;
    level.tokens -= 1;
    return level.tokens;
  }

  #level(key: string, size: number, now: number): Level {
    const known = this.#levels.get(key);
    if (known !== undefined) return known;
    const made: Level = { tokens: size, at: now };
    this.#levels.set(key, made);
    if (this.#levels.size > KEPT)
      for (const oldest of this.#levels.keys()) return this.#without(oldest, made);
    return made;
  }

  #without(oldest: string, made: Level): Level {
    this.#levels.delete(oldest);
    return made;
  }
}

function throttled(subscription: string, kind: Kind, missing: number): ArmError {
  const seconds = Math.max(1, Math.ceil(missing / BUCKETS[kind].perSecond));
  return new ArmError(
    429,
    "SubscriptionRequestsThrottled",
    `Number of '${kind}' requests for subscription '${subscription}' actor exceeded. Please try again after '${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
    { headers: { "retry-after": String(seconds), "x-ms-failure-cause": "gateway" } },
  );
}
