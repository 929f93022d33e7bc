import { describe, expect, test } from "vitest";
import type { AddOns } from "../../src/index.js";
import { block, type Block, type Synthesized } from "../support/synth.js";
import { synthCluster } from "../support/builders.js";

function build(addOns: AddOns): { output: Synthesized; cluster: Block; rules: string[] } {
  const output = synthCluster({ addOns });
  const group = output.resource("azurerm_firewall_policy_rule_collection_group", "shop_main");
  const { rule } = block(group["application_rule_collection"]);
  const rules = (Array.isArray(rule) ? rule : []).map((one) => String(block(one)["name"]));
  return { output, cluster: output.resource("azurerm_kubernetes_cluster", "shop_main"), rules };
}

describe("add-ons", () => {
  test("workload identity and its issuer are on without being asked for", () => {
    const { cluster, rules } = build({});
    expect(cluster).toMatchObject({ oidc_issuer_enabled: true, workload_identity_enabled: true });
    expect(cluster).not.toHaveProperty("oms_agent");
    expect(rules).toEqual(["azure-kubernetes-service", "ubuntu-snapshots"]);
  });

  test("monitoring makes a workspace, and a rule without which the agent sends nothing", () => {
    const { output, cluster, rules } = build({ monitoring: { workspace: { retentionDays: 90 } } });
    const workspace = "${azurerm_log_analytics_workspace.shop_main_logs_workspace.id}";
    expect(block(cluster["oms_agent"])).toEqual({
      log_analytics_workspace_id: workspace,
      msi_auth_for_monitoring_enabled: true,
    });
    expect(
      output.resource("azurerm_monitor_data_collection_rule_association", "shop_main_logs"),
    ).toMatchObject({
      name: "ContainerInsightsExtension",
      data_collection_rule_id: "${azurerm_monitor_data_collection_rule.shop_main_logs.id}",
    });
    expect(rules).toEqual(["azure-kubernetes-service", "ubuntu-snapshots", "monitoring-logs"]);
  });

  test("a workspace that exists is used, and none is made", () => {
    const id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w";
    const { output, cluster } = build({ monitoring: { workspace: { id } }, defender: { workspace: { id } } });
    expect(block(cluster["microsoft_defender"])).toEqual({ log_analytics_workspace_id: id });
    expect(output.addresses("azurerm_log_analytics_workspace")).toEqual([]);
  });

  test("Defender shares the workspace of monitoring", () => {
    const { output } = build({ monitoring: {}, defender: {} });
    expect(output.addresses("azurerm_log_analytics_workspace")).toHaveLength(1);
  });

  test("metrics, policy and secrets switch their blocks on with their rules", () => {
    const { cluster, rules } = build({
      metrics: {},
      policy: true,
      keyVaultSecrets: { rotationInterval: "5m" },
    });
    expect(cluster).toHaveProperty("monitor_metrics");
    expect(cluster["azure_policy_enabled"]).toBe(true);
    expect(block(cluster["key_vault_secrets_provider"])).toEqual({
      secret_rotation_enabled: true,
      secret_rotation_interval: "5m",
    });
    expect(rules).toEqual([
      "azure-kubernetes-service",
      "ubuntu-snapshots",
      "monitoring-metrics",
      "azure-policy",
      "key-vault",
    ]);
  });

  test("GitOps installs Flux before it configures the repository", () => {
    const { output, rules } = build({
      gitOps: { repository: { url: "https://github.com/contoso/platform", path: "clusters" } },
    });
    expect(output.resource("azurerm_kubernetes_flux_configuration", "shop_main_git")).toMatchObject({
      depends_on: ["azurerm_kubernetes_cluster_extension.shop_main_flux"],
      git_repository: { reference_value: "main", url: "https://github.com/contoso/platform" },
    });
    expect(rules).toEqual([
      "azure-kubernetes-service",
      "ubuntu-snapshots",
      "extensions",
      "extension-metrics",
      "git-github.com",
    ]);
  });

  test("the kubelet may pull from a private registry", () => {
    const id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerRegistry/registries/Images";
    const { output, rules } = build({ registries: [{ id, name: "Images", locations: ["westeurope"] }] });
    expect(output.resource("azurerm_role_assignment", "shop_main_registry_images")).toMatchObject({
      scope: id,
      principal_id: "${azurerm_kubernetes_cluster.shop_main.kubelet_identity[0].object_id}",
    });
    expect(rules).toEqual(["azure-kubernetes-service", "ubuntu-snapshots", "registry-images"]);
  });
});
