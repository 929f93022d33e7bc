terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.tailspin-core.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "55555555-0000-4000-8000-000000000002"

  features {}
}

resource "azurerm_kubernetes_cluster" "core_main" {
  name                      = "aks-tailspin-core-main"
  resource_group_name       = azurerm_resource_group.core.name
  location                  = azurerm_resource_group.core.location
  dns_prefix                = "aks-tailspin-core-main"
  oidc_issuer_enabled       = true
  private_cluster_enabled   = false
  sku_tier                  = "Standard"
  workload_identity_enabled = true

  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24", "203.0.113.9/32"]
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.core_main_system.id
    zones                       = ["1", "2", "3"]

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.core_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.core_peering_to_hub,
    azurerm_route.core_main_default,
    azurerm_subnet.core_main_system,
    azurerm_subnet_network_security_group_association.core_main_system,
    azurerm_subnet_route_table_association.core_main_system,
    azurerm_role_assignment.core_main_subnet_system,
  ]
}

resource "azurerm_network_security_group" "core_main_system" {
  name                = "nsg-tailspin-core-main-system"
  resource_group_name = azurerm_resource_group.core.name
  location            = azurerm_resource_group.core.location
}

resource "azurerm_network_security_rule" "core_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "core_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "core_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "core_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "core_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "core_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.core.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.core_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_resource_group" "core" {
  name     = "rg-tailspin-core"
  location = "northeurope"
}

resource "azurerm_role_assignment" "core_main_subnet_system" {
  scope                = azurerm_subnet.core_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.core_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "core_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.core.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = "10.30.1.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.core_main.name
}

resource "azurerm_route_table" "core_main" {
  name                          = "rt-tailspin-core-main"
  resource_group_name           = azurerm_resource_group.core.name
  location                      = azurerm_resource_group.core.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "core_main_system" {
  name                            = "snet-tailspin-core-main-system"
  resource_group_name             = azurerm_resource_group.core.name
  virtual_network_name            = azurerm_virtual_network.core.name
  address_prefixes                = ["10.31.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "core_main_system" {
  network_security_group_id = azurerm_network_security_group.core_main_system.id
  subnet_id                 = azurerm_subnet.core_main_system.id
}

resource "azurerm_subnet_route_table_association" "core_main_system" {
  route_table_id = azurerm_route_table.core_main.id
  subnet_id      = azurerm_subnet.core_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.core_main_system]
}

resource "azurerm_user_assigned_identity" "core_main" {
  name                = "id-tailspin-core-main"
  resource_group_name = azurerm_resource_group.core.name
  location            = azurerm_resource_group.core.location
}

resource "azurerm_virtual_network" "core" {
  name                = "vnet-tailspin-core"
  resource_group_name = azurerm_resource_group.core.name
  location            = azurerm_resource_group.core.location
  address_space       = ["10.31.0.0/16"]
  dns_servers         = ["10.30.2.4"]
}

resource "azurerm_virtual_network_peering" "core_peering_to_hub" {
  name                      = "peer-tailspin-core-to-hub"
  resource_group_name       = azurerm_resource_group.core.name
  virtual_network_name      = azurerm_virtual_network.core.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = "/subscriptions/55555555-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"
  use_remote_gateways       = true

  depends_on = [
    azurerm_subnet.core_main_system,
    azurerm_subnet_network_security_group_association.core_main_system,
    azurerm_subnet_route_table_association.core_main_system,
  ]
}

output "core_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.core_main.id
}

output "core_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.core_main.id
}

output "core_virtual_network_id" {
  description = "Id of the network of core."
  value       = azurerm_virtual_network.core.id
}
