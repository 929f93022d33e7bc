import type { VirtualClock } from "@aks-topology/simulator";
import { storageError } from "../../src/adapters/azure/storage.js";
import { writeMessage } from "../../src/hosts/functions/messages.js";
import type { ConfirmationStore, Remembered } from "../../src/ports/confirmations.js";
import type { WakeMessage, WakeQueue } from "../../src/ports/wake-queue.js";
import { SECRET_URL, type Disturbance } from "./disturbance.js";

/** One blob a mirror with `If-Match`, as the storage service keeps it: by its own time. */
export class SharedBlobs implements ConfirmationStore {
  readonly #time: VirtualClock;
  readonly #blobs = new Map<
    string,
    { readonly tag: string; readonly fingerprint: string | null; readonly at: number }
  >();
  #writes = 0;

  constructor(time: VirtualClock) {
    this.#time = time;
  }

  read(mirror: string): Promise<Remembered | null> {
    const blob = this.#blobs.get(mirror);
    if (blob === undefined) return Promise.resolve(null);
    const { tag, fingerprint, at } = blob;
    const confirmation = fingerprint === null ? null : { fingerprint, ageMs: this.#time.now() - at };
    return Promise.resolve({ tag, confirmation, doubtful: false });
  }

  write(mirror: string, fingerprint: string | null, replacing: Remembered | null): Promise<boolean> {
    if (this.#blobs.get(mirror)?.tag !== replacing?.tag) return Promise.resolve(false);
    this.#blobs.set(mirror, { tag: String((this.#writes += 1)), fingerprint, at: this.#time.now() });
    return Promise.resolve(true);
  }
}

type Deliver = (entry: unknown, inserted: number) => Promise<void>;

const REDELIVER_MS = 30_000;
const DELIVERIES = 5;

/** A storage queue and the host's trigger: any consumer gets a message; one that fails is delivered again, five times. */
export class SharedQueue {
  readonly #time: VirtualClock;
  readonly #consumers: Deliver[] = [];
  #next = 0;
  /** Deliveries that are due or running. */
  #busy = 0;

  constructor(time: VirtualClock) {
    this.#time = time;
  }

  consume(deliver: Deliver): void {
    this.#consumers.push(deliver);
  }

  get busy(): boolean {
    return this.#busy > 0;
  }

  /** The queue as one runtime reaches it. A hung one is given up after 10 s, as the adapter does. */
  seenBy(disturbance: Disturbance): WakeQueue {
    const reached = async (): Promise<void> => {
      if (!disturbance.hangs("queue")) return;
      await disturbance.sleep(10_000);
      throw storageError("QUEUE_UNAVAILABLE", "the queue does not answer", "Wait.", new Error(SECRET_URL));
    };
    return {
      send: async (message: WakeMessage, delayMs = 0) => {
        await reached();
        const [text, inserted] = [writeMessage(message), this.#time.now()];
        this.#time.schedule(delayMs, () => {
          this.#deliver(text, inserted, 1);
        });
      },
      now: async () => {
        await reached();
        return this.#time.now();
      },
    };
  }

  #deliver(text: string, inserted: number, times: number): void {
    const consumer = this.#consumers[(this.#next += 1) % this.#consumers.length];
    if (consumer === undefined) return;
    this.#busy += 1;
    consumer(JSON.parse(text), inserted)
      .catch(() => {
        if (times < DELIVERIES)
          this.#time.schedule(REDELIVER_MS, () => {
            this.#deliver(text, inserted, times + 1);
          });
      })
      .finally(() => (this.#busy -= 1));
  }
}
