import { isJsonObject, stringAt, type JsonObject } from "./json.js";
import { TableId } from "./ids.js";
import type { TargetGroup } from "./mirror.js";

/**
 * What a message that woke the runtime says. It only shows where to look first: the tables that are read and written come from
 * the configuration, whatever a message names.
 */
export type Wakeup =
  /** Tables that something happened to; maybe none, as in the portal's test alert. */
  | {
      readonly kind: "about";
      readonly tables: readonly TableId[];
      /** When it happened, in milliseconds since the epoch; null when the message does not say. */
      readonly at: number | null;
    }
  /** The deployed heartbeat, or another request to reconcile everything. */
  | { readonly kind: "sweep" }
  /** Event Grid asks whether we want its events. */
  | { readonly kind: "handshake"; readonly validationCode: string }
  | { readonly kind: "not-understood" };

/** Reads an alert in the common or the legacy schema, an Event Grid event or a CloudEvent, or an array of events. */
export function readWakeup(body: unknown): Wakeup {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const tables: TableId[] = [];
  let at: number | null = null;
  let understood = false;
  for (const message of messages) {
    // An unknown part must not hide the known parts.
    if (!isJsonObject(message)) continue;
    const code = validationCode(message);
    if (code !== null) return { kind: "handshake", validationCode: code };
    if (asksForSweep(message)) return { kind: "sweep" };
    const ids = idsIn(message);
    if (ids.length === 0) continue;
    understood = true;
    at ??= timeOf(message);
    tables.push(...ids.flatMap((id) => TableId.within(id) ?? []));
  }
  return understood ? { kind: "about", tables, at } : { kind: "not-understood" };
}

/** The targets whose mirrors read or write one of the tables. */
export function concerned(groups: readonly TargetGroup[], tables: readonly TableId[]): TargetGroup[] {
  return groups.filter(({ target, mirrors }) =>
    tables.some(
      (table) =>
        table.key === target.key ||
        mirrors.some(({ source }) =>
          source.kind === "table" ? source.id.key === table.key : source.id.holds(table),
        ),
    ),
  );
}

function validationCode(message: JsonObject): string | null {
  if (message["eventType"] !== "Microsoft.EventGrid.SubscriptionValidationEvent") return null;
  const data = message["data"];
  return isJsonObject(data) ? (stringAt(data, "validationCode") ?? null) : null;
}

/**
 * The heartbeat is a log alert whose rule carries this property. It says nothing about tables, and can do no more than
 * the timer does. Azure's page on the common schema shows the properties of a rule in `data.customProperties`, its sample
 * of a log alert in `data.alertContext.properties`.
 */
function asksForSweep(message: JsonObject): boolean {
  if (message["schemaId"] !== "azureMonitorCommonAlertSchema") return false;
  const data = objectAt(message, "data");
  const places = [objectAt(data, "customProperties"), objectAt(objectAt(data, "alertContext"), "properties")];
  return places.some((properties) => properties["route-sync"] === "sweep");
}

/** Every resource id that a message of a known schema names, in the places where that schema puts them. */
function idsIn(message: JsonObject): readonly string[] {
  const data = objectAt(message, "data");
  switch (message["schemaId"]) {
    case "azureMonitorCommonAlertSchema":
      return idsOfCommonAlert(data);
    case "Microsoft.Insights/activityLogs":
      return idsOfActivity(objectAt(objectAt(data, "context"), "activityLog"));
    default:
      break;
  }
  const isEvent = typeof message["eventType"] === "string" || typeof message["specversion"] === "string";
  if (!isEvent) return [];
  return [
    ...strings(message, "subject", "source", "topic"),
    ...strings(data, "resourceUri"),
    ...strings(objectAt(data, "authorization"), "scope"),
  ];
}

function idsOfCommonAlert(data: JsonObject): readonly string[] {
  const targets = objectAt(data, "essentials")["alertTargetIDs"];
  const listed: readonly unknown[] = Array.isArray(targets) ? targets : [];
  return [...listed.filter((id) => typeof id === "string"), ...idsOfActivity(objectAt(data, "alertContext"))];
}

function idsOfActivity(activity: JsonObject): readonly string[] {
  return [
    ...strings(activity, "resourceId"),
    ...strings(objectAt(activity, "authorization"), "scope"),
    ...strings(objectAt(activity, "properties"), "entity"),
  ];
}

/** Time of the write that the message reports, by whichever name the schema has for it. */
function timeOf(message: JsonObject): number | null {
  const data = objectAt(message, "data");
  const [text] = [
    ...strings(objectAt(data, "alertContext"), "eventTimestamp"),
    ...strings(objectAt(objectAt(data, "context"), "activityLog"), "eventTimestamp"),
    ...strings(message, "eventTime", "time"),
  ];
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : time;
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function strings(object: JsonObject, ...keys: readonly string[]): string[] {
  return keys.flatMap((key) => stringAt(object, key) ?? []);
}
