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

resource "azurerm_bastion_host" "hub_bastion" {
  name                = "bas-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
  tunneling_enabled   = true
  zones               = ["1", "2", "3"]

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_bastion.id
    subnet_id            = azurerm_subnet.hub_AzureBastionSubnet.id
  }

  depends_on = [
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
  ]
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

  dns {
    proxy_enabled = true
    servers       = ["10.40.3.244"]
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "billing_main" {
  name               = "rcg-fabrikam-billing-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1100

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.42.0.0/24"]

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
      source_addresses  = ["10.42.0.0/24"]

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
      name                  = "allow-ledger"
      destination_addresses = ["192.168.20.0/24"]
      destination_ports     = ["1433"]
      protocols             = ["TCP"]
      source_addresses      = ["10.42.0.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "hub_jump-host" {
  name               = "rcg-fabrikam-hub-jump-host"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 700

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name             = "ubuntu-updates"
      source_addresses = ["10.40.3.208/28"]

      destination_fqdns = [
        "security.ubuntu.com",
        "azure.archive.ubuntu.com",
        "changelogs.ubuntu.com",
      ]

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
      name              = "microsoft-packages"
      destination_fqdns = ["packages.microsoft.com"]
      source_addresses  = ["10.40.3.208/28"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "azure"
      destination_fqdns = ["management.azure.com", "login.microsoftonline.com", "pas.windows.net"]
      source_addresses  = ["10.40.3.208/28"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "cluster-tools"
      source_addresses = ["10.40.3.208/28"]

      destination_fqdns = [
        "dl.k8s.io",
        "cdn.dl.k8s.io",
        "api.github.com",
        "github.com",
        "release-assets.githubusercontent.com",
        "objects.githubusercontent.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "reports_main" {
  name               = "rcg-fabrikam-reports-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1200

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.43.0.0/24"]

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
      source_addresses  = ["10.43.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "billing_main" {
  name                                = "aks-fabrikam-billing-main"
  resource_group_name                 = azurerm_resource_group.billing.name
  location                            = azurerm_resource_group.billing.location
  dns_prefix_private_cluster          = "aks-fabrikam-billing-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.billing_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.billing_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.245.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.billing_peering_from_hub,
    azurerm_virtual_network_peering.billing_peering_to_hub,
    azurerm_private_dns_resolver_inbound_endpoint.hub_dns_inbound,
    azurerm_private_dns_resolver_forwarding_rule.hub_dns_rule_corp,
    azurerm_private_dns_resolver_forwarding_rule.hub_dns_rule_legacy,
    azurerm_private_dns_resolver_virtual_network_link.hub_dns_link,
    azurerm_firewall_policy_rule_collection_group.billing_main,
    azurerm_route.billing_main_default,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.billing_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
    azurerm_role_assignment.billing_main_subnet_system,
    azurerm_role_assignment.billing_main_dns_zone,
    azurerm_role_assignment.billing_main_network,
  ]
}

resource "azurerm_kubernetes_cluster" "orders_main" {
  name                                = "aks-fabrikam-orders-main"
  resource_group_name                 = azurerm_resource_group.orders.name
  location                            = azurerm_resource_group.orders.location
  dns_prefix_private_cluster          = "aks-fabrikam-orders-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
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
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.orders_peering_from_hub,
    azurerm_virtual_network_peering.orders_peering_to_hub,
    azurerm_private_dns_resolver_inbound_endpoint.hub_dns_inbound,
    azurerm_private_dns_resolver_forwarding_rule.hub_dns_rule_corp,
    azurerm_private_dns_resolver_forwarding_rule.hub_dns_rule_legacy,
    azurerm_private_dns_resolver_virtual_network_link.hub_dns_link,
    azurerm_nat_gateway_public_ip_prefix_association.orders_main,
    azurerm_subnet_nat_gateway_association.orders_main_system,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.orders_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_nat_gateway_association.orders_main_system,
    azurerm_role_assignment.orders_main_subnet_system,
    azurerm_role_assignment.orders_main_dns_zone,
    azurerm_role_assignment.orders_main_network,
  ]
}

resource "azurerm_kubernetes_cluster" "reports_main" {
  name                                = "aks-fabrikam-reports-main"
  resource_group_name                 = azurerm_resource_group.reports.name
  location                            = azurerm_resource_group.reports.location
  dns_prefix                          = "aks-fabrikam-reports-main"
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
    vnet_subnet_id              = azurerm_subnet.reports_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.reports_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.246.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.reports_peering_from_hub,
    azurerm_virtual_network_peering.reports_peering_to_hub,
    azurerm_private_dns_resolver_virtual_network_link.reports_forwarding,
    azurerm_firewall_policy_rule_collection_group.reports_main,
    azurerm_route.reports_main_default,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
    azurerm_role_assignment.reports_main_subnet_system,
  ]
}

resource "azurerm_linux_virtual_machine" "hub_jump-host" {
  name                            = "vm-fabrikam-hub-jump-host"
  resource_group_name             = azurerm_resource_group.hub.name
  location                        = azurerm_resource_group.hub.location
  admin_username                  = "azureuser"
  disable_password_authentication = true
  network_interface_ids           = [azurerm_network_interface.hub_jump-host.id]
  patch_assessment_mode           = "AutomaticByPlatform"
  patch_mode                      = "AutomaticByPlatform"
  secure_boot_enabled             = true
  size                            = "Standard_B2s_v2"
  vtpm_enabled                    = true
  zone                            = "1"

  admin_ssh_key {
    public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHJFsNgVyyr6T5qMU036IMyNLMA7ctQbKaJ/UM4NxkGB admins@fabrikam"
    username   = "azureuser"
  }

  boot_diagnostics {}

  identity {
    type = "SystemAssigned"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "StandardSSD_LRS"
  }

  source_image_reference {
    offer     = "ubuntu-24_04-lts"
    publisher = "Canonical"
    sku       = "server"
    version   = "latest"
  }
}

resource "azurerm_nat_gateway" "orders_main" {
  name                    = "ng-fabrikam-orders-main"
  resource_group_name     = azurerm_resource_group.orders.name
  location                = azurerm_resource_group.orders.location
  idle_timeout_in_minutes = 4
  sku_name                = "Standard"
}

resource "azurerm_nat_gateway_public_ip_prefix_association" "orders_main" {
  nat_gateway_id      = azurerm_nat_gateway.orders_main.id
  public_ip_prefix_id = azurerm_public_ip_prefix.orders_main_nat_prefix.id
}

resource "azurerm_network_interface" "hub_jump-host" {
  name                = "nic-fabrikam-hub-jump-host"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location

  ip_configuration {
    name                          = "private"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = azurerm_subnet.hub_jump-host.id
  }

  depends_on = [
    azurerm_subnet.hub_jump-host,
    azurerm_subnet_network_security_group_association.hub_jump-host,
    azurerm_subnet_route_table_association.hub_jump-host,
  ]
}

resource "azurerm_network_security_group" "billing_main_system" {
  name                = "nsg-fabrikam-billing-main-system"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_network_security_group" "hub_bastion_group" {
  name                = "nsg-fabrikam-hub-bastion"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
}

resource "azurerm_network_security_group" "hub_jump-host" {
  name                = "nsg-fabrikam-hub-jump-host"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
}

resource "azurerm_network_security_group" "orders_main_system" {
  name                = "nsg-fabrikam-orders-main-system"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "reports_main_system" {
  name                = "nsg-fabrikam-reports-main-system"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_network_security_rule" "billing_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.42.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.42.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.42.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.42.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_azure-cloud" {
  name                        = "azure-cloud"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Diagnostics and metering."
  destination_address_prefix  = "AzureCloud"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Azure's control plane."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_hosts" {
  name                        = "hosts"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_hosts-2" {
  name                        = "hosts-2"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_https" {
  name                        = "https"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Users, whom Microsoft Entra ID has signed in."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Health probes."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_sessions" {
  name                        = "sessions"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Session information and certificate validation."
  destination_address_prefix  = "Internet"
  destination_port_range      = "80"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_bastion_group_ssh-rdp" {
  name                        = "ssh-rdp"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Machines, whose own groups decide."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["22", "3389"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.hub_bastion_group.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_jump-host_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_jump-host.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "hub_jump-host_ssh" {
  name                        = "ssh"
  resource_group_name         = azurerm_resource_group.hub.name
  access                      = "Allow"
  description                 = "Sessions that Azure Bastion opens."
  destination_address_prefix  = "10.40.3.208/28"
  destination_port_range      = "22"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.hub_jump-host.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.40.0.192/26"
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
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
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
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.41.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.41.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
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
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.43.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.43.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.43.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.43.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.246.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.246.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_resolver" "hub_dns" {
  name                = "dnspr-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  virtual_network_id  = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" "hub_dns_ruleset" {
  name                = "dnsfrs-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location

  private_dns_resolver_outbound_endpoint_ids = [
    azurerm_private_dns_resolver_outbound_endpoint.hub_dns_outbound.id,
  ]
}

resource "azurerm_private_dns_resolver_forwarding_rule" "hub_dns_rule_corp" {
  name                      = "corp"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  domain_name               = "corp.fabrikam.example."

  target_dns_servers {
    ip_address = "192.168.0.10"
    port       = 53
  }

  target_dns_servers {
    ip_address = "192.168.0.11"
    port       = 53
  }
}

resource "azurerm_private_dns_resolver_forwarding_rule" "hub_dns_rule_legacy" {
  name                      = "legacy"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  domain_name               = "legacy.fabrikam.example."

  target_dns_servers {
    ip_address = "192.168.0.20"
    port       = 5353
  }
}

resource "azurerm_private_dns_resolver_inbound_endpoint" "hub_dns_inbound" {
  name                    = "in-fabrikam-hub"
  location                = azurerm_resource_group.hub.location
  private_dns_resolver_id = azurerm_private_dns_resolver.hub_dns.id

  ip_configurations {
    private_ip_address           = "10.40.3.244"
    private_ip_allocation_method = "Static"
    subnet_id                    = azurerm_subnet.hub_dns_inbound.id
  }
}

resource "azurerm_private_dns_resolver_outbound_endpoint" "hub_dns_outbound" {
  name                    = "out-fabrikam-hub"
  location                = azurerm_resource_group.hub.location
  private_dns_resolver_id = azurerm_private_dns_resolver.hub_dns.id
  subnet_id               = azurerm_subnet.hub_dns_outbound.id
}

resource "azurerm_private_dns_resolver_virtual_network_link" "hub_dns_link" {
  name                      = "pdnslink-fabrikam-hub"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  virtual_network_id        = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_resolver_virtual_network_link" "reports_forwarding" {
  name                      = "pdnslink-fabrikam-reports"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  virtual_network_id        = azurerm_virtual_network.reports.id
}

resource "azurerm_private_dns_zone" "hub_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "billing_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-fabrikam-billing"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.billing.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-fabrikam-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "orders_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-fabrikam-orders"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.orders.id
}

resource "azurerm_public_ip" "hub_bastion" {
  name                = "pip-fabrikam-hub-bastion"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
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

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-fabrikam-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip_prefix" "orders_main_nat_prefix" {
  name                = "ippre-fabrikam-orders-main-nat"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  prefix_length       = 30
}

resource "azurerm_resource_group" "billing" {
  name     = "rg-fabrikam-billing"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-fabrikam-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "orders" {
  name     = "rg-fabrikam-orders"
  location = "westeurope"
}

resource "azurerm_resource_group" "reports" {
  name     = "rg-fabrikam-reports"
  location = "westeurope"
}

resource "azurerm_role_assignment" "billing_main_dns_zone" {
  scope                = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "billing_main_network" {
  scope                = azurerm_virtual_network.billing.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "billing_main_subnet_system" {
  scope                = azurerm_subnet.billing_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_dns_zone" {
  scope                = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "orders_main_network" {
  scope                = azurerm_virtual_network.orders.id
  description          = "AKS links the zone to the cluster's network."
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

resource "azurerm_role_assignment" "reports_main_subnet_system" {
  scope                = azurerm_subnet.reports_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.reports_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "billing_from_on_premises" {
  name                   = "to-billing"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.42.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "billing_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.billing.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.billing_main.name
}

resource "azurerm_route" "hub_jump-host_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_jump-host.name
}

resource "azurerm_route" "orders_from_on_premises" {
  name                   = "to-orders"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.41.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "reports_from_on_premises" {
  name                   = "to-reports"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.43.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "reports_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.reports.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.reports_main.name
}

resource "azurerm_route_table" "billing_main" {
  name                          = "rt-fabrikam-billing-main"
  resource_group_name           = azurerm_resource_group.billing.name
  location                      = azurerm_resource_group.billing.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
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

resource "azurerm_route_table" "hub_jump-host" {
  name                          = "rt-fabrikam-hub-jump-host"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "reports_main" {
  name                          = "rt-fabrikam-reports-main"
  resource_group_name           = azurerm_resource_group.reports.name
  location                      = azurerm_resource_group.reports.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "billing_main_system" {
  name                            = "snet-fabrikam-billing-main-system"
  resource_group_name             = azurerm_resource_group.billing.name
  virtual_network_name            = azurerm_virtual_network.billing.name
  address_prefixes                = ["10.42.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureBastionSubnet" {
  name                            = "AzureBastionSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.0.192/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_dns_inbound" {
  name                            = "snet-fabrikam-hub-dns-inbound"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.3.240/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "dnsResolvers"

    service_delegation {
      name    = "Microsoft.Network/dnsResolvers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "hub_dns_outbound" {
  name                            = "snet-fabrikam-hub-dns-outbound"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.3.224/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "dnsResolvers"

    service_delegation {
      name    = "Microsoft.Network/dnsResolvers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "hub_jump-host" {
  name                            = "snet-fabrikam-hub-jump-host"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.40.3.208/28"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_main_system" {
  name                            = "snet-fabrikam-orders-main-system"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.41.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "reports_main_system" {
  name                            = "snet-fabrikam-reports-main-system"
  resource_group_name             = azurerm_resource_group.reports.name
  virtual_network_name            = azurerm_virtual_network.reports.name
  address_prefixes                = ["10.43.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "orders_main_system" {
  nat_gateway_id = azurerm_nat_gateway.orders_main.id
  subnet_id      = azurerm_subnet.orders_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_main_system]
}

resource "azurerm_subnet_network_security_group_association" "billing_main_system" {
  network_security_group_id = azurerm_network_security_group.billing_main_system.id
  subnet_id                 = azurerm_subnet.billing_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "hub_AzureBastionSubnet" {
  network_security_group_id = azurerm_network_security_group.hub_bastion_group.id
  subnet_id                 = azurerm_subnet.hub_AzureBastionSubnet.id

  depends_on = [
    azurerm_network_security_rule.hub_bastion_group_https,
    azurerm_network_security_rule.hub_bastion_group_gateway-manager,
    azurerm_network_security_rule.hub_bastion_group_load-balancer,
    azurerm_network_security_rule.hub_bastion_group_hosts,
    azurerm_network_security_rule.hub_bastion_group_ssh-rdp,
    azurerm_network_security_rule.hub_bastion_group_azure-cloud,
    azurerm_network_security_rule.hub_bastion_group_hosts-2,
    azurerm_network_security_rule.hub_bastion_group_sessions,
    azurerm_network_security_rule.hub_bastion_group_deny-other-inbound,
    azurerm_network_security_rule.hub_bastion_group_deny-other-outbound,
  ]
}

resource "azurerm_subnet_network_security_group_association" "hub_jump-host" {
  network_security_group_id = azurerm_network_security_group.hub_jump-host.id
  subnet_id                 = azurerm_subnet.hub_jump-host.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_system" {
  network_security_group_id = azurerm_network_security_group.orders_main_system.id
  subnet_id                 = azurerm_subnet.orders_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "reports_main_system" {
  network_security_group_id = azurerm_network_security_group.reports_main_system.id
  subnet_id                 = azurerm_subnet.reports_main_system.id
}

resource "azurerm_subnet_route_table_association" "billing_main_system" {
  route_table_id = azurerm_route_table.billing_main.id
  subnet_id      = azurerm_subnet.billing_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.billing_main_system]
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "hub_jump-host" {
  route_table_id = azurerm_route_table.hub_jump-host.id
  subnet_id      = azurerm_subnet.hub_jump-host.id

  depends_on = [
    azurerm_subnet_network_security_group_association.hub_jump-host,
    azurerm_route.hub_jump-host_default,
  ]
}

resource "azurerm_subnet_route_table_association" "reports_main_system" {
  route_table_id = azurerm_route_table.reports_main.id
  subnet_id      = azurerm_subnet.reports_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.reports_main_system]
}

resource "azurerm_user_assigned_identity" "billing_main" {
  name                = "id-fabrikam-billing-main"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_user_assigned_identity" "orders_main" {
  name                = "id-fabrikam-orders-main"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_user_assigned_identity" "reports_main" {
  name                = "id-fabrikam-reports-main"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_virtual_network" "billing" {
  name                = "vnet-fabrikam-billing"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
  address_space       = ["10.42.0.0/16"]
  dns_servers         = [azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address]
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.40.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "orders" {
  name                = "vnet-fabrikam-orders"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  address_space       = ["10.41.0.0/16"]
  dns_servers         = ["10.40.3.244"]
}

resource "azurerm_virtual_network" "reports" {
  name                = "vnet-fabrikam-reports"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
  address_space       = ["10.43.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "ErGw1AZ"
  type                = "ExpressRoute"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_gateway_connection" "hub_gateway_frankfurt" {
  name                       = "con-fabrikam-hub-frankfurt"
  resource_group_name        = azurerm_resource_group.hub.name
  location                   = azurerm_resource_group.hub.location
  express_route_circuit_id   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-circuits/providers/Microsoft.Network/expressRouteCircuits/erc-frankfurt"
  routing_weight             = 100
  type                       = "ExpressRoute"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.hub_gateway.id
}

resource "azurerm_virtual_network_peering" "billing_peering_from_hub" {
  name                      = "peer-fabrikam-hub-to-billing"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.billing.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
    azurerm_subnet.hub_jump-host,
    azurerm_subnet_network_security_group_association.hub_jump-host,
    azurerm_subnet_route_table_association.hub_jump-host,
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "billing_peering_to_hub" {
  name                      = "peer-fabrikam-billing-to-hub"
  resource_group_name       = azurerm_resource_group.billing.name
  virtual_network_name      = azurerm_virtual_network.billing.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.billing_peering_from_hub]
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
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
    azurerm_subnet.hub_jump-host,
    azurerm_subnet_network_security_group_association.hub_jump-host,
    azurerm_subnet_route_table_association.hub_jump-host,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_nat_gateway_association.orders_main_system,
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

resource "azurerm_virtual_network_peering" "reports_peering_from_hub" {
  name                      = "peer-fabrikam-hub-to-reports"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.reports.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
    azurerm_subnet.hub_jump-host,
    azurerm_subnet_network_security_group_association.hub_jump-host,
    azurerm_subnet_route_table_association.hub_jump-host,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "reports_peering_to_hub" {
  name                      = "peer-fabrikam-reports-to-hub"
  resource_group_name       = azurerm_resource_group.reports.name
  virtual_network_name      = azurerm_virtual_network.reports.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.reports_peering_from_hub]
}

output "bastion_id" {
  description = "Id of Azure Bastion, which az network bastion ssh connects through."
  value       = azurerm_bastion_host.hub_bastion.id
}

output "billing_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.billing_main.id
}

output "billing_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.billing_main.id
}

output "billing_virtual_network_id" {
  description = "Id of the network of billing."
  value       = azurerm_virtual_network.billing.id
}

output "dns_resolver_ip" {
  description = "Address of the DNS resolver, which DNS servers on-premises forward the private zones to."
  value       = "10.40.3.244"
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

output "jump_host_id" {
  description = "Id of the jump host, which az network bastion ssh connects to."
  value       = azurerm_linux_virtual_machine.hub_jump-host.id
}

output "jump_host_private_ip" {
  description = "Address of the jump host."
  value       = azurerm_linux_virtual_machine.hub_jump-host.private_ip_address
}

output "network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.hub_gateway.id
}

output "orders_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.orders_main.id
}

output "orders_virtual_network_id" {
  description = "Id of the network of orders."
  value       = azurerm_virtual_network.orders.id
}

output "reports_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.reports_main.id
}

output "reports_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.reports_main.id
}

output "reports_virtual_network_id" {
  description = "Id of the network of reports."
  value       = azurerm_virtual_network.reports.id
}
