import { isWithin, lower } from "../core/arm-id.js";
import { asList, asObject, asText, at, objects, textOf, type Json, type JsonObject } from "../core/json.js";
import type { Activity } from "./activity-log.js";

/** True when an activity-log alert fires on an entry: enabled, in scope, and all its conditions hold. */
export function fires(alert: JsonObject, activity: Activity): boolean {
  const properties = asObject(alert["properties"]);
  if (properties["enabled"] === false) return false;
  const inScope = asList(properties["scopes"]).some((scope) => isWithin(activity.resourceId, textOf(scope)));
  return (
    inScope && objects(at(properties, "condition.allOf")).every((condition) => holds(condition, activity))
  );
}

function holds(condition: JsonObject, activity: Activity): boolean {
  const anyOf = condition["anyOf"];
  if (Array.isArray(anyOf)) return objects(anyOf).some((leaf) => holds(leaf, activity));
  const actual = lower(fieldOf(textOf(condition["field"]), activity) ?? "");
  const equals = condition["equals"];
  if (equals !== undefined && equals !== null) return actual === lower(textOf(equals));
  const containsAny = asList(condition["containsAny"]);
  // Azure compares whole values here too, whatever the name says.
  return containsAny.some((value: Json) => actual === lower(textOf(value)));
}

function fieldOf(field: string, activity: Activity): string | undefined {
  switch (lower(field)) {
    case "category":
      return activity.category;
    case "resourceid":
      return activity.resourceId;
    case "resourcetype":
      return activity.resourceType;
    case "resourcegroup":
      return activity.resourceGroup;
    case "resourceprovider":
      return activity.resourceProvider;
    case "operationname":
      return activity.operationName;
    case "status":
      return activity.status;
    case "substatus":
      return "";
    case "level":
      return activity.level;
    case "caller":
      return activity.caller;
    default:
      return undefined;
  }
}

/** Ids of the action groups of an alert, with what it adds to their calls. */
export function actionsOf(alert: JsonObject): { group: string; webhookProperties: JsonObject }[] {
  return objects(at(alert, "properties.actions.actionGroups")).flatMap((action) => {
    const group = asText(action["actionGroupId"]);
    return group === undefined ? [] : [{ group, webhookProperties: asObject(action["webhookProperties"]) }];
  });
}
