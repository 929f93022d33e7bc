import { Simulator, VirtualClock, type FaultRule } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import type { HttpClient } from "../../src/adapters/azure/connect.js";
import { connect, groupByTarget, mirrorsFrom, reconcile, type MirrorReport } from "../../src/index.js";
import { silent } from "../../src/ports/reporter.js";
import { Console } from "../support/console.js";
import { credential, mirrorConfig, node, tableBody, tableId, type RouteSeed } from "../support/fleet.js";

type Response = Awaited<ReturnType<HttpClient["sendRequest"]>>;
type Between = (response: Response, method: string, url: string) => Response;

interface Round {
  readonly report: MirrorReport;
  readonly sim: Simulator;
  /** Requests that went out, as methods and kinds. */
  readonly wire: readonly string[];
}

/** One round for five missing routes, with something between the runtime and Azure. */
async function round(
  between: Between,
  faults: readonly FaultRule[] = [],
  target: readonly RouteSeed[] = [],
  keeps: (routes: readonly { name: string }[]) => readonly { name: string }[] = (routes) => routes,
): Promise<Round> {
  const clock = new VirtualClock();
  const sim = new Simulator({ clock, faults });
  sim.seed(
    tableId("aks"),
    tableBody(
      tableId("aks"),
      [1, 2, 3, 4, 5].map((n) => node(n)),
    ),
  );
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), target));
  const wire: string[] = [];
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const { pathname } = new URL(request.url);
      wire.push(
        `${request.method} ${/operations/i.test(pathname) ? "operation" : (pathname.split("/").at(-1) ?? "")}`,
      );
      if (request.method === "PUT") {
        const body = JSON.parse(typeof request.body === "string" ? request.body : "") as {
          properties: { routes: { name: string }[] };
        };
        const routes = keeps(body.properties.routes);
        request.body = JSON.stringify({ ...body, properties: { ...body.properties, routes } });
      }
      return between(await sim.httpClient.sendRequest(request), request.method, request.url);
    },
  };
  const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
  const tables = await connect({ httpClient, credential, pollMs: 100 }, clock);
  const ports = { tables, clock, random: () => 0.5, reporter: silent };
  const made = await clock.runUntil(reconcile({ group: group! }, ports));
  return { report: made.mirrors[0]!, sim, wire };
}

const untouched: Between = (response) => response;

describe("after a write", () => {
  test("what Azure did not keep is written again", async () => {
    // Azure takes five routes, keeps four, and says Succeeded.
    let dropped = 0;
    const { report, wire } = await round((response, method, url) => {
      const isTarget = method === "GET" && /routeTables\/gateway/i.test(url);
      if (!isTarget || dropped > 0 || !(response.bodyAsText ?? "").includes("vmss000005")) return response;
      dropped += 1;
      const body = JSON.parse(response.bodyAsText ?? "") as { properties: { routes: { name: string }[] } };
      const routes = body.properties.routes.filter(({ name }) => !name.endsWith("5"));
      return {
        ...response,
        bodyAsText: JSON.stringify({ ...body, properties: { ...body.properties, routes } }),
      };
    });
    expect(dropped).toBe(1);
    expect(report.outcome).toBe("applied");
    expect(wire.filter((call) => call === "GET gateway").length).toBeGreaterThanOrEqual(3);
  });

  test("what Azure never keeps is an error of its own, not success", async () => {
    const { report } = await round((response, method, url) => {
      if (method !== "GET" || !/routeTables\/gateway/i.test(url)) return response;
      const body = JSON.parse(response.bodyAsText ?? "") as { properties: { routes: { name: string }[] } };
      const routes = body.properties.routes.filter(({ name }) => !name.endsWith("5"));
      return {
        ...response,
        bodyAsText: JSON.stringify({ ...body, properties: { ...body.properties, routes } }),
      };
    });
    expect(report).toMatchObject({ outcome: "failed", error: { code: "WRITE_ALTERED", whose: "azure" } });
  });

  test.each([401, 403])(
    "%i while following the operation is written, not confirmed: read again",
    async (status) => {
      let asked = 0;
      const { report, sim } = await round((response, _, url) => {
        if (!/\/operations\//i.test(url)) return response;
        asked += 1;
        const error = { code: "AuthorizationFailed", message: "no permission to read the operation" };
        return { ...response, status, bodyAsText: JSON.stringify({ error }) };
      });
      expect(asked).toBeGreaterThan(0);
      expect(report.outcome).toBe("applied");
      expect(report.warnings.join()).toMatch(/written, not confirmed.*locations\/operations\/read/);
      expect(JSON.stringify(report)).not.toContain("could not write");
      expect(sim.counters.total.writes).toBe(1);
    },
  );

  test.each([400, 404, 409, 410, 429, 500])(
    "%i while following it is not a failed write either",
    async (status) => {
      let asked = 0;
      const { report, sim } = await round((response, _, url) => {
        if (!/\/operations\//i.test(url) || asked > 0) return response;
        asked += 1;
        return { ...response, status, bodyAsText: '{"error":{"code":"Odd","message":"odd"}}' };
      });
      expect(report).toMatchObject({ outcome: "applied", add: { length: 5 } });
      expect(sim.counters.total.writes).toBe(1);
    },
  );

  test("a foreign route that Azure did not keep is reported, though it cannot be planned again", async () => {
    const mine = { name: "to-office", prefix: "192.168.0.0/16", hop: "10.0.0.9" };
    const { report } = await round(
      (response) => response,
      [],
      [mine],
      (routes) => routes.filter(({ name }) => name !== "to-office"),
    );
    expect(report.outcome).toBe("applied");
    expect(report.warnings.join()).toContain("to-office");
  });

  test("a 403 on the write itself is no permission to write", async () => {
    const { report } = await round((response, method) =>
      method === "PUT"
        ? { ...response, status: 403, bodyAsText: '{"error":{"code":"AuthorizationFailed","message":"no"}}' }
        : response,
    );
    expect(report.error).toMatchObject({ code: "AUTHORIZATION_FAILED" });
    expect(report.error?.message).toContain("could not write");
  });
});

test("a source that was read long before the target is read again before anything is written", async () => {
  const clock = new VirtualClock();
  const sim = new Simulator({
    clock,
    faults: [{ kind: "slow", ms: 25_000, times: 1, id: "*routeTables/gateway" }],
  });
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1), node(2)]));
  sim.seed(tableId("gateway"), tableBody(tableId("gateway"), []));
  const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
  const tables = await connect({ httpClient: sim.httpClient, credential, pollMs: 100 }, clock);
  const ports = { tables, clock, random: () => 0.5, reporter: silent };
  const made = reconcile({ group: group! }, ports);
  await clock.advance(10_000);
  // A node leaves while the target keeps us waiting.
  sim.seed(tableId("aks"), tableBody(tableId("aks"), [node(1)]));
  const { mirrors } = await clock.runUntil(made);
  expect(mirrors[0]).toMatchObject({ outcome: "applied", add: [{ name: node(1).name }] });
  expect(JSON.stringify(sim.stored(tableId("gateway")))).not.toContain(node(2).name);
});

