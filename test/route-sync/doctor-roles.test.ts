import { describe, expect, test } from "vitest";
import { diagnose } from "../../sync-runtime/test/support/diagnosis.js";
import { Console } from "../../sync-runtime/test/support/console.js";
import { DeployedRuntime, PRINCIPAL, type Grant } from "../support/deployed-runtime.js";
import { mirroredAzure, sourceOf, targetOf } from "../support/mirrored-azure.js";
import type { JsonObject } from "../../demo/src/json.js";

/** The doctor as the deployed runtime's identity, in an Azure that grants what the deployment's roles say. */
function consoleOf(mirrors: readonly JsonObject[], grants: readonly Grant[]): Console {
  const console = new Console({}, mirroredAzure(mirrors, grants));
  mirrors
    .flatMap((mirror) => [sourceOf(mirror), targetOf(mirror)])
    .forEach((id, i) => {
      const addressPrefix = `10.${i + 1}.0.0/24`;
      console.sim.seed(`${id.replace(/\/routeTables\/.*/, "")}/virtualNetworks/vnet${i}`, {
        location: "westeurope",
        properties: {
          addressSpace: { addressPrefixes: [addressPrefix] },
          subnets: [{ name: "nodes", properties: { addressPrefix, routeTable: { id } } }],
        },
      });
    });
  const token = console.sim.token(PRINCIPAL);
  console.credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.UTC(2099, 0) }) };
  return console;
}

/** What the shipped roles do not let the doctor see. */
const BLIND = ["node count", "next hops are nodes", "alert not suppressed"];
const PROVEN = [
  "identity",
  "Azure reachable",
  "source readable",
  "target readable",
  "target writable",
  "operations readable",
];

describe.each(["kubenet-agic.yaml", "managed-route-table.yaml", "two-subscriptions.yaml"])("%s", (file) => {
  const { mirrors, grants } = DeployedRuntime.of(file);

  test("under the shipped roles every permission is proven, and what they hide is a warning that names the role", async () => {
    const found = await diagnose(consoleOf(mirrors, grants), [], ...mirrors);
    for (const name of PROVEN) {
      const statuses = found.checks.filter(({ check }) => check === name).map(({ status }) => status);
      expect([name, statuses]).toEqual([name, mirrors.map(() => "pass")]);
    }
    const warned = found.checks.filter(({ status }) => status === "warn");
    expect([...new Set(warned.map(({ check }) => check))].filter((name) => !BLIND.includes(name))).toEqual(
      [],
    );
    for (const { remedy } of warned) expect(remedy).toMatch(/Reader/);
  });

  test.each(grants.flatMap(({ name, actions }) => actions.map((action) => ({ name, action }))))(
    "without $action of $name the check of just that permission fails and names it",
    async ({ name, action }) => {
      const left = grants.map((grant) =>
        grant.name === name ? { ...grant, actions: grant.actions.filter((own) => own !== action) } : grant,
      );
      const found = await diagnose(consoleOf(mirrors, left), [], ...mirrors);
      const failed = found.checks.filter(({ status, check }) => status === "fail" && PROVEN.includes(check));
      const expected = /operations\/read$/.test(action)
        ? "operations readable"
        : /write$/.test(action)
          ? "target writable"
          : name.includes("source")
            ? "source readable"
            : "target readable";
      expect(new Set(failed.map(({ check }) => check))).toEqual(new Set([expected]));
      expect(failed[0]?.message).toContain(action);
      expect(found.exitCode).toBe(1);
    },
  );
});
