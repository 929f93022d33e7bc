import { describe, expect, test } from "vitest";
import { nested } from "../../src/domain/flat.js";
import { ClusterId, ResourceGroupId, TableId } from "../../src/domain/ids.js";
import { mirrorWith } from "../support/arbitraries.js";

const GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop";
const TABLE = `${GROUP}/providers/Microsoft.Network/routeTables/rt-shop`;
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-shop`;

const KINDS = [
  { kind: "a resource group", id: GROUP, parse: (text: string) => ResourceGroupId.parse(text) },
  { kind: "a route table", id: TABLE, parse: (text: string) => TableId.parse(text) },
  { kind: "a cluster", id: CLUSTER, parse: (text: string) => ClusterId.parse(text) },
];

describe.each(KINDS)("the id of $kind", ({ id, parse }) => {
  test("comes back as it was, in any case of its fixed parts", () => {
    expect(String(parse(id))).toBe(id);
    expect(
      String(parse(id.replace("resourceGroups", "RESOURCEGROUPS").replace("providers", "Providers"))),
    ).toBe(id);
  });

  test("is the whole text, and complete", () => {
    const wrong = [
      "",
      `x${id}`,
      `${id}/`,
      `${id}/more`,
      id.replace("/subscriptions", ""),
      id.replace("11111111-1111-1111-1111-111111111111", ""),
      id.replace("11111111-1111-1111-1111-111111111111", "a/b"),
      id.replace("rg-shop", ""),
      id.slice(0, id.lastIndexOf("/") + 1),
      id.replace("resourceGroups", "groups"),
    ];
    expect(wrong.filter((text) => parse(text) !== null)).toEqual([]);
  });

  test("is none of another kind", () => {
    const others = KINDS.filter((kind) => kind.id !== id);
    expect(others.map((other) => parse(other.id))).toEqual([null, null]);
  });
});

test("a group holds its tables, in any case", () => {
  const table = TableId.parse(TABLE.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"));
  expect(table && ResourceGroupId.parse(GROUP)?.holds(table)).toBe(true);
  expect(table && ResourceGroupId.parse(`${GROUP}-2`)?.holds(table)).toBe(false);
});

test.each([
  [TABLE, TABLE],
  [`${TABLE}/routes/r`, TABLE],
  [`https://management.azure.com${TABLE}?api-version=1`, `${TABLE}?api-version=1`],
  [GROUP, "null"],
  [CLUSTER, "null"],
])("%s names the table %s", (text, table) => {
  expect(String(TableId.within(text))).toBe(table);
});

describe("names of routes that AKS writes", () => {
  const { routeNamePattern: names } = mirrorWith();

  test.each([
    "aks-nodepool1-12345678-vmss00000z",
    "AKS-NODEPOOL1-12345678-VMSS00000Z",
    "aks-a-1-vmss000000",
    "aks-nodes-32301838-vms0",
    "aks-nodes-32301838-vms12",
    "aks-nodepool1-79590246-0",
    "aks-nodepool1-79590246-123",
    "aks-nodepool1-12345678-vmss000000____1024410024",
    "aks-abcdefghijkl-12345678-vmss000000",
  ])("%s is one", (name) => {
    expect([names.matches(name), names.resembles(name)]).toEqual([true, false]);
  });

  test.each([
    "aks-firewall",
    "aks-nodepool1-12345678-vmss00000",
    "aks-nodepool1-12345678-vmss0000000",
    "aks-nodepool1-12345678-vmss_00000",
    "aks-nodepool1-1234567x-vmss000000",
    "aks-nodepool1-1234567-0",
    "aks-nodepool1-1234567x-0",
    "aks-nodepool1-79590246-x",
    "aks-abcdefghijklm-12345678-vmss000000",
    "aks--12345678-vmss000000",
    "aks-nodepool1-12345678-vms",
    "aks-nodepool1-12345678-vmss000000____",
    "aks-nodepool1-12345678-vmss000000____10x",
    "aks-nodepool1-12345678-vmss000000-old",
  ])("%s only looks like one", (name) => {
    expect([names.matches(name), names.resembles(name)]).toEqual([false, true]);
  });

  test.each(["default", "my-aks-nodepool1-12345678-vmss000000", "gke-1"])("%s is another", (name) => {
    expect([names.matches(name), names.resembles(name)]).toEqual([false, false]);
  });

  test("a pattern of the operator's own takes what it matches, and nothing resembles", () => {
    const { routeNamePattern: own } = mirrorWith({ routeNamePattern: "aks*" });
    expect(["aks-firewall", "default"].map((name) => own.matches(name))).toEqual([true, false]);
    expect(own.resembles("aks-firewall")).toBe(false);
  });
});

test("the envelope of a flat resource stays outside of its properties", () => {
  const envelope = {
    id: "1",
    name: "2",
    type: "3",
    location: "4",
    tags: { a: "5" },
    etag: "6",
    kind: "7",
    sku: { name: "8" },
    plan: { name: "9" },
    zones: ["1"],
    identity: { type: "10" },
    managedBy: "11",
    extendedLocation: { name: "12" },
    systemData: { createdBy: "13" },
    resourceGroup: "14",
  };
  expect(nested({ ...envelope, routes: [], other: 15 })).toEqual({
    ...envelope,
    properties: { routes: [], other: 15 },
  });
  const whole = { id: "1", other: 2, properties: { routes: [] } };
  expect(nested(whole)).toBe(whole);
});
