import { issueToken } from "./access/tokens.js";
import { Permissions } from "./access/permissions.js";
import { Admission } from "./admission/admission.js";
import { Policies } from "./admission/policies.js";
import { Aks, clusterOf } from "./aks/aks.js";
import type { Pace } from "./aks/route-writer.js";
import { scaleSetInterfaces, ScaleSets } from "./aks/scale-sets.js";
import { Arm } from "./core/arm.js";
import { parseArmPath } from "./core/arm-id.js";
import type { Principal } from "./core/call.js";
import { realClock, type Clock } from "./core/clock.js";
import { jsonResponse, type SimRequest, type SimResponse } from "./core/http.js";
import { asObject, isObject, parseJson, textAt, type JsonObject } from "./core/json.js";
import { Paging } from "./core/paging.js";
import { Random, stableGuid } from "./core/random.js";
import { Registrations } from "./core/registrations.js";
import { Rows } from "./core/rows.js";
import type { Written } from "./core/acceptance.js";
import { Counters } from "./counters.js";
import { DEFAULT_EVENTS, Events } from "./events/events.js";
import { Faults } from "./faults/faults.js";
import { Gate, type Latencies, type Logged } from "./gate.js";
import { Hosts } from "./hosts.js";
import { httpClientOver, type SimHttpClient } from "./http-client.js";
import { Quota } from "./quota.js";
import { Blobs } from "./planes/blobs.js";
import { incomingOf, insideRequest } from "./incoming.js";
import type { SimulatorOptions } from "./options.js";
import { Planes } from "./planes/planes.js";
import { Queues } from "./planes/queues.js";
import { control } from "./server/control.js";
import { ADMINISTRATOR } from "./server/environment.js";
import { frontDoor } from "./server/front-door.js";
import type { ListenOptions, RunningServer } from "./server/listener.js";
import { TYPE_TABLE } from "./types/table.js";

/** What a state file holds. */
export interface StoredState {
  readonly version: 1;
  readonly resources: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly body: object;
  }[];
}

const NO_LATENCY: Latencies = { readMs: 0, writeMs: 0, pollMs: 0, operationMs: 0, subnetUpdatingMs: 0 };

/** Azure's own pace of the node controller, for tests on a virtual clock. */
export const AZURE_PACE: Pace = { batchMs: 30_000, waitMs: 30_000, cacheMs: 120_000 };

const AT_ONCE: Pace = { batchMs: 0, waitMs: 0, cacheMs: 0 };

/** An Azure Resource Manager in this process. */
export class Simulator {
  readonly clock: Clock;
  readonly tenant: string;
  /** Calls of clients. */
  readonly counters = new Counters();
  /** Where outbound calls (action groups, Event Grid) really go. */
  readonly hosts = new Hosts();
  /** Structurally @azure/core-rest-pipeline's HttpClient: the real SDK runs in process over it. */
  readonly httpClient: SimHttpClient;
  /** Token buckets. */
  readonly quota: Quota;
  readonly permissions: Permissions;
  /** Policies that deny writes. */
  readonly policies: Policies;
  /** Which resource providers are registered. */
  readonly registrations: Registrations;
  /** Whether lists come in pages. */
  readonly paging: Paging;
  readonly faults: Faults;
  /** The node controllers. */
  readonly aks: Aks;
  /** Activity log, alerts, Event Grid. */
  readonly events: Events;
  /** Storage queues of the data plane. */
  readonly queues: Queues;
  /** Blobs of the data plane. */
  readonly blobs: Blobs;
  readonly #rows: Rows;
  readonly #arm: Arm;
  readonly #gate: Gate;
  readonly #planes: Planes;

