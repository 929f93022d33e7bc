import { describe, expect, test } from "vitest";
import { textAt, textOf } from "../src/core/json.js";
import { VirtualClock, type SimulatorOptions } from "../src/index.js";
import { GROUP, SUB, TABLE, TestArm, route } from "./support/arm.js";

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const WEST = { location: "westeurope" };
const TABLE_BODY = { ...WEST, properties: { routes: [route("a", "10.0.0.0/24")] } };
const RULE = { properties: { priority: 100, direction: "Inbound", access: "Allow", protocol: "*" } };

/** Operations take ten seconds of virtual time. */
function slow(options: SimulatorOptions = {}): { arm: TestArm; clock: VirtualClock } {
  const clock = new VirtualClock();
  const arm = new TestArm({ clock, latencies: { operationMs: 10_000 }, ...options });
  arm.sim.seed(TABLE, TABLE_BODY);
  arm.sim.seed(net("networkSecurityGroups/n"), WEST);
  arm.sim.seed(net("firewallPolicies/p"), WEST);
  for (const [name, prefix] of [
    ["v", "10.1.0.0/16"],
    ["w", "10.2.0.0/16"],
  ])
    arm.sim.seed(net(`virtualNetworks/${String(name)}`), {
      ...WEST,
      properties: { addressSpace: { addressPrefixes: [prefix] } },
    });
  return { arm, clock };
}

async function outcome(answering: ReturnType<TestArm["call"]>): Promise<string> {
  const answer = await answering;
  return `${answer.status} ${textOf(answer.at("error.code"))}`.trim();
}

function subnet(third: number) {
  return { properties: { addressPrefix: `10.1.${third}.0/24` } };
}

