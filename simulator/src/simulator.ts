import { principalOf } from "./access/tokens.js";
import { Arm } from "./core/arm.js";
import { ArmError } from "./core/arm-error.js";
import { parseArmPath } from "./core/arm-id.js";
import type { Call, Principal } from "./core/call.js";
import { realClock, type Clock } from "./core/clock.js";
import { bodyText, jsonResponse, lowerHeaders, type SimRequest, type SimResponse } from "./core/http.js";
import type { JsonObject } from "./core/json.js";
import { Random, stableGuid } from "./core/random.js";
import { Rows } from "./core/rows.js";
import type { TypeRow } from "./core/type-row.js";
import type { Ending, Written } from "./core/writes.js";
import { Counters, type CallKind } from "./counters.js";
import { Hosts } from "./hosts.js";
import { httpClientOver, type SimHttpClient } from "./http-client.js";
import { Quota } from "./quota.js";
import { frontDoor } from "./server/front-door.js";
import type { ListenOptions, RunningServer } from "./server/listener.js";
import { typeTable } from "./types/table.js";

/** How long things take, in milliseconds. All 0 by default: answers come at once. */
export interface Latencies {
  readonly readMs: number;
  readonly writeMs: number;
  readonly pollMs: number;
  /** From the acceptance of a write to its completion. */
  readonly operationMs: number;
}

export interface SimulatorOptions {
  /** Default: the machine's time. */
  readonly clock?: Clock;
  /** Seed of etags, operation ids and faults. Default 1. */
  readonly seed?: number;
  /** Tenant that tokens and identities name. */
  readonly tenant?: string;
  readonly latencies?: Partial<Latencies>;
  /** Refuse calls beyond Azure's token buckets with 429. Default false. */
  readonly throttling?: boolean;
  /** Most routes one table may hold. Default 400. */
  readonly routesPerTable?: number;
  /** Further rows for the table of types. */
  readonly types?: readonly TypeRow[];
}

const NO_LATENCY: Latencies = { readMs: 0, writeMs: 0, pollMs: 0, operationMs: 0 };

/** Azure answers larger requests with 413. */
const MAX_BODY = 4 * 1024 * 1024;

/** An Azure Resource Manager in this process. */
export class Simulator {
  readonly clock: Clock;
  readonly tenant: string;
  readonly counters = new Counters();
  readonly hosts = new Hosts();
  /** Structurally @azure/core-rest-pipeline's HttpClient: the real SDK runs in process over it. */
  readonly httpClient: SimHttpClient;
  readonly quota: Quota;
  readonly #arm: Arm;
  readonly #random: Random;
  readonly #followers: ((event: Written) => void)[] = [];
  #latencies: Latencies;

