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
  resource_provider_registrations = "none"
  storage_use_azuread             = true

  features {}
}

provider "azurerm" {
  alias = "appliance"

  resource_provider_registrations = "none"
  storage_use_azuread             = true
  subscription_id                 = "11111111-0000-4000-8000-000000000001"

  features {}
}

data "azurerm_client_config" "shop_gateway_edge_tls" {}

data "azurerm_key_vault_secret" "circuits_gateway_main" {
  name         = "circuit"
  key_vault_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-own"
}

data "azurerm_key_vault_secret" "vpn_gateway_porto" {
  name         = "porto"
  key_vault_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-own"
}

data "azurerm_key_vault_secret" "wan_gateway_main" {
  name         = "wan"
  key_vault_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-own"
}

resource "azurerm_application_gateway" "branch_gateway_edge" {
  name                = "agw-networks-branch-edge"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.branch_gateway_edge.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.25.254.10"]
  }

  backend_http_settings {
    name                  = "main"
    cookie_based_affinity = "Disabled"
    port                  = 8080
    probe_name            = "main"
    protocol              = "Http"
    request_timeout       = 30

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.branch_gateway_edge.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.25.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.branch_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.branch_gateway_edge.id
  }

  http_listener {
    name                           = "main-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    host_names                     = ["branch.contoso.com"]
    protocol                       = "Http"
  }

  http_listener {
    name                           = "main-private-http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
    host_names                     = ["branch.contoso.com"]
    protocol                       = "Http"
  }

  probe {
    name                = "main"
    host                = "branch.contoso.com"
    interval            = 10
    path                = "/alive"
    protocol            = "Http"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  request_routing_rule {
    name                       = "main-public-http"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-public-http"
    priority                   = 100
    rule_type                  = "Basic"
  }

  request_routing_rule {
    name                       = "main-private-http"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-private-http"
    priority                   = 110
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
    azurerm_subnet.branch_gateway_edge,
    azurerm_subnet_network_security_group_association.branch_gateway_edge,
    azurerm_subnet_route_table_association.branch_gateway_edge,
    azurerm_network_security_rule.branch_gateway_edge_gateway-manager,
    azurerm_network_security_rule.branch_gateway_edge_load-balancer,
    azurerm_network_security_rule.branch_gateway_edge_listeners,
    azurerm_network_security_rule.branch_gateway_edge_private-listeners,
    azurerm_network_security_rule.branch_gateway_edge_deny-other-inbound,
    azurerm_route.branch_gateway_edge_default,
    azurerm_route.branch_gateway_edge_private-10-0-0-0-8,
    azurerm_route.branch_gateway_edge_private-172-16-0-0-12,
    azurerm_route.branch_gateway_edge_private-192-168-0-0-16,
  ]
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  name                = "agw-own"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name = "empty"
  }

  backend_http_settings {
    name                  = "http"
    cookie_based_affinity = "Disabled"
    port                  = 80
    protocol              = "Http"
    request_timeout       = 30
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.shop_gateway_edge.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.8.250.9"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_edge.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_gateway_edge_tls.id]
    type         = "UserAssigned"
  }

  request_routing_rule {
    name                       = "empty"
    backend_address_pool_name  = "empty"
    backend_http_settings_name = "http"
    http_listener_name         = "http"
    priority                   = 20000
    rule_type                  = "Basic"
  }

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_certificate {
    name                = "shop"
    key_vault_secret_id = azurerm_key_vault_certificate.shop_gateway_edge_tls_certificate_shop.versionless_secret_id
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101"
    policy_type = "Predefined"
  }

  lifecycle {
    ignore_changes = [
      tags,
      backend_address_pool,
      backend_http_settings,
      frontend_port,
      http_listener,
      probe,
      redirect_configuration,
      request_routing_rule,
      rewrite_rule_set,
      ssl_certificate,
      url_path_map,
    ]
  }

  depends_on = [
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_private_endpoint.shop_private_endpoints_gateway_edge,
    azurerm_role_assignment.shop_gateway_edge_tls_deployer,
    azurerm_role_assignment.shop_gateway_edge_tls_secrets,
    azurerm_key_vault_certificate.shop_gateway_edge_tls_certificate_shop,
  ]
}

resource "azurerm_bastion_host" "circuits_bastion" {
  name                = "bas-networks-circuits"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  sku                 = "Developer"
  virtual_network_id  = azurerm_virtual_network.circuits.id
}

resource "azurerm_bastion_host" "vpn_bastion" {
  name                = "bas-own"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  scale_units         = 4
  sku                 = "Standard"
  tunneling_enabled   = true
  zones               = ["1", "3"]

  ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-bastion"
    subnet_id            = azurerm_subnet.vpn_AzureBastionSubnet.id
  }

  depends_on = [
    azurerm_subnet.vpn_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.vpn_AzureBastionSubnet,
  ]
}

resource "azurerm_express_route_connection" "wan_gateway_main" {
  name                             = "con-networks-wan-main"
  authorization_key                = data.azurerm_key_vault_secret.wan_gateway_main.value
  express_route_circuit_peering_id = "/subscriptions/22222222-0000-4000-8000-000000000001/resourceGroups/rg-er/providers/Microsoft.Network/expressRouteCircuits/erc-wan/peerings/AzurePrivatePeering"
  express_route_gateway_id         = azurerm_express_route_gateway.wan_gateway.id
  routing_weight                   = 9

  depends_on = [azurerm_virtual_hub_routing_intent.wan]
}

resource "azurerm_express_route_gateway" "wan_gateway" {
  name                = "ergw-own"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  scale_units         = 4
  virtual_hub_id      = azurerm_virtual_hub.wan.id

  depends_on = [azurerm_firewall.wan_firewall]
}

resource "azurerm_firewall" "circuits_firewall" {
  name                = "afw-networks-circuits"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  firewall_policy_id  = azurerm_firewall_policy.circuits_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Basic"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.circuits_firewall_1.id
    subnet_id            = azurerm_subnet.circuits_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.circuits_firewall_2.id
  }

  management_ip_configuration {
    name                 = "management"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-management"
    subnet_id            = azurerm_subnet.circuits_AzureFirewallManagementSubnet.id
  }
}

resource "azurerm_firewall" "vpn_firewall" {
  name                = "afw-own"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  firewall_policy_id  = azurerm_firewall_policy.vpn_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  zones               = ["1", "2"]

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-one"
    subnet_id            = azurerm_subnet.vpn_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-two"
  }
}

resource "azurerm_firewall" "wan_firewall" {
  name                = "afw-networks-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  firewall_policy_id  = azurerm_firewall_policy.wan_firewall.id
  sku_name            = "AZFW_Hub"
  sku_tier            = "Premium"
  zones               = ["1", "2", "3"]

  virtual_hub {
    public_ip_count = 3
    virtual_hub_id  = azurerm_virtual_hub.wan.id
  }
}

resource "azurerm_firewall_policy" "circuits_firewall" {
  name                = "afwp-networks-circuits"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  sku                 = "Basic"
}