describe("a second write while the first is under way", () => {
  test("to a route table, or a route in it, is refused with 429 and the seconds to wait", async () => {
    const { arm, clock } = slow();
    expect(await outcome(arm.put(TABLE, { ...TABLE_BODY, tags: { a: "b" } }))).toBe("200");
    await clock.advance(3_500);
    const second: [string, string, unknown][] = [
      ["PUT", TABLE, TABLE_BODY],
      ["PATCH", TABLE, { tags: {} }],
      ["DELETE", TABLE, undefined],
      ["PUT", `${TABLE}/routes/b`, route("b", "10.0.1.0/24")],
      ["DELETE", `${TABLE}/routes/a`, undefined],
    ];
    for (const [method, path, body] of second) {
      const refused = await arm.call(method, path, body);
      expect([method, path, refused.status, refused.at("error.code")]).toEqual([
        method,
        path,
        429,
        "RetryableError",
      ]);
      expect(refused.headers["retry-after"]).toBe("7");
      expect(refused.at("error.details")).toMatchObject([
        {
          code: "RetryableErrorDueToAnotherOperation",
          message: expect.stringMatching(
            /^Operation PutRouteTableOperation \([0-9a-f-]{36}\) is updating resource .*\/routeTables\/rt\. The call can be retried in 7 seconds\.$/,
          ) as unknown,
        },
      ]);
    }
    await clock.advance(6_500);
    expect(await outcome(arm.put(TABLE, TABLE_BODY))).toBe("200");
  });

  test("to a network, a subnet or a peering is refused with 409 and the operation's address", async () => {
    const { arm, clock } = slow();
    expect(await outcome(arm.put(net("virtualNetworks/v/subnets/a"), subnet(0)))).toBe("201");
    const refused = await arm.put(net("virtualNetworks/v/subnets/b"), subnet(1));
    expect([refused.status, refused.at("error.code"), refused.at("error.details")]).toEqual([
      409,
      "AnotherOperationInProgress",
      [],
    ]);
    const uri = /use uri: (\S+)\.$/.exec(textAt(refused.body, "error.message"))?.[1] ?? "";
    expect(uri).toMatch(
      new RegExp(
        `^https://management.azure.com/subscriptions/${SUB}/providers/Microsoft.Network/locations/westeurope/operations/[0-9a-f-]{36}\\?api-version=`,
      ),
    );
    const remoteVirtualNetwork = { id: net("virtualNetworks/w") };
    expect(
      await outcome(
        arm.put(net("virtualNetworks/v/virtualNetworkPeerings/p"), { properties: { remoteVirtualNetwork } }),
      ),
    ).toBe("409 AnotherOperationInProgress");
    expect(await outcome(arm.delete(net("virtualNetworks/v")))).toBe("409 AnotherOperationInProgress");
    await clock.advance(10_000);
    expect(await outcome(arm.put(net("virtualNetworks/v/subnets/b"), subnet(1)))).toBe("201");
  });

  test("to another resource, or one that only refers to it, is accepted", async () => {
    const { arm } = slow();
    await arm.put(TABLE, { ...TABLE_BODY, tags: { a: "b" } });
    expect(await outcome(arm.put(`${TABLE}2`, TABLE_BODY))).toBe("201");
    expect(await outcome(arm.put(net("networkSecurityGroups/n/securityRules/r"), RULE))).toBe("201");
    expect(await outcome(arm.put(net("virtualNetworks/v/subnets/a"), subnet(0)))).toBe("201");
    expect(
      await outcome(
        arm.put(net("virtualNetworks/w/subnets/a"), {
          properties: { addressPrefix: "10.2.0.0/24" },
        }),
      ),
    ).toBe("201");
  });

  test("to a child that is a resource of its own is refused while its parent is written", async () => {
    const { arm, clock } = slow();
    const groups = net("firewallPolicies/p/ruleCollectionGroups");
    const group = (priority: number) => ({ properties: { priority } });
    expect(await outcome(arm.put(`${groups}/a`, group(100)))).toBe("200");
    expect(await outcome(arm.put(`${groups}/b`, group(200)))).toBe("200");
    expect(await outcome(arm.put(`${groups}/a`, group(300)))).toBe("429 RetryableError");
    await clock.advance(10_000);
    await arm.put(net("firewallPolicies/p"), { ...WEST, tags: { a: "b" } });
    expect(await outcome(arm.put(`${groups}/a`, group(300)))).toBe("429 RetryableError");
  });

  test("is accepted where nothing takes time, where the first changed nothing, or outside Microsoft.Network", async () => {
    const quick = new TestArm();
    for (const tags of [{ a: "1" }, { a: "2" }, { a: "3" }])
      expect((await quick.put(TABLE, { ...TABLE_BODY, tags })).status).toBeLessThan(202);
    const { arm } = slow();
    await arm.put(TABLE, TABLE_BODY);
    expect(await outcome(arm.put(TABLE, TABLE_BODY))).toBe("200");
    const account = `${GROUP}/providers/Microsoft.EventGrid/systemTopics/t`;
    await arm.put(account, { ...WEST, properties: {} });
    expect((await arm.put(account, { ...WEST, tags: { a: "b" } })).status).toBeLessThan(300);
  });

  test("a stale etag is reported before the write under way; an operation that never ends refuses nothing", async () => {
    const { arm } = slow({ faults: [{ kind: "operation-never-ends", times: 1, id: `${TABLE}2` }] });
    await arm.put(TABLE, { ...TABLE_BODY, tags: { a: "b" } });
    expect(await outcome(arm.put(TABLE, TABLE_BODY, { "if-match": 'W/"0"' }))).toBe("412 PreconditionFailed");
    await arm.put(`${TABLE}2`, TABLE_BODY);
    expect(arm.sim.stored(`${TABLE}2`)).toMatchObject({ properties: { provisioningState: "Updating" } });
    expect(await outcome(arm.put(`${TABLE}2`, TABLE_BODY))).toBe("200");
  });

  test("an AKS controller waits for its own writes and for others'", async () => {
    const { arm, clock } = slow();
    const cluster = arm.sim.aks.cluster("aks", { table: TABLE });
    await arm.put(TABLE, { ...TABLE_BODY, tags: { a: "b" } });
    const scaled = (async () => {
      await cluster.scale("nodepool1", 2);
      await cluster.scale("nodepool1", 3);
    })();
    await clock.runUntil(scaled);
    expect((await arm.get(`${TABLE}/routes`)).at("value")).toHaveLength(4);
  });
});

describe("subnets that stay Updating", () => {
  test("a subnet stays Updating for a time after its operation has ended, when asked to", async () => {
    const { arm, clock } = slow({ latencies: { operationMs: 0, subnetUpdatingMs: 30_000 } });
    const id = net("virtualNetworks/v/subnets/a");
    const answer = await arm.put(id, subnet(0));
    const state = async (): Promise<unknown> => (await arm.get(id)).at("properties.provisioningState");
    expect((await arm.get(answer.headers["azure-asyncoperation"] ?? "")).at("status")).toBe("Succeeded");
    await clock.advance(29_000);
    expect(await state()).toBe("Updating");
    expect(await outcome(arm.put(net("virtualNetworks/v/subnets/b"), subnet(1)))).toBe(
      "409 AnotherOperationInProgress",
    );
    await clock.advance(1_000);
    expect(await state()).toBe("Succeeded");
    expect(await outcome(arm.put(TABLE, { ...TABLE_BODY, tags: { a: "b" } }))).toBe("200");
    expect(arm.sim.stored(TABLE)).toMatchObject({ properties: { provisioningState: "Succeeded" } });
  });
});
