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

provider "azurerm" {
  alias = "pay_main_dns"

  storage_use_azuread = true
  subscription_id     = "00000000-0000-0000-0000-000000000001"

  features {}
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-adatum-hub"
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
  name                = "afwp-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "pay_main" {
  name               = "rcg-adatum-pay-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.41.0.0/24", "10.41.1.0/24"]

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
      source_addresses  = ["10.41.0.0/24", "10.41.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "windows-https"
      destination_fqdns = ["onegetcdn.azureedge.net", "go.microsoft.com"]
      source_addresses  = ["10.41.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "windows-http"
      source_addresses = ["10.41.1.0/24"]

      destination_fqdns = [
        "*.mp.microsoft.com",
        "www.msftconnecttest.com",
        "ctldl.windowsupdate.com",
      ]

      protocols {
        port = 80
        type = "Http"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "pay_main" {
  name                                = "aks-adatum-pay-main"
  resource_group_name                 = azurerm_resource_group.pay.name
  location                            = azurerm_resource_group.pay.location
  dns_prefix_private_cluster          = "aks-adatum-pay-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  aci_connector_linux {
    subnet_name = azurerm_subnet.pay_main_virtual_nodes.name
  }

  default_node_pool {
    name                        = "system"
    max_pods                    = 30
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.pay_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.pay_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    network_policy    = "calico"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.pay_peering_from_hub,
    azurerm_virtual_network_peering.pay_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.pay_main,
    azurerm_route.pay_main_default,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.pay_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.pay_main_system,
    azurerm_subnet_network_security_group_association.pay_main_system,
    azurerm_subnet_route_table_association.pay_main_system,
    azurerm_subnet.pay_main_win,
    azurerm_subnet_network_security_group_association.pay_main_win,
    azurerm_subnet_route_table_association.pay_main_win,
    azurerm_role_assignment.pay_main_subnet_system,
    azurerm_role_assignment.pay_main_subnet_win,
    azurerm_role_assignment.pay_main_dns_zone,
    azurerm_role_assignment.pay_main_network,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "pay_main_win" {
  name                        = "win"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.pay_main.id
  max_count                   = 6
  max_pods                    = 30
  min_count                   = 1
  mode                        = "User"
  os_type                     = "Windows"
  temporary_name_for_rotation = "wint"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.pay_main_win.id

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_network_security_group" "pay_main_system" {
  name                = "nsg-adatum-pay-main-system"
  resource_group_name = azurerm_resource_group.pay.name
  location            = azurerm_resource_group.pay.location
}

resource "azurerm_network_security_group" "pay_main_win" {
  name                = "nsg-adatum-pay-main-win"
  resource_group_name = azurerm_resource_group.pay.name
  location            = azurerm_resource_group.pay.location
}

resource "azurerm_network_security_rule" "pay_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.pay.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.pay_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pay_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.41.31.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.pay.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.pay_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.41.31.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pay_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.41.31.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.41.31.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_win.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_win.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.pay.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.pay_main_win.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.41.31.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_win.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.pay.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.pay_main_win.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.41.31.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pay_main_win_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.pay.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.41.31.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pay_main_win.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.41.31.0/24"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm.pay_main_dns

  name                  = "pdnslink-adatum-hub"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.westeurope.azmk8s.io"
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "pay_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm.pay_main_dns

  name                  = "pdnslink-adatum-pay"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.westeurope.azmk8s.io"
  virtual_network_id    = azurerm_virtual_network.pay.id
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-adatum-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-adatum-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "pay" {
  name     = "rg-adatum-pay"
  location = "westeurope"
}

resource "azurerm_role_assignment" "pay_main_dns_zone" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.pay_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "pay_main_network" {
  scope                = azurerm_virtual_network.pay.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.pay_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pay_main_subnet_system" {
  scope                = azurerm_subnet.pay_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.pay_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pay_main_subnet_win" {
  scope                = azurerm_subnet.pay_main_win.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.pay_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pay_main_virtual_nodes" {
  scope                = azurerm_subnet.pay_main_virtual_nodes.id
  description          = "The connector creates container groups on the subnet."
  principal_id         = azurerm_kubernetes_cluster.pay_main.aci_connector_linux[0].connector_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "pay_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.pay.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.pay_main.name
}

resource "azurerm_route_table" "pay_main" {
  name                          = "rt-adatum-pay-main"
  resource_group_name           = azurerm_resource_group.pay.name
  location                      = azurerm_resource_group.pay.location
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

resource "azurerm_subnet" "pay_main_system" {
  name                            = "snet-adatum-pay-main-system"
  resource_group_name             = azurerm_resource_group.pay.name
  virtual_network_name            = azurerm_virtual_network.pay.name
  address_prefixes                = ["10.41.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "pay_main_virtual_nodes" {
  name                            = "snet-adatum-pay-main-virtual-nodes"
  resource_group_name             = azurerm_resource_group.pay.name
  virtual_network_name            = azurerm_virtual_network.pay.name
  address_prefixes                = ["10.41.31.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "containerGroups"

    service_delegation {
      name    = "Microsoft.ContainerInstance/containerGroups"
      actions = ["Microsoft.Network/virtualNetworks/subnets/action"]
    }
  }
}

resource "azurerm_subnet" "pay_main_win" {
  name                            = "snet-adatum-pay-main-win"
  resource_group_name             = azurerm_resource_group.pay.name
  virtual_network_name            = azurerm_virtual_network.pay.name
  address_prefixes                = ["10.41.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "pay_main_system" {
  network_security_group_id = azurerm_network_security_group.pay_main_system.id
  subnet_id                 = azurerm_subnet.pay_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "pay_main_win" {
  network_security_group_id = azurerm_network_security_group.pay_main_win.id
  subnet_id                 = azurerm_subnet.pay_main_win.id
}

resource "azurerm_subnet_route_table_association" "pay_main_system" {
  route_table_id = azurerm_route_table.pay_main.id
  subnet_id      = azurerm_subnet.pay_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.pay_main_system]
}

resource "azurerm_subnet_route_table_association" "pay_main_win" {
  route_table_id = azurerm_route_table.pay_main.id
  subnet_id      = azurerm_subnet.pay_main_win.id

  depends_on = [azurerm_subnet_network_security_group_association.pay_main_win]
}

resource "azurerm_user_assigned_identity" "pay_main" {
  name                = "id-adatum-pay-main"
  resource_group_name = azurerm_resource_group.pay.name
  location            = azurerm_resource_group.pay.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.40.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "pay" {
  name                = "vnet-adatum-pay"
  resource_group_name = azurerm_resource_group.pay.name
  location            = azurerm_resource_group.pay.location
  address_space       = ["10.41.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "pay_peering_from_hub" {
  name                      = "peer-adatum-hub-to-pay"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.pay.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.pay_main_system,
    azurerm_subnet_network_security_group_association.pay_main_system,
    azurerm_subnet_route_table_association.pay_main_system,
    azurerm_subnet.pay_main_win,
    azurerm_subnet_network_security_group_association.pay_main_win,
    azurerm_subnet_route_table_association.pay_main_win,
    azurerm_subnet.pay_main_virtual_nodes,
  ]
}

resource "azurerm_virtual_network_peering" "pay_peering_to_hub" {
  name                      = "peer-adatum-pay-to-hub"
  resource_group_name       = azurerm_resource_group.pay.name
  virtual_network_name      = azurerm_virtual_network.pay.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.pay_peering_from_hub]
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

output "pay_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.pay_main.id
}

output "pay_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.pay_main.id
}

output "pay_virtual_network_id" {
  description = "Id of the network of pay."
  value       = azurerm_virtual_network.pay.id
}
