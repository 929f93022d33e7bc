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
  name                = "afw-litware-hub"
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
  name                = "afwp-litware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "search_lab" {
  name               = "rcg-litware-search-lab"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1001

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.51.32.0/24", "10.51.33.0/25"]

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
      source_addresses  = ["10.51.32.0/24", "10.51.33.0/25"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "search_main" {
  name               = "rcg-litware-search-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.51.0.0/24"]

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
      source_addresses  = ["10.51.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "search_lab" {
  name                      = "aks-litware-search-lab"
  resource_group_name       = azurerm_resource_group.search.name
  location                  = azurerm_resource_group.search.location
  dns_prefix                = "aks-litware-search-lab"
  oidc_issuer_enabled       = true
  private_cluster_enabled   = false
  sku_tier                  = "Standard"
  workload_identity_enabled = true

  api_server_access_profile {
    authorized_ip_ranges                = ["198.51.100.0/24", "${azurerm_public_ip.hub_firewall_1.ip_address}/32"]
    subnet_id                           = azurerm_subnet.search_lab_api_server.id
    virtual_network_integration_enabled = true
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 2
    pod_subnet_id               = azurerm_subnet.search_lab_system_pods.id
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.search_lab_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.search_lab.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip     = "172.16.0.10"
    load_balancer_sku  = "standard"
    network_data_plane = "cilium"
    network_plugin     = "azure"
    network_policy     = "cilium"
    outbound_type      = "userDefinedRouting"
    service_cidr       = "172.16.0.0/16"

    advanced_networking {
      observability_enabled = true
      security_enabled      = false
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.search_peering_from_hub,
    azurerm_virtual_network_peering.search_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.search_lab,
    azurerm_route.search_lab_default,
    azurerm_subnet.search_lab_api_server,
    azurerm_subnet.search_lab_system,
    azurerm_subnet_network_security_group_association.search_lab_system,
    azurerm_subnet_route_table_association.search_lab_system,
    azurerm_subnet.search_lab_system_pods,
    azurerm_subnet_route_table_association.search_lab_system_pods,
    azurerm_role_assignment.search_lab_subnet_system,
    azurerm_role_assignment.search_lab_pods_system,
    azurerm_role_assignment.search_lab_api_server,
  ]
}

resource "azurerm_kubernetes_cluster" "search_main" {
  name                                = "aks-litware-search-main"
  resource_group_name                 = azurerm_resource_group.search.name
  location                            = azurerm_resource_group.search.location
  dns_prefix                          = "aks-litware-search-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  api_server_access_profile {
    subnet_id                           = azurerm_subnet.search_main_api_server.id
    virtual_network_integration_enabled = true
  }

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 12
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.search_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.search_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_data_plane  = "cilium"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.252.0.0/16"
    service_cidr        = "172.16.0.0/16"

    advanced_networking {
      observability_enabled = true
      security_enabled      = true
    }
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.search_peering_from_hub,
    azurerm_virtual_network_peering.search_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.search_main,
    azurerm_route.search_main_default,
    azurerm_subnet.search_main_api_server,
    azurerm_subnet.search_main_system,
    azurerm_subnet_network_security_group_association.search_main_system,
    azurerm_subnet_route_table_association.search_main_system,
    azurerm_role_assignment.search_main_subnet_system,
    azurerm_role_assignment.search_main_api_server,
  ]
}

resource "azurerm_network_security_group" "search_lab_system" {
  name                = "nsg-litware-search-lab-system"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
}

resource "azurerm_network_security_group" "search_main_system" {
  name                = "nsg-litware-search-main-system"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
}

resource "azurerm_network_security_rule" "search_lab_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.search.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.51.32.0/24", "10.51.33.0/25"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.search_lab_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.51.63.0/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.51.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.51.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.51.33.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.51.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.51.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.51.33.0/25"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_lab_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.51.33.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_lab_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.51.33.0/25"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.search.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.51.0.0/24", "10.252.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.search_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.51.31.240/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "search_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.51.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.51.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.252.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.51.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.51.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.252.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "search_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.search.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.252.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.search_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.252.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-litware-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-litware-hub"
  location = "swedencentral"
}

resource "azurerm_resource_group" "search" {
  name     = "rg-litware-search"
  location = "swedencentral"
}

