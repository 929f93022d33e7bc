import {
  readModel,
  readTerraform,
  structuralDoubts,
  trace,
  withDoubts,
  type Verdict,
} from "@aks-topology/trace";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../support/files.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const CONFIGURATION = join(ROOT, "test/support/terraform/others");
const CLUSTER = "azurerm_kubernetes_cluster.aks";

function subnet(spoke: string, name: string): string {
  return `module.spoke["${spoke}"].azurerm_subnet.this["${name}"]`;
}

const [WEB, DATA, WORK] = [subnet("app", "web"), subnet("app", "data"), subnet("jobs", "work")];

/** After apply, and of the plan, which shows neither what a flattened list refers to nor the value of a condition. */
const QUESTIONS: readonly (readonly [string, string, number, after: Verdict, planned: Verdict])[] = [
  [WEB, DATA, 1433, "delivered", "unknown"],
  [WEB, DATA, 443, "dropped", "dropped"],
  [WORK, DATA, 1433, "dropped", "unknown"],
  // The other spoke has no route back.
  [WEB, WORK, 443, "asymmetric", "unknown"],
  [WORK, "internet", 443, "delivered", "unknown"],
  [WEB, "internet", 443, "dropped", "unknown"],
  [WEB, "mcr.microsoft.com", 443, "delivered", "unknown"],
  [DATA, "internet", 443, "dropped", "unknown"],
  [WEB, "acctcontoso.blob.core.windows.net", 443, "delivered", "unknown"],
  [WORK, "acctcontoso.blob.core.windows.net", 443, "delivered", "unknown"],
  [`${CLUSTER}/node`, `${CLUSTER}/api`, 443, "delivered", "unknown"],
  [`${CLUSTER}/pod`, "mcr.microsoft.com", 443, "delivered", "unknown"],
  [`${CLUSTER}/pod`, DATA, 1433, "dropped", "dropped"],
  [WORK, `${CLUSTER}/pod`, 443, "dropped", "unknown"],
  ["internet", "azurerm_firewall.fw", 443, "dropped", "dropped"],
];

let stack: OfflineStack | undefined;
afterAll(() => stack?.close());

async function verdicts(of: OfflineStack, ...plan: readonly string[]): Promise<readonly Verdict[]> {
  const file = join(of.workspace.folder, "shown.json");
  writeFileSync(file, (await of.succeeds("show", "-json", ...plan)).stdout);
  const { things, unresolved } = readTerraform([file]);
  const [model, doubts] = [readModel(things), structuralDoubts(unresolved)];
  // The network of a peering is a member of an object that the module takes.
  expect(doubts.filter(({ address }) => address.includes("peering"))).toEqual([]);
  return QUESTIONS.map(
    ([from, to, port]) => withDoubts(trace({ from, to, protocol: "TCP", port }, model), doubts).verdict,
  );
}

test.skipIf(terraformVersion === undefined)(
  `a state of others' Terraform is answered, and a plan never against it (${terraformVersion ?? NO_TERRAFORM})`,
  async () => {
    const text = ["main.tf", "spoke/main.tf"].map((name) => readFileSync(join(CONFIGURATION, name), "utf8"));
    stack = await OfflineStack.of({ "//": text.join("").match(/\bazurerm_\w+/g) });
    stack.workspace.copy(CONFIGURATION);
    stack.configure({ provider: { azurerm: { features: {} } } });
    await stack.init();
    await stack.succeeds("plan", "-out=tfplan", "-input=false");
    expect(await verdicts(stack, "tfplan")).toEqual(QUESTIONS.map((question) => question[4]));
    await stack.succeeds("apply", "-input=false", "tfplan");
    expect(await verdicts(stack)).toEqual(QUESTIONS.map((question) => question[3]));
  },
);
