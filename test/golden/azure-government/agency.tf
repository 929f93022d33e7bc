terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "azurerm" {
    container_name       = "state"
    environment          = "usgovernment"
    key                  = "agency.tfstate"
    resource_group_name  = "rg-terraform"
    storage_account_name = "stagencyterraform"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  environment         = "usgovernment"
  storage_use_azuread = true

  features {}
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-agency-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  zones               = ["1", "2", "3"]

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.hub_firewall_1.id
    subnet_id            = azurerm_subnet.hub_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.hub_firewall_2.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-agency-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "records_main" {
  name               = "rcg-agency-records-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name             = "azure-kubernetes-service"
      source_addresses = ["10.41.0.0/24"]

      destination_fqdns = [
        "*.hcp.usgovvirginia.cx.aks.containerservice.azure.us",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.usgovcloudapi.net",
        "login.microsoftonline.us",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
        "packages.aks.azure.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "ubuntu-snapshots"
      destination_fqdns = ["snapshot.ubuntu.com"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "ubuntu-updates"
      source_addresses = ["10.41.0.0/24"]

      destination_fqdns = [
        "security.ubuntu.com",
        "azure.archive.ubuntu.com",
        "changelogs.ubuntu.com",
      ]

      protocols {
        port = 80
        type = "Http"
      }
    }

    rule {
      name             = "monitoring-logs"
      source_addresses = ["10.41.0.0/24"]

      destination_fqdns = [
        "*.ods.opinsights.azure.us",
        "*.oms.opinsights.azure.us",
        "*.ingest.monitor.azure.us",
        "global.handler.control.monitor.azure.us",
        "usgovvirginia.handler.control.monitor.azure.us",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "monitoring-metrics"
      source_addresses = ["10.41.0.0/24"]

      destination_fqdns = [
        "*.metrics.ingest.monitor.azure.us",
        "global.handler.control.monitor.azure.us",
        "usgovvirginia.handler.control.monitor.azure.us",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "azure-policy"
      destination_fqdns = ["data.policy.azure.us", "store.policy.azure.us"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "defender"
      destination_fqdns = ["*.ods.opinsights.azure.us", "*.oms.opinsights.azure.us"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "key-vault"
      destination_fqdns = ["*.vault.usgovcloudapi.net"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "extensions"
      destination_fqdns = ["usgovvirginia.dp.kubernetesconfiguration.azure.us"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-agencyimages"
      destination_fqdns = ["agencyimages.azurecr.us", "*.blob.core.usgovcloudapi.net"]
      source_addresses  = ["10.41.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "registry-agencypremium"
      source_addresses = ["10.41.0.0/24"]

      destination_fqdns = [
        "agencypremium.azurecr.us",
        "agencypremium.usgovvirginia.data.azurecr.us",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "records_main" {
  name                                = "aks-agency-records-main"
  resource_group_name                 = azurerm_resource_group.records.name
  location                            = azurerm_resource_group.records.location
  azure_policy_enabled                = true
  dns_prefix_private_cluster          = "aks-agency-records-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.hub_aks_zone_usgovvirginia.id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.records_main_system.id
    zones                       = ["1", "2", "3"]

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.records_main.id]
    type         = "UserAssigned"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "2m"
  }

  microsoft_defender {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.records_main_logs_workspace.id
  }

  monitor_metrics {}

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.records_main_logs_workspace.id
    msi_auth_for_monitoring_enabled = true
  }

  depends_on = [
    azurerm_virtual_network_peering.records_peering_from_hub,
    azurerm_virtual_network_peering.records_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.records_main,
    azurerm_route.records_main_default,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-usgovvirginia-cx-aks-containerservice-azure-us,
    azurerm_private_dns_zone_virtual_network_link.records_zone_privatelink-usgovvirginia-cx-aks-containerservice-azure-us,
    azurerm_subnet.records_main_system,
    azurerm_subnet_network_security_group_association.records_main_system,
    azurerm_subnet_route_table_association.records_main_system,
    azurerm_role_assignment.records_main_subnet_system,
    azurerm_role_assignment.records_main_dns_zone,
    azurerm_role_assignment.records_main_network,
  ]
}

resource "azurerm_kubernetes_cluster_extension" "records_main_flux" {
  name           = "flux"
  cluster_id     = azurerm_kubernetes_cluster.records_main.id
  extension_type = "microsoft.flux"
}

resource "azurerm_log_analytics_workspace" "records_main_logs_workspace" {
  name                = "log-agency-records-main"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
  retention_in_days   = 30
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_data_collection_endpoint" "records_main_metrics" {
  name                = "dce-agency-records-main"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
  kind                = "Linux"
}

resource "azurerm_monitor_data_collection_rule" "records_main_logs" {
  name                = "dcr-agency-records-main-logs"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
  kind                = "Linux"

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
  }

  data_sources {
    extension {
      name           = "container-insights"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = azurerm_log_analytics_workspace.records_main_logs_workspace.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule" "records_main_metrics" {
  name                        = "dcr-agency-records-main-metrics"
  resource_group_name         = azurerm_resource_group.records.name
  location                    = azurerm_resource_group.records.location
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.records_main_metrics.id
  kind                        = "Linux"

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-PrometheusMetrics"]
  }

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.records_main_metrics.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "records_main_logs" {
  name                    = "ContainerInsightsExtension"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.records_main_logs.id
  target_resource_id      = azurerm_kubernetes_cluster.records_main.id
}

resource "azurerm_monitor_data_collection_rule_association" "records_main_metrics" {
  name                    = "prometheus"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.records_main_metrics.id
  target_resource_id      = azurerm_kubernetes_cluster.records_main.id
}

resource "azurerm_monitor_workspace" "records_main_metrics" {
  name                = "amw-agency-records-main"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
}

resource "azurerm_network_security_group" "records_main_system" {
  name                = "nsg-agency-records-main-system"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
}

resource "azurerm_network_security_rule" "records_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone" "hub_aks_zone_usgovvirginia" {
  name                = "privatelink.usgovvirginia.cx.aks.containerservice.azure.us"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-usgovvirginia-cx-aks-containerservice-azure-us" {
  name                  = "pdnslink-agency-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_usgovvirginia.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "records_zone_privatelink-usgovvirginia-cx-aks-containerservice-azure-us" {
  name                  = "pdnslink-agency-records"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_usgovvirginia.name
  virtual_network_id    = azurerm_virtual_network.records.id
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-agency-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-agency-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-agency-hub"
  location = "usgovvirginia"
}

resource "azurerm_resource_group" "records" {
  name     = "rg-agency-records"
  location = "usgovvirginia"
}

resource "azurerm_role_assignment" "records_main_dns_zone" {
  scope                = azurerm_private_dns_zone.hub_aks_zone_usgovvirginia.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.records_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "records_main_network" {
  scope                = azurerm_virtual_network.records.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.records_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "records_main_registry_agencyimages" {
  scope                = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/agencyimages"
  description          = "Nodes pull the team's images."
  principal_id         = azurerm_kubernetes_cluster.records_main.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "AcrPull"
}

resource "azurerm_role_assignment" "records_main_registry_agencypremium" {
  scope                = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/agencypremium"
  description          = "Nodes pull the team's images."
  principal_id         = azurerm_kubernetes_cluster.records_main.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "AcrPull"
}

resource "azurerm_role_assignment" "records_main_subnet_system" {
  scope                = azurerm_subnet.records_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.records_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "records_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.records.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.records_main.name
}

resource "azurerm_route_table" "records_main" {
  name                          = "rt-agency-records-main"
  resource_group_name           = azurerm_resource_group.records.name
  location                      = azurerm_resource_group.records.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "records_main_system" {
  name                            = "snet-agency-records-main-system"
  resource_group_name             = azurerm_resource_group.records.name
  virtual_network_name            = azurerm_virtual_network.records.name
  address_prefixes                = ["10.41.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "records_main_system" {
  network_security_group_id = azurerm_network_security_group.records_main_system.id
  subnet_id                 = azurerm_subnet.records_main_system.id
}

resource "azurerm_subnet_route_table_association" "records_main_system" {
  route_table_id = azurerm_route_table.records_main.id
  subnet_id      = azurerm_subnet.records_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.records_main_system]
}

resource "azurerm_user_assigned_identity" "records_main" {
  name                = "id-agency-records-main"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-agency-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.40.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "records" {
  name                = "vnet-agency-records"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
  address_space       = ["10.41.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "records_peering_from_hub" {
  name                      = "peer-agency-hub-to-records"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.records.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.records_main_system,
    azurerm_subnet_network_security_group_association.records_main_system,
    azurerm_subnet_route_table_association.records_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "records_peering_to_hub" {
  name                      = "peer-agency-records-to-hub"
  resource_group_name       = azurerm_resource_group.records.name
  virtual_network_name      = azurerm_virtual_network.records.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.records_peering_from_hub]
}

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = [azurerm_public_ip.hub_firewall_1.ip_address, azurerm_public_ip.hub_firewall_2.ip_address]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "records_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.records_main.id
}

output "records_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.records_main.id
}

output "records_main_secrets_client_id" {
  description = "Client id of the identity that reads Key Vault in pods."
  value       = azurerm_kubernetes_cluster.records_main.key_vault_secrets_provider[0].secret_identity[0].client_id
}

output "records_main_tenant_id" {
  description = "Tenant of the cluster's identities."
  value       = azurerm_user_assigned_identity.records_main.tenant_id
}

output "records_virtual_network_id" {
  description = "Id of the network of records."
  value       = azurerm_virtual_network.records.id
}
