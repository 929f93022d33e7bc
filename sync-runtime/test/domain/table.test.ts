import { describe, expect, test } from "vitest";
import { SyncError } from "../../src/domain/errors.js";
import { bodyWithRoutes, readTable } from "../../src/domain/table.js";
import { node, routeBody, tableBody, tableId } from "../support/fleet.js";

const id = tableId("gateway");
const FLAT_ROUTE = {
  addressPrefix: "10.9.0.0/16",
  nextHopType: "VirtualAppliance",
  nextHopIpAddress: "10.0.0.4",
};
const good = tableBody(id, [node(1)]);

function codeOf(body: unknown): string {
  try {
    readTable(body);
    return "none";
  } catch (error) {
    return error instanceof SyncError ? `${error.code}: ${error.message}` : "other";
  }
}

describe("reading a table", () => {
  test.each<[string, unknown, string]>([
    ["an empty object", {}, "id is missing; name is missing; etag is missing"],
    ["a page of HTML", "<html>", "not a JSON object"],
    ["null", null, "not a JSON object"],
    ["no etag", { ...good, etag: undefined }, "etag is missing"],
    [
      "an id of something else",
      { ...good, id: "/subscriptions/x/resourceGroups/y" },
      "not that of a route table",
    ],
    ["no routes", { ...good, properties: { provisioningState: "Succeeded" } }, "routes is not an array"],
    [
      "routes null",
      { ...good, properties: { provisioningState: "Succeeded", routes: null } },
      "routes is not an array",
    ],
    ["no state", { ...good, properties: { routes: [] } }, "provisioningState is missing"],
    [
      "a route without prefix",
      { ...good, properties: { provisioningState: "Succeeded", routes: [{ name: "x", properties: {} }] } },
      "routes[0] lacks",
    ],
  ])("%s is an error, never an empty table", (_, body, flaw) => {
    expect(codeOf(body)).toContain("TABLE_UNREADABLE");
    expect(codeOf(body)).toContain(flaw);
  });

  test("each flaw is named once", () => {
    expect(codeOf({})).toMatch(
      /: id is missing; name is missing; etag is missing; provisioningState is missing; routes is not an array$/,
    );
    expect(codeOf({ ...good, etag: "" })).toMatch(/: etag is missing$/);
  });

  test.each(["name", "addressPrefix", "nextHopType"])("a route without its %s is no route", (key) => {
    const route = { name: "x", addressPrefix: "10.9.0.0/16", nextHopType: "None" };
    for (const value of [undefined, ""]) {
      const routes = [route, { ...route, [key]: value }];
      expect(codeOf({ ...good, properties: { provisioningState: "Succeeded", routes } })).toContain(
        "routes[1] lacks its name, addressPrefix or nextHopType",
      );
    }
  });

  test.each([
    ["Succeeded", "Succeeded"],
    ["SUCCEEDED", "Succeeded"],
    ["Failed", "Failed"],
    ["Canceled", "Failed"],
    ["Deleting", "Deleting"],
    ["Updating", "Updating"],
    ["Migrating", "Updating"],
  ])("the state %s counts as %s", (written, state) => {
    expect(readTable(tableBody(id, [], written))).toMatchObject({ state, provisioningState: written });
  });

  test.each([
    ["VirtualAppliance", "10.0.0.4", true],
    ["virtualappliance", "10.0.0.4", true],
    ["VirtualAppliance", null, false],
    ["VnetLocal", null, false],
    ["Internet", "10.0.0.4", false],
  ])("a hop %s with the address %s is an appliance: %s", (type, hop, toAppliance) => {
    const [route] = readTable(tableBody(id, [{ name: "x", prefix: "10.9.0.0/16", type, hop }])).routes;
    expect(route?.toAppliance).toBe(toAppliance);
  });

  test("the flat form of the Azure CLI reads the same", () => {
    const flat = {
      id,
      name: "gateway",
      etag: 'W/"1"',
      provisioningState: "Succeeded",
      resourceGroup: "rg",
      routes: [
        {
          name: node(1).name,
          addressPrefix: "10.244.1.0/24",
          nextHopType: "VirtualAppliance",
          nextHopIpAddress: "10.1.0.11",
        },
      ],
    };
    expect(readTable(flat).routes[0]?.values).toEqual(readTable(good).routes[0]?.values);
  });

  test("a body goes back with everything that was in it", () => {
    const unknown = { zork: [1, { deep: true }] };
    const routes = [routeBody({ name: "mine", prefix: "10.9.0.0/16", extra: unknown })];
    const body = {
      ...good,
      extended: unknown,
      properties: { provisioningState: "Succeeded", other: unknown, routes },
    };
    const table = readTable(body);
    expect(bodyWithRoutes(table, table.routes)).toEqual(body);
  });

  test("a flat body of the Azure CLI goes back nested, with every property of the table and of its routes", () => {
    const routeProperties = { ...FLAT_ROUTE, hasBgpOverride: false, provisioningState: "Succeeded" };
    const flat = {
      id,
      name: "gateway",
      type: "Microsoft.Network/routeTables",
      location: "westeurope",
      tags: { owner: "team-a" },
      etag: 'W/"1"',
      resourceGroup: "rg",
      provisioningState: "Succeeded",
      resourceGuid: "00000000-0000-0000-0000-000000000009",
      disableBgpRoutePropagation: true,
      subnets: [{ id: `${id}/subnet`, resourceGroup: "rg" }],
      routes: [
        { id: `${id}/routes/mine`, name: "mine", etag: 'W/"1"', resourceGroup: "rg", ...routeProperties },
      ],
    };
    const table = readTable(flat);
    const [added] = readTable(good).routes;
    const { properties, ...envelope } = bodyWithRoutes(table, [...table.routes, ...(added ? [added] : [])]);
    const { provisioningState, resourceGuid, disableBgpRoutePropagation, subnets, routes, ...outer } = flat;
    expect(envelope).toEqual(outer);
    expect(properties).toEqual({
      provisioningState,
      resourceGuid,
      disableBgpRoutePropagation,
      subnets,
      routes: [
        {
          id: routes[0]?.id,
          name: "mine",
          etag: 'W/"1"',
          resourceGroup: "rg",
          properties: routeProperties,
        },
        routeBody(node(1)),
      ],
    });
    expect(readTable(bodyWithRoutes(table, table.routes)).routes.map(({ values }) => values)).toEqual(
      table.routes.map(({ values }) => values),
    );
  });
});
