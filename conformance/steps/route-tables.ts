import { at } from "../compare.ts";
import { route, routes, type Step } from "../step.ts";

const TABLE = "Microsoft.Network/routeTables/rt";

/** The exchanges that are known from public recordings, and what these leave open. */
export const writes: Step = {
  name: "writes",
  does: "writes, reads and deletes a route table, with and without conditions",
  settles: [
    "the poll's signed query must come back whole",
    "a PUT that changes nothing answers",
    "unknown fields are kept",
    "a PATCH changes the tags",
    "a PUT with `If-Match`, `*` included, of what is not there",
    "`If-None-Match` of what is there",
  ],
  minutes: 2,
  cost: 0,
  run: async (kit) => {
    const table = kit.in(TABLE);
    const plain = { location: kit.place.location };
    const made = await kit.call("PUT new table", "PUT", table, { body: plain });
    const operation = made.headers["azure-asyncoperation"];
    if (operation !== undefined) {
      await kit.call("poll", "GET", operation);
      await kit.call("poll without its signature", "GET", withoutSignature(operation));
    }
    await kit.finished(made);
    await kit.call("GET after", "GET", table);
    const tagged = { ...plain, tags: { a: "1", b: "2" } };
    await kit.done("PUT existing, real change", "PUT", table, { body: tagged });
    await kit.call("GET before a PUT that changes nothing", "GET", table);
    await kit.done("PUT existing, no change", "PUT", table, { body: tagged });
    await kit.call("GET after a PUT that changes nothing", "GET", table);
    await kit.call("PUT If-Match: invalid", "PUT", table, { body: tagged, ifMatch: "invalid" });
    await kit.call("PUT If-Match: zero", "PUT", table, {
      body: tagged,
      ifMatch: 'W/"00000000-0000-0000-0000-000000000000"',
    });
    await kit.call("PUT If-None-Match: * on a table", "PUT", table, { body: tagged, ifNoneMatch: "*" });
    const current = at((await kit.quietly("GET", table)).body, "etag");
    await kit.call("PUT If-None-Match: the current etag", "PUT", table, {
      body: tagged,
      ifNoneMatch: typeof current === "string" ? current : "",
    });
    await kit.done("PATCH of one tag of two", "PATCH", table, { body: { tags: { b: "3" } } });
    await kit.call("GET after the PATCH", "GET", table);

    const missing = kit.in("Microsoft.Network/routeTables/missing");
    await kit.call("PUT If-Match on a missing table", "PUT", missing, { body: plain, ifMatch: 'W/"x"' });
    await kit.call("PUT If-Match: * on a missing table", "PUT", missing, { body: plain, ifMatch: "*" });
    await kit.call("PATCH If-Match on a missing table", "PATCH", missing, {
      body: { tags: {} },
      ifMatch: 'W/"x"',
    });
    await kit.call("DELETE If-Match on a missing table", "DELETE", missing, { ifMatch: 'W/"x"' });
    await kit.call("GET missing table", "GET", kit.in("Microsoft.Network/routeTables/nowhere"));
    await kit.call(
      "GET/LIST in missing RG",
      "GET",
      table.replace(`/resourceGroups/${kit.place.group}/`, "/resourceGroups/no-such-group/"),
    );

    const child = `${table}/routes/my-route`;
    await kit.done("PUT child route new", "PUT", child, { body: route("my-route", "10.0.5.0/24") });
    await kit.call("GET table after child change", "GET", table);
    await kit.call("LIST", "GET", kit.in("Microsoft.Network/routeTables"));
    await kit.done("PUT with unknown fields", "PUT", table, {
      body: {
        ...plain,
        properties: { notAField: true, routes: [{ ...route("r", "10.0.6.0/24"), notAField: 1 }] },
      },
    });
    await kit.call("GET after unknown fields", "GET", table);
    await kit.done("DELETE route / table", "DELETE", table);
  },
};

/** Azure's refusal of one route too many, at each limit that its pages have named. */
export const limits: Step = {
  name: "limits",
  does: "writes tables of 401, 1,000 and 1,001 routes",
  settles: ["at most "],
  minutes: 3,
  cost: 0,
  run: async (kit) => {
    const table = kit.in("Microsoft.Network/routeTables/full");
    for (const count of [401, 1_000, 1_001])
      await kit.done(`PUT of ${count} routes`, "PUT", table, {
        body: { location: kit.place.location, properties: { routes: routes(count) } },
      });
  },
};

/** What Azure answers to a second write while the first is under way: of the table, a child, a subnet that uses it. */
export const concurrent: Step = {
  name: "concurrent writes",
  does: "writes a table, its routes and a subnet that uses it while the first write is under way",
  settles: [
    "to a child that is a resource of its own while its parent is written",
    "to other resources: accepted",
    "after the precondition; an operation that never ends refuses nothing",
  ],
  minutes: 3,
  cost: 0,
  run: async (kit) => {
    const { location } = kit.place;
    const table = kit.in("Microsoft.Network/routeTables/busy");
    const network = kit.in("Microsoft.Network/virtualNetworks/busy");
    const large = { location, properties: { routes: routes(300) } };
    await kit.done("PUT of the busy network", "PUT", network, {
      body: {
        location,
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [{ name: "a", properties: { addressPrefix: "10.0.0.0/24" } }],
        },
      },
    });
    const first = await kit.call("PUT of the busy table", "PUT", table, { body: large });
    await kit.call("second PUT while the first is under way", "PUT", table, { body: { location } });
    await kit.call("PUT of a child while its table is written", "PUT", `${table}/routes/late`, {
      body: route("late", "172.16.0.0/24"),
    });
    await kit.call("PATCH while the table is written", "PATCH", table, { body: { tags: { late: "1" } } });
    await kit.call("PUT of a subnet while its table is written", "PUT", `${network}/subnets/a`, {
      body: { properties: { addressPrefix: "10.0.0.0/24", routeTable: { id: table } } },
    });
    await kit.call("PUT with a wrong etag while the table is written", "PUT", table, {
      body: { location },
      ifMatch: 'W/"00000000-0000-0000-0000-000000000000"',
    });
    await kit.call("PUT of another table meanwhile", "PUT", `${table}-too`, { body: { location } });
    await kit.call("DELETE while the table is written", "DELETE", table);
    await kit.finished(first);
    await kit.wait(15_000);
    await kit.call("GET of the busy table after all", "GET", table);
    // Rule groups are resources of their own; a policy without a firewall costs nothing.
    const policy = kit.in("Microsoft.Network/firewallPolicies/busy");
    const written = await kit.call("PUT of a firewall policy", "PUT", policy, {
      body: { location, properties: {} },
    });
    await kit.call(
      "PUT of a rule group while its policy is written",
      "PUT",
      `${policy}/ruleCollectionGroups/g`,
      {
        body: { properties: { priority: 100, ruleCollections: [] } },
      },
    );
    await kit.finished(written);
  },
};

function withoutSignature(operation: string): string {
  const url = new URL(operation);
  const version = url.searchParams.get("api-version") ?? "";
  url.search = "";
  url.searchParams.set("api-version", version);
  return url.href;
}
