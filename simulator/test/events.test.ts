import { beforeEach, describe, expect, test } from "vitest";
import { VirtualClock, type SimRequest } from "../src/index.js";
import { asObject, at, parseJson, textAt, type JsonObject } from "../src/core/json.js";
import { GROUP, SUB, TABLE, TestArm, route } from "./support/arm.js";

const ACTION_GROUP = `${GROUP}/providers/Microsoft.Insights/actionGroups/ag`;
const ALERT = `${GROUP}/providers/Microsoft.Insights/activityLogAlerts/alert`;
const HOOK = "https://func-x.azurewebsites.net/api/alerts?code=key";
function condition(...allOf: object[]) {
  return {
    allOf: [{ field: "category", equals: "Administrative" }, ...allOf],
  };
}

class Wired {
  readonly clock = new VirtualClock();
  readonly arm: TestArm;
  readonly calls: { url: string; body: JsonObject; at: number }[] = [];
  /** Statuses to answer with, one a call; 200 when none is left. */
  answers: (number | "hang" | "break")[] = [];

  constructor(events = {}) {
    this.arm = new TestArm({ clock: this.clock, events });
    this.arm.sim.hosts.map("func-x.azurewebsites.net", (request) => this.#answer(request));
  }

  async wire(common: boolean, when: object, properties: object = {}): Promise<void> {
    const receivers = [
      {
        name: "f",
        functionAppResourceId: `${GROUP}/providers/Microsoft.Web/sites/func-x`,
        functionName: "alerts",
        httpTriggerUrl: HOOK,
        useCommonAlertSchema: common,
      },
    ];
    await this.arm.put(ACTION_GROUP, {
      location: "global",
      properties: { groupShortName: "ag", enabled: true, azureFunctionReceivers: receivers },
    });
    await this.arm.put(ALERT, {
      location: "global",
      properties: {
        enabled: true,
        scopes: [GROUP],
        condition: when,
        actions: {
          actionGroups: [{ actionGroupId: ACTION_GROUP, webhookProperties: { from: "terraform" } }],
        },
        ...properties,
      },
    });
    await this.clock.runUntilIdle();
    this.calls.length = 0;
  }

  async writeTable(): Promise<void> {
    await this.arm.put(TABLE, {
      location: "westeurope",
      properties: { routes: [route(`r${this.clock.now()}`, "10.0.0.0/24")] },
    });
  }

  async #answer(request: SimRequest) {
    this.calls.push({
      url: request.url,
      body: asObject(parseJson(String(request.body))),
      at: this.clock.now(),
    });
    const status = this.answers.shift() ?? 200;
    if (status === "break") throw new Error("refused");
    if (status === "hang") return new Promise<never>(() => undefined);
    return Promise.resolve({ status, headers: {}, body: "" });
  }
}

const succeeded = condition(
  { field: "status", equals: "Succeeded" },
  { field: "resourceId", equals: TABLE.toLowerCase() },
);

describe("the activity log", () => {
  test("a write yields Started and Accepted, and Succeeded when it is done", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, latencies: { operationMs: 2_000 } });
    await arm.put(TABLE, { location: "westeurope" });
    expect(
      arm.sim.events.log.map(({ status, at: when, operationName }) => [
        status,
        when - clock.now(),
        operationName,
      ]),
    ).toEqual([
      ["Started", 0, "Microsoft.Network/routeTables/write"],
      ["Accepted", 0, "Microsoft.Network/routeTables/write"],
      ["Succeeded", 2_000, "Microsoft.Network/routeTables/write"],
    ]);
  });

  test("a failed operation yields Failed, a deletion its own operation", async () => {
    const arm = new TestArm();
    arm.sim.faults.set([{ kind: "operation-failed", times: 1 }]);
    await arm.put(TABLE, { location: "westeurope" });
    await arm.delete(TABLE);
    const ends = arm.sim.events.log.filter(({ status }) => status === "Failed" || status === "Succeeded");
    expect(ends.map(({ status, operationName, level }) => [status, operationName, level])).toEqual([
      ["Failed", "Microsoft.Network/routeTables/write", "Error"],
      ["Succeeded", "Microsoft.Network/routeTables/delete", "Informational"],
    ]);
  });
});

