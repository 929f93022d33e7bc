/**
 * A Virtual WAN in the manner of Azure Verified Modules, with `for_each` over hubs, and clusters in the manner of Azure's AKS
 * module: a managed identity of the system, pools in a map, roles by `for_each` over subnets, and count for what is optional.
 */
import type { Resources } from "./layout.js";

const HUBS = "module.hub_networking[0].module.virtual_wan";
const AKS = 'module.aks["shop"]';
const IN_HUB = { location: "westeurope", resource_group_name: "${azurerm_resource_group.hub.name}" };
const IN_SPOKE = {
  location: "westeurope",
  resource_group_name: "${azurerm_resource_group.spoke.name}",
  tags: { created_by: "terraform" },
};

function subnet(name: string, range: string): object {
  return {
    "//": `module.network.azurerm_subnet.subnet["${name}"]`,
    name,
    resource_group_name: IN_SPOKE.resource_group_name,
    virtual_network_name: "${azurerm_virtual_network.spoke.name}",
    address_prefixes: [range],
    default_outbound_access_enabled: true,
  };
}

function egress(name: string): object {
  return {
    "//": `azurerm_subnet_route_table_association.egress["${name}"]`,
    subnet_id: `\${azurerm_subnet.${name}.id}`,
    route_table_id: "${azurerm_route_table.egress.id}",
  };
}

function networkContributor(name: string): object {
  return {
    "//": `${AKS}.azurerm_role_assignment.network_contributor_on_subnet["${name}"]`,
    scope: `\${azurerm_subnet.${name}.id}`,
    role_definition_name: "Network Contributor",
    principal_id: "${azurerm_kubernetes_cluster.aks.identity[0].principal_id}",
  };
}

