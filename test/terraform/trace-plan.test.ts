import { readModel, readTerraform, trace, type Terraform, type Verdict } from "@aks-topology/trace";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const MODULES = join(ROOT, "test/support/terraform/modules");

/** Types that the provider is to know, which are in files that it does not see. */
const TYPES = [
  "azurerm_resource_group",
  "azurerm_virtual_network",
  "azurerm_subnet",
  "azurerm_network_security_group",
  "azurerm_virtual_network_peering",
  "azurerm_route_table",
  "azurerm_subnet_route_table_association",
  "azurerm_subnet_network_security_group_association",
];

const WEB = 'module.network["spoke"].azurerm_subnet.this["web"]';
const DATA = 'module.network["spoke"].azurerm_subnet.this["data"]';
const HUB = 'module.network["hub"].azurerm_subnet.this["web"]';

const QUESTIONS: readonly (readonly [from: string, to: string, port: number, Verdict])[] = [
  [HUB, WEB, 443, "delivered"],
  [HUB, WEB, 80, "dropped"],
  [WEB, HUB, 22, "delivered"],
  // The route table of the subnet takes the answer.
  [HUB, DATA, 443, "asymmetric"],
  [DATA, HUB, 443, "dropped"],
];

function verdicts({ things }: Terraform): readonly Verdict[] {
  const model = readModel(things);
  return QUESTIONS.map(([from, to, port]) => trace({ from, to, protocol: "TCP", port }, model).verdict);
}

/** What `terraform show -json` writes: of a plan, or of the state. */
async function shown(stack: OfflineStack, ...plan: readonly string[]): Promise<Terraform> {
  const { stdout } = await stack.succeeds("show", "-json", ...plan);
  const file = join(stack.workspace.folder, "shown.json");
  writeFileSync(file, stdout);
  return readTerraform([file]);
}

describe.skipIf(terraformVersion === undefined)(
  `what Terraform shows (${terraformVersion ?? NO_TERRAFORM})`,
  () => {
    let stack: OfflineStack | undefined;
    afterAll(() => stack?.close());

    test("of modules and repeated resources answers as after apply", async () => {
      stack = await OfflineStack.of({ "//": TYPES });
      stack.workspace.copy(MODULES);
      stack.configure({ provider: { azurerm: { features: {} } } });
      await stack.init();
      await stack.succeeds("plan", "-out=tfplan", "-input=false");
      const planned = await shown(stack, "tfplan");
      expect(verdicts(planned)).toEqual(QUESTIONS.map(([, , , verdict]) => verdict));
      expect(planned.unresolved).toEqual([]);
      await stack.succeeds("apply", "-input=false", "tfplan");
      expect(verdicts(await shown(stack))).toEqual(QUESTIONS.map(([, , , verdict]) => verdict));
    });
  },
);
