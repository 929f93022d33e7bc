import {
  readModel,
  readTerraform,
  structuralDoubts,
  trace,
  withDoubts,
  type Terraform,
  type Verdict,
} from "@aks-topology/trace";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { ExampleCycles } from "../support/terraform/example-cycle.js";
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
  "azurerm_public_ip",
  "azurerm_firewall",
  "azurerm_firewall_policy",
  "azurerm_firewall_policy_rule_collection_group",
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

/** Of the plan alone: the addresses in the state are those that the offline provider invents. */
const FIREWALLED: typeof QUESTIONS = [
  ['azurerm_subnet.spoke["shop-web"]', 'azurerm_subnet.spoke["erp-web"]', 443, "delivered"],
  ['azurerm_subnet.spoke["shop-data"]', 'azurerm_subnet.spoke["erp-web"]', 443, "dropped"],
  ['azurerm_subnet.spoke["shop-web"]', "internet", 443, "dropped"],
  ["internet", "azurerm_public_ip.fw", 8443, "delivered"],
  ["internet", "azurerm_public_ip.fw", 443, "dropped"],
];

function verdicts({ things }: Terraform, questions = QUESTIONS): readonly Verdict[] {
  const model = readModel(things);
  return questions.map(([from, to, port]) => trace({ from, to, protocol: "TCP", port }, model).verdict);
}

/** What `terraform show -json` writes: of a plan, or of the state. */
async function shown(stack: OfflineStack, ...plan: readonly string[]): Promise<Terraform> {
  const { stdout } = await stack.succeeds("show", "-json", ...plan);
  const file = join(stack.workspace.folder, "shown.json");
  writeFileSync(file, stdout);
  return readTerraform([file]);
}

const EXAMPLE = "kubenet-agic.yaml";
const CLUSTER = "azurerm_kubernetes_cluster.shop_main";
const GATEWAY = "azurerm_application_gateway.shop_gateway_public";
const OUTSIDE = ["mcr.microsoft.com", "internet"];
const ENDPOINTS = [
  `${CLUSTER}/node`,
  `${CLUSTER}/pod`,
  `${CLUSTER}/api`,
  GATEWAY,
  "azurerm_firewall.hub_firewall",
  ...OUTSIDE,
];

/** The verdict on each pair of endpoints. */
function answers({ things, unresolved }: Terraform): Readonly<Record<string, Verdict>> {
  const model = readModel(things);
  const doubts = structuralDoubts(unresolved);
  return Object.fromEntries(
    ENDPOINTS.flatMap((from) =>
      ENDPOINTS.filter((to) => to !== from && ![from, to].every((end) => OUTSIDE.includes(end))).map((to) => [
        `${from} to ${to}`,
        withDoubts(trace({ from, to, protocol: "TCP", port: 443 }, model), doubts).verdict,
      ]),
    ),
  );
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
      expect(verdicts(planned, FIREWALLED)).toEqual(FIREWALLED.map(([, , , verdict]) => verdict));
      await stack.succeeds("apply", "-input=false", "tfplan");
      expect(verdicts(await shown(stack))).toEqual(QUESTIONS.map(([, , , verdict]) => verdict));
    });

    // The plan alone: the addresses in the state are those that the offline provider invents.
    test("of an example answers as the JSON that it is synthesized to", async () => {
      const cycles = new ExampleCycles();
      let example: OfflineStack | undefined;
      try {
        const [folder = ""] = cycles.written(EXAMPLE, 4);
        const synthesized = answers(readTerraform([folder]));
        expect(Object.values(synthesized)).toEqual(expect.arrayContaining(["delivered", "dropped"]));
        example = await OfflineStack.inFolder(folder, 4);
        await example.init();
        await example.succeeds("plan", "-out=tfplan", "-input=false");
        expect(answers(await shown(example, "tfplan"))).toEqual(synthesized);
      } finally {
        example?.close();
        cycles.close();
      }
    });
  },
);
