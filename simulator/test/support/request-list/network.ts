import { net, provider, put, bare, ref, type ListedRequest } from "./requests.js";

/** Requests for networks, gateways and firewalls. */
export const NETWORK: readonly ListedRequest[] = [
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
  put(net("ddosProtectionPlans/ddos"), {}),
  put(net("networkManagers/vnm"), { networkManagerScopes: { subscriptions: [] } }),
  put(net("networkManagers/vnm/ipamPools/spokes"), { addressPrefixes: ["10.0.0.0/8"] }),
  bare(net("networkManagers/vnm/ipamPools/spokes/staticCidrs/vnet"), { addressPrefixes: ["10.0.0.0/16"] }),
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
  ...["in", "out"].map((name, i) =>
    bare(net(`virtualNetworks/spoke/subnets/dns-${name}`), {
      addressPrefix: `10.1.3.${i * 16}/28`,
      delegations: [{ name: "d", properties: { serviceName: "Microsoft.Network/dnsResolvers" } }],
    }),
  ),
  put(net("dnsResolvers/resolver"), { virtualNetwork: ref("virtualNetworks/spoke") }),
  put(net("dnsResolvers/resolver/inboundEndpoints/in"), {
    ipConfigurations: [
      {
        subnet: ref("virtualNetworks/spoke/subnets/dns-in"),
        privateIpAllocationMethod: "Static",
        privateIpAddress: "10.1.3.4",
      },
    ],
  }),
  put(net("dnsResolvers/resolver/outboundEndpoints/out"), {
    subnet: ref("virtualNetworks/spoke/subnets/dns-out"),
  }),
  put(net("dnsForwardingRulesets/ruleset"), {
    dnsResolverOutboundEndpoints: [ref("dnsResolvers/resolver/outboundEndpoints/out")],
  }),
  bare(net("dnsForwardingRulesets/ruleset/forwardingRules/corp"), {
    domainName: "corp.contoso.com.",
    targetDnsServers: [{ ipAddress: "192.168.0.10", port: 53 }],
  }),
  bare(net("dnsForwardingRulesets/ruleset/virtualNetworkLinks/spoke"), {
    virtualNetwork: ref("virtualNetworks/spoke"),
  }),
  put(net("publicIPAddresses/pip-gw"), { publicIPAllocationMethod: "Static" }),
  put(net("ipGroups/ipg"), { ipAddresses: ["192.168.20.0/24"] }),
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
  put(net("virtualWans/wan"), { type: "Standard" }),
  put(net("virtualHubs/vhub"), { addressPrefix: "10.200.0.0/23", virtualWan: ref("virtualWans/wan") }),
  put(net("azureFirewalls/fw-hub"), {
    sku: { name: "AZFW_Hub", tier: "Standard" },
    firewallPolicy: ref("firewallPolicies/fwp"),
    virtualHub: ref("virtualHubs/vhub"),
    hubIPAddresses: { publicIPs: { count: 2 } },
  }),
  bare(net("virtualHubs/vhub/routingIntent/intent"), {
    routingPolicies: [
      { name: "Internet", destinations: ["Internet"], nextHop: net("azureFirewalls/fw-hub") },
    ],
  }),
  bare(net("virtualHubs/vhub/hubVirtualNetworkConnections/spoke"), {
    remoteVirtualNetwork: ref("virtualNetworks/spoke"),
    enableInternetSecurity: true,
  }),
  put(net("vpnSites/berlin"), {
    virtualWan: ref("virtualWans/wan"),
    addressSpace: { addressPrefixes: ["192.168.0.0/16"] },
    vpnSiteLinks: [{ name: "link", properties: { ipAddress: "203.0.113.10" } }],
  }),
  put(net("vpnGateways/vpng"), { virtualHub: ref("virtualHubs/vhub") }),
  bare(net("vpnGateways/vpng/vpnConnections/berlin"), {
    remoteVpnSite: ref("vpnSites/berlin"),
    vpnLinkConnections: [
      { name: "link", properties: { vpnSiteLink: ref("vpnSites/berlin/vpnSiteLinks/link") } },
    ],
  }),
  put(net("expressRouteGateways/ergw"), {
    virtualHub: ref("virtualHubs/vhub"),
    autoScaleConfiguration: { bounds: { min: 1 } },
  }),
  bare(net("expressRouteGateways/ergw/expressRouteConnections/frankfurt"), {
    expressRouteCircuitPeering: ref("expressRouteCircuits/erc/peerings/AzurePrivatePeering"),
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
  put(net("networkInterfaces/nic"), {
    ipConfigurations: [
      { name: "private", properties: { subnet: ref("virtualNetworks/spoke/subnets/nodes") } },
    ],
  }),
  put(provider("Microsoft.Compute/virtualMachines/vm"), {
    hardwareProfile: { vmSize: "Standard_B2s_v2" },
    storageProfile: { osDisk: { createOption: "FromImage" } },
    networkProfile: { networkInterfaces: [ref("networkInterfaces/nic")] },
  }),
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
