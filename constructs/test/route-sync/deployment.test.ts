import { TerraformOutput } from "cdktf";
import { describe, expect, test } from "vitest";
import {
  AzureFirewall,
  Cidr,
  MIRRORS_IN_A_SETTING,
  ResourceGroup,
  Subnet,
  SyncNetwork,
  VirtualNetwork,
  type MirrorProps,
  type TopologyStack,
} from "../../src/internal.js";
import { block, synth, type Synthesized } from "../support/synth.js";
import { Home, one, runtime } from "../support/route-sync.js";

const APP = "azurerm_function_app_flex_consumption";

function settingsOf(json: Synthesized): Readonly<Record<string, unknown>> {
  return block(json.resource(APP, "sync_app")["app_settings"]);
}

function mirrors(count: number): (stack: TopologyStack) => MirrorProps[] {
  return (stack) => {
    const shop = new Home(stack, "shop");
    return Array.from({ length: count }, (_, i) => shop.mirror(`c${i + 1}`));
  };
}

describe("order", () => {
  test("roles, package and the dependencies of the mirrors exist before the app", () => {
    const json = runtime(one);
    const before = json.resource(APP, "sync_app")["depends_on"];
    const roles = json
      .addresses("azurerm_role_assignment")
      .filter((address) => !/deployer|sender/.test(address));
    expect(before).toEqual(expect.arrayContaining([...roles, "azurerm_storage_blob.sync_package"]));
    expect(json.resource("azurerm_storage_blob", "sync_package")["depends_on"]).toEqual([
      "azurerm_role_assignment.sync_storage_deployer",
      "azurerm_route_table.shop_main",
    ]);
  });

  test("the alert comes after the app, through the action group", () => {
    const json = runtime(one);
    expect(
      JSON.stringify(json.resource("azurerm_monitor_activity_log_alert", "sync_wake_up_shop-main")),
    ).toContain("${azurerm_monitor_action_group.sync_wake_up.id}");
    expect(JSON.stringify(json.resource("azurerm_monitor_action_group", "sync_wake_up"))).toContain(
      `\${${APP}.sync_app.id}`,
    );
  });

  test("a change of the package or of a setting replaces the app", () => {
    const json = runtime(one);
    expect(json.resource(APP, "sync_app")["lifecycle"]).toMatchObject({
      replace_triggered_by: ["terraform_data.sync_app"],
    });
    const input = block(json.resource("terraform_data", "sync_app")["input"]);
    expect(input["settings"]).toEqual(settingsOf(json));
    expect(input["package"]).toMatch(/^[\da-f]{64}$/);
  });
});

describe("the storage account", () => {
  test("is named by its services' addresses, which end without a slash", () => {
    const account = "azurerm_storage_account.sync_storage";
    expect(settingsOf(runtime(one))).toMatchObject({
      RouteSyncStorage__queueServiceUri: `https://\${${account}.primary_queue_host}`,
      RouteSyncStorage__blobServiceUri: `https://\${${account}.primary_blob_host}`,
    });
  });
});

