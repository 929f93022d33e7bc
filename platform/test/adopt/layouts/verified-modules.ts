/**
 * Hub and spoke in the manner of Azure Verified Modules: modules for the hub's networks and firewall, each with `for_each`,
 * a spoke whose network has its subnets inline, a route table with inline routes, rules as resources of their own, and node
 * pools that share a subnet.
 */
import type { Resources } from "./layout.js";

const HUB = 'module.hub_networking.module.hub_virtual_networks["primary"]';
const SPOKE = 'module.spoke_network["shop"]';
const AKS = 'module.aks_production["shop"]';
const TAGS = { environment: "prod" };
const IN_HUB = {
  location: "westeurope",
  resource_group_name: "${azurerm_resource_group.hub.name}",
  tags: TAGS,
};
const IN_SPOKE = {
  location: "westeurope",
  resource_group_name: "${azurerm_resource_group.spoke.name}",
  tags: TAGS,
};

function subnet(name: string, range: string, group: string, table?: string): object {
  return {
    name,
    address_prefixes: [range],
    security_group: `\${azurerm_network_security_group.${group}.id}`,
    ...(table === undefined ? {} : { route_table_id: `\${azurerm_route_table.${table}.id}` }),
    default_outbound_access_enabled: false,
    private_endpoint_network_policies: "Enabled",
    private_link_service_network_policies_enabled: true,
    service_endpoints: [],
    service_endpoint_policy_ids: [],
    delegation: [],
  };
}

