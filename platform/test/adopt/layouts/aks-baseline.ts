/**
 * Hub and spoke as the AKS baseline lays them out: hubs and spokes in resource groups of their own, the cluster in a third one,
 * a subnet for the nodes of all pools, one for internal load balancers, and an Application Gateway in front of them.
 */
import type { Resources } from "./layout.js";

const IN_HUBS = { location: "eastus2", resource_group_name: "${azurerm_resource_group.hubs.name}" };
const IN_SPOKES = { location: "eastus2", resource_group_name: "${azurerm_resource_group.spokes.name}" };
const IN_WORKLOAD = { location: "eastus2", resource_group_name: "${azurerm_resource_group.workload.name}" };
const IN_SPOKE = { ...IN_SPOKES, virtual_network_name: "${azurerm_virtual_network.spoke.name}" };
const PEERED = {
  allow_virtual_network_access: true,
  allow_forwarded_traffic: true,
  use_remote_gateways: false,
};

function hubSubnet(name: string, range: string): object {
  return {
    name,
    resource_group_name: IN_HUBS.resource_group_name,
    virtual_network_name: "${azurerm_virtual_network.hub.name}",
    address_prefixes: [range],
  };
}

function spokeSubnet(name: string, range: string): object {
  return {
    name,
    resource_group_name: IN_SPOKE.resource_group_name,
    virtual_network_name: IN_SPOKE.virtual_network_name,
    address_prefixes: [range],
    default_outbound_access_enabled: false,
  };
}

function associated(subnet: string, kind: "route_table" | "network_security_group", label: string): object {
  return { subnet_id: `\${azurerm_subnet.${subnet}.id}`, [`${kind}_id`]: `\${azurerm_${kind}.${label}.id}` };
}

function rule(group: string, name: string, priority: number, rest: object): object {
  return {
    name,
    resource_group_name: IN_SPOKES.resource_group_name,
    network_security_group_name: `\${azurerm_network_security_group.${group}.name}`,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_address_prefix: "*",
    ...rest,
  };
}

function address(name: string, place: object): object {
  return { name, ...place, allocation_method: "Static", sku: "Standard", zones: ["1", "2", "3"] };
}

const GATEWAY: object = {
  name: "apw-bu0001a0008",
  ...IN_SPOKES,
  zones: ["1", "2", "3"],
  enable_http2: false,
  firewall_policy_id: "${azurerm_web_application_firewall_policy.gateway.id}",
  sku: { name: "WAF_v2", tier: "WAF_v2" },
  autoscale_configuration: { min_capacity: 0, max_capacity: 10 },
  identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.gateway.id}"] },
  ssl_policy: {
    policy_type: "Custom",
    cipher_suites: ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
    min_protocol_version: "TLSv1_2",
  },
  ssl_certificate: [
    {
      name: "root-cert",
      key_vault_secret_id: "https://kv-aks-bu0001a0008.vault.azure.net/secrets/gateway-public-cert",
    },
  ],
  gateway_ip_configuration: { name: "apw-ip-configuration", subnet_id: "${azurerm_subnet.gateway.id}" },
  frontend_ip_configuration: {
    name: "apw-frontend-ip-configuration",
    public_ip_address_id: "${azurerm_public_ip.gateway.id}",
  },
  frontend_port: [{ name: "port-443", port: 443 }],
  backend_address_pool: [
    { name: "bu0001a0008-00.aks-ingress.contoso.com", fqdns: ["bu0001a0008-00.aks-ingress.contoso.com"] },
  ],
  backend_http_settings: [
    {
      name: "aks-ingress-backendpool-httpsettings",
      port: 443,
      protocol: "Https",
      cookie_based_affinity: "Disabled",
      pick_host_name_from_backend_address: true,
      request_timeout: 20,
    },
  ],
  http_listener: [
    {
      name: "listener-https",
      frontend_ip_configuration_name: "apw-frontend-ip-configuration",
      frontend_port_name: "port-443",
      protocol: "Https",
      ssl_certificate_name: "root-cert",
      host_name: "bicycle.contoso.com",
      require_sni: true,
    },
  ],
  request_routing_rule: [
    {
      name: "apw-routing-rules",
      priority: 1,
      rule_type: "Basic",
      http_listener_name: "listener-https",
      backend_address_pool_name: "bu0001a0008-00.aks-ingress.contoso.com",
      backend_http_settings_name: "aks-ingress-backendpool-httpsettings",
    },
  ],
};

