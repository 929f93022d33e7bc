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

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.hub_firewall_1.id
    subnet_id            = azurerm_subnet.hub_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.hub_firewall_2.id
  }

  ip_configuration {
    name                 = "ip-3"
    public_ip_address_id = azurerm_public_ip.hub_firewall_3.id
  }

  ip_configuration {
    name                 = "ip-4"
    public_ip_address_id = azurerm_public_ip.hub_firewall_4.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "orders_main" {
  name               = "rcg-fabrikam-orders-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.21.0.0/24", "10.21.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }

      protocols {
        port = 80
        type = "Http"
      }
    }

    rule {
      name              = "ubuntu-snapshots"
      destination_fqdns = ["snapshot.ubuntu.com"]
      source_addresses  = ["10.21.0.0/24", "10.21.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "orders_main" {
  name                                = "aks-fabrikam-orders-main"
  resource_group_name                 = azurerm_resource_group.orders.name
  location                            = azurerm_resource_group.orders.location
  dns_prefix                          = "aks-fabrikam-orders-main"
  kubernetes_version                  = "1.34"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "System"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.orders_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.orders_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "calico"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.250.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.orders_peering_from_hub,
    azurerm_virtual_network_peering.orders_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.orders_main,
    azurerm_route.orders_main_default,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_subnet.orders_main_work,
    azurerm_subnet_network_security_group_association.orders_main_work,
    azurerm_subnet_route_table_association.orders_main_work,
    azurerm_role_assignment.orders_main_subnet_system,
    azurerm_role_assignment.orders_main_subnet_work,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "orders_main_work" {
  name                        = "work"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.orders_main.id
  max_count                   = 40
  min_count                   = 2
  mode                        = "User"
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.orders_main_work.id
  zones                       = ["1", "2", "3"]

  node_labels = {
    purpose = "work"
  }

  upgrade_settings {
    max_surge = "10%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_network_security_group" "orders_main_system" {
  name                = "nsg-fabrikam-orders-main-system"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "orders_main_work" {
  name                = "nsg-fabrikam-orders-main-work"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_rule" "orders_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.21.0.0/24", "10.21.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.250.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.21.0.0/24", "10.21.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.250.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.250.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.250.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.21.0.0/24", "10.21.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.250.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.21.0.0/24", "10.21.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.250.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.250.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.250.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-fabrikam-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-fabrikam-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-fabrikam-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-fabrikam-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-fabrikam-hub"
  location = "northeurope"
}

resource "azurerm_resource_group" "orders" {
  name     = "rg-fabrikam-orders"
  location = "northeurope"
}

resource "azurerm_role_assignment" "orders_main_subnet_system" {
  scope                = azurerm_subnet.orders_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_subnet_work" {
  scope                = azurerm_subnet.orders_main_work.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "orders_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.orders.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.orders_main.name
}

resource "azurerm_route_table" "orders_main" {
  name                          = "rt-fabrikam-orders-main"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.20.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_main_system" {
  name                            = "snet-fabrikam-orders-main-system"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.21.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_main_work" {
  name                            = "snet-fabrikam-orders-main-work"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.21.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "orders_main_system" {
  network_security_group_id = azurerm_network_security_group.orders_main_system.id
  subnet_id                 = azurerm_subnet.orders_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_work" {
  network_security_group_id = azurerm_network_security_group.orders_main_work.id
  subnet_id                 = azurerm_subnet.orders_main_work.id
}

resource "azurerm_subnet_route_table_association" "orders_main_system" {
  route_table_id = azurerm_route_table.orders_main.id
  subnet_id      = azurerm_subnet.orders_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_main_system]
}

resource "azurerm_subnet_route_table_association" "orders_main_work" {
  route_table_id = azurerm_route_table.orders_main.id
  subnet_id      = azurerm_subnet.orders_main_work.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_main_work]
}

resource "azurerm_user_assigned_identity" "orders_main" {
  name                = "id-fabrikam-orders-main"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.20.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "orders" {
  name                = "vnet-fabrikam-orders"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  address_space       = ["10.21.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "orders_peering_from_hub" {
  name                      = "peer-fabrikam-hub-to-orders"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.orders.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_subnet.orders_main_work,
    azurerm_subnet_network_security_group_association.orders_main_work,
    azurerm_subnet_route_table_association.orders_main_work,
  ]
}

resource "azurerm_virtual_network_peering" "orders_peering_to_hub" {
  name                      = "peer-fabrikam-orders-to-hub"
  resource_group_name       = azurerm_resource_group.orders.name
  virtual_network_name      = azurerm_virtual_network.orders.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.orders_peering_from_hub]
}

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.hub_firewall_1.ip_address,
    azurerm_public_ip.hub_firewall_2.ip_address,
    azurerm_public_ip.hub_firewall_3.ip_address,
    azurerm_public_ip.hub_firewall_4.ip_address,
  ]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "orders_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.orders_main.id
}

output "orders_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.orders_main.id
}

output "orders_virtual_network_id" {
  description = "Id of the network of orders."
  value       = azurerm_virtual_network.orders.id
}
