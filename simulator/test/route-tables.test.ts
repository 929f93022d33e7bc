import { describe, expect, test } from "vitest";
import { VirtualClock } from "../src/index.js";
import { API, GROUP, SUB, TABLE, TestArm, route } from "./support/arm.js";

const WESTEUROPE = { location: "westeurope" };
function withRoutes(...routes: object[]) {
  return { ...WESTEUROPE, properties: { routes } };
}

describe("writes of a route table", () => {
  test("a new table answers 201, an existing one 200, both Updating", async () => {
    const arm = new TestArm();
    const made = await arm.put(TABLE, WESTEUROPE);
    expect([made.status, made.at("properties.provisioningState")]).toEqual([201, "Updating"]);
    const again = await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    expect([again.status, again.at("properties.provisioningState")]).toEqual([200, "Updating"]);
  });

  test("a write carries Azure-AsyncOperation and no ETag, Location or Retry-After", async () => {
    const { headers } = await new TestArm().put(TABLE, WESTEUROPE);
    expect(headers["azure-asyncnotification"]).toBe("Enabled");
    expect(headers["azure-asyncoperation"]).toMatch(
      new RegExp(
        `/subscriptions/${SUB}/providers/Microsoft.Network/locations/westeurope/operations/[0-9a-f-]{36}\\?api-version=${API}&t=.+&c=.+&s=.+&h=.+`,
      ),
    );
    for (const absent of ["etag", "location", "retry-after"]) expect(headers).not.toHaveProperty(absent);
  });

  test("the operation is InProgress until its time has come, then Succeeded", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, latencies: { operationMs: 1_500 } });
    const { headers } = await arm.put(TABLE, WESTEUROPE);
    const poll = headers["azure-asyncoperation"]!;
    expect((await arm.get(poll)).body).toEqual({ status: "InProgress" });
    expect((await arm.get(TABLE)).at("properties.provisioningState")).toBe("Updating");
    await clock.advance(1_500);
    expect((await arm.get(poll)).body).toEqual({ status: "Succeeded" });
    expect((await arm.get(TABLE)).at("properties.provisioningState")).toBe("Succeeded");
  });

  test("a poll whose signed query does not come back whole is refused", async () => {
    const arm = new TestArm();
    const { headers } = await arm.put(TABLE, WESTEUROPE);
    const poll = new URL(headers["azure-asyncoperation"]!);
    poll.searchParams.delete("s");
    expect((await arm.get(poll.href)).status).toBe(400);
  });

  test("the etag changes when a write is accepted and again when it is done", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, latencies: { operationMs: 1_000 } });
    await arm.put(TABLE, WESTEUROPE);
    await clock.advance(1_000);
    const before = (await arm.get(TABLE)).headers["etag"];
    const accepted = (await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")))).at("etag");
    await clock.advance(1_000);
    const done = (await arm.get(TABLE)).headers["etag"];
    expect(new Set([before, accepted, done]).size).toBe(3);
  });

  test("a PUT that changes nothing answers Succeeded with the headers of a write", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, WESTEUROPE);
    await arm.get(TABLE);
    const again = await arm.put(TABLE, WESTEUROPE);
    expect([again.status, again.at("properties.provisioningState")]).toEqual([200, "Succeeded"]);
    expect(again.headers).toHaveProperty("azure-asyncoperation");
  });

  test("a PUT of the table replaces all routes", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24"), route("b", "10.0.1.0/24")));
    await arm.put(TABLE, withRoutes(route("c", "10.0.2.0/24")));
    expect((await arm.get(`${TABLE}/routes`)).at("value")).toMatchObject([{ name: "c" }]);
    await arm.put(TABLE, WESTEUROPE);
    expect((await arm.get(TABLE)).at("properties.routes")).toEqual([]);
  });

  test("unknown fields and tags come back as they were sent", async () => {
    const arm = new TestArm();
    const body = {
      ...WESTEUROPE,
      tags: { team: "net" },
      properties: { futureField: { a: [1] }, routes: [] },
    };
    await arm.put(TABLE, body);
    expect((await arm.get(TABLE)).body).toMatchObject(body);
  });

  test("PATCH changes the tags alone", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    const patched = await arm.call("PATCH", TABLE, { tags: { team: "net" } });
    expect(patched.status).toBe(200);
    expect((await arm.get(TABLE)).body).toMatchObject({
      tags: { team: "net" },
      properties: { routes: [{ name: "a" }] },
    });
  });
});

