import { GROUP, SUB } from "./arm.js";

/** One PUT of the documented request list. `hidden`: keys of `properties` that Azure never shows again. */
export interface ListedRequest {
  readonly id: string;
  readonly body: object;
  readonly hidden?: readonly string[];
}

const WEST = { location: "westeurope" };
function net(path: string): string {
  return `${GROUP}/providers/Microsoft.Network/${path}`;
}
function put(id: string, properties: object, rest: object = {}): ListedRequest {
  return {
    id,
    body: { ...WEST, ...rest, properties },
  };
}
function bare(id: string, properties: object, rest: object = {}): ListedRequest {
  return {
    id,
    body: { ...rest, properties },
  };
}
function ref(path: string) {
  return { id: net(path) };
}
function provider(path: string): string {
  return `${GROUP}/providers/${path}`;
}

const IDENTITY = provider("Microsoft.ManagedIdentity/userAssignedIdentities/id");
const ACCOUNT = provider("Microsoft.Storage/storageAccounts/stx");
const CLUSTER = provider("Microsoft.ContainerService/managedClusters/aks");
const SITE = provider("Microsoft.Web/sites/func");
const VAULT = provider("Microsoft.KeyVault/vaults/kv");
const CDN = provider("Microsoft.Cdn/profiles/fd");
const TOPIC = provider("Microsoft.EventGrid/systemTopics/topic");
const GUID = "11111111-2222-3333-4444-555555555555";
const NETWORK_CONTRIBUTOR = `/subscriptions/${SUB}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7`;

