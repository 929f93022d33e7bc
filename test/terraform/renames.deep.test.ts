import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadPlatform, synthesize } from "@aks-topology/platform";
import { OfflineStack } from "../support/terraform/cycle.js";
import { NO_TERRAFORM, terraformVersion } from "../support/terraform/terraform.js";

const POOL = "{ vmSize: Standard_D4ds_v5, nodes: 3";

/** Two spokes, one with a gateway and two pools; `at` writes a key, with the earlier one where it has been renamed. */
function platform(at: (key: string) => string): string {
  return `apiVersion: aks-topology/v1
name: contoso
location: westeurope
hub: { addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }
spokes:
  ${at("shop")}
    addressSpace: 10.1.0.0/16
    gateways: { ${at("public").replace("\n", " ")} tier: Standard_v2 } }
    clusters:
      ${at("main")}
        network: { plugin: azure-cni-overlay }
        ingress: { type: gateway-to-load-balancer, gateway: ${/^\w+/.exec(at("public"))?.[0] ?? ""} }
        nodePools:
          system: ${POOL} }
          work: ${POOL} }
  ${at("desk")}
    addressSpace: 10.2.0.0/16
    clusters: { main: { network: { plugin: azure-cni-overlay }, nodePools: { system: ${POOL} } } } }
`;
}

const KEYS: Readonly<Record<string, string>> = {
  shop: "shop:",
  desk: "desk:",
  main: "main:",
  public: "public: {",
};
const RENAMED: Readonly<Record<string, string>> = {
  shop: "store:\n    was: shop",
  desk: "desk:",
  main: "prod:\n        was: main",
  public: "outer: { was: public,",
};
/** The keys of the spokes, swapped: both keep the address that the lock file has no other key for. */
const SWAPPED: Readonly<Record<string, string>> = {
  ...RENAMED,
  shop: "desk:\n    was: [store, shop]",
  desk: "store:\n    was: desk",
};

const FOLDER = mkdtempSync(join(tmpdir(), "aks-topology-renames-"));
const OPEN: OfflineStack[] = [];
afterEach(() => {
  for (const stack of OPEN.splice(0)) stack.close();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** The folder of the one stack that a platform file becomes. */
function written(keys: Readonly<Record<string, string>>): string {
  const file = join(FOLDER, "platform.yaml");
  writeFileSync(
    file,
    platform((key) => keys[key] ?? key),
  );
  const result = loadPlatform(file);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { stacks, problems } = synthesize(result.loaded, join(FOLDER, "out"), { lock: "write" });
  const [stack] = stacks;
  if (stack === undefined) throw new Error(JSON.stringify(problems));
  return dirname(stack.file);
}

interface Change {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[] };
}

/** What a plan does to each resource that it does anything to. */
async function planned(stack: OfflineStack): Promise<readonly string[]> {
  await stack.succeeds("plan", "-out=plan", "-input=false");
  const { stdout } = await stack.succeeds("show", "-json", "plan");
  const { resource_changes: changes } = JSON.parse(stdout) as {
    readonly resource_changes: readonly Change[];
  };
  return changes.flatMap(({ address, previous_address: before, change: { actions } }) =>
    before === undefined && actions.join() === "no-op"
      ? []
      : [`${actions.join()} ${before === undefined ? "" : "moved "}${address}`],
  );
}

function rewrite(stack: OfflineStack, keys: Readonly<Record<string, string>>): void {
  const json: unknown = JSON.parse(readFileSync(join(written(keys), "cdk.tf.json"), "utf8"));
  stack.configure({ ...(json as object) });
}

if (terraformVersion === undefined) {
  test(NO_TERRAFORM, () => {
    process.stderr.write(`${NO_TERRAFORM}\n`);
  });
} else {
  test("Terraform moves what is renamed, and neither creates, changes nor deletes anything", async () => {
    const stack = await OfflineStack.inFolder(written(KEYS), 4);
    OPEN.push(stack);
    await stack.init();
    expect((await stack.apply()).exitCode).toBe(0);
    rewrite(stack, RENAMED);
    const renames = await planned(stack);
    expect(renames.filter((change) => !change.startsWith("no-op moved "))).toEqual([]);
    expect(renames).toEqual(
      expect.arrayContaining([
        "no-op moved azurerm_resource_group.store",
        "no-op moved azurerm_kubernetes_cluster.store_prod",
        "no-op moved azurerm_application_gateway.store_gateway_outer",
        "no-op moved azurerm_kubernetes_cluster_node_pool.store_prod_work",
      ]),
    );
    expect((await stack.apply()).message).toContain("0 added, 0 changed, 0 destroyed");
    expect(await planned(stack)).toEqual([]);
    rewrite(stack, SWAPPED);
    const swaps = await planned(stack);
    expect(swaps.filter((change) => !change.startsWith("no-op moved "))).toEqual([]);
    expect((await stack.apply()).message).toContain("0 added, 0 changed, 0 destroyed");
    expect(await planned(stack)).toEqual([]);
  });
}
