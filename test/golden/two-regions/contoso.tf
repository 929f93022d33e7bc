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

resource "azurerm_application_gateway" "shop_gateway_internal" {
  name                = "agw-contoso-shop-internal"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_internal.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.1.254.10"]
  }

  backend_http_settings {
    name                  = "main"
    cookie_based_affinity = "Disabled"
    port                  = 80
    probe_name            = "main"
    protocol              = "Http"
    request_timeout       = 30

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.1.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_internal.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_internal.id
  }

  http_listener {
    name                           = "main-private-http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  probe {
    name                = "main"
    host                = "10.1.254.10"
    interval            = 10
    path                = "/healthz"
    protocol            = "Http"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  request_routing_rule {
    name                       = "main-private-http"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-private-http"
    priority                   = 100
    rule_type                  = "Basic"
  }

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101"
    policy_type = "Predefined"
  }

  depends_on = [
    azurerm_subnet.shop_gateway_internal,
    azurerm_subnet_network_security_group_association.shop_gateway_internal,
    azurerm_subnet_route_table_association.shop_gateway_internal,
    azurerm_network_security_rule.shop_gateway_internal_load-balancer,
    azurerm_network_security_rule.shop_gateway_internal_private-listeners,
    azurerm_network_security_rule.shop_gateway_internal_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "stock_gateway_internal" {
  name                = "agw-contoso-stock-internal"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.stock_gateway_internal.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.9.254.10"]
  }

  backend_http_settings {
    name                  = "main"
    cookie_based_affinity = "Disabled"
    port                  = 80
    probe_name            = "main"
    protocol              = "Http"
    request_timeout       = 30

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.9.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.stock_gateway_internal.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.stock_gateway_internal.id
  }

  http_listener {
    name                           = "main-private-http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  probe {
    name                = "main"
    host                = "10.9.254.10"
    interval            = 10
    path                = "/healthz"
    protocol            = "Http"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  request_routing_rule {
    name                       = "main-private-http"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-private-http"
    priority                   = 100
    rule_type                  = "Basic"
  }

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101"
    policy_type = "Predefined"
  }

  depends_on = [
    azurerm_subnet.stock_gateway_internal,
    azurerm_subnet_network_security_group_association.stock_gateway_internal,
    azurerm_subnet_route_table_association.stock_gateway_internal,
    azurerm_network_security_rule.stock_gateway_internal_load-balancer,
    azurerm_network_security_rule.stock_gateway_internal_private-listeners,
    azurerm_network_security_rule.stock_gateway_internal_deny-other-inbound,
  ]
}

