import { expect, test } from "vitest";
import { block } from "../support/synth.js";
import { one, runtime } from "../support/route-sync.js";

const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";

test("a rule that is no alarm fires at every evaluation and remembers nothing", () => {
  const rule = runtime(one).resource(RULE, "sync_heartbeat");
  expect(rule).toMatchObject({
    auto_mitigation_enabled: false,
    evaluation_frequency: "PT15M",
    window_duration: "PT15M",
    severity: 4,
    scopes: ["${azurerm_application_insights.sync_app.id}"],
  });
  expect(rule["mute_actions_after_alert_duration"]).toBeUndefined();
  expect(rule["enabled"]).toBeUndefined();
  expect(block(rule["criteria"])).toEqual({
    query: "requests\n| summarize count()",
    time_aggregation_method: "Count",
    operator: "GreaterThan",
    threshold: 0,
    failing_periods: { number_of_evaluation_periods: 1, minimum_failing_periods_to_trigger_alert: 1 },
  });
});

test("it calls what alerts call, and says that it is a sweep", () => {
  const json = runtime(one);
  expect(json.resource(RULE, "sync_heartbeat")["action"]).toEqual({
    action_groups: ["${azurerm_monitor_action_group.sync_wake_up.id}"],
    custom_properties: { "route-sync": "sweep" },
  });
  const { azure_function_receiver } = json.resource("azurerm_monitor_action_group", "sync_wake_up");
  expect(block(azure_function_receiver)).toMatchObject({
    function_name: "alerts",
    use_common_alert_schema: true,
  });
});

test("it can be had oftener, or not at all", () => {
  const often = runtime(one, { heartbeat: { type: "every", interval: "PT5M" } });
  expect(often.resource(RULE, "sync_heartbeat")).toMatchObject({
    evaluation_frequency: "PT5M",
    window_duration: "PT5M",
  });
  const never = runtime(one, { heartbeat: { type: "none" } });
  expect(never.addresses(RULE)).not.toContain(`${RULE}.sync_heartbeat`);
});
