import { describe, expect, test } from "vitest";
import { ConnectionReset, VirtualClock, FAULT_KINDS, type FaultKind } from "../src/index.js";
import { globMatches } from "../src/faults/faults.js";
import { TABLE, TestArm, route } from "./support/arm.js";

function table(...routes: object[]) {
  return { location: "westeurope", properties: { routes } };
}
const A = route("a", "10.0.0.0/24");
const B = route("b", "10.0.1.0/24");

async function seeded(): Promise<TestArm> {
  const arm = new TestArm();
  await arm.put(TABLE, table());
  await arm.put(TABLE, table(A));
  return arm;
}

async function namesOf(arm: TestArm) {
  return JSON.stringify((await arm.get(TABLE)).at("properties.routes")).match(/"name":"[ab]"/g)?.length ?? 0;
}

describe("faults", () => {
  const before: [FaultKind, number, string][] = [
    ["429-retry-after", 429, "TooManyRequests"],
    ["429-no-retry-after", 429, "TooManyRequests"],
    ["429-another-operation", 429, "RetryableError"],
    ["409-conflict", 409, "AnotherOperationInProgress"],
    ["412-precondition", 412, "PreconditionFailed"],
    ["500-before", 500, "InternalServerError"],
    ["502-before", 502, "BadGateway"],
    ["503-before", 503, "ServiceUnavailable"],
    ["403-forbidden", 403, "AuthorizationFailed"],
    ["401-expired-token", 401, "ExpiredAuthenticationToken"],
    ["404-wrong-group", 404, "ResourceGroupNotFound"],
  ];
  test.each(before)("%s answers its error and applies nothing", async (kind, status, code) => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind, times: 1 }]);
    const refused = await arm.put(TABLE, table(A, B));
    expect([refused.status, refused.at("error.code")]).toEqual([status, code]);
    expect(refused.headers["retry-after"]).toBe(kind === "429-retry-after" ? "11" : undefined);
    expect(await namesOf(arm)).toBe(1);
    expect(arm.sim.faults.counters[kind]).toBe(1);
  });

  test.each<[FaultKind, number]>([
    ["500-after", 500],
    ["502-after", 502],
    ["503-after", 503],
  ])("%s answers its error though the write was applied", async (kind, status) => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind, times: 1 }]);
    expect((await arm.put(TABLE, table(A, B))).status).toBe(status);
    expect(await namesOf(arm)).toBe(2);
  });

  test.each<[FaultKind, number]>([
    ["reset-before", 1],
    ["reset-after", 2],
  ])("%s breaks the connection", async (kind, applied) => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind, times: 1, methods: ["PUT"] }]);
    await expect(arm.put(TABLE, table(A, B))).rejects.toBeInstanceOf(ConnectionReset);
    expect(await namesOf(arm)).toBe(applied);
  });

  test.each<[FaultKind, string]>([
    ["operation-failed", "Failed"],
    ["operation-canceled", "Canceled"],
  ])("%s ends the operation and leaves the table so", async (kind, status) => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind, times: 1 }]);
    const { headers } = await arm.put(TABLE, table(A, B));
    const poll = await arm.get(headers["azure-asyncoperation"]!);
    expect([poll.status, poll.at("status")]).toEqual([200, status]);
    expect(poll.at("error.code")).toBeTypeOf("string");
    expect((await arm.get(TABLE)).at("properties.provisioningState")).toBe(status);
    await arm.put(TABLE, table(A, B));
    expect((await arm.get(TABLE)).at("properties.provisioningState")).toBe("Succeeded");
  });

  test("operation-never-ends stays InProgress", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock });
    arm.sim.faults.set([{ kind: "operation-never-ends" }]);
    const { headers } = await arm.put(TABLE, table());
    await clock.advance(86_400_000);
    expect((await arm.get(headers["azure-asyncoperation"]!)).at("status")).toBe("InProgress");
  });

  test("operation-lost answers polls with 404", async () => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind: "operation-lost" }]);
    const { headers } = await arm.put(TABLE, table(A, B));
    expect((await arm.get(headers["azure-asyncoperation"]!)).status).toBe(404);
  });

  test("stale-get shows the table of before the last write, with its etag of then", async () => {
    const arm = await seeded();
    const old = await arm.get(TABLE);
    await arm.put(TABLE, table(A, B));
    arm.sim.faults.set([{ kind: "stale-get", times: 1 }]);
    const stale = await arm.get(TABLE);
    expect(stale.text).toBe(old.text);
    expect(stale.headers["etag"]).toBe(old.headers["etag"]);
    expect(await namesOf(arm)).toBe(2);
  });

  test("html-200, empty-object, cut-off-json and no-routes spoil a read", async () => {
    const arm = await seeded();
    const spoiltBy = async (kind: FaultKind) => {
      arm.sim.faults.set([{ kind, times: 1 }]);
      return arm.sim.handle({
        method: "GET",
        url: `${TABLE}?api-version=2024-05-01`,
        headers: { authorization: "Bearer t" },
      });
    };
    expect(await spoiltBy("html-200")).toMatchObject({
      status: 200,
      headers: { "content-type": "text/html" },
    });
    expect((await spoiltBy("empty-object")).body).toBe("{}");
    const { body } = await spoiltBy("cut-off-json");
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
    expect((await spoiltBy("no-routes")).body).not.toContain('"routes"');
  });

  test("rival-write writes between a GET and the PUT", async () => {
    const arm = await seeded();
    arm.sim.faults.set([{ kind: "rival-write", times: 1 }]);
    const { headers } = await arm.get(TABLE);
    const refused = await arm.put(TABLE, table(A, B), { "If-Match": headers["etag"]! });
    expect(refused.status).toBe(412);
    expect((await arm.get(TABLE)).at("tags")).toEqual({ rival: "1" });
  });

  test("slow makes the answer wait", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock });
    arm.sim.faults.set([{ kind: "slow", ms: 60_000 }]);
    const start = clock.now();
    await clock.runUntil(arm.get(TABLE));
    expect(clock.now() - start).toBe(60_000);
  });

  test("a rule may be bound to ids, methods, callers, a number of times, and let some through first", async () => {
    const arm = await seeded();
    arm.sim.faults.set([
      { kind: "500-before", id: "*/ROUTETABLES/rt", methods: ["get"], after: 1, times: 1 },
    ]);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await arm.get(TABLE)).status);
    expect(statuses).toEqual([200, 500, 200]);
    arm.sim.faults.set([{ kind: "500-before", caller: "another" }]);
    expect((await arm.get(TABLE)).status).toBe(200);
  });

  test("the same seed gives the same faults", async () => {
    const run = async (seed: number) => {
      const arm = new TestArm({ seed });
      arm.sim.faults.set([{ kind: "503-before", probability: 0.5 }]);
      const statuses = [];
      for (let i = 0; i < 40; i++) statuses.push((await arm.get(TABLE)).status);
      return statuses.join();
    };
    expect(await run(7)).toBe(await run(7));
    expect(await run(7)).not.toBe(await run(8));
  });

  test("a rule of unknown kind or with numbers out of range is refused", () => {
    const { faults } = new TestArm().sim;
    expect(() => {
      faults.set([
        { kind: "slow", probability: 2 },
        { kind: "slow", times: -1 },
      ]);
    }).toThrow(/rule 1: probability.*rule 2: times/);
  });

  test("every kind is counted, from 0", () => {
    expect(Object.keys(new TestArm().sim.faults.counters).sort()).toEqual(Object.keys(FAULT_KINDS).sort());
  });

  test("globs match across slashes, without case", () => {
    expect(globMatches("*/routeTables/*", "/a/ROUTETABLES/b")).toBe(true);
    expect(globMatches("a*a", "a")).toBe(false);
    expect(globMatches("*".repeat(50) + "b", "a".repeat(1000))).toBe(false);
  });
});

describe("throttling", () => {
  test("a token bucket answers 429 with Retry-After when it is empty, and fills again", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, throttling: true });
    let answered = 0;
    while ((await arm.get(TABLE)).status !== 429) answered += 1;
    expect(answered).toBe(250);
    const refused = await arm.get(TABLE);
    expect([refused.at("error.code"), refused.headers["retry-after"]]).toEqual([
      "SubscriptionRequestsThrottled",
      "1",
    ]);
    await clock.advance(1_000);
    let more = 0;
    while ((await arm.get(TABLE)).status !== 429) more += 1;
    expect(more).toBe(25);
  });

  test("writes have a bucket of their own", async () => {
    const arm = new TestArm({ clock: new VirtualClock(), throttling: true });
    let written = 0;
    while ((await arm.put(TABLE, table())).status !== 429) written += 1;
    expect(written).toBe(200);
    expect((await arm.get(TABLE)).status).toBe(200);
  });
});