resource "azurerm_firewall" "north_firewall" {
  name                = "afw-contoso-north"
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
  name                = "afw-contoso-west"
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
  name                = "afwp-contoso-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy" "west_firewall" {
  name                = "afwp-contoso-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "reports_balancer_users" {
  name               = "rcg-contoso-reports-load-balancers"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 31100

  network_rule_collection {
    name     = "to-load-balancers"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "reports"
      destination_addresses = ["10.2.254.0/24"]
      destination_ports     = ["443", "8443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.9.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "reports_main" {
  name               = "rcg-contoso-reports-main"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 1100

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.2.0.0/24"]

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
      source_addresses  = ["10.2.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_internal_on_premises" {
  name               = "rcg-contoso-shop-internal-on-premises"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "internal"
      destination_addresses = ["10.1.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.9.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-contoso-shop-main"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/24"]

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
      source_addresses  = ["10.1.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_to_north" {
  name               = "rcg-contoso-shop-to-north"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 40000

  network_rule_collection {
    name     = "to-north"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "stock-internal"
      destination_addresses = ["10.9.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.1.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "stock_gateway_internal_on_premises" {
  name               = "rcg-contoso-stock-internal-on-premises"
  firewall_policy_id = azurerm_firewall_policy.north_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "internal"
      destination_addresses = ["10.9.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.1.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "stock_main" {
  name               = "rcg-contoso-stock-main"
  firewall_policy_id = azurerm_firewall_policy.north_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.9.0.0/24"]

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
      source_addresses  = ["10.9.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "stock_to_west" {
  name               = "rcg-contoso-stock-to-west"
  firewall_policy_id = azurerm_firewall_policy.north_firewall.id
  priority           = 40000

  network_rule_collection {
    name     = "to-west"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "shop-internal"
      destination_addresses = ["10.1.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.9.0.0/16"]
    }

    rule {
      name                  = "reports-load-balancers"
      destination_addresses = ["10.2.254.0/24"]
      destination_ports     = ["443", "8443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.9.0.0/16"]
    }
  }
}

resource "azurerm_kubernetes_cluster" "reports_main" {
  name                                = "aks-contoso-reports-main"
  resource_group_name                 = azurerm_resource_group.reports.name
  location                            = azurerm_resource_group.reports.location
  dns_prefix                          = "aks-contoso-reports-main"
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
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.reports_peering_from_hub,
    azurerm_virtual_network_peering.reports_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.reports_main,
    azurerm_route.reports_main_default,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
    azurerm_role_assignment.reports_main_subnet_system,
    azurerm_role_assignment.reports_main_load_balancer_subnet,
    azurerm_subnet.reports_load_balancers,
    azurerm_subnet_network_security_group_association.reports_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-contoso-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-main"
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
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "stock_main" {
  name                                = "aks-contoso-stock-main"
  resource_group_name                 = azurerm_resource_group.stock.name
  location                            = azurerm_resource_group.stock.location
  dns_prefix                          = "aks-contoso-stock-main"
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
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.stock_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.stock_main.id]
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

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.stock_peering_from_hub,
    azurerm_virtual_network_peering.stock_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.stock_main,
    azurerm_route.stock_main_default,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
    azurerm_role_assignment.stock_main_subnet_system,
    azurerm_role_assignment.stock_main_load_balancer_subnet,
    azurerm_subnet.stock_load_balancers,
    azurerm_subnet_network_security_group_association.stock_load_balancers,
  ]
}

resource "azurerm_network_security_group" "reports_load_balancers" {
  name                = "nsg-contoso-reports-load-balancers"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_network_security_group" "reports_main_system" {
  name                = "nsg-contoso-reports-main-system"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_network_security_group" "shop_gateway_internal" {
  name                = "nsg-contoso-shop-gateway-internal"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_load_balancers" {
  name                = "nsg-contoso-shop-load-balancers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-contoso-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "stock_gateway_internal" {
  name                = "nsg-contoso-stock-gateway-internal"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_network_security_group" "stock_load_balancers" {
  name                = "nsg-contoso-stock-load-balancers"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_network_security_group" "stock_main_system" {
  name                = "nsg-contoso-stock-main-system"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_network_security_rule" "reports_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_load_balancers_from-users-of-load-balancers" {
  name                        = "from-users-of-load-balancers"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Users of the spoke's internal load balancers."
  destination_address_prefix  = "10.2.254.0/24"
  destination_port_ranges     = ["443", "8443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.9.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
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

resource "azurerm_network_security_rule" "reports_main_system_from-users-of-load-balancers" {
  name                        = "from-users-of-load-balancers"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Users of the spoke's internal load balancers."
  destination_address_prefix  = "10.2.254.0/24"
  destination_port_ranges     = ["443", "8443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "10.9.0.0/16"
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
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_internal_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_internal.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_internal_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_internal.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_internal_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_internal.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.9.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_main-internal" {
  name                        = "main-internal"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.1.254.10"
  destination_port_range      = "80"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.255.0/24"
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

resource "azurerm_network_security_rule" "shop_main_system_from-internal" {
  name                         = "from-internal"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.1.254.10", "10.1.0.0/24"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
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
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_internal_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_internal.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_internal_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_internal.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_internal_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.9.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_internal.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_load_balancers_main-internal" {
  name                        = "main-internal"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.9.254.10"
  destination_port_range      = "80"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.9.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_from-internal" {
  name                         = "from-internal"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.9.254.10", "10.9.0.0/24"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.9.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.9.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.9.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.9.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "north_firewall_1" {
  name                = "pip-contoso-north-firewall-1"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_10" {
  name                = "pip-contoso-north-firewall-10"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_11" {
  name                = "pip-contoso-north-firewall-11"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_12" {
  name                = "pip-contoso-north-firewall-12"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_13" {
  name                = "pip-contoso-north-firewall-13"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_14" {
  name                = "pip-contoso-north-firewall-14"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_15" {
  name                = "pip-contoso-north-firewall-15"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_16" {
  name                = "pip-contoso-north-firewall-16"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_17" {
  name                = "pip-contoso-north-firewall-17"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_18" {
  name                = "pip-contoso-north-firewall-18"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_19" {
  name                = "pip-contoso-north-firewall-19"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_2" {
  name                = "pip-contoso-north-firewall-2"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_20" {
  name                = "pip-contoso-north-firewall-20"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_3" {
  name                = "pip-contoso-north-firewall-3"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_4" {
  name                = "pip-contoso-north-firewall-4"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_5" {
  name                = "pip-contoso-north-firewall-5"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_6" {
  name                = "pip-contoso-north-firewall-6"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_7" {
  name                = "pip-contoso-north-firewall-7"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_8" {
  name                = "pip-contoso-north-firewall-8"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_9" {
  name                = "pip-contoso-north-firewall-9"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_1" {
  name                = "pip-contoso-west-firewall-1"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_10" {
  name                = "pip-contoso-west-firewall-10"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_11" {
  name                = "pip-contoso-west-firewall-11"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_12" {
  name                = "pip-contoso-west-firewall-12"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_13" {
  name                = "pip-contoso-west-firewall-13"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_14" {
  name                = "pip-contoso-west-firewall-14"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_15" {
  name                = "pip-contoso-west-firewall-15"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_16" {
  name                = "pip-contoso-west-firewall-16"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_17" {
  name                = "pip-contoso-west-firewall-17"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_18" {
  name                = "pip-contoso-west-firewall-18"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_19" {
  name                = "pip-contoso-west-firewall-19"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_2" {
  name                = "pip-contoso-west-firewall-2"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_20" {
  name                = "pip-contoso-west-firewall-20"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_3" {
  name                = "pip-contoso-west-firewall-3"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_4" {
  name                = "pip-contoso-west-firewall-4"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_5" {
  name                = "pip-contoso-west-firewall-5"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_6" {
  name                = "pip-contoso-west-firewall-6"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_7" {
  name                = "pip-contoso-west-firewall-7"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_8" {
  name                = "pip-contoso-west-firewall-8"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_9" {
  name                = "pip-contoso-west-firewall-9"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "north" {
  name     = "rg-contoso-north"
  location = "northeurope"
}

resource "azurerm_resource_group" "reports" {
  name     = "rg-contoso-reports"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "stock" {
  name     = "rg-contoso-stock"
  location = "northeurope"
}

resource "azurerm_resource_group" "west" {
  name     = "rg-contoso-west"
  location = "westeurope"
}

resource "azurerm_role_assignment" "reports_main_load_balancer_subnet" {
  scope                = azurerm_subnet.reports_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.reports_main.principal_id
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

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
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

resource "azurerm_role_assignment" "stock_main_load_balancer_subnet" {
  scope                = azurerm_subnet.stock_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_subnet_system" {
  scope                = azurerm_subnet.stock_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "north_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.north.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route" "reports_from_north" {
  name                   = "to-reports"
  resource_group_name    = azurerm_resource_group.north.name
  address_prefix         = "10.2.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route" "reports_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.reports.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.reports_main.name
}

resource "azurerm_route" "shop_from_north" {
  name                   = "to-shop"
  resource_group_name    = azurerm_resource_group.north.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route" "shop_gateway_internal_users-10-9-0-0-16" {
  name                   = "users-10-9-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.9.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_internal.name
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

resource "azurerm_route" "stock_gateway_internal_users-10-1-0-0-16" {
  name                   = "users-10-1-0-0-16"
  resource_group_name    = azurerm_resource_group.stock.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.stock_gateway_internal.name
}

resource "azurerm_route" "stock_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.stock.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.stock_main.name
}

resource "azurerm_route" "west_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.west.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.west_firewall_routes.name
}

resource "azurerm_route_table" "north_firewall_routes" {
  name                          = "rt-contoso-north-firewall"
  resource_group_name           = azurerm_resource_group.north.name
  location                      = azurerm_resource_group.north.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "reports_main" {
  name                          = "rt-contoso-reports-main"
  resource_group_name           = azurerm_resource_group.reports.name
  location                      = azurerm_resource_group.reports.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_internal" {
  name                          = "rt-contoso-shop-gateway-internal"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-contoso-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "stock_gateway_internal" {
  name                          = "rt-contoso-stock-gateway-internal"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "stock_main" {
  name                          = "rt-contoso-stock-main"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "west_firewall_routes" {
  name                          = "rt-contoso-west-firewall"
  resource_group_name           = azurerm_resource_group.west.name
  location                      = azurerm_resource_group.west.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "north_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.north.name
  virtual_network_name            = azurerm_virtual_network.north.name
  address_prefixes                = ["10.8.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "reports_load_balancers" {
  name                                          = "snet-contoso-reports-load-balancers"
  resource_group_name                           = azurerm_resource_group.reports.name
  virtual_network_name                          = azurerm_virtual_network.reports.name
  address_prefixes                              = ["10.2.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "reports_main_system" {
  name                            = "snet-contoso-reports-main-system"
  resource_group_name             = azurerm_resource_group.reports.name
  virtual_network_name            = azurerm_virtual_network.reports.name
  address_prefixes                = ["10.2.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_internal" {
  name                            = "snet-contoso-shop-gateway-internal"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "applicationGateways"

    service_delegation {
      name    = "Microsoft.Network/applicationGateways"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_load_balancers" {
  name                                          = "snet-contoso-shop-load-balancers"
  resource_group_name                           = azurerm_resource_group.shop.name
  virtual_network_name                          = azurerm_virtual_network.shop.name
  address_prefixes                              = ["10.1.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-contoso-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "stock_gateway_internal" {
  name                            = "snet-contoso-stock-gateway-internal"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.255.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "applicationGateways"

    service_delegation {
      name    = "Microsoft.Network/applicationGateways"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "stock_load_balancers" {
  name                                          = "snet-contoso-stock-load-balancers"
  resource_group_name                           = azurerm_resource_group.stock.name
  virtual_network_name                          = azurerm_virtual_network.stock.name
  address_prefixes                              = ["10.9.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "stock_main_system" {
  name                            = "snet-contoso-stock-main-system"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "reports_load_balancers" {
  network_security_group_id = azurerm_network_security_group.reports_load_balancers.id
  subnet_id                 = azurerm_subnet.reports_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "reports_main_system" {
  network_security_group_id = azurerm_network_security_group.reports_main_system.id
  subnet_id                 = azurerm_subnet.reports_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_internal" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_internal.id
  subnet_id                 = azurerm_subnet.shop_gateway_internal.id
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "stock_gateway_internal" {
  network_security_group_id = azurerm_network_security_group.stock_gateway_internal.id
  subnet_id                 = azurerm_subnet.stock_gateway_internal.id
}

resource "azurerm_subnet_network_security_group_association" "stock_load_balancers" {
  network_security_group_id = azurerm_network_security_group.stock_load_balancers.id
  subnet_id                 = azurerm_subnet.stock_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "stock_main_system" {
  network_security_group_id = azurerm_network_security_group.stock_main_system.id
  subnet_id                 = azurerm_subnet.stock_main_system.id
}

resource "azurerm_subnet_route_table_association" "north_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.north_firewall_routes.id
  subnet_id      = azurerm_subnet.north_AzureFirewallSubnet.id

  depends_on = [azurerm_route.north_firewall_routes_internet]
}

resource "azurerm_subnet_route_table_association" "reports_main_system" {
  route_table_id = azurerm_route_table.reports_main.id
  subnet_id      = azurerm_subnet.reports_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.reports_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_internal" {
  route_table_id = azurerm_route_table.shop_gateway_internal.id
  subnet_id      = azurerm_subnet.shop_gateway_internal.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_internal]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "stock_gateway_internal" {
  route_table_id = azurerm_route_table.stock_gateway_internal.id
  subnet_id      = azurerm_subnet.stock_gateway_internal.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_gateway_internal]
}

resource "azurerm_subnet_route_table_association" "stock_main_system" {
  route_table_id = azurerm_route_table.stock_main.id
  subnet_id      = azurerm_subnet.stock_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_main_system]
}

resource "azurerm_subnet_route_table_association" "west_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.west_firewall_routes.id
  subnet_id      = azurerm_subnet.west_AzureFirewallSubnet.id

  depends_on = [azurerm_route.west_firewall_routes_internet]
}

resource "azurerm_user_assigned_identity" "reports_main" {
  name                = "id-contoso-reports-main"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "stock_main" {
  name                = "id-contoso-stock-main"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_virtual_network" "north" {
  name                = "vnet-contoso-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  address_space       = ["10.8.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "reports" {
  name                = "vnet-contoso-reports"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
  address_space       = ["10.2.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-contoso-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "stock" {
  name                = "vnet-contoso-stock"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  address_space       = ["10.9.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "west" {
  name                = "vnet-contoso-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "reports_peering_from_hub" {
  name                      = "peer-contoso-west-to-reports"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.reports.id

  depends_on = [
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.west_AzureFirewallSubnet,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
    azurerm_subnet.reports_load_balancers,
    azurerm_subnet_network_security_group_association.reports_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "reports_peering_to_hub" {
  name                      = "peer-contoso-reports-to-west"
  resource_group_name       = azurerm_resource_group.reports.name
  virtual_network_name      = azurerm_virtual_network.reports.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.reports_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-contoso-west-to-shop"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.west_AzureFirewallSubnet,
    azurerm_subnet.shop_gateway_internal,
    azurerm_subnet_network_security_group_association.shop_gateway_internal,
    azurerm_subnet_route_table_association.shop_gateway_internal,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-contoso-shop-to-west"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "stock_peering_from_hub" {
  name                      = "peer-contoso-north-to-stock"
  resource_group_name       = azurerm_resource_group.north.name
  virtual_network_name      = azurerm_virtual_network.north.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.stock.id

  depends_on = [
    azurerm_subnet.north_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.north_AzureFirewallSubnet,
    azurerm_subnet.stock_gateway_internal,
    azurerm_subnet_network_security_group_association.stock_gateway_internal,
    azurerm_subnet_route_table_association.stock_gateway_internal,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
    azurerm_subnet.stock_load_balancers,
    azurerm_subnet_network_security_group_association.stock_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "stock_peering_to_hub" {
  name                      = "peer-contoso-stock-to-north"
  resource_group_name       = azurerm_resource_group.stock.name
  virtual_network_name      = azurerm_virtual_network.stock.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.north.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.stock_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "west_peering_north_from" {
  name                      = "peer-contoso-north-to-west"
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
  name                      = "peer-contoso-west-to-north"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.north.id

  depends_on = [azurerm_virtual_network_peering.west_peering_north_from]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_internal" {
  name                = "waf-contoso-shop-internal"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  managed_rules {
    managed_rule_set {
      type    = "Microsoft_DefaultRuleSet"
      version = "2.1"
    }

    managed_rule_set {
      type    = "Microsoft_BotManagerRuleSet"
      version = "1.1"
    }
  }

  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
}

resource "azurerm_web_application_firewall_policy" "stock_gateway_internal" {
  name                = "waf-contoso-stock-internal"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  managed_rules {
    managed_rule_set {
      type    = "Microsoft_DefaultRuleSet"
      version = "2.1"
    }

    managed_rule_set {
      type    = "Microsoft_BotManagerRuleSet"
      version = "1.1"
    }
  }

  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
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

output "shop_internal_gateway_id" {
  description = "Id of the gateway internal."
  value       = azurerm_application_gateway.shop_gateway_internal.id
}

output "shop_internal_gateway_private_ip" {
  description = "Private address of the gateway internal."
  value       = "10.1.255.254"
}

output "shop_internal_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_internal.id
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

output "stock_internal_gateway_id" {
  description = "Id of the gateway internal."
  value       = azurerm_application_gateway.stock_gateway_internal.id
}

output "stock_internal_gateway_private_ip" {
  description = "Private address of the gateway internal."
  value       = "10.9.255.254"
}

output "stock_internal_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.stock_gateway_internal.id
}

output "stock_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.stock_main.id
}

output "stock_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.stock_main.id
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
