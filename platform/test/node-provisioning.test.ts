import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { inspect, parsePlatform, synthesize, tracePlatform, type LoadedPlatform } from "../src/index.js";
import { valueAt } from "../src/source-map.js";
import { errorsOfText, synthOne } from "./support/synth.js";

const FILE = fileURLToPath(new URL("../../examples/node-auto-provisioning.yaml", import.meta.url));
const EXAMPLE = readFileSync(FILE, "utf8");

function loaded(text = EXAMPLE): LoadedPlatform {
  const result = parsePlatform(text, FILE);
  return result.ok ? result.loaded : expect.fail(JSON.stringify(result.problems));
}

/** The objects of the written manifest, by kind and name. */
function manifest(text = EXAMPLE): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), "pools-"));
  try {
    expect(synthesize(loaded(text), folder).problems.filter(({ severity }) => severity === "error")).toEqual(
      [],
    );
    const written = readFileSync(join(folder, "kubernetes", "shop-main", "node-pools.yaml"), "utf8");
    const objects = parseAllDocuments(written).map((document) => {
      const of = (path: readonly string[]): string => String(document.getIn(path));
      const spec: unknown = document.toJSON();
      return [`${of(["kind"])} ${of(["metadata", "name"])}`, valueAt(spec, ["spec"])] as const;
    });
    return Object.fromEntries(objects);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("pools of which AKS creates the nodes", () => {
  test("are in Terraform as a subnet with everything that a node subnet has, and the switch", () => {
    const output = synthOne(EXAMPLE);
    expect(output.resource("azurerm_kubernetes_cluster", "shop_main")["node_provisioning_profile"]).toEqual({
      mode: "Auto",
      default_node_pools: "None",
    });
    expect(output.addresses("azurerm_kubernetes_cluster_node_pool")).toEqual([]);
    const of = (type: string): readonly string[] =>
      output.addresses(type).filter((address) => address.includes("shop_main_work"));
    expect(of("azurerm_subnet")).toHaveLength(1);
    expect(of("azurerm_subnet_network_security_group_association")).toHaveLength(1);
    expect(of("azurerm_subnet_route_table_association")).toHaveLength(1);
    const roles = output
      .addresses("azurerm_role_assignment")
      .map((address) => output.resource("azurerm_role_assignment", address.split(".")[1] ?? ""));
    expect(roles.filter(({ scope }) => scope === "${azurerm_subnet.shop_main_work.id}")).toEqual([
      expect.objectContaining({ role_definition_name: "Network Contributor" }),
    ]);
    expect(output.json).toMatchObject({
      output: { shop_main_work_subnet_id: { value: "${azurerm_subnet.shop_main_work.id}" } },
    });
  });

  test("have addresses for as many nodes of the smallest size as the limit has cores, and those that are replaced", () => {
    const { addressPlan } = inspect(loaded()).description;
    expect(addressPlan.find(({ subnet }) => subnet.includes("work"))).toMatchObject({ needed: 133 });
  });

  test("no longer fit a subnet that lives when their limit grows", () => {
    const more = EXAMPLE.replace(
      "limits: { cpu: 400 }",
      "limits: { cpu: 4000 }\n            subnetPrefix: 10.1.1.0/24",
    );
    expect(errorsOfText(more).map(({ code }) => code)).toEqual(["POD_RANGE_TOO_SMALL", "SUBNET_TOO_SMALL"]);
  });

  test("reach what the cluster's nodes reach, by the name of their pool", () => {
    for (const pool of ["system", "work", "arm"]) {
      const { trace } = tracePlatform(loaded(), {
        from: `shop/main/node/${pool}`,
        to: "mcr.microsoft.com",
        protocol: "TCP",
        port: 443,
      });
      expect([pool, trace?.verdict]).toEqual([pool, "delivered"]);
    }
  });

  test("with GPUs bring the rules for their drivers, from their subnet alone", () => {
    const sizes = "vmSizes: [Standard_D4ds_v5, Standard_NC24ads_A100_v4]";
    const gpu = EXAMPLE.replace(/vmSizes: \[Standard_D4ds_v5, .*\]/, sizes);
    const rules = (text: string): readonly string[] =>
      inspect(loaded(text)).description.egressRules.flatMap((rule) =>
        JSON.stringify(rule).includes("nvidia") ? [JSON.stringify(rule)] : [],
      );
    expect(rules(EXAMPLE)).toEqual([]);
    expect(rules(gpu)).toEqual([expect.stringContaining("10.1.1.0/24")]);
    expect(rules(gpu)).not.toEqual([expect.stringContaining("10.1.0.0/24")]);
  });
});

describe("the manifest", () => {
  test("has the subnet, the limits and what the nodes may be", () => {
    expect(manifest()).toEqual({
      "AKSNodeClass work": { vnetSubnetID: "OUTPUT_shop_main_work_subnet_id", imageFamily: "Ubuntu" },
      "NodePool work": expect.objectContaining({ limits: { cpu: "400" } }) as unknown,
      "AKSNodeClass arm": { vnetSubnetID: "OUTPUT_shop_main_arm_subnet_id", imageFamily: "Ubuntu" },
      "NodePool arm": expect.objectContaining({ limits: { cpu: "64", memory: "256Gi" } }) as unknown,
    });
  });

  test.each([
    ["work", "karpenter.azure.com/sku-name", ["Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_D16ds_v5"]],
    ["work", "kubernetes.io/arch", ["amd64"]],
    ["arm", "kubernetes.io/arch", ["arm64"]],
    ["work", "topology.kubernetes.io/zone", ["westeurope-1", "westeurope-2", "westeurope-3"]],
    ["arm", "kubernetes.io/os", ["linux"]],
    ["arm", "karpenter.sh/capacity-type", ["on-demand"]],
  ])("%s is limited by %s", (pool, key, values) => {
    const requirements = valueAt(manifest()[`NodePool ${pool}`], ["template", "spec", "requirements"]);
    expect(requirements).toContainEqual({ key, operator: "In", values });
  });

  test("has what nodes on Cilium need before pods start, and the tags of the platform", () => {
    const tagged = manifest(`${EXAMPLE}tags: { owner: shop }\n`);
    expect(tagged["AKSNodeClass work"]).toMatchObject({ tags: { owner: "shop" } });
    expect(tagged["NodePool work"]).toMatchObject({
      template: {
        metadata: { labels: { "kubernetes.azure.com/ebpf-dataplane": "cilium" } },
        spec: {
          startupTaints: [{ key: "node.cilium.io/agent-not-ready", effect: "NoExecute", value: "true" }],
        },
      },
    });
    const azure = manifest(EXAMPLE.replace("plugin: cilium, pods: overlay", "plugin: azure-cni-overlay"));
    expect(JSON.stringify(azure["NodePool work"])).not.toContain("cilium");
  });

  test("has what the pool has besides", () => {
    const more = EXAMPLE.replace(
      "limits: { cpu: 400 }",
      "limits: { cpu: 400 }\n            maxPods: 60\n            maxSurge: 10%\n            osSku: AzureLinux\n            fips: true",
    );
    const objects = manifest(more);
    expect(objects["AKSNodeClass work"]).toMatchObject({
      imageFamily: "AzureLinux",
      maxPods: 60,
      fipsMode: "FIPS",
    });
    expect(objects["NodePool work"]).toMatchObject({
      disruption: { budgets: [{ nodes: "10%" }] },
      template: {
        spec: { nodeClassRef: { group: "karpenter.azure.com", kind: "AKSNodeClass", name: "work" } },
      },
    });
    expect(objects["NodePool arm"]).toMatchObject({
      template: {
        metadata: { labels: { tier: "batch" } },
        spec: { taints: [{ key: "kubernetes.io/arch", value: "arm64", effect: "NoSchedule" }] },
      },
    });
  });
});
