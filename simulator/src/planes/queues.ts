import type { Random } from "../core/random.js";

/** A message of a storage queue. */
export interface QueueMessage {
  readonly id: string;
  /** As it was put: base64, when the producer encoded it. */
  readonly text: string;
  readonly insertedAt: number;
  readonly expiresAt: number;
  visibleAt: number;
  dequeueCount: number;
  popReceipt: string;
}

/** Storage's own default. */
const SEVEN_DAYS_S = 604_800;

/** The queues of all storage accounts, with visibility as Azure Storage has it. Times in milliseconds since the epoch. */
export class Queues {
  readonly #now: () => number;
  readonly #random: Random;
  readonly #queues = new Map<string, QueueMessage[]>();

  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  /** Names of an account's queues. */
  names(account: string): string[] {
    const prefix = `${account.toLowerCase()}/`;
    return [...this.#queues.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  /** Makes a queue; false when it is there already. */
  create(account: string, queue: string): boolean {
    const key = keyOf(account, queue);
    if (this.#queues.has(key)) return false;
    this.#queues.set(key, []);
    return true;
  }

  has(account: string, queue: string): boolean {
    return this.#queues.has(keyOf(account, queue));
  }

  delete(account: string, queue: string): boolean {
    return this.#queues.delete(keyOf(account, queue));
  }

  /** The messages that have not expired, oldest first; undefined when there is no such queue. */
  messages(account: string, queue: string): readonly QueueMessage[] | undefined {
    return this.#live(keyOf(account, queue));
  }

  put(
    account: string,
    queue: string,
    text: string,
    delayS = 0,
    ttlS = SEVEN_DAYS_S,
  ): QueueMessage | undefined {
    const messages = this.#live(keyOf(account, queue));
    if (messages === undefined) return undefined;
    const now = this.#now();
    const message: QueueMessage = {
      id: this.#random.guid(),
      text,
      insertedAt: now,
      expiresAt: ttlS < 0 ? Infinity : now + ttlS * 1_000,
      visibleAt: now + delayS * 1_000,
      dequeueCount: 0,
      popReceipt: this.#random.guid(),
    };
    messages.push(message);
    return message;
  }

  /** Takes up to `count` visible messages and hides them for a while. */
  receive(account: string, queue: string, count: number, hiddenS: number): QueueMessage[] | undefined {
    const taken = this.peek(account, queue, count);
    for (const message of taken ?? []) {
      message.visibleAt = this.#now() + hiddenS * 1_000;
      message.dequeueCount += 1;
      message.popReceipt = this.#random.guid();
    }
    return taken;
  }

  peek(account: string, queue: string, count: number): QueueMessage[] | undefined {
    return this.#live(keyOf(account, queue))
      ?.filter((message) => message.visibleAt <= this.#now())
      .slice(0, count);
  }

  /** Removes a message that its receipt still owns. */
  remove(account: string, queue: string, id: string, popReceipt: string): "removed" | "gone" | "mismatch" {
    const messages = this.#queues.get(keyOf(account, queue));
    const index = messages?.findIndex((message) => message.id === id) ?? -1;
    if (messages === undefined || index < 0) return "gone";
    if (messages[index]?.popReceipt !== popReceipt) return "mismatch";
    messages.splice(index, 1);
    return "removed";
  }

  clear(account: string, queue: string): void {
    this.#queues.get(keyOf(account, queue))?.splice(0);
  }

  #live(key: string): QueueMessage[] | undefined {
    const messages = this.#queues.get(key);
    if (messages === undefined) return undefined;
    const now = this.#now();
    if (!messages.some((message) => message.expiresAt <= now)) return messages;
    const live = messages.filter((message) => message.expiresAt > now);
    this.#queues.set(key, live);
    return live;
  }
}

function keyOf(account: string, queue: string): string {
  return `${account}/${queue}`.toLowerCase();
}