describe("reads", () => {
  test("a GET of one table or route has an ETag header equal to the body's; a list has none", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    for (const path of [TABLE, `${TABLE}/routes/a`]) {
      const got = await arm.get(path);
      expect(got.headers["etag"]).toBe(got.at("etag"));
      expect(got.headers["etag"]).toMatch(/^W\/"[0-9a-f-]{36}"$/);
    }
    for (const path of [`${TABLE}/routes`, TABLE.replace(/\/rt$/, "")])
      expect((await arm.get(path)).headers).not.toHaveProperty("etag");
  });

  test("all routes share the etag of their table", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    await arm.put(`${TABLE}/routes/b`, route("b", "10.0.1.0/24"));
    const { body, headers } = await arm.get(TABLE);
    expect(body).toMatchObject({
      properties: { routes: [{ etag: headers["etag"] }, { etag: headers["etag"] }] },
    });
  });

  test("tables are listed by group and by subscription, routes by table", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    const byGroup = await arm.get(`${GROUP}/providers/Microsoft.Network/routeTables`);
    const bySubscription = await arm.get(`/subscriptions/${SUB}/providers/Microsoft.Network/routeTables`);
    expect(byGroup.at("value")).toMatchObject([{ name: "rt" }]);
    expect(bySubscription.body).toEqual(byGroup.body);
  });

  test("ids are compared without case and keep the case they were made with", async () => {
    const arm = new TestArm();
    await arm.put(TABLE.toLowerCase().replace("/rt", "/MyTable"), WESTEUROPE);
    const got = await arm.get(
      TABLE.replace("/rt", "/MYTABLE").toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"),
    );
    expect(got.body).toMatchObject({
      name: "MyTable",
      id: TABLE.replace("/rt", "/MyTable"),
      type: "Microsoft.Network/routeTables",
    });
  });

  test("the associations of a table are shown and cannot be written", async () => {
    const arm = new TestArm();
    const vnet = `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`;
    await arm.put(TABLE, { ...WESTEUROPE, properties: { subnets: [{ id: "/made/up" }] } });
    expect((await arm.get(TABLE)).at("properties.subnets")).toBeUndefined();
    await arm.put(vnet, {
      ...WESTEUROPE,
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    });
    await arm.put(`${vnet}/subnets/nodes`, {
      properties: { addressPrefix: "10.0.0.0/24", routeTable: { id: TABLE } },
    });
    expect((await arm.get(TABLE)).at("properties.subnets")).toEqual([{ id: `${vnet}/subnets/nodes` }]);
    await arm.put(TABLE, { ...WESTEUROPE, properties: { subnets: [] } });
    expect((await arm.get(TABLE)).at("properties.subnets")).toEqual([{ id: `${vnet}/subnets/nodes` }]);
  });
});

describe("If-Match", () => {
  test("the current etag passes, any other answers 412 with both codes", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, WESTEUROPE);
    const { headers } = await arm.get(TABLE);
    const refused = await arm.put(TABLE, WESTEUROPE, { "If-Match": "invalid" });
    expect(refused.status).toBe(412);
    expect(refused.body).toEqual({
      error: {
        code: "PreconditionFailed",
        message: "Precondition failed.",
        details: [
          {
            code: "PreconditionFailedEtagMismatch",
            message: `Etag provided in if-match header W/"invalid" does not match etag ${headers["etag"]} of resource ${TABLE} in NRP data store.`,
          },
        ],
      },
    });
    expect((await arm.put(TABLE, WESTEUROPE, { "If-Match": headers["etag"]! })).status).toBe(200);
  });

  test("it holds for routes and for deletes too", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    const stale = { "If-Match": (await arm.get(TABLE)).headers["etag"]! };
    await arm.put(`${TABLE}/routes/b`, route("b", "10.0.1.0/24"));
    expect((await arm.put(`${TABLE}/routes/a`, route("a", "10.0.2.0/24"), stale)).status).toBe(412);
    expect((await arm.call("DELETE", `${TABLE}/routes/a`, undefined, stale)).status).toBe(412);
    expect((await arm.call("DELETE", TABLE, undefined, stale)).status).toBe(412);
  });

  test("a quoted etag without W/ and * pass; a doubled W/ does not", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, WESTEUROPE);
    const { headers } = await arm.get(TABLE);
    const strong = headers["etag"]!.slice(2);
    expect((await arm.put(TABLE, WESTEUROPE, { "If-Match": strong })).status).toBe(200);
    expect((await arm.put(TABLE, WESTEUROPE, { "If-Match": "*" })).status).toBe(200);
    const doubled = await arm.put(TABLE, WESTEUROPE, { "If-Match": `W/"${headers["etag"]!}"` });
    expect(doubled.status).toBe(412);
  });

  test("a table that is not there matches no etag", async () => {
    expect((await new TestArm().put(TABLE, WESTEUROPE, { "If-Match": 'W/"x"' })).status).toBe(412);
  });
});