export const VIRTUAL_WAN: Resources = {
  azurerm_resource_group: {
    hub: {
      "//": 'module.resource_groups["primary"].azurerm_resource_group.this',
      name: "rg-hub-westeurope",
      location: "westeurope",
    },
    spoke: { "//": "azurerm_resource_group.main[0]", name: "shop-rg", location: "westeurope" },
  },
  azurerm_virtual_wan: {
    wan: {
      "//": `${HUBS}.azurerm_virtual_wan.virtual_wan`,
      name: "vwan-westeurope",
      ...IN_HUB,
      type: "Standard",
      allow_branch_to_branch_traffic: true,
      disable_vpn_encryption: false,
    },
  },
  azurerm_virtual_hub: {
    hub: {
      "//": `${HUBS}.module.virtual_hubs.azurerm_virtual_hub.virtual_hub["primary"]`,
      name: "vhub-westeurope",
      ...IN_HUB,
      virtual_wan_id: "${azurerm_virtual_wan.wan.id}",
      address_prefix: "10.0.0.0/22",
    },
  },
  azurerm_firewall_policy: {
    hub: {
      "//": 'module.hub_networking[0].module.firewall_policy["primary"].azurerm_firewall_policy.this',
      name: "fwp-hub-westeurope",
      ...IN_HUB,
      sku: "Standard",
      threat_intelligence_mode: "Alert",
    },
  },
  azurerm_firewall: {
    hub: {
      "//": `${HUBS}.module.firewalls.azurerm_firewall.fw["primary"]`,
      name: "fw-hub-westeurope",
      ...IN_HUB,
      sku_name: "AZFW_Hub",
      sku_tier: "Standard",
      zones: ["1", "2", "3"],
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      virtual_hub: { virtual_hub_id: "${azurerm_virtual_hub.hub.id}", public_ip_count: 1 },
    },
  },
  azurerm_virtual_hub_routing_intent: {
    hub: {
      "//": `${HUBS}.azurerm_virtual_hub_routing_intent.routing_intent["all_traffic"]`,
      name: "ri-westeurope",
      virtual_hub_id: "${azurerm_virtual_hub.hub.id}",
      routing_policy: [
        { name: "InternetTraffic", destinations: ["Internet"], next_hop: "${azurerm_firewall.hub.id}" },
        { name: "PrivateTraffic", destinations: ["PrivateTraffic"], next_hop: "${azurerm_firewall.hub.id}" },
      ],
    },
  },
  azurerm_virtual_hub_connection: {
    shop: {
      "//": `${HUBS}.module.virtual_network_connections.azurerm_virtual_hub_connection.hub_connection["shop"]`,
      name: "vhc-shop",
      virtual_hub_id: "${azurerm_virtual_hub.hub.id}",
      remote_virtual_network_id: "${azurerm_virtual_network.spoke.id}",
      internet_security_enabled: true,
    },
  },
  azurerm_virtual_network: {
    spoke: {
      "//": "module.network.azurerm_virtual_network.vnet",
      name: "shop-vnet",
      ...IN_SPOKE,
      address_space: ["10.52.0.0/16"],
    },
  },
  azurerm_subnet: {
    system: subnet("system", "10.52.0.0/24"),
    work: subnet("work", "10.52.4.0/22"),
  },
  azurerm_route_table: {
    egress: {
      "//": "azurerm_route_table.egress[0]",
      name: "shop-egress",
      ...IN_SPOKE,
      bgp_route_propagation_enabled: false,
      route: [
        {
          name: "internet",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_firewall.hub.virtual_hub[0].private_ip_address}",
        },
      ],
    },
  },
  azurerm_subnet_route_table_association: { system: egress("system"), work: egress("work") },
  azurerm_role_assignment: { system: networkContributor("system"), work: networkContributor("work") },
  azurerm_log_analytics_workspace: {
    aks: {
      "//": `${AKS}.azurerm_log_analytics_workspace.main[0]`,
      name: "shop-workspace",
      ...IN_SPOKE,
      sku: "PerGB2018",
      retention_in_days: 30,
    },
  },
  azurerm_log_analytics_solution: {
    aks: {
      "//": `${AKS}.azurerm_log_analytics_solution.main[0]`,
      location: "westeurope",
      resource_group_name: IN_SPOKE.resource_group_name,
      solution_name: "ContainerInsights",
      workspace_name: "${azurerm_log_analytics_workspace.aks.name}",
      workspace_resource_id: "${azurerm_log_analytics_workspace.aks.id}",
      plan: { product: "OMSGallery/ContainerInsights", publisher: "Microsoft" },
    },
  },
  azurerm_kubernetes_cluster: {
    aks: {
      "//": `${AKS}.azurerm_kubernetes_cluster.main`,
      name: "shop-aks",
      ...IN_SPOKE,
      dns_prefix: "shop",
      kubernetes_version: "1.34",
      sku_tier: "Standard",
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: "System",
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      azure_policy_enabled: true,
      role_based_access_control_enabled: true,
      run_command_enabled: true,
      default_node_pool: {
        name: "nodepool",
        vm_size: "Standard_D4ds_v5",
        node_count: 3,
        max_pods: 110,
        os_disk_size_gb: 128,
        zones: ["1", "2", "3"],
        vnet_subnet_id: "${azurerm_subnet.system.id}",
      },
      identity: { type: "SystemAssigned" },
      network_profile: {
        network_plugin: "azure",
        network_plugin_mode: "overlay",
        network_policy: "cilium",
        network_data_plane: "cilium",
        load_balancer_sku: "standard",
        outbound_type: "userDefinedRouting",
        pod_cidr: "10.244.0.0/16",
        service_cidr: "172.20.0.0/16",
        dns_service_ip: "172.20.0.10",
      },
      oms_agent: { log_analytics_workspace_id: "${azurerm_log_analytics_workspace.aks.id}" },
    },
  },
  azurerm_kubernetes_cluster_node_pool: {
    work: {
      "//": `${AKS}.azurerm_kubernetes_cluster_node_pool.node_pool_create_before_destroy["work"]`,
      name: "workaa11",
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.aks.id}",
      vm_size: "Standard_D8ds_v5",
      auto_scaling_enabled: true,
      min_count: 1,
      max_count: 10,
      max_pods: 110,
      vnet_subnet_id: "${azurerm_subnet.work.id}",
      zones: ["1", "2", "3"],
    },
  },
};