describe("activity-log alerts", () => {
  let wired: Wired;
  beforeEach(() => {
    wired = new Wired();
  });

  test("a scope is a prefix of ids, and a criterion on the id or the type compares all of it", async () => {
    const child = `${TABLE}/routes/r1`;
    const heard = async (when: object, scopes: readonly string[]): Promise<string[]> => {
      const own = new Wired();
      await own.wire(true, when, { scopes });
      await own.writeTable();
      await own.arm.put(child, route("r1", "10.0.9.0/24"));
      await own.arm.delete(child);
      await own.arm.delete(TABLE);
      await own.writeTable();
      await own.clock.runUntilIdle();
      return own.calls.map(({ body }) =>
        textAt(body, "data.alertContext.operationName").replace("Microsoft.Network/routeTables", "T"),
      );
    };
    const done = { field: "status", equals: "Succeeded" };
    const types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"];
    const all = ["T/write", "T/routes/write", "T/routes/delete", "T/delete", "T/write"];
    const tableOnly = all.filter((operation) => !operation.includes("routes"));
    expect(await heard(condition(done, { field: "resourceId", equals: TABLE }), [GROUP])).toEqual(tableOnly);
    expect(await heard(condition(done, { field: "resourceType", equals: types[0] }), [GROUP])).toEqual(
      tableOnly,
    );
    expect(await heard(condition(done), [TABLE])).toEqual(all);
    expect(await heard(condition(done, { field: "resourceType", containsAny: types }), [GROUP])).toEqual(all);
    expect(await heard(condition(done), [`${TABLE}-other`, TABLE.slice(0, -1)])).toEqual([]);
  });

  test("a matching alert calls its action group once, with the common schema", async () => {
    await wired.wire(true, succeeded);
    await wired.writeTable();
    await wired.clock.runUntilIdle();
    expect(wired.calls).toHaveLength(1);
    const { url, body } = wired.calls[0]!;
    expect(url).toBe(HOOK);
    expect(body).toMatchObject({
      schemaId: "azureMonitorCommonAlertSchema",
      data: {
        essentials: {
          alertTargetIDs: [TABLE.toLowerCase()],
          monitoringService: "Activity Log - Administrative",
          alertRule: "alert",
        },
        alertContext: {
          status: "Succeeded",
          operationName: "Microsoft.Network/routeTables/write",
          authorization: { scope: TABLE },
        },
        customProperties: { from: "terraform" },
      },
    });
    expect(at(body, "data.alertContext.resourceId")).toBeUndefined();
    expect(at(body, "data.alertContext.claims")).toBeTypeOf("string");
  });

  test("the legacy schema carries the resource id and the webhook properties", async () => {
    await wired.wire(false, succeeded);
    await wired.writeTable();
    await wired.clock.runUntilIdle();
    expect(wired.calls[0]?.body).toMatchObject({
      schemaId: "Microsoft.Insights/activityLogs",
      data: {
        status: "Activated",
        context: { activityLog: { resourceId: TABLE, status: "Succeeded" } },
        properties: { from: "terraform" },
      },
    });
  });

  test("without a status filter one write fires three times", async () => {
    await wired.wire(true, condition({ field: "resourceType", equals: "microsoft.network/ROUTETABLES" }));
    await wired.writeTable();
    await wired.clock.runUntilIdle();
    expect(wired.calls.map(({ body }) => textAt(body, "data.alertContext.status"))).toEqual([
      "Started",
      "Accepted",
      "Succeeded",
    ]);
  });

  test("anyOf and containsAny, other resources, other scopes and disabled rules", async () => {
    const count = async (when: object, properties: object = {}) => {
      await wired.wire(true, when, properties);
      await wired.writeTable();
      await wired.clock.runUntilIdle();
      return wired.calls.length;
    };
    const anyOf = {
      anyOf: [
        { field: "status", equals: "Failed" },
        { field: "status", containsAny: ["Succeeded"] },
      ],
    };
    expect(await count(condition(anyOf, { field: "resourceId", equals: TABLE }))).toBe(1);
    expect(await count(condition({ field: "resourceId", equals: `${TABLE}x` }))).toBe(0);
    expect(
      await count(condition({ field: "operationName", equals: "Microsoft.Network/routeTables/delete" })),
    ).toBe(0);
    expect(await count(succeeded, { enabled: false })).toBe(0);
    expect(await count(succeeded, { scopes: [`/subscriptions/${SUB}/resourceGroups/other`] })).toBe(0);
  });

  test("an alert comes after its delay", async () => {
    wired = new Wired({ alertDelayMs: 180_000 });
    await wired.wire(true, succeeded);
    await wired.writeTable();
    await wired.clock.advance(179_999);
    expect(wired.calls).toHaveLength(0);
    await wired.clock.advance(1);
    expect(wired.calls).toHaveLength(1);
  });

  test("the portal's test sends an unrelated virtual machine", async () => {
    await wired.wire(true, succeeded);
    await wired.arm.sim.events.sendPortalTest(ACTION_GROUP);
    expect(textAt(wired.calls[0]?.body, "data.essentials.alertTargetIDs")).toContain("test-vm");
  });
});

describe("retries of action groups", () => {
  test.each([408, 429, 503, 504, "break" as const])(
    "%s is tried again after 5, 20, 5, 40 and 5 s, then the endpoint is left alone for 15 minutes",
    async (answer) => {
      const wired = new Wired();
      await wired.wire(true, succeeded);
      wired.answers = Array.from({ length: 6 }, () => answer);
      await wired.writeTable();
      await wired.clock.runUntilIdle();
      const times = wired.calls.map((call) => call.at);
      expect(times.slice(1).map((time, i) => (time - times[i]!) / 1_000)).toEqual([5, 20, 5, 40, 5]);
      await wired.writeTable();
      await wired.clock.advance(14 * 60_000);
      expect(wired.calls).toHaveLength(6);
      expect(wired.arm.sim.events.alertDeliveries.at(-1)).toMatchObject({ status: -1 });
      await wired.clock.advance(60_000);
      await wired.writeTable();
      await wired.clock.advance(1_000);
      expect(wired.calls).toHaveLength(7);
    },
  );

  test.each([400, 401, 500, 502])("%s is not tried again", async (answer) => {
    const wired = new Wired();
    await wired.wire(true, succeeded);
    wired.answers = [answer];
    await wired.writeTable();
    await wired.clock.runUntilIdle();
    expect(wired.calls).toHaveLength(1);
  });

  test("no answer within 10 s is tried again", async () => {
    const wired = new Wired();
    await wired.wire(true, succeeded);
    wired.answers = ["hang"];
    await wired.writeTable();
    await wired.clock.runUntilIdle();
    expect(wired.calls.map((call) => call.at - wired.calls[0]!.at)).toEqual([0, 15_000]);
  });
});
