import { Simulator, VirtualClock } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import { textsOf, type JsonObject } from "../../demo/src/json.js";
import { DeployedRuntime } from "../support/deployed-runtime.js";
import { sourceOf } from "../support/mirrored-azure.js";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg-sync";
const ACTION_GROUP = `${GROUP}/providers/Microsoft.Insights/actionGroups/ag`;
const HOST = "func-sync.azurewebsites.net";

/** An Azure with the alerts of an example's Terraform, and the notifications of their action group. */
class Watched {
  readonly clock = new VirtualClock();
  readonly simulator = new Simulator({ clock: this.clock });
  readonly #told: string[] = [];

  constructor(alerts: readonly JsonObject[]) {
    this.simulator.hosts.map(HOST, (request) => {
      const { data } = JSON.parse(String(request.body)) as { data: { essentials: JsonObject } };
      this.#told.push(...textsOf(data.essentials["alertTargetIDs"]));
      return Promise.resolve({ status: 202, headers: {}, body: "" });
    });
    const receiver = {
      name: "alerts",
      httpTriggerUrl: `https://${HOST}/api/alerts`,
      useCommonAlertSchema: true,
    };
    this.simulator.seed(ACTION_GROUP, {
      location: "global",
      properties: { enabled: true, azureFunctionReceivers: [receiver] },
    });
    alerts.forEach((properties, i) => {
      this.simulator.seed(`${GROUP}/providers/Microsoft.Insights/activityLogAlerts/alert${i}`, {
        location: "global",
        properties: { ...properties, actions: { actionGroups: [{ actionGroupId: ACTION_GROUP }] } },
      });
    });
  }

  /** Ids of which the action group was notified since the last call, each once. */
  async told(): Promise<string[]> {
    await this.clock.runUntilIdle();
    return [...new Set(this.#told.splice(0))];
  }

  put(id: string, properties: object = {}): void {
    const group = id.replace(/\/providers\/.*$/, "");
    if (this.simulator.stored(group) === undefined) this.simulator.seed(group, { location: "westeurope" });
    const { status } = this.simulator.writeAs("aks", id, () => ({ location: "westeurope", properties }));
    expect(status).toBeLessThan(300);
  }

  delete(id: string): void {
    expect(this.simulator.deleteAs("aks", id).status).toBeLessThan(300);
  }
}

const ROUTE = {
  addressPrefix: "10.244.9.0/24",
  nextHopType: "VirtualAppliance",
  nextHopIpAddress: "10.1.0.9",
};

const EXAMPLES = ["kubenet-agic.yaml", "managed-route-table.yaml", "two-subscriptions.yaml"];

describe.each(EXAMPLES)("the alerts of %s", (file) => {
  const runtime = DeployedRuntime.of(file);
  const tables = [...new Set(runtime.mirrors.map(sourceOf))];

  test.each(tables)("hear of every change of %s and of its routes, made again or not", async (table) => {
    const azure = new Watched(runtime.activityLogAlerts);
    const id = table.toLowerCase();
    const route = `${table}/routes/aks-system-12345678-vmss000009`;
    azure.put(table, { routes: [] });
    expect(await azure.told()).toEqual([id]);
    azure.put(route, ROUTE);
    expect(await azure.told()).toEqual([route.toLowerCase()]);
    azure.delete(route);
    expect(await azure.told()).toEqual([route.toLowerCase()]);
    azure.delete(table);
    expect(await azure.told()).toEqual([id]);
    azure.put(table, { routes: [] });
    expect(await azure.told()).toEqual([id]);
    azure.put(route, ROUTE);
    expect(await azure.told()).toEqual([route.toLowerCase()]);
  });

  test("hear of nothing else in the group, and of no other group", async () => {
    const azure = new Watched(runtime.activityLogAlerts);
    for (const table of tables) {
      azure.put(table.replace(/routeTables\/.*$/, "networkSecurityGroups/nsg"), { securityRules: [] });
      azure.put(table.replace(/\/resourceGroups\/([^/]+)\//, "/resourceGroups/$1-other/"), { routes: [] });
    }
    expect(await azure.told()).toEqual([]);
  });
});

test("a criterion on the resource's id would miss the routes", async () => {
  const { mirrors, activityLogAlerts } = DeployedRuntime.of("kubenet-agic.yaml");
  const [table = ""] = mirrors.map(sourceOf);
  const condition = { allOf: [{ field: "resourceId", equals: table }] };
  const azure = new Watched(activityLogAlerts.map((alert) => ({ ...alert, condition })));
  azure.put(table, { routes: [] });
  expect(await azure.told()).toEqual([table.toLowerCase()]);
  azure.put(`${table}/routes/r`, ROUTE);
  expect(await azure.told()).toEqual([]);
});
