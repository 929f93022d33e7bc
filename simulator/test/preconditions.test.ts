import { describe, expect, test } from "vitest";
import { textOf } from "../src/core/json.js";
import { GROUP, TABLE, TestArm, route } from "./support/arm.js";

function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
const WEST = { location: "westeurope" };

interface Subject {
  readonly what: string;
  readonly id: string;
  readonly missing: string;
  readonly body: object;
  readonly patch: object;
}

/** A resource, a child in its parent's body, and a child that is a resource of its own. */
const SUBJECTS: readonly Subject[] = [
  {
    what: "a route table",
    id: TABLE,
    missing: `${TABLE}2`,
    body: { ...WEST, properties: { routes: [] } },
    patch: { tags: { a: "b" } },
  },
  {
    what: "a route",
    id: `${TABLE}/routes/a`,
    missing: `${TABLE}/routes/b`,
    body: route("a", "10.0.9.0/24"),
    patch: { properties: { nextHopIpAddress: "10.1.0.9" } },
  },
  {
    what: "a subnet",
    id: net("virtualNetworks/v/subnets/a"),
    missing: net("virtualNetworks/v/subnets/b"),
    body: { properties: { addressPrefix: "10.1.9.0/24" } },
    patch: { properties: { privateEndpointNetworkPolicies: "Enabled" } },
  },
  {
    what: "a rule collection group",
    id: net("firewallPolicies/p/ruleCollectionGroups/a"),
    missing: net("firewallPolicies/p/ruleCollectionGroups/b"),
    body: { properties: { priority: 900 } },
    patch: { properties: { priority: 901 } },
  },
];

function stored(): TestArm {
  const arm = new TestArm();
  arm.sim.seed(TABLE, { ...WEST, properties: { routes: [route("a", "10.0.0.0/24")] } });
  arm.sim.seed(net("virtualNetworks/v"), {
    ...WEST,
    properties: {
      addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
      subnets: [{ name: "a", properties: { addressPrefix: "10.1.0.0/24" } }],
    },
  });
  arm.sim.seed(net("firewallPolicies/p"), WEST);
  arm.sim.seed(net("firewallPolicies/p/ruleCollectionGroups/a"), { properties: { priority: 100 } });
  return arm;
}

const STALE = 'W/"11111111-1111-1111-1111-111111111111"';
const DOUBLED = 'W/W/"11111111-1111-1111-1111-111111111111"';

describe.each(SUBJECTS)("preconditions on $what", ({ id, missing, body, patch }) => {
  const send = async (
    method: string,
    path: string,
    headers: (etag: string) => Record<string, string>,
  ): Promise<{ status: number; code: string; kept: boolean }> => {
    const arm = stored();
    const etag = textOf((await arm.get(id)).at("etag"));
    const before = JSON.stringify(arm.sim.snapshot());
    const sent = method === "PUT" ? body : method === "PATCH" ? patch : undefined;
    const answer = await arm.call(method, path, sent, headers(etag));
    const kept = before === JSON.stringify(arm.sim.snapshot());
    return { status: answer.status, code: textOf(answer.at("error.code")), kept };
  };
  const bare = (etag: string): string => /"([^"]+)"/.exec(etag)?.[1] ?? "";
  const passes: readonly [string, (etag: string) => Record<string, string>][] = [
    ["no precondition", () => ({})],
    ["an empty If-Match", () => ({ "if-match": "" })],
    ["the current etag", (etag) => ({ "if-match": etag })],
    ["the current etag without W/", (etag) => ({ "if-match": `"${bare(etag)}"` })],
    ["the current etag without quotes", (etag) => ({ "if-match": bare(etag) })],
    ["If-Match: *", () => ({ "if-match": "*" })],
    ["If-None-Match of another etag", () => ({ "if-none-match": STALE })],
  ];
  const refused: readonly [string, (etag: string) => Record<string, string>][] = [
    ["a stale etag", () => ({ "if-match": STALE })],
    ["a doubled W/", () => ({ "if-match": DOUBLED })],
    ["the zero etag", () => ({ "if-match": 'W/"00000000-0000-0000-0000-000000000000"' })],
    ["If-None-Match: *", () => ({ "if-none-match": "*" })],
    ["If-None-Match of the current etag", (etag) => ({ "if-none-match": etag })],
    ["both", (etag) => ({ "if-match": etag, "if-none-match": "*" })],
  ];

  test.each(["PUT", "PATCH", "DELETE"])("%s of what exists", async (method) => {
    for (const [form, headers] of passes) {
      const { status, kept } = await send(method, id, headers);
      expect([form, status < 300, kept]).toEqual([form, true, false]);
    }
    for (const [form, headers] of refused)
      expect([form, await send(method, id, headers)]).toEqual([
        form,
        { status: 412, code: "PreconditionFailed", kept: true },
      ]);
  });

  test("PUT of what is missing", async () => {
    for (const ifMatch of ["*", STALE, 'W/"00000000-0000-0000-0000-000000000000"'])
      expect(await send("PUT", missing, () => ({ "if-match": ifMatch }))).toEqual({
        status: 412,
        code: "PreconditionFailed",
        kept: true,
      });
    for (const headers of [{}, { "if-match": "" }, { "if-none-match": "*" }, { "if-none-match": STALE }])
      expect((await send("PUT", missing, () => headers)).status).toBeLessThan(202);
  });

  test("PATCH and DELETE of what is missing say so, whatever the precondition", async () => {
    for (const headers of [{}, { "if-match": "*" }, { "if-match": STALE }, { "if-none-match": "*" }]) {
      expect((await send("PATCH", missing, () => headers)).status).toBe(404);
      expect(await send("DELETE", missing, () => headers)).toEqual({ status: 204, code: "", kept: true });
    }
  });
});
