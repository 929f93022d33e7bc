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
  name                = "afw-contoso-hub"
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

  ip_configuration {
    name                 = "ip-5"
    public_ip_address_id = azurerm_public_ip.hub_firewall_5.id
  }

  ip_configuration {
    name                 = "ip-6"
    public_ip_address_id = azurerm_public_ip.hub_firewall_6.id
  }

  ip_configuration {
    name                 = "ip-7"
    public_ip_address_id = azurerm_public_ip.hub_firewall_7.id
  }

  ip_configuration {
    name                 = "ip-8"
    public_ip_address_id = azurerm_public_ip.hub_firewall_8.id
  }

  ip_configuration {
    name                 = "ip-9"
    public_ip_address_id = azurerm_public_ip.hub_firewall_9.id
  }

  ip_configuration {
    name                 = "ip-10"
    public_ip_address_id = azurerm_public_ip.hub_firewall_10.id
  }

  ip_configuration {
    name                 = "ip-11"
    public_ip_address_id = azurerm_public_ip.hub_firewall_11.id
  }

  ip_configuration {
    name                 = "ip-12"
    public_ip_address_id = azurerm_public_ip.hub_firewall_12.id
  }

  ip_configuration {
    name                 = "ip-13"
    public_ip_address_id = azurerm_public_ip.hub_firewall_13.id
  }

  ip_configuration {
    name                 = "ip-14"
    public_ip_address_id = azurerm_public_ip.hub_firewall_14.id
  }

  ip_configuration {
    name                 = "ip-15"
    public_ip_address_id = azurerm_public_ip.hub_firewall_15.id
  }

  ip_configuration {
    name                 = "ip-16"
    public_ip_address_id = azurerm_public_ip.hub_firewall_16.id
  }

  ip_configuration {
    name                 = "ip-17"
    public_ip_address_id = azurerm_public_ip.hub_firewall_17.id
  }

  ip_configuration {
    name                 = "ip-18"
    public_ip_address_id = azurerm_public_ip.hub_firewall_18.id
  }

  ip_configuration {
    name                 = "ip-19"
    public_ip_address_id = azurerm_public_ip.hub_firewall_19.id
  }

  ip_configuration {
    name                 = "ip-20"
    public_ip_address_id = azurerm_public_ip.hub_firewall_20.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "brokers_main_pod_access" {
  name               = "rcg-contoso-brokers-main-pods"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 11100

  network_rule_collection {
    name     = "to-pods"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "main"
      destination_addresses = ["10.2.2.0/23"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["10.1.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "telemetry_main" {
  name               = "rcg-contoso-telemetry-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/23"]

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
      source_addresses  = ["10.1.0.0/23"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "telemetry_main_pod_access" {
  name               = "rcg-contoso-telemetry-main-pods"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 11000

  network_rule_collection {
    name     = "to-pods"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "main"
      destination_addresses = ["10.1.0.0/23"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["192.168.10.0/24", "10.40.0.0/16"]
    }
  }
}

resource "azurerm_kubernetes_cluster" "brokers_main" {
  name                                = "aks-contoso-brokers-main"
  resource_group_name                 = azurerm_resource_group.brokers.name
  location                            = azurerm_resource_group.brokers.location
  dns_prefix                          = "aks-contoso-brokers-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 10
    min_count                   = 3
    pod_subnet_id               = azurerm_subnet.brokers_main_system_pods.id
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.brokers_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.brokers_main.id]
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

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.brokers_peering_from_hub,
    azurerm_virtual_network_peering.brokers_peering_to_hub,
    azurerm_route.brokers_main_callers-10-1-0-0-16,
    azurerm_subnet.brokers_main_system,
    azurerm_subnet_network_security_group_association.brokers_main_system,
    azurerm_subnet_route_table_association.brokers_main_system,
    azurerm_subnet.brokers_main_system_pods,
    azurerm_subnet_route_table_association.brokers_main_system_pods,
    azurerm_role_assignment.brokers_main_subnet_system,
    azurerm_role_assignment.brokers_main_pods_system,
  ]
}

resource "azurerm_kubernetes_cluster" "telemetry_main" {
  name                                = "aks-contoso-telemetry-main"
  resource_group_name                 = azurerm_resource_group.telemetry.name
  location                            = azurerm_resource_group.telemetry.location
  dns_prefix                          = "aks-contoso-telemetry-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Premium"
  support_plan                        = "AKSLongTermSupport"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 10
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.telemetry_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.telemetry_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.telemetry_peering_from_hub,
    azurerm_virtual_network_peering.telemetry_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.telemetry_main,
    azurerm_route.telemetry_main_default,
    azurerm_route.telemetry_main_callers-192-168-10-0-24,
    azurerm_route.telemetry_main_callers-10-40-0-0-16,
    azurerm_subnet.telemetry_main_system,
    azurerm_subnet_network_security_group_association.telemetry_main_system,
    azurerm_subnet_route_table_association.telemetry_main_system,
    azurerm_role_assignment.telemetry_main_subnet_system,
  ]
}

resource "azurerm_network_security_group" "brokers_main_system" {
  name                = "nsg-contoso-brokers-main-system"
  resource_group_name = azurerm_resource_group.brokers.name
  location            = azurerm_resource_group.brokers.location
}

resource "azurerm_network_security_group" "telemetry_main_system" {
  name                = "nsg-contoso-telemetry-main-system"
  resource_group_name = azurerm_resource_group.telemetry.name
  location            = azurerm_resource_group.telemetry.location
}

resource "azurerm_network_security_rule" "brokers_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.2.2.0/23"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.2.2.0/23"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.2.2.0/23"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "brokers_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.brokers.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.2.2.0/23"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.brokers_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.2.2.0/23"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "telemetry_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.telemetry.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.telemetry_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "telemetry_main_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.telemetry.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.1.0.0/23"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.telemetry_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefixes     = ["192.168.10.0/24", "10.40.0.0/16"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "telemetry_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.telemetry.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.telemetry_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "telemetry_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.telemetry.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/23"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.telemetry_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/23"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-contoso-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-contoso-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-contoso-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-contoso-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-contoso-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-contoso-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-contoso-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-contoso-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-contoso-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-contoso-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-contoso-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-contoso-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-contoso-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-contoso-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-contoso-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-contoso-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-contoso-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-contoso-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-contoso-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-contoso-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "brokers" {
  name     = "rg-contoso-brokers"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "telemetry" {
  name     = "rg-contoso-telemetry"
  location = "westeurope"
}

resource "azurerm_role_assignment" "brokers_main_pods_system" {
  scope                = azurerm_subnet.brokers_main_system_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.brokers_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "brokers_main_subnet_system" {
  scope                = azurerm_subnet.brokers_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.brokers_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "telemetry_main_subnet_system" {
  scope                = azurerm_subnet.telemetry_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.telemetry_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "brokers_from_on_premises" {
  name                   = "to-brokers"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.2.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "brokers_main_callers-10-1-0-0-16" {
  name                   = "callers-10-1-0-0-16"
  resource_group_name    = azurerm_resource_group.brokers.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.brokers_main.name
}

resource "azurerm_route" "telemetry_from_on_premises" {
  name                   = "to-telemetry"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "telemetry_main_callers-10-40-0-0-16" {
  name                   = "callers-10-40-0-0-16"
  resource_group_name    = azurerm_resource_group.telemetry.name
  address_prefix         = "10.40.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.telemetry_main.name
}

resource "azurerm_route" "telemetry_main_callers-192-168-10-0-24" {
  name                   = "callers-192-168-10-0-24"
  resource_group_name    = azurerm_resource_group.telemetry.name
  address_prefix         = "192.168.10.0/24"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.telemetry_main.name
}

resource "azurerm_route" "telemetry_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.telemetry.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.telemetry_main.name
}

resource "azurerm_route_table" "brokers_main" {
  name                          = "rt-contoso-brokers-main"
  resource_group_name           = azurerm_resource_group.brokers.name
  location                      = azurerm_resource_group.brokers.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "hub_gateway" {
  name                          = "rt-contoso-hub-gateway"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "telemetry_main" {
  name                          = "rt-contoso-telemetry-main"
  resource_group_name           = azurerm_resource_group.telemetry.name
  location                      = azurerm_resource_group.telemetry.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "brokers_main_system" {
  name                            = "snet-contoso-brokers-main-system"
  resource_group_name             = azurerm_resource_group.brokers.name
  virtual_network_name            = azurerm_virtual_network.brokers.name
  address_prefixes                = ["10.2.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "brokers_main_system_pods" {
  name                            = "snet-contoso-brokers-main-system-pods"
  resource_group_name             = azurerm_resource_group.brokers.name
  virtual_network_name            = azurerm_virtual_network.brokers.name
  address_prefixes                = ["10.2.2.0/23"]
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
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "telemetry_main_system" {
  name                            = "snet-contoso-telemetry-main-system"
  resource_group_name             = azurerm_resource_group.telemetry.name
  virtual_network_name            = azurerm_virtual_network.telemetry.name
  address_prefixes                = ["10.1.0.0/23"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "brokers_main_system" {
  network_security_group_id = azurerm_network_security_group.brokers_main_system.id
  subnet_id                 = azurerm_subnet.brokers_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "telemetry_main_system" {
  network_security_group_id = azurerm_network_security_group.telemetry_main_system.id
  subnet_id                 = azurerm_subnet.telemetry_main_system.id
}

resource "azurerm_subnet_route_table_association" "brokers_main_system" {
  route_table_id = azurerm_route_table.brokers_main.id
  subnet_id      = azurerm_subnet.brokers_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.brokers_main_system]
}

resource "azurerm_subnet_route_table_association" "brokers_main_system_pods" {
  route_table_id = azurerm_route_table.brokers_main.id
  subnet_id      = azurerm_subnet.brokers_main_system_pods.id
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "telemetry_main_system" {
  route_table_id = azurerm_route_table.telemetry_main.id
  subnet_id      = azurerm_subnet.telemetry_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.telemetry_main_system]
}

resource "azurerm_user_assigned_identity" "brokers_main" {
  name                = "id-contoso-brokers-main"
  resource_group_name = azurerm_resource_group.brokers.name
  location            = azurerm_resource_group.brokers.location
}

resource "azurerm_user_assigned_identity" "telemetry_main" {
  name                = "id-contoso-telemetry-main"
  resource_group_name = azurerm_resource_group.telemetry.name
  location            = azurerm_resource_group.telemetry.location
}

resource "azurerm_virtual_network" "brokers" {
  name                = "vnet-contoso-brokers"
  resource_group_name = azurerm_resource_group.brokers.name
  location            = azurerm_resource_group.brokers.location
  address_space       = ["10.2.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "telemetry" {
  name                = "vnet-contoso-telemetry"
  resource_group_name = azurerm_resource_group.telemetry.name
  location            = azurerm_resource_group.telemetry.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "VpnGw2AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_peering" "brokers_peering_from_hub" {
  name                      = "peer-contoso-hub-to-brokers"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.brokers.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.brokers_main_system,
    azurerm_subnet_network_security_group_association.brokers_main_system,
    azurerm_subnet_route_table_association.brokers_main_system,
    azurerm_subnet.brokers_main_system_pods,
    azurerm_subnet_route_table_association.brokers_main_system_pods,
  ]
}

resource "azurerm_virtual_network_peering" "brokers_peering_to_hub" {
  name                      = "peer-contoso-brokers-to-hub"
  resource_group_name       = azurerm_resource_group.brokers.name
  virtual_network_name      = azurerm_virtual_network.brokers.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.brokers_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "telemetry_peering_from_hub" {
  name                      = "peer-contoso-hub-to-telemetry"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.telemetry.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.telemetry_main_system,
    azurerm_subnet_network_security_group_association.telemetry_main_system,
    azurerm_subnet_route_table_association.telemetry_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "telemetry_peering_to_hub" {
  name                      = "peer-contoso-telemetry-to-hub"
  resource_group_name       = azurerm_resource_group.telemetry.name
  virtual_network_name      = azurerm_virtual_network.telemetry.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.telemetry_peering_from_hub]
}

output "brokers_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.brokers_main.id
}

output "brokers_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.brokers_main.id
}

output "brokers_virtual_network_id" {
  description = "Id of the network of brokers."
  value       = azurerm_virtual_network.brokers.id
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
    azurerm_public_ip.hub_firewall_5.ip_address,
    azurerm_public_ip.hub_firewall_6.ip_address,
    azurerm_public_ip.hub_firewall_7.ip_address,
    azurerm_public_ip.hub_firewall_8.ip_address,
    azurerm_public_ip.hub_firewall_9.ip_address,
    azurerm_public_ip.hub_firewall_10.ip_address,
    azurerm_public_ip.hub_firewall_11.ip_address,
    azurerm_public_ip.hub_firewall_12.ip_address,
    azurerm_public_ip.hub_firewall_13.ip_address,
    azurerm_public_ip.hub_firewall_14.ip_address,
    azurerm_public_ip.hub_firewall_15.ip_address,
    azurerm_public_ip.hub_firewall_16.ip_address,
    azurerm_public_ip.hub_firewall_17.ip_address,
    azurerm_public_ip.hub_firewall_18.ip_address,
    azurerm_public_ip.hub_firewall_19.ip_address,
    azurerm_public_ip.hub_firewall_20.ip_address,
  ]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.hub_gateway.id
}

output "network_gateway_public_ips" {
  description = "Addresses that VPN devices have tunnels to."
  value       = [azurerm_public_ip.hub_gateway.ip_address]
}

output "telemetry_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.telemetry_main.id
}

output "telemetry_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.telemetry_main.id
}

output "telemetry_virtual_network_id" {
  description = "Id of the network of telemetry."
  value       = azurerm_virtual_network.telemetry.id
}
