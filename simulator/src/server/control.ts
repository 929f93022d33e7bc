import { z } from "zod";
import { jsonResponse, type SimResponse } from "../core/http.js";
import type { Permissions } from "../access/permissions.js";
import type { DenyPolicy, Policies } from "../admission/policies.js";
import type { Aks } from "../aks/aks.js";
import { VirtualClock, type Clock } from "../core/clock.js";
import { isObject, textOf } from "../core/json.js";
import { readJson } from "../core/json-text.js";
import type { AksCluster } from "../aks/cluster.js";
import type { Paging } from "../core/paging.js";
import type { Registrations } from "../core/registrations.js";
import type { Counters } from "../counters.js";
import type { Events } from "../events/events.js";
import { isFaultKind, type FaultKind } from "../faults/kinds.js";
import type { FaultRule } from "../faults/rule.js";
import type { Faults } from "../faults/faults.js";
import type { Incoming, Latencies } from "../gate.js";
import { isTarget, TARGET_SHAPE, type Hosts } from "../hosts.js";
import type { Quota } from "../quota.js";
import { tablesPage } from "./tables-page.js";

/** The parts of a simulator that `/_sim` reads and changes. */
export interface ControlledSimulator {
  readonly clock: Clock;
  readonly counters: Counters;
  readonly hosts: Hosts;
  readonly quota: Quota;
  readonly permissions: Permissions;
  readonly policies: Policies;
  readonly registrations: Registrations;
  readonly paging: Paging;
  readonly faults: Faults;
  readonly aks: Aks;
  readonly events: Events;
  resources(type?: string): Record<string, unknown>[];
  seed(id: string, body: object): void;
  stored(id: string): Record<string, unknown> | undefined;
  deleteAs(caller: string, id: string): SimResponse;
  setLatencies(latencies: Partial<Latencies>): void;
}

const faultRule = z
  .strictObject({
    kind: z.custom<FaultKind>(
      (value) => typeof value === "string" && isFaultKind(value),
      "unknown kind of fault",
    ),
    probability: z.number().min(0).max(1),
    times: z.number().int().min(0),
    after: z.number().int().min(0),
    methods: z.array(z.string()),
    id: z.string(),
    caller: z.string(),
    ms: z.number().min(0),
    retryAfterSeconds: z.number().min(0),
  })
  .partial()
  .required({ kind: true });

const denyPolicy = z
  .strictObject({
    name: z.string().min(1),
    type: z.string().min(1),
    without: z.string(),
    except: z.array(z.string()),
    scope: z.string(),
  })
  .partial()
  .required({ name: true, type: true })
  .transform(({ name, type, ...rest }): DenyPolicy => ({
    name,
    type,
    ...Object.fromEntries(Object.entries(rest).filter(([, set]) => set !== undefined)),
  }));

/** A faults file, or the body of `PUT /_sim/faults`: a list of rules, alone or under `rules`. */
export const faultsFile = z.union([
  z.array(faultRule),
  z.strictObject({ rules: z.array(faultRule) }).transform(({ rules }) => rules),
]);

/** Rules without the keys that were left out. */
export function parseFaults(value: unknown): FaultRule[] {
  return faultsFile.parse(value).map(({ kind, ...rest }) => {
    const given = Object.fromEntries(Object.entries(rest).filter(([, set]) => set !== undefined));
    return { kind, ...given };
  });
}

const millis = z.number().min(0);

const count = z.number().int().min(0).max(1_000);

const BODIES = {
  host: z.strictObject({
    host: z.string().min(1),
    url: z.string().refine(isTarget, `expected ${TARGET_SHAPE}`),
  }),
  seed: z.strictObject({ id: z.string().startsWith("/"), body: z.record(z.string(), z.unknown()) }),
  switch: z.strictObject({ enforced: z.boolean() }),
  latencies: z
    .strictObject({
      readMs: millis,
      writeMs: millis,
      pollMs: millis,
      operationMs: millis,
      subnetUpdatingMs: millis,
    })
    .partial(),
  policies: z.array(denyPolicy),
  unregistered: z.array(z.string().min(1)),
  paging: z.strictObject({ size: z.number().int().min(1).nullable() }),
  advance: z.strictObject({ ms: z.number().min(0) }),
  alertTest: z.strictObject({ actionGroup: z.string() }),
  cluster: z.strictObject({ cluster: z.string().optional() }),
  attach: z.strictObject({
    cluster: z.string(),
    table: z.string(),
    podCidrs: z.array(z.string()).optional(),
    nodeCidrs: z.array(z.string()).optional(),
  }),
  scale: z.strictObject({ cluster: z.string().optional(), pool: z.string().default("nodepool1"), count }),
  node: z.strictObject({ cluster: z.string().optional(), node: z.string() }),
  replace: z.strictObject({
    cluster: z.string().optional(),
    node: z.string(),
    keepPodCidr: z.boolean().optional(),
  }),
  tags: z.strictObject({ cluster: z.string().optional(), tags: z.record(z.string(), z.string()) }),
};

