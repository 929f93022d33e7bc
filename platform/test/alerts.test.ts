import { describe, expect, test } from "vitest";
import { clusterYaml, platformOfCluster, platformYaml, spokeYaml } from "./support/platform-yaml.js";
import { problemsOfText, synthOne, synthText } from "./support/synth.js";

const MAIL = { alerts: "{ emails: [operators@contoso.com] }" };
const PAGER =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager";
const SPLIT = {
  stacks: "per-spoke",
  backend: "{ type: azurerm, resourceGroup: rg, storageAccount: ststate, container: tfstate }",
};
const METRIC = "azurerm_monitor_metric_alert";

describe("alerts", () => {
  test("are off without the key", () => {
    expect(
      synthOne(platformOfCluster({}))
        .addresses()
        .filter((a) => a.includes("alert")),
    ).toEqual([]);
  });

  test("of each stack notify the action group of one of them", () => {
    const stacks = synthText(platformOfCluster({}, { ...SPLIT, ...MAIL }));
    expect([...stacks.keys()]).toEqual(["contoso-hub", "contoso-shop", "contoso-alerts"]);
    const alert = stacks.get("contoso-shop")?.resource(METRIC, "shop_main_alert_nodes");
    expect(JSON.stringify(alert?.["action"])).toMatch(/terraform_remote_state.*contoso-alerts/);
  });

  test("of an existing action group need no stack of their own", () => {
    const stacks = synthText(
      platformOfCluster({}, { ...SPLIT, alerts: `{ actionGroups: [{ id: ${PAGER} }] }` }),
    );
    expect([...stacks.keys()]).toEqual(["contoso-hub", "contoso-shop"]);
    expect(stacks.get("contoso-shop")?.resource(METRIC, "shop_main_alert_nodes")).toMatchObject({
      action: [{ action_group_id: PAGER }],
    });
  });

  test("watch the services behind an Application Gateway for Containers", () => {
    const ingress = "{ type: application-gateway-for-containers }";
    const alert = synthOne(platformOfCluster({ ingress }, MAIL)).resource(
      METRIC,
      "shop_main_for_containers_alert_healthy_targets",
    );
    expect(alert).toMatchObject({
      scopes: ["${azurerm_application_load_balancer.shop_main_for_containers.id}"],
      criteria: [
        {
          metric_namespace: "Microsoft.ServiceNetworking/trafficControllers",
          metric_name: "BackendHealthyTargets",
          aggregation: "Average",
          operator: "LessThan",
          threshold: 1,
        },
      ],
    });
  });

  test("have a stack whose name no spoke can have while it is created", () => {
    const spokes = { alerts: spokeYaml() };
    expect(problemsOfText(platformYaml({ ...MAIL, spokes })).map(({ code }) => code)).toEqual([
      "INVALID_VALUE",
    ]);
    expect(problemsOfText(platformYaml({ spokes }))).toEqual([]);
  });
});

describe("alarms of the route sync", () => {
  const main = clusterYaml({
    network: "{ plugin: kubenet }",
    ingress: "{ type: agic-addon, gateway: edge }",
  });
  const shop = spokeYaml({ gateways: { edge: {} }, clusters: { main } });
  const recipients = (parts: Readonly<Record<string, string>>): unknown =>
    synthOne(platformYaml({ ...parts, spokes: { shop } })).resource(
      "azurerm_monitor_scheduled_query_rules_alert_v2",
      "route_sync_alarm_stale",
    )["action"];

  test("notify the recipients of the alerts, unless they have some of their own", () => {
    expect(recipients(MAIL)).toEqual({
      action_groups: ["${azurerm_monitor_action_group.operator_alerts.id}"],
    });
    const own = { ...MAIL, routeSync: "{ notify: { emails: [network@contoso.com] } }" };
    expect(recipients(own)).toEqual({
      action_groups: ["${azurerm_monitor_action_group.route_sync_alarm.id}"],
    });
  });
});
