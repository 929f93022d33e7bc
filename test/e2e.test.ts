import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { ROOT, temporaryFolder } from "./support/files.js";
import { runNode } from "./support/process.js";
import { startNode, startSimulator, type SimulatorProcess } from "./support/simulator-process.js";

const ROUTE_SYNC = join(ROOT, "sync-runtime/bin/route-sync.mjs");
const GROUP = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-shop";
const SOURCE = `${GROUP}/providers/Microsoft.Network/routeTables/rt-aks`;
const TARGET = `${GROUP}/providers/Microsoft.Network/routeTables/rt-gateway`;
const VERSION = "?api-version=2024-05-01";

function node(n: number, hop: string) {
  return {
    name: `aks-system-12345678-vmss00000${n}`,
    properties: { addressPrefix: `10.244.${n}.0/24`, nextHopType: "VirtualAppliance", nextHopIpAddress: hop },
  };
}
const DEFAULT_ROUTE = {
  name: "default",
  properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
};
const OWN_ROUTE = {
  name: "to-headquarters",
  properties: { addressPrefix: "192.168.0.0/16", nextHopType: "VirtualNetworkGateway" },
};

function writeConfig(): string {
  const file = join(temporaryFolder(), "mirrors.json");
  const mirror = {
    name: "shop",
    source: { id: SOURCE },
    target: { id: TARGET },
    podCidrs: ["10.244.0.0/16"],
  };
  writeFileSync(file, JSON.stringify({ mirrors: [mirror] }));
  return file;
}

async function putTable({ call }: SimulatorProcess, id: string, routes: readonly object[]): Promise<void> {
  const { status } = await call("PUT", `${id}${VERSION}`, { location: "westeurope", properties: { routes } });
  expect(status).toBe(201);
}

async function routes({ call }: SimulatorProcess, id: string): Promise<string[]> {
  const { body } = await call("GET", `${id}${VERSION}`);
  const { properties } = body as {
    properties: {
      routes: { name: string; properties: { addressPrefix: string; nextHopIpAddress?: string } }[];
    };
  };
  return properties.routes
    .map(
      (route) => `${route.name} ${route.properties.addressPrefix} ${route.properties.nextHopIpAddress ?? ""}`,
    )
    .sort();
}

async function simulatorWithGroup(): Promise<SimulatorProcess> {
  const simulator = await startSimulator();
  const { status } = await simulator.call("PUT", `${GROUP}?api-version=2021-04-01`, {
    location: "westeurope",
  });
  expect(status).toBe(201);
  return simulator;
}

describe("the runtime and the simulator as two processes, over HTTPS", () => {
  test("two tables put by hand are in step after one apply", async () => {
    const simulator = await simulatorWithGroup();
    const { env } = simulator;
    await putTable(simulator, SOURCE, [DEFAULT_ROUTE, node(0, "10.1.0.4"), node(1, "10.1.0.5")]);
    await putTable(simulator, TARGET, [OWN_ROUTE, node(1, "10.1.0.99"), node(7, "10.1.0.11")]);
    const config = writeConfig();

    const planned = await runNode([ROUTE_SYNC, "plan", "--config", config, "--detailed-exitcode", "--json"], {
      env,
    });
    expect(planned.code).toBe(2);
    const applied = await runNode([ROUTE_SYNC, "apply", "--config", config, "--json"], { env });
    expect(applied.code).toBe(0);
    expect(JSON.parse(applied.stdout)).toMatchObject({
      mirrors: [{ name: "shop", outcome: "applied", foreign: ["to-headquarters"], arm: { writes: 1 } }],
    });

    expect(await routes(simulator, TARGET)).toEqual([
      "aks-system-12345678-vmss000000 10.244.0.0/24 10.1.0.4",
      "aks-system-12345678-vmss000001 10.244.1.0/24 10.1.0.5",
      "to-headquarters 192.168.0.0/16 ",
    ]);
    expect(await routes(simulator, SOURCE)).toContain("default 0.0.0.0/0 10.0.0.4");
    const again = await runNode([ROUTE_SYNC, "plan", "--config", config, "--detailed-exitcode"], { env });
    expect(again.code).toBe(0);
  });

  test("a pool that grows wakes the runtime through the alert", async () => {
    const simulator = await simulatorWithGroup();
    await putTable(simulator, SOURCE, [DEFAULT_ROUTE]);
    await putTable(simulator, TARGET, [OWN_ROUTE]);
    const serve = startNode([ROUTE_SYNC, "serve", "--config", writeConfig(), "--port", "0"], simulator.env);
    await wireAlert(simulator, await urlOf(serve.stderr));

    const cluster = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-shop`;
    await simulator.call("POST", "/_sim/aks/attach", { cluster, table: SOURCE });
    await simulator.call("POST", "/_sim/aks/scale", { cluster, pool: "system", count: 3 });

    await expect
      .poll(async () => (await routes(simulator, TARGET)).length, { timeout: 20_000, interval: 50 })
      .toBe(4);
    const nodes = (await routes(simulator, SOURCE)).filter((route) => route.startsWith("aks-"));
    expect(await routes(simulator, TARGET)).toEqual([...nodes, "to-headquarters 192.168.0.0/16 "]);
  });
});

/** The address on standard error that the host says it listens on; what follows is read and let go. */
async function urlOf(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    const [url] = /http:\/\/[\d.:]+/.exec(line) ?? [];
    if (url !== undefined) {
      stream.resume();
      return url;
    }
  }
  throw new Error("the host did not start");
}

async function wireAlert({ call }: SimulatorProcess, url: string): Promise<void> {
  const group = `${GROUP}/providers/Microsoft.Insights/actionGroups/ag`;
  const receiver = { name: "alerts", serviceUri: `${url}/api/alerts`, useCommonAlertSchema: true };
  const answers = [
    await call("PUT", `${group}?api-version=2023-01-01`, {
      location: "Global",
      properties: { enabled: true, groupShortName: "sync", webhookReceivers: [receiver] },
    }),
    await call(
      "PUT",
      `${GROUP}/providers/Microsoft.Insights/activityLogAlerts/alert?api-version=2020-10-01`,
      {
        location: "Global",
        properties: {
          enabled: true,
          scopes: [GROUP],
          condition: {
            allOf: [
              { field: "category", equals: "Administrative" },
              { field: "resourceId", equals: SOURCE },
              { field: "status", equals: "Succeeded" },
            ],
          },
          actions: { actionGroups: [{ actionGroupId: group }] },
        },
      },
    ),
  ];
  for (const { status } of answers) expect(status).toBeLessThan(300);
}
