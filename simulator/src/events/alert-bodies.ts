import { lower, lastName } from "../core/arm-id.js";
import { asObject, textAt, textOf, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Activity } from "./activity-log.js";

function iso(at: number): string {
  return new Date(at).toISOString().replace("Z", "0000+00:00");
}

/** The claims of the caller's token: JSON in a string in alerts, an object in Event Grid. */
export function claimsOf(activity: Activity): JsonObject {
  const issued = Math.floor(activity.at / 1000);
  return {
    aud: "https://management.core.windows.net/",
    iss: `https://sts.windows.net/${activity.tenant}/`,
    iat: String(issued),
    nbf: String(issued),
    exp: String(issued + 86_400),
    appid: activity.appId,
    appidacr: "2",
    "http://schemas.microsoft.com/identity/claims/objectidentifier": activity.caller,
    "http://schemas.microsoft.com/identity/claims/tenantid": activity.tenant,
    uti: "simulator",
    ver: "1.0",
  };
}

function propertiesOf(activity: Activity): JsonObject {
  return {
    eventCategory: activity.category,
    entity: activity.resourceId,
    message: activity.operationName,
    hierarchy: `${activity.tenant}/${activity.subscription}`,
  };
}

function entryOf(activity: Activity, firedAt: number): JsonObject {
  return {
    authorization: { action: activity.operationName, scope: activity.resourceId },
    channels: "Operation",
    claims: JSON.stringify(claimsOf(activity)),
    caller: activity.caller,
    correlationId: activity.correlationId,
    eventSource: activity.category,
    eventTimestamp: iso(activity.at),
    eventDataId: activity.eventId,
    level: activity.level,
    operationName: activity.operationName,
    operationId: activity.operationId,
    properties: propertiesOf(activity),
    status: activity.status,
    subStatus: "",
    submissionTimestamp: iso(firedAt),
  };
}

/** The body of the common alert schema. It carries no resource id in `alertContext`; ids in `essentials` are lower-case. */
export function commonBody(
  alert: JsonObject,
  activity: Activity,
  firedAt: number,
  webhookProperties: JsonObject,
): JsonObject {
  const origin = stableGuid(`alert:${activity.eventId}:${textOf(alert["id"])}`);
  return {
    schemaId: "azureMonitorCommonAlertSchema",
    data: {
      essentials: {
        alertId: `/subscriptions/${activity.subscription}/providers/Microsoft.AlertsManagement/alerts/${origin}`,
        alertRule: textOf(alert["name"]),
        alertRuleId: textOf(alert["id"]),
        severity: "Sev4",
        signalType: "Activity Log",
        monitorCondition: "Fired",
        monitoringService: "Activity Log - Administrative",
        alertTargetIDs: [lower(activity.resourceId)],
        configurationItems: [lastName(activity.resourceId)],
        originAlertId: `${origin}_${stableGuid(textOf(alert["id"])).replaceAll("-", "")}`,
        firedDateTime: iso(firedAt),
        description: textAt(alert, "properties.description"),
        essentialsVersion: "1.0",
        alertContextVersion: "1.0",
      },
      alertContext: { ...entryOf(activity, firedAt), "Activity Log Event Description": "" },
      customProperties: Object.keys(webhookProperties).length === 0 ? null : webhookProperties,
    },
  };
}

/** The body of the older schema of activity-log alerts. */
export function legacyBody(
  alert: JsonObject,
  activity: Activity,
  firedAt: number,
  webhookProperties: JsonObject,
): JsonObject {
  return {
    schemaId: "Microsoft.Insights/activityLogs",
    data: {
      status: "Activated",
      context: {
        activityLog: {
          ...entryOf(activity, firedAt),
          description: textAt(asObject(alert["properties"]), "description"),
          httpRequest: JSON.stringify({
            clientRequestId: stableGuid(`client-request:${activity.correlationId}`),
            clientIpAddress: "20.50.1.2",
            method: activity.method,
          }),
          resourceId: activity.resourceId,
          resourceGroupName: activity.resourceGroup,
          resourceProviderName: activity.resourceProvider,
          subscriptionId: activity.subscription,
          resourceType: activity.resourceType,
        },
      },
      properties: webhookProperties,
    },
  };
}

/** What the portal's "Test action group" sends: an unrelated virtual machine. */
export function portalTestBody(schema: "common" | "legacy", now: number): JsonObject {
  const id =
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/test-RG/providers/Microsoft.Compute/virtualMachines/test-VM";
  const activity: Activity = {
    at: now,
    status: "Succeeded",
    resourceId: id,
    resourceType: "Microsoft.Compute/virtualMachines",
    resourceGroup: "test-RG",
    resourceProvider: "Microsoft.Compute",
    subscription: "11111111-1111-1111-1111-111111111111",
    tenant: stableGuid("test-tenant"),
    operationName: "Microsoft.Compute/virtualMachines/restart/action",
    category: "Administrative",
    level: "Informational",
    caller: "user@contoso.com",
    appId: stableGuid("test-app"),
    correlationId: stableGuid("test-correlation"),
    operationId: stableGuid("test-operation"),
    eventId: stableGuid("test-event"),
    method: "POST",
    url: `https://management.azure.com${id}/restart`,
  };
  const alert = {
    id: `${id.split("/providers")[0] ?? ""}/providers/microsoft.insights/activityLogAlerts/test-rule`,
    name: "test-rule",
  };
  return schema === "common" ? commonBody(alert, activity, now, {}) : legacyBody(alert, activity, now, {});
}
