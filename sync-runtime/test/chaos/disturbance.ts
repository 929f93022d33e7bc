import type { VirtualClock } from "@aks-topology/simulator";
import type { HttpClient, TokenCredential } from "../../src/adapters/azure/connect.js";
import { storageError } from "../../src/adapters/azure/storage.js";
import type { Clock } from "../../src/ports/clock.js";
import type { ConfirmationStore } from "../../src/ports/confirmations.js";
import type { Dice } from "./random.js";

/** What a runtime calls, each of which may accept a call and never answer it. */
export const DEPENDENCIES = ["token", "arm", "key server", "queue", "blob"] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

/** Marked, so that no output may contain it: the URL of a blob as a storage library may put it into a message. */
export const SECRET_URL = "https://st.blob.core.windows.net/c/b?sv=2024&sig=PLANTED";

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

/** What happens to the machine and the network of one runtime. Its clock is the one that the runtime sees. */
export class Disturbance implements Clock {
  readonly #time: VirtualClock;
  readonly #dice: Dice;
  readonly #hung = new Map<Dependency, number>();
  #stepMs = 0;
  #suspendedMs = 0;
  #resumesAt = 0;
  #refusing = false;
  /** How often each kind happened. */
  readonly counts: Record<string, number> = {};

  constructor(time: VirtualClock, dice: Dice) {
    this.#time = time;
    this.#dice = dice;
  }

  /** The dependency accepts calls and answers none for `ms`. */
  hang(dependency: Dependency, ms: number): void {
    this.#count(`hung ${dependency}`);
    this.#hung.set(dependency, this.#time.now() + ms);
  }

  /** The wall clock is set; the monotonic one is not. */
  step(minutes: number): void {
    this.#count(`clock ${minutes > 0 ? "+" : ""}${minutes} min`);
    this.#stepMs += minutes * 60_000;
  }

  /** The machine sleeps: no timer fires, no answer arrives, and its monotonic clock stops. */
  suspend(ms: number): void {
    if (this.#suspended) return;
    this.#count("suspended");
    this.#resumesAt = this.#time.now() + ms;
    this.#suspendedMs += ms;
  }

  /** The blobs answer 403, with their URL in the library's message. */
  refuseBlobs(): void {
    this.#count("refused blob");
    this.#refusing = true;
  }

  end(): void {
    for (const [dependency, until] of this.#hung)
      this.#hung.set(dependency, Math.min(until, this.#time.now()));
    this.#refusing = false;
  }

  get #suspended(): boolean {
    return this.#resumesAt > this.#time.now();
  }

  now(): number {
    return this.#time.now() + this.#stepMs;
  }

  monotonic(): number {
    const asleep = this.#suspended ? this.#resumesAt - this.#time.now() : 0;
    return this.#time.monotonic() - (this.#suspendedMs - asleep);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.#time.sleep(ms, signal);
    await this.#awake(signal);
  }

  hangs(dependency: Dependency): boolean {
    return (this.#hung.get(dependency) ?? 0) > this.#time.now();
  }

  /** A write without a waiting caller, or its operation, may still be under way. */
  get mayHaveOrphans(): boolean {
    const hung = this.#hung.get("arm") ?? Number.NEGATIVE_INFINITY;
    return Math.max(hung, this.#resumesAt) + 15_000 > this.#time.now();
  }

  credential(inner: TokenCredential): TokenCredential {
    return {
      getToken: (scopes, options) => (this.hangs("token") ? never() : inner.getToken(scopes, options)),
    };
  }

  /** A hung write may still have been carried out: half of them are. */
  http(inner: HttpClient): HttpClient {
    return {
      sendRequest: async (request) => {
        if (this.hangs("arm")) {
          if (request.method === "PUT" && this.#dice.chance(0.5))
            inner.sendRequest(request).catch(() => null);
          return never();
        }
        try {
          return await inner.sendRequest(request);
        } finally {
          await this.#awake();
        }
      },
    };
  }

  blobs(inner: ConfirmationStore): ConfirmationStore {
    const asked = async <T>(call: () => Promise<T>): Promise<T> => {
      if (this.hangs("blob")) return never();
      if (this.#refusing)
        throw storageError(
          "CONFIRMATIONS_UNAVAILABLE",
          "the blob answers 403",
          "Wait.",
          new Error(SECRET_URL),
        );
      await this.#awake();
      return call();
    };
    return {
      read: (mirror, signal) => asked(() => inner.read(mirror, signal)),
      write: (mirror, fingerprint, replacing, signal) =>
        asked(() => inner.write(mirror, fingerprint, replacing, signal)),
    };
  }

  async #awake(signal?: AbortSignal): Promise<void> {
    while (this.#suspended) await this.#time.sleep(this.#resumesAt - this.#time.now(), signal);
  }

  #count(kind: string): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }
}
