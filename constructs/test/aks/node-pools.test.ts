import { describe, expect, test } from "vitest";
import { Cidr, type SpokeClusterProps } from "../../src/index.js";
import { synthCluster } from "../support/builders.js";
import { block, type Synthesized } from "../support/synth.js";

type Pools = SpokeClusterProps["nodePools"];

function withPools(...nodePools: Pools): Synthesized {
  return synthCluster({ nodePools });
}

const SYSTEM: Pools[0] = { name: "system", vmSize: "Standard_D4ds_v5", nodes: { count: 3 } };
const POOL = "azurerm_kubernetes_cluster_node_pool";

describe("node pools", () => {
  test("each have a subnet and a security group of their own", () => {
    const output = withPools(SYSTEM, { name: "work", vmSize: "Standard_D8ds_v5", nodes: { count: 2 } });
    for (const name of ["shop_main_system", "shop_main_work"]) {
      expect(output.resource("azurerm_subnet_network_security_group_association", name)).toMatchObject({
        subnet_id: `\${azurerm_subnet.${name}.id}`,
        network_security_group_id: `\${azurerm_network_security_group.${name}.id}`,
      });
    }
    expect(output.resource(POOL, "shop_main_work")).toMatchObject({
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.shop_main.id}",
      vnet_subnet_id: "${azurerm_subnet.shop_main_work.id}",
      mode: "User",
      os_type: "Linux",
      node_count: 2,
    });
  });

  test("take pods, surge, zones, labels and taints", () => {
    const output = withPools(SYSTEM, {
      name: "gpu",
      vmSize: "Standard_NC24ads_A100_v4",
      nodes: { count: 1 },
      maxPods: 60,
      maxSurge: "1",
      zones: ["1", "2"],
      labels: { team: "models" },
      taints: ["gpu=true:NoSchedule"],
    });
    expect(output.resource(POOL, "shop_main_gpu")).toMatchObject({
      max_pods: 60,
      upgrade_settings: { max_surge: "1" },
      zones: ["1", "2"],
      node_labels: { team: "models" },
      node_taints: ["gpu=true:NoSchedule"],
    });
  });

  test("that scale leave the number of nodes to the autoscaler", () => {
    const nodes = { min: 1, max: 6 };
    const output = withPools({ ...SYSTEM, nodes }, { name: "work", vmSize: "Standard_D4ds_v5", nodes });
    const main = output.resource("azurerm_kubernetes_cluster", "shop_main");
    const work = output.resource(POOL, "shop_main_work");
    const scales = { auto_scaling_enabled: true, min_count: 1, max_count: 6 };
    expect(block(main["default_node_pool"])).toMatchObject(scales);
    expect(work).toMatchObject(scales);
    expect(block(main["lifecycle"])["ignore_changes"]).toContain("default_node_pool[0].node_count");
    expect(block(work["lifecycle"])["ignore_changes"]).toEqual(["node_count"]);
    expect(work).not.toHaveProperty("node_count");
  });

  test("of Windows rotate through a name that Windows takes", () => {
    const output = withPools(SYSTEM, {
      name: "window",
      vmSize: "Standard_D8ds_v5",
      nodes: { count: 1 },
      os: "Windows",
    });
    expect(output.codes).toEqual([]);
    const pool = output.resource(POOL, "shop_main_window");
    expect(pool["os_type"]).toBe("Windows");
    expect(pool["temporary_name_for_rotation"]).toMatch(/^[a-z][a-z0-9]{0,5}$/);
    expect(pool["temporary_name_for_rotation"]).not.toBe("window");
  });

  test("rotate through names that differ from those of all pools and their temporary pools", () => {
    const vmSize = "Standard_D4ds_v5";
    const nodes = { count: 1 };
    const linux = ["applicationa", "applicationb"].map((name) => ({ name, vmSize, nodes }));
    const windows = ["win", "wint"].map((name) => ({ name, vmSize, nodes, os: "Windows" as const }));
    const output = withPools(SYSTEM, ...linux, ...windows);
    const names = [...linux, ...windows].map(({ name }) =>
      String(output.resource(POOL, `shop_main_${name}`)["temporary_name_for_rotation"]),
    );
    const pools = [SYSTEM, ...linux, ...windows].map(({ name }) => name);
    expect(new Set([...names, ...pools]).size).toBe(names.length + pools.length);
    expect(names.slice(0, 2).every((name) => /^[a-z][a-z0-9]{0,11}$/.test(name))).toBe(true);
    expect(names.slice(2).every((name) => /^[a-z][a-z0-9]{0,5}$/.test(name))).toBe(true);
  });

  test("keep the prefixes that they are given", () => {
    const output = withPools({ ...SYSTEM, subnetPrefix: Cidr.of("10.1.64.0/22") });
    expect(output.resource("azurerm_subnet", "shop_main_system")["address_prefixes"]).toEqual([
      "10.1.64.0/22",
    ]);
  });

  test.each([
    [9, "kubenet"],
    [251, "azure-cni-overlay"],
  ] as const)("with %i pods are refused on %s", (maxPods, kind) => {
    const network = { type: kind, podCidr: Cidr.of("10.244.0.0/16"), serviceCidr: Cidr.of("172.16.0.0/16") };
    expect(synthCluster({ nodePools: [{ ...SYSTEM, maxPods }], network }).codes).toContain("MAX_PODS_RANGE");
  });
});
