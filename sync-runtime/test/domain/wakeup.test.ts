import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mirrorsFrom } from "../../src/config/mirrors.js";
import { groupByTarget } from "../../src/domain/mirror.js";
import { concerned, readWakeup } from "../../src/domain/wakeup.js";
import { mirrorConfig, tableId } from "../support/fleet.js";

function payload(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8"));
}
const AKS_TABLE =
  "/subscriptions/00000000-1111-2222-3333-444444444444/resourcegroups/mc_rg-aks-prod_aks-prod_westeurope/providers/microsoft.network/routetables/aks-agentpool-12345678-routetable";

describe("reading what wakes us", () => {
  test.each([
    "01-common-routetables-write-started",
    "02-common-routetables-write-accepted",
    "03-common-routetables-write-succeeded",
    "04-common-routetables-delete-succeeded",
    "05-legacy-routetables-write-succeeded",
    "06-legacy-routes-child-delete-succeeded",
    "08-eventgrid-resourcewritesuccess",
  ])("%s is about the table of AKS", (name) => {
    const wakeup = readWakeup(payload(name));
    expect(wakeup.kind).toBe("about");
    if (wakeup.kind !== "about") return;
    expect(new Set(wakeup.tables.map(({ key }) => key))).toEqual(new Set([AKS_TABLE]));
    expect(wakeup.at).not.toBeNull();
  });

  test("a CloudEvent is about its subject", () => {
    const event = {
      specversion: "1.0",
      type: "Microsoft.Resources.ResourceWriteSuccess",
      source: "/subscriptions/x",
      subject: tableId("aks"),
      id: "1",
      time: "2026-11-20T09:00:00Z",
      data: {},
    };
    const wakeup = readWakeup(event);
    expect(wakeup.kind === "about" && wakeup.tables.map(String)).toEqual([tableId("aks")]);
  });

  test("the portal's test alert is understood and about no table", () => {
    const test = {
      schemaId: "azureMonitorCommonAlertSchema",
      data: {
        essentials: {
          alertTargetIDs: ["/subscriptions/x/resourcegroups/y/providers/microsoft.compute/virtualmachines/z"],
        },
      },
    };
    expect(readWakeup(test)).toMatchObject({ kind: "about", tables: [] });
  });

  const HANDSHAKE = {
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    data: { validationCode: "512d38b6" },
  };
  const ALERT = "azureMonitorCommonAlertSchema";
  const about = tableId("aks");

  test.each<[string, unknown, string | undefined]>([
    ["Event Grid's validation", [HANDSHAKE], "512d38b6"],
    ["one without a code", [{ ...HANDSHAKE, data: {} }], undefined],
    ["one without data", [{ ...HANDSHAKE, data: "x" }], undefined],
    ["another event with a code", [{ ...HANDSHAKE, eventType: "x", subject: about }], undefined],
  ])("%s: the code to answer is %s", (_, body, code) => {
    const wakeup = readWakeup(body);
    expect(wakeup.kind === "handshake" ? wakeup.validationCode : undefined).toBe(code);
  });

  test.each<[string, unknown, boolean]>([
    [
      "the rule's properties",
      { schemaId: ALERT, data: { customProperties: { "route-sync": "sweep" } } },
      true,
    ],
    [
      "those of the context",
      { schemaId: ALERT, data: { alertContext: { properties: { "route-sync": "sweep" } } } },
      true,
    ],
    ["another value", { schemaId: ALERT, data: { customProperties: { "route-sync": "x" } } }, false],
    ["another schema", { schemaId: "x", data: { customProperties: { "route-sync": "sweep" } } }, false],
    ["another place", { schemaId: ALERT, customProperties: { "route-sync": "sweep" } }, false],
  ])("a sweep is asked for by %s", (_, body, sweeps) => {
    expect(readWakeup(body).kind === "sweep").toBe(sweeps);
  });

  const TIME = "2026-11-20T09:00:00Z";

  // Every place of a resource id and of a time, alone.
  test.each<[string, unknown, number | null]>([
    ["subject", [{ eventType: "x", subject: about, eventTime: TIME }], Date.parse(TIME)],
    ["source", [{ specversion: "1.0", source: about, time: TIME }], Date.parse(TIME)],
    ["topic", [{ eventType: "x", topic: about }], null],
    ["the event's resource", [{ eventType: "x", data: { resourceUri: about }, eventTime: "soon" }], null],
    ["the event's scope", [{ eventType: "x", data: { authorization: { scope: about } } }], null],
    ["the alert's targets", { schemaId: ALERT, data: { essentials: { alertTargetIDs: [7, about] } } }, null],
    [
      "the alert's resource",
      { schemaId: ALERT, data: { alertContext: { resourceId: about, eventTimestamp: TIME } } },
      Date.parse(TIME),
    ],
    [
      "the alert's scope",
      { schemaId: ALERT, data: { alertContext: { authorization: { scope: about } } } },
      null,
    ],
    [
      "the alert's entity",
      { schemaId: ALERT, data: { alertContext: { properties: { entity: about } } } },
      null,
    ],
    [
      "the legacy alert's resource",
      {
        schemaId: "Microsoft.Insights/activityLogs",
        data: { context: { activityLog: { resourceId: about, eventTimestamp: TIME } } },
      },
      Date.parse(TIME),
    ],
  ])("a table is named by %s", (_, body, at) => {
    const wakeup = readWakeup(body);
    expect(wakeup).toMatchObject({ kind: "about", at });
    expect(wakeup.kind === "about" && wakeup.tables.map(String)).toEqual([about]);
  });

  test("of several events the first time counts", () => {
    const events = [TIME, "2026-11-20T10:00:00Z"].map((eventTime) => ({
      eventType: "x",
      subject: about,
      eventTime,
    }));
    expect(readWakeup(events)).toMatchObject({ at: Date.parse(TIME) });
  });

  test.each([
    { subject: about },
    { schemaId: ALERT, data: { essentials: { alertTargetIDs: about } } },
    null,
    "text",
    7,
    {},
    [],
    [{}],
    { schemaId: "unknown", data: {} },
    { schemaId: "azureMonitorCommonAlertSchema" },
  ])("%j is not understood", (body) => {
    expect(readWakeup(body).kind).toBe("not-understood");
  });

  test("only configured tables concern us, by id or by node resource group", () => {
    const groups = groupByTarget(
      mirrorsFrom({
        mirrors: [
          mirrorConfig(),
          mirrorConfig({
            name: "managed",
            source: { nodeResourceGroup: "/subscriptions/s/resourceGroups/MC_x" },
            target: { id: tableId("gateway-2") },
          }),
        ],
      }),
    );
    const about = (id: string): string[] => {
      const wakeup = readWakeup([{ eventType: "x", subject: id }]);
      return wakeup.kind === "about" ? concerned(groups, wakeup.tables).map(({ target }) => target.name) : [];
    };
    expect(about(tableId("aks").toUpperCase())).toEqual(["gateway"]);
    expect(about(tableId("gateway"))).toEqual(["gateway"]);
    expect(
      about("/subscriptions/s/resourcegroups/mc_x/providers/microsoft.network/routetables/any/routes/r"),
    ).toEqual(["gateway-2"]);
    expect(about(tableId("stranger"))).toEqual([]);
  });
});

test("an unknown part does not hide the known parts", () => {
  const known = {
    eventType: "Microsoft.Resources.ResourceWriteSuccess",
    subject: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/aks/routes/aks-node",
    data: {},
  };
  for (const batch of [
    [known, { odd: true }],
    [{ odd: true }, known],
    [null, known, 7],
  ]) {
    const wakeup = readWakeup(batch);
    expect(wakeup.kind === "about" && wakeup.tables.map(({ name }) => name)).toEqual(["aks"]);
  }
  expect(readWakeup([{ odd: true }, null]).kind).toBe("not-understood");
});