  constructor(options: SimulatorOptions = {}) {
    const seed = options.seed ?? 1;
    const random = new Random(seed);
    this.clock = options.clock ?? realClock;
    this.tenant = options.tenant ?? stableGuid("tenant");
    this.quota = new Quota(options.throttling ?? false);
    this.faults = new Faults(new Random(seed ^ 0x5eed));
    this.faults.set(options.faults ?? []);
    this.registrations = new Registrations(options.unregistered ?? []);
    this.paging = new Paging(options.pageSize);
    this.#rows = new Rows([...TYPE_TABLE, ...(options.types ?? [])]);
    this.#arm = new Arm(
      {
        rows: this.#rows,
        random,
        tenant: this.tenant,
        limits: { routesPerTable: options.routesPerTable ?? 1000 },
        paging: this.paging,
        registrations: this.registrations,
        listed: (call) => this.permissions.listed(call) ?? scaleSetInterfaces(this.#arm.world, call),
      },
      {
        now: () => this.clock.now(),
        operationMs: () => this.#gate.latencies.operationMs,
        lingersMs: ({ path }) => (isSubnet(path.type) ? this.#gate.latencies.subnetUpdatingMs : 0),
        ending: () => this.#gate.ending,
        written: (event) => {
          this.#written(event);
        },
      },
    );
    const { world } = this.#arm;
    const administrators = [ADMINISTRATOR.oid, ...(options.administrators ?? [])];
    this.permissions = new Permissions(world, options.permissions ?? false, administrators);
    this.policies = new Policies(world, this.#rows, options.policies ?? []);
    const { clock, counters, faults, quota, permissions, registrations, policies } = this;
    const admission = new Admission({ world, rows: this.#rows, permissions, registrations, policies });
    this.#gate = new Gate(
      { arm: this.#arm, clock, random, counters, faults, quota, permissions, admission },
      { ...NO_LATENCY, ...options.latencies },
    );
    this.#gate.rival = (id) => {
      this.#rivalWrites(id);
    };
    const scaleSets = new ScaleSets(world, {
      seed: ({ id, body }) => {
        this.seed(id, body);
      },
      remove: (id) => {
        this.#arm.store.remove(id);
      },
    });
    const send = (request: SimRequest, cluster: string): Promise<SimResponse> =>
      this.#asCluster(request, cluster);
    this.aks = new Aks(world, clock, { ...AT_ONCE, ...options.aks }, send, scaleSets);
    const eventOptions = { ...DEFAULT_EVENTS, ...options.events };
    this.events = new Events(
      world,
      clock,
      new Random(seed ^ 0xe7e7),
      this.hosts,
      this.tenant,
      eventOptions,
      (request) => this.#toQueue(request),
    );
    const now = (): number => clock.now();
    this.queues = new Queues(now, random);
    this.blobs = new Blobs(now, random);
    this.#planes = new Planes({ world, queues: this.queues, blobs: this.blobs, permissions, now });
    this.httpClient = httpClientOver((request) => this.handle(request));
  }

  /** Answers one request, whatever carried it. Rejects only as a connection would: reset or aborted. */
  async handle(request: SimRequest): Promise<SimResponse> {
    const incoming = incomingOf(request);
    if (incoming === undefined)
      return jsonResponse(400, { error: { code: "BadRequest", message: "The request URI is malformed." } });
    if (incoming.url.pathname.startsWith("/_sim")) return control(this, incoming);
    const { tenant } = this;
    const oidOf = (appId: string): string => this.#oidOf(appId);
    const atTheDoor = frontDoor({ ...incoming, tenant, now: this.clock.now(), oidOf });
    return atTheDoor ?? this.#planes.answer(incoming) ?? (await this.#gate.client(incoming));
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

  /** The stored body itself, not to be changed: the same object for as long as nothing in it does. */
  peek(id: string): Readonly<Record<string, unknown>> | undefined {
    return this.#arm.world.lookup(id);
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

  /** Everything that is stored, for a state file. */
  snapshot(): StoredState {
    const resources = this.#arm.store
      .under("")
      .map(({ id, name, row, body }) => ({ id, name, type: row.type, body }));
    return { version: 1, resources };
  }

  /** Puts back what `snapshot` gave; clusters come to the count of their pools again. */
  restore(state: StoredState): void {
    for (const { id, name, type, body } of state.resources)
      this.#arm.writes.seed(id, type, name, jsonObject(body));
    for (const { id, type } of state.resources) if (clusterOf(type, id) === id) this.aks.follow(id, 0);
  }

  /** Resolves when no controller, alert or event is under way that is due. */
  async idle(): Promise<void> {
    await this.aks.idle();
    await this.events.idle();
  }

  /** A bearer token that names a principal; for permissions. `expiresInS` may be negative. */
  token(oid: string, appId: string = oid): string {
    return issueToken(
      { oid, appId, tenant: this.tenant, audience: "https://management.azure.com/" },
      this.clock.now(),
    );
  }

  /** A write by another writer that waited for any write under way, with its events: the body that `change` makes of the stored one is PUT whole. */
  writeAs(caller: string, id: string, change: (body: Record<string, unknown>) => object): SimResponse {
    const body = change(this.stored(id) ?? {});
    const principal: Principal = { oid: caller, appId: caller, administrator: true };
    return this.#gate.inside(insideRequest("PUT", id, JSON.stringify(body)), principal, caller, true);
  }

  /** A deletion by another writer that waited for any write under way, with its events. */
  deleteAs(caller: string, id: string): SimResponse {
    return this.#gate.inside(
      insideRequest("DELETE", id, ""),
      { oid: caller, appId: caller, administrator: true },
      caller,
      true,
    );
  }

  /** Notifies a listener of every request, including the simulator's own. Returns how to stop. */
  onRequest(listener: (line: Logged) => void): () => void {
    return this.#gate.onRequest(listener);
  }

  /** Serves over HTTPS on loopback, with a CA made for this run. */
  async listen(options: ListenOptions = {}): Promise<RunningServer> {
    // Loaded late: who stays in process need not wait for the certificate library.
    const { listen } = await import("./server/listener.js");
    return listen((request) => this.handle(request), this.tenant, options);
  }

  /** Changes how long things take. */
  setLatencies(latencies: Partial<Latencies>): void {
    this.#gate.latencies = { ...this.#gate.latencies, ...latencies };
  }

  #written(written: Written): void {
    this.events.written(written);
    if (written.verb === "write" && this.#rows.of(written.type).completion === "external")
      this.events.follow(written.id, (error) => {
        this.#arm.acceptance.complete(written.id, error);
      });
    const cluster = clusterOf(written.type, written.id);
    if (cluster === undefined || written.ends !== "Succeeded") return;
    if (written.verb === "delete" && cluster === written.id) this.aks.clusterDeleted(cluster);
    else this.aks.follow(cluster, written.readyAt - this.clock.now());
  }

  /** The object id behind a client id: an identity's principal, else one that belongs to the client id alone. */
  #oidOf(appId: string): string {
    if (appId === ADMINISTRATOR.clientId) return ADMINISTRATOR.oid;
    const identity = this.#arm.world
      .ofType("Microsoft.ManagedIdentity/userAssignedIdentities")
      .find((known) => textAt(known, "properties.clientId") === appId.toLowerCase());
    return identity === undefined
      ? stableGuid(`principal-of:${appId}`)
      : textAt(identity, "properties.principalId");
  }

  /** A cluster's controller calls with the cluster's own identity. */
  #asCluster(request: SimRequest, cluster: string): Promise<SimResponse> {
    const identity = asObject(asObject(this.#arm.world.lookup(cluster))["identity"]);
    const [assigned] = Object.values(asObject(identity["userAssignedIdentities"]));
    const oid = textAt(assigned, "principalId") || textAt(identity, "principalId");
    const caller = `aks:${cluster}`;
    const principal: Principal = { oid: oid === "" ? caller : oid, appId: caller, administrator: oid === "" };
    const incoming = incomingOf(request);
    if (incoming === undefined) return Promise.resolve(jsonResponse(400, {}));
    return Promise.resolve(this.#gate.inside(incoming, principal, caller, false));
  }

  /** Event Grid's way to a storage queue: a mapped one (Azurite), else the simulator's own. */
  #toQueue(request: SimRequest): Promise<SimResponse> {
    const mapped = this.hosts.target(new URL(request.url).hostname) !== undefined;
    return mapped ? this.hosts.send(request) : this.handle(request);
  }

  /** A rival touches a resource: its tags change, and with them its etag. */
  #rivalWrites(id: string): void {
    this.writeAs("rival", id, (body) => {
      const tags = isObject(body["tags"]) ? body["tags"] : {};
      return { ...body, tags: { ...tags, rival: String(Number(textAt(tags, "rival")) + 1) } };
    });
  }

  #seedGroup(id: string, body: JsonObject): void {
    if (this.#arm.store.get(id) !== undefined) return;
    const location = typeof body["location"] === "string" ? body["location"] : "westeurope";
    this.#arm.writes.seed(id, "Microsoft.Resources/resourceGroups", id.slice(id.lastIndexOf("/") + 1), {
      location,
    });
  }
}

function isSubnet(type: string): boolean {
  return type.toLowerCase() === "microsoft.network/virtualnetworks/subnets";
}

/** Plain data as JSON: what a caller hands in is copied, so that later changes of it do not reach the store. */
function jsonObject(body: object): JsonObject {
  return asObject(parseJson(JSON.stringify(body)));
}
