import { expect, test } from "vitest";
import { block } from "../support/synth.js";
import { Home, one, otherSubscription, runtime } from "../support/route-sync.js";

const OWN = "${data.azurerm_subscription.sync_role.id}";
const PAY = "${data.azurerm_subscription.sync_role_subscription_pay.id}";

function actionsOf(role: string): unknown {
  const { permissions } = runtime(one).resource("azurerm_role_definition", `sync_role_${role}`);
  return permissions;
}

test.each([
  ["source_reader", ["Microsoft.Network/routeTables/read"]],
  ["target_writer", ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]],
  ["operation_reader", ["Microsoft.Network/locations/operations/read"]],
])("the role %s has exactly its actions", (role, actions) => {
  expect(actionsOf(role)).toEqual([{ actions }]);
});

test("each role is given where it is needed and nowhere else", () => {
  const json = runtime(one);
  const scope = (id: string): unknown => json.resource("azurerm_role_assignment", `sync_role_${id}`)["scope"];
  expect(scope("source_reader_shop-main")).toBe("${azurerm_route_table.shop_main.id}");
  expect(scope("target_writer_shop-main")).toBe("${azurerm_route_table.shop_gateway.id}");
  expect(scope("operation_reader_subscription")).toBe(OWN);
  const roles = json.addresses("azurerm_role_assignment").filter((address) => address.includes("sync_role"));
  expect(roles).toHaveLength(3);
});

test("mirrors of one target share the role on it", () => {
  const json = runtime((stack) => {
    const shop = new Home(stack, "shop");
    return [shop.mirror("blue"), shop.mirror("green")];
  });
  const writers = json
    .addresses("azurerm_role_assignment")
    .filter((address) => address.includes("target_writer"));
  expect(writers).toEqual(["azurerm_role_assignment.sync_role_target_writer_shop-blue"]);
});

test("a table that AKS manages is found by reading its group", () => {
  const json = runtime((stack) => [new Home(stack, "shop").managed("main")]);
  expect(json.resource("azurerm_role_assignment", "sync_role_source_reader_shop-main")["scope"]).toBe(
    "${azurerm_resource_group.shop_main.id}",
  );
});

test("one set of roles serves several subscriptions", () => {
  const json = runtime((stack) => [
    new Home(stack, "shop").mirror("main"),
    new Home(stack, "pay", otherSubscription(stack, "pay")).mirror("main"),
  ]);
  expect(json.addresses("azurerm_role_definition")).toHaveLength(3);
  const definition = json.resource("azurerm_role_definition", "sync_role_target_writer");
  expect(definition["assignable_scopes"]).toEqual([OWN, PAY]);
  expect(json.data("azurerm_subscription", "sync_role_subscription_pay")).toEqual({
    provider: "azurerm.pay",
  });
  // By name: in another subscription the definition has another id, and the assignment would never settle.
  expect(
    json.resource("azurerm_role_assignment", "sync_role_operation_reader_subscription_pay"),
  ).toMatchObject({
    scope: PAY,
    role_definition_name: "${azurerm_role_definition.sync_role_operation_reader.name}",
    // Time for the definition to be known there.
    depends_on: ["azurerm_route_table.pay_main"],
  });
  expect(json.resource("azurerm_role_assignment", "sync_role_target_writer_shop-main")).toMatchObject({
    role_definition_id: "${azurerm_role_definition.sync_role_target_writer.role_definition_resource_id}",
  });
});

test("a subscription without tables gets no role", () => {
  const json = runtime((stack) => [new Home(stack, "pay", otherSubscription(stack, "pay")).mirror("main")]);
  const followers = json
    .addresses("azurerm_role_assignment")
    .filter((address) => address.includes("operation_reader"));
  expect(followers).toEqual(["azurerm_role_assignment.sync_role_operation_reader_subscription_pay"]);
});

test("two spokes of one subscription share its role", () => {
  const json = runtime((stack) => {
    const subscription = otherSubscription(stack, "pay");
    return [
      new Home(stack, "pay", subscription).mirror("main"),
      new Home(stack, "bill", subscription).mirror("main"),
    ];
  });
  const followers = json
    .addresses("azurerm_role_assignment")
    .filter((address) => address.includes("operation_reader"));
  expect(followers).toHaveLength(1);
});

test("the storage account takes identities with roles, and no keys", () => {
  const json = runtime(one);
  expect(json.resource("azurerm_storage_account", "sync_storage")).toMatchObject({
    shared_access_key_enabled: false,
    allow_nested_items_to_be_public: false,
    min_tls_version: "TLS1_2",
  });
  const settings = block(json.resource("azurerm_function_app_flex_consumption", "sync_app")["app_settings"]);
  expect(settings["AzureWebJobsStorage"]).toBe("");
  expect(JSON.stringify(settings)).not.toMatch(/access_key|connection_string/);
});

test.each(["assign", "none"] as const)("the deploying identity gets a role to upload: %s", (deployerRole) => {
  const addresses = runtime(one, { deployerRole }).addresses("azurerm_role_assignment");
  expect(addresses.includes("azurerm_role_assignment.sync_storage_deployer")).toBe(deployerRole === "assign");
});
