import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/files.js";

const SCRIPT = join(ROOT, "examples/pipelines/plan-summary.mjs");

function summaryOf(plan: unknown): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    input: JSON.stringify(plan),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

function change(address: string, actions: readonly string[], more: object = {}, mode = "managed") {
  return {
    address,
    mode,
    change: { actions, before: null, after: null, ...more },
  };
}

test("deletions come first, with their cause", () => {
  const summary = summaryOf({
    resource_changes: [
      change("azurerm_subnet.shop_new", ["create"]),
      change("azurerm_route_table.shop", ["no-op"]),
      change("azurerm_virtual_network.shop", ["update"], {
        before: { name: "vnet", tags: { team: "a" }, guid: "1" },
        after: { name: "vnet", tags: { team: "b" } },
        after_unknown: { guid: true },
      }),
      change("azurerm_firewall.hub", ["delete"]),
      change("azurerm_kubernetes_cluster.shop_main", ["delete", "create"], {
        replace_paths: [["default_node_pool", 0, "zones"], ["name"]],
      }),
      change("data.azurerm_client_config.route_sync", ["read"], {}, "data"),
    ],
    output_changes: { hub_id: { actions: ["no-op"] }, gateway_ip: { actions: ["update"] } },
    resource_drift: [change("azurerm_application_gateway.shop", ["update"])],
  });
  expect(summary.split("\n").filter((line) => line !== "")).toEqual([
    "## Terraform plan",
    "### ❗ Replaced: deleted and created again (1)",
    "- `azurerm_kubernetes_cluster.shop_main`: because of `default_node_pool.0.zones`, `name`",
    "### ❗ Deleted (1)",
    "- `azurerm_firewall.hub`",
    "### ✏️ Changed in place (1)",
    "- `azurerm_virtual_network.shop`: `guid`, `tags`",
    "### ➕ Created (1)",
    "- `azurerm_subnet.shop_new`",
    "Outputs that change: `gateway_ip`.",
    "<details><summary>Changed outside Terraform since the last apply</summary>",
    "- `azurerm_application_gateway.shop`",
    "</details>",
  ]);
});

test("no value of a plan is shown, sensitive or not", () => {
  const values = { before: { key: "old-secret" }, after: { key: "new-secret" } };
  const summary = summaryOf({ resource_changes: [change("azurerm_function_app.x", ["update"], values)] });
  expect(summary).toContain("`key`");
  expect(summary).not.toContain("secret");
});

test("a plan without changes says so, and one that failed too", () => {
  expect(summaryOf({ resource_changes: [] })).toContain("No resource changes.");
  expect(summaryOf({ errored: true })).toContain("The plan failed");
});
