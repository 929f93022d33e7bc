/**
 * A hub and a spoke as the Azure CLI prints them: `az resource show --ids` has `properties`, the commands of single kinds merge
 * them into the resource.
 */

const SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001";
const TENANT = "72f988bf-0000-4000-8000-000000000001";

/** Id in a resource group. */
function idIn(group: string, path: string): string {
  return `${SUBSCRIPTION}/resourceGroups/${group}/providers/${path}`;
}

const HUB = idIn("rg-connectivity", "Microsoft.Network/virtualNetworks/vnet-hub");
const SPOKE = idIn("rg-shop", "Microsoft.Network/virtualNetworks/vnet-shop");
const FIREWALL = idIn("rg-connectivity", "Microsoft.Network/azureFirewalls/afw-hub");
const POLICY = idIn("rg-connectivity", "Microsoft.Network/firewallPolicies/afwp-hub");
const ADDRESS = idIn("rg-connectivity", "Microsoft.Network/publicIPAddresses/pip-afw-hub");
const TABLE = idIn("rg-shop", "Microsoft.Network/routeTables/rt-shop");
const GROUP = idIn("rg-shop", "Microsoft.Network/networkSecurityGroups/nsg-aks");
const IDENTITY = idIn("rg-shop", "Microsoft.ManagedIdentity/userAssignedIdentities/id-aks");
const CLUSTER = idIn("rg-shop", "Microsoft.ContainerService/managedClusters/aks-shop");

/** `az network vnet list`. */
export const NETWORKS: readonly object[] = [
  {
    addressSpace: { addressPrefixes: ["10.0.0.0/22"] },
    enableDdosProtection: false,
    etag: 'W/"1"',
    id: HUB,
    location: "westeurope",
    name: "vnet-hub",
    provisioningState: "Succeeded",
    resourceGroup: "rg-connectivity",
    subnets: [
      {
        addressPrefix: "10.0.0.0/26",
        delegations: [],
        id: `${HUB}/subnets/AzureFirewallSubnet`,
        ipConfigurations: [{ id: `${FIREWALL}/azureFirewallIpConfigurations/default` }],
        name: "AzureFirewallSubnet",
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
        provisioningState: "Succeeded",
        resourceGroup: "rg-connectivity",
        type: "Microsoft.Network/virtualNetworks/subnets",
      },
    ],
    type: "Microsoft.Network/virtualNetworks",
    virtualNetworkPeerings: [
      {
        allowForwardedTraffic: true,
        allowGatewayTransit: false,
        allowVirtualNetworkAccess: true,
        id: `${HUB}/virtualNetworkPeerings/hub-to-shop`,
        name: "hub-to-shop",
        peeringState: "Connected",
        remoteAddressSpace: { addressPrefixes: ["10.1.0.0/16"] },
        remoteVirtualNetwork: { id: SPOKE, resourceGroup: "rg-shop" },
        resourceGroup: "rg-connectivity",
        type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        useRemoteGateways: false,
      },
    ],
  },
  {
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    dhcpOptions: { dnsServers: [] },
    enableDdosProtection: false,
    id: SPOKE,
    location: "westeurope",
    name: "vnet-shop",
    resourceGroup: "rg-shop",
    subnets: [
      {
        addressPrefixes: ["10.1.0.0/22"],
        defaultOutboundAccess: false,
        delegations: [],
        id: `${SPOKE}/subnets/snet-aks`,
        name: "snet-aks",
        networkSecurityGroup: { id: GROUP, resourceGroup: "rg-shop" },
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
        resourceGroup: "rg-shop",
        routeTable: { id: TABLE, resourceGroup: "rg-shop" },
      },
    ],
    type: "Microsoft.Network/virtualNetworks",
    virtualNetworkPeerings: [
      {
        allowForwardedTraffic: true,
        allowGatewayTransit: false,
        allowVirtualNetworkAccess: true,
        id: `${SPOKE}/virtualNetworkPeerings/shop-to-hub`,
        name: "shop-to-hub",
        peeringState: "Connected",
        remoteVirtualNetwork: { id: HUB, resourceGroup: "rg-connectivity" },
        resourceGroup: "rg-shop",
        useRemoteGateways: false,
      },
    ],
  },
];