describe("requests on the wire", () => {
  const reads = ["GET aks", "GET gateway"];

  test("a round in step reads each table once, and that is all", async () => {
    const { sim } = await round(untouched);
    const clock = new VirtualClock();
    const wire: string[] = [];
    const httpClient: HttpClient = {
      sendRequest: (request) => {
        wire.push(`${request.method} ${new URL(request.url).pathname.split("/").at(-1) ?? ""}`);
        return sim.httpClient.sendRequest(request);
      },
    };
    const [group] = groupByTarget(mirrorsFrom({ mirrors: [mirrorConfig()] }));
    const tables = await connect({ httpClient, credential, pollMs: 100 }, clock);
    const ports = { tables, clock, random: () => 0.5, reporter: silent };
    // The written simulator has its own clock, which does not move.
    expect((await reconcile({ group: group! }, ports)).mirrors[0]?.outcome).toBe("in-step");
    expect(wire.toSorted()).toEqual(reads);
  });

  test.each<FaultRule["kind"]>(["500-before", "502-before", "503-before", "429-retry-after", "reset-before"])(
    "one %s costs one request more: the SDK repeats nothing by itself",
    async (kind) => {
      const { wire, report } = await round(untouched, [{ kind, times: 1, id: "*routeTables/aks" }]);
      expect(report.outcome).toBe("applied");
      expect(wire.filter((call) => call === "GET aks")).toHaveLength(2);
      expect(report.arm.retries).toBe(1);
    },
  );

  test.each<FaultRule["kind"]>(["500-after", "503-after", "412-precondition", "reset-after"])(
    "a write that ends in %s is sent once, then read again",
    async (kind) => {
      const { wire, report } = await round(untouched, [{ kind, times: 1, methods: ["PUT"] }]);
      expect(report.outcome).toBe("applied");
      const puts = wire.filter((call) => call === "PUT gateway").length;
      expect(puts).toBe(kind === "412-precondition" ? 2 : 1);
    },
  );
});

describe("the pace of requests", () => {
  /** How long `targets` writes of different targets take, in seconds of the virtual clock. */
  const secondsFor = async (targets: number): Promise<number> => {
    const console = new Console().seed([node(1)], []);
    const mirrors = Array.from({ length: targets }, (_, n) => {
      const id = tableId(`gateway-${n}`);
      console.sim.seed(id, {
        ...tableBody(id, []),
        properties: { provisioningState: "Succeeded", routes: [] },
      });
      return mirrorConfig({ name: `m${n}`, target: { id } });
    });
    const started = console.clock.now();
    const { exitCode } = await console.json("apply", [], ...mirrors);
    expect(exitCode).toBe(0);
    return (console.clock.now() - started) / 1000;
  };

  test("a burst of 160 writes is free, and beyond that there are eight a second", async () => {
    const within = await secondsFor(150);
    const beyond = await secondsFor(320);
    // 160 writes more than the bucket holds, at eight a second.
    expect(beyond - within).toBeGreaterThan(15);
    expect(beyond - within).toBeLessThan(60);
  });
});