describe("the mirrors", () => {
  test("are a setting as long as they fit one", () => {
    const json = runtime(mirrors(MIRRORS_IN_A_SETTING));
    expect(settingsOf(json)["ROUTE_SYNC_MIRRORS"]).toContain('"name" = "shop-c1"');
    expect(json.addresses("azurerm_storage_blob")).toEqual(["azurerm_storage_blob.sync_package"]);
  });

  test("are a blob above that number, which exists before the app", () => {
    const json = runtime(mirrors(MIRRORS_IN_A_SETTING + 1));
    const settings = settingsOf(json);
    expect(settings["ROUTE_SYNC_MIRRORS"]).toBeUndefined();
    expect(settings["ROUTE_SYNC_CONFIG_BLOB"]).toBe("${azurerm_storage_blob.sync_configuration.url}");
    const blob = json.resource("azurerm_storage_blob", "sync_configuration");
    expect(blob["source_content"]).toMatch(/^\$\{jsonencode\(\{"mirrors" = \[/);
    expect(json.resource(APP, "sync_app")["depends_on"]).toContain("azurerm_storage_blob.sync_configuration");
    // The blob is written with a role that must exist by then.
    expect(blob["depends_on"]).toContain("azurerm_role_assignment.sync_storage_deployer");
  });

  test("are a blob at that number if each names its policy", () => {
    const json = runtime((stack) =>
      mirrors(MIRRORS_IN_A_SETTING)(stack).map((mirror) => ({ ...mirror, policy: "retire" as const })),
    );
    expect(json.addresses("azurerm_storage_blob")).toContain("azurerm_storage_blob.sync_configuration");
  });

  test("never make a setting longer than App Service takes", () => {
    const id = (type: string, name: number): string =>
      `/subscriptions/${"s".repeat(36)}/resourceGroups/${"g".repeat(90)}/providers/${type}/${"t".repeat(name)}`;
    const table = id("Microsoft.Network/routeTables", 80);
    const longest = {
      name: "n".repeat(49),
      source: { id: table },
      target: { id: table },
      podCidrs: ["100.100.100.0/24", "2001:db8:1234:5678::/64"],
    };
    expect(JSON.stringify(Array(MIRRORS_IN_A_SETTING).fill(longest)).length).toBeLessThanOrEqual(10_000);
  });
});

/** A network with a subnet for a firewall. */
function firewallNetwork(scope: TopologyStack) {
  const group = new ResourceGroup(scope, "shop", { location: "westeurope", nameParts: ["shop"] });
  const { placement } = group;
  const network = new VirtualNetwork(group, "network", {
    placement,
    addressSpace: [Cidr.of("10.1.0.0/16")],
    nameParts: ["shop"],
  });
  const subnet = new Subnet(group, "firewall", {
    network,
    prefix: Cidr.of("10.1.1.0/26"),
    name: { fixed: "AzureFirewallSubnet" },
  });
  return { group, placement, network, subnet };
}

describe("the runtime's subnet", () => {
  function withNetwork(firewall: boolean, prefix = "10.1.0.0/27"): Synthesized {
    return synth((stack) => {
      const { group, placement, network, subnet } = firewallNetwork(stack);
      new SyncNetwork(group, "sync", {
        placement,
        network,
        prefix: Cidr.of(prefix),
        nameParts: ["shop", "route-sync"],
        ...(firewall
          ? { firewall: new AzureFirewall(group, "fw", { placement, subnet, nameParts: ["hub"] }) }
          : {}),
      });
    });
  }

  test("has room for what Flex Consumption takes", () => {
    const found = (prefix: string): readonly string[] =>
      withNetwork(false, prefix).problems.map(({ code, prop, message }) => `${code} ${prop}: ${message}`);
    expect(found("10.1.0.0/27")).toEqual([]);
    expect(found("10.1.0.0/28")).toEqual([
      expect.stringMatching(/^SUBNET_TOO_SMALL prefix: .* for the runtime, .*\/27/),
    ]);
  });

  test("belongs to Flex Consumption alone", () => {
    const subnet = withNetwork(false).resource("azurerm_subnet", "shop_sync");
    expect(JSON.stringify(subnet["delegation"])).toContain("Microsoft.App/environments");
    expect(subnet["default_outbound_access_enabled"]).toBe(true);
  });

  test("sends all through the firewall, which allows what the runtime calls", () => {
    const json = withNetwork(true);
    expect(json.resource("azurerm_subnet", "shop_sync")["default_outbound_access_enabled"]).toBe(false);
    expect(json.resource("azurerm_route", "shop_sync_default")["address_prefix"]).toBe("0.0.0.0/0");
    const group = json.resource("azurerm_firewall_policy_rule_collection_group", "shop_sync");
    expect(group).toMatchObject({
      firewall_policy_id: "${azurerm_firewall_policy.shop_fw.id}",
      priority: 900,
      network_rule_collection: [
        {
          name: "allow-network",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: "azure",
              protocols: ["TCP"],
              source_addresses: ["10.1.0.0/27"],
              destination_addresses: [
                "AzureResourceManager",
                "AzureActiveDirectory",
                "AzureMonitor",
                "Storage",
              ],
              destination_ports: ["443"],
            },
          ],
        },
      ],
    });
    expect(Object.keys(group)).not.toContain("application_rule_collection");
  });
});

test("what the runtime's network needs exists before the network counts as complete", () => {
  const json = synth((stack) => {
    const { group, placement, network, subnet } = firewallNetwork(stack);
    const firewall = new AzureFirewall(group, "fw", { placement, subnet, nameParts: ["hub"] });
    const nameParts = ["shop", "route-sync"];
    const made = new SyncNetwork(group, "sync", {
      placement,
      network,
      prefix: Cidr.of("10.1.0.0/27"),
      nameParts,
      firewall,
    });
    new TerraformOutput(stack, "complete", { value: true, dependsOn: [...made.dependables] });
  });
  expect(json.output("complete")["depends_on"]).toEqual(
    expect.arrayContaining([
      "${azurerm_subnet_route_table_association.shop_sync}",
      "${azurerm_subnet_network_security_group_association.shop_sync}",
      "${azurerm_route.shop_sync_default}",
      "${azurerm_firewall_policy_rule_collection_group.shop_sync}",
    ]),
  );
});

test.each([
  ["westeurope", undefined],
  ["usgovvirginia", "usgovernment"],
  ["chinanorth3", "china"],
])("the runtime in %s calls the cloud %s", (location, cloud) => {
  expect(settingsOf(runtime(one, { location }))["ROUTE_SYNC_CLOUD"]).toBe(cloud);
});
