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

resource "azurerm_firewall" "north_firewall" {
  name                = "afw-flat-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  firewall_policy_id  = azurerm_firewall_policy.north_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.north_firewall_1.id
    subnet_id            = azurerm_subnet.north_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.north_firewall_2.id
  }

  ip_configuration {
    name                 = "ip-3"
    public_ip_address_id = azurerm_public_ip.north_firewall_3.id
  }

  ip_configuration {
    name                 = "ip-4"
    public_ip_address_id = azurerm_public_ip.north_firewall_4.id
  }

  ip_configuration {
    name                 = "ip-5"
    public_ip_address_id = azurerm_public_ip.north_firewall_5.id
  }

  ip_configuration {
    name                 = "ip-6"
    public_ip_address_id = azurerm_public_ip.north_firewall_6.id
  }

  ip_configuration {
    name                 = "ip-7"
    public_ip_address_id = azurerm_public_ip.north_firewall_7.id
  }

  ip_configuration {
    name                 = "ip-8"
    public_ip_address_id = azurerm_public_ip.north_firewall_8.id
  }

  ip_configuration {
    name                 = "ip-9"
    public_ip_address_id = azurerm_public_ip.north_firewall_9.id
  }

  ip_configuration {
    name                 = "ip-10"
    public_ip_address_id = azurerm_public_ip.north_firewall_10.id
  }

  ip_configuration {
    name                 = "ip-11"
    public_ip_address_id = azurerm_public_ip.north_firewall_11.id
  }

  ip_configuration {
    name                 = "ip-12"
    public_ip_address_id = azurerm_public_ip.north_firewall_12.id
  }

  ip_configuration {
    name                 = "ip-13"
    public_ip_address_id = azurerm_public_ip.north_firewall_13.id
  }

  ip_configuration {
    name                 = "ip-14"
    public_ip_address_id = azurerm_public_ip.north_firewall_14.id
  }

  ip_configuration {
    name                 = "ip-15"
    public_ip_address_id = azurerm_public_ip.north_firewall_15.id
  }

  ip_configuration {
    name                 = "ip-16"
    public_ip_address_id = azurerm_public_ip.north_firewall_16.id
  }

  ip_configuration {
    name                 = "ip-17"
    public_ip_address_id = azurerm_public_ip.north_firewall_17.id
  }

  ip_configuration {
    name                 = "ip-18"
    public_ip_address_id = azurerm_public_ip.north_firewall_18.id
  }

  ip_configuration {
    name                 = "ip-19"
    public_ip_address_id = azurerm_public_ip.north_firewall_19.id
  }

  ip_configuration {
    name                 = "ip-20"
    public_ip_address_id = azurerm_public_ip.north_firewall_20.id
  }
}

