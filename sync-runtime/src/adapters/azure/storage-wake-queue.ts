import { QueueClient } from "@azure/storage-queue";
import type { SyncError } from "../../domain/errors.js";
import type { Clock } from "../../ports/clock.js";
import { within } from "../../ports/race.js";
import type { WakeMessage, WakeQueue } from "../../ports/wake-queue.js";
import { isStatus, storageError, STORAGE_OPTIONS, type StorageAccount } from "./storage.js";

/** An alert must be answered within 10 s, cold start included: better 503, which is repeated, than late. */
const SEND_MS = 6_000;

/**
 * A storage queue. Messages are base64, as the Functions host's queue trigger (`messageEncoding: base64`) and Event
 * Grid's queue destination have it, so that one queue serves both.
 */
export class StorageWakeQueue implements WakeQueue {
  readonly #account: StorageAccount;
  readonly #name: string;
  readonly #write: (message: WakeMessage) => string;
  readonly #clock: Clock;
  #made: QueueClient | null = null;
  #making: Promise<unknown> | null = null;

  /**
   * @param account by a connection string the queue is made when it is missing; one that cannot be used is an error of
   *   every call, not of this constructor
   * @param write gives a message's text, before base64
   */
  constructor(account: StorageAccount, name: string, write: (message: WakeMessage) => string, clock: Clock) {
    this.#account = account;
    this.#name = name;
    this.#write = write;
    this.#clock = clock;
  }

  async send(message: WakeMessage, delayMs = 0): Promise<void> {
    const text = Buffer.from(this.#write(message)).toString("base64");
    const visibilityTimeout = Math.ceil(delayMs / 1000);
    await this.#within(async (abortSignal) => {
      const send = (): Promise<unknown> =>
        this.#client().sendMessage(text, { visibilityTimeout, abortSignal });
      try {
        await send();
      } catch (error) {
        if (this.#account.kind === "identity" || !isStatus(error, 404)) throw error;
        await this.#make();
        await send();
      }
    });
  }

  /** Many sends that find no queue make it once. */
  #make(): Promise<unknown> {
    this.#making ??= this.#client()
      .createIfNotExists()
      .finally(() => {
        this.#making = null;
      });
    return this.#making;
  }

  async now(): Promise<number> {
    const { date } = await this.#within((abortSignal) => this.#client().getProperties({ abortSignal }));
    if (date === undefined) throw unavailable("the queue's answer has no date");
    return date.getTime();
  }

  #client(): QueueClient {
    const account = this.#account;
    this.#made ??=
      account.kind === "identity"
        ? new QueueClient(
            `${account.serviceUri.replace(/\/+$/, "")}/${this.#name}`,
            account.credential,
            STORAGE_OPTIONS,
          )
        : new QueueClient(account.connectionString, this.#name, STORAGE_OPTIONS);
    return this.#made;
  }

  #within<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return within(this.#clock, SEND_MS, call, () =>
      unavailable(`the queue did not answer in ${SEND_MS / 1000} s`),
    ).catch((error: unknown) => {
      throw unavailable("the queue cannot be used", error);
    });
  }
}

function unavailable(what: string, thrown: unknown = null): SyncError {
  const remedy = "Check the storage account, its network rules and the identity's role on the queue.";
  return storageError("QUEUE_UNAVAILABLE", what, remedy, thrown);
}