resource "azurerm_role_assignment" "search_lab_api_server" {
  scope                = azurerm_subnet.search_lab_api_server.id
  description          = "AKS puts the API server into the subnet."
  principal_id         = azurerm_user_assigned_identity.search_lab.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "search_lab_pods_system" {
  scope                = azurerm_subnet.search_lab_system_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.search_lab.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "search_lab_subnet_system" {
  scope                = azurerm_subnet.search_lab_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.search_lab.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "search_main_api_server" {
  scope                = azurerm_subnet.search_main_api_server.id
  description          = "AKS puts the API server into the subnet."
  principal_id         = azurerm_user_assigned_identity.search_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "search_main_subnet_system" {
  scope                = azurerm_subnet.search_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.search_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "search_lab_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.search.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.search_lab.name
}

resource "azurerm_route" "search_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.search.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.search_main.name
}

resource "azurerm_route_table" "search_lab" {
  name                          = "rt-litware-search-lab"
  resource_group_name           = azurerm_resource_group.search.name
  location                      = azurerm_resource_group.search.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "search_main" {
  name                          = "rt-litware-search-main"
  resource_group_name           = azurerm_resource_group.search.name
  location                      = azurerm_resource_group.search.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.50.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "search_lab_api_server" {
  name                            = "snet-litware-search-lab-api-server"
  resource_group_name             = azurerm_resource_group.search.name
  virtual_network_name            = azurerm_virtual_network.search.name
  address_prefixes                = ["10.51.63.0/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "search_lab_system" {
  name                            = "snet-litware-search-lab-system"
  resource_group_name             = azurerm_resource_group.search.name
  virtual_network_name            = azurerm_virtual_network.search.name
  address_prefixes                = ["10.51.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "search_lab_system_pods" {
  name                            = "snet-litware-search-lab-system-pods"
  resource_group_name             = azurerm_resource_group.search.name
  virtual_network_name            = azurerm_virtual_network.search.name
  address_prefixes                = ["10.51.33.0/25"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "search_main_api_server" {
  name                            = "snet-litware-search-main-api-server"
  resource_group_name             = azurerm_resource_group.search.name
  virtual_network_name            = azurerm_virtual_network.search.name
  address_prefixes                = ["10.51.31.240/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "search_main_system" {
  name                            = "snet-litware-search-main-system"
  resource_group_name             = azurerm_resource_group.search.name
  virtual_network_name            = azurerm_virtual_network.search.name
  address_prefixes                = ["10.51.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "search_lab_system" {
  network_security_group_id = azurerm_network_security_group.search_lab_system.id
  subnet_id                 = azurerm_subnet.search_lab_system.id
}

resource "azurerm_subnet_network_security_group_association" "search_main_system" {
  network_security_group_id = azurerm_network_security_group.search_main_system.id
  subnet_id                 = azurerm_subnet.search_main_system.id
}

resource "azurerm_subnet_route_table_association" "search_lab_system" {
  route_table_id = azurerm_route_table.search_lab.id
  subnet_id      = azurerm_subnet.search_lab_system.id

  depends_on = [azurerm_subnet_network_security_group_association.search_lab_system]
}

resource "azurerm_subnet_route_table_association" "search_lab_system_pods" {
  route_table_id = azurerm_route_table.search_lab.id
  subnet_id      = azurerm_subnet.search_lab_system_pods.id
}

resource "azurerm_subnet_route_table_association" "search_main_system" {
  route_table_id = azurerm_route_table.search_main.id
  subnet_id      = azurerm_subnet.search_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.search_main_system]
}

resource "azurerm_user_assigned_identity" "search_lab" {
  name                = "id-litware-search-lab"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
}

resource "azurerm_user_assigned_identity" "search_main" {
  name                = "id-litware-search-main"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-litware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.50.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "search" {
  name                = "vnet-litware-search"
  resource_group_name = azurerm_resource_group.search.name
  location            = azurerm_resource_group.search.location
  address_space       = ["10.51.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "search_peering_from_hub" {
  name                      = "peer-litware-hub-to-search"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.search.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.search_main_system,
    azurerm_subnet_network_security_group_association.search_main_system,
    azurerm_subnet_route_table_association.search_main_system,
    azurerm_subnet.search_main_api_server,
    azurerm_subnet.search_lab_system,
    azurerm_subnet_network_security_group_association.search_lab_system,
    azurerm_subnet_route_table_association.search_lab_system,
    azurerm_subnet.search_lab_system_pods,
    azurerm_subnet_route_table_association.search_lab_system_pods,
    azurerm_subnet.search_lab_api_server,
  ]
}

resource "azurerm_virtual_network_peering" "search_peering_to_hub" {
  name                      = "peer-litware-search-to-hub"
  resource_group_name       = azurerm_resource_group.search.name
  virtual_network_name      = azurerm_virtual_network.search.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.search_peering_from_hub]
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

output "search_lab_cluster_id" {
  description = "Id of the cluster lab."
  value       = azurerm_kubernetes_cluster.search_lab.id
}

output "search_lab_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.search_lab.id
}

output "search_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.search_main.id
}

output "search_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.search_main.id
}

output "search_virtual_network_id" {
  description = "Id of the network of search."
  value       = azurerm_virtual_network.search.id
}
