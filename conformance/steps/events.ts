import { at } from "../compare.ts";
import type { Kit } from "../kit.ts";
import { route, type Step } from "../step.ts";

const WAIT_MINUTES = 15;

/**
 * Which events and which alerts a table's own writes and those of its child routes yield. Two alert rules watch, one whose
 * scope is the table and one whose scope is the group with a condition on `resourceId`; neither calls a receiver.
 */
export const events: Step = {
  name: "child events",
  does: "writes a table and child routes under two alert rules, then reads the activity log and the fired alerts",
  settles: ["alerts: scopes are prefixes of ids"],
  minutes: 25,
  cost: 0,
  run: async (kit) => {
    const table = kit.in("Microsoft.Network/routeTables/watched");
    const body = { location: kit.place.location };
    await kit.done("PUT of the watched table", "PUT", table, { body });
    await alertRule(kit, "by-scope", [table], []);
    await alertRule(kit, "by-resource", [kit.in()], [{ field: "resourceId", equals: table }]);
    // A new rule takes up to five minutes to be active.
    await kit.wait(6 * 60_000);
    await kit.done("PUT of a route under the rules", "PUT", `${table}/routes/child`, {
      body: route("child", "10.0.1.0/24"),
    });
    await kit.done("DELETE of a route under the rules", "DELETE", `${table}/routes/child`);
    await kit.done("PUT of the table under the rules", "PUT", table, {
      body: { ...body, tags: { touched: "1" } },
    });
    await kit.done("DELETE of the table under the rules", "DELETE", table);
    await kit.done("PUT of the table made again", "PUT", table, { body });
    await kit.wait(WAIT_MINUTES * 60_000);
    await logOf(kit);
    const scope = `/subscriptions/${kit.place.subscription}/providers/Microsoft.AlertsManagement/alerts`;
    const fired = await kit.quietly(
      "GET",
      `${scope}?api-version=2019-05-05-preview&targetResourceGroup=${kit.place.group}`,
    );
    kit.exchanges.push({
      n: "alerts that fired",
      res: { status: fired.status, body: { value: list(fired.body).map(alertFacts) } },
    });
  },
};

async function alertRule(
  kit: Kit,
  name: string,
  scopes: readonly string[],
  also: readonly object[],
): Promise<void> {
  await kit.call(
    `PUT of the alert rule ${name}`,
    "PUT",
    kit.in(`Microsoft.Insights/activityLogAlerts/${name}`),
    {
      body: {
        location: "global",
        properties: {
          scopes,
          enabled: true,
          actions: { actionGroups: [] },
          condition: { allOf: [{ field: "category", equals: "Administrative" }, ...also] },
        },
      },
    },
  );
}

/** Only the fields of an event that a rule can match: callers and claims identify users. */
async function logOf(kit: Kit): Promise<void> {
  const since = kit.ago(60 * 60_000);
  const filter = `eventTimestamp ge '${since}' and resourceGroupName eq '${kit.place.group}'`;
  const path = `/subscriptions/${kit.place.subscription}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`;
  const { status, body } = await kit.quietly("GET", path);
  kit.exchanges.push({
    n: "activity log of the group",
    res: { status, body: { value: list(body).map(eventFacts) } },
  });
}

function list(body: unknown): readonly unknown[] {
  const value = at(body, "value");
  return Array.isArray(value) ? value : [];
}

function eventFacts(event: unknown): object {
  return {
    operation: at(event, "operationName.value"),
    status: at(event, "status.value"),
    subStatus: at(event, "subStatus.value"),
    resourceId: at(event, "resourceId"),
    resourceType: at(event, "resourceType.value"),
    category: at(event, "category.value"),
    level: at(event, "level"),
  };
}

function alertFacts(alert: unknown): object {
  return {
    rule: at(alert, "properties.essentials.alertRule"),
    target: at(alert, "properties.essentials.targetResource"),
    state: at(alert, "properties.essentials.monitorCondition"),
  };
}
