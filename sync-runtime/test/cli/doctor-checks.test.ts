import { describe, expect, test } from "vitest";
import { SyncError } from "../../src/domain/errors.js";
import { readTable } from "../../src/domain/table.js";
import { examine } from "../../src/hosts/cli/doctor-checks.js";
import type { Findings } from "../../src/hosts/cli/doctor-checks.js";
import { mirrorWith } from "../support/arbitraries.js";
import { defaultRoute, node, tableBody, tableId } from "../support/fleet.js";

const table = (name: string, routes: Parameters<typeof tableBody>[1]): Findings["source"] => {
  const body = tableBody(tableId(name), routes) as { properties: object };
  return readTable({ ...body, properties: { ...body.properties, subnets: [{ id: "/subnet" }] } });
};
const network = [
  {
    actions: ["Microsoft.Network/routeTables/*", "Microsoft.Network/locations/operations/read"],
    notActions: [],
  },
];
const healthy: Findings = {
  mirror: mirrorWith(),
  source: table("aks", [defaultRoute, node(1)]),
  target: table("gateway", [node(1)]),
  onTarget: network,
  onSubscription: network,
};

function failing(findings: Partial<Findings>): string[] {
  return examine({ ...healthy, ...findings }).flatMap(({ check, status }) =>
    status === "fail" ? [check] : [],
  );
}

describe("the doctor's checks", () => {
  test("all pass where all is well", () => {
    expect(examine(healthy).map(({ status }) => status)).toEqual(Array(12).fill("pass"));
  });

  test.each<[string, Findings["onTarget"], string[]]>([
    ["an owner", [{ actions: ["*"], notActions: [] }], []],
    ["a reader", [{ actions: ["*/read"], notActions: [] }], ["target writable"]],
    [
      "one who may all but that",
      [{ actions: ["*"], notActions: ["microsoft.network/routetables/write"] }],
      ["target writable"],
    ],
    ["nobody told", [], []],
  ])("%s on the target", (_, onTarget, failed) => {
    expect(failing({ onTarget })).toEqual(failed);
  });

  test("a table that cannot be read fails once, and skips what depends on it", () => {
    const target = new SyncError({
      code: "TABLE_NOT_FOUND",
      whose: "config",
      message: "gone",
      remedy: "look",
    });
    expect(failing({ target })).toEqual(["target readable"]);
  });
});
