import { run } from "@aks-topology/cli";
import { readModel, readTerraform, structuralDoubts, trace, type Verdict } from "@aks-topology/trace";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capturedIo } from "../support/console.js";
import { temporaryFolder } from "../support/files.js";
import { OfflineStack } from "../support/terraform/cycle.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const CLUSTER = "module.platform.azurerm_kubernetes_cluster.shop_main";
const GATEWAY = "module.platform.azurerm_application_gateway.shop_gateway_public";

/** As `paths` has them of the platform file. */
const QUESTIONS: readonly (readonly [from: string, to: string, port: number, Verdict])[] = [
  [GATEWAY, `${CLUSTER}/pod`, 80, "delivered"],
  [`${CLUSTER}/pod`, "mcr.microsoft.com", 443, "delivered"],
  [`${CLUSTER}/node`, `${CLUSTER}/api`, 443, "delivered"],
  [`${CLUSTER}/pod`, "internet", 443, "dropped"],
  ["internet", `${CLUSTER}/node`, 443, "dropped"],
];

test.skipIf(terraformVersion === undefined)(
  `the plan of a generated module can be traced (${terraformVersion ?? NO_TERRAFORM})`,
  async () => {
    const folder = temporaryFolder();
    const io = capturedIo();
    expect(await run(["module", "examples/kubenet-agic.yaml", "--out", join(folder, "platform")], io)).toBe(
      0,
    );
    const module = { source: "./platform", providers: { azurerm: "azurerm" } };
    writeFileSync(join(folder, "calls.tf.json"), JSON.stringify({ module: { platform: module } }));
    const stack = await OfflineStack.of({ "//": typesIn(join(folder, "platform")) });
    try {
      stack.workspace.copy(folder);
      stack.configure({ provider: { azurerm: { features: {} } } });
      await stack.init();
      await stack.succeeds("plan", "-out=tfplan", "-input=false");
      const file = join(folder, "plan.json");
      writeFileSync(file, (await stack.succeeds("show", "-json", "tfplan")).stdout);
      const { things, unresolved } = readTerraform([file]);
      const model = readModel(things);
      expect(structuralDoubts(unresolved)).toEqual([]);
      expect(
        QUESTIONS.map(([from, to, port]) => trace({ from, to, protocol: "TCP", port }, model).verdict),
      ).toEqual(QUESTIONS.map(([, , , verdict]) => verdict));
    } finally {
      stack.close();
    }
  },
  120_000,
);

/** The types of azurerm in the files of a module. */
function typesIn(folder: string): readonly string[] {
  const text = readdirSync(folder)
    .filter((name) => name.endsWith(".tf"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  return [...new Set(text.match(/\bazurerm_\w+/g))];
}