const CLUSTER: object = {
  name: "aks-bu0001a0008-eastus2",
  ...IN_WORKLOAD,
  dns_prefix: "bu0001a0008",
  node_resource_group: "rg-bu0001a0008-nodepools",
  kubernetes_version: "1.34",
  sku_tier: "Standard",
  private_cluster_enabled: false,
  oidc_issuer_enabled: true,
  workload_identity_enabled: true,
  azure_policy_enabled: true,
  local_account_disabled: true,
  automatic_upgrade_channel: "patch",
  node_os_upgrade_channel: "NodeImage",
  image_cleaner_enabled: true,
  image_cleaner_interval_hours: 120,
  run_command_enabled: false,
  api_server_access_profile: { authorized_ip_ranges: ["203.0.113.7/32"] },
  azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
  default_node_pool: {
    name: "npsystem",
    vm_size: "Standard_D2ds_v5",
    auto_scaling_enabled: true,
    min_count: 3,
    max_count: 4,
    max_pods: 30,
    os_sku: "AzureLinux",
    os_disk_type: "Ephemeral",
    os_disk_size_gb: 64,
    zones: ["1", "2", "3"],
    only_critical_addons_enabled: true,
    vnet_subnet_id: "${azurerm_subnet.nodes.id}",
    upgrade_settings: { max_surge: "33%" },
  },
  identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.cluster.id}"] },
  network_profile: {
    network_plugin: "azure",
    network_plugin_mode: "overlay",
    network_policy: "calico",
    outbound_type: "userDefinedRouting",
    pod_cidr: "192.168.0.0/16",
    service_cidr: "172.16.0.0/16",
    dns_service_ip: "172.16.0.10",
  },
  key_vault_secrets_provider: { secret_rotation_enabled: true },
  oms_agent: {
    log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
    msi_auth_for_monitoring_enabled: true,
  },
};

