import { azurermSchema } from "@aks-topology/constructs/terraform";
import { writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ROOT, temporaryFolder } from "../support/files.js";
import { runNode } from "../support/process.js";
import { OfflineProvider } from "../support/terraform/provider.js";
import { noTerraform, terraformVersion } from "../support/terraform/terraform.js";

const CDKTF = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js");
const STACK = "contoso";

if (terraformVersion === undefined) {
  test(noTerraform, () => {
    process.stderr.write(`${noTerraform}\n`);
  });
} else {
  test(
    "`cdktf deploy` creates the reference, and `cdktf destroy` removes all of it",
    { timeout: 180_000 },
    async () => {
      const provider = await OfflineProvider.start(azurermSchema(4));
      onTestFinished(() => {
        provider.stop();
      });
      const cdktf = commandIn(temporaryFolder(), provider);

      await cdktf("deploy");
      const created = provider.log.filter(({ action }) => action === "create");
      expect(created.map(({ type }) => type)).toEqual(
        expect.arrayContaining([
          "azurerm_kubernetes_cluster",
          "azurerm_application_gateway",
          "azurerm_function_app_flex_consumption",
        ]),
      );

      await cdktf("destroy");
      const deleted = provider.log.filter(({ action }) => action === "delete");
      expect(deleted.map(({ id }) => id).sort()).toEqual(created.map(({ id }) => id).sort());
      expect(provider.log.filter(({ failed }) => failed)).toEqual([]);
    },
  );
}

/** CDKTF's own command in this project: Terraform finds the provider in the tests' process, and asks no registry. */
function commandIn(out: string, provider: OfflineProvider): (verb: "deploy" | "destroy") => Promise<void> {
  const settings = join(out, "terraform.rc");
  writeFileSync(settings, "disable_checkpoint = true\n");
  const env = {
    CHECKPOINT_DISABLE: "1",
    CI: "1",
    PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    TF_CLI_CONFIG_FILE: settings,
    TF_REATTACH_PROVIDERS: provider.reattach,
  };
  const common = ["--auto-approve", "--skip-provider-lock", "--output", join(out, "cdktf.out"), STACK];
  return async (verb) => {
    const { code, stdout, stderr } = await runNode([CDKTF, verb, ...common], { env });
    if (code !== 0) throw new Error(`cdktf ${verb} ended with ${code}: ${stdout}${stderr}`);
  };
}
