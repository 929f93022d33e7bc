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

resource "azurerm_kubernetes_cluster" "batch_main" {
  name                                = "aks-adatum-batch-main"
  resource_group_name                 = azurerm_resource_group.batch.name
  location                            = azurerm_resource_group.batch.location
  dns_prefix                          = "aks-adatum-batch-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.batch_main_system.id
    zones                       = ["1"]

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.batch_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    network_policy    = "calico"
    outbound_type     = "userAssignedNATGateway"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.batch_peering_from_hub,
    azurerm_virtual_network_peering.batch_peering_to_hub,
    azurerm_nat_gateway_public_ip_prefix_association.batch_main,
    azurerm_subnet_nat_gateway_association.batch_main_system,
    azurerm_subnet_nat_gateway_association.batch_main_work,
    azurerm_subnet.batch_main_system,
    azurerm_subnet_network_security_group_association.batch_main_system,
    azurerm_subnet_nat_gateway_association.batch_main_system,
    azurerm_subnet.batch_main_work,
    azurerm_subnet_network_security_group_association.batch_main_work,
    azurerm_subnet_nat_gateway_association.batch_main_work,
    azurerm_role_assignment.batch_main_subnet_system,
    azurerm_role_assignment.batch_main_subnet_work,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "batch_main_work" {
  name                        = "work"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.batch_main.id
  max_count                   = 12
  max_pods                    = 50
  min_count                   = 2
  mode                        = "User"
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.batch_main_work.id
  zones                       = ["1"]

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_nat_gateway" "batch_main" {
  name                    = "ng-adatum-batch-main"
  resource_group_name     = azurerm_resource_group.batch.name
  location                = azurerm_resource_group.batch.location
  idle_timeout_in_minutes = 10
  sku_name                = "Standard"
  zones                   = ["1"]
}

resource "azurerm_nat_gateway_public_ip_prefix_association" "batch_main" {
  nat_gateway_id      = azurerm_nat_gateway.batch_main.id
  public_ip_prefix_id = azurerm_public_ip_prefix.batch_main_nat_prefix.id
}

resource "azurerm_network_security_group" "batch_main_system" {
  name                = "nsg-adatum-batch-main-system"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
}

resource "azurerm_network_security_group" "batch_main_work" {
  name                = "nsg-adatum-batch-main-work"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
}

resource "azurerm_network_security_rule" "batch_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.batch.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.4.0/22"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.batch_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.21.0.0/24", "10.21.4.0/22"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "batch_main_work_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_main_work_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_main_work.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.batch.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.21.0.0/24", "10.21.4.0/22"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.batch_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.21.0.0/24", "10.21.4.0/22"]
  source_port_range            = "*"
}

resource "azurerm_public_ip_prefix" "batch_main_nat_prefix" {
  name                = "ippre-adatum-batch-main-nat"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
  prefix_length       = 30
  zones               = ["1"]
}

resource "azurerm_resource_group" "batch" {
  name     = "rg-adatum-batch"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-adatum-hub"
  location = "westeurope"
}

resource "azurerm_role_assignment" "batch_main_subnet_system" {
  scope                = azurerm_subnet.batch_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.batch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "batch_main_subnet_work" {
  scope                = azurerm_subnet.batch_main_work.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.batch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_subnet" "batch_main_system" {
  name                            = "snet-adatum-batch-main-system"
  resource_group_name             = azurerm_resource_group.batch.name
  virtual_network_name            = azurerm_virtual_network.batch.name
  address_prefixes                = ["10.21.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "batch_main_work" {
  name                            = "snet-adatum-batch-main-work"
  resource_group_name             = azurerm_resource_group.batch.name
  virtual_network_name            = azurerm_virtual_network.batch.name
  address_prefixes                = ["10.21.4.0/22"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "batch_main_system" {
  nat_gateway_id = azurerm_nat_gateway.batch_main.id
  subnet_id      = azurerm_subnet.batch_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.batch_main_system]
}

resource "azurerm_subnet_nat_gateway_association" "batch_main_work" {
  nat_gateway_id = azurerm_nat_gateway.batch_main.id
  subnet_id      = azurerm_subnet.batch_main_work.id

  depends_on = [azurerm_subnet_network_security_group_association.batch_main_work]
}

resource "azurerm_subnet_network_security_group_association" "batch_main_system" {
  network_security_group_id = azurerm_network_security_group.batch_main_system.id
  subnet_id                 = azurerm_subnet.batch_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "batch_main_work" {
  network_security_group_id = azurerm_network_security_group.batch_main_work.id
  subnet_id                 = azurerm_subnet.batch_main_work.id
}

resource "azurerm_user_assigned_identity" "batch_main" {
  name                = "id-adatum-batch-main"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
}

resource "azurerm_virtual_network" "batch" {
  name                = "vnet-adatum-batch"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
  address_space       = ["10.21.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.20.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "batch_peering_from_hub" {
  name                      = "peer-adatum-hub-to-batch"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.batch.id

  depends_on = [
    azurerm_subnet.batch_main_system,
    azurerm_subnet_network_security_group_association.batch_main_system,
    azurerm_subnet_nat_gateway_association.batch_main_system,
    azurerm_subnet.batch_main_work,
    azurerm_subnet_network_security_group_association.batch_main_work,
    azurerm_subnet_nat_gateway_association.batch_main_work,
  ]
}

resource "azurerm_virtual_network_peering" "batch_peering_to_hub" {
  name                      = "peer-adatum-batch-to-hub"
  resource_group_name       = azurerm_resource_group.batch.name
  virtual_network_name      = azurerm_virtual_network.batch.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.batch_peering_from_hub]
}

output "batch_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.batch_main.id
}

output "batch_virtual_network_id" {
  description = "Id of the network of batch."
  value       = azurerm_virtual_network.batch.id
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}