resource "azurerm_firewall_policy" "vpn_firewall" {
  name                     = "afwp-own"
  resource_group_name      = azurerm_resource_group.vpn.name
  location                 = azurerm_resource_group.vpn.location
  sku                      = "Premium"
  threat_intelligence_mode = "Off"

  dns {
    proxy_enabled = true
  }

  intrusion_detection {
    mode = "Deny"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_firewall_policy" "wan_firewall" {
  name                = "afwp-networks-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  sku                 = "Premium"

  dns {
    proxy_enabled = true
    servers       = ["10.25.3.4"]
  }

  intrusion_detection {
    mode = "Alert"
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "branch_gateway_edge_on_premises" {
  name               = "rcg-networks-branch-edge-on-premises"
  firewall_policy_id = azurerm_firewall_policy.wan_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "edge"
      destination_addresses = ["10.25.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.26.1.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "branch_main" {
  name               = "rcg-networks-branch-main"
  firewall_policy_id = azurerm_firewall_policy.wan_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.25.0.0/24"]

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
      source_addresses  = ["10.25.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "circuits_jump-host" {
  name               = "rcg-networks-circuits-jump-host"
  firewall_policy_id = azurerm_firewall_policy.circuits_firewall.id
  priority           = 700

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name             = "ubuntu-updates"
      source_addresses = ["10.16.3.240/28"]

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
      source_addresses  = ["10.16.3.240/28"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "azure"
      destination_fqdns = ["management.azure.com", "login.microsoftonline.com", "pas.windows.net"]
      source_addresses  = ["10.16.3.240/28"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "cluster-tools"
      source_addresses = ["10.16.3.240/28"]

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

  network_rule_collection {
    name     = "allow-network"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "dns-udp"
      destination_addresses = ["10.16.3.4", "10.16.3.5"]
      destination_ports     = ["53"]
      protocols             = ["UDP"]
      source_addresses      = ["10.16.3.240/28"]
    }

    rule {
      name                  = "dns-tcp"
      destination_addresses = ["10.16.3.4", "10.16.3.5"]
      destination_ports     = ["53"]
      protocols             = ["TCP"]
      source_addresses      = ["10.16.3.240/28"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "pods_main_pod_access" {
  name               = "rcg-networks-pods-main-pods"
  firewall_policy_id = azurerm_firewall_policy.circuits_firewall.id
  priority           = 11000

  network_rule_collection {
    name     = "to-pods"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "main"
      destination_addresses = ["10.17.64.0/20"]
      destination_ports     = ["*"]
      protocols             = ["Any"]
      source_addresses      = ["172.20.1.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_edge_on_premises" {
  name               = "rcg-networks-shop-edge-on-premises"
  firewall_policy_id = azurerm_firewall_policy.vpn_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "edge"
      destination_addresses = ["10.8.250.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["192.168.0.0/16", "10.7.0.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-networks-shop-main"
  firewall_policy_id = azurerm_firewall_policy.vpn_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.8.65.0/24", "10.8.66.0/24"]

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
      source_addresses  = ["10.8.65.0/24", "10.8.66.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "windows-https"
      destination_fqdns = ["onegetcdn.azureedge.net", "go.microsoft.com"]
      source_addresses  = ["10.8.66.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "windows-http"
      source_addresses = ["10.8.66.0/24"]

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

    rule {
      name             = "monitoring-logs"
      source_addresses = ["10.8.65.0/24", "10.8.66.0/24"]

      destination_fqdns = [
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "dc.services.visualstudio.com",
        "*.monitoring.azure.com",
        "*.ingest.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
        "westeurope.handler.control.monitor.azure.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "azure-policy"
      source_addresses = ["10.8.65.0/24", "10.8.66.0/24"]

      destination_fqdns = [
        "data.policy.core.windows.net",
        "store.policy.core.windows.net",
        "dc.services.visualstudio.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "key-vault"
      destination_fqdns = ["*.vault.azure.net"]
      source_addresses  = ["10.8.65.0/24", "10.8.66.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "registry-docker-hub"
      source_addresses = ["10.8.65.0/24", "10.8.66.0/24"]

      destination_fqdns = [
        "docker.io",
        "registry-1.docker.io",
        "auth.docker.io",
        "production.cloudflare.docker.com",
        "production.cloudfront.docker.com",
        "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-quay"
      destination_fqdns = ["quay.io", "*.quay.io"]
      source_addresses  = ["10.8.65.0/24", "10.8.66.0/24"]

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
      destination_addresses = ["192.168.7.0/24"]
      destination_ports     = ["1521"]
      protocols             = ["TCP"]
      source_addresses      = ["10.8.65.0/24", "10.8.66.0/24"]
    }

    rule {
      name              = "allow-mail"
      destination_fqdns = ["smtp.contoso.com"]
      destination_ports = ["587"]
      protocols         = ["TCP"]
      source_addresses  = ["10.8.65.0/24", "10.8.66.0/24"]
    }

    rule {
      name                  = "allow-store"
      destination_addresses = ["Storage.NorthEurope"]
      destination_ports     = ["443", "445"]
      protocols             = ["TCP"]
      source_addresses      = ["10.8.65.0/24", "10.8.66.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "vpn_jump-host" {
  name               = "rcg-networks-vpn-jump-host"
  firewall_policy_id = azurerm_firewall_policy.vpn_firewall.id
  priority           = 700

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name             = "ubuntu-updates"
      source_addresses = ["10.0.2.0/29"]

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
      source_addresses  = ["10.0.2.0/29"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "azure"
      destination_fqdns = ["management.azure.com", "login.microsoftonline.com", "pas.windows.net"]
      source_addresses  = ["10.0.2.0/29"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "cluster-tools"
      source_addresses = ["10.0.2.0/29"]

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

resource "azurerm_firewall_policy_rule_collection_group" "vpn_publish" {
  name               = "rcg-networks-vpn-publish"
  firewall_policy_id = azurerm_firewall_policy.vpn_firewall.id
  priority           = 500

  nat_rule_collection {
    name     = "publish"
    action   = "Dnat"
    priority = 100

    rule {
      name                = "feed"
      destination_address = "203.0.113.2"
      destination_ports   = ["5671"]
      protocols           = ["TCP"]
      source_addresses    = ["198.51.100.0/24"]
      translated_address  = "10.8.254.11"
      translated_port     = 8671
    }

    rule {
      name                = "lookups"
      destination_address = "203.0.113.1"
      destination_ports   = ["54"]
      protocols           = ["TCP"]
      source_ip_groups    = [azurerm_ip_group.vpn_firewall_ip_groups_callers.id]
      translated_address  = "10.8.254.13"
      translated_port     = 54
    }

    rule {
      name                = "names"
      destination_address = "203.0.113.1"
      destination_ports   = ["53"]
      protocols           = ["UDP"]
      source_addresses    = ["*"]
      translated_address  = "10.8.254.12"
      translated_port     = 53
    }
  }
}

resource "azurerm_ip_group" "vpn_firewall_ip_groups_callers" {
  name                = "ipg-networks-vpn-callers"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  cidrs               = ["198.51.100.0/24", "203.0.113.16/28"]
}

resource "azurerm_key_vault" "shop_gateway_edge_tls" {
  name                          = "kv-networks-shop-d6d777"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  public_network_access_enabled = false
  purge_protection_enabled      = true
  rbac_authorization_enabled    = true
  sku_name                      = "standard"
  tenant_id                     = data.azurerm_client_config.shop_gateway_edge_tls.tenant_id

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault_certificate" "shop_gateway_edge_tls_certificate_shop" {
  name         = "shop"
  key_vault_id = azurerm_key_vault.shop_gateway_edge_tls.id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }

    key_properties {
      exportable = true
      key_size   = 2048
      key_type   = "RSA"
      reuse_key  = false
    }

    lifetime_action {
      action {
        action_type = "AutoRenew"
      }

      trigger {
        days_before_expiry = 30
      }
    }

    secret_properties {
      content_type = "application/x-pkcs12"
    }

    x509_certificate_properties {
      extended_key_usage = ["1.3.6.1.5.5.7.3.1"]
      key_usage          = ["digitalSignature", "keyEncipherment"]
      subject            = "CN=shop.contoso.com"
      validity_in_months = 12

      subject_alternative_names {
        dns_names = ["shop.contoso.com"]
      }
    }
  }

  lifecycle {
    ignore_changes = [certificate_policy]
  }

  depends_on = [
    azurerm_private_endpoint.shop_private_endpoints_gateway_edge,
    azurerm_role_assignment.shop_gateway_edge_tls_deployer,
    azurerm_role_assignment.shop_gateway_edge_tls_secrets,
  ]
}

resource "azurerm_kubernetes_cluster" "branch_main" {
  name                                = "aks-networks-branch-main"
  resource_group_name                 = azurerm_resource_group.branch.name
  location                            = azurerm_resource_group.branch.location
  dns_prefix                          = "aks-networks-branch-main"
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
    vnet_subnet_id              = azurerm_subnet.branch_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.branch_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.160.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_hub_connection.branch_connection,
    azurerm_firewall_policy_rule_collection_group.branch_main,
    azurerm_route.branch_main_default,
    azurerm_subnet.branch_main_system,
    azurerm_subnet_network_security_group_association.branch_main_system,
    azurerm_subnet_route_table_association.branch_main_system,
    azurerm_role_assignment.branch_main_subnet_system,
    azurerm_role_assignment.branch_main_load_balancer_subnet,
    azurerm_subnet.branch_load_balancers,
    azurerm_subnet_network_security_group_association.branch_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "plant_main" {
  name                                = "aks-networks-plant-main"
  resource_group_name                 = azurerm_resource_group.plant.name
  location                            = azurerm_resource_group.plant.location
  dns_prefix                          = "aks-networks-plant-main"
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
    vnet_subnet_id              = azurerm_subnet.plant_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.plant_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.161.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.plant_peering_to_hub,
    azurerm_route.plant_main_default,
    azurerm_subnet.plant_main_system,
    azurerm_subnet_network_security_group_association.plant_main_system,
    azurerm_subnet_route_table_association.plant_main_system,
    azurerm_role_assignment.plant_main_subnet_system,
    azurerm_role_assignment.plant_main_load_balancer_subnet,
    azurerm_subnet.plant_load_balancers,
    azurerm_subnet_network_security_group_association.plant_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "pods_burst" {
  name                                = "aks-networks-pods-burst"
  resource_group_name                 = azurerm_resource_group.pods.name
  location                            = azurerm_resource_group.pods.location
  dns_prefix                          = "aks-networks-pods-burst"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  aci_connector_linux {
    subnet_name = azurerm_subnet.pods_burst_virtual_nodes.name
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.pods_burst_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.pods_burst.id]
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
      managed_outbound_ip_count = 3
      outbound_ports_allocated  = 1024
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.pods_peering_from_hub,
    azurerm_virtual_network_peering.pods_peering_to_hub,
    azurerm_subnet.pods_burst_system,
    azurerm_subnet_network_security_group_association.pods_burst_system,
    azurerm_role_assignment.pods_burst_subnet_system,
  ]
}

resource "azurerm_kubernetes_cluster" "pods_main" {
  name                                = "aks-networks-pods-main"
  resource_group_name                 = azurerm_resource_group.pods.name
  location                            = azurerm_resource_group.pods.location
  dns_prefix                          = "aks-networks-pods-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    pod_subnet_id               = azurerm_subnet.pods_main_system_pods.id
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.pods_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.pods_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userAssignedNATGateway"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.pods_peering_from_hub,
    azurerm_virtual_network_peering.pods_peering_to_hub,
    azurerm_nat_gateway_public_ip_association.pods_main_ip_1,
    azurerm_nat_gateway_public_ip_association.pods_main_ip_2,
    azurerm_nat_gateway_public_ip_prefix_association.pods_main,
    azurerm_subnet_nat_gateway_association.pods_main_system,
    azurerm_subnet_nat_gateway_association.pods_main_system_pods,
    azurerm_route.pods_main_callers-172-20-1-0-24,
    azurerm_subnet.pods_main_system,
    azurerm_subnet_network_security_group_association.pods_main_system,
    azurerm_subnet_nat_gateway_association.pods_main_system,
    azurerm_subnet_route_table_association.pods_main_system,
    azurerm_subnet.pods_main_system_pods,
    azurerm_subnet_network_security_group_association.pods_main_system_pods,
    azurerm_subnet_nat_gateway_association.pods_main_system_pods,
    azurerm_subnet_route_table_association.pods_main_system_pods,
    azurerm_role_assignment.pods_main_subnet_system,
    azurerm_role_assignment.pods_main_pods_system,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-networks-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  azure_policy_enabled                = true
  dns_prefix_private_cluster          = "aks-networks-shop-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.vpn_aks_zone_westeurope.id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  api_server_access_profile {
    subnet_id                           = azurerm_subnet.shop_main_api_server.id
    virtual_network_integration_enabled = true
  }

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

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_edge.id
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "7m"
  }

  network_profile {
    dns_service_ip      = "172.16.0.53"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.shop_main_logs_workspace.id
    msi_auth_for_monitoring_enabled = true
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_private_dns_zone_virtual_network_link.vpn_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.shop_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.shop_main_api_server,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_win,
    azurerm_subnet_network_security_group_association.shop_main_win,
    azurerm_subnet_route_table_association.shop_main_win,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_subnet_win,
    azurerm_role_assignment.shop_main_api_server,
    azurerm_role_assignment.shop_main_dns_zone,
    azurerm_role_assignment.shop_main_network,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "shop_main_win" {
  name                        = "win"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.shop_main.id
  max_count                   = 4
  min_count                   = 1
  mode                        = "User"
  os_type                     = "Windows"
  temporary_name_for_rotation = "wint"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.shop_main_win.id

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_linux_virtual_machine" "circuits_jump-host" {
  name                            = "vm-networks-circuits-jump-host"
  resource_group_name             = azurerm_resource_group.circuits.name
  location                        = azurerm_resource_group.circuits.location
  admin_username                  = "azureuser"
  disable_password_authentication = true
  network_interface_ids           = [azurerm_network_interface.circuits_jump-host.id]
  patch_assessment_mode           = "AutomaticByPlatform"
  patch_mode                      = "AutomaticByPlatform"
  secure_boot_enabled             = true
  size                            = "Standard_B2s_v2"
  vtpm_enabled                    = true

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

resource "azurerm_linux_virtual_machine" "vpn_jump-host" {
  name                            = "vm-own"
  resource_group_name             = azurerm_resource_group.vpn.name
  location                        = azurerm_resource_group.vpn.location
  admin_username                  = "azureuser"
  disable_password_authentication = true
  network_interface_ids           = [azurerm_network_interface.vpn_jump-host.id]
  patch_assessment_mode           = "AutomaticByPlatform"
  patch_mode                      = "AutomaticByPlatform"
  secure_boot_enabled             = true
  size                            = "Standard_D2s_v5"
  vtpm_enabled                    = true
  zone                            = "2"

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

resource "azurerm_local_network_gateway" "vpn_gateway_berlin" {
  name                = "lgw-networks-vpn-berlin"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  gateway_address     = "203.0.113.10"

  bgp_settings {
    asn                 = 64901
    bgp_peering_address = "192.168.0.1"
  }
}

resource "azurerm_local_network_gateway" "vpn_gateway_porto" {
  name                = "lgw-networks-vpn-porto"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  address_space       = ["192.168.1.0/24", "192.168.2.0/24"]
  gateway_fqdn        = "vpn.porto.contoso.com"
}

resource "azurerm_log_analytics_workspace" "shop_main_logs_workspace" {
  name                = "log-networks-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  retention_in_days   = 40
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_data_collection_rule" "shop_main_logs" {
  name                = "dcr-networks-shop-main-logs"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  kind                = "Linux"

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
  }

  data_sources {
    extension {
      name           = "container-insights"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = azurerm_log_analytics_workspace.shop_main_logs_workspace.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "shop_main_logs" {
  name                    = "ContainerInsightsExtension"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.shop_main_logs.id
  target_resource_id      = azurerm_kubernetes_cluster.shop_main.id
}

resource "azurerm_nat_gateway" "pods_main" {
  name                    = "ng-networks-pods-main"
  resource_group_name     = azurerm_resource_group.pods.name
  location                = azurerm_resource_group.pods.location
  idle_timeout_in_minutes = 9
  sku_name                = "Standard"
  zones                   = ["2"]
}

resource "azurerm_nat_gateway_public_ip_association" "pods_main_ip_1" {
  nat_gateway_id       = azurerm_nat_gateway.pods_main.id
  public_ip_address_id = azurerm_public_ip.pods_main_nat_1.id
}

resource "azurerm_nat_gateway_public_ip_association" "pods_main_ip_2" {
  nat_gateway_id       = azurerm_nat_gateway.pods_main.id
  public_ip_address_id = azurerm_public_ip.pods_main_nat_2.id
}

resource "azurerm_nat_gateway_public_ip_prefix_association" "pods_main" {
  nat_gateway_id      = azurerm_nat_gateway.pods_main.id
  public_ip_prefix_id = azurerm_public_ip_prefix.pods_main_nat_prefix.id
}

resource "azurerm_network_interface" "circuits_jump-host" {
  name                = "nic-networks-circuits-jump-host"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location

  ip_configuration {
    name                          = "private"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = azurerm_subnet.circuits_jump-host.id
  }

  depends_on = [
    azurerm_subnet.circuits_jump-host,
    azurerm_subnet_network_security_group_association.circuits_jump-host,
    azurerm_subnet_route_table_association.circuits_jump-host,
  ]
}

resource "azurerm_network_interface" "vpn_jump-host" {
  name                = "nic-networks-vpn-jump-host"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location

  ip_configuration {
    name                          = "private"
    private_ip_address_allocation = "Dynamic"
    subnet_id                     = azurerm_subnet.vpn_jump-host.id
  }

  depends_on = [
    azurerm_subnet.vpn_jump-host,
    azurerm_subnet_network_security_group_association.vpn_jump-host,
    azurerm_subnet_route_table_association.vpn_jump-host,
  ]
}

resource "azurerm_network_security_group" "branch_gateway_edge" {
  name                = "nsg-networks-branch-gateway-edge"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_network_security_group" "branch_load_balancers" {
  name                = "nsg-networks-branch-load-balancers"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_network_security_group" "branch_main_system" {
  name                = "nsg-networks-branch-main-system"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_network_security_group" "circuits_jump-host" {
  name                = "nsg-networks-circuits-jump-host"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
}

resource "azurerm_network_security_group" "plant_load_balancers" {
  name                = "nsg-networks-plant-load-balancers"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
}

resource "azurerm_network_security_group" "plant_main_system" {
  name                = "nsg-networks-plant-main-system"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
}

resource "azurerm_network_security_group" "pods_burst_system" {
  name                = "nsg-networks-pods-burst-system"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
}

resource "azurerm_network_security_group" "pods_main_system" {
  name                = "nsg-networks-pods-main-system"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
}

resource "azurerm_network_security_group" "shop_load_balancers" {
  name                = "nsg-networks-shop-load-balancers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-networks-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_win" {
  name                = "nsg-networks-shop-main-win"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_private_endpoints" {
  name                = "nsg-networks-shop-private-endpoints"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "vpn_bastion_group" {
  name                = "nsg-networks-vpn-bastion"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
}

resource "azurerm_network_security_group" "vpn_jump-host" {
  name                = "nsg-networks-vpn-jump-host"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
}

resource "azurerm_network_security_rule" "branch_gateway_edge_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_gateway_edge_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_gateway_edge_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.25.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_gateway_edge_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_gateway_edge_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.25.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_gateway_edge.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "10.26.1.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_load_balancers_main-edge" {
  name                        = "main-edge"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.25.254.10"
  destination_port_range      = "8080"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.25.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.branch.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.25.254.10", "10.25.0.0/24"]
  destination_port_range       = "8080"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.branch_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.25.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.25.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.25.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.25.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.25.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "circuits_jump-host_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.circuits.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.circuits_jump-host.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "circuits_jump-host_ssh" {
  name                        = "ssh"
  resource_group_name         = azurerm_resource_group.circuits.name
  access                      = "Allow"
  description                 = "Sessions that Azure Bastion opens."
  destination_address_prefix  = "10.16.3.240/28"
  destination_port_range      = "22"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.circuits_jump-host.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "168.63.129.16/32"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_load_balancers_from-users-of-load-balancers" {
  name                        = "from-users-of-load-balancers"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Users of the spoke's internal load balancers."
  destination_address_prefix  = "10.33.254.0/24"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefixes     = ["172.28.1.0/24", "10.34.0.0/16"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_from-users-of-load-balancers" {
  name                        = "from-users-of-load-balancers"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Users of the spoke's internal load balancers."
  destination_address_prefix  = "10.33.254.0/24"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefixes     = ["172.28.1.0/24", "10.34.0.0/16"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.33.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.33.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.33.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.33.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "plant_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.plant.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.plant_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.17.201.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.17.201.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.17.200.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.17.201.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.17.201.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.17.200.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_burst_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.17.200.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_burst_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.17.200.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_from-callers-of-pods" {
  name                        = "from-callers-of-pods"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Callers outside of the cluster to pods."
  destination_address_prefix  = "10.17.64.0/20"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "172.20.1.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.17.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.17.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.17.64.0/20"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.17.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-azureactivedirectory" {
  name                        = "out-azure-kubernetes-service-azureactivedirectory"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureActiveDirectory"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-azurecloud-westeurope" {
  name                        = "out-azure-kubernetes-service-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-azurefrontdoor-firstparty" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-firstparty"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.FirstParty"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-azurefrontdoor-frontend" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-frontend"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.Frontend"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-azureresourcemanager" {
  name                        = "out-azure-kubernetes-service-azureresourcemanager"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureResourceManager"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 140
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-azure-kubernetes-service-microsoftcontainerregistry" {
  name                        = "out-azure-kubernetes-service-microsoftcontainerregistry"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "MicrosoftContainerRegistry"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-dns-tcp" {
  name                         = "out-dns-tcp"
  resource_group_name          = azurerm_resource_group.pods.name
  access                       = "Allow"
  description                  = "Custom resolvers, over UDP and, for long answers, TCP."
  destination_address_prefixes = ["10.16.3.4", "10.16.3.5"]
  destination_port_range       = "53"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.pods_main_system.name
  priority                     = 180
  protocol                     = "Tcp"
  source_address_prefix        = "*"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_out-dns-udp" {
  name                         = "out-dns-udp"
  resource_group_name          = azurerm_resource_group.pods.name
  access                       = "Allow"
  description                  = "Custom resolvers, over UDP and, for long answers, TCP."
  destination_address_prefixes = ["10.16.3.4", "10.16.3.5"]
  destination_port_range       = "53"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.pods_main_system.name
  priority                     = 170
  protocol                     = "Udp"
  source_address_prefix        = "*"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.17.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.17.64.0/20"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.pods.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.17.64.0/20"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.pods_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.17.64.0/20"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "pods_main_system_to-networks" {
  name                         = "to-networks"
  resource_group_name          = azurerm_resource_group.pods.name
  access                       = "Allow"
  description                  = "The spoke, the networks it is peered with, and the cluster's own pods."
  destination_address_prefixes = ["10.17.0.0/16", "10.16.0.0/22"]
  destination_port_range       = "*"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.pods_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefix        = "*"
  source_port_range            = "*"
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

resource "azurerm_network_security_rule" "shop_load_balancers_published-feed" {
  name                        = "published-feed"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.8.254.11"
  destination_port_range      = "8671"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.1.0/26"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_published-lookups" {
  name                        = "published-lookups"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.8.254.13"
  destination_port_range      = "54"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.1.0/26"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_published-names" {
  name                        = "published-names"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.8.254.12"
  destination_port_range      = "53"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 130
  protocol                    = "Udp"
  source_address_prefix       = "10.0.1.0/26"
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

resource "azurerm_network_security_rule" "shop_main_system_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 180
  protocol                     = "Tcp"
  source_address_prefix        = "10.8.64.0/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 190
  protocol                     = "Tcp"
  source_address_prefix        = "10.8.250.0/24"
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
  priority                    = 170
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefixes      = ["10.8.65.0/24", "10.8.66.0/24"]
  source_port_range            = "*"
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
  priority                    = 140
  protocol                    = "*"
  source_address_prefixes     = ["10.8.65.0/24", "10.8.66.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 160
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
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
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.11", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["8671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_published-lookups" {
  name                         = "published-lookups"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.13", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["54", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 110
  protocol                     = "Tcp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_published-names" {
  name                         = "published-names"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.12", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["53", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 120
  protocol                     = "Udp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_win.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 180
  protocol                     = "Tcp"
  source_address_prefix        = "10.8.64.0/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 190
  protocol                     = "Tcp"
  source_address_prefix        = "10.8.250.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_win.name
  priority                    = 170
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefixes      = ["10.8.65.0/24", "10.8.66.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_win.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefixes     = ["10.8.65.0/24", "10.8.66.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.8.65.0/24", "10.8.66.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 160
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_win.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.11", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["8671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_published-lookups" {
  name                         = "published-lookups"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.13", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["54", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 110
  protocol                     = "Tcp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_win_published-names" {
  name                         = "published-names"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.8.254.12", "10.8.65.0/24", "10.8.66.0/24"]
  destination_port_ranges      = ["53", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_win.name
  priority                     = 120
  protocol                     = "Udp"
  source_address_prefix        = "10.0.1.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_from-hub" {
  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.8.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.0.0/21"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.8.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.8.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_azure-cloud" {
  name                        = "azure-cloud"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Diagnostics and metering."
  destination_address_prefix  = "AzureCloud"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Azure's control plane."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_hosts" {
  name                        = "hosts"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_hosts-2" {
  name                        = "hosts-2"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_https" {
  name                        = "https"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Users, whom Microsoft Entra ID has signed in."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Health probes."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_sessions" {
  name                        = "sessions"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Session information and certificate validation."
  destination_address_prefix  = "Internet"
  destination_port_range      = "80"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_bastion_group_ssh-rdp" {
  name                        = "ssh-rdp"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Machines, whose own groups decide."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["22", "3389"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.vpn_bastion_group.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_jump-host_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_jump-host.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "vpn_jump-host_ssh" {
  name                        = "ssh"
  resource_group_name         = azurerm_resource_group.vpn.name
  access                      = "Allow"
  description                 = "Sessions that Azure Bastion opens."
  destination_address_prefix  = "10.0.2.0/29"
  destination_port_range      = "22"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.vpn_jump-host.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.1.64/26"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone" "vpn_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.vpn.name
}

resource "azurerm_private_dns_zone" "vpn_endpoint_zone_privatelink-vaultcore-azure-net" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = azurerm_resource_group.vpn.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-networks-shop"
  resource_group_name   = azurerm_resource_group.vpn.name
  private_dns_zone_name = azurerm_private_dns_zone.vpn_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-networks-shop"
  resource_group_name   = azurerm_resource_group.vpn.name
  private_dns_zone_name = azurerm_private_dns_zone.vpn_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "vpn_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-networks-vpn"
  resource_group_name   = azurerm_resource_group.vpn.name
  private_dns_zone_name = azurerm_private_dns_zone.vpn_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.vpn.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "vpn_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-networks-vpn"
  resource_group_name   = azurerm_resource_group.vpn.name
  private_dns_zone_name = azurerm_private_dns_zone.vpn_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.vpn.id
}

resource "azurerm_private_endpoint" "shop_private_endpoints_gateway_edge" {
  name                = "pep-networks-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.vpn_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-networks-shop-gateway-edge"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_key_vault.shop_gateway_edge_tls.id
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_private_endpoint" "shop_private_endpoints_secrets" {
  name                = "pep-networks-shop-secrets"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.vpn_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-networks-shop-secrets"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-own"
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_public_ip" "branch_gateway_edge" {
  name                = "pip-networks-branch-edge"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "circuits_firewall_1" {
  name                = "pip-networks-circuits-firewall-1"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "circuits_firewall_2" {
  name                = "pip-networks-circuits-firewall-2"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "pods_main_nat_1" {
  name                = "pip-networks-pods-main-nat-1"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["2"]
}

resource "azurerm_public_ip" "pods_main_nat_2" {
  name                = "pip-networks-pods-main-nat-2"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["2"]
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  name                 = "pip-networks-shop-edge"
  resource_group_name  = azurerm_resource_group.shop.name
  location             = azurerm_resource_group.shop.location
  allocation_method    = "Static"
  ddos_protection_mode = "Enabled"
  sku                  = "Standard"
}

resource "azurerm_public_ip_prefix" "pods_main_nat_prefix" {
  name                = "ippre-networks-pods-main-nat"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
  prefix_length       = 30
  zones               = ["2"]
}

resource "azurerm_resource_group" "branch" {
  name     = "rg-networks-branch"
  location = "northeurope"
}

resource "azurerm_resource_group" "circuits" {
  name     = "rg-networks-circuits"
  location = "westeurope"
}

resource "azurerm_resource_group" "plant" {
  name     = "rg-networks-plant"
  location = "westeurope"
}

resource "azurerm_resource_group" "pods" {
  name     = "rg-networks-pods"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-networks-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "vpn" {
  name     = "rg-networks-vpn"
  location = "westeurope"
}

resource "azurerm_resource_group" "wan" {
  name     = "rg-networks-wan"
  location = "northeurope"
}

resource "azurerm_role_assignment" "branch_main_load_balancer_subnet" {
  scope                = azurerm_subnet.branch_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.branch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "branch_main_subnet_system" {
  scope                = azurerm_subnet.branch_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.branch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "plant_main_load_balancer_subnet" {
  scope                = azurerm_subnet.plant_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.plant_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "plant_main_subnet_system" {
  scope                = azurerm_subnet.plant_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.plant_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pods_burst_subnet_system" {
  scope                = azurerm_subnet.pods_burst_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.pods_burst.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pods_burst_virtual_nodes" {
  scope                = azurerm_subnet.pods_burst_virtual_nodes.id
  description          = "The connector creates container groups on the subnet."
  principal_id         = azurerm_kubernetes_cluster.pods_burst.aci_connector_linux[0].connector_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pods_main_pods_system" {
  scope                = azurerm_subnet.pods_main_system_pods.id
  description          = "Pods take their addresses from the subnet."
  principal_id         = azurerm_user_assigned_identity.pods_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "pods_main_subnet_system" {
  scope                = azurerm_subnet.pods_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.pods_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_gateway_edge_tls_deployer" {
  scope                = azurerm_key_vault.shop_gateway_edge_tls.id
  description          = "Whoever applies this configuration makes the certificates."
  principal_id         = data.azurerm_client_config.shop_gateway_edge_tls.object_id
  role_definition_name = "Key Vault Certificates Officer"
}

resource "azurerm_role_assignment" "shop_gateway_edge_tls_secrets" {
  scope                = azurerm_key_vault.shop_gateway_edge_tls.id
  description          = "The gateway fetches its certificates."
  principal_id         = azurerm_user_assigned_identity.shop_gateway_edge_tls.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_gateway" {
  scope                = azurerm_application_gateway.shop_gateway_edge.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_resource_group" {
  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_subnet" {
  scope                = azurerm_subnet.shop_gateway_edge.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_tls_identity" {
  scope                = azurerm_user_assigned_identity.shop_gateway_edge_tls.id
  description          = "Each write of the gateway assigns the identity that fetches its certificates."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Managed Identity Operator"
}

resource "azurerm_role_assignment" "shop_main_api_server" {
  scope                = azurerm_subnet.shop_main_api_server.id
  description          = "AKS puts the API server into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_dns_zone" {
  scope                = azurerm_private_dns_zone.vpn_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_network" {
  scope                = azurerm_virtual_network.shop.id
  description          = "AKS links the zone to the cluster's network."
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

resource "azurerm_role_assignment" "shop_main_subnet_win" {
  scope                = azurerm_subnet.shop_main_win.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "branch_gateway_edge_default" {
  name                = "default"
  resource_group_name = azurerm_resource_group.branch.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.branch_gateway_edge.name
}

resource "azurerm_route" "branch_gateway_edge_private-10-0-0-0-8" {
  name                   = "private-10-0-0-0-8"
  resource_group_name    = azurerm_resource_group.branch.name
  address_prefix         = "10.0.0.0/8"
  next_hop_in_ip_address = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.branch_gateway_edge.name
}

resource "azurerm_route" "branch_gateway_edge_private-172-16-0-0-12" {
  name                   = "private-172-16-0-0-12"
  resource_group_name    = azurerm_resource_group.branch.name
  address_prefix         = "172.16.0.0/12"
  next_hop_in_ip_address = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.branch_gateway_edge.name
}

resource "azurerm_route" "branch_gateway_edge_private-192-168-0-0-16" {
  name                   = "private-192-168-0-0-16"
  resource_group_name    = azurerm_resource_group.branch.name
  address_prefix         = "192.168.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.branch_gateway_edge.name
}

resource "azurerm_route" "branch_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.branch.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.branch_main.name
}

resource "azurerm_route" "circuits_jump-host_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.circuits.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.circuits_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.circuits_jump-host.name
}

resource "azurerm_route" "plant_from_on_premises" {
  provider = azurerm.appliance

  name                   = "to-plant"
  resource_group_name    = "rg-hub"
  address_prefix         = "10.33.0.0/16"
  next_hop_in_ip_address = "10.32.0.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = "rt-gateway"
}

resource "azurerm_route" "plant_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.plant.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = "10.32.0.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.plant_main.name
}

resource "azurerm_route" "pods_from_on_premises" {
  name                   = "to-pods"
  resource_group_name    = azurerm_resource_group.circuits.name
  address_prefix         = "10.17.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.circuits_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.circuits_gateway.name
}

resource "azurerm_route" "pods_main_callers-172-20-1-0-24" {
  name                   = "callers-172-20-1-0-24"
  resource_group_name    = azurerm_resource_group.pods.name
  address_prefix         = "172.20.1.0/24"
  next_hop_in_ip_address = azurerm_firewall.circuits_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.pods_main.name
}

resource "azurerm_route" "shop_from_on_premises" {
  name                   = "to-shop"
  resource_group_name    = azurerm_resource_group.vpn.name
  address_prefix         = "10.8.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.vpn_gateway.name
}

resource "azurerm_route" "shop_gateway_edge_on-premises-10-7-0-0-24" {
  name                   = "on-premises-10-7-0-0-24"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.7.0.0/24"
  next_hop_in_ip_address = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_edge.name
}

resource "azurerm_route" "shop_gateway_edge_on-premises-192-168-0-0-16" {
  name                   = "on-premises-192-168-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "192.168.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_edge.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "vpn_jump-host_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.vpn.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.vpn_jump-host.name
}

resource "azurerm_route_table" "branch_gateway_edge" {
  name                          = "rt-networks-branch-gateway-edge"
  resource_group_name           = azurerm_resource_group.branch.name
  location                      = azurerm_resource_group.branch.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "branch_main" {
  name                          = "rt-networks-branch-main"
  resource_group_name           = azurerm_resource_group.branch.name
  location                      = azurerm_resource_group.branch.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "circuits_gateway" {
  name                          = "rt-networks-circuits-gateway"
  resource_group_name           = azurerm_resource_group.circuits.name
  location                      = azurerm_resource_group.circuits.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "circuits_jump-host" {
  name                          = "rt-networks-circuits-jump-host"
  resource_group_name           = azurerm_resource_group.circuits.name
  location                      = azurerm_resource_group.circuits.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "plant_main" {
  name                          = "rt-networks-plant-main"
  resource_group_name           = azurerm_resource_group.plant.name
  location                      = azurerm_resource_group.plant.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "pods_main" {
  name                          = "rt-networks-pods-main"
  resource_group_name           = azurerm_resource_group.pods.name
  location                      = azurerm_resource_group.pods.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_edge" {
  name                          = "rt-networks-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-networks-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "vpn_gateway" {
  name                          = "rt-networks-vpn-gateway"
  resource_group_name           = azurerm_resource_group.vpn.name
  location                      = azurerm_resource_group.vpn.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "vpn_jump-host" {
  name                          = "rt-networks-vpn-jump-host"
  resource_group_name           = azurerm_resource_group.vpn.name
  location                      = azurerm_resource_group.vpn.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "branch_gateway_edge" {
  name                            = "snet-networks-branch-gateway-edge"
  resource_group_name             = azurerm_resource_group.branch.name
  virtual_network_name            = azurerm_virtual_network.branch.name
  address_prefixes                = ["10.25.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "branch_load_balancers" {
  name                                          = "snet-networks-branch-load-balancers"
  resource_group_name                           = azurerm_resource_group.branch.name
  virtual_network_name                          = azurerm_virtual_network.branch.name
  address_prefixes                              = ["10.25.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "branch_main_system" {
  name                            = "snet-networks-branch-main-system"
  resource_group_name             = azurerm_resource_group.branch.name
  virtual_network_name            = azurerm_virtual_network.branch.name
  address_prefixes                = ["10.25.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "circuits_AzureFirewallManagementSubnet" {
  name                            = "AzureFirewallManagementSubnet"
  resource_group_name             = azurerm_resource_group.circuits.name
  virtual_network_name            = azurerm_virtual_network.circuits.name
  address_prefixes                = ["10.16.0.64/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "circuits_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.circuits.name
  virtual_network_name            = azurerm_virtual_network.circuits.name
  address_prefixes                = ["10.16.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "circuits_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.circuits.name
  virtual_network_name            = azurerm_virtual_network.circuits.name
  address_prefixes                = ["10.16.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "circuits_jump-host" {
  name                            = "snet-networks-circuits-jump-host"
  resource_group_name             = azurerm_resource_group.circuits.name
  virtual_network_name            = azurerm_virtual_network.circuits.name
  address_prefixes                = ["10.16.3.240/28"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "plant_load_balancers" {
  name                                          = "snet-networks-plant-load-balancers"
  resource_group_name                           = azurerm_resource_group.plant.name
  virtual_network_name                          = azurerm_virtual_network.plant.name
  address_prefixes                              = ["10.33.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "plant_main_system" {
  name                            = "snet-networks-plant-main-system"
  resource_group_name             = azurerm_resource_group.plant.name
  virtual_network_name            = azurerm_virtual_network.plant.name
  address_prefixes                = ["10.33.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "pods_burst_system" {
  name                            = "snet-networks-pods-burst-system"
  resource_group_name             = azurerm_resource_group.pods.name
  virtual_network_name            = azurerm_virtual_network.pods.name
  address_prefixes                = ["10.17.201.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "pods_burst_virtual_nodes" {
  name                            = "snet-networks-pods-burst-virtual-nodes"
  resource_group_name             = azurerm_resource_group.pods.name
  virtual_network_name            = azurerm_virtual_network.pods.name
  address_prefixes                = ["10.17.200.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "containerGroups"

    service_delegation {
      name    = "Microsoft.ContainerInstance/containerGroups"
      actions = ["Microsoft.Network/virtualNetworks/subnets/action"]
    }
  }
}

resource "azurerm_subnet" "pods_main_system" {
  name                            = "snet-networks-pods-main-system"
  resource_group_name             = azurerm_resource_group.pods.name
  virtual_network_name            = azurerm_virtual_network.pods.name
  address_prefixes                = ["10.17.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "pods_main_system_pods" {
  name                            = "snet-networks-pods-main-system-pods"
  resource_group_name             = azurerm_resource_group.pods.name
  virtual_network_name            = azurerm_virtual_network.pods.name
  address_prefixes                = ["10.17.64.0/20"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_gateway_edge" {
  name                            = "snet-networks-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.8.250.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_load_balancers" {
  name                                          = "snet-networks-shop-load-balancers"
  resource_group_name                           = azurerm_resource_group.shop.name
  virtual_network_name                          = azurerm_virtual_network.shop.name
  address_prefixes                              = ["10.8.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "shop_main_api_server" {
  name                            = "snet-networks-shop-main-api-server"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.8.64.0/28"]
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
  name                            = "snet-networks-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.8.65.0/24"]
  default_outbound_access_enabled = false
  service_endpoints               = ["Microsoft.Sql", "Microsoft.EventHub"]
}

resource "azurerm_subnet" "shop_main_win" {
  name                            = "snet-networks-shop-main-win"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.8.66.0/24"]
  default_outbound_access_enabled = false
  service_endpoints               = ["Microsoft.Sql", "Microsoft.EventHub"]
}

resource "azurerm_subnet" "shop_private_endpoints" {
  name                              = "snet-networks-shop-private-endpoints"
  resource_group_name               = azurerm_resource_group.shop.name
  virtual_network_name              = azurerm_virtual_network.shop.name
  address_prefixes                  = ["10.8.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet" "vpn_AzureBastionSubnet" {
  name                            = "AzureBastionSubnet"
  resource_group_name             = azurerm_resource_group.vpn.name
  virtual_network_name            = azurerm_virtual_network.vpn.name
  address_prefixes                = ["10.0.1.64/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "vpn_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.vpn.name
  virtual_network_name            = azurerm_virtual_network.vpn.name
  address_prefixes                = ["10.0.1.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "vpn_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.vpn.name
  virtual_network_name            = azurerm_virtual_network.vpn.name
  address_prefixes                = ["10.0.1.192/27"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "vpn_jump-host" {
  name                            = "snet-networks-vpn-jump-host"
  resource_group_name             = azurerm_resource_group.vpn.name
  virtual_network_name            = azurerm_virtual_network.vpn.name
  address_prefixes                = ["10.0.2.0/29"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "pods_main_system" {
  nat_gateway_id = azurerm_nat_gateway.pods_main.id
  subnet_id      = azurerm_subnet.pods_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.pods_main_system]
}

resource "azurerm_subnet_nat_gateway_association" "pods_main_system_pods" {
  nat_gateway_id = azurerm_nat_gateway.pods_main.id
  subnet_id      = azurerm_subnet.pods_main_system_pods.id

  depends_on = [azurerm_subnet_network_security_group_association.pods_main_system_pods]
}

resource "azurerm_subnet_network_security_group_association" "branch_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.branch_gateway_edge.id
  subnet_id                 = azurerm_subnet.branch_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "branch_load_balancers" {
  network_security_group_id = azurerm_network_security_group.branch_load_balancers.id
  subnet_id                 = azurerm_subnet.branch_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "branch_main_system" {
  network_security_group_id = azurerm_network_security_group.branch_main_system.id
  subnet_id                 = azurerm_subnet.branch_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "circuits_jump-host" {
  network_security_group_id = azurerm_network_security_group.circuits_jump-host.id
  subnet_id                 = azurerm_subnet.circuits_jump-host.id
}

resource "azurerm_subnet_network_security_group_association" "plant_load_balancers" {
  network_security_group_id = azurerm_network_security_group.plant_load_balancers.id
  subnet_id                 = azurerm_subnet.plant_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "plant_main_system" {
  network_security_group_id = azurerm_network_security_group.plant_main_system.id
  subnet_id                 = azurerm_subnet.plant_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "pods_burst_system" {
  network_security_group_id = azurerm_network_security_group.pods_burst_system.id
  subnet_id                 = azurerm_subnet.pods_burst_system.id
}

resource "azurerm_subnet_network_security_group_association" "pods_main_system" {
  network_security_group_id = azurerm_network_security_group.pods_main_system.id
  subnet_id                 = azurerm_subnet.pods_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "pods_main_system_pods" {
  network_security_group_id = azurerm_network_security_group.pods_main_system.id
  subnet_id                 = azurerm_subnet.pods_main_system_pods.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  network_security_group_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-nsg/providers/Microsoft.Network/networkSecurityGroups/nsg-edge"
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_win" {
  network_security_group_id = azurerm_network_security_group.shop_main_win.id
  subnet_id                 = azurerm_subnet.shop_main_win.id
}

resource "azurerm_subnet_network_security_group_association" "shop_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.shop_private_endpoints.id
  subnet_id                 = azurerm_subnet.shop_private_endpoints.id
}

resource "azurerm_subnet_network_security_group_association" "vpn_AzureBastionSubnet" {
  network_security_group_id = azurerm_network_security_group.vpn_bastion_group.id
  subnet_id                 = azurerm_subnet.vpn_AzureBastionSubnet.id

  depends_on = [
    azurerm_network_security_rule.vpn_bastion_group_https,
    azurerm_network_security_rule.vpn_bastion_group_gateway-manager,
    azurerm_network_security_rule.vpn_bastion_group_load-balancer,
    azurerm_network_security_rule.vpn_bastion_group_hosts,
    azurerm_network_security_rule.vpn_bastion_group_ssh-rdp,
    azurerm_network_security_rule.vpn_bastion_group_azure-cloud,
    azurerm_network_security_rule.vpn_bastion_group_hosts-2,
    azurerm_network_security_rule.vpn_bastion_group_sessions,
    azurerm_network_security_rule.vpn_bastion_group_deny-other-inbound,
    azurerm_network_security_rule.vpn_bastion_group_deny-other-outbound,
  ]
}

resource "azurerm_subnet_network_security_group_association" "vpn_jump-host" {
  network_security_group_id = azurerm_network_security_group.vpn_jump-host.id
  subnet_id                 = azurerm_subnet.vpn_jump-host.id
}

resource "azurerm_subnet_route_table_association" "branch_gateway_edge" {
  route_table_id = azurerm_route_table.branch_gateway_edge.id
  subnet_id      = azurerm_subnet.branch_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.branch_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "branch_main_system" {
  route_table_id = azurerm_route_table.branch_main.id
  subnet_id      = azurerm_subnet.branch_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.branch_main_system]
}

resource "azurerm_subnet_route_table_association" "circuits_GatewaySubnet" {
  route_table_id = azurerm_route_table.circuits_gateway.id
  subnet_id      = azurerm_subnet.circuits_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "circuits_jump-host" {
  route_table_id = azurerm_route_table.circuits_jump-host.id
  subnet_id      = azurerm_subnet.circuits_jump-host.id

  depends_on = [
    azurerm_subnet_network_security_group_association.circuits_jump-host,
    azurerm_route.circuits_jump-host_default,
  ]
}

resource "azurerm_subnet_route_table_association" "plant_main_system" {
  route_table_id = azurerm_route_table.plant_main.id
  subnet_id      = azurerm_subnet.plant_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.plant_main_system]
}

resource "azurerm_subnet_route_table_association" "pods_main_system" {
  route_table_id = azurerm_route_table.pods_main.id
  subnet_id      = azurerm_subnet.pods_main_system.id

  depends_on = [
    azurerm_subnet_network_security_group_association.pods_main_system,
    azurerm_subnet_nat_gateway_association.pods_main_system,
  ]
}

resource "azurerm_subnet_route_table_association" "pods_main_system_pods" {
  route_table_id = azurerm_route_table.pods_main.id
  subnet_id      = azurerm_subnet.pods_main_system_pods.id

  depends_on = [
    azurerm_subnet_network_security_group_association.pods_main_system_pods,
    azurerm_subnet_nat_gateway_association.pods_main_system_pods,
  ]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_main_win" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_win.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_win]
}

resource "azurerm_subnet_route_table_association" "vpn_GatewaySubnet" {
  route_table_id = azurerm_route_table.vpn_gateway.id
  subnet_id      = azurerm_subnet.vpn_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "vpn_jump-host" {
  route_table_id = azurerm_route_table.vpn_jump-host.id
  subnet_id      = azurerm_subnet.vpn_jump-host.id

  depends_on = [
    azurerm_subnet_network_security_group_association.vpn_jump-host,
    azurerm_route.vpn_jump-host_default,
  ]
}

resource "azurerm_user_assigned_identity" "branch_main" {
  name                = "id-networks-branch-main"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_user_assigned_identity" "plant_main" {
  name                = "id-networks-plant-main"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
}

resource "azurerm_user_assigned_identity" "pods_burst" {
  name                = "id-networks-pods-burst"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
}

resource "azurerm_user_assigned_identity" "pods_main" {
  name                = "id-networks-pods-main"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
}

resource "azurerm_user_assigned_identity" "shop_gateway_edge_tls" {
  name                = "id-networks-shop-edge-tls"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-networks-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_hub" "wan" {
  name                = "vhub-networks-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  address_prefix      = "10.24.0.0/23"
  virtual_wan_id      = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-wan/providers/Microsoft.Network/virtualWans/vwan"
}

resource "azurerm_virtual_hub_connection" "branch_connection" {
  name                      = "vcn-networks-wan-to-branch"
  internet_security_enabled = true
  remote_virtual_network_id = azurerm_virtual_network.branch.id
  virtual_hub_id            = azurerm_virtual_hub.wan.id

  depends_on = [
    azurerm_virtual_hub_routing_intent.wan,
    azurerm_subnet.branch_gateway_edge,
    azurerm_subnet_network_security_group_association.branch_gateway_edge,
    azurerm_subnet_route_table_association.branch_gateway_edge,
    azurerm_subnet.branch_main_system,
    azurerm_subnet_network_security_group_association.branch_main_system,
    azurerm_subnet_route_table_association.branch_main_system,
    azurerm_subnet.branch_load_balancers,
    azurerm_subnet_network_security_group_association.branch_load_balancers,
  ]
}

resource "azurerm_virtual_hub_routing_intent" "wan" {
  name           = "ri-networks-wan"
  virtual_hub_id = azurerm_virtual_hub.wan.id

  routing_policy {
    name         = "InternetTraffic"
    destinations = ["Internet"]
    next_hop     = azurerm_firewall.wan_firewall.id
  }

  routing_policy {
    name         = "PrivateTraffic"
    destinations = ["PrivateTraffic"]
    next_hop     = azurerm_firewall.wan_firewall.id
  }

  depends_on = [azurerm_express_route_gateway.wan_gateway]
}

resource "azurerm_virtual_network" "branch" {
  name                = "vnet-networks-branch"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
  address_space       = ["10.25.0.0/16"]
  dns_servers         = [azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address]
}

resource "azurerm_virtual_network" "circuits" {
  name                = "vnet-networks-circuits"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  address_space       = ["10.16.0.0/22"]
  dns_servers         = ["10.16.3.4", "10.16.3.5"]

  ddos_protection_plan {
    enable = true
    id     = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ddos/providers/Microsoft.Network/ddosProtectionPlans/ddos"
  }
}

resource "azurerm_virtual_network" "plant" {
  name                = "vnet-networks-plant"
  resource_group_name = azurerm_resource_group.plant.name
  location            = azurerm_resource_group.plant.location
  address_space       = ["10.33.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "pods" {
  name                = "vnet-networks-pods"
  resource_group_name = azurerm_resource_group.pods.name
  location            = azurerm_resource_group.pods.location
  address_space       = ["10.17.0.0/16"]
  dns_servers         = ["10.16.3.4", "10.16.3.5"]
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-own"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.8.0.0/16"]
  dns_servers         = [azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address]
}

resource "azurerm_virtual_network" "vpn" {
  name                = "vnet-networks-vpn"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  address_space       = ["10.0.0.0/21"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "circuits_gateway" {
  name                = "vgw-networks-circuits"
  resource_group_name = azurerm_resource_group.circuits.name
  location            = azurerm_resource_group.circuits.location
  sku                 = "ErGw3AZ"
  type                = "ExpressRoute"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-ergw"
    subnet_id            = azurerm_subnet.circuits_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_gateway" "vpn_gateway" {
  name                = "vgw-own"
  resource_group_name = azurerm_resource_group.vpn.name
  location            = azurerm_resource_group.vpn.location
  active_active       = true
  enable_bgp          = true
  sku                 = "VpnGw4AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  bgp_settings {
    asn = 64900
  }

  ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-vgw"
    subnet_id            = azurerm_subnet.vpn_GatewaySubnet.id
  }

  ip_configuration {
    name                 = "second"
    public_ip_address_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-ips/providers/Microsoft.Network/publicIPAddresses/pip-vgw-2"
    subnet_id            = azurerm_subnet.vpn_GatewaySubnet.id
  }

  vpn_client_configuration {
    aad_audience         = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8"
    aad_issuer           = "https://sts.windows.net/11111111-0000-4000-8000-00000000000a/"
    aad_tenant           = "https://login.microsoftonline.com/11111111-0000-4000-8000-00000000000a"
    address_space        = ["10.7.0.0/24"]
    vpn_auth_types       = ["AAD"]
    vpn_client_protocols = ["OpenVPN"]
  }
}

resource "azurerm_virtual_network_gateway_connection" "circuits_gateway_main" {
  name                       = "con-networks-circuits-main"
  resource_group_name        = azurerm_resource_group.circuits.name
  location                   = azurerm_resource_group.circuits.location
  authorization_key          = data.azurerm_key_vault_secret.circuits_gateway_main.value
  express_route_circuit_id   = "/subscriptions/22222222-0000-4000-8000-000000000001/resourceGroups/rg-er/providers/Microsoft.Network/expressRouteCircuits/erc"
  routing_weight             = 7
  type                       = "ExpressRoute"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.circuits_gateway.id
}

resource "azurerm_virtual_network_gateway_connection" "vpn_gateway_berlin" {
  name                       = "con-networks-vpn-berlin"
  resource_group_name        = azurerm_resource_group.vpn.name
  location                   = azurerm_resource_group.vpn.location
  enable_bgp                 = true
  local_network_gateway_id   = azurerm_local_network_gateway.vpn_gateway_berlin.id
  type                       = "IPsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.vpn_gateway.id
}

resource "azurerm_virtual_network_gateway_connection" "vpn_gateway_porto" {
  name                       = "con-networks-vpn-porto"
  resource_group_name        = azurerm_resource_group.vpn.name
  location                   = azurerm_resource_group.vpn.location
  local_network_gateway_id   = azurerm_local_network_gateway.vpn_gateway_porto.id
  shared_key                 = data.azurerm_key_vault_secret.vpn_gateway_porto.value
  type                       = "IPsec"
  virtual_network_gateway_id = azurerm_virtual_network_gateway.vpn_gateway.id
}

resource "azurerm_virtual_network_peering" "plant_peering_to_hub" {
  name                      = "peer-networks-plant-to-appliance"
  resource_group_name       = azurerm_resource_group.plant.name
  virtual_network_name      = azurerm_virtual_network.plant.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"
  use_remote_gateways       = true

  depends_on = [
    azurerm_subnet.plant_main_system,
    azurerm_subnet_network_security_group_association.plant_main_system,
    azurerm_subnet_route_table_association.plant_main_system,
    azurerm_subnet.plant_load_balancers,
    azurerm_subnet_network_security_group_association.plant_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "pods_peering_from_hub" {
  name                      = "peer-networks-circuits-to-pods"
  resource_group_name       = azurerm_resource_group.circuits.name
  virtual_network_name      = azurerm_virtual_network.circuits.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.pods.id

  depends_on = [
    azurerm_virtual_network_gateway.circuits_gateway,
    azurerm_subnet.circuits_AzureFirewallManagementSubnet,
    azurerm_subnet.circuits_AzureFirewallSubnet,
    azurerm_subnet.circuits_GatewaySubnet,
    azurerm_subnet_route_table_association.circuits_GatewaySubnet,
    azurerm_subnet.circuits_jump-host,
    azurerm_subnet_network_security_group_association.circuits_jump-host,
    azurerm_subnet_route_table_association.circuits_jump-host,
    azurerm_subnet.pods_main_system,
    azurerm_subnet_network_security_group_association.pods_main_system,
    azurerm_subnet_nat_gateway_association.pods_main_system,
    azurerm_subnet_route_table_association.pods_main_system,
    azurerm_subnet.pods_main_system_pods,
    azurerm_subnet_network_security_group_association.pods_main_system_pods,
    azurerm_subnet_nat_gateway_association.pods_main_system_pods,
    azurerm_subnet_route_table_association.pods_main_system_pods,
    azurerm_subnet.pods_burst_system,
    azurerm_subnet_network_security_group_association.pods_burst_system,
    azurerm_subnet.pods_burst_virtual_nodes,
  ]
}

resource "azurerm_virtual_network_peering" "pods_peering_to_hub" {
  name                      = "peer-networks-pods-to-circuits"
  resource_group_name       = azurerm_resource_group.pods.name
  virtual_network_name      = azurerm_virtual_network.pods.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.circuits.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.pods_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-networks-vpn-to-shop"
  resource_group_name       = azurerm_resource_group.vpn.name
  virtual_network_name      = azurerm_virtual_network.vpn.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_virtual_network_gateway.vpn_gateway,
    azurerm_subnet.vpn_AzureFirewallSubnet,
    azurerm_subnet.vpn_GatewaySubnet,
    azurerm_subnet_route_table_association.vpn_GatewaySubnet,
    azurerm_subnet.vpn_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.vpn_AzureBastionSubnet,
    azurerm_subnet.vpn_jump-host,
    azurerm_subnet_network_security_group_association.vpn_jump-host,
    azurerm_subnet_route_table_association.vpn_jump-host,
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_win,
    azurerm_subnet_network_security_group_association.shop_main_win,
    azurerm_subnet_route_table_association.shop_main_win,
    azurerm_subnet.shop_main_api_server,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-networks-shop-to-vpn"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.vpn.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "branch_gateway_edge" {
  name                = "waf-networks-branch-edge"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location

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

resource "azurerm_web_application_firewall_policy" "shop_gateway_edge" {
  name                = "waf-networks-shop-edge"
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

output "branch_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.branch_gateway_edge.id
}

output "branch_edge_gateway_private_ip" {
  description = "Private address of the gateway edge."
  value       = "10.25.255.254"
}

output "branch_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.branch_gateway_edge.ip_address
}

output "branch_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.branch_gateway_edge.id
}

output "branch_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.branch_main.id
}

output "branch_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.branch_main.fqdn
}

output "branch_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.branch_main.principal_id
}

output "branch_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.branch_main.kubelet_identity[0].client_id
}

output "branch_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.branch_main.kubelet_identity[0].object_id
}

output "branch_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.branch_main.node_resource_group
}

output "branch_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.branch_main.oidc_issuer_url
}

output "branch_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.branch_main.id
}

output "branch_subnet_ids" {
  description = "Ids of the subnets of branch."

  value = {
    gateway_edge = azurerm_subnet.branch_gateway_edge.id
    main_system  = azurerm_subnet.branch_main_system.id
  }
}

output "branch_virtual_network_id" {
  description = "Id of the network of branch."
  value       = azurerm_virtual_network.branch.id
}

output "circuits_bastion_id" {
  description = "Id of Azure Bastion, which az network bastion ssh connects through."
  value       = azurerm_bastion_host.circuits_bastion.id
}

output "circuits_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.circuits_firewall.id
}

output "circuits_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.circuits_firewall.ip_configuration[0].private_ip_address
}

output "circuits_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.circuits_firewall_1.ip_address,
    azurerm_public_ip.circuits_firewall_2.ip_address,
  ]
}

output "circuits_jump_host_id" {
  description = "Id of the jump host, which az network bastion ssh connects to."
  value       = azurerm_linux_virtual_machine.circuits_jump-host.id
}

output "circuits_jump_host_private_ip" {
  description = "Address of the jump host."
  value       = azurerm_linux_virtual_machine.circuits_jump-host.private_ip_address
}

output "circuits_network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.circuits_gateway.id
}

output "circuits_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.circuits.id
}

output "plant_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.plant_main.id
}

output "plant_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.plant_main.fqdn
}

output "plant_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.plant_main.principal_id
}

output "plant_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.plant_main.kubelet_identity[0].client_id
}

output "plant_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.plant_main.kubelet_identity[0].object_id
}

output "plant_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.plant_main.node_resource_group
}

output "plant_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.plant_main.oidc_issuer_url
}

output "plant_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.plant_main.id
}

output "plant_subnet_ids" {
  description = "Ids of the subnets of plant."

  value = {
    main_system = azurerm_subnet.plant_main_system.id
  }
}

output "plant_virtual_network_id" {
  description = "Id of the network of plant."
  value       = azurerm_virtual_network.plant.id
}

output "pods_burst_cluster_id" {
  description = "Id of the cluster burst."
  value       = azurerm_kubernetes_cluster.pods_burst.id
}

output "pods_burst_fqdn" {
  description = "Name of the API server of burst."
  value       = azurerm_kubernetes_cluster.pods_burst.fqdn
}

output "pods_burst_identity_principal_id" {
  description = "Object id of the identity of burst."
  value       = azurerm_user_assigned_identity.pods_burst.principal_id
}

output "pods_burst_kubelet_client_id" {
  description = "Client id of the nodes' identity of burst."
  value       = azurerm_kubernetes_cluster.pods_burst.kubelet_identity[0].client_id
}

output "pods_burst_kubelet_object_id" {
  description = "Object id of the nodes' identity of burst."
  value       = azurerm_kubernetes_cluster.pods_burst.kubelet_identity[0].object_id
}

output "pods_burst_node_resource_group" {
  description = "Resource group of the nodes of burst."
  value       = azurerm_kubernetes_cluster.pods_burst.node_resource_group
}

output "pods_burst_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in burst."
  value       = azurerm_kubernetes_cluster.pods_burst.oidc_issuer_url
}

output "pods_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.pods_main.id
}

output "pods_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.pods_main.fqdn
}

output "pods_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.pods_main.principal_id
}

output "pods_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.pods_main.kubelet_identity[0].client_id
}

output "pods_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.pods_main.kubelet_identity[0].object_id
}

output "pods_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.pods_main.node_resource_group
}

output "pods_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.pods_main.oidc_issuer_url
}

output "pods_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.pods_main.id
}

output "pods_subnet_ids" {
  description = "Ids of the subnets of pods."

  value = {
    burst_system     = azurerm_subnet.pods_burst_system.id
    main_system      = azurerm_subnet.pods_main_system.id
    main_system_pods = azurerm_subnet.pods_main_system_pods.id
  }
}

output "pods_virtual_network_id" {
  description = "Id of the network of pods."
  value       = azurerm_virtual_network.pods.id
}

output "shop_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.shop_gateway_edge.id
}

output "shop_edge_gateway_private_ip" {
  description = "Private address of the gateway edge."
  value       = "10.8.250.9"
}

output "shop_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.shop_gateway_edge.ip_address
}

output "shop_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_edge.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.shop_main.private_fqdn
}

output "shop_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.shop_main.principal_id
}

output "shop_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.shop_main.kubelet_identity[0].client_id
}

output "shop_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.shop_main.kubelet_identity[0].object_id
}

output "shop_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.shop_main.node_resource_group
}

output "shop_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.shop_main.oidc_issuer_url
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_main_secrets_client_id" {
  description = "Client id of the identity that reads Key Vault in pods."
  value       = azurerm_kubernetes_cluster.shop_main.key_vault_secrets_provider[0].secret_identity[0].client_id
}

output "shop_main_tenant_id" {
  description = "Tenant of the cluster's identities."
  value       = azurerm_user_assigned_identity.shop_main.tenant_id
}

output "shop_subnet_ids" {
  description = "Ids of the subnets of shop."

  value = {
    gateway_edge = azurerm_subnet.shop_gateway_edge.id
    main_system  = azurerm_subnet.shop_main_system.id
    main_win     = azurerm_subnet.shop_main_win.id
  }
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}

output "vpn_bastion_id" {
  description = "Id of Azure Bastion, which az network bastion ssh connects through."
  value       = azurerm_bastion_host.vpn_bastion.id
}

output "vpn_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.vpn_firewall.id
}

output "vpn_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.vpn_firewall.ip_configuration[0].private_ip_address
}

output "vpn_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = ["203.0.113.1", "203.0.113.2"]
}

output "vpn_jump_host_id" {
  description = "Id of the jump host, which az network bastion ssh connects to."
  value       = azurerm_linux_virtual_machine.vpn_jump-host.id
}

output "vpn_jump_host_private_ip" {
  description = "Address of the jump host."
  value       = azurerm_linux_virtual_machine.vpn_jump-host.private_ip_address
}

output "vpn_network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.vpn_gateway.id
}

output "vpn_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.vpn.id
}

output "wan_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.wan_firewall.id
}

output "wan_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
}

output "wan_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = azurerm_firewall.wan_firewall.virtual_hub[0].public_ip_addresses
}

output "wan_network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_express_route_gateway.wan_gateway.id
}

output "wan_virtual_hub_id" {
  description = "Id of the virtual hub."
  value       = azurerm_virtual_hub.wan.id
}
