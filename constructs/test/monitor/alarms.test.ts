import { expect, test } from "vitest";
import { ResourceGroup, SyncAlerts } from "../../src/index.js";
import { block, synth, type Synthesized } from "../support/synth.js";

const RULE = "azurerm_monitor_scheduled_query_rules_alert_v2";

function alarms(props: { emails?: string[]; actionGroupIds?: string[] } = {}): Synthesized {
  return synth((stack) => {
    const { placement } = new ResourceGroup(stack, "sync", { location: "westeurope", nameParts: ["sync"] });
    const insightsId = "an-id";
    new SyncAlerts(stack, "alarm", { placement, insightsId, mirrors: ["shop-main", "pay-main"], ...props });
  });
}

test("there is an alarm for poison messages, holds, silence and full tables", () => {
  expect(alarms().addresses(RULE)).toEqual(
    ["full", "held", "poison", "silent"].map((name) => `${RULE}.alarm_${name}`),
  );
});

test("silence is missed of every mirror for half an hour, whether it ever reported or not", () => {
  const rule = alarms().resource(RULE, "alarm_silent");
  const { query } = block(rule["criteria"]);
  expect(rule["window_duration"]).toBe("PT30M");
  expect(query).toContain('datatable(mirror: string) ["shop-main", "pay-main"]');
  expect(query).toContain("kind=leftanti");
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

test("nobody is told unless the team says whom", () => {
  const json = alarms();
  expect(json.addresses("azurerm_monitor_action_group")).toEqual([]);
  expect(json.resource(RULE, "alarm_poison")["action"]).toBeUndefined();
});

test("mails and action groups that exist already are told of every alarm", () => {
  const json = alarms({ emails: ["on-call@contoso.example"], actionGroupIds: ["pager"] });
  for (const name of ["full", "held", "poison", "silent"]) {
    expect(json.resource(RULE, `alarm_${name}`)["action"]).toEqual({
      action_groups: ["${azurerm_monitor_action_group.alarm.id}", "pager"],
    });
  }
});
