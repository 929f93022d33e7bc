import { describe, expect, test } from "vitest";
import { block } from "../support/synth.js";
import { Home, one, otherSubscription, runtime } from "../support/route-sync.js";

const TOPIC = "azurerm_eventgrid_system_topic";
const SUBSCRIPTION = "azurerm_eventgrid_system_topic_event_subscription";
const ALERT = "azurerm_monitor_activity_log_alert";

describe("the alert on a source", () => {
  const criteria = {
    category: "Administrative",
    resource_types: ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"],
    status: "Succeeded",
  };

  test("hears of succeeded writes and deletes of a table and its routes, made again or not", () => {
    const alert = runtime(one).resource(ALERT, "sync_wake_up_shop-main");
    expect(alert["scopes"]).toEqual(["${azurerm_resource_group.shop.id}"]);
    expect(alert["location"]).toBe("global");
    expect(alert["criteria"]).toEqual(criteria);
  });

  test("hears of any route table in a group whose table AKS manages", () => {
    const json = runtime((stack) => [new Home(stack, "shop").managed("main")]);
    const alert = json.resource(ALERT, "sync_wake_up_shop-main");
    expect(alert["scopes"]).toEqual(["${azurerm_resource_group.shop_main.id}"]);
    expect(alert["criteria"]).toEqual(criteria);
    // AKS deletes its own group with the cluster, so the rule is in the team's.
    expect(alert["resource_group_name"]).toBe("${azurerm_resource_group.shop.name}");
  });

  test("is in the subscription of its source", () => {
    const json = runtime((stack) => [new Home(stack, "pay", otherSubscription(stack, "pay")).mirror("main")]);
    expect(json.resource(ALERT, "sync_wake_up_pay-main")["provider"]).toBe("azurerm.pay");
  });
});

describe("the action group", () => {
  test("calls the function by its key, and the provider keeps the key secret", () => {
    const group = runtime(one).resource("azurerm_monitor_action_group", "sync_wake_up");
    const receiver = block(group["azure_function_receiver"]);
    expect(receiver["use_common_alert_schema"]).toBe(true);
    expect(receiver["http_trigger_url"]).toBe(
      "https://${azurerm_function_app_flex_consumption.sync_app.default_hostname}/api/alerts" +
        "?code=${data.azurerm_function_app_host_keys.sync_wake_up.default_function_key}",
    );
  });

  test("shows a token of an application that exists already, which the runtime checks", () => {
    const json = runtime(one, {
      alertAuth: { type: "entra", applicationId: "a-client-id", objectId: "an-object-id" },
    });
    const tenant = "${data.azurerm_client_config.sync.tenant_id}";
    const group = json.resource("azurerm_monitor_action_group", "sync_wake_up");
    expect(group["azure_function_receiver"]).toBeUndefined();
    expect(block(group["webhook_receiver"])["aad_auth"]).toEqual({
      object_id: "an-object-id",
      identifier_uri: "api://a-client-id",
      tenant_id: tenant,
    });
    const app = json.resource("azurerm_function_app_flex_consumption", "sync_app");
    expect(app["app_settings"]).toMatchObject({
      ROUTE_SYNC_ALERT_TENANT: tenant,
      ROUTE_SYNC_ALERT_AUDIENCE: "a-client-id",
    });
  });

  test("names the application's own URI and tenant where they are given", () => {
    const json = runtime(one, {
      alertAuth: {
        type: "entra",
        applicationId: "a-client-id",
        objectId: "an-object-id",
        identifierUri: "https://contoso.com/route-sync",
        tenantId: "a-tenant",
      },
    });
    const app = json.resource("azurerm_function_app_flex_consumption", "sync_app");
    expect(app["app_settings"]).toMatchObject({
      ROUTE_SYNC_ALERT_TENANT: "a-tenant",
      ROUTE_SYNC_ALERT_AUDIENCE: "https://contoso.com/route-sync",
    });
  });
});

describe("Event Grid", () => {
  test("brings the table's events to the queue by identity", () => {
    const json = runtime(one);
    const identity = "${azurerm_user_assigned_identity.sync_events.id}";
    expect(json.resource(SUBSCRIPTION, "sync_events_shop-main")).toMatchObject({
      included_event_types: [
        "Microsoft.Resources.ResourceWriteSuccess",
        "Microsoft.Resources.ResourceDeleteSuccess",
      ],
      subject_filter: { subject_begins_with: "${azurerm_route_table.shop_main.id}", case_sensitive: false },
      delivery_identity: { type: "UserAssigned", user_assigned_identity: identity },
      storage_queue_endpoint: { queue_name: "${azurerm_storage_queue.sync_storage_queue.name}" },
      depends_on: ["azurerm_role_assignment.sync_events_sender"],
    });
    expect(json.resource("azurerm_role_assignment", "sync_events_sender")).toMatchObject({
      role_definition_name: "Storage Queue Data Message Sender",
      scope: "${azurerm_storage_queue.sync_storage_queue.id}",
      principal_id: "${azurerm_user_assigned_identity.sync_events.principal_id}",
    });
  });

  test("has one topic a resource group, which its mirrors share", () => {
    const json = runtime((stack) => {
      const shop = new Home(stack, "shop");
      return [shop.mirror("blue"), shop.mirror("green"), shop.managed("red")];
    });
    expect(json.addresses(TOPIC)).toEqual([`${TOPIC}.sync_events_shop`, `${TOPIC}.sync_events_shop-red`]);
    expect(json.addresses(SUBSCRIPTION)).toHaveLength(3);
    expect(json.addresses("azurerm_user_assigned_identity")).toHaveLength(2);
  });

  test("listens to all route tables of a group whose table AKS manages", () => {
    const json = runtime((stack) => [new Home(stack, "shop").managed("main")]);
    expect(json.resource(TOPIC, "sync_events_shop-main")).toMatchObject({
      source_resource_id: "${azurerm_resource_group.shop_main.id}",
      resource_group_name: "${azurerm_resource_group.shop.name}",
    });
    expect(json.resource(SUBSCRIPTION, "sync_events_shop-main")).toMatchObject({
      subject_filter: { subject_begins_with: "${azurerm_resource_group.shop_main.id}" },
      advanced_filter: {
        string_begins_with: [{ key: "data.operationName", values: ["Microsoft.Network/routeTables/"] }],
      },
    });
  });

  test("takes a topic that exists already, with the topic's own identity", () => {
    const existing = { shop: { name: "egst-audit", resourceGroupName: "rg-audit" } };
    const json = runtime(one, { eventGrid: { type: "system-topics", existing } });
    expect(json.addresses(TOPIC)).toEqual([]);
    expect(json.resource(SUBSCRIPTION, "sync_events_shop-main")).toMatchObject({
      system_topic: `\${data.${TOPIC}.sync_events_shop.name}`,
      resource_group_name: "rg-audit",
      delivery_identity: { type: "SystemAssigned" },
    });
    expect(json.resource("azurerm_role_assignment", "sync_events_sender_shop")["principal_id"]).toBe(
      `\${data.${TOPIC}.sync_events_shop.identity[0].principal_id}`,
    );
  });

  test("can be left out", () => {
    const json = runtime(one, { eventGrid: { type: "none" } });
    expect(json.addresses().filter((address) => address.includes("eventgrid"))).toEqual([]);
    expect(json.addresses(ALERT)).toHaveLength(1);
  });
});
