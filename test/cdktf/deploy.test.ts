import { azurermSchema } from "@aks-topology/terraform";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ROOT, temporaryFolder } from "../support/files.js";
import { runNode } from "../support/process.js";
import { OfflineProvider } from "../support/terraform/provider.js";
import { leastSchemaOf } from "../support/terraform/schema-of.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const CDKTF = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js");
const STACK = "contoso";
const REFERENCE = readFileSync(join(ROOT, "test/golden/kubenet-agic/contoso.tf"), "utf8");

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  test(
    "`cdktf deploy` creates the reference, and `cdktf destroy` removes all of it",
    { timeout: 180_000 },
    async () => {
      const provider = await OfflineProvider.start(leastSchemaOf(REFERENCE, azurermSchema(4)));
      onTestFinished(() => {
        provider.stop();
      });
      const out = temporaryFolder();
      const cdktf = commandIn(out, provider);

      await cdktf("deploy");
      const created = provider.log.filter(({ action }) => action === "create");
      expect(created.map(({ type }) => type)).toEqual(
        expect.arrayContaining([
          "azurerm_kubernetes_cluster",
          "azurerm_application_gateway",
          "azurerm_function_app_flex_consumption",
        ]),
      );

      await plannedByRouteSync(join(out, "cdktf.out/stacks", STACK), out);

      await cdktf("destroy");
      const deleted = provider.log.filter(({ action }) => action === "delete");
      expect(deleted.map(({ id }) => id).sort()).toEqual(created.map(({ id }) => id).sort());
      expect(provider.log.filter(({ failed }) => failed)).toEqual([]);
    },
  );
}

/** What a pipeline does after an apply: hands the runtime's configuration from Terraform's outputs to `route-sync`. */
async function plannedByRouteSync(stack: string, out: string): Promise<void> {
  const output = execFileSync("terraform", ["output", "-json", "route_sync_mirrors"], {
    cwd: stack,
    encoding: "utf8",
  });
  const mirrors = JSON.parse(output) as readonly Record<"source" | "target", { readonly id: string }>[];
  const config = write(out, "mirrors.json", { mirrors });
  const table = (id: string | undefined, routes: readonly object[]): object => ({
    id,
    name: "table",
    etag: 'W/"1"',
    location: "westeurope",
    properties: { provisioningState: "Succeeded", routes },
  });
  const files = [
    "--source-file",
    write(out, "source.json", table(mirrors[0]?.source.id, [NODE_ROUTE])),
    "--target-file",
    write(out, "target.json", table(mirrors[0]?.target.id, [])),
  ];
  const bin = join(ROOT, "sync-runtime/bin/route-sync.mjs");
  const { stdout } = await runNode([bin, "plan", "--config", config, ...files, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    mirrors: [{ name: "shop-main", outcome: "changes", add: [{ name: NODE_ROUTE.name }] }],
  });
}

/** A route as AKS writes it for a kubenet node. */
const NODE_ROUTE = {
  name: "aks-system-12345678-vmss000000____102440024",
  properties: {
    addressPrefix: "10.244.0.0/24",
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: "10.1.0.4",
    provisioningState: "Succeeded",
  },
};

function write(folder: string, name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
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