type Work = (sim: ControlledSimulator, body: unknown) => unknown;

const ACCEPTED = { ok: true };

/** The cluster that a request names, or the only one there is. */
function clusterOf(sim: ControlledSimulator, id: string | undefined): AksCluster {
  if (id !== undefined) return sim.aks.cluster(id);
  const [only, second] = sim.aks.clusters;
  if (only === undefined) throw new Error("no cluster is known; PUT one, or attach one to a table");
  if (second !== undefined) throw new Error("there are several clusters: name one in `cluster`");
  return only;
}

function shown(cluster: AksCluster): object {
  return {
    id: cluster.id,
    table: cluster.tableId,
    nodes: cluster.nodes,
    failures: cluster.failures,
  };
}

/** Work on one cluster, and what the cluster is like afterwards. */
function onCluster<T extends { cluster?: string | undefined }>(
  schema: z.ZodType<T>,
  work: (cluster: AksCluster, body: T) => Promise<void>,
): Work {
  return async (sim, body) => {
    const parsed = schema.parse(body);
    const cluster = clusterOf(sim, parsed.cluster);
    const done = work(cluster, parsed);
    // A paced controller writes later: the answer does not wait for it.
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 250).unref())]);
    return shown(cluster);
  };
}

function tableOf(cluster: AksCluster): string {
  if (cluster.tableId === undefined) throw new Error("the cluster writes no route table");
  return cluster.tableId;
}

/** The page for browsers. */
const TABLES = "GET /_sim/tables";

function tablesOf(sim: ControlledSimulator): SimResponse {
  const changes = new Map(
    sim.events.log
      .filter(({ status }) => status === "Succeeded")
      .map(({ resourceId, at }) => [resourceId.toLowerCase(), at]),
  );
  const stored = sim.resources("Microsoft.Network/routeTables").filter(isObject);
  const tables = stored.map((body) => ({ body, changedAt: changes.get(textOf(body["id"]).toLowerCase()) }));
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: tablesPage(tables, sim.aks.clusters),
  };
}

