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
  sku_tier            = "Premium"
  zones               = ["1", "2", "3"]

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
  name                = "afwp-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Premium"

  dns {
    proxy_enabled = true
    servers       = ["192.168.0.10", "192.168.0.11"]
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.hub_firewall_tls_inspection.id]
    type         = "UserAssigned"
  }

  tls_certificate {
    name                = "tls-inspection"
    key_vault_secret_id = "https://kv-fabrikam-pki.vault.azure.net/secrets/firewall-authority"
  }

  depends_on = [azurerm_role_assignment.hub_firewall_tls_inspection_secrets]
}

resource "azurerm_firewall_policy_rule_collection_group" "hub_publish" {
  name               = "rcg-fabrikam-hub-publish"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 500

  nat_rule_collection {
    name     = "publish"
    action   = "Dnat"
    priority = 100

    rule {
      name                = "api"
      destination_address = azurerm_public_ip.hub_firewall_1.ip_address
      destination_ports   = ["443"]
      protocols           = ["TCP"]
      source_addresses    = ["*"]
      translated_address  = "10.71.254.10"
      translated_port     = 8443
    }

    rule {
      name                = "feed"
      destination_address = azurerm_public_ip.hub_firewall_2.ip_address
      destination_ports   = ["5671"]
      protocols           = ["TCP"]
      source_ip_groups    = [azurerm_ip_group.hub_firewall_ip_groups_partners.id]
      translated_address  = "10.71.254.11"
      translated_port     = 5671
    }
  }
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
      source_addresses      = ["10.71.0.0/24", "10.71.1.0/24"]

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
      source_addresses  = ["10.71.0.0/24", "10.71.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "allow-payments"
      destination_fqdns = ["api.payments.example", "*.cdn.payments.example"]
      source_addresses  = ["10.71.0.0/24", "10.71.1.0/24"]
      terminate_tls     = true

      protocols {
        port = 443
        type = "Https"
      }
    }
  }

  network_rule_collection {
    name     = "allow-network"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "allow-erp"
      destination_addresses = ["192.168.20.0/24"]
      destination_ports     = ["1521"]
      protocols             = ["TCP"]
      source_addresses      = ["10.71.0.0/24", "10.71.1.0/24"]
    }

    rule {
      name                  = "allow-warehouses"
      destination_ip_groups = [azurerm_ip_group.hub_firewall_ip_groups_warehouses.id]
      destination_ports     = ["8883"]
      protocols             = ["TCP"]
      source_addresses      = ["10.71.0.0/24", "10.71.1.0/24"]
    }

    rule {
      name              = "allow-mail"
      destination_fqdns = ["smtp.fabrikam.example"]
      destination_ports = ["587"]
      protocols         = ["TCP"]
      source_addresses  = ["10.71.0.0/24", "10.71.1.0/24"]
    }
  }
}

resource "azurerm_ip_group" "hub_firewall_ip_groups_partners" {
  name                = "ipg-fabrikam-hub-partners"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  cidrs               = ["198.51.100.0/24", "203.0.113.64/26"]
}

resource "azurerm_ip_group" "hub_firewall_ip_groups_warehouses" {
  name                = "ipg-fabrikam-hub-warehouses"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  cidrs               = ["192.168.40.0/22", "172.20.8.0/24"]
}