resource "azurerm_firewall" "west_firewall" {
  name                = "afw-flat-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  firewall_policy_id  = azurerm_firewall_policy.west_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.west_firewall_1.id
    subnet_id            = azurerm_subnet.west_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.west_firewall_2.id
  }

  ip_configuration {
    name                 = "ip-3"
    public_ip_address_id = azurerm_public_ip.west_firewall_3.id
  }

  ip_configuration {
    name                 = "ip-4"
    public_ip_address_id = azurerm_public_ip.west_firewall_4.id
  }

  ip_configuration {
    name                 = "ip-5"
    public_ip_address_id = azurerm_public_ip.west_firewall_5.id
  }

  ip_configuration {
    name                 = "ip-6"
    public_ip_address_id = azurerm_public_ip.west_firewall_6.id
  }

  ip_configuration {
    name                 = "ip-7"
    public_ip_address_id = azurerm_public_ip.west_firewall_7.id
  }

  ip_configuration {
    name                 = "ip-8"
    public_ip_address_id = azurerm_public_ip.west_firewall_8.id
  }

  ip_configuration {
    name                 = "ip-9"
    public_ip_address_id = azurerm_public_ip.west_firewall_9.id
  }

  ip_configuration {
    name                 = "ip-10"
    public_ip_address_id = azurerm_public_ip.west_firewall_10.id
  }

  ip_configuration {
    name                 = "ip-11"
    public_ip_address_id = azurerm_public_ip.west_firewall_11.id
  }

  ip_configuration {
    name                 = "ip-12"
    public_ip_address_id = azurerm_public_ip.west_firewall_12.id
  }

  ip_configuration {
    name                 = "ip-13"
    public_ip_address_id = azurerm_public_ip.west_firewall_13.id
  }

  ip_configuration {
    name                 = "ip-14"
    public_ip_address_id = azurerm_public_ip.west_firewall_14.id
  }

  ip_configuration {
    name                 = "ip-15"
    public_ip_address_id = azurerm_public_ip.west_firewall_15.id
  }

  ip_configuration {
    name                 = "ip-16"
    public_ip_address_id = azurerm_public_ip.west_firewall_16.id
  }

  ip_configuration {
    name                 = "ip-17"
    public_ip_address_id = azurerm_public_ip.west_firewall_17.id
  }

  ip_configuration {
    name                 = "ip-18"
    public_ip_address_id = azurerm_public_ip.west_firewall_18.id
  }

  ip_configuration {
    name                 = "ip-19"
    public_ip_address_id = azurerm_public_ip.west_firewall_19.id
  }

  ip_configuration {
    name                 = "ip-20"
    public_ip_address_id = azurerm_public_ip.west_firewall_20.id
  }
}

