/** Networks and what routes, filters and names in them. Sources: Microsoft's REST reference of Microsoft.Network, 2024-05-01. */
import { enabled, ids, listOf, not, textOf, valuesOf, type Convert, type Form } from "./form.js";

/** A list of blocks of one item each, as Azure has it: the named part of a resource with its properties. */
function named(paths: Readonly<Record<string, string>>): Convert {
  return (value) =>
    listOf(value).map((one) => {
      const values = valuesOf(one);
      return {
        name: values["name"],
        properties: Object.fromEntries(
          Object.entries(paths).flatMap(([attribute, path]) => {
            const inner = values[attribute] ?? undefined;
            if (inner === undefined || inner === "" || textOf(inner).startsWith("made-up")) return [];
            return [[path, attribute.endsWith("_id") ? { id: inner } : inner]];
          }),
        ),
      };
    });
}

export const NETWORK_FORMS: Readonly<Record<string, Form>> = {
  azurerm_virtual_network: {
    address_space: "properties.addressSpace.addressPrefixes",
    dns_servers: "properties.dhcpOptions.dnsServers",
    ddos_protection_plan: {
      path: "properties",
      one: { id: "ddosProtectionPlan.id", enable: "enableDdosProtection" },
    },
    private_endpoint_vnet_policies: "properties.privateEndpointVNetPolicies",
    subnet: null,
    flow_timeout_in_minutes: "properties.flowTimeoutInMinutes",
  },
  azurerm_subnet: {
    // Versions of write-only arguments, which a state alone has.
    network_security_group_id_wo_version: null,
    route_table_id_wo_version: null,
    virtual_network_name: null,
    address_prefixes: "properties.addressPrefixes",
    default_outbound_access_enabled: "properties.defaultOutboundAccess",
    private_endpoint_network_policies: "properties.privateEndpointNetworkPolicies",
    private_link_service_network_policies_enabled: ["properties.privateLinkServiceNetworkPolicies", enabled],
    service_endpoints: [
      "properties.serviceEndpoints",
      (value) => listOf(value).map((service) => ({ service, locations: ["*"] })),
    ],
    delegation: [
      "properties.delegations",
      (value) =>
        listOf(value).map((one) => {
          const { name, service_delegation: [service] = [] } = valuesOf(one) as {
            name: string;
            service_delegation?: readonly { name: string; actions: readonly string[] }[];
          };
          return { name, properties: { serviceName: service?.name, actions: service?.actions } };
        }),
    ],
  },
  azurerm_virtual_network_peering: {
    virtual_network_name: null,
    remote_virtual_network_id: "properties.remoteVirtualNetwork.id",
    allow_virtual_network_access: "properties.allowVirtualNetworkAccess",
    allow_forwarded_traffic: "properties.allowForwardedTraffic",
    allow_gateway_transit: "properties.allowGatewayTransit",
    use_remote_gateways: "properties.useRemoteGateways",
    peer_complete_virtual_networks_enabled: "properties.peerCompleteVnets",
    only_ipv6_peering_enabled: "properties.enableOnlyIPv6Peering",
  },
  azurerm_network_security_group: { security_rule: null },
  azurerm_network_security_rule: {
    network_security_group_name: null,
    priority: "properties.priority",
    direction: "properties.direction",
    access: "properties.access",
    protocol: "properties.protocol",
    description: "properties.description",
    source_port_range: "properties.sourcePortRange",
    source_port_ranges: "properties.sourcePortRanges",
    destination_port_range: "properties.destinationPortRange",
    destination_port_ranges: "properties.destinationPortRanges",
    source_address_prefix: "properties.sourceAddressPrefix",
    source_address_prefixes: "properties.sourceAddressPrefixes",
    destination_address_prefix: "properties.destinationAddressPrefix",
    destination_address_prefixes: "properties.destinationAddressPrefixes",
  },
  azurerm_route_table: {
    bgp_route_propagation_enabled: ["properties.disableBgpRoutePropagation", not],
    route: null,
  },
  azurerm_route: {
    route_table_name: null,
    address_prefix: "properties.addressPrefix",
    next_hop_type: "properties.nextHopType",
    next_hop_in_ip_address: "properties.nextHopIpAddress",
  },
  azurerm_public_ip: {
    sku: "sku.name",
    sku_tier: "sku.tier",
    zones: "zones",
    allocation_method: "properties.publicIPAllocationMethod",
    ip_address: "properties.ipAddress",
    ip_version: "properties.publicIPAddressVersion",
    idle_timeout_in_minutes: "properties.idleTimeoutInMinutes",
    ddos_protection_mode: "properties.ddosSettings.protectionMode",
    ddos_protection_plan_id: "properties.ddosSettings.ddosProtectionPlan.id",
    domain_name_label: "properties.dnsSettings.domainNameLabel",
    fqdn: "properties.dnsSettings.fqdn",
    public_ip_prefix_id: "properties.publicIPPrefix.id",
  },
  azurerm_public_ip_prefix: {
    sku: "sku.name",
    sku_tier: "sku.tier",
    zones: "zones",
    prefix_length: "properties.prefixLength",
    ip_version: "properties.publicIPAddressVersion",
    ip_prefix: "properties.ipPrefix",
  },
  azurerm_nat_gateway: {
    sku_name: "sku.name",
    zones: "zones",
    idle_timeout_in_minutes: "properties.idleTimeoutInMinutes",
  },
  azurerm_network_ddos_protection_plan: {},
  azurerm_network_manager_ipam_pool_static_cidr: {
    ipam_pool_id: null,
    address_prefixes: "properties.addressPrefixes",
    number_of_ip_addresses_to_allocate: "properties.numberOfIPAddressesToAllocate",
  },
  azurerm_bastion_host: {
    sku: "sku.name",
    zones: "zones",
    scale_units: "properties.scaleUnits",
    tunneling_enabled: "properties.enableTunneling",
    copy_paste_enabled: ["properties.disableCopyPaste", not],
    file_copy_enabled: "properties.enableFileCopy",
    ip_connect_enabled: "properties.enableIpConnect",
    kerberos_enabled: "properties.enableKerberos",
    shareable_link_enabled: "properties.enableShareableLink",
    session_recording_enabled: "properties.enableSessionRecording",
    ip_configuration: [
      "properties.ipConfigurations",
      named({ subnet_id: "subnet", public_ip_address_id: "publicIPAddress" }),
    ],
  },
  azurerm_private_endpoint: {
    subnet_id: "properties.subnet.id",
    custom_network_interface_name: "properties.customNetworkInterfaceName",
    private_service_connection: [
      "properties",
      (value) => {
        const { name, is_manual_connection: manual, ...one } = valuesOf(listOf(value)[0]);
        const connection = {
          name,
          properties: {
            privateLinkServiceId: one["private_connection_resource_id"],
            groupIds: one["subresource_names"],
            requestMessage: one["request_message"] ?? undefined,
          },
        };
        return {
          [manual === true ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections"]: [
            connection,
          ],
        };
      },
    ],
    private_dns_zone_group: null,
  },
  azurerm_private_dns_zone: {},
  azurerm_private_dns_zone_virtual_network_link: {
    private_dns_zone_name: null,
    private_dns_zone_id: null,
    virtual_network_id: "properties.virtualNetwork.id",
    registration_enabled: "properties.registrationEnabled",
    resolution_policy: "properties.resolutionPolicy",
  },
  azurerm_virtual_wan: {
    type: "properties.type",
    allow_branch_to_branch_traffic: "properties.allowBranchToBranchTraffic",
    disable_vpn_encryption: "properties.disableVpnEncryption",
    office365_local_breakout_category: "properties.office365LocalBreakoutCategory",
  },
  azurerm_virtual_hub: {
    address_prefix: "properties.addressPrefix",
    virtual_wan_id: "properties.virtualWan.id",
    hub_routing_preference: "properties.hubRoutingPreference",
    virtual_router_auto_scale_min_capacity: "properties.virtualRouterAutoScaleConfiguration.minCapacity",
    branch_to_branch_traffic_enabled: "properties.allowBranchToBranchTraffic",
  },
  azurerm_virtual_hub_connection: {
    virtual_hub_id: null,
    remote_virtual_network_id: "properties.remoteVirtualNetwork.id",
    internet_security_enabled: "properties.enableInternetSecurity",
  },
  azurerm_virtual_hub_routing_intent: {
    virtual_hub_id: null,
    routing_policy: {
      path: "properties.routingPolicies",
      each: { name: "name", destinations: "destinations", next_hop: "nextHop" },
    },
  },
  azurerm_local_network_gateway: {
    gateway_address: "properties.gatewayIpAddress",
    gateway_fqdn: "properties.fqdn",
    address_space: "properties.localNetworkAddressSpace.addressPrefixes",
    bgp_settings: {
      path: "properties.bgpSettings",
      one: { asn: "asn", bgp_peering_address: "bgpPeeringAddress", peer_weight: "peerWeight" },
    },
  },
  azurerm_virtual_network_gateway: {
    type: "properties.gatewayType",
    vpn_type: "properties.vpnType",
    sku: ["properties.sku", (name) => ({ name, tier: name })],
    active_active: "properties.activeActive",
    enable_bgp: "properties.enableBgp",
    bgp_enabled: "properties.enableBgp",
    ip_sec_replay_protection_enabled: ["properties.disableIPSecReplayProtection", not],
    ip_configuration: [
      "properties.ipConfigurations",
      named({
        subnet_id: "subnet",
        public_ip_address_id: "publicIPAddress",
        private_ip_address_allocation: "privateIPAllocationMethod",
      }),
    ],
    bgp_settings: { path: "properties.bgpSettings", one: { asn: "asn", peer_weight: "peerWeight" } },
    vpn_client_configuration: {
      path: "properties.vpnClientConfiguration",
      one: {
        address_space: "vpnClientAddressPool.addressPrefixes",
        aad_tenant: "aadTenant",
        aad_audience: "aadAudience",
        aad_issuer: "aadIssuer",
        vpn_auth_types: "vpnAuthenticationTypes",
        vpn_client_protocols: "vpnClientProtocols",
      },
    },
  },
  azurerm_virtual_network_gateway_connection: {
    type: "properties.connectionType",
    virtual_network_gateway_id: "properties.virtualNetworkGateway1.id",
    local_network_gateway_id: "properties.localNetworkGateway2.id",
    express_route_circuit_id: "properties.peer.id",
    enable_bgp: "properties.enableBgp",
    bgp_enabled: "properties.enableBgp",
    routing_weight: "properties.routingWeight",
    connection_mode: "properties.connectionMode",
    use_policy_based_traffic_selectors: "properties.usePolicyBasedTrafficSelectors",
    express_route_gateway_bypass: "properties.expressRouteGatewayBypass",
    private_link_fast_path_enabled: "properties.enablePrivateLinkFastPath",
    local_azure_ip_address_enabled: "properties.useLocalAzureIpAddress",
    // Azure never shows it.
    shared_key: null,
  },
  azurerm_private_dns_resolver: { virtual_network_id: "properties.virtualNetwork.id" },
  azurerm_private_dns_resolver_inbound_endpoint: {
    private_dns_resolver_id: null,
    ip_configurations: {
      path: "properties.ipConfigurations",
      each: {
        subnet_id: "subnet.id",
        private_ip_address: "privateIpAddress",
        private_ip_allocation_method: "privateIpAllocationMethod",
      },
    },
  },
  azurerm_private_dns_resolver_outbound_endpoint: {
    private_dns_resolver_id: null,
    subnet_id: "properties.subnet.id",
  },
  azurerm_private_dns_resolver_dns_forwarding_ruleset: {
    private_dns_resolver_outbound_endpoint_ids: ["properties.dnsResolverOutboundEndpoints", ids],
  },
  azurerm_private_dns_resolver_forwarding_rule: {
    dns_forwarding_ruleset_id: null,
    domain_name: "properties.domainName",
    enabled: ["properties.forwardingRuleState", enabled],
    target_dns_servers: {
      path: "properties.targetDnsServers",
      each: { ip_address: "ipAddress", port: "port" },
    },
  },
  azurerm_private_dns_resolver_virtual_network_link: {
    dns_forwarding_ruleset_id: null,
    virtual_network_id: "properties.virtualNetwork.id",
  },
};
