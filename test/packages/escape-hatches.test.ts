import { Cidr, Hub, Naming, RouteSync, TopologyStack } from "@aks-topology/constructs";
import { rewriteForMajor } from "@aks-topology/terraform";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/files.js";

type Json = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function network() {
  const app = new App({ outdir: temporaryFolder() });
  const stack = new TopologyStack(app, "test", {
    naming: new Naming("contoso"),
    rewrite: (json) => rewriteForMajor(json, 5),
  });
  new AzurermProvider(stack, "~provider", { features: [{}] });
  const location = "westeurope";
  const addressSpace = [Cidr.of("10.0.0.0/22")] as const;
  const hub = new Hub(stack, "hub", { location, addressSpace, firewall: {}, gateway: { type: "vpn" } });
  const shop = hub.addSpoke("shop", { addressSpace: [Cidr.of("10.1.0.0/16")] });
  const gateway = shop.addGateway("public", {});
  const size = { vmSize: "Standard_D4ds_v5", nodes: { count: 3 } } as const;
  const cluster = shop.addCluster("main", {
    network: { type: "kubenet", podCidr: Cidr.of("10.244.0.0/16"), serviceCidr: Cidr.of("172.16.0.0/16") },
    apiServer: { type: "private", dns: { type: "custom-zone" } },
    egress: { type: "firewall" },
    nodePools: [
      { name: "system", ...size },
      { name: "batch", ...size },
    ],
  });
  gateway.addAgicAddon(cluster);
  const routeSync = new RouteSync(stack, "route_sync", {
    location,
    mirrors: shop.mirrors(),
    roleNamePrefix: "contoso",
  });
  const synth = (): Json => {
    stack.prepareStack();
    return stack.toTerraform()["resource"] as Json;
  };
  return { stack, hub, shop, gateway, cluster, routeSync, synth };
}

test("any attribute of any resource can be overridden", () => {
  const { stack, synth } = network();
  const resources = stack.node.findAll().filter((node) => node instanceof TerraformResource);
  expect(resources.length).toBeGreaterThan(50);
  for (const resource of resources) resource.addOverride("lifecycle.prevent_destroy", true);
  const bodies = Object.values(synth()).flatMap((byName) => Object.values(byName));
  expect(bodies).toHaveLength(resources.length);
  for (const body of bodies) expect(body["lifecycle"]).toMatchObject({ prevent_destroy: true });
});

test("an override has the last word over what the construct wrote", () => {
  const { cluster, gateway, synth } = network();
  const { resource } = cluster.cluster;
  resource.imageCleanerEnabled = true;
  resource.addOverride("network_profile.load_balancer_sku", "basic");
  resource.addOverride("sku_tier", "Premium");
  gateway.gateway.resource.addOverride("autoscale_configuration.max_capacity", 20);
  const { azurerm_kubernetes_cluster: clusters, azurerm_application_gateway: gateways } = synth();
  expect(clusters?.["shop_main"]).toMatchObject({
    image_cleaner_enabled: true,
    sku_tier: "Premium",
    network_profile: { network_plugin: "kubenet", load_balancer_sku: "basic" },
  });
  expect(gateways?.["shop_gateway_public"]).toMatchObject({ autoscale_configuration: { max_capacity: 20 } });
});

test("the resources that users change are fields of the constructs", () => {
  const { hub, shop, gateway, cluster, routeSync } = network();
  const reached = [...reachable([hub, shop, gateway, cluster, routeSync])];
  const types = new Set(reached.map(({ terraformResourceType }) => terraformResourceType));
  expect([...types]).toEqual(expect.arrayContaining(OFTEN_CHANGED));
});

const OFTEN_CHANGED = [
  "azurerm_application_gateway",
  "azurerm_firewall",
  "azurerm_firewall_policy",
  "azurerm_firewall_policy_rule_collection_group",
  "azurerm_function_app_flex_consumption",
  "azurerm_kubernetes_cluster",
  "azurerm_kubernetes_cluster_node_pool",
  "azurerm_monitor_action_group",
  "azurerm_network_security_group",
  "azurerm_public_ip",
  "azurerm_resource_group",
  "azurerm_route_table",
  "azurerm_storage_account",
  "azurerm_subnet",
  "azurerm_user_assigned_identity",
  "azurerm_virtual_network",
  "azurerm_virtual_network_gateway",
  "azurerm_web_application_firewall_policy",
];

/** Every provider resource that is reachable through public fields. */
function reachable(roots: readonly object[]): ReadonlySet<TerraformResource> {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof TerraformResource) return;
    if (Array.isArray(value)) value.forEach(visit);
    else if (value instanceof Construct) Object.values(value).forEach(visit);
  };
  roots.forEach(visit);
  return new Set([...seen].filter((value) => value instanceof TerraformResource));
}