resource "azurerm_firewall_policy" "north_firewall" {
  name                = "afwp-flat-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy" "west_firewall" {
  name                = "afwp-flat-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_lab_pod_access" {
  name               = "rcg-flat-shop-lab-pods"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 11001

  network_rule_collection {
    name     = "to-pods"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "lab"
      destination_addresses = ["10.1.33.0/25"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["10.9.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-flat-shop-main"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/24", "10.1.1.0/24"]

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
      source_addresses  = ["10.1.0.0/24", "10.1.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main_pod_access" {
  name               = "rcg-flat-shop-main-pods"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 11000

  network_rule_collection {
    name     = "to-pods"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "main"
      destination_addresses = ["10.1.0.0/24", "10.1.1.0/24"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["10.9.4.0/22"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "stock_to_west" {
  name               = "rcg-flat-stock-to-west"
  firewall_policy_id = azurerm_firewall_policy.north_firewall.id
  priority           = 40000

  network_rule_collection {
    name     = "to-west"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "shop-main-pods"
      destination_addresses = ["10.1.0.0/24", "10.1.1.0/24"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["10.9.4.0/22"]
    }

    rule {
      name                  = "shop-lab-pods"
      destination_addresses = ["10.1.33.0/25"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["10.9.0.0/16"]
    }
  }
}

resource "azurerm_kubernetes_cluster" "line_main" {
  name                                = "aks-flat-line-main"
  resource_group_name                 = azurerm_resource_group.line.name
  location                            = azurerm_resource_group.line.location
  dns_prefix                          = "aks-flat-line-main"
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
    vnet_subnet_id              = azurerm_subnet.line_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.line_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.line_peering_from_hub,
    azurerm_virtual_network_peering.line_peering_to_hub,
    azurerm_route.line_main_default,
    azurerm_route.line_main_pod_access_callers-192-168-1-0-24,
    azurerm_subnet.line_main_system,
    azurerm_subnet_network_security_group_association.line_main_system,
    azurerm_subnet_route_table_association.line_main_system,
    azurerm_role_assignment.line_main_subnet_system,
  ]
}

resource "azurerm_kubernetes_cluster" "line_open" {
  name                                = "aks-flat-line-open"
  resource_group_name                 = azurerm_resource_group.line.name
  location                            = azurerm_resource_group.line.location
  dns_prefix                          = "aks-flat-line-open"
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
    vnet_subnet_id              = azurerm_subnet.line_open_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.line_open.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "loadBalancer"
    service_cidr      = "172.16.0.0/16"

    load_balancer_profile {
      idle_timeout_in_minutes   = 30
      managed_outbound_ip_count = 1
      outbound_ports_allocated  = 0
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.line_peering_from_hub,
    azurerm_virtual_network_peering.line_peering_to_hub,
    azurerm_subnet.line_open_system,
    azurerm_subnet_network_security_group_association.line_open_system,
    azurerm_role_assignment.line_open_subnet_system,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_lab" {
  name                                = "aks-flat-shop-lab"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-flat-shop-lab"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    pod_subnet_id               = azurerm_subnet.shop_lab_system_pods.id
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_lab_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_lab.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip     = "172.16.0.10"
    load_balancer_sku  = "standard"
    network_data_plane = "cilium"
    network_plugin     = "azure"
    network_policy     = "cilium"
    outbound_type      = "userAssignedNATGateway"
    service_cidr       = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_nat_gateway_public_ip_association.shop_lab_ip_1,
    azurerm_subnet_nat_gateway_association.shop_lab_system,
    azurerm_subnet_nat_gateway_association.shop_lab_system_pods,
    azurerm_route.shop_lab_callers-10-9-0-0-16,
    azurerm_subnet.shop_lab_system,
    azurerm_subnet_network_security_group_association.shop_lab_system,
    azurerm_subnet_nat_gateway_association.shop_lab_system,
    azurerm_subnet_route_table_association.shop_lab_system,
    azurerm_subnet.shop_lab_system_pods,
    azurerm_subnet_nat_gateway_association.shop_lab_system_pods,
    azurerm_subnet_route_table_association.shop_lab_system_pods,
    azurerm_role_assignment.shop_lab_subnet_system,
    azurerm_role_assignment.shop_lab_pods_system,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-flat-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-flat-shop-main"
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
    vnet_subnet_id              = azurerm_subnet.shop_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_route.shop_main_callers-10-9-4-0-22,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_subnet_work,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "shop_main_work" {
  name                        = "work"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.shop_main.id
  mode                        = "User"
  node_count                  = 3
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.shop_main_work.id

  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_nat_gateway" "shop_lab" {
  name                    = "ng-flat-shop-lab"
  resource_group_name     = azurerm_resource_group.shop.name
  location                = azurerm_resource_group.shop.location
  idle_timeout_in_minutes = 4
  sku_name                = "Standard"
}

resource "azurerm_nat_gateway_public_ip_association" "shop_lab_ip_1" {
  nat_gateway_id       = azurerm_nat_gateway.shop_lab.id
  public_ip_address_id = azurerm_public_ip.shop_lab_nat_1.id
}

resource "azurerm_network_security_group" "line_main_system" {
  name                = "nsg-flat-line-main-system"
  resource_group_name = azurerm_resource_group.line.name
  location            = azurerm_resource_group.line.location
}

resource "azurerm_network_security_group" "line_open_system" {
  name                = "nsg-flat-line-open-system"
  resource_group_name = azurerm_resource_group.line.name
  location            = azurerm_resource_group.line.location
}

resource "azurerm_network_security_group" "shop_lab_system" {
  name                = "nsg-flat-shop-lab-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-flat-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_work" {
  name                = "nsg-flat-shop-main-work"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "line_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_main_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.17.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "192.168.1.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.17.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.17.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_open_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_open_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_open_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.17.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_open_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "192.168.1.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_open_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_open_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "line_open_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.line.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.17.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.line_open_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.17.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.1.33.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefixes     = ["10.9.0.0/16", "10.0.2.0/24", "10.1.0.0/16"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.1.33.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.1.33.0/25"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_lab_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.1.33.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_lab_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.1.33.0/25"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_from-callers-of-pods" {
  name                         = "from-callers-of-pods"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Callers outside of the cluster to pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefix        = "10.9.4.0/22"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.1.0.0/24", "10.1.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_from-callers-of-pods" {
  name                         = "from-callers-of-pods"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Callers outside of the cluster to pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefix        = "10.9.4.0/22"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_work.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.1.0.0/24", "10.1.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_public_ip" "north_firewall_1" {
  name                = "pip-flat-north-firewall-1"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_10" {
  name                = "pip-flat-north-firewall-10"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_11" {
  name                = "pip-flat-north-firewall-11"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_12" {
  name                = "pip-flat-north-firewall-12"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_13" {
  name                = "pip-flat-north-firewall-13"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_14" {
  name                = "pip-flat-north-firewall-14"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_15" {
  name                = "pip-flat-north-firewall-15"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_16" {
  name                = "pip-flat-north-firewall-16"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_17" {
  name                = "pip-flat-north-firewall-17"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_18" {
  name                = "pip-flat-north-firewall-18"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_19" {
  name                = "pip-flat-north-firewall-19"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_2" {
  name                = "pip-flat-north-firewall-2"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_20" {
  name                = "pip-flat-north-firewall-20"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_3" {
  name                = "pip-flat-north-firewall-3"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_4" {
  name                = "pip-flat-north-firewall-4"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_5" {
  name                = "pip-flat-north-firewall-5"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_6" {
  name                = "pip-flat-north-firewall-6"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_7" {
  name                = "pip-flat-north-firewall-7"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_8" {
  name                = "pip-flat-north-firewall-8"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_9" {
  name                = "pip-flat-north-firewall-9"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "plant_gateway" {
  name                = "pip-flat-plant-gateway"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "shop_lab_nat_1" {
  name                = "pip-flat-shop-lab-nat-1"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_1" {
  name                = "pip-flat-west-firewall-1"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_10" {
  name                = "pip-flat-west-firewall-10"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_11" {
  name                = "pip-flat-west-firewall-11"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_12" {
  name                = "pip-flat-west-firewall-12"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_13" {
  name                = "pip-flat-west-firewall-13"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_14" {
  name                = "pip-flat-west-firewall-14"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_15" {
  name                = "pip-flat-west-firewall-15"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_16" {
  name                = "pip-flat-west-firewall-16"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_17" {
  name                = "pip-flat-west-firewall-17"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_18" {
  name                = "pip-flat-west-firewall-18"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_19" {
  name                = "pip-flat-west-firewall-19"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_2" {
  name                = "pip-flat-west-firewall-2"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_20" {
  name                = "pip-flat-west-firewall-20"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_3" {
  name                = "pip-flat-west-firewall-3"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_4" {
  name                = "pip-flat-west-firewall-4"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_5" {
  name                = "pip-flat-west-firewall-5"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_6" {
  name                = "pip-flat-west-firewall-6"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_7" {
  name                = "pip-flat-west-firewall-7"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_8" {
  name                = "pip-flat-west-firewall-8"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_9" {
  name                = "pip-flat-west-firewall-9"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "line" {
  name     = "rg-flat-line"
  location = "westeurope"
}

resource "azurerm_resource_group" "north" {
  name     = "rg-flat-north"
  location = "northeurope"
}

resource "azurerm_resource_group" "plant" {
  name     = "rg-flat-plant"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-flat-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "stock" {
  name     = "rg-flat-stock"
  location = "northeurope"
}

resource "azurerm_resource_group" "west" {
  name     = "rg-flat-west"
  location = "westeurope"
}

resource "azurerm_role_assignment" "line_main_subnet_system" {
  scope                = azurerm_subnet.line_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.line_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "line_open_subnet_system" {
  scope                = azurerm_subnet.line_open_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.line_open.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_lab_pods_system" {
  scope                = azurerm_subnet.shop_lab_system_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_lab.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_lab_subnet_system" {
  scope                = azurerm_subnet.shop_lab_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_lab.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  scope                = azurerm_subnet.shop_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_subnet_work" {
  scope                = azurerm_subnet.shop_main_work.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "line_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.line.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = "10.16.2.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.line_main.name
}

resource "azurerm_route" "line_main_pod_access_callers-192-168-1-0-24" {
  name                = "callers-192-168-1-0-24"
  resource_group_name = azurerm_resource_group.line.name
  address_prefix      = "192.168.1.0/24"
  next_hop_type       = "VirtualNetworkGateway"
  route_table_name    = azurerm_route_table.line_main.name
}

resource "azurerm_route" "north_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.north.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route" "shop_from_north" {
  name                   = "to-shop"
  resource_group_name    = azurerm_resource_group.north.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route" "shop_lab_callers-10-9-0-0-16" {
  name                   = "callers-10-9-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.9.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_lab.name
}

resource "azurerm_route" "shop_main_callers-10-9-4-0-22" {
  name                   = "callers-10-9-4-0-22"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.9.4.0/22"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "stock_from_west" {
  name                   = "to-stock"
  resource_group_name    = azurerm_resource_group.west.name
  address_prefix         = "10.9.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.west_firewall_routes.name
}

resource "azurerm_route" "west_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.west.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.west_firewall_routes.name
}

resource "azurerm_route_table" "line_main" {
  name                          = "rt-flat-line-main"
  resource_group_name           = azurerm_resource_group.line.name
  location                      = azurerm_resource_group.line.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "north_firewall_routes" {
  name                          = "rt-flat-north-firewall"
  resource_group_name           = azurerm_resource_group.north.name
  location                      = azurerm_resource_group.north.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_lab" {
  name                          = "rt-flat-shop-lab"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-flat-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "west_firewall_routes" {
  name                          = "rt-flat-west-firewall"
  resource_group_name           = azurerm_resource_group.west.name
  location                      = azurerm_resource_group.west.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "line_main_system" {
  name                            = "snet-flat-line-main-system"
  resource_group_name             = azurerm_resource_group.line.name
  virtual_network_name            = azurerm_virtual_network.line.name
  address_prefixes                = ["10.17.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "line_open_system" {
  name                            = "snet-flat-line-open-system"
  resource_group_name             = azurerm_resource_group.line.name
  virtual_network_name            = azurerm_virtual_network.line.name
  address_prefixes                = ["10.17.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "north_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.north.name
  virtual_network_name            = azurerm_virtual_network.north.name
  address_prefixes                = ["10.8.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "plant_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.plant.name
  virtual_network_name            = azurerm_virtual_network.plant.name
  address_prefixes                = ["10.16.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_lab_system" {
  name                            = "snet-flat-shop-lab-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_lab_system_pods" {
  name                            = "snet-flat-shop-lab-system-pods"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.33.0/25"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-flat-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_main_work" {
  name                            = "snet-flat-shop-main-work"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "shop_lab_system" {
  nat_gateway_id = azurerm_nat_gateway.shop_lab.id
  subnet_id      = azurerm_subnet.shop_lab_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_lab_system]
}

resource "azurerm_subnet_nat_gateway_association" "shop_lab_system_pods" {
  nat_gateway_id = azurerm_nat_gateway.shop_lab.id
  subnet_id      = azurerm_subnet.shop_lab_system_pods.id
}

resource "azurerm_subnet_network_security_group_association" "line_main_system" {
  network_security_group_id = azurerm_network_security_group.line_main_system.id
  subnet_id                 = azurerm_subnet.line_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "line_open_system" {
  network_security_group_id = azurerm_network_security_group.line_open_system.id
  subnet_id                 = azurerm_subnet.line_open_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_lab_system" {
  network_security_group_id = azurerm_network_security_group.shop_lab_system.id
  subnet_id                 = azurerm_subnet.shop_lab_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_work" {
  network_security_group_id = azurerm_network_security_group.shop_main_work.id
  subnet_id                 = azurerm_subnet.shop_main_work.id
}

resource "azurerm_subnet_route_table_association" "line_main_system" {
  route_table_id = azurerm_route_table.line_main.id
  subnet_id      = azurerm_subnet.line_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.line_main_system]
}

resource "azurerm_subnet_route_table_association" "north_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.north_firewall_routes.id
  subnet_id      = azurerm_subnet.north_AzureFirewallSubnet.id

  depends_on = [azurerm_route.north_firewall_routes_internet]
}

resource "azurerm_subnet_route_table_association" "shop_lab_system" {
  route_table_id = azurerm_route_table.shop_lab.id
  subnet_id      = azurerm_subnet.shop_lab_system.id

  depends_on = [
    azurerm_subnet_network_security_group_association.shop_lab_system,
    azurerm_subnet_nat_gateway_association.shop_lab_system,
  ]
}

resource "azurerm_subnet_route_table_association" "shop_lab_system_pods" {
  route_table_id = azurerm_route_table.shop_lab.id
  subnet_id      = azurerm_subnet.shop_lab_system_pods.id

  depends_on = [azurerm_subnet_nat_gateway_association.shop_lab_system_pods]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_main_work" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_work.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_work]
}

resource "azurerm_subnet_route_table_association" "west_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.west_firewall_routes.id
  subnet_id      = azurerm_subnet.west_AzureFirewallSubnet.id

  depends_on = [azurerm_route.west_firewall_routes_internet]
}

resource "azurerm_user_assigned_identity" "line_main" {
  name                = "id-flat-line-main"
  resource_group_name = azurerm_resource_group.line.name
  location            = azurerm_resource_group.line.location
}

resource "azurerm_user_assigned_identity" "line_open" {
  name                = "id-flat-line-open"
  resource_group_name = azurerm_resource_group.line.name
  location            = azurerm_resource_group.line.location
}

resource "azurerm_user_assigned_identity" "shop_lab" {
  name                = "id-flat-shop-lab"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-flat-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_network" "line" {
  name                = "vnet-flat-line"
  resource_group_name = azurerm_resource_group.line.name
  location            = azurerm_resource_group.line.location
  address_space       = ["10.17.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "north" {
  name                = "vnet-flat-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  address_space       = ["10.8.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "plant" {
  name                = "vnet-flat-plant"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
  address_space       = ["10.16.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-flat-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "stock" {
  name                = "vnet-flat-stock"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  address_space       = ["10.9.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "west" {
  name                = "vnet-flat-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "plant_gateway" {
  name                = "vgw-flat-plant"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
  sku                 = "ErGw1AZ"
  type                = "ExpressRoute"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.plant_gateway.id
    subnet_id            = azurerm_subnet.plant_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_peering" "line_peering_from_hub" {
  name                      = "peer-flat-plant-to-line"
  resource_group_name       = azurerm_resource_group.plant.name
  virtual_network_name      = azurerm_virtual_network.plant.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.line.id

  depends_on = [
    azurerm_virtual_network_gateway.plant_gateway,
    azurerm_subnet.plant_GatewaySubnet,
    azurerm_subnet.line_main_system,
    azurerm_subnet_network_security_group_association.line_main_system,
    azurerm_subnet_route_table_association.line_main_system,
    azurerm_subnet.line_open_system,
    azurerm_subnet_network_security_group_association.line_open_system,
  ]
}

resource "azurerm_virtual_network_peering" "line_peering_to_hub" {
  name                      = "peer-flat-line-to-plant"
  resource_group_name       = azurerm_resource_group.line.name
  virtual_network_name      = azurerm_virtual_network.line.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.plant.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.line_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-flat-west-to-shop"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.west_AzureFirewallSubnet,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
    azurerm_subnet.shop_lab_system,
    azurerm_subnet_network_security_group_association.shop_lab_system,
    azurerm_subnet_nat_gateway_association.shop_lab_system,
    azurerm_subnet_route_table_association.shop_lab_system,
    azurerm_subnet.shop_lab_system_pods,
    azurerm_subnet_nat_gateway_association.shop_lab_system_pods,
    azurerm_subnet_route_table_association.shop_lab_system_pods,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-flat-shop-to-west"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "stock_peering_from_hub" {
  name                      = "peer-flat-north-to-stock"
  resource_group_name       = azurerm_resource_group.north.name
  virtual_network_name      = azurerm_virtual_network.north.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.stock.id

  depends_on = [
    azurerm_subnet.north_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.north_AzureFirewallSubnet,
  ]
}

resource "azurerm_virtual_network_peering" "stock_peering_to_hub" {
  name                      = "peer-flat-stock-to-north"
  resource_group_name       = azurerm_resource_group.stock.name
  virtual_network_name      = azurerm_virtual_network.stock.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.north.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.stock_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "west_peering_north_from" {
  name                      = "peer-flat-north-to-west"
  resource_group_name       = azurerm_resource_group.north.name
  virtual_network_name      = azurerm_virtual_network.north.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id

  depends_on = [
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.west_AzureFirewallSubnet,
    azurerm_subnet.north_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.north_AzureFirewallSubnet,
  ]
}

resource "azurerm_virtual_network_peering" "west_peering_north_to" {
  name                      = "peer-flat-west-to-north"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.north.id

  depends_on = [azurerm_virtual_network_peering.west_peering_north_from]
}

output "line_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.line_main.id
}

output "line_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.line_main.id
}

output "line_open_cluster_id" {
  description = "Id of the cluster open."
  value       = azurerm_kubernetes_cluster.line_open.id
}

output "line_virtual_network_id" {
  description = "Id of the network of line."
  value       = azurerm_virtual_network.line.id
}

output "north_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
}

output "north_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.north_firewall_1.ip_address,
    azurerm_public_ip.north_firewall_2.ip_address,
    azurerm_public_ip.north_firewall_3.ip_address,
    azurerm_public_ip.north_firewall_4.ip_address,
    azurerm_public_ip.north_firewall_5.ip_address,
    azurerm_public_ip.north_firewall_6.ip_address,
    azurerm_public_ip.north_firewall_7.ip_address,
    azurerm_public_ip.north_firewall_8.ip_address,
    azurerm_public_ip.north_firewall_9.ip_address,
    azurerm_public_ip.north_firewall_10.ip_address,
    azurerm_public_ip.north_firewall_11.ip_address,
    azurerm_public_ip.north_firewall_12.ip_address,
    azurerm_public_ip.north_firewall_13.ip_address,
    azurerm_public_ip.north_firewall_14.ip_address,
    azurerm_public_ip.north_firewall_15.ip_address,
    azurerm_public_ip.north_firewall_16.ip_address,
    azurerm_public_ip.north_firewall_17.ip_address,
    azurerm_public_ip.north_firewall_18.ip_address,
    azurerm_public_ip.north_firewall_19.ip_address,
    azurerm_public_ip.north_firewall_20.ip_address,
  ]
}

output "north_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.north.id
}

output "plant_network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.plant_gateway.id
}

output "plant_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.plant.id
}

output "shop_lab_cluster_id" {
  description = "Id of the cluster lab."
  value       = azurerm_kubernetes_cluster.shop_lab.id
}

output "shop_lab_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_lab.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}

output "stock_virtual_network_id" {
  description = "Id of the network of stock."
  value       = azurerm_virtual_network.stock.id
}

output "west_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
}

output "west_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.west_firewall_1.ip_address,
    azurerm_public_ip.west_firewall_2.ip_address,
    azurerm_public_ip.west_firewall_3.ip_address,
    azurerm_public_ip.west_firewall_4.ip_address,
    azurerm_public_ip.west_firewall_5.ip_address,
    azurerm_public_ip.west_firewall_6.ip_address,
    azurerm_public_ip.west_firewall_7.ip_address,
    azurerm_public_ip.west_firewall_8.ip_address,
    azurerm_public_ip.west_firewall_9.ip_address,
    azurerm_public_ip.west_firewall_10.ip_address,
    azurerm_public_ip.west_firewall_11.ip_address,
    azurerm_public_ip.west_firewall_12.ip_address,
    azurerm_public_ip.west_firewall_13.ip_address,
    azurerm_public_ip.west_firewall_14.ip_address,
    azurerm_public_ip.west_firewall_15.ip_address,
    azurerm_public_ip.west_firewall_16.ip_address,
    azurerm_public_ip.west_firewall_17.ip_address,
    azurerm_public_ip.west_firewall_18.ip_address,
    azurerm_public_ip.west_firewall_19.ip_address,
    azurerm_public_ip.west_firewall_20.ip_address,
  ]
}

output "west_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.west.id
}