/** What can be asked of a running simulator, by method and path. */
const endpoints: Readonly<Record<string, Work>> = {
  "GET /_sim": () => ({ endpoints: [...Object.keys(endpoints), TABLES] }),
  "GET /_sim/resources": (sim) => ({ value: sim.resources() }),
  "GET /_sim/counters": (sim) => sim.counters.total,
  "POST /_sim/counters/reset": (sim) => {
    sim.counters.reset();
    return ACCEPTED;
  },
  "GET /_sim/faults": (sim) => ({ rules: sim.faults.rules, counters: sim.faults.counters }),
  "PUT /_sim/faults": (sim, body) => {
    sim.faults.set(parseFaults(body));
    return { rules: sim.faults.rules };
  },
  "DELETE /_sim/faults": (sim) => {
    sim.faults.clear();
    return ACCEPTED;
  },
  "POST /_sim/hosts": (sim, body) => {
    const { host, url } = BODIES.host.parse(body);
    sim.hosts.map(host, url);
    return ACCEPTED;
  },
  "POST /_sim/seed": (sim, body) => {
    const { id, body: resource } = BODIES.seed.parse(body);
    sim.seed(id, resource);
    return sim.stored(id);
  },
  "POST /_sim/permissions": (sim, body) => {
    sim.permissions.enforced = BODIES.switch.parse(body).enforced;
    return ACCEPTED;
  },
  "PUT /_sim/latencies": (sim, body) => {
    const given = Object.entries(BODIES.latencies.parse(body)).filter(([, set]) => set !== undefined);
    sim.setLatencies(Object.fromEntries(given));
    return ACCEPTED;
  },
  "GET /_sim/policies": (sim) => ({ policies: sim.policies.denied }),
  "PUT /_sim/policies": (sim, body) => {
    sim.policies.set(BODIES.policies.parse(body));
    return { policies: sim.policies.denied };
  },
  "PUT /_sim/unregistered": (sim, body) => {
    sim.registrations.unregister(BODIES.unregistered.parse(body));
    return ACCEPTED;
  },
  "PUT /_sim/paging": (sim, body) => {
    sim.paging.size = BODIES.paging.parse(body).size ?? undefined;
    return ACCEPTED;
  },
  "POST /_sim/throttling": (sim, body) => {
    sim.quota.enforced = BODIES.switch.parse(body).enforced;
    return ACCEPTED;
  },
  "POST /_sim/clock/advance": async (sim, body) => {
    const { ms } = BODIES.advance.parse(body);
    if (!(sim.clock instanceof VirtualClock)) throw new Error("the clock is the machine's own");
    await sim.clock.advance(ms);
    return { now: sim.clock.now() };
  },
  "GET /_sim/events": (sim) => ({
    log: sim.events.log,
    alerts: sim.events.alertDeliveries,
    eventGrid: sim.events.eventDeliveries,
  }),
  "POST /_sim/alerts/test": async (sim, body) => {
    await sim.events.sendPortalTest(BODIES.alertTest.parse(body).actionGroup);
    return ACCEPTED;
  },
  "GET /_sim/aks": (sim) => ({ clusters: sim.aks.clusters.map(shown) }),
  "POST /_sim/aks/attach": (sim, body) => {
    const { cluster, table, podCidrs, nodeCidrs } = BODIES.attach.parse(body);
    return shown(
      sim.aks.cluster(cluster, { table, ...(podCidrs && { podCidrs }), ...(nodeCidrs && { nodeCidrs }) }),
    );
  },
  "POST /_sim/aks/scale": onCluster(BODIES.scale, (cluster, { pool, count: nodes }) =>
    cluster.scale(pool, nodes),
  ),
  "POST /_sim/aks/replace-node": onCluster(BODIES.replace, (cluster, { node, keepPodCidr }) =>
    cluster.replaceNode(node, keepPodCidr === undefined ? {} : { keepPodCidr }),
  ),
  "POST /_sim/aks/remove-node": onCluster(BODIES.node, (cluster, { node }) => cluster.removeNode(node)),
  "POST /_sim/aks/move-address": onCluster(BODIES.node, (cluster, { node }) => cluster.moveAddress(node)),
  "POST /_sim/aks/move-pod-cidr": onCluster(BODIES.node, (cluster, { node }) => cluster.movePodCidr(node)),
  "POST /_sim/aks/drain": onCluster(BODIES.cluster, (cluster) => cluster.drain()),
  "POST /_sim/aks/write-tags": onCluster(BODIES.tags, (cluster, { tags }) => cluster.writeTags(tags)),
  "POST /_sim/aks/move-to-overlay": onCluster(BODIES.cluster, (cluster) => cluster.moveToOverlay()),
  "POST /_sim/aks/recreate-table": onCluster(BODIES.cluster, (cluster) => cluster.resync()),
  "POST /_sim/aks/delete-table": (sim, body) => {
    const cluster = clusterOf(sim, BODIES.cluster.parse(body).cluster);
    const answer = sim.deleteAs("person", tableOf(cluster));
    if (answer.status >= 400) throw new Error(answer.body);
    return shown(cluster);
  },
};

/** Answers `/_sim/…`: what a laptop's user asks of the simulator itself. */
export async function control(sim: ControlledSimulator, request: Incoming): Promise<SimResponse> {
  const path = request.url.pathname.replace(/\/+$/, "");
  if (`${request.method} ${path}` === TABLES) return tablesOf(sim);
  const work = endpoints[`${request.method} ${path}`];
  if (work === undefined)
    return jsonResponse(404, {
      error: {
        code: "NotFound",
        message: `Nothing answers ${request.method} ${path}; GET /_sim lists what does.`,
      },
    });
  try {
    const body: unknown = request.text.trim() === "" ? {} : readJson(request.text);
    return jsonResponse(200, (await work(sim, body)) ?? null);
  } catch (error) {
    const message =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    return jsonResponse(400, { error: { code: "BadRequest", message } });
  }
}
