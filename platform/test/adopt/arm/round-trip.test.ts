import { adoptInventory, Inventory, resourcesOfArm, resourcesOfState } from "@aks-topology/platform";
import { expect, test } from "vitest";
import { FILE, stateOfExample } from "../../../../test/support/adopted.js";
import { exportOf } from "../../../../test/support/arm-form/export-of.js";
import { stateDocument } from "../../../../test/support/terraform/state.js";

test("alerts, diagnostics and a vault come back from an export without a remaining difference", () => {
  const { exported, rest } = exportOf(stateOfExample("monitoring"), 4);
  const found = exported.flatMap((each) => resourcesOfArm(each) ?? []);
  const adopted = adoptInventory(
    new Inventory([...found, ...resourcesOfState(stateDocument(rest))]),
    FILE,
    4,
  );
  const { problems, created, outside } = adopted;
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const differences = adopted.differences.filter(
    ({ reason }) => !reason.startsWith("Azure does not keep it"),
  );
  expect({ differences, created, outside }).toEqual({ differences: [], created: [], outside: [] });
});

test("a Front Door with its firewall and what attaches it comes back", () => {
  const { exported, rest } = exportOf(stateOfExample("front-door-public-origin"), 4);
  // Of what Azure shows of a runtime and of certificates, nothing is read: they stay in the state.
  expect(new Set(rest.map(({ type }) => type))).toEqual(new Set());
  const inventory = new Inventory(exported.flatMap((each) => resourcesOfArm(each) ?? []));
  const { created, outside } = adoptInventory(inventory, FILE, 4);
  expect({ created, outside }).toEqual({ created: [], outside: [] });
});

test("says of what has only its name which command shows it, and of what is never read where it is read from", () => {
  const group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers";
  const network = { id: `${group}/Microsoft.Network/virtualNetworks/vnet`, properties: {} };
  const listed = ["Microsoft.KeyVault/vaults/kv", "Microsoft.Web/sites/func", "Microsoft.Compute/disks/disk"];
  const found = [network, ...listed.map((path) => ({ id: `${group}/${path}` }))].flatMap(
    (each) => resourcesOfArm(each) ?? [],
  );
  const { outside } = adoptInventory(new Inventory(found), FILE, 4);
  expect(outside.map(({ reason }) => reason).filter((reason) => !reason.startsWith("No key"))).toEqual([
    "The export has only its name: add the output of `az resource show --ids` for it.",
    "adopt does not read resources of type microsoft.web/sites from Azure Resource Manager, but from a state of Terraform.",
    "adopt does not read resources of type microsoft.compute/disks.",
  ]);
});
