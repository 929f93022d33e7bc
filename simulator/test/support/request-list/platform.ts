import { GROUP, SUB } from "../arm.js";
import {
  net,
  put,
  bare,
  ref,
  provider,
  IDENTITY,
  ACCOUNT,
  CLUSTER,
  SITE,
  VAULT,
  CDN,
  TOPIC,
  GUID,
  NETWORK_CONTRIBUTOR,
  type ListedRequest,
} from "./requests.js";

const AGC = provider("Microsoft.ServiceNetworking/trafficControllers/agc");
const AGC_SUBNET = net("virtualNetworks/spoke/subnets/agc");

/** Requests for clusters, identities, vaults, alerts and what runs on the networks. */
export const PLATFORM: readonly ListedRequest[] = [
  put(IDENTITY, {}),
  bare(`${IDENTITY}/federatedIdentityCredentials/fic`, {
    issuer: "https://issuer.example.com/",
    subject: "system:serviceaccount:a:b",
    audiences: ["api://AzureADTokenExchange"],
  }),
  bare(`${GROUP}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`, {
    roleName: "mirror",
    description: "",
    assignableScopes: [GROUP],
    permissions: [{ actions: ["Microsoft.Network/routeTables/read"], notActions: [] }],
  }),
  bare(`${net("routeTables/rt")}/providers/Microsoft.Authorization/roleAssignments/${GUID}`, {
    principalId: GUID,
    roleDefinitionId: NETWORK_CONTRIBUTOR,
    principalType: "ServicePrincipal",
  }),
  bare(`${GROUP}/providers/Microsoft.Authorization/policyAssignments/ilb`, {
    policyDefinitionId:
      "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
    parameters: { effect: { value: "Audit" } },
  }),
  bare(`/subscriptions/${SUB}/providers/Microsoft.Authorization/policyDefinitions/own`, {
    policyRule: { if: { field: "type", equals: "x" }, then: { effect: "audit" } },
  }),
  bare(`/subscriptions/${SUB}/providers/Microsoft.Authorization/policySetDefinitions/own`, {
    policyDefinitions: [],
  }),
  bare(`${GROUP}/providers/Microsoft.Authorization/locks/keep`, { level: "CanNotDelete", notes: "" }),
  put(
    ACCOUNT,
    { allowSharedKeyAccess: false, allowBlobPublicAccess: false, minimumTlsVersion: "TLS1_2" },
    { kind: "StorageV2", sku: { name: "Standard_ZRS" } },
  ),
  bare(`${ACCOUNT}/blobServices/default`, { deleteRetentionPolicy: { enabled: true, days: 7 } }),
  bare(`${ACCOUNT}/fileServices/default`, { shareDeleteRetentionPolicy: { enabled: false } }),
  bare(`${ACCOUNT}/queueServices/default`, { cors: { corsRules: [] } }),
  bare(`${ACCOUNT}/tableServices/default`, { cors: { corsRules: [] } }),
  bare(`${ACCOUNT}/blobServices/default/containers/deploy`, { publicAccess: "None" }),
  bare(`${ACCOUNT}/queueServices/default/queues/route-sync`, { metadata: { a: "b" } }),
  bare(`${ACCOUNT}/managementPolicies/default`, { policy: { rules: [] } }),
  put(provider("Microsoft.OperationalInsights/workspaces/law"), {
    sku: { name: "PerGB2018" },
    retentionInDays: 90,
  }),
  put(
    provider("Microsoft.Insights/components/ai"),
    {
      Application_Type: "Node.JS",
      WorkspaceResourceId: provider("Microsoft.OperationalInsights/workspaces/law"),
    },
    { kind: "Node.JS" },
  ),
  put(
    provider("Microsoft.Web/serverfarms/plan"),
    { reserved: true },
    { kind: "functionapp", sku: { name: "FC1" } },
  ),
  {
    ...put(
      SITE,
      {
        serverFarmId: provider("Microsoft.Web/serverfarms/plan"),
        httpsOnly: true,
        siteConfig: { appSettings: [{ name: "A", value: "1" }] },
        functionAppConfig: { runtime: { name: "node", version: "22" } },
      },
      {
        kind: "functionapp,linux",
        identity: { type: "UserAssigned", userAssignedIdentities: { [IDENTITY]: {} } },
      },
    ),
    hidden: ["siteConfig"],
  },
  bare(`${SITE}/config/appsettings`, { A: "1" }),
  bare(`${SITE}/basicPublishingCredentialsPolicies/scm`, { allow: false }),
  bare(
    provider("Microsoft.Insights/actionGroups/ag"),
    {
      groupShortName: "ag",
      azureFunctionReceivers: [
        {
          name: "f",
          functionAppResourceId: SITE,
          functionName: "alerts",
          httpTriggerUrl: "https://func.azurewebsites.net/api/alerts",
          useCommonAlertSchema: true,
        },
      ],
    },
    { location: "global" },
  ),
  bare(
    provider("Microsoft.Insights/activityLogAlerts/ala"),
    {
      scopes: [GROUP],
      condition: { allOf: [{ field: "category", equals: "Administrative" }] },
      actions: { actionGroups: [{ actionGroupId: provider("Microsoft.Insights/actionGroups/ag") }] },
    },
    { location: "global" },
  ),
  bare(
    provider("Microsoft.Insights/metricAlerts/ma"),
    {
      scopes: [ACCOUNT],
      severity: 2,
      criteria: { "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf: [] },
    },
    { location: "global" },
  ),
  put(provider("Microsoft.Insights/scheduledQueryRules/sqr"), {
    scopes: [provider("Microsoft.Insights/components/ai")],
    severity: 2,
    evaluationFrequency: "PT10M",
    criteria: { allOf: [] },
  }),
  put(provider("Microsoft.Insights/dataCollectionRules/dcr"), { dataSources: {} }),
  put(provider("Microsoft.Insights/dataCollectionEndpoints/dce"), {
    networkAcls: { publicNetworkAccess: "Enabled" },
  }),
  bare(`${VAULT}/providers/Microsoft.Insights/dataCollectionRuleAssociations/logs`, {
    dataCollectionRuleId: provider("Microsoft.Insights/dataCollectionRules/dcr"),
  }),
  bare(`${VAULT}/providers/Microsoft.Insights/diagnosticSettings/diag`, {
    workspaceId: provider("Microsoft.OperationalInsights/workspaces/law"),
    logs: [{ category: "AuditEvent", enabled: true }],
  }),
  bare(
    provider("Microsoft.AlertsManagement/smartDetectorAlertRules/sd"),
    { state: "Enabled", severity: "Sev3" },
    { location: "global" },
  ),
  put(VAULT, { tenantId: GUID, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true }),
  bare(
    TOPIC,
    { source: GROUP, topicType: "Microsoft.Resources.ResourceGroups" },
    { location: "global", identity: { type: "SystemAssigned" } },
  ),
  bare(`${TOPIC}/eventSubscriptions/sub`, {
    destination: {
      endpointType: "StorageQueue",
      properties: { resourceId: ACCOUNT, queueName: "route-sync" },
    },
  }),
  bare(`${GROUP}/providers/Microsoft.EventGrid/eventSubscriptions/direct`, {
    destination: {
      endpointType: "StorageQueue",
      properties: { resourceId: ACCOUNT, queueName: "route-sync" },
    },
  }),
  put(
    provider("Microsoft.ContainerRegistry/registries/acr"),
    { adminUserEnabled: false },
    { sku: { name: "Premium" } },
  ),
  put(
    CLUSTER,
    {
      dnsPrefix: "aks",
      networkProfile: {
        networkPlugin: "kubenet",
        outboundType: "userDefinedRouting",
        podCidr: "10.244.0.0/16",
        serviceCidr: "10.2.0.0/16",
        dnsServiceIP: "10.2.0.10",
      },
      apiServerAccessProfile: {
        enablePrivateCluster: true,
        privateDNSZone: "none",
        enablePrivateClusterPublicFQDN: true,
      },
      oidcIssuerProfile: { enabled: true },
      addonProfiles: {
        ingressApplicationGateway: {
          enabled: true,
          config: { applicationGatewayId: net("applicationGateways/agw") },
        },
      },
      agentPoolProfiles: [
        {
          name: "system",
          count: 3,
          vmSize: "Standard_D4s_v5",
          mode: "System",
          vnetSubnetID: net("virtualNetworks/spoke/subnets/nodes"),
        },
      ],
    },
    {
      identity: { type: "UserAssigned", userAssignedIdentities: { [IDENTITY]: {} } },
      sku: { name: "Base", tier: "Standard" },
    },
  ),
  bare(`${CLUSTER}/agentPools/user`, {
    count: 2,
    vmSize: "Standard_D4s_v5",
    vnetSubnetID: net("virtualNetworks/spoke/subnets/nodes"),
  }),
  bare(`${CLUSTER}/maintenanceConfigurations/default`, { timeInWeek: [] }),
  put(net("privateEndpoints/pe"), {
    subnet: ref("virtualNetworks/spoke/subnets/endpoints"),
    privateLinkServiceConnections: [
      { name: "c", properties: { privateLinkServiceId: ACCOUNT, groupIds: ["queue"] } },
    ],
  }),
  bare(net("privateEndpoints/pe/privateDnsZoneGroups/default"), {
    privateDnsZoneConfigs: [
      { name: "z", properties: { privateDnsZoneId: net("privateDnsZones/example.internal") } },
    ],
  }),
  bare(
    CDN,
    { originResponseTimeoutSeconds: 60 },
    { location: "Global", sku: { name: "Premium_AzureFrontDoor" } },
  ),
  bare(`${CDN}/afdEndpoints/e`, { enabledState: "Enabled" }, { location: "Global" }),
  bare(`${CDN}/originGroups/og`, { loadBalancingSettings: { sampleSize: 4 } }),
  bare(`${CDN}/originGroups/og/origins/o`, { hostName: "example.com" }),
  bare(`${CDN}/afdEndpoints/e/routes/r`, { patternsToMatch: ["/*"] }),
  bare(`${CDN}/securityPolicies/sp`, { parameters: { type: "WebApplicationFirewall" } }),
  bare(`${CDN}/secrets/www`, {
    parameters: {
      type: "CustomerCertificate",
      secretSource: { id: `${VAULT}/secrets/www` },
      useLatestVersion: true,
    },
  }),
  bare(`${CDN}/ruleSets/rs`, {}),
  bare(`${CDN}/customDomains/cd`, { hostName: "www.example.com" }),
  bare(AGC_SUBNET, {
    addressPrefix: "10.1.40.0/24",
    delegations: [
      { name: "d", properties: { serviceName: "Microsoft.ServiceNetworking/trafficControllers" } },
    ],
  }),
  put(AGC, {}),
  put(`${AGC}/frontends/public`, {}),
  put(`${AGC}/associations/nodes`, { associationType: "subnets", subnet: { id: AGC_SUBNET } }),
  put(`${AGC}/securityPolicies/waf`, {
    wafPolicy: ref("ApplicationGatewayWebApplicationFirewallPolicies/waf"),
  }),
];

/** Requests in the order in which Terraform makes them: what is referred to comes first. */
