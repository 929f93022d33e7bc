import { describe, expect, test } from "vitest";
import { platformOfCluster, platformYaml, spokeYaml, type Yaml } from "./support/platform-yaml.js";
import { allProblemsOfText, problemsOfText, synthOne, synthText } from "./support/synth.js";

const WORKSPACE =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-all";

function addresses(parts: Readonly<Record<string, Yaml>>): readonly string[] {
  return synthOne(platformOfCluster({}, parts)).addresses();
}

function codes(text: string): readonly string[] {
  return allProblemsOfText(text).map(({ code, severity }) => `${severity} ${code}`);
}

describe("a file without a baseline", () => {
  test("has the output of one that names relaxed", () => {
    expect(addresses({})).toEqual(addresses({ baseline: "relaxed" }));
  });

  test("is warned once, for the whole file", () => {
    const text = platformOfCluster({});
    expect(codes(text).filter((code) => code === "warning BASELINE_MISSING")).toHaveLength(1);
    expect(codes(`${text}baseline: relaxed\n`)).not.toContain("warning BASELINE_MISSING");
    expect(codes(`${text}baseline: 2026-11\n`)).not.toContain("warning BASELINE_MISSING");
  });
});

test("a baseline that does not exist is refused", () => {
  expect(codes(`${platformOfCluster({})}baseline: 2020-01\n`)).toEqual(["error INVALID_VALUE"]);
});

describe("logs", () => {
  const dated = { baseline: "2026-11" };

  test("go to a new workspace by the baseline, and nowhere where the file says none", () => {
    expect(addresses(dated)).toContain("azurerm_log_analytics_workspace.log_diagnostics");
    expect(addresses({ ...dated, diagnostics: "none" })).toEqual(
      expect.not.arrayContaining([expect.stringContaining("diagnostic")]),
    );
  });

  test("go to an existing workspace, for which nothing is created", () => {
    const output = synthOne(platformOfCluster({}, { diagnostics: `{ workspace: { id: ${WORKSPACE} } }` }));
    expect(output.addresses().filter((address) => address.includes("log_diagnostics"))).toEqual([]);
    expect(output.resource("azurerm_monitor_diagnostic_setting", "hub_firewall_firewall")).toMatchObject({
      log_analytics_workspace_id: WORKSPACE,
      log_analytics_destination_type: "Dedicated",
    });
  });

  test("of each stack go to the workspace of one of them", () => {
    const split = {
      ...dated,
      stacks: "per-spoke",
      backend: "{ type: azurerm, resourceGroup: rg, storageAccount: ststate, container: tfstate }",
    };
    const stacks = synthText(platformOfCluster({}, split));
    expect([...stacks.keys()]).toEqual(["contoso-hub", "contoso-shop", "contoso-diagnostics"]);
    const setting = stacks
      .get("contoso-shop")
      ?.resource("azurerm_monitor_diagnostic_setting", "shop_main_kubernetes_cluster");
    expect(setting?.["log_analytics_workspace_id"]).toMatch(/terraform_remote_state.*contoso-diagnostics/);
    const given = { ...split, diagnostics: `{ workspace: { id: ${WORKSPACE} } }` };
    expect([...synthText(platformOfCluster({}, given)).keys()]).toEqual(["contoso-hub", "contoso-shop"]);
  });

  test("of flows have storage in the stack of the logs, also with a workspace that exists", () => {
    const stacks = synthText(
      platformOfCluster(
        {},
        {
          stacks: "per-spoke",
          backend: "{ type: azurerm, resourceGroup: rg, storageAccount: ststate, container: tfstate }",
          diagnostics: `{ workspace: { id: ${WORKSPACE} }, flowLogs: {} }`,
        },
      ),
    );
    const log = stacks.get("contoso-shop")?.resource("azurerm_network_watcher_flow_log", "shop_flow_log");
    expect(log).toMatchObject({
      network_watcher_name: "NetworkWatcher_westeurope",
      resource_group_name: "NetworkWatcherRG",
      retention_policy: { enabled: true, days: 30 },
    });
    expect(log?.["storage_account_id"]).toMatch(/terraform_remote_state.*contoso-diagnostics/);
    expect(stacks.get("contoso-diagnostics")?.addresses()).toContain(
      "azurerm_storage_account.log_diagnostics_flows_westeurope",
    );
  });

  test("have a stack whose name no spoke can have while it is created", () => {
    const spokes = { diagnostics: spokeYaml() };
    expect(problemsOfText(platformYaml({ ...dated, spokes })).map(({ code }) => code)).toEqual([
      "INVALID_VALUE",
    ]);
    expect(problemsOfText(platformYaml({ spokes }))).toEqual([]);
  });
});