  constructor(options: SimulatorOptions = {}) {
    this.clock = options.clock ?? realClock;
    this.tenant = options.tenant ?? stableGuid("tenant");
    this.#random = new Random(options.seed ?? 1);
    this.#latencies = { ...NO_LATENCY, ...options.latencies };
    this.quota = new Quota(options.throttling ?? false);
    this.#arm = new Arm(
      {
        rows: new Rows([...typeTable, ...(options.types ?? [])]),
        random: this.#random,
        tenant: this.tenant,
        limits: { routesPerTable: options.routesPerTable ?? 400 },
      },
      {
        now: () => this.clock.now(),
        operationMs: () => this.#latencies.operationMs,
        ending: () => this.#ending(),
        written: (event) => {
          this.#written(event);
        },
      },
    );
    this.httpClient = httpClientOver((request) => this.handle(request));
  }

  /** Answers one request, whatever carried it. Rejects only as a connection would: reset or aborted. */
  async handle(request: SimRequest): Promise<SimResponse> {
    const method = request.method.toUpperCase();
    const url = parseUrl(request.url);
    if (url === undefined)
      return jsonResponse(400, { error: { code: "BadRequest", message: "The request URI is malformed." } });
    const headers = lowerHeaders(request.headers);
    const text = bodyText(request.body);
    const atTheDoor = frontDoor({ method, url, headers, text, tenant: this.tenant, now: this.clock.now() });
    if (atTheDoor !== undefined) return atTheDoor;
    return this.#manage({ method, url, headers, text, signal: request.signal });
  }

  /** Stores a resource as if it had always been there: no counters, no waiting, no events. Its group is made too. */
  seed(id: string, body: object): void {
    const path = parseArmPath(id);
    const { names, group, subscription } = path;
    if (path.kind !== "item" || names.length === 0) throw new Error(`not the id of a resource: ${id}`);
    const seeded = jsonObject(body);
    if (group !== undefined && path.namespace !== undefined)
      this.#seedGroup(`/subscriptions/${subscription ?? ""}/resourceGroups/${group}`, seeded);
    this.#arm.writes.seed(this.#arm.reads.canonical(path), path.type, names.at(-1) ?? "", seeded);
  }

  /** A copy of the stored body as a GET would show it, or undefined. Not counted. */
  stored(id: string): Record<string, unknown> | undefined {
    const body = this.#arm.world.lookup(id);
    return body === undefined ? undefined : structuredClone(body);
  }

  /** Copies of the stored bodies, in order of creation. `filter` is a type, or a test of id and type. */
  resources(filter?: string | ((id: string, type: string) => boolean)): Record<string, unknown>[] {
    const matches =
      typeof filter === "string"
        ? (_: string, type: string) => type.toLowerCase() === filter.toLowerCase()
        : filter;
    return this.#arm.store
      .under("")
      .filter(({ id, row }) => matches?.(id, row.type) ?? true)
      .map((resource) => structuredClone(this.#arm.store.shown(resource)));
  }

  /** Serves over HTTPS on loopback, with a CA made for this run. */
  async listen(options: ListenOptions = {}): Promise<RunningServer> {
    // Loaded late: who stays in process need not wait for the certificate library.
    const { listen } = await import("./server/listener.js");
    return listen((request) => this.handle(request), this.tenant, options);
  }

  /** Changes how long things take. */
  setLatencies(latencies: Partial<Latencies>): void {
    this.#latencies = { ...this.#latencies, ...latencies };
  }

  async #manage(request: Incoming): Promise<SimResponse> {
    const { method, url, headers } = request;
    const path = parseArmPath(decoded(url.pathname));
    const kind = kindOf(method, path.type);
    this.counters.count(kind, path.text);
    await this.#wait(kind, request.signal);
    const correlationId = headers["x-ms-correlation-request-id"] ?? this.#random.guid();
    const common = commonHeaders(correlationId, this.#random.guid());
    try {
      if (request.text.length > MAX_BODY)
        throw new ArmError(
          413,
          "RequestContentTooLarge",
          `The request content size exceeds the maximum size of '${MAX_BODY}' bytes.`,
        );
      const principal = principalOf(headers["authorization"], this.clock.now(), () => true);
      const call = this.#call(request, path, principal, correlationId);
      const quota = this.quota.take(call, this.clock.now());
      const answer = settle(() => this.#arm.answer(call));
      return { ...answer, headers: { ...common, ...quota, ...answer.headers } };
    } catch (error) {
      const answer = refused(error);
      return { ...answer, headers: { ...common, ...answer.headers } };
    }
  }

  #call(
    { method, url, headers, text }: Incoming,
    path: Call["path"],
    principal: Principal,
    correlationId: string,
  ): Call {
    const query = url.searchParams;
    return {
      method,
      path,
      query,
      headers,
      text,
      origin: url.origin,
      apiVersion: query.get("api-version") ?? "",
      principal,
      correlationId,
    };
  }

  async #wait(kind: CallKind, signal: AbortSignal | undefined): Promise<void> {
    const { readMs, writeMs, pollMs } = this.#latencies;
    const ms = kind === "reads" ? readMs : kind === "writes" ? writeMs : pollMs;
    if (ms > 0) await this.clock.sleep(ms, signal);
    else signal?.throwIfAborted();
  }

  #ending(): Ending | undefined {
    return undefined;
  }

  #written(event: Written): void {
    for (const follow of this.#followers) follow(event);
  }

  #seedGroup(id: string, body: JsonObject): void {
    if (this.#arm.store.get(id) !== undefined) return;
    const location = typeof body["location"] === "string" ? body["location"] : "westeurope";
    this.#arm.writes.seed(id, "Microsoft.Resources/resourceGroups", id.slice(id.lastIndexOf("/") + 1), {
      location,
    });
  }
}

interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly signal: AbortSignal | undefined;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text, "https://management.azure.com");
  } catch {
    return undefined;
  }
}

function decoded(pathname: string): string {
  const clean = pathname.replace(/\/{2,}/g, "/");
  try {
    return decodeURIComponent(clean);
  } catch {
    return clean;
  }
}

const kindOf = (method: string, type: string): CallKind => {
  if (method !== "GET" && method !== "HEAD") return "writes";
  return /\/locations\/operation(s|results)$/i.test(type) ? "polls" : "reads";
};

/** Answers errors of Azure's kind; anything else is a mistake of ours, told as Azure tells its own. */
function settle(answer: () => SimResponse): SimResponse {
  try {
    return answer();
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): SimResponse {
  if (error instanceof ArmError) return jsonResponse(error.status, error.body(), { ...error.headers });
  const message = error instanceof Error ? error.message : String(error);
  return jsonResponse(500, {
    error: { code: "InternalServerError", message: `The simulator failed: ${message}` },
  });
}

const commonHeaders = (correlationId: string, requestId: string): Record<string, string> => ({
  "cache-control": "no-cache",
  pragma: "no-cache",
  expires: "-1",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-ms-arm-service-request-id": requestId,
  "x-ms-request-id": requestId,
  "x-ms-correlation-request-id": correlationId,
});

/** Plain data as JSON: what a caller hands in is copied, so that later changes of it do not reach the store. */
function jsonObject(body: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(body));
  return isRecord(copy) ? copy : {};
}

const isRecord = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