/** `az resource show --ids …`. */
export const RESOURCES: readonly object[] = [
  {
    id: FIREWALL,
    kind: null,
    location: "westeurope",
    name: "afw-hub",
    properties: {
      firewallPolicy: { id: POLICY },
      ipConfigurations: [
        {
          id: `${FIREWALL}/azureFirewallIpConfigurations/default`,
          name: "default",
          properties: {
            privateIPAddress: "10.0.0.4",
            publicIPAddress: { id: ADDRESS },
            subnet: { id: `${HUB}/subnets/AzureFirewallSubnet` },
          },
        },
      ],
      sku: { name: "AZFW_VNet", tier: "Standard" },
      threatIntelMode: "Alert",
    },
    resourceGroup: "rg-connectivity",
    tags: {},
    type: "Microsoft.Network/azureFirewalls",
    zones: ["1", "2", "3"],
  },
  {
    id: POLICY,
    location: "westeurope",
    name: "afwp-hub",
    properties: {
      dnsSettings: { enableProxy: true, servers: [] },
      ruleCollectionGroups: [{ id: `${POLICY}/ruleCollectionGroups/rcg-aks` }],
      sku: { tier: "Standard" },
      threatIntelMode: "Alert",
    },
    resourceGroup: "rg-connectivity",
    type: "Microsoft.Network/firewallPolicies",
  },
  {
    id: ADDRESS,
    location: "westeurope",
    name: "pip-afw-hub",
    properties: {
      idleTimeoutInMinutes: 4,
      ipAddress: "203.0.113.4",
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Static",
    },
    resourceGroup: "rg-connectivity",
    sku: { name: "Standard", tier: "Regional" },
    type: "Microsoft.Network/publicIPAddresses",
    zones: ["1", "2", "3"],
  },
  {
    id: TABLE,
    location: "westeurope",
    name: "rt-shop",
    properties: {
      disableBgpRoutePropagation: true,
      routes: [
        {
          id: `${TABLE}/routes/default`,
          name: "default",
          properties: {
            addressPrefix: "0.0.0.0/0",
            nextHopIpAddress: "10.0.0.4",
            nextHopType: "VirtualAppliance",
          },
        },
      ],
      subnets: [{ id: `${SPOKE}/subnets/snet-aks` }],
    },
    resourceGroup: "rg-shop",
    type: "Microsoft.Network/routeTables",
  },
  {
    id: GROUP,
    location: "westeurope",
    name: "nsg-aks",
    properties: { defaultSecurityRules: [], securityRules: [] },
    resourceGroup: "rg-shop",
    type: "Microsoft.Network/networkSecurityGroups",
  },
  {
    id: IDENTITY,
    location: "westeurope",
    name: "id-aks",
    properties: {
      clientId: "aaaaaaaa-0000-4000-8000-000000000001",
      principalId: "bbbbbbbb-0000-4000-8000-000000000001",
      tenantId: TENANT,
    },
    resourceGroup: "rg-shop",
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  },
];

/** `az network firewall policy rule-collection-group list`. */
export const RULES: readonly object[] = [
  {
    id: `${POLICY}/ruleCollectionGroups/rcg-aks`,
    name: "rcg-aks",
    priority: 1000,
    resourceGroup: "rg-connectivity",
    ruleCollections: [
      {
        action: { type: "Allow" },
        name: "aks",
        priority: 200,
        ruleCollectionType: "FirewallPolicyFilterRuleCollection",
        rules: [
          {
            fqdnTags: ["AzureKubernetesService"],
            name: "aks",
            protocols: [{ port: 443, protocolType: "Https" }],
            ruleType: "ApplicationRule",
            sourceAddresses: ["10.1.0.0/16"],
          },
        ],
      },
    ],
    type: "Microsoft.Network/FirewallPolicies/RuleCollectionGroups",
  },
];

/** `az group list`. */
export const GROUPS: readonly object[] = ["rg-connectivity", "rg-shop"].map((name) => ({
  id: `${SUBSCRIPTION}/resourceGroups/${name}`,
  location: "westeurope",
  managedBy: null,
  name,
  properties: { provisioningState: "Succeeded" },
  tags: null,
  type: "Microsoft.Resources/resourceGroups",
}));

