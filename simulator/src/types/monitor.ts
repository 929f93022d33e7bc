import { asObject, at, objects, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { TypeRow } from "../core/type-row.js";
import { fixed, guid, orElse } from "./helpers.js";

const RECEIVERS = [
  "emailReceivers",
  "smsReceivers",
  "webhookReceivers",
  "itsmReceivers",
  "azureAppPushReceivers",
  "automationRunbookReceivers",
  "voiceReceivers",
  "logicAppReceivers",
  "azureFunctionReceivers",
  "armRoleReceivers",
  "eventHubReceivers",
] as const;

/** Microsoft.Insights, Microsoft.OperationalInsights, Microsoft.AlertsManagement. */
export const monitorRows: readonly TypeRow[] = [
  {
    type: "Microsoft.Insights/actionGroups",
    writes: "sync",
    provisioningState: false,
    defaults: { properties: { enabled: true, ...Object.fromEntries(RECEIVERS.map((list) => [list, []])) } },
  },
  {
    type: "Microsoft.Insights/activityLogAlerts",
    writes: "sync",
    provisioningState: false,
    defaults: { properties: { enabled: true, description: "" } },
    computed: {
      "properties.actions.actionGroups": ({ body }) =>
        objects(at(body, "properties.actions.actionGroups")).map((action) => ({
          ...action,
          webhookProperties: asObject(action["webhookProperties"]),
        })),
    },
  },
  {
    type: "Microsoft.Insights/metricAlerts",
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
    defaults: {
      properties: {
        enabled: true,
        autoMitigate: true,
        severity: 3,
        evaluationFrequency: "PT1M",
        windowSize: "PT5M",
        actions: [],
      },
    },
  },
  {
    type: "Microsoft.Insights/scheduledQueryRules",
    writes: "sync",
    provisioningState: false,
    defaults: {
      kind: "LogAlert",
      properties: {
        enabled: true,
        autoMitigate: false,
        skipQueryValidation: false,
        checkWorkspaceAlertsStorageConfigured: false,
      },
    },
    computed: {
      "properties.createdWithApiVersion": fixed("2023-12-01"),
      "properties.isLegacyLogAnalyticsRule": fixed(false),
      "properties.isWorkspaceAlertsStorageConfigured": fixed(false),
    },
  },
  {
    type: "Microsoft.Insights/diagnosticSettings",
    writes: "sync",
    createStatus: 200,
    provisioningState: false,
  },
  { type: "Microsoft.Insights/dataCollectionRules", writes: "sync" },
  { type: "Microsoft.Insights/dataCollectionEndpoints", writes: "sync", needsLocation: true },
  { type: "Microsoft.Insights/dataCollectionRuleAssociations", writes: "sync" },
  {
    type: "Microsoft.Insights/components",
    writes: "sync",
    needsLocation: true,
    createStatus: 200,
    defaults: {
      kind: "web",
      properties: {
        Application_Type: "web",
        RetentionInDays: 90,
        SamplingPercentage: 100,
        DisableIpMasking: false,
        DisableLocalAuth: false,
        ForceCustomerStorageForProfiler: false,
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        IngestionMode: "LogAnalytics",
      },
    },
    computed: {
      "properties.AppId": guid("app"),
      "properties.ApplicationId": ({ name }) => name,
      "properties.Name": ({ name }) => name,
      "properties.InstrumentationKey": guid("instrumentation"),
      "properties.TenantId": ({ id }) => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1],
      "properties.ConnectionString": ({ id, body }) => {
        const key = stableGuid(`instrumentation:${id.toLowerCase()}`);
        const place = textOf(body["location"]).toLowerCase().replaceAll(" ", "");
        return `InstrumentationKey=${key};IngestionEndpoint=https://${place}-1.in.applicationinsights.azure.com/;LiveEndpoint=https://${place}.livediagnostics.monitor.azure.com/;ApplicationId=${stableGuid(`app:${id.toLowerCase()}`)}`;
      },
    },
  },
  {
    type: "Microsoft.Insights/components/currentBillingFeatures",
    writes: "sync",
    singleton: true,
    noNameSegment: true,
    provisioningState: false,
    createStatus: 200,
    // This body has no `properties`: everything is at its top level.
    defaults: {
      CurrentBillingFeatures: ["Basic"],
      DataVolumeCap: {
        Cap: 100,
        ResetTime: 0,
        WarningThreshold: 90,
        StopSendNotificationWhenHitCap: false,
        StopSendNotificationWhenHitThreshold: false,
        MaxHistoryCap: 1_000,
      },
    },
  },
  { type: "Microsoft.AlertsManagement/smartDetectorAlertRules", writes: "sync", provisioningState: false },
  {
    type: "Microsoft.OperationalInsights/workspaces",
    needsLocation: true,
    retryAfter: 0,
    defaults: {
      properties: {
        retentionInDays: 30,
        sku: { name: "PerGB2018" },
        features: {
          legacy: 0,
          searchVersion: 1,
          enableLogAccessUsingOnlyResourcePermissions: true,
          disableLocalAuth: false,
        },
        workspaceCapping: {
          dailyQuotaGb: -1,
          quotaNextResetTime: "2026-11-21T00:00:00Z",
          dataIngestionStatus: "RespectQuota",
        },
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
      },
    },
    computed: { "properties.customerId": orElse("properties.customerId", guid("customer")) },
    actions: {
      sharedKeys: ({ id }) => ({
        primarySharedKey: keyOf(id, "primary"),
        secondarySharedKey: keyOf(id, "secondary"),
      }),
    },
  },
];

function keyOf(id: string, which: string): string {
  return Buffer.from(stableGuid(`${which}:${id.toLowerCase()}`).repeat(2)).toString("base64");
}
