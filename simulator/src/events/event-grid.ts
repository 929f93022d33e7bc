import { claimsOf } from "./alert-bodies.js";
import type { Activity } from "./activity-log.js";
import {
  asList,
  asObject,
  asText,
  at,
  objects,
  textAt,
  textOf,
  type Json,
  type JsonObject,
} from "../core/json.js";
import { isWithin, lower } from "../core/arm-id.js";
import type { World } from "../core/type-row.js";

/** Where a subscription's events go. */
export type Destination =
  | { readonly kind: "webhook"; readonly url: string }
  | {
      readonly kind: "queue";
      readonly account: string;
      readonly queue: string;
      /** Object id of the identity that delivers; undefined: the account's shared key. */
      readonly identity: string | undefined;
      /** Whether the firewall of the account refuses the delivery. */
      readonly isRefused: boolean;
    };

/** The Event Grid event of a log entry; undefined for entries that Event Grid does not publish (Started, Accepted). */
export function eventOf(activity: Activity): JsonObject | undefined {
  if (activity.status === "Started" || activity.status === "Accepted") return undefined;
  const verb = activity.operationName.endsWith("/delete") ? "Delete" : "Write";
  const outcome = activity.status === "Succeeded" ? "Success" : "Failure";
  const compact = (guid: string): string => guid.replaceAll("-", "");
  return {
    // Event Grid writes `resourcegroups` in lower case here.
    subject: activity.resourceId.replace(/\/resourceGroups\//i, "/resourcegroups/"),
    eventType: `Microsoft.Resources.Resource${verb}${outcome}`,
    eventTime: new Date(activity.at).toISOString(),
    id: activity.eventId,
    data: {
      authorization: {
        scope: activity.resourceId,
        action: activity.operationName,
        evidence: {
          role: "Contributor",
          principalId: compact(activity.caller),
          principalType: "ServicePrincipal",
        },
      },
      claims: claimsOf(activity),
      correlationId: activity.correlationId,
      httpRequest: {
        clientRequestId: activity.correlationId,
        clientIpAddress: "20.50.1.2",
        method: activity.method,
        url: activity.url,
      },
      resourceProvider: activity.resourceProvider,
      resourceUri: activity.resourceId,
      operationName: activity.operationName,
      status: activity.status,
      subscriptionId: activity.subscription,
      tenantId: activity.tenant,
    },
    dataVersion: "2",
    metadataVersion: "1",
    topic: `/subscriptions/${activity.subscription}${activity.resourceGroup === "" ? "" : `/resourceGroups/${activity.resourceGroup}`}`,
  };
}

/** Subscriptions that take an event: those of system topics whose source is in scope, and those on the scope itself. */
export function subscribers(world: World, activity: Activity, event: JsonObject): JsonObject[] {
  const ofTopics = world.ofType("Microsoft.EventGrid/systemTopics").flatMap((topic) => {
    if (!isWithin(activity.resourceId, textAt(topic, "properties.source"))) return [];
    const prefix = `${lower(textOf(topic["id"]))}/`;
    return world
      .ofType("Microsoft.EventGrid/systemTopics/eventSubscriptions")
      .filter((subscription) => lower(textOf(subscription["id"])).startsWith(prefix));
  });
  const onScopes = world.ofType("Microsoft.EventGrid/eventSubscriptions").filter((subscription) => {
    const id = textOf(subscription["id"]);
    return isWithin(activity.resourceId, id.slice(0, id.toLowerCase().lastIndexOf("/providers/")));
  });
  return [...ofTopics, ...onScopes].filter(
    (subscription) =>
      textAt(subscription, "properties.provisioningState") !== "Failed" && passes(subscription, event),
  );
}

function passes(subscription: JsonObject, event: JsonObject): boolean {
  const filter = asObject(at(subscription, "properties.filter"));
  const types = asList(filter["includedEventTypes"]).map(textOf);
  if (types.length > 0 && !types.includes(textOf(event["eventType"]))) return false;
  const fold = filter["isSubjectCaseSensitive"] === true ? (text: string) => text : lower;
  const subject = fold(textOf(event["subject"]));
  if (!subject.startsWith(fold(textOf(filter["subjectBeginsWith"])))) return false;
  if (!subject.endsWith(fold(textOf(filter["subjectEndsWith"])))) return false;
  return objects(filter["advancedFilters"]).every((advanced) => passesAdvanced(advanced, event));
}

/** Advanced filters compare without case, as Event Grid does. */
function passesAdvanced(advanced: JsonObject, event: JsonObject): boolean {
  const actual = lower(textAt(event, textOf(advanced["key"])));
  const values = asList(advanced["values"]).map((value: Json) => lower(textOf(value)));
  switch (lower(textOf(advanced["operatorType"]))) {
    case "stringin":
      return values.includes(actual);
    case "stringnotin":
      return !values.includes(actual);
    case "stringbeginswith":
      return values.some((value) => actual.startsWith(value));
    case "stringnotbeginswith":
      return !values.some((value) => actual.startsWith(value));
    case "stringendswith":
      return values.some((value) => actual.endsWith(value));
    case "stringnotendswith":
      return !values.some((value) => actual.endsWith(value));
    case "stringcontains":
      return values.some((value) => actual.includes(value));
    case "stringnotcontains":
      return !values.some((value) => actual.includes(value));
    default:
      // An operator that is not imitated lets everything through: at least once, rather than never.
      return true;
  }
}

/** The destination of a subscription, direct or through an identity; undefined when it is not imitated. */
export function destinationOf(world: World, subscription: JsonObject): Destination | undefined {
  const properties = asObject(subscription["properties"]);
  const through = at(properties, "deliveryWithResourceIdentity.destination");
  const destination = asObject(through ?? properties["destination"]);
  const target = asObject(destination["properties"]);
  switch (lower(textOf(destination["endpointType"]))) {
    case "webhook": {
      const url = asText(target["endpointUrl"]);
      return url === undefined ? undefined : { kind: "webhook", url };
    }
    case "storagequeue": {
      const id = textOf(target["resourceId"]);
      return {
        kind: "queue",
        account: id.slice(id.lastIndexOf("/") + 1),
        queue: textOf(target["queueName"]),
        identity: identityOf(world, subscription),
        isRefused: isClosed(world.lookup(id)) && !isTrusted(world, id, subscription),
      };
    }
    default:
      return undefined;
  }
}

/** The identity that a subscription delivers with: a user-assigned one, or its topic's own. */
function identityOf(world: World, subscription: JsonObject): string | undefined {
  const identity = at(subscription, "properties.deliveryWithResourceIdentity.identity");
  if (identity === undefined || identity === null) return undefined;
  const assigned = textAt(identity, "userAssignedIdentity");
  if (assigned !== "") return textAt(world.lookup(assigned), "properties.principalId");
  const topic = world.lookup(textAt(subscription, "properties.topic"));
  return textAt(topic, "identity.principalId");
}

/** Whether a storage account refuses callers from elsewhere. */
function isClosed(account: JsonObject | undefined): boolean {
  return (
    textAt(account, "properties.publicNetworkAccess") === "Disabled" ||
    textAt(account, "properties.networkAcls.defaultAction") === "Deny"
  );
}

/** Past the firewall come deliveries by the topic's own identity, with the bypass of trusted services. */
function isTrusted(world: World, account: string, subscription: JsonObject): boolean {
  const by = textAt(subscription, "properties.deliveryWithResourceIdentity.identity.type");
  const bypass = textAt(world.lookup(account), "properties.networkAcls.bypass");
  return lower(by) === "systemassigned" && bypass.includes("AzureServices");
}