describe("refusals", () => {
  const cases: [string, object, string][] = [
    [
      "two routes with one prefix",
      withRoutes(route("a", "10.0.0.0/24"), route("b", "10.0.0.0/24")),
      "RouteConflict",
    ],
    [
      "two routes with one name",
      withRoutes(route("a", "10.0.0.0/24"), route("A", "10.0.1.0/24")),
      "DuplicateResourceName",
    ],
    ["a prefix that is none", withRoutes(route("a", "10.0.0.0.0/24")), "InvalidAddressPrefixFormat"],
    ["host bits in a prefix", withRoutes(route("a", "10.0.0.1/24")), "InvalidCIDRNotation"],
    ["an appliance without address", withRoutes(route("a", "10.0.0.0/24", "")), "MissingNextHopIpAddress"],
    ["a route without name", withRoutes({ properties: {} }), "InvalidRequestFormat"],
    ["routes that are no list", { ...WESTEUROPE, properties: { routes: "x" } }, "InvalidRequestFormat"],
    ["a table without location", { properties: {} }, "LocationRequired"],
  ];
  test.each(cases)("%s", async (_, body, code) => {
    const refused = await new TestArm().put(TABLE, body);
    expect([refused.status, refused.at("error.code")]).toEqual([400, code]);
  });

  test("RouteConflict names both routes", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("default0", "0.0.0.0/0")));
    const refused = await arm.put(`${TABLE}/routes/default1`, route("default1", "0.0.0.0/0"));
    expect(refused.at("error.message")).toBe(
      "Route: default1 conflicts with Route: default0. Routes cannot have the same AddressPrefix.",
    );
  });

  test("prefixes of different length may overlap", async () => {
    const made = await new TestArm().put(
      TABLE,
      withRoutes(route("a", "10.0.0.0/24"), route("b", "10.0.0.0/16")),
    );
    expect(made.status).toBe(201);
  });

  test("more routes than the limit", async () => {
    const many = Array.from({ length: 6 }, (_, i) => route(`r${i}`, `10.0.${i}.0/24`));
    expect((await new TestArm({ routesPerTable: 5 }).put(TABLE, withRoutes(...many))).status).toBe(400);
    expect((await new TestArm({ routesPerTable: 6 }).put(TABLE, withRoutes(...many))).status).toBe(201);
  });

  test("a table cannot move to another location", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, WESTEUROPE);
    const refused = await arm.put(TABLE, { location: "eastus" });
    expect([refused.status, refused.at("error.code")]).toEqual([409, "InvalidResourceLocation"]);
    expect((await arm.put(TABLE, { location: "West Europe" })).status).toBe(200);
  });

  test("a refused write leaves the table and its etag as they were", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24")));
    const before = await arm.get(TABLE);
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24"), route("b", "10.0.0.0/24")));
    expect((await arm.get(TABLE)).text).toBe(before.text);
  });
});