const NETWORK: ListedRequest[] = [
  put(
    net("virtualNetworks/vnet"),
    { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    { tags: { team: "net" } },
  ),
  put(net("virtualNetworks/spoke"), { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } }),
  put(net("networkWatchers/watcher"), {}),
  bare(net("virtualNetworks/vnet/virtualNetworkPeerings/to-spoke"), {
    remoteVirtualNetwork: ref("virtualNetworks/spoke"),
    allowForwardedTraffic: true,
  }),
  put(net("routeTables/rt"), { disableBgpRoutePropagation: true, routes: [] }),
  bare(net("routeTables/rt/routes/default"), {
    addressPrefix: "0.0.0.0/0",
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: "10.0.0.4",
  }),
  put(net("networkSecurityGroups/nsg"), { securityRules: [] }),
  bare(net("networkSecurityGroups/nsg/securityRules/allow"), {
    protocol: "Tcp",
    access: "Allow",
    direction: "Inbound",
    priority: 100,
    sourceAddressPrefix: "10.1.1.0/24",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "443",
  }),
  put(net("publicIPPrefixes/ippre"), { prefixLength: 30 }, { sku: { name: "Standard" } }),
  put(
    net("natGateways/nat"),
    { publicIpPrefixes: [ref("publicIPPrefixes/ippre")] },
    { sku: { name: "Standard" } },
  ),
  bare(net("virtualNetworks/vnet/subnets/AzureFirewallSubnet"), { addressPrefix: "10.0.0.0/26" }),
  bare(net("virtualNetworks/vnet/subnets/AzureBastionSubnet"), { addressPrefix: "10.0.1.0/26" }),
  bare(net("virtualNetworks/vnet/subnets/GatewaySubnet"), { addressPrefix: "10.0.2.0/27" }),
  bare(net("virtualNetworks/spoke/subnets/nodes"), {
    addressPrefixes: ["10.1.0.0/24"],
    routeTable: ref("routeTables/rt"),
    networkSecurityGroup: ref("networkSecurityGroups/nsg"),
    defaultOutboundAccess: false,
  }),
  bare(net("virtualNetworks/spoke/subnets/gateway"), { addressPrefix: "10.1.1.0/24" }),
  bare(net("virtualNetworks/spoke/subnets/endpoints"), {
    addressPrefix: "10.1.2.0/26",
    natGateway: ref("natGateways/nat"),
    delegations: [{ name: "d", properties: { serviceName: "Microsoft.App/environments" } }],
  }),
  put(
    net("publicIPAddresses/pip"),
    { publicIPAllocationMethod: "Static" },
    { sku: { name: "Standard", tier: "Regional" }, zones: ["1", "2"] },
  ),
  put(net("publicIPAddresses/pip-gw"), { publicIPAllocationMethod: "Static" }),
  put(net("firewallPolicies/fwp"), { threatIntelMode: "Alert", dnsSettings: { enableProxy: true } }),
  bare(net("firewallPolicies/fwp/ruleCollectionGroups/rcg"), {
    priority: 200,
    ruleCollections: [
      { name: "aks", ruleCollectionType: "FirewallPolicyFilterRuleCollection", priority: 100, rules: [] },
    ],
  }),
  put(net("azureFirewalls/fw"), {
    sku: { name: "AZFW_VNet", tier: "Standard" },
    firewallPolicy: ref("firewallPolicies/fwp"),
    ipConfigurations: [
      {
        name: "cfg",
        properties: {
          subnet: ref("virtualNetworks/vnet/subnets/AzureFirewallSubnet"),
          publicIPAddress: ref("publicIPAddresses/pip"),
        },
      },
    ],
  }),
  put(net("ApplicationGatewayWebApplicationFirewallPolicies/waf"), {
    policySettings: { state: "Enabled", mode: "Detection" },
    managedRules: { managedRuleSets: [{ ruleSetType: "OWASP", ruleSetVersion: "3.2" }] },
  }),
  put(net("applicationGateways/agw"), {
    sku: { name: "WAF_v2", tier: "WAF_v2" },
    firewallPolicy: ref("ApplicationGatewayWebApplicationFirewallPolicies/waf"),
    gatewayIPConfigurations: [
      { name: "ip", properties: { subnet: ref("virtualNetworks/spoke/subnets/gateway") } },
    ],
    frontendPorts: [{ name: "http", properties: { port: 80 } }],
    httpListeners: [],
  }),
  put(
    net("bastionHosts/bas"),
    {
      ipConfigurations: [
        { name: "cfg", properties: { subnet: ref("virtualNetworks/vnet/subnets/AzureBastionSubnet") } },
      ],
    },
    { sku: { name: "Standard" } },
  ),
  put(net("virtualNetworkGateways/vgw"), {
    gatewayType: "Vpn",
    vpnType: "RouteBased",
    sku: { name: "VpnGw1AZ", tier: "VpnGw1AZ" },
    ipConfigurations: [
      {
        name: "cfg",
        properties: {
          subnet: ref("virtualNetworks/vnet/subnets/GatewaySubnet"),
          publicIPAddress: ref("publicIPAddresses/pip-gw"),
        },
      },
    ],
  }),
  put(net("localNetworkGateways/lng"), {
    gatewayIpAddress: "203.0.113.1",
    localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] },
  }),
  put(net("connections/con"), {
    connectionType: "IPsec",
    virtualNetworkGateway1: ref("virtualNetworkGateways/vgw"),
    localNetworkGateway2: ref("localNetworkGateways/lng"),
  }),
  put(net("privateLinkServices/pls"), { visibility: { subscriptions: ["*"] } }),
  bare(net("privateDnsZones/example.internal"), {}, { location: "global" }),
  bare(
    net("privateDnsZones/example.internal/virtualNetworkLinks/hub"),
    { virtualNetwork: ref("virtualNetworks/vnet"), registrationEnabled: false },
    { location: "global" },
  ),
  bare(net("privateDnsZones/example.internal/A/api"), { ttl: 300, aRecords: [{ ipv4Address: "10.1.0.4" }] }),
  bare(net("dnsZones/example.com"), {}, { location: "global" }),
  bare(
    net("FrontDoorWebApplicationFirewallPolicies/fdwaf"),
    { policySettings: { enabledState: "Enabled", mode: "Detection" } },
    { location: "Global", sku: { name: "Premium_AzureFrontDoor" } },
  ),
];

const PLATFORM: ListedRequest[] = [
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
  bare(`${CDN}/ruleSets/rs`, {}),
  bare(`${CDN}/customDomains/cd`, { hostName: "www.example.com" }),
  put(provider("Microsoft.ServiceNetworking/trafficControllers/agc"), {}),
];

/** Requests in the order in which Terraform makes them: what is referred to comes first. */
export const REQUEST_LIST: readonly ListedRequest[] = [...NETWORK, ...PLATFORM];
