import { expect, test } from "vitest";
import {
  Cidr,
  ExistingMirror,
  type ExistingMirrorProps,
  type MirrorProps,
  type RouteSyncProps,
  type TopologyStack,
} from "../../src/internal.js";
import { otherSubscription, runtime } from "../support/route-sync.js";
import { block, type Synthesized } from "../support/synth.js";

const [OWN, OTHER] = ["11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"];

function id(resource: string, group = "rg-shop", subscription = OWN): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${resource}`;
}

const NODES = `/subscriptions/${OWN}/resourceGroups/MC_rg-shop_aks_westeurope`;
const SUBNET = id("Microsoft.Network/virtualNetworks/vnet/subnets/snet-agw");
const SHOP = {
  name: "shop",
  clusterId: id("Microsoft.ContainerService/managedClusters/aks"),
  gatewayId: id("Microsoft.Network/applicationGateways/agw-Edge"),
  source: { routeTableId: id("Microsoft.Network/routeTables/rt-aks", "rg-net") },
  target: { routeTableId: id("Microsoft.Network/routeTables/rt-agw") },
  podCidr: Cidr.of("10.244.0.0/16"),
} satisfies ExistingMirrorProps;
const BLOG: ExistingMirrorProps = {
  ...SHOP,
  name: "blog",
  source: { nodeResourceGroupId: NODES },
  podCidr: Cidr.of("10.245.0.0/16"),
};

function existing(all: readonly ExistingMirrorProps[], props: Partial<RouteSyncProps> = {}): Synthesized {
  return runtime((stack) => all.map((mirror) => new ExistingMirror(stack, mirror.name, mirror)), props);
}

/** The mirrors of the runtime's configuration, as an expression of Terraform. */
function mirrors(output: Synthesized): string {
  const settings = block(
    output.resource("azurerm_function_app_flex_consumption", "sync_app")["app_settings"],
  );
  return String(settings["ROUTE_SYNC_MIRRORS"]);
}

test("a mirror of ids deploys the runtime and creates nothing in the groups of others", () => {
  const output = existing([SHOP]);
  expect(output.codes).toEqual([]);
  expect(mirrors(output)).toContain(`"source" = {"id" = "${SHOP.source.routeTableId}"}`);
  expect(mirrors(output)).toContain(`"target" = {"id" = "${SHOP.target.routeTableId}"}`);
  const group = "${azurerm_resource_group.sync.name}";
  expect(output.resource("azurerm_monitor_activity_log_alert", "sync_wake_up_shop")).toMatchObject({
    resource_group_name: group,
    scopes: [`/subscriptions/${OWN}/resourceGroups/rg-net`],
  });
  expect(output.resource("azurerm_eventgrid_system_topic", "sync_events_shop")).toMatchObject({
    resource_group_name: group,
    source_resource_id: `/subscriptions/${OWN}/resourceGroups/rg-net`,
  });
  expect(output.resource("azurerm_role_assignment", "sync_role_source_reader_shop")["scope"]).toBe(
    SHOP.source.routeTableId,
  );
  expect(output.resource("azurerm_role_assignment", "sync_role_target_writer_shop")["scope"]).toBe(
    SHOP.target.routeTableId,
  );
  expect(output.addresses("azurerm_route_table")).toEqual([]);
});

test("the table that AKS manages is found in its group", () => {
  const output = existing([BLOG]);
  expect(mirrors(output)).toContain(`"source" = {"nodeResourceGroup" = "${NODES}"}`);
  expect(output.resource("azurerm_role_assignment", "sync_role_source_reader_blog")["scope"]).toBe(NODES);
});

test("a gateway's subnet gets one table for all mirrors of the gateway", () => {
  const target = { gatewaySubnetId: SUBNET, location: "northeurope" };
  const output = existing([
    { ...SHOP, target },
    { ...BLOG, target: { ...target, gatewaySubnetId: SUBNET.toUpperCase() } },
  ]);
  expect(output.codes).toEqual([]);
  expect(output.addresses("azurerm_route_table")).toEqual(["azurerm_route_table.sync_agw-edge"]);
  const table = output.resource("azurerm_route_table", "sync_agw-edge");
  expect(table).toMatchObject({
    name: "rt-contoso-agw-edge",
    location: "northeurope",
    resource_group_name: "${azurerm_resource_group.sync.name}",
    lifecycle: { ignore_changes: ["tags", "route"] },
  });
  expect(output.addresses("azurerm_subnet_route_table_association")).toHaveLength(1);
  expect(output.resource("azurerm_subnet_route_table_association", "sync_agw-edge")).toEqual({
    subnet_id: SUBNET,
    route_table_id: "${azurerm_route_table.sync_agw-edge.id}",
  });
  expect(
    output.addresses("azurerm_role_assignment").filter((name) => name.includes("target_writer")),
  ).toEqual(["azurerm_role_assignment.sync_role_target_writer_shop"]);
});

test("sources of one group share its event topic, since Azure allows one", () => {
  const source = { routeTableId: id("Microsoft.Network/routeTables/rt-other", "RG-NET") };
  const output = existing([SHOP, { ...BLOG, source }]);
  expect(output.codes).toEqual([]);
  expect(output.addresses("azurerm_eventgrid_system_topic")).toHaveLength(1);
  expect(output.addresses("azurerm_eventgrid_system_topic_event_subscription")).toHaveLength(2);
});

test("source and target may be in subscriptions that are not the runtime's", () => {
  const output = runtime((stack: TopologyStack): MirrorProps[] => [
    new ExistingMirror(stack, "shop", {
      ...SHOP,
      target: { gatewaySubnetId: SUBNET },
      sourceSubscription: otherSubscription(stack, "apps"),
      targetSubscription: otherSubscription(stack, "edge"),
    }),
  ]);
  const group = output.resource("azurerm_resource_group", "sync_apps");
  expect(group).toMatchObject({ name: "rg-contoso-route-sync-apps" });
  expect(output.resource("azurerm_monitor_activity_log_alert", "sync_wake_up_shop")).toMatchObject({
    provider: "azurerm.apps",
    resource_group_name: "${azurerm_resource_group.sync_apps.name}",
  });
  expect(output.resource("azurerm_route_table", "sync_agw-edge")).toMatchObject({
    resource_group_name: "${azurerm_resource_group.sync_edge.name}",
  });
  const operations = output.resource(
    "azurerm_role_assignment",
    "sync_role_operation_reader_subscription_edge",
  );
  expect(operations["scope"]).toBe("${data.azurerm_subscription.sync_role_subscription_edge.id}");
  expect(output.addresses("azurerm_role_assignment")).not.toContain(
    "azurerm_role_assignment.sync_role_operation_reader_subscription_apps",
  );
  // A new role is looked up by its name there, and is known after a minute.
  expect(operations["depends_on"]).toEqual(["azurerm_storage_account.sync_storage"]);
});

test.each<[string, readonly ExistingMirrorProps[], string]>([
  ["the source as target", [{ ...SHOP, target: SHOP.source }], "MIRROR_SOURCE_IS_TARGET"],
  [
    "another mirror's source as target",
    [SHOP, { ...BLOG, gatewayId: `${BLOG.gatewayId}2`, target: SHOP.source }],
    "MIRROR_SOURCE_IS_TARGET",
  ],
  [
    "a table in the node resource group as target",
    [
      {
        ...BLOG,
        target: { routeTableId: `${NODES.toLowerCase()}/providers/Microsoft.Network/routeTables/rt` },
      },
    ],
    "MIRROR_SOURCE_IS_TARGET",
  ],
  [
    "a node resource group of another subscription",
    [{ ...BLOG, source: { nodeResourceGroupId: NODES.replace(OWN, OTHER) } }],
    "NODE_GROUP_ELSEWHERE",
  ],
  [
    "two tables of one gateway",
    [SHOP, { ...BLOG, target: { gatewaySubnetId: SUBNET } }],
    "GATEWAY_WITH_TWO_TABLES",
  ],
  [
    "a target outside the gateway's subscription",
    [{ ...SHOP, target: { routeTableId: id("Microsoft.Network/routeTables/rt", "rg", OTHER) } }],
    "MIRROR_TARGET_ELSEWHERE",
  ],
  ["one pod range twice behind a gateway", [SHOP, { ...BLOG, podCidr: SHOP.podCidr }], "ADDRESS_OVERLAP"],
])("%s is a problem", (_, all, code) => {
  expect(existing(all).codes).toEqual([code]);
});

test("one pod range behind two gateways is none", () => {
  const gatewayId = id("Microsoft.Network/applicationGateways/agw-2");
  const target = { routeTableId: id("Microsoft.Network/routeTables/rt-2") };
  expect(existing([SHOP, { ...BLOG, gatewayId, target, podCidr: SHOP.podCidr }]).codes).toEqual([]);
});
