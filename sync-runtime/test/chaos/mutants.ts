import type { HttpClient } from "../../src/adapters/azure/connect.js";
import { NO_PERMISSIONS, type Permissions } from "../../src/domain/decide.js";
import { groupByTarget, type Mirror } from "../../src/domain/mirror.js";
import { Route } from "../../src/domain/route.js";
import type { RouteTable } from "../../src/domain/table.js";
import { readWakeup } from "../../src/domain/wakeup.js";
import type { Engine } from "../../src/hosts/engine.js";
import type { Clock } from "../../src/ports/clock.js";
import type { ConfirmationStore } from "../../src/ports/confirmations.js";
import type { Ports } from "../../src/ports/ports.js";
import type { Reporter } from "../../src/ports/reporter.js";
import type { RouteTables } from "../../src/ports/route-tables.js";
import { reconcile } from "../../src/reconcile.js";
import { SECRET_URL } from "./disturbance.js";

/** A way to break the runtime from outside, at the seams that it really has. */
export interface Mutation {
  readonly httpClient?: (client: HttpClient) => HttpClient;
  readonly tables?: (tables: RouteTables) => RouteTables;
  readonly permissions?: Permissions;
  readonly clock?: (clock: Clock) => Clock;
  readonly reporter?: (reporter: Reporter) => Reporter;
  readonly confirmations?: (store: ConfirmationStore) => ConfirmationStore;
  readonly wake?: (engine: Engine, mirrors: readonly Mirror[], ports: Ports) => (body: unknown) => void;
  /** Breaks something global. @returns how to restore it */
  readonly install?: () => () => void;
}

/** Typical defects of such a program. The suite must detect each. */
export const mutants: Readonly<Record<string, Mutation>> = {
  "no If-Match": {
    httpClient: (client) => ({
      sendRequest: (request) => {
        request.headers.delete("if-match");
        return client.sendRequest(request);
      },
    }),
  },
  "etag of the PUT's answer reused": {
    httpClient: (client) => {
      const answered = new Map<string, string>();
      return {
        sendRequest: async (request) => {
          const known = answered.get(request.url);
          if (request.method === "PUT" && known !== undefined) request.headers.set("if-match", known);
          const response = await client.sendRequest(request);
          const etag = /"etag":"(W\/\\"[^"\\]*\\")"/
            .exec(response.bodyAsText ?? "")?.[1]
            ?.replaceAll('\\"', '"');
          if (request.method === "PUT" && response.status < 300 && etag !== undefined)
            answered.set(request.url, etag);
          return response;
        },
      };
    },
  },
  "routes ?? []": {
    httpClient: (client) => ({
      sendRequest: async (request) => {
        const response = await client.sendRequest(request);
        if (request.method !== "GET" || response.status !== 200 || !/routeTables\//.test(request.url))
          return response;
        return { ...response, bodyAsText: withRoutes(response.bodyAsText ?? "") };
      },
    }),
  },
  "name-only compare": {
    install: () => {
      const original = Object.getOwnPropertyDescriptor(Route.prototype, "sameAs") ?? {};
      const value = function (this: Route, other: Route): boolean {
        return this.key === other.key;
      };
      Object.defineProperty(Route.prototype, "sameAs", { ...original, value });
      return () => {
        Object.defineProperty(Route.prototype, "sameAs", original);
      };
    },
  },
  "no re-read after an error": {
    tables: (tables) => {
      const read = new Map<string, RouteTable>();
      let failed = false;
      return {
        find: (group, call) => tables.find(group, call),
        read: async (id, call) => {
          const known = read.get(id.key);
          if (failed && known !== undefined) return known;
          const table = await tables.read(id, call);
          read.set(id.key, table);
          return table;
        },
        write: async (table, routes, call) => {
          try {
            const etag = await tables.write(table, routes, call);
            failed = false;
            return etag;
          } catch (error) {
            failed = true;
            throw error;
          }
        },
      };
    },
  },
  "payload trusted": {
    wake: (engine, mirrors, ports) => (body) => {
      const wakeup = readWakeup(body);
      if (wakeup.kind !== "about") {
        engine.wake(wakeup, "test");
        return;
      }
      for (const id of wakeup.tables) {
        const trusted = mirrors.map((mirror) => ({ ...mirror, target: id }));
        for (const group of groupByTarget(trusted)) void reconcile({ group }, ports);
      }
    },
  },
  "case-sensitive names": {
    tables: (tables) => ({
      find: (group, call) => tables.find(group, call),
      read: async (id, call) => {
        const table = await tables.read(id, call);
        return { ...table, routes: table.routes.map((route) => Object.assign(route, { key: route.name })) };
      },
      write: (table, routes, call) => tables.write(table, routes, call),
    }),
  },
  "confirmation never reset": {
    confirmations: (store) => ({
      read: (mirror, signal) => store.read(mirror, signal),
      write: (mirror, fingerprint, replacing, signal) =>
        replacing?.confirmation == null
          ? store.write(mirror, fingerprint, replacing, signal)
          : Promise.resolve(true),
    }),
  },
  "wall clock in the pacer": {
    clock: (clock) => ({
      now: () => clock.now(),
      monotonic: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
    }),
  },
  "unmatched routes ignored": {
    tables: (tables) => ({
      find: (group, call) => tables.find(group, call),
      read: async (id, call) => {
        const table = await tables.read(id, call);
        return { ...table, routes: table.routes.filter(({ name }) => !name.startsWith("worker-")) };
      },
      write: (table, routes, call) => tables.write(table, routes, call),
    }),
  },
  // Texts are cut where they are made: only a host that adds the library's own to them can print one.
  "SAS printed": {
    reporter: (reporter) => ({
      round: (round) => {
        reporter.round(round);
      },
      notice: (notice) => {
        const leaky = notice.kind === "problem" && notice.code === "CONFIRMATIONS_UNAVAILABLE";
        reporter.notice(leaky ? { ...notice, message: `${notice.message}: ${SECRET_URL}` } : notice);
      },
    }),
  },
  "guard off": { permissions: { ...NO_PERMISSIONS, allowEmpty: true, allowRemovals: true } },
};

function withRoutes(text: string): string {
  try {
    const body = JSON.parse(text) as { properties?: { routes?: unknown } };
    if (body.properties === undefined) return text;
    return JSON.stringify({
      ...body,
      properties: { ...body.properties, routes: body.properties.routes ?? [] },
    });
  } catch {
    return text;
  }
}
