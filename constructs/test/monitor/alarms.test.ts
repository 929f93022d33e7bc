import { expect, test } from "vitest";
import { ResourceGroup, SyncAlerts } from "../../src/internal.js";
import { block, synth, type Synthesized } from "../support/synth.js";

const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";

function alarms(props: { emails?: string[]; actionGroupIds?: string[] } = {}): Synthesized {
  return synth((stack) => {
    const { placement } = new ResourceGroup(stack, "sync", { location: "westeurope", nameParts: ["sync"] });
    const insightsId = "an-id";
    new SyncAlerts(stack, "alarm", { placement, insightsId, mirrors: ["shop-main", "pay-main"], ...props });
  });
}

const ALARMS = ["full", "held", "poison", "silent", "stale"];

test("there is an alarm for poison messages, holds, silence, mirrors left behind and full tables", () => {
  expect(alarms().addresses(RULE)).toEqual(ALARMS.map((name) => `${RULE}.alarm_${name}`));
});

test("silence is no row at all in half an hour, which a rule that splits by mirror would never see", () => {
  const rule = alarms().resource(RULE, "alarm_silent");
  expect(rule["window_duration"]).toBe("PT30M");
  expect(block(rule["criteria"])).toMatchObject({
    time_aggregation_method: "Count",
    operator: "LessThan",
    threshold: 1,
  });
  expect(block(rule["criteria"])["dimension"]).toBeUndefined();
});

test("a mirror is left behind after half an hour, whether it ever reported or not", () => {
  const rule = alarms().resource(RULE, "alarm_stale");
  const criteria = block(rule["criteria"]);
  expect(rule["window_duration"]).toBe("PT30M");
  expect(criteria["query"]).toContain('set_difference(dynamic(["shop-main", "pay-main"]), good)');
  expect(criteria["dimension"]).toEqual([{ name: "mirror", operator: "Include", values: ["*"] }]);
});

test("an alarm notifies once and resolves itself", () => {
  for (const name of ALARMS)
    expect(alarms().resource(RULE, `alarm_${name}`)["auto_mitigation_enabled"]).toBe(true);
});

test("a table is nearly full at nine tenths of what its mirrors allow, one alarm a table", () => {
  const criteria = block(alarms().resource(RULE, "alarm_full")["criteria"]);
  expect(criteria).toMatchObject({
    threshold: 90,
    operator: "GreaterThanOrEqual",
    metric_measure_column: "percent",
    dimension: [{ name: "target", operator: "Include", values: ["*"] }],
  });
  expect(criteria["query"]).toContain('name == "route_sync.target.limit"');
});

test("there are no notifications without recipients", () => {
  const json = alarms();
  expect(json.addresses("azurerm_monitor_action_group")).toEqual([]);
  expect(json.resource(RULE, "alarm_poison")["action"]).toBeUndefined();
});

test("every alarm notifies the mail addresses and the existing action groups", () => {
  const json = alarms({ emails: ["on-call@contoso.example"], actionGroupIds: ["pager"] });
  for (const name of ALARMS) {
    expect(json.resource(RULE, `alarm_${name}`)["action"]).toEqual({
      action_groups: ["${azurerm_monitor_action_group.alarm.id}", "pager"],
    });
  }
});