describe("deletes", () => {
  test("DELETE answers 202 with Azure-AsyncOperation and Location, which ends in 204", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, WESTEUROPE);
    const gone = await arm.delete(TABLE);
    expect([gone.status, gone.text, gone.headers["content-length"]]).toEqual([202, "", "0"]);
    expect((await arm.get(gone.headers["azure-asyncoperation"]!)).body).toEqual({ status: "Succeeded" });
    expect((await arm.get(gone.headers["location"]!)).status).toBe(204);
    expect((await arm.get(TABLE)).status).toBe(404);
    expect((await arm.delete(TABLE)).status).toBe(204);
  });

  test("a table whose deletion goes on is shown Deleting", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock, latencies: { operationMs: 1_000 } });
    await arm.put(TABLE, WESTEUROPE);
    await clock.advance(1_000);
    const gone = await arm.delete(TABLE);
    expect((await arm.get(TABLE)).at("properties.provisioningState")).toBe("Deleting");
    expect((await arm.get(gone.headers["location"]!)).status).toBe(202);
    await clock.advance(1_000);
    expect((await arm.get(TABLE)).status).toBe(404);
  });

  test("a table in use cannot be deleted", async () => {
    const arm = new TestArm();
    const vnet = `${GROUP}/providers/Microsoft.Network/virtualNetworks/v`;
    await arm.put(TABLE, WESTEUROPE);
    const subnets = [
      {
        name: "nodes",
        properties: { addressPrefix: "10.0.0.0/24", routeTable: { id: TABLE.toUpperCase() } },
      },
    ];
    await arm.put(vnet, {
      ...WESTEUROPE,
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets },
    });
    const refused = await arm.delete(TABLE);
    expect(refused.status).toBe(400);
    expect(refused.at("error")).toEqual({
      code: "InUseRouteTableCannotBeDeleted",
      message: "Route table rt is in use and cannot be deleted.",
      details: [],
    });
    await arm.delete(`${vnet}/subnets/nodes`);
    expect((await arm.delete(TABLE)).status).toBe(202);
  });

  test("a route can be deleted alone", async () => {
    const arm = new TestArm();
    await arm.put(TABLE, withRoutes(route("a", "10.0.0.0/24"), route("b", "10.0.1.0/24")));
    expect((await arm.delete(`${TABLE}/routes/A`)).status).toBe(202);
    expect((await arm.get(TABLE)).at("properties.routes")).toMatchObject([{ name: "b" }]);
  });
});

describe("errors of the front door", () => {
  test("the two 404 bodies", async () => {
    const arm = new TestArm();
    const noTable = await arm.get(TABLE);
    expect([noTable.status, noTable.headers["x-ms-failure-cause"]]).toEqual([404, "gateway"]);
    expect(noTable.body).toEqual({
      error: {
        code: "ResourceNotFound",
        message:
          "The Resource 'Microsoft.Network/routeTables/rt' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      },
    });
    for (const path of [TABLE, TABLE.replace(/\/rt$/, "")]) {
      const noGroup = await arm.get(path.replace("/rg/", "/nowhere/"));
      expect(noGroup.body).toEqual({
        error: { code: "ResourceGroupNotFound", message: "Resource group 'nowhere' could not be found." },
      });
    }
  });

  test("a request without a bearer token answers 401", async () => {
    const refused = await new TestArm().call("GET", TABLE, undefined, { authorization: "" });
    expect([refused.status, refused.at("error.code")]).toEqual([401, "AuthenticationFailed"]);
    expect(refused.headers["www-authenticate"]).toContain("Bearer");
  });

  test("api-version is required and must be a date that can be", async () => {
    const arm = new TestArm();
    const codeOf = async (query: string) =>
      (await arm.get(`https://management.azure.com${TABLE}${query}`)).at("error.code");
    expect(await codeOf("")).toBe("MissingApiVersionParameter");
    expect(await codeOf("?api-version=latest")).toBe("InvalidApiVersionParameter");
    expect(await codeOf("?api-version=1999-01-01")).toBe("NoRegisteredProviderFound");
  });

  test("the rate-limit headers count down and fill up again", async () => {
    const clock = new VirtualClock();
    const arm = new TestArm({ clock });
    const left = async () =>
      Number((await arm.get(TABLE)).headers["x-ms-ratelimit-remaining-subscription-global-reads"]);
    const first = await left();
    expect(await left()).toBe(first - 1);
    await clock.advance(60_000);
    expect(await left()).toBe(first);
  });
});