export const AKS_BASELINE: Resources = {
  azurerm_resource_group: {
    hubs: { name: "rg-enterprise-networking-hubs", location: "eastus2" },
    spokes: { name: "rg-enterprise-networking-spokes", location: "eastus2" },
    workload: { name: "rg-bu0001a0008", location: "eastus2" },
  },
  azurerm_virtual_network: {
    hub: { name: "vnet-eastus2-hub", ...IN_HUBS, address_space: ["10.0.0.0/24"] },
    spoke: {
      name: "vnet-spoke-BU0001A0008-00",
      ...IN_SPOKES,
      address_space: ["10.240.0.0/16"],
      dns_servers: ["${azurerm_firewall.hub.ip_configuration[0].private_ip_address}"],
    },
  },
  azurerm_subnet: {
    firewall: hubSubnet("AzureFirewallSubnet", "10.0.0.0/26"),
    gateways: hubSubnet("GatewaySubnet", "10.0.0.64/27"),
    bastion: hubSubnet("AzureBastionSubnet", "10.0.0.128/26"),
    nodes: spokeSubnet("snet-clusternodes", "10.240.0.0/22"),
    ingress: spokeSubnet("snet-clusteringressservices", "10.240.4.0/28"),
    gateway: spokeSubnet("snet-applicationgateway", "10.240.5.0/24"),
    endpoints: spokeSubnet("snet-privatelinkendpoints", "10.240.4.32/28"),
  },
  azurerm_public_ip: {
    "egress-0": address("pip-fw-eastus2-00", IN_HUBS),
    "egress-1": address("pip-fw-eastus2-01", IN_HUBS),
    gateway: address("pip-BU0001A0008-00", IN_SPOKES),
  },
  azurerm_firewall_policy: {
    hub: {
      name: "fw-policies-eastus2",
      ...IN_HUBS,
      sku: "Premium",
      threat_intelligence_mode: "Deny",
      dns: { proxy_enabled: true },
    },
  },
  azurerm_firewall_policy_rule_collection_group: {
    aks: {
      name: "DefaultApplicationRuleCollectionGroup",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 300,
      application_rule_collection: {
        name: "AKS-Global-Requirements",
        priority: 200,
        action: "Allow",
        rule: {
          name: "azure-policy",
          source_addresses: ["10.240.0.0/22"],
          destination_fqdns: ["data.policy.core.windows.net"],
          protocols: { type: "Https", port: 443 },
        },
      },
    },
  },
  azurerm_firewall: {
    hub: {
      name: "fw-eastus2",
      ...IN_HUBS,
      sku_name: "AZFW_VNet",
      sku_tier: "Premium",
      zones: ["1", "2", "3"],
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: [
        {
          name: "pip-fw-eastus2-00",
          subnet_id: "${azurerm_subnet.firewall.id}",
          public_ip_address_id: "${azurerm_public_ip.egress-0.id}",
        },
        { name: "pip-fw-eastus2-01", public_ip_address_id: "${azurerm_public_ip.egress-1.id}" },
      ],
    },
  },
  azurerm_network_security_group: {
    nodes: { name: "nsg-vnet-spoke-BU0001A0008-00-nodepools", ...IN_SPOKES },
    ingress: { name: "nsg-vnet-spoke-BU0001A0008-00-aksilbs", ...IN_SPOKES },
    gateway: { name: "nsg-vnet-spoke-BU0001A0008-00-appgw", ...IN_SPOKES },
    endpoints: { name: "nsg-vnet-spoke-BU0001A0008-00-pe", ...IN_SPOKES },
  },
  azurerm_network_security_rule: {
    https: rule("gateway", "Allow443Inbound", 100, {
      source_address_prefix: "Internet",
      destination_port_range: "443",
    }),
    control: rule("gateway", "AllowControlPlaneInbound", 110, {
      source_address_prefix: "GatewayManager",
      destination_port_range: "65200-65535",
    }),
    health: rule("gateway", "AllowHealthProbesInbound", 120, {
      source_address_prefix: "AzureLoadBalancer",
      destination_port_range: "*",
      protocol: "*",
    }),
  },
  azurerm_subnet_network_security_group_association: {
    nodes: associated("nodes", "network_security_group", "nodes"),
    ingress: associated("ingress", "network_security_group", "ingress"),
    gateway: associated("gateway", "network_security_group", "gateway"),
    endpoints: associated("endpoints", "network_security_group", "endpoints"),
  },
  azurerm_route_table: {
    spoke: {
      name: "route-to-eastus2-hub-fw",
      ...IN_SPOKES,
      route: [
        {
          name: "r-nexthop-to-fw",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
        },
      ],
    },
  },
  azurerm_subnet_route_table_association: {
    nodes: associated("nodes", "route_table", "spoke"),
    ingress: associated("ingress", "route_table", "spoke"),
  },
  azurerm_virtual_network_peering: {
    hub: {
      name: "hub-to-vnet-spoke-BU0001A0008-00",
      resource_group_name: IN_HUBS.resource_group_name,
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.spoke.id}",
      ...PEERED,
    },
    spoke: {
      name: "spoke-to-vnet-eastus2-hub",
      resource_group_name: IN_SPOKE.resource_group_name,
      virtual_network_name: IN_SPOKE.virtual_network_name,
      remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
      ...PEERED,
    },
  },
  azurerm_user_assigned_identity: {
    cluster: { name: "mi-aks-bu0001a0008-controlplane", ...IN_WORKLOAD },
    gateway: { name: "mi-appgateway-frontend", ...IN_WORKLOAD },
  },
  azurerm_log_analytics_workspace: {
    logs: { name: "la-aks-bu0001a0008", ...IN_WORKLOAD, sku: "PerGB2018", retention_in_days: 30 },
  },
  azurerm_web_application_firewall_policy: {
    gateway: {
      name: "waf-bu0001a0008",
      ...IN_SPOKES,
      policy_settings: { mode: "Prevention", enabled: true },
      managed_rules: { managed_rule_set: [{ type: "OWASP", version: "3.2" }] },
    },
  },
  azurerm_application_gateway: { edge: GATEWAY },
  azurerm_kubernetes_cluster: { main: CLUSTER },
  azurerm_kubernetes_cluster_node_pool: {
    user: {
      name: "npuser01",
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.main.id}",
      vm_size: "Standard_D4ds_v5",
      mode: "User",
      os_type: "Linux",
      os_sku: "AzureLinux",
      os_disk_type: "Ephemeral",
      os_disk_size_gb: 120,
      auto_scaling_enabled: true,
      min_count: 2,
      max_count: 5,
      max_pods: 30,
      zones: ["1", "2", "3"],
      vnet_subnet_id: "${azurerm_subnet.nodes.id}",
      upgrade_settings: { max_surge: "33%" },
    },
  },
};