/** `az aks show`. */
export const AKS: object = {
  aadProfile: { adminGroupObjectIDs: null, enableAzureRbac: true, managed: true, tenantId: TENANT },
  addonProfiles: {
    azureKeyvaultSecretsProvider: {
      config: { enableSecretRotation: "true", rotationPollInterval: "2m" },
      enabled: true,
    },
    azurepolicy: { config: null, enabled: true },
  },
  agentPoolProfiles: [
    {
      availabilityZones: ["1", "2", "3"],
      count: 3,
      enableAutoScaling: true,
      enableEncryptionAtHost: false,
      enableFips: false,
      kubeletDiskType: "OS",
      maxCount: 5,
      maxPods: 110,
      minCount: 3,
      mode: "System",
      name: "system",
      nodeLabels: null,
      nodeTaints: null,
      osDiskSizeGb: 128,
      osDiskType: "Ephemeral",
      osSku: "Ubuntu",
      osType: "Linux",
      upgradeSettings: { maxSurge: "33%" },
      vmSize: "Standard_D4ds_v5",
      vnetSubnetId: `${SPOKE}/subnets/snet-aks`,
    },
    {
      count: 0,
      enableAutoScaling: true,
      maxCount: 30,
      maxPods: 110,
      minCount: 0,
      mode: "User",
      name: "batch",
      nodeLabels: { "kubernetes.azure.com/scalesetpriority": "spot", team: "reports" },
      nodeTaints: ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
      osDiskSizeGb: 128,
      osDiskType: "Managed",
      osSku: "Ubuntu",
      osType: "Linux",
      scaleSetEvictionPolicy: "Delete",
      scaleSetPriority: "Spot",
      spotMaxPrice: -1,
      vmSize: "Standard_D8ds_v5",
      vnetSubnetId: `${SPOKE}/subnets/snet-aks`,
    },
  ],
  apiServerAccessProfile: {
    authorizedIpRanges: null,
    disableRunCommand: true,
    enablePrivateCluster: true,
    enablePrivateClusterPublicFqdn: true,
    privateDnsZone: "none",
  },
  autoUpgradeProfile: { nodeOsUpgradeChannel: "NodeImage", upgradeChannel: "stable" },
  disableLocalAccounts: true,
  dnsPrefix: "aks-shop-rg-shop-0a1b2c",
  enableRbac: true,
  id: CLUSTER,
  identity: {
    principalId: null,
    type: "UserAssigned",
    userAssignedIdentities: {
      [IDENTITY]: {
        clientId: "aaaaaaaa-0000-4000-8000-000000000001",
        principalId: "bbbbbbbb-0000-4000-8000-000000000001",
      },
    },
  },
  identityProfile: {
    kubeletidentity: {
      clientId: "cccccccc-0000-4000-8000-000000000001",
      objectId: "dddddddd-0000-4000-8000-000000000001",
      resourceId: idIn(
        "MC_rg-shop_aks-shop_westeurope",
        "Microsoft.ManagedIdentity/userAssignedIdentities/aks-shop-agentpool",
      ),
    },
  },
  kubernetesVersion: "1.34",
  location: "westeurope",
  name: "aks-shop",
  networkProfile: {
    dnsServiceIp: "172.16.0.10",
    ipFamilies: ["IPv4"],
    loadBalancerSku: "standard",
    networkDataplane: "cilium",
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkPolicy: "cilium",
    outboundType: "userDefinedRouting",
    podCidr: "10.244.0.0/16",
    podCidrs: ["10.244.0.0/16"],
    serviceCidr: "172.16.0.0/16",
    serviceCidrs: ["172.16.0.0/16"],
  },
  nodeResourceGroup: "MC_rg-shop_aks-shop_westeurope",
  oidcIssuerProfile: { enabled: true, issuerUrl: "https://westeurope.oic.prod-aks.azure.com/t/1/" },
  resourceGroup: "rg-shop",
  securityProfile: { imageCleaner: null, workloadIdentity: { enabled: true } },
  sku: { name: "Base", tier: "Standard" },
  supportPlan: "KubernetesOfficial",
  tags: null,
  type: "Microsoft.ContainerService/ManagedClusters",
};

/** `az resource list`, which has no properties. */
export const LISTED: readonly object[] = [
  {
    id: idIn("rg-shop", "Microsoft.Compute/disks/disk-tools"),
    location: "westeurope",
    name: "disk-tools",
    resourceGroup: "rg-shop",
    sku: { name: "Premium_LRS" },
    tags: null,
    type: "Microsoft.Compute/disks",
  },
  {
    id: idIn("rg-shop", "Microsoft.Network/natGateways/ng-tools"),
    location: "westeurope",
    name: "ng-tools",
    resourceGroup: "rg-shop",
    type: "Microsoft.Network/natGateways",
  },
];