resource "azurerm_kubernetes_cluster" "orders_main" {
  name                                = "aks-fabrikam-orders-main"
  resource_group_name                 = azurerm_resource_group.orders.name
  location                            = azurerm_resource_group.orders.location
  dns_prefix                          = "aks-fabrikam-orders-main"
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
    vnet_subnet_id              = azurerm_subnet.orders_main_system.id
    zones                       = ["1", "2", "3"]

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
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
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
    azurerm_role_assignment.orders_main_load_balancer_subnet,
    azurerm_subnet.orders_load_balancers,
    azurerm_subnet_network_security_group_association.orders_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "orders_main_work" {
  name                        = "work"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.orders_main.id
  max_count                   = 30
  min_count                   = 3
  mode                        = "User"
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.orders_main_work.id
  zones                       = ["1", "2", "3"]

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_local_network_gateway" "hub_gateway_berlin" {
  name                = "lgw-fabrikam-hub-berlin"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  gateway_address     = "203.0.113.10"

  bgp_settings {
    asn                 = 65020
    bgp_peering_address = "192.168.0.1"
  }
}

resource "azurerm_local_network_gateway" "hub_gateway_porto" {
  name                = "lgw-fabrikam-hub-porto"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["172.20.0.0/16"]
  gateway_fqdn        = "vpn.porto.fabrikam.example"
}

resource "azurerm_network_security_group" "orders_load_balancers" {
  name                = "nsg-fabrikam-orders-load-balancers"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
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

resource "azurerm_network_security_rule" "orders_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_load_balancers_published-api" {
  name                        = "published-api"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.71.254.10"
  destination_port_range      = "8443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.70.0.0/26"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_load_balancers_published-feed" {
  name                        = "published-feed"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.71.254.11"
  destination_port_range      = "5671"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_load_balancers.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.70.0.0/26"
  source_port_range           = "*"
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
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.71.0.0/24", "10.71.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.71.0.0/24", "10.71.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefixes     = ["10.71.0.0/24", "10.71.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.71.0.0/24", "10.71.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 150
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_published-api" {
  name                         = "published-api"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.71.254.10", "10.71.0.0/24", "10.71.1.0/24"]
  destination_port_ranges      = ["8443", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.70.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.71.254.11", "10.71.0.0/24", "10.71.1.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 110
  protocol                     = "Tcp"
  source_address_prefix        = "10.70.0.0/26"
  source_port_range            = "*"
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
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.71.0.0/24", "10.71.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.71.0.0/24", "10.71.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefixes     = ["10.71.0.0/24", "10.71.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.71.0.0/24", "10.71.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 150
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_work.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_published-api" {
  name                         = "published-api"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.71.254.10", "10.71.0.0/24", "10.71.1.0/24"]
  destination_port_ranges      = ["8443", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.70.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_work_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.71.254.11", "10.71.0.0/24", "10.71.1.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_work.name
  priority                     = 110
  protocol                     = "Tcp"
  source_address_prefix        = "10.70.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-fabrikam-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-fabrikam-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-fabrikam-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-fabrikam-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-fabrikam-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-fabrikam-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-fabrikam-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-fabrikam-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-fabrikam-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-fabrikam-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-fabrikam-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-fabrikam-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-fabrikam-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-fabrikam-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-fabrikam-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-fabrikam-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-fabrikam-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-fabrikam-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-fabrikam-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-fabrikam-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-fabrikam-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_gateway_secondIp" {
  name                = "pip-fabrikam-hub-gateway-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-fabrikam-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "orders" {
  name     = "rg-fabrikam-orders"
  location = "westeurope"
}

resource "azurerm_role_assignment" "hub_firewall_tls_inspection_secrets" {
  scope                = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pki/providers/Microsoft.KeyVault/vaults/kv-fabrikam-pki"
  description          = "The firewall fetches the authority that it signs with."
  principal_id         = azurerm_user_assigned_identity.hub_firewall_tls_inspection.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
}

resource "azurerm_role_assignment" "orders_main_load_balancer_subnet" {
  scope                = azurerm_subnet.orders_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
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

resource "azurerm_route" "orders_from_on_premises" {
  name                   = "to-orders"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.71.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "orders_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.orders.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.orders_main.name
}

resource "azurerm_route_table" "hub_gateway" {
  name                          = "rt-fabrikam-hub-gateway"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
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
  address_prefixes                = ["10.70.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.70.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_load_balancers" {
  name                                          = "snet-fabrikam-orders-load-balancers"
  resource_group_name                           = azurerm_resource_group.orders.name
  virtual_network_name                          = azurerm_virtual_network.orders.name
  address_prefixes                              = ["10.71.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "orders_main_system" {
  name                            = "snet-fabrikam-orders-main-system"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.71.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_main_work" {
  name                            = "snet-fabrikam-orders-main-work"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.71.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "orders_load_balancers" {
  network_security_group_id = azurerm_network_security_group.orders_load_balancers.id
  subnet_id                 = azurerm_subnet.orders_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_system" {
  network_security_group_id = azurerm_network_security_group.orders_main_system.id
  subnet_id                 = azurerm_subnet.orders_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_work" {
  network_security_group_id = azurerm_network_security_group.orders_main_work.id
  subnet_id                 = azurerm_subnet.orders_main_work.id
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
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

resource "azurerm_user_assigned_identity" "hub_firewall_tls_inspection" {
  name                = "id-fabrikam-hub-firewall-tls"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
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
  address_space       = ["10.70.0.0/22"]
  dns_servers         = ["192.168.0.10", "192.168.0.11"]
}

resource "azurerm_virtual_network" "orders" {
  name                = "vnet-fabrikam-orders"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  address_space       = ["10.71.0.0/16"]
  dns_servers         = [azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address]
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  active_active       = true
  enable_bgp          = true
  sku                 = "VpnGw2AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  bgp_settings {
    asn = 65010
  }

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }

  ip_configuration {
    name                 = "second"
    public_ip_address_id = azurerm_public_ip.hub_gateway_secondIp.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }

  vpn_client_configuration {
    aad_audience         = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8"
    aad_issuer           = "https://sts.windows.net/22222222-2222-2222-2222-222222222222/"
    aad_tenant           = "https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222"
    address_space        = ["10.79.0.0/24"]
    vpn_auth_types       = ["AAD"]
    vpn_client_protocols = ["OpenVPN"]
  }
}

resource "azurerm_virtual_network_gateway_connection" "hub_gateway_berlin" {
  name                       = "con-fabrikam-hub-berlin"
  resource_group_name        = azurerm_resource_group.hub.name
  location                   = azurerm_resource_group.hub.location
  enable_bgp                 = true
  local_network_gateway_id   = azurerm_local_network_gateway.hub_gateway_berlin.id
  type                       = "IPsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.hub_gateway.id
}

resource "azurerm_virtual_network_gateway_connection" "hub_gateway_porto" {
  name                       = "con-fabrikam-hub-porto"
  resource_group_name        = azurerm_resource_group.hub.name
  location                   = azurerm_resource_group.hub.location
  local_network_gateway_id   = azurerm_local_network_gateway.hub_gateway_porto.id
  type                       = "IPsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.hub_gateway.id
}

resource "azurerm_virtual_network_peering" "orders_peering_from_hub" {
  name                      = "peer-fabrikam-hub-to-orders"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.orders.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_subnet.orders_main_work,
    azurerm_subnet_network_security_group_association.orders_main_work,
    azurerm_subnet_route_table_association.orders_main_work,
    azurerm_subnet.orders_load_balancers,
    azurerm_subnet_network_security_group_association.orders_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "orders_peering_to_hub" {
  name                      = "peer-fabrikam-orders-to-hub"
  resource_group_name       = azurerm_resource_group.orders.name
  virtual_network_name      = azurerm_virtual_network.orders.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

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

  value = [
    azurerm_public_ip.hub_gateway.ip_address,
    azurerm_public_ip.hub_gateway_secondIp.ip_address,
  ]
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
