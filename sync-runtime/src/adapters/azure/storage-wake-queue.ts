import { QueueClient } from "@azure/storage-queue";
import type { StoragePipelineOptions } from "@azure/storage-queue";
import type { TokenCredential } from "@azure/core-auth";
import type { WakeMessage, WakeQueue } from "../../ports/wake-queue.js";

/** Where the queue is, and as whom it is written. */
export type QueueAccount =
  | { readonly kind: "identity"; readonly serviceUri: string; readonly credential: TokenCredential }
  /** For development: the account's keys, or Azurite. The queue is made when it is missing. */
  | { readonly kind: "connection-string"; readonly connectionString: string };

/** An alert must be answered within 10 s, cold start included: better 503, which is repeated, than late. */
const options: StoragePipelineOptions = {
  retryOptions: { maxTries: 2, tryTimeoutInMs: 3_000, retryDelayInMs: 200 },
};

/**
 * A storage queue. Messages are base64, as the Functions host's queue trigger (`messageEncoding: base64`) and Event
 * Grid's queue destination have it, so that one queue serves both.
 */
export class StorageWakeQueue implements WakeQueue {
  readonly #client: QueueClient;
  readonly #write: (message: WakeMessage) => string;
  #ready: Promise<unknown>;

  /** @param write gives a message's text, before base64 */
  constructor(account: QueueAccount, name: string, write: (message: WakeMessage) => string) {
    this.#write = write;
    if (account.kind === "identity") {
      const url = `${account.serviceUri.replace(/\/+$/, "")}/${name}`;
      this.#client = new QueueClient(url, account.credential, options);
      this.#ready = Promise.resolve();
    } else {
      this.#client = new QueueClient(account.connectionString, name, options);
      this.#ready = this.#client.createIfNotExists();
      this.#ready.catch(() => undefined);
    }
  }

  async send(message: WakeMessage, delayMs = 0): Promise<void> {
    await this.#ready;
    const text = Buffer.from(this.#write(message)).toString("base64");
    await this.#client.sendMessage(text, { visibilityTimeout: Math.ceil(delayMs / 1000) });
  }
}
