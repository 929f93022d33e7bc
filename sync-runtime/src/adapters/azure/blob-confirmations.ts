import { BlobServiceClient, type ContainerClient } from "@azure/storage-blob";
import * as z from "zod";
import type { SyncError } from "../../domain/errors.js";
import type { ConfirmationStore, Remembered } from "../../ports/confirmations.js";
import { isStatus, storageError, STORAGE_OPTIONS, type StorageAccount } from "./storage.js";

const blobShape = z.object({ routeSync: z.literal(1), fingerprint: z.string().nullable() });

/** Both dates of an answer are whole seconds: an age may be a second less than it seems. */
const RESOLUTION_MS = 1_000;

/**
 * One small blob a mirror, which all instances share. Its age is the answer's `Date` less its `Last-Modified`, both the
 * storage service's own; it is written only when a reading differs from what it says, with the etag of the reading.
 */
export class BlobConfirmations implements ConfirmationStore {
  readonly #account: StorageAccount;
  readonly #name: string;
  #client: ContainerClient | null = null;

  /**
   * @param account an address that cannot be used is an error of every call, not of this constructor
   * @param container made when it is missing
   */
  constructor(account: StorageAccount, container: string) {
    this.#account = account;
    this.#name = container;
  }

  async read(mirror: string, signal: AbortSignal): Promise<Remembered | null> {
    try {
      const content = await this.#blob(mirror).download(0, undefined, { abortSignal: signal });
      const text = await textOf(content.readableStreamBody);
      const { etag, date, lastModified } = content;
      if (etag === undefined || date === undefined || lastModified === undefined)
        throw new Error("the answer lacks its etag or its dates");
      const { fingerprint } = blobShape.parse(JSON.parse(text));
      const ageMs = date.getTime() - lastModified.getTime() - RESOLUTION_MS;
      return {
        tag: etag,
        doubtful: false,
        confirmation: fingerprint === null ? null : { fingerprint, ageMs },
      };
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw unavailable(mirror, error);
    }
  }

  async write(
    mirror: string,
    fingerprint: string | null,
    replacing: Remembered | null,
    signal: AbortSignal,
  ): Promise<boolean> {
    const body: z.infer<typeof blobShape> = { routeSync: 1, fingerprint };
    const text = JSON.stringify(body);
    const conditions = replacing === null ? { ifNoneMatch: "*" } : { ifMatch: replacing.tag };
    const upload = (): Promise<unknown> =>
      this.#blob(mirror).upload(text, Buffer.byteLength(text), { conditions, abortSignal: signal });
    try {
      await upload().catch(async (error: unknown) => {
        if (replacing !== null || !isStatus(error, 404)) throw error;
        await this.#container().createIfNotExists({ abortSignal: signal });
        await upload();
      });
      return true;
    } catch (error) {
      // 409 BlobAlreadyExists for If-None-Match, 412 ConditionNotMet for If-Match.
      if (isStatus(error, 409, 412)) return false;
      throw unavailable(mirror, error);
    }
  }

  #container(): ContainerClient {
    const account = this.#account;
    this.#client ??= (
      account.kind === "identity"
        ? new BlobServiceClient(account.serviceUri, account.credential, STORAGE_OPTIONS)
        : BlobServiceClient.fromConnectionString(account.connectionString, STORAGE_OPTIONS)
    ).getContainerClient(this.#name);
    return this.#client;
  }

  #blob(mirror: string): ReturnType<ContainerClient["getBlockBlobClient"]> {
    return this.#container().getBlockBlobClient(`confirmations/${encodeURIComponent(mirror)}.json`);
  }
}

function unavailable(mirror: string, thrown: unknown): SyncError {
  const remedy =
    "Check the storage account, its network rules and the identity's role; large removals are held until it answers.";
  return storageError(
    "CONFIRMATIONS_UNAVAILABLE",
    `the confirmation of ${mirror} cannot be used`,
    remedy,
    thrown,
  );
}

async function textOf(stream: NodeJS.ReadableStream | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
