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
  name                = "afw-tailwind-hub"
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
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-tailwind-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "cart_main" {
  name               = "rcg-tailwind-cart-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.31.0.0/24", "10.31.1.0/24", "10.31.2.0/24", "10.31.8.0/21"]

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
      source_addresses  = ["10.31.0.0/24", "10.31.1.0/24", "10.31.2.0/24", "10.31.8.0/21"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "cart_main" {
  name                                = "aks-tailwind-cart-main"
  resource_group_name                 = azurerm_resource_group.cart.name
  location                            = azurerm_resource_group.cart.location
  dns_prefix_private_cluster          = "aks-tailwind-cart-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    max_pods                    = 50
    node_count                  = 3
    pod_subnet_id               = azurerm_subnet.cart_main_system_pods.id
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.cart_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.cart_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    network_policy    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.cart_peering_from_hub,
    azurerm_virtual_network_peering.cart_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.cart_main,
    azurerm_route.cart_main_default,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.cart_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.cart_main_system,
    azurerm_subnet_network_security_group_association.cart_main_system,
    azurerm_subnet_route_table_association.cart_main_system,
    azurerm_subnet.cart_main_system_pods,
    azurerm_subnet_route_table_association.cart_main_system_pods,
    azurerm_subnet.cart_main_batch,
    azurerm_subnet_network_security_group_association.cart_main_batch,
    azurerm_subnet_route_table_association.cart_main_batch,
    azurerm_subnet.cart_main_batch_pods,
    azurerm_subnet_route_table_association.cart_main_batch_pods,
    azurerm_role_assignment.cart_main_subnet_system,
    azurerm_role_assignment.cart_main_pods_system,
    azurerm_role_assignment.cart_main_subnet_batch,
    azurerm_role_assignment.cart_main_pods_batch,
    azurerm_role_assignment.cart_main_dns_zone,
    azurerm_role_assignment.cart_main_network,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "cart_main_batch" {
  name                        = "batch"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.cart_main.id
  max_count                   = 20
  max_pods                    = 50
  min_count                   = 0
  mode                        = "User"
  node_taints                 = ["batch=true:NoSchedule"]
  os_type                     = "Linux"
  pod_subnet_id               = azurerm_subnet.cart_main_batch_pods.id
  temporary_name_for_rotation = "batchtmp"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.cart_main_batch.id

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_network_security_group" "cart_main_batch" {
  name                = "nsg-tailwind-cart-main-batch"
  resource_group_name = azurerm_resource_group.cart.name
  location            = azurerm_resource_group.cart.location
}

resource "azurerm_network_security_group" "cart_main_system" {
  name                = "nsg-tailwind-cart-main-system"
  resource_group_name = azurerm_resource_group.cart.name
  location            = azurerm_resource_group.cart.location
}

resource "azurerm_network_security_rule" "cart_main_batch_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.cart.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.cart_main_batch.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "cart_main_batch_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.cart.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.cart_main_batch.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "cart_main_batch_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.31.0.0/24", "10.31.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_batch.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.31.0.0/24", "10.31.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_batch_nodes-to-pods" {
  name                         = "nodes-to-pods"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefixes = ["10.31.1.0/24", "10.31.8.0/21"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_batch.name
  priority                     = 110
  protocol                     = "*"
  source_address_prefixes      = ["10.31.0.0/24", "10.31.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_batch_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.31.0.0/24", "10.31.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_batch.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefixes      = ["10.31.1.0/24", "10.31.8.0/21"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_batch_pods-to-pods" {
  name                         = "pods-to-pods"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Pods among each other, across nodes."
  destination_address_prefixes = ["10.31.1.0/24", "10.31.8.0/21"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_batch.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.31.1.0/24", "10.31.8.0/21"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.cart.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.cart_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.cart.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.cart_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.31.0.0/24", "10.31.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.31.0.0/24", "10.31.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_nodes-to-pods" {
  name                         = "nodes-to-pods"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefixes = ["10.31.1.0/24", "10.31.8.0/21"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_system.name
  priority                     = 110
  protocol                     = "*"
  source_address_prefixes      = ["10.31.0.0/24", "10.31.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.31.0.0/24", "10.31.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefixes      = ["10.31.1.0/24", "10.31.8.0/21"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "cart_main_system_pods-to-pods" {
  name                         = "pods-to-pods"
  resource_group_name          = azurerm_resource_group.cart.name
  access                       = "Allow"
  description                  = "Pods among each other, across nodes."
  destination_address_prefixes = ["10.31.1.0/24", "10.31.8.0/21"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.cart_main_system.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.31.1.0/24", "10.31.8.0/21"]
  source_port_range            = "*"
}

resource "azurerm_private_dns_zone" "hub_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "cart_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-tailwind-cart"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.cart.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-tailwind-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-tailwind-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "cart" {
  name     = "rg-tailwind-cart"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-tailwind-hub"
  location = "westeurope"
}

resource "azurerm_role_assignment" "cart_main_dns_zone" {
  scope                = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "cart_main_network" {
  scope                = azurerm_virtual_network.cart.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "cart_main_pods_batch" {
  scope                = azurerm_subnet.cart_main_batch_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "cart_main_pods_system" {
  scope                = azurerm_subnet.cart_main_system_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "cart_main_subnet_batch" {
  scope                = azurerm_subnet.cart_main_batch.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "cart_main_subnet_system" {
  scope                = azurerm_subnet.cart_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.cart_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "cart_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.cart.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.cart_main.name
}

resource "azurerm_route_table" "cart_main" {
  name                          = "rt-tailwind-cart-main"
  resource_group_name           = azurerm_resource_group.cart.name
  location                      = azurerm_resource_group.cart.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "cart_main_batch" {
  name                            = "snet-tailwind-cart-main-batch"
  resource_group_name             = azurerm_resource_group.cart.name
  virtual_network_name            = azurerm_virtual_network.cart.name
  address_prefixes                = ["10.31.2.0/24"]
  default_outbound_access_enabled = false
  service_endpoints               = ["Microsoft.Storage", "Microsoft.KeyVault"]
}

resource "azurerm_subnet" "cart_main_batch_pods" {
  name                            = "snet-tailwind-cart-main-batch-pods"
  resource_group_name             = azurerm_resource_group.cart.name
  virtual_network_name            = azurerm_virtual_network.cart.name
  address_prefixes                = ["10.31.8.0/21"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "cart_main_system" {
  name                            = "snet-tailwind-cart-main-system"
  resource_group_name             = azurerm_resource_group.cart.name
  virtual_network_name            = azurerm_virtual_network.cart.name
  address_prefixes                = ["10.31.0.0/24"]
  default_outbound_access_enabled = false
  service_endpoints               = ["Microsoft.Storage", "Microsoft.KeyVault"]
}

resource "azurerm_subnet" "cart_main_system_pods" {
  name                            = "snet-tailwind-cart-main-system-pods"
  resource_group_name             = azurerm_resource_group.cart.name
  virtual_network_name            = azurerm_virtual_network.cart.name
  address_prefixes                = ["10.31.1.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.30.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "cart_main_batch" {
  network_security_group_id = azurerm_network_security_group.cart_main_batch.id
  subnet_id                 = azurerm_subnet.cart_main_batch.id
}

resource "azurerm_subnet_network_security_group_association" "cart_main_system" {
  network_security_group_id = azurerm_network_security_group.cart_main_system.id
  subnet_id                 = azurerm_subnet.cart_main_system.id
}

resource "azurerm_subnet_route_table_association" "cart_main_batch" {
  route_table_id = azurerm_route_table.cart_main.id
  subnet_id      = azurerm_subnet.cart_main_batch.id

  depends_on = [azurerm_subnet_network_security_group_association.cart_main_batch]
}

resource "azurerm_subnet_route_table_association" "cart_main_batch_pods" {
  route_table_id = azurerm_route_table.cart_main.id
  subnet_id      = azurerm_subnet.cart_main_batch_pods.id
}

resource "azurerm_subnet_route_table_association" "cart_main_system" {
  route_table_id = azurerm_route_table.cart_main.id
  subnet_id      = azurerm_subnet.cart_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.cart_main_system]
}

resource "azurerm_subnet_route_table_association" "cart_main_system_pods" {
  route_table_id = azurerm_route_table.cart_main.id
  subnet_id      = azurerm_subnet.cart_main_system_pods.id
}

resource "azurerm_user_assigned_identity" "cart_main" {
  name                = "id-tailwind-cart-main"
  resource_group_name = azurerm_resource_group.cart.name
  location            = azurerm_resource_group.cart.location
}

resource "azurerm_virtual_network" "cart" {
  name                = "vnet-tailwind-cart"
  resource_group_name = azurerm_resource_group.cart.name
  location            = azurerm_resource_group.cart.location
  address_space       = ["10.31.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-tailwind-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.30.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "cart_peering_from_hub" {
  name                      = "peer-tailwind-hub-to-cart"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.cart.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.cart_main_system,
    azurerm_subnet_network_security_group_association.cart_main_system,
    azurerm_subnet_route_table_association.cart_main_system,
    azurerm_subnet.cart_main_system_pods,
    azurerm_subnet_route_table_association.cart_main_system_pods,
    azurerm_subnet.cart_main_batch,
    azurerm_subnet_network_security_group_association.cart_main_batch,
    azurerm_subnet_route_table_association.cart_main_batch,
    azurerm_subnet.cart_main_batch_pods,
    azurerm_subnet_route_table_association.cart_main_batch_pods,
  ]
}

resource "azurerm_virtual_network_peering" "cart_peering_to_hub" {
  name                      = "peer-tailwind-cart-to-hub"
  resource_group_name       = azurerm_resource_group.cart.name
  virtual_network_name      = azurerm_virtual_network.cart.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.cart_peering_from_hub]
}

output "cart_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.cart_main.id
}

output "cart_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.cart_main.id
}

output "cart_virtual_network_id" {
  description = "Id of the network of cart."
  value       = azurerm_virtual_network.cart.id
}

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = [azurerm_public_ip.hub_firewall_1.ip_address]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}
