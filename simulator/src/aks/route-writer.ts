import type { Clock } from "../core/clock.js";
import {
  asObject,
  at,
  objects,
  omit,
  parseJson,
  textAt,
  textOf,
  type Json,
  type JsonObject,
} from "../core/json.js";
import type { SimRequest, SimResponse } from "../core/http.js";

/** How the controller paces itself. Azure's values: 30 s, 30 s, 120 s. All 0: each change is written at once. */
export interface Pace {
  /** Milliseconds for which changes are collected before a write. */
  readonly batchMs: number;
  /** Milliseconds after a write before the next. */
  readonly waitMs: number;
  /** Milliseconds for which a table that was read is believed. */
  readonly cacheMs: number;
}

/** A change that the controller wants in the table. */
export type RouteChange =
  | {
      readonly kind: "add";
      readonly name: string;
      readonly addressPrefix: string;
      readonly nextHopIpAddress: string;
    }
  | { readonly kind: "delete"; readonly name: string }
  | { readonly kind: "tags"; readonly tags: Readonly<Record<string, string>> };

/** Milliseconds between polls of a write: quick where operations are quick. */
const FIRST_POLL_MS = 10;
const LAST_POLL_MS = 1_000;

interface Cached {
  readonly body: JsonObject;
  readonly etag: string;
  readonly at: number;
}

/** Attempts at a batch before it is given up until the next change, when changes are written at once. */
const ATTEMPTS = 3;

/**
 * Writes routes as cloud-provider-azure's delayed route updater does: batches, one PUT of the whole table with
 * `If-Match` from a cache, an empty table first when it is gone, and no second try within a batch after a 412.
 */
export class RouteWriter {
  readonly #table: string;
  readonly #location: string;
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #send: (request: SimRequest) => Promise<SimResponse>;
  #cache: Cached | undefined;
  #queue: RouteChange[] = [];
  #running: Promise<void> | undefined;
  /** Writes that failed, newest last: `412 PreconditionFailed`. */
  readonly failures: string[] = [];

  constructor(
    table: string,
    location: string,
    clock: Clock,
    pace: Pace,
    send: (request: SimRequest) => Promise<SimResponse>,
  ) {
    this.#table = table;
    this.#location = location;
    this.#clock = clock;
    this.#pace = pace;
    this.#send = send;
  }

  /** Queues changes. Resolves when they are in the table, or were given up. */
  change(changes: readonly RouteChange[]): Promise<void> {
    this.#queue.push(...changes);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when nothing is queued or being written. */
  idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** Deletes the table. */
  async deleteTable(): Promise<void> {
    await this.#followed(await this.#send({ method: "DELETE", url: this.#url() }));
    this.#cache = undefined;
  }

  async #run(): Promise<void> {
    let failed = 0;
    while (this.#queue.length > 0 && failed < ATTEMPTS) {
      // Changes of one turn belong to one batch even when nothing is waited for.
      if (this.#pace.batchMs > 0) await this.#clock.sleep(this.#pace.batchMs);
      else await Promise.resolve();
      const batch = this.#queue;
      this.#queue = [];
      const outcome = await this.#write(batch);
      if (outcome === undefined) failed = 0;
      else {
        // The route controller asks again for what is still missing.
        this.failures.push(outcome);
        if (this.failures.length > 100) this.failures.shift();
        this.#queue = [...batch, ...this.#queue];
        failed += 1;
      }
      if (this.#pace.waitMs > 0) await this.#clock.sleep(this.#pace.waitMs);
    }
    this.#queue = [];
  }

  /** Writes a batch; gives the failure, if any. */
  async #write(batch: readonly RouteChange[]): Promise<string | undefined> {
    let table = await this.#read();
    if (table === undefined) {
      const created = await this.#put({ location: this.#location, properties: {} }, undefined);
      if (created.status >= 300) return failureOf(created);
      table = await this.#read();
      if (table === undefined) return "404 ResourceNotFound";
    }
    const body = applied(table.body, batch);
    if (body === undefined) return undefined;
    const answer = await this.#put(body, table.etag);
    return answer.status < 300 ? undefined : failureOf(answer);
  }

  async #read(): Promise<Cached | undefined> {
    const known = this.#cache;
    if (known !== undefined && this.#clock.now() - known.at < this.#pace.cacheMs) return known;
    const answer = await this.#send({ method: "GET", url: this.#url() });
    if (answer.status !== 200) return undefined;
    const body = asObject(parseJson(answer.body));
    this.#cache = { body, etag: textOf(body["etag"]), at: this.#clock.now() };
    return this.#cache;
  }

  async #put(body: JsonObject, etag: string | undefined): Promise<SimResponse> {
    const answer = await this.#send({
      method: "PUT",
      url: this.#url(),
      headers: etag === undefined ? {} : { "if-match": etag },
      body: JSON.stringify(body),
    });
    this.#cache = undefined;
    await this.#followed(answer);
    return answer;
  }

  /** Waits for the end of a write, as the SDK's poller does, or for the end of the one that is in its way. */
  async #followed({ status, headers }: SimResponse): Promise<void> {
    if (status === 429) await this.#clock.sleep(Number(headers["retry-after"] ?? "1") * 1_000);
    const poll = status < 300 ? headers["azure-asyncoperation"] : undefined;
    if (poll === undefined) return;
    for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(LAST_POLL_MS, waitMs * 2)) {
      const answer = await this.#send({ method: "GET", url: poll });
      if (answer.status !== 200 || textAt(parseJson(answer.body), "status") !== "InProgress") return;
      await this.#clock.sleep(waitMs);
    }
  }

  #url(): string {
    return `${this.#table}?api-version=2024-05-01`;
  }
}

function failureOf(answer: SimResponse): string {
  const body = answer.body === "" ? {} : parseJson(answer.body);
  return `${answer.status} ${textAt(body, "error.code")}`;
}

function lower(value: Json | undefined): string {
  return textOf(value).toLowerCase();
}

/** The table with a batch applied, or undefined when that changes nothing. Routes of other owners stay. */
function applied(table: JsonObject, batch: readonly RouteChange[]): JsonObject | undefined {
  const routes = [...objects(at(table, "properties.routes"))];
  let tags: Json | undefined = table["tags"];
  let dirty = false;
  for (const change of batch) {
    if (change.kind === "tags") {
      tags = { ...asObject(tags), ...change.tags };
      dirty = true;
      continue;
    }
    const index = routes.findIndex((route) => lower(route["name"]) === change.name.toLowerCase());
    const known = index < 0 ? undefined : routes.splice(index, 1)[0];
    if (change.kind === "delete") {
      dirty ||= known !== undefined;
      continue;
    }
    const same =
      lower(at(known, "properties.addressPrefix")) === change.addressPrefix &&
      lower(at(known, "properties.nextHopIpAddress")) === change.nextHopIpAddress;
    dirty ||= !same;
    const { name, addressPrefix, nextHopIpAddress } = change;
    routes.push({ name, properties: { addressPrefix, nextHopType: "VirtualAppliance", nextHopIpAddress } });
  }
  if (!dirty) return undefined;
  return {
    ...omit(table, "tags"),
    ...(tags === undefined ? {} : { tags }),
    properties: { ...asObject(table["properties"]), routes },
  };
}
