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

resource "azurerm_kubernetes_cluster" "web_main" {
  name                      = "aks-wingtip-web-main"
  resource_group_name       = azurerm_resource_group.web.name
  location                  = azurerm_resource_group.web.location
  dns_prefix                = "aks-wingtip-web-main"
  oidc_issuer_enabled       = true
  private_cluster_enabled   = false
  sku_tier                  = "Standard"
  workload_identity_enabled = true

  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24", "203.0.113.7/32"]
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.web_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.web_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    ip_versions         = ["IPv4", "IPv6"]
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "loadBalancer"
    pod_cidrs           = ["10.244.0.0/16", "fd00:10:244::/56"]
    service_cidrs       = ["172.16.0.0/16", "fd00:10:96::/108"]

    load_balancer_profile {
      idle_timeout_in_minutes     = 30
      managed_outbound_ip_count   = 1
      managed_outbound_ipv6_count = 1
      outbound_ports_allocated    = 0
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.web_peering_from_hub,
    azurerm_virtual_network_peering.web_peering_to_hub,
    azurerm_subnet.web_main_system,
    azurerm_subnet_network_security_group_association.web_main_system,
    azurerm_role_assignment.web_main_subnet_system,
  ]
}

resource "azurerm_network_security_group" "web_main_system" {
  name                = "nsg-wingtip-web-main-system"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location
}

resource "azurerm_network_security_rule" "web_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 180
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.61.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.61.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-nodes-v6" {
  name                        = "nodes-to-nodes-v6"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "fd00:10:61::/64"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "fd00:10:61::/64"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.61.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-pods-v6" {
  name                        = "nodes-to-pods-v6"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "fd00:10:244::/56"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "fd00:10:61::/64"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.61.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-nodes-v6" {
  name                        = "pods-to-nodes-v6"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "fd00:10:61::/64"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 170
  protocol                    = "*"
  source_address_prefix       = "fd00:10:244::/56"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-pods-v6" {
  name                        = "pods-to-pods-v6"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "fd00:10:244::/56"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "fd00:10:244::/56"
  source_port_range           = "*"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-wingtip-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "web" {
  name     = "rg-wingtip-web"
  location = "westeurope"
}

resource "azurerm_role_assignment" "web_main_subnet_system" {
  scope                = azurerm_subnet.web_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.web_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_subnet" "web_main_system" {
  name                            = "snet-wingtip-web-main-system"
  resource_group_name             = azurerm_resource_group.web.name
  virtual_network_name            = azurerm_virtual_network.web.name
  address_prefixes                = ["10.61.0.0/24", "fd00:10:61::/64"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "web_main_system" {
  network_security_group_id = azurerm_network_security_group.web_main_system.id
  subnet_id                 = azurerm_subnet.web_main_system.id
}

resource "azurerm_user_assigned_identity" "web_main" {
  name                = "id-wingtip-web-main"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-wingtip-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.60.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "web" {
  name                = "vnet-wingtip-web"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location
  address_space       = ["10.61.0.0/16", "fd00:10:61::/48"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "web_peering_from_hub" {
  name                      = "peer-wingtip-hub-to-web"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.web.id

  depends_on = [
    azurerm_subnet.web_main_system,
    azurerm_subnet_network_security_group_association.web_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "web_peering_to_hub" {
  name                      = "peer-wingtip-web-to-hub"
  resource_group_name       = azurerm_resource_group.web.name
  virtual_network_name      = azurerm_virtual_network.web.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.web_peering_from_hub]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "web_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.web_main.id
}

output "web_virtual_network_id" {
  description = "Id of the network of web."
  value       = azurerm_virtual_network.web.id
}