export const VERIFIED_MODULES: Resources = {
  azurerm_resource_group: {
    hub: {
      "//": 'module.resource_group["hub"].azurerm_resource_group.this',
      name: "rg-connectivity-weu-001",
      location: "westeurope",
      tags: TAGS,
    },
    spoke: {
      "//": 'module.resource_group["shop"].azurerm_resource_group.this',
      name: "rg-shop-weu-001",
      location: "westeurope",
      tags: TAGS,
    },
    logs: {
      "//": 'module.resource_group["logs"].azurerm_resource_group.this',
      name: "rg-management-weu-001",
      location: "westeurope",
      tags: TAGS,
    },
  },
  azurerm_virtual_network: {
    hub: {
      "//": `${HUB}.azurerm_virtual_network.vnet`,
      name: "vnet-connectivity-weu-001",
      ...IN_HUB,
      address_space: ["10.0.0.0/22"],
    },
    spoke: {
      "//": `${SPOKE}.azurerm_virtual_network.this`,
      name: "vnet-shop-weu-001",
      ...IN_SPOKE,
      address_space: ["10.1.0.0/16"],
      dns_servers: ["${azurerm_firewall.hub.ip_configuration[0].private_ip_address}"],
      subnet: [
        subnet("snet-aks-nodes", "10.1.0.0/22", "nodes", "spoke"),
        subnet("snet-private-endpoints", "10.1.4.0/26", "endpoints", "spoke"),
      ],
    },
  },
  azurerm_subnet: {
    firewall: {
      "//": `${HUB}.azurerm_subnet.subnet["AzureFirewallSubnet"]`,
      name: "AzureFirewallSubnet",
      resource_group_name: IN_HUB.resource_group_name,
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.0.0/26"],
    },
    bastion: {
      "//": `${HUB}.azurerm_subnet.subnet["AzureBastionSubnet"]`,
      name: "AzureBastionSubnet",
      resource_group_name: IN_HUB.resource_group_name,
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.1.0/26"],
    },
  },
  azurerm_public_ip: {
    firewall: {
      "//": `module.hub_networking.module.fw_default_ips["primary"].azurerm_public_ip.this`,
      name: "pip-afw-connectivity-weu-001",
      ...IN_HUB,
      allocation_method: "Static",
      sku: "Standard",
      sku_tier: "Regional",
      zones: ["1", "2", "3"],
    },
  },
  azurerm_firewall_policy: {
    hub: {
      "//": `module.hub_networking.module.fw_policies["primary"].azurerm_firewall_policy.this`,
      name: "afwp-connectivity-weu-001",
      ...IN_HUB,
      sku: "Standard",
      dns: { proxy_enabled: true },
      threat_intelligence_mode: "Deny",
    },
  },
  azurerm_firewall: {
    hub: {
      "//": `module.hub_networking.module.hub_firewalls["primary"].azurerm_firewall.this`,
      name: "afw-connectivity-weu-001",
      ...IN_HUB,
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      zones: ["1", "2", "3"],
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: {
        name: "default",
        subnet_id: "${azurerm_subnet.firewall.id}",
        public_ip_address_id: "${azurerm_public_ip.firewall.id}",
      },
    },
  },
  azurerm_firewall_policy_rule_collection_group: {
    aks: {
      "//": `module.firewall_rules["aks"].azurerm_firewall_policy_rule_collection_group.this`,
      name: "rcg-aks",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 1000,
      application_rule_collection: {
        name: "aks",
        priority: 200,
        action: "Allow",
        rule: {
          name: "aks-tag",
          source_addresses: ["10.1.0.0/16"],
          destination_fqdn_tags: ["AzureKubernetesService"],
          protocols: [{ type: "Https", port: 443 }],
        },
      },
    },
  },
  azurerm_network_security_group: {
    nodes: {
      "//": `module.nsg["nodes"].azurerm_network_security_group.this`,
      name: "nsg-aks-nodes",
      ...IN_SPOKE,
    },
    endpoints: {
      "//": `module.nsg["endpoints"].azurerm_network_security_group.this`,
      name: "nsg-private-endpoints",
      ...IN_SPOKE,
    },
  },
  azurerm_network_security_rule: {
    nodes: {
      "//": `module.nsg["nodes"].azurerm_network_security_rule.this["from_corporate"]`,
      name: "AllowCorporateInbound",
      resource_group_name: IN_SPOKE.resource_group_name,
      network_security_group_name: "${azurerm_network_security_group.nodes.name}",
      priority: 300,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      source_port_range: "*",
      destination_port_range: "443",
      source_address_prefix: "10.0.0.0/8",
      destination_address_prefix: "*",
    },
  },
  azurerm_route_table: {
    spoke: {
      "//": `module.route_table["shop"].azurerm_route_table.this`,
      name: "rt-shop-weu-001",
      ...IN_SPOKE,
      bgp_route_propagation_enabled: false,
      route: [
        {
          name: "default-via-firewall",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
        },
      ],
    },
  },
  azurerm_virtual_network_peering: {
    hub: {
      "//": `${SPOKE}.module.peering["to_hub"].azurerm_virtual_network_peering.reverse[0]`,
      name: "peer-hub-to-shop",
      resource_group_name: IN_HUB.resource_group_name,
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.spoke.id}",
      allow_virtual_network_access: true,
      allow_forwarded_traffic: true,
      allow_gateway_transit: true,
      use_remote_gateways: false,
    },
    spoke: {
      "//": `${SPOKE}.module.peering["to_hub"].azurerm_virtual_network_peering.forward`,
      name: "peer-shop-to-hub",
      resource_group_name: IN_SPOKE.resource_group_name,
      virtual_network_name: "${azurerm_virtual_network.spoke.name}",
      remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
      allow_virtual_network_access: true,
      allow_forwarded_traffic: true,
      allow_gateway_transit: false,
      use_remote_gateways: false,
    },
  },
  azurerm_private_dns_zone: {
    aks: {
      "//": `module.private_dns_zones.azurerm_private_dns_zone.this["aks"]`,
      name: "privatelink.westeurope.azmk8s.io",
      resource_group_name: IN_HUB.resource_group_name,
    },
  },
  azurerm_private_dns_zone_virtual_network_link: {
    hub: {
      "//": `module.private_dns_zones.azurerm_private_dns_zone_virtual_network_link.this["aks-hub"]`,
      name: "vnetlink-aks-hub",
      resource_group_name: IN_HUB.resource_group_name,
      private_dns_zone_name: "${azurerm_private_dns_zone.aks.name}",
      virtual_network_id: "${azurerm_virtual_network.hub.id}",
    },
  },
  azurerm_user_assigned_identity: {
    aks: { "//": `${AKS}.azurerm_user_assigned_identity.aks`, name: "uami-shop-aks", ...IN_SPOKE },
  },
  azurerm_role_assignment: {
    network: {
      "//": `${AKS}.azurerm_role_assignment.network_contributor_on_resource_group`,
      scope: "${azurerm_resource_group.spoke.id}",
      role_definition_name: "Network Contributor",
      principal_id: "${azurerm_user_assigned_identity.aks.principal_id}",
    },
  },
  azurerm_log_analytics_workspace: {
    logs: {
      "//": `module.log_analytics.azurerm_log_analytics_workspace.this`,
      name: "log-management-weu-001",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.logs.name}",
      sku: "PerGB2018",
      retention_in_days: 90,
    },
  },
  azurerm_monitor_diagnostic_setting: {
    aks: {
      "//": `${AKS}.azurerm_monitor_diagnostic_setting.aks["to_law"]`,
      name: "diag-aks-shop",
      target_resource_id: "${azurerm_kubernetes_cluster.aks.id}",
      log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
      enabled_log: [{ category_group: "allLogs" }],
    },
  },
  azurerm_kubernetes_cluster: {
    aks: {
      "//": `${AKS}.azurerm_kubernetes_cluster.this`,
      name: "aks-shop-weu-001",
      ...IN_SPOKE,
      dns_prefix: "shop",
      kubernetes_version: "1.34",
      sku_tier: "Standard",
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: "${azurerm_private_dns_zone.aks.id}",
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      azure_policy_enabled: true,
      local_account_disabled: true,
      automatic_upgrade_channel: "patch",
      node_os_upgrade_channel: "NodeImage",
      run_command_enabled: true,
      azure_active_directory_role_based_access_control: {
        azure_rbac_enabled: true,
        admin_group_object_ids: ["aaaaaaaa-1111-4111-8111-111111111111"],
      },
      default_node_pool: {
        name: "agentpool",
        vm_size: "Standard_D4ds_v5",
        auto_scaling_enabled: true,
        min_count: 2,
        max_count: 5,
        max_pods: 110,
        os_disk_size_gb: 128,
        zones: ["1", "2", "3"],
        only_critical_addons_enabled: true,
        vnet_subnet_id: "${azurerm_virtual_network.spoke.id}/subnets/snet-aks-nodes",
        upgrade_settings: { max_surge: "10%" },
      },
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.aks.id}"] },
      network_profile: {
        network_plugin: "azure",
        network_plugin_mode: "overlay",
        network_policy: "calico",
        load_balancer_sku: "standard",
        outbound_type: "userDefinedRouting",
        pod_cidr: "10.244.0.0/16",
        service_cidr: "10.100.0.0/16",
        dns_service_ip: "10.100.0.10",
      },
      oms_agent: {
        log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
        msi_auth_for_monitoring_enabled: true,
      },
      key_vault_secrets_provider: { secret_rotation_enabled: true },
    },
  },
  azurerm_kubernetes_cluster_node_pool: {
    user: {
      "//": `${AKS}.azurerm_kubernetes_cluster_node_pool.this["workload"]`,
      name: "workload",
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.aks.id}",
      vm_size: "Standard_D8ds_v5",
      mode: "User",
      auto_scaling_enabled: true,
      min_count: 2,
      max_count: 20,
      max_pods: 110,
      os_type: "Linux",
      zones: ["1", "2", "3"],
      vnet_subnet_id: "${azurerm_virtual_network.spoke.id}/subnets/snet-aks-nodes",
      upgrade_settings: { max_surge: "10%" },
    },
  },
};
