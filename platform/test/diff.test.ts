import { azurermSchema } from "@aks-topology/terraform";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { EFFECTS } from "../src/diff/effects.js";
import {
  diffPlatform,
  diffPlatforms,
  loadPlatform,
  synthesize,
  type LoadedPlatform,
  type PlatformDiff,
} from "../src/index.js";
import { clusterYaml, platformYaml, spokeYaml } from "./support/platform-yaml.js";

const CHANGES = fileURLToPath(new URL("data/changes/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "diff-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function loaded(file: string): LoadedPlatform {
  const result = loadPlatform(file);
  return result.ok ? result.loaded : expect.fail(JSON.stringify(result.problems));
}

function pair(name: string): readonly [before: LoadedPlatform, after: LoadedPlatform] {
  return [loaded(`${CHANGES}${name}.before.yaml`), loaded(`${CHANGES}${name}.after.yaml`)];
}

/** Addresses of what an action meets, with the effect of each. */
function effectsOf({ changes }: PlatformDiff, action: string): Record<string, string | null> {
  return Object.fromEntries(
    changes.filter((change) => change.action === action).map(({ address, effect }) => [address, effect]),
  );
}

describe("a change that replaces what runs", () => {
  test("is announced for an API server that becomes private, with all that goes with the cluster", () => {
    const found = diffPlatforms(...pair("11-private-api"));
    const effects = effectsOf(found, "replace");
    expect(Object.keys(effects)).toEqual([
      "azurerm_kubernetes_cluster.shop_main",
      "azurerm_kubernetes_cluster_node_pool.shop_main_work",
      "azurerm_role_assignment.shop_main_agic_addon_gateway",
      "azurerm_role_assignment.shop_main_agic_addon_resource_group",
      "azurerm_role_assignment.shop_main_agic_addon_subnet",
    ]);
    expect(effects["azurerm_kubernetes_cluster.shop_main"]).toBe(
      "cluster shop/main is replaced: workloads and their addresses are lost",
    );
    expect(found.summary).toMatchObject({ replace: 5, create: 0 });
  });

  test("is announced for the tier of a firewall, and refused where Azure would refuse it", () => {
    const found = diffPlatforms(...pair("10-firewall-tier"));
    expect(effectsOf(found, "replace")).toHaveProperty(
      ["azurerm_firewall_policy.hub_firewall"],
      expect.stringContaining("egress is blocked"),
    );
    expect(found.problems.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "FIREWALL_POLICY_IN_USE", path: "hub.firewall.tier", line: 6 },
    ]);
  });

  test("is possible for the tier of a firewall whose policy gets another name", () => {
    const file = join(folder, "premium.yaml");
    const text = readFileSync(`${CHANGES}10-firewall-tier.after.yaml`, "utf8");
    writeFileSync(file, text.replace("tier: Premium", "tier: Premium, policyName: afwp-premium"));
    const found = diffPlatforms(loaded(`${CHANGES}10-firewall-tier.before.yaml`), loaded(file));
    expect(Object.keys(effectsOf(found, "replace"))).toContain("azurerm_firewall_policy.hub_firewall");
    expect(found.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("a subscription that changes", () => {
  const [A, B] = ["00000000-0000-0000-0000-00000000aaaa", "00000000-0000-0000-0000-00000000bbbb"];
  const problemsOf = (
    was: string | undefined,
    now: string | undefined,
    { hub = [] }: { readonly hub?: readonly (string | undefined)[] } = {},
  ) => {
    const [before, after] = [was, now].map((subscriptionId, i) => {
      const file = join(folder, `subscription-${i}.yaml`);
      const hubOf = `{ addressSpace: 10.0.0.0/22, firewall: {}${hub[i] === undefined ? "" : `, subscriptionId: ${hub[i]}`} }`;
      const spokes = { shop: spokeYaml({ subscriptionId, clusters: { main: clusterYaml() } }) };
      writeFileSync(file, platformYaml({ hub: hubOf, spokes }));
      return loaded(file);
    });
    if (before === undefined || after === undefined) return expect.fail();
    return diffPlatforms(before, after)
      .problems.filter(({ code }) => code === "SUBSCRIPTION_CHANGED")
      .map(({ severity, path }) => `${severity} ${path}`);
  };

  test.each([
    ["of a spoke", A, B, {}, ["error spokes.shop.subscriptionId"]],
    ["of a spoke to one of its own", undefined, B, {}, ["warning spokes.shop.subscriptionId"]],
    ["of a hub, with a spoke that has one", B, B, { hub: [A, B] }, ["error hub.subscriptionId"]],
    ["of nothing", A, A.toUpperCase(), {}, []],
    ["of a hub that is only named", undefined, undefined, { hub: [undefined, A] }, []],
  ] as const)("is announced, as no resource is replaced: %s", (_, was, now, more, problems) => {
    expect(problemsOf(was, now, more)).toEqual(problems);
  });
});

describe("earlier output", () => {
  const [before, after] = pair("11-private-api");
  const outdir = join(folder, "out");
  synthesize(before, outdir);

  test("gives the changes that the file before gives", () => {
    expect(diffPlatform(after, outdir).changes).toEqual(diffPlatforms(before, after).changes);
    expect(diffPlatform(after, `${CHANGES}11-private-api.before.yaml`).changes).toEqual(
      diffPlatforms(before, after).changes,
    );
    expect(diffPlatform(before, outdir)).toMatchObject({ changes: [], against: outdir });
  });

  test("may be the folder of one stack", () => {
    expect(diffPlatform(before, join(outdir, "stacks/contoso")).changes).toEqual([]);
  });

  test("leaves out stacks that an older file left behind", () => {
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { stacks: object };
    expect(Object.keys(manifest.stacks)).toEqual(["contoso"]);
  });

  test("is compared with the provider that its lock file selects", () => {
    const network = (plugin: string): LoadedPlatform => {
      const file = join(folder, `${plugin}.yaml`);
      const text = readFileSync(`${CHANGES}11-private-api.before.yaml`, "utf8");
      writeFileSync(file, text.replace("plugin: azure-cni-overlay", `plugin: ${plugin}`));
      return loaded(file);
    };
    const applied = join(folder, "applied");
    synthesize(network("kubenet"), applied);
    const actionOf = (): string | undefined =>
      diffPlatform(network("azure-cni-overlay"), applied).changes.find(
        ({ address }) => address === "azurerm_kubernetes_cluster.shop_main",
      )?.action;
    expect(actionOf()).toBe("replace");
    const lock = 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "4.66.0"\n}\n';
    writeFileSync(join(applied, "stacks/contoso/.terraform.lock.hcl"), lock);
    expect(actionOf()).toBe("update");
  });

  test("that is not there makes everything new", () => {
    const found = diffPlatform(before, join(folder, "nothing"));
    expect(found.against).toBeNull();
    expect(new Set(found.changes.map(({ action }) => action))).toEqual(new Set(["create"]));
  });
});

/** Types that interrupt and lose nothing when they are replaced or deleted: rules of others, alerts, records of both. */
const HARMLESS = [
  "azurerm_application_security_group",
  "azurerm_consumption_budget_resource_group",
  "azurerm_container_registry_cache_rule",
  "azurerm_container_registry_credential_set",
  "azurerm_eventgrid_event_subscription",
  "azurerm_eventgrid_system_topic",
  "azurerm_eventgrid_system_topic_event_subscription",
  "azurerm_log_analytics_solution",
  "azurerm_maintenance_configuration",
  "azurerm_management_group_policy_assignment",
  "azurerm_management_lock",
  "azurerm_monitor_action_group",
  "azurerm_monitor_activity_log_alert",
  "azurerm_monitor_alert_processing_rule_suppression",
  "azurerm_monitor_alert_prometheus_rule_group",
  "azurerm_monitor_data_collection_endpoint",
  "azurerm_monitor_data_collection_rule",
  "azurerm_monitor_data_collection_rule_association",
  "azurerm_monitor_diagnostic_setting",
  "azurerm_monitor_metric_alert",
  "azurerm_monitor_scheduled_query_rules_alert_v2",
  "azurerm_network_security_perimeter",
  "azurerm_network_security_perimeter_access_rule",
  "azurerm_network_security_perimeter_association",
  "azurerm_network_security_perimeter_profile",
  "azurerm_network_watcher",
  "azurerm_network_watcher_flow_log",
  "azurerm_policy_definition",
  "azurerm_policy_set_definition",
  "azurerm_resource_group_policy_assignment",
  "azurerm_resource_group_policy_exemption",
  "azurerm_resource_policy_assignment",
  "azurerm_resource_policy_exemption",
  "azurerm_resource_provider_feature_registration",
  "azurerm_resource_provider_registration",
  "azurerm_storage_account_network_rules",
  "azurerm_storage_account_queue_properties",
  "azurerm_storage_blob",
  "azurerm_storage_management_policy",
  "azurerm_subscription_policy_assignment",
  "azurerm_subscription_policy_exemption",
];

test("every type has an effect or is known to have none", () => {
  const types = [4, 5].flatMap((major) => Object.keys(azurermSchema(major === 4 ? 4 : 5).resource_schemas));
  expect([...new Set(types)].toSorted()).toEqual([...Object.keys(EFFECTS), ...HARMLESS].toSorted());
});
