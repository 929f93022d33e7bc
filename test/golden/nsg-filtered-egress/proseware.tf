terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }
}

provider "azurerm" {
  storage_use_azuread = true

  features {}
}

resource "azurerm_kubernetes_cluster" "forms_main" {
  name                      = "aks-proseware-forms-main"
  resource_group_name       = azurerm_resource_group.forms.name
  location                  = azurerm_resource_group.forms.location
  dns_prefix                = "aks-proseware-forms-main"
  oidc_issuer_enabled       = true
  private_cluster_enabled   = false
  sku_tier                  = "Standard"
  workload_identity_enabled = true

  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24"]
  }

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 8
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.forms_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.forms_main.id]
    type         = "UserAssigned"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "5m"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "loadBalancer"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"

    load_balancer_profile {
      idle_timeout_in_minutes  = 10
      outbound_ports_allocated = 4000

      outbound_ip_address_ids = [
        "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-addresses/providers/Microsoft.Network/publicIPAddresses/pip-forms-1",
        "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-addresses/providers/Microsoft.Network/publicIPAddresses/pip-forms-2",
      ]
    }
  }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.forms_main_logs_workspace.id
    msi_auth_for_monitoring_enabled = true
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.forms_peering_from_hub,
    azurerm_virtual_network_peering.forms_peering_to_hub,
    azurerm_subnet.forms_main_system,
    azurerm_subnet_network_security_group_association.forms_main_system,
    azurerm_role_assignment.forms_main_subnet_system,
    azurerm_role_assignment.forms_main_outbound_ip_1,
    azurerm_role_assignment.forms_main_outbound_ip_2,
  ]
}

resource "azurerm_log_analytics_workspace" "forms_main_logs_workspace" {
  name                = "log-proseware-forms-main"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  retention_in_days   = 30
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_data_collection_rule" "forms_main_logs" {
  name                = "dcr-proseware-forms-main-logs"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
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
      workspace_resource_id = azurerm_log_analytics_workspace.forms_main_logs_workspace.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "forms_main_logs" {
  name                    = "ContainerInsightsExtension"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.forms_main_logs.id
  target_resource_id      = azurerm_kubernetes_cluster.forms_main.id
}

resource "azurerm_network_security_group" "forms_main_system" {
  name                = "nsg-proseware-forms-main-system"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
}

resource "azurerm_network_security_rule" "forms_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-allow-database-sql-westeurope" {
  name                        = "out-allow-database-sql-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "Sql.westeurope"
  destination_port_range      = "1433"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 210
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-allow-partner" {
  name                        = "out-allow-partner"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "203.0.113.16/28"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 220
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azureactivedirectory" {
  name                        = "out-azure-kubernetes-service-azureactivedirectory"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureActiveDirectory"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurecloud-westeurope" {
  name                        = "out-azure-kubernetes-service-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurefrontdoor-firstparty" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-firstparty"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.FirstParty"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurefrontdoor-frontend" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-frontend"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.Frontend"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azureresourcemanager" {
  name                        = "out-azure-kubernetes-service-azureresourcemanager"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureResourceManager"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 140
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-microsoftcontainerregistry" {
  name                        = "out-azure-kubernetes-service-microsoftcontainerregistry"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "MicrosoftContainerRegistry"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-key-vault-azurekeyvault" {
  name                        = "out-key-vault-azurekeyvault"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "The Key Vault provider reads secrets and certificates."
  destination_address_prefix  = "AzureKeyVault"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 200
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-monitoring-logs-azuremonitor" {
  name                        = "out-monitoring-logs-azuremonitor"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Container insights: agent settings, logs and sign-in to the workspace."
  destination_address_prefix  = "AzureMonitor"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 190
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-tunnel-tcp-azurecloud-westeurope" {
  name                        = "out-tunnel-tcp-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Public API server without VNet Integration: the node's tunnel to the control plane."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_range      = "9000"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 180
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-tunnel-udp-azurecloud-westeurope" {
  name                        = "out-tunnel-udp-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Public API server without VNet Integration: the node's tunnel to the control plane."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_range      = "1194"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 170
  protocol                    = "Udp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_to-networks" {
  name                         = "to-networks"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The spoke, the networks it is peered with, and the cluster's own pods."
  destination_address_prefixes = ["10.41.0.0/16", "10.40.0.0/22", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefix        = "*"
  source_port_range            = "*"
}

resource "azurerm_resource_group" "forms" {
  name     = "rg-proseware-forms"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-proseware-hub"
  location = "westeurope"
}

resource "azurerm_role_assignment" "forms_main_outbound_ip_1" {
  scope                = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-addresses/providers/Microsoft.Network/publicIPAddresses/pip-forms-1"
  description          = "The cluster's traffic leaves with it."
  principal_id         = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "forms_main_outbound_ip_2" {
  scope                = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-addresses/providers/Microsoft.Network/publicIPAddresses/pip-forms-2"
  description          = "The cluster's traffic leaves with it."
  principal_id         = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "forms_main_subnet_system" {
  scope                = azurerm_subnet.forms_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_subnet" "forms_main_system" {
  name                            = "snet-proseware-forms-main-system"
  resource_group_name             = azurerm_resource_group.forms.name
  virtual_network_name            = azurerm_virtual_network.forms.name
  address_prefixes                = ["10.41.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "forms_main_system" {
  network_security_group_id = azurerm_network_security_group.forms_main_system.id
  subnet_id                 = azurerm_subnet.forms_main_system.id
}

resource "azurerm_user_assigned_identity" "forms_main" {
  name                = "id-proseware-forms-main"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
}

resource "azurerm_virtual_network" "forms" {
  name                = "vnet-proseware-forms"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  address_space       = ["10.41.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-proseware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.40.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "forms_peering_from_hub" {
  name                      = "peer-proseware-hub-to-forms"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.forms.id

  depends_on = [
    azurerm_subnet.forms_main_system,
    azurerm_subnet_network_security_group_association.forms_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "forms_peering_to_hub" {
  name                      = "peer-proseware-forms-to-hub"
  resource_group_name       = azurerm_resource_group.forms.name
  virtual_network_name      = azurerm_virtual_network.forms.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.forms_peering_from_hub]
}

output "forms_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.forms_main.id
}

output "forms_main_secrets_client_id" {
  description = "Client id of the identity that reads Key Vault in pods."
  value       = azurerm_kubernetes_cluster.forms_main.key_vault_secrets_provider[0].secret_identity[0].client_id
}

output "forms_main_tenant_id" {
  description = "Tenant of the cluster's identities."
  value       = azurerm_user_assigned_identity.forms_main.tenant_id
}

output "forms_virtual_network_id" {
  description = "Id of the network of forms."
  value       = azurerm_virtual_network.forms.id
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}
