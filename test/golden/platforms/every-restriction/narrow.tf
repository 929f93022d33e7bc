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

data "azurerm_client_config" "desk_gateway_front_tls" {}

data "azurerm_client_config" "route_sync" {}

data "azurerm_client_config" "shop_gateway_edge_tls" {}

data "azurerm_subscription" "desk_custom_roles" {}

data "azurerm_subscription" "forms_custom_roles" {}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "shop_custom_roles" {}

resource "azurerm_application_gateway" "desk_gateway_front" {
  name                = "agw-narrow-desk-front"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.desk_gateway_front.id

  tags = {
    owner = "platform-team"
  }

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
    public_ip_address_id = azurerm_public_ip.desk_gateway_front.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.desk_gateway_front.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.desk_gateway_front_tls.id]
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
    name                = "desk"
    key_vault_secret_id = azurerm_key_vault_certificate.desk_gateway_front_tls_certificate_desk.versionless_secret_id
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
    azurerm_subnet.desk_gateway_front,
    azurerm_subnet_network_security_group_association.desk_gateway_front,
    azurerm_subnet_route_table_association.desk_gateway_front,
    azurerm_private_endpoint.desk_private_endpoints_gateway_front,
    azurerm_role_assignment.desk_gateway_front_tls_deployer,
    azurerm_role_assignment.desk_gateway_front_tls_secrets,
    azurerm_key_vault_certificate.desk_gateway_front_tls_certificate_desk,
    azurerm_network_security_rule.desk_gateway_front_gateway-manager,
    azurerm_network_security_rule.desk_gateway_front_load-balancer,
    azurerm_network_security_rule.desk_gateway_front_listeners,
    azurerm_network_security_rule.desk_gateway_front_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "forms_gateway_edge" {
  name                = "agw-narrow-forms-edge"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.forms_gateway_edge.id

  tags = {
    owner = "platform-team"
  }

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
    public_ip_address_id = azurerm_public_ip.forms_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.forms_gateway_edge.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
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
    azurerm_subnet.forms_gateway_edge,
    azurerm_subnet_network_security_group_association.forms_gateway_edge,
    azurerm_network_security_rule.forms_gateway_edge_gateway-manager,
    azurerm_network_security_rule.forms_gateway_edge_load-balancer,
    azurerm_network_security_rule.forms_gateway_edge_listeners,
    azurerm_network_security_rule.forms_gateway_edge_deny-other-inbound,
    azurerm_subnet_route_table_association.forms_gateway_edge,
  ]
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  name                = "agw-narrow-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  tags = {
    owner = "platform-team"
  }

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.41.254.10"]
  }

  backend_http_settings {
    name                  = "main"
    cookie_based_affinity = "Disabled"
    host_name             = "shop.contoso.com"
    port                  = 443
    probe_name            = "main"
    protocol              = "Https"
    request_timeout       = 30

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.shop_gateway_edge.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.41.255.254"
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
    name                           = "main-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    host_names                     = ["shop.contoso.com"]
    protocol                       = "Http"
  }

  http_listener {
    name                           = "main-private-http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
    host_names                     = ["shop.contoso.com"]
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_gateway_edge_tls.id]
    type         = "UserAssigned"
  }

  probe {
    name                = "main"
    host                = "shop.contoso.com"
    interval            = 10
    path                = "/"
    protocol            = "Https"
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

  ssl_certificate {
    name                = "shop"
    key_vault_secret_id = azurerm_key_vault_certificate.shop_gateway_edge_tls_certificate_shop.versionless_secret_id
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101S"
    policy_type = "Predefined"
  }

  depends_on = [
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_role_assignment.shop_gateway_edge_tls_deployer,
    azurerm_role_assignment.shop_gateway_edge_tls_secrets,
    azurerm_key_vault_certificate.shop_gateway_edge_tls_certificate_shop,
    azurerm_network_security_rule.shop_gateway_edge_gateway-manager,
    azurerm_network_security_rule.shop_gateway_edge_load-balancer,
    azurerm_network_security_rule.shop_gateway_edge_listeners,
    azurerm_network_security_rule.shop_gateway_edge_private-listeners,
    azurerm_network_security_rule.shop_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "shop_gateway_quiet" {
  name                = "agw-narrow-shop-quiet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_quiet.id

  tags = {
    owner = "platform-team"
  }

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
    name                          = "private"
    private_ip_address            = "10.41.251.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_quiet.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_quiet.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "private"
    frontend_port_name             = "http"
    protocol                       = "Http"
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
    azurerm_subnet.shop_gateway_quiet,
    azurerm_subnet_network_security_group_association.shop_gateway_quiet,
    azurerm_subnet_route_table_association.shop_gateway_quiet,
    azurerm_network_security_rule.shop_gateway_quiet_load-balancer,
    azurerm_network_security_rule.shop_gateway_quiet_private-listeners,
    azurerm_network_security_rule.shop_gateway_quiet_deny-other-inbound,
  ]
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-narrow-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_desk" {
  name                = "egst-narrow-route-sync-desk"
  resource_group_name = azurerm_resource_group.desk.name
  location            = "Global"
  source_resource_id  = azurerm_resource_group.desk.id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform-team"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_desk-main" {
  name                = "evgs-narrow-route-sync-desk-main"
  resource_group_name = azurerm_resource_group.desk.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_desk.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  delivery_identity {
    type                   = "UserAssigned"
    user_assigned_identity = azurerm_user_assigned_identity.route_sync_events.id
  }

  storage_queue_endpoint {
    queue_message_time_to_live_in_seconds = 3600
    queue_name                            = azurerm_storage_queue.route_sync_storage_queue.name
    storage_account_id                    = azurerm_storage_account.route_sync_storage.id
  }

  subject_filter {
    case_sensitive      = false
    subject_begins_with = azurerm_route_table.desk_main.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-narrow-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  tags = {
    owner = "platform-team"
  }

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
  name                = "afwp-narrow-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }

  dns {
    proxy_enabled = true
    servers       = ["192.168.0.10"]
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "desk_main" {
  name               = "rcg-narrow-desk-main"
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

resource "azurerm_firewall_policy_rule_collection_group" "hub_publish" {
  name               = "rcg-narrow-hub-publish"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 500

  nat_rule_collection {
    name     = "publish"
    action   = "Dnat"
    priority = 100

    rule {
      name                = "feed"
      destination_address = azurerm_public_ip.hub_firewall_2.ip_address
      destination_ports   = ["5671"]
      protocols           = ["TCP"]
      source_addresses    = ["198.51.100.0/24", "203.0.113.8/32"]
      translated_address  = "10.41.254.11"
      translated_port     = 5671
    }

    rule {
      name                = "open"
      destination_address = azurerm_public_ip.hub_firewall_1.ip_address
      destination_ports   = ["853"]
      protocols           = ["UDP"]
      source_addresses    = ["*"]
      translated_address  = "10.41.254.12"
      translated_port     = 8853
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_edge_on_premises" {
  name               = "rcg-narrow-shop-edge-on-premises"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "edge"
      destination_addresses = ["10.41.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.98.0.0/16", "10.99.1.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_quiet_on_premises" {
  name               = "rcg-narrow-shop-quiet-on-premises"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 50001

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "quiet"
      destination_addresses = ["10.41.251.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.97.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-narrow-shop-main"
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
      name             = "azure-policy"
      source_addresses = ["10.41.0.0/24", "10.41.1.0/24"]

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
      name             = "registry-docker-hub"
      source_addresses = ["10.41.0.0/24", "10.41.1.0/24"]

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
      name              = "allow-pay"
      destination_fqdns = ["api.contoso.com"]
      source_addresses  = ["10.41.0.0/24", "10.41.1.0/24"]

      protocols {
        port = 8443
        type = "Https"
      }
    }
  }

  network_rule_collection {
    name     = "allow-network"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "tunnel-udp"
      destination_addresses = ["AzureCloud.westeurope"]
      destination_ports     = ["1194"]
      protocols             = ["UDP"]
      source_addresses      = ["10.41.0.0/24", "10.41.1.0/24"]
    }

    rule {
      name                  = "tunnel-tcp"
      destination_addresses = ["AzureCloud.westeurope"]
      destination_ports     = ["9000"]
      protocols             = ["TCP"]
      source_addresses      = ["10.41.0.0/24", "10.41.1.0/24"]
    }

    rule {
      name              = "ntp"
      destination_fqdns = ["ntp.ubuntu.com"]
      destination_ports = ["123"]
      protocols         = ["UDP"]
      source_addresses  = ["10.41.0.0/24", "10.41.1.0/24"]
    }

    rule {
      name                  = "allow-erp"
      destination_addresses = ["192.168.20.0/24"]
      destination_ports     = ["1521"]
      protocols             = ["TCP"]
      source_addresses      = ["10.41.0.0/24", "10.41.1.0/24"]
    }

    rule {
      name              = "allow-mail"
      destination_fqdns = ["smtp.contoso.com"]
      destination_ports = ["587"]
      protocols         = ["TCP"]
      source_addresses  = ["10.41.0.0/24", "10.41.1.0/24"]
    }

    rule {
      name                  = "allow-vault"
      destination_addresses = ["AzureKeyVault"]
      destination_ports     = ["4433"]
      protocols             = ["UDP"]
      source_addresses      = ["10.41.0.0/24", "10.41.1.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main_api_server" {
  name               = "rcg-narrow-shop-main-api-server"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 21000

  network_rule_collection {
    name     = "allow-api-server"
    action   = "Allow"
    priority = 100

    rule {
      name              = "api-server"
      destination_fqdns = [azurerm_kubernetes_cluster.shop_main.fqdn]
      destination_ports = ["443"]
      protocols         = ["TCP"]
      source_addresses  = ["10.41.0.0/24", "10.41.1.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_quiet" {
  name               = "rcg-narrow-shop-quiet"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1001

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.41.32.0/24"]

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
      source_addresses  = ["10.41.32.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "azure-policy"
      source_addresses = ["10.41.32.0/24"]

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
  }
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-narrow-route-sync-15485a"
  resource_group_name                            = azurerm_resource_group.route_sync.name
  location                                       = azurerm_resource_group.route_sync.location
  https_only                                     = true
  instance_memory_in_mb                          = 512
  maximum_instance_count                         = 40
  runtime_name                                   = "node"
  runtime_version                                = "22"
  service_plan_id                                = azurerm_service_plan.route_sync_app.id
  storage_authentication_type                    = "UserAssignedIdentity"
  storage_container_endpoint                     = "${azurerm_storage_account.route_sync_storage.primary_blob_endpoint}${azurerm_storage_container.route_sync_storage_deployments.name}"
  storage_container_type                         = "blobContainer"
  storage_user_assigned_identity_id              = azurerm_user_assigned_identity.route_sync_identity.id
  webdeploy_publish_basic_authentication_enabled = false

  app_settings = {
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_identity.client_id}"
    AzureWebJobsStorage                       = ""
    AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_storage.name
    AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_identity.client_id
    AzureWebJobsStorage__credential           = "managedidentity"
    ROUTE_SYNC_ALERT_AUDIENCE                 = "https://contoso.com/route-sync"
    ROUTE_SYNC_ALERT_TENANT                   = "22222222-0000-4000-8000-00000000000c"
    ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
    ROUTE_SYNC_MIRRORS = jsonencode([
      {
        name     = "desk-main"
        source   = { id = azurerm_route_table.desk_main.id }
        target   = { id = azurerm_route_table.desk_gateway_front.id }
        podCidrs = ["10.247.0.0/16"]
      },
    ])
    ROUTE_SYNC_QUEUE                  = "route-sync"
    ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
    RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
    RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
    RouteSyncStorage__credential      = "managedidentity"
    RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
  }

  tags = {
    owner = "platform-team"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_identity.id]
    type         = "UserAssigned"
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.route_sync_app.connection_string
    ip_restriction_default_action          = "Deny"
    minimum_tls_version                    = "1.2"
    scm_ip_restriction_default_action      = "Deny"
    scm_use_main_ip_restriction            = false

    ip_restriction {
      name        = "action-groups"
      action      = "Allow"
      priority    = 100
      service_tag = "ActionGroup"
    }

    scm_ip_restriction {
      name       = "allowed-1"
      action     = "Allow"
      ip_address = "203.0.113.0/24"
      priority   = 100
    }

    scm_ip_restriction {
      name       = "allowed-2"
      action     = "Allow"
      ip_address = "198.51.100.128/25"
      priority   = 101
    }
  }

  lifecycle {
    ignore_changes       = [app_settings["AzureWebJobsStorage"]]
    replace_triggered_by = [terraform_data.route_sync_app]
  }

  depends_on = [
    azurerm_storage_blob.route_sync_package,
    azurerm_role_assignment.route_sync_app_telemetry,
    azurerm_role_assignment.route_sync_storage_blobs,
    azurerm_role_assignment.route_sync_storage_queues,
    azurerm_role_assignment.route_sync_role_source_reader_desk-main,
    azurerm_role_assignment.route_sync_role_target_writer_desk-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription,
  ]
}

resource "azurerm_key_vault" "desk_gateway_front_tls" {
  name                          = "kv-narrow-desk-fr-0f232f"
  resource_group_name           = azurerm_resource_group.desk.name
  location                      = azurerm_resource_group.desk.location
  public_network_access_enabled = false
  purge_protection_enabled      = true
  rbac_authorization_enabled    = true
  sku_name                      = "standard"
  tenant_id                     = data.azurerm_client_config.desk_gateway_front_tls.tenant_id

  tags = {
    owner = "platform-team"
  }

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault" "shop_gateway_edge_tls" {
  name                       = "kv-narrow-shop-ed-b84337"
  resource_group_name        = azurerm_resource_group.shop.name
  location                   = azurerm_resource_group.shop.location
  purge_protection_enabled   = true
  rbac_authorization_enabled = true
  sku_name                   = "standard"
  tenant_id                  = data.azurerm_client_config.shop_gateway_edge_tls.tenant_id

  tags = {
    owner = "platform-team"
  }

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = ["203.0.113.64/26"]
    virtual_network_subnet_ids = [azurerm_subnet.shop_gateway_edge.id]
  }
}

resource "azurerm_key_vault_certificate" "desk_gateway_front_tls_certificate_desk" {
  name         = "desk"
  key_vault_id = azurerm_key_vault.desk_gateway_front_tls.id

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
      subject            = "CN=desk.contoso.com"
      validity_in_months = 12

      subject_alternative_names {
        dns_names = ["desk.contoso.com"]
      }
    }
  }

  lifecycle {
    ignore_changes = [certificate_policy]
  }

  depends_on = [
    azurerm_private_endpoint.desk_private_endpoints_gateway_front,
    azurerm_role_assignment.desk_gateway_front_tls_deployer,
    azurerm_role_assignment.desk_gateway_front_tls_secrets,
  ]
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
    azurerm_role_assignment.shop_gateway_edge_tls_deployer,
    azurerm_role_assignment.shop_gateway_edge_tls_secrets,
  ]
}

resource "azurerm_kubernetes_cluster" "desk_main" {
  name                                = "aks-narrow-desk-main"
  resource_group_name                 = azurerm_resource_group.desk.name
  location                            = azurerm_resource_group.desk.location
  dns_prefix                          = "aks-narrow-desk-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform-team"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.desk_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.desk_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.desk_gateway_front.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.247.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.desk_peering_from_hub,
    azurerm_virtual_network_peering.desk_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.desk_main,
    azurerm_route.desk_main_default,
    azurerm_subnet.desk_main_system,
    azurerm_subnet_network_security_group_association.desk_main_system,
    azurerm_subnet_route_table_association.desk_main_system,
    azurerm_role_assignment.desk_main_subnet_system,
    azurerm_role_assignment.desk_main_route_table,
    azurerm_subnet.desk_gateway_front,
    azurerm_subnet_network_security_group_association.desk_gateway_front,
    azurerm_subnet_route_table_association.desk_gateway_front,
  ]
}

resource "azurerm_kubernetes_cluster" "desk_sealed" {
  name                                = "aks-narrow-desk-sealed"
  resource_group_name                 = azurerm_resource_group.desk.name
  location                            = azurerm_resource_group.desk.location
  dns_prefix                          = "aks-narrow-desk-sealed"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform-team"
  }

  bootstrap_profile {
    artifact_source       = "Cache"
    container_registry_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-nodes/providers/Microsoft.ContainerRegistry/registries/images"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.desk_sealed_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.desk_sealed.id]
    type         = "UserAssigned"
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.desk_sealed_nodes_identity.client_id
    object_id                 = azurerm_user_assigned_identity.desk_sealed_nodes_identity.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.desk_sealed_nodes_identity.id
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "none"
    pod_cidr            = "10.248.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.desk_peering_from_hub,
    azurerm_virtual_network_peering.desk_peering_to_hub,
    azurerm_subnet.desk_sealed_system,
    azurerm_subnet_network_security_group_association.desk_sealed_system,
    azurerm_role_assignment.desk_sealed_subnet_system,
    azurerm_role_assignment.desk_sealed_nodes_identity,
    azurerm_role_assignment.desk_sealed_nodes_identity_registry,
  ]
}

resource "azurerm_kubernetes_cluster" "forms_main" {
  name                                = "aks-narrow-forms-main"
  resource_group_name                 = azurerm_resource_group.forms.name
  location                            = azurerm_resource_group.forms.location
  dns_prefix                          = "aks-narrow-forms-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform-team"
  }

  api_server_access_profile {
    subnet_id                           = azurerm_subnet.forms_main_api_server.id
    virtual_network_integration_enabled = true
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.forms_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.forms_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.forms_gateway_edge.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userAssignedNATGateway"
    pod_cidr          = "10.246.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.forms_peering_from_hub,
    azurerm_virtual_network_peering.forms_peering_to_hub,
    azurerm_nat_gateway_public_ip_association.forms_main_ip_1,
    azurerm_nat_gateway_public_ip_association.forms_main_ip_2,
    azurerm_subnet_nat_gateway_association.forms_main_system,
    azurerm_subnet_nat_gateway_association.forms_main_work,
    azurerm_subnet.forms_main_api_server,
    azurerm_subnet.forms_main_system,
    azurerm_subnet_network_security_group_association.forms_main_system,
    azurerm_subnet_nat_gateway_association.forms_main_system,
    azurerm_subnet_route_table_association.forms_main_system,
    azurerm_subnet.forms_main_work,
    azurerm_subnet_network_security_group_association.forms_main_work,
    azurerm_subnet_nat_gateway_association.forms_main_work,
    azurerm_subnet_route_table_association.forms_main_work,
    azurerm_role_assignment.forms_main_subnet_system,
    azurerm_role_assignment.forms_main_subnet_work,
    azurerm_role_assignment.forms_main_route_table,
    azurerm_role_assignment.forms_main_api_server,
    azurerm_subnet.forms_gateway_edge,
    azurerm_subnet_network_security_group_association.forms_gateway_edge,
    azurerm_subnet_route_table_association.forms_gateway_edge,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                      = "aks-narrow-shop-main"
  resource_group_name       = azurerm_resource_group.shop.name
  location                  = azurerm_resource_group.shop.location
  azure_policy_enabled      = true
  dns_prefix                = "aks-narrow-shop-main"
  oidc_issuer_enabled       = true
  private_cluster_enabled   = false
  sku_tier                  = "Standard"
  workload_identity_enabled = true

  tags = {
    owner = "platform-team"
  }

  api_server_access_profile {
    authorized_ip_ranges = [
      "203.0.113.0/24",
      "198.51.100.64/26",
      "${azurerm_public_ip.hub_firewall_1.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_2.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_3.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_4.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_5.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_6.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_7.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_8.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_9.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_10.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_11.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_12.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_13.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_14.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_15.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_16.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_17.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_18.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_19.ip_address}/32",
      "${azurerm_public_ip.hub_firewall_20.ip_address}/32",
    ]
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
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_subnet_work,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_quiet" {
  name                                = "aks-narrow-shop-quiet"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  azure_policy_enabled                = true
  dns_prefix                          = "aks-narrow-shop-quiet"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform-team"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_quiet_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_quiet.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_quiet.id
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
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_quiet,
    azurerm_route.shop_quiet_default,
    azurerm_subnet.shop_quiet_system,
    azurerm_subnet_network_security_group_association.shop_quiet_system,
    azurerm_subnet_route_table_association.shop_quiet_system,
    azurerm_role_assignment.shop_quiet_subnet_system,
    azurerm_role_assignment.shop_quiet_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
    azurerm_subnet.shop_gateway_quiet,
    azurerm_subnet_network_security_group_association.shop_gateway_quiet,
    azurerm_subnet_route_table_association.shop_gateway_quiet,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "forms_main_work" {
  name                        = "work"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.forms_main.id
  mode                        = "User"
  node_count                  = 3
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.forms_main_work.id

  tags = {
    owner = "platform-team"
  }

  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "shop_main_work" {
  name                        = "work"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.shop_main.id
  max_count                   = 4
  min_count                   = 1
  mode                        = "User"
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.shop_main_work.id

  tags = {
    owner = "platform-team"
  }

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-narrow-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_monitor_action_group" "route_sync_alarm" {
  name                = "ag-narrow-route-sync-alarms"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "sync-alarms"

  tags = {
    owner = "platform-team"
  }

  email_receiver {
    name                    = "ops@contoso.com"
    email_address           = "ops@contoso.com"
    use_common_alert_schema = true
  }

  email_receiver {
    name                    = "night@contoso.com"
    email_address           = "night@contoso.com"
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-narrow-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "route-sync"

  tags = {
    owner = "platform-team"
  }

  webhook_receiver {
    name                    = "alerts"
    service_uri             = "https://${azurerm_function_app_flex_consumption.route_sync_app.default_hostname}/api/alerts"
    use_common_alert_schema = true

    aad_auth {
      identifier_uri = "https://contoso.com/route-sync"
      object_id      = "22222222-0000-4000-8000-00000000000b"
      tenant_id      = "22222222-0000-4000-8000-00000000000c"
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_desk-main" {
  name                = "ar-narrow-route-sync-desk-main"
  resource_group_name = azurerm_resource_group.desk.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.desk.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.route_sync_wake_up.id
  }

  criteria {
    category       = "Administrative"
    resource_types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]
    status         = "Succeeded"
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_full" {
  name                    = "ar-narrow-route-sync-full"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A route table holds nine tenths or more of the routes that guards.routeLimit allows: beyond it the mirror is held."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT30M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.route_sync_alarm.id,
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/pager",
    ]
  }

  criteria {
    metric_measure_column   = "percent"
    operator                = "GreaterThanOrEqual"
    query                   = "customMetrics\n| where name in (\"route_sync.target.routes\", \"route_sync.target.limit\")\n| extend target = tostring(customDimensions.target)\n| summarize routes = maxif(value, name == \"route_sync.target.routes\"),\n    most = maxif(value, name == \"route_sync.target.limit\") by target\n| extend percent = 100.0 * routes / most"
    threshold               = 90
    time_aggregation_method = "Maximum"

    dimension {
      name     = "target"
      operator = "Include"
      values   = ["*"]
    }

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_held" {
  name                    = "ar-narrow-route-sync-held"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A guard holds a mirror: the gateway's table stays as it is until a person decides. `route-sync plan` tells what it would do."
  evaluation_frequency    = "PT10M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT1H"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.route_sync_alarm.id,
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/pager",
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| summarize since = minif(timestamp, outcome == \"held\"), held = maxif(timestamp, outcome == \"held\"),\n    good = maxif(timestamp, outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")) by mirror\n| where held - iff(isnull(good) or since > good, since, good) >= 5m"
    threshold               = 0
    time_aggregation_method = "Count"

    dimension {
      name     = "mirror"
      operator = "Include"
      values   = ["*"]
    }

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_poison" {
  name                    = "ar-narrow-route-sync-poison"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A wake-up failed five times and lies in route-sync-poison: read the runtime's errors, mend, and delete the message."
  evaluation_frequency    = "PT5M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT15M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.route_sync_alarm.id,
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/pager",
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "traces\n| where message contains \"Moving message to queue 'route-sync-poison'\""
    threshold               = 0
    time_aggregation_method = "Count"

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_silent" {
  name                    = "ar-narrow-route-sync-silent"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "No round of any mirror has ended for 30 minutes: the runtime does not run, or cannot report. Gateways may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.route_sync_alarm.id,
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/pager",
    ]
  }

  criteria {
    operator                = "LessThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0"
    threshold               = 1
    time_aggregation_method = "Count"

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_stale" {
  name                    = "ar-narrow-route-sync-stale"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A mirror had no round that succeeded for 30 minutes: its gateway may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.route_sync_alarm.id,
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ops/providers/Microsoft.Insights/actionGroups/pager",
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"desk-main\"]), good) to typeof(string)"
    threshold               = 0
    time_aggregation_method = "Count"

    dimension {
      name     = "mirror"
      operator = "Include"
      values   = ["*"]
    }

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_heartbeat" {
  name                    = "ar-narrow-route-sync-heartbeat"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 4
  window_duration         = "PT15M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_wake_up.id]

    custom_properties = {
      route-sync = "sweep"
    }
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "requests\n| summarize count()"
    threshold               = 0
    time_aggregation_method = "Count"

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_nat_gateway" "forms_main" {
  name                    = "ng-narrow-forms-main"
  resource_group_name     = azurerm_resource_group.forms.name
  location                = azurerm_resource_group.forms.location
  idle_timeout_in_minutes = 4
  sku_name                = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_nat_gateway_public_ip_association" "forms_main_ip_1" {
  nat_gateway_id       = azurerm_nat_gateway.forms_main.id
  public_ip_address_id = azurerm_public_ip.forms_main_nat_1.id
}

resource "azurerm_nat_gateway_public_ip_association" "forms_main_ip_2" {
  nat_gateway_id       = azurerm_nat_gateway.forms_main.id
  public_ip_address_id = azurerm_public_ip.forms_main_nat_2.id
}

resource "azurerm_network_security_group" "desk_gateway_front" {
  name                = "nsg-narrow-desk-gateway-front"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "desk_main_system" {
  name                = "nsg-narrow-desk-main-system"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "desk_private_endpoints" {
  name                = "nsg-narrow-desk-private-endpoints"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "desk_sealed_system" {
  name                = "nsg-narrow-desk-sealed-system"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "forms_gateway_edge" {
  name                = "nsg-narrow-forms-gateway-edge"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "forms_main_system" {
  name                = "nsg-narrow-forms-main-system"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "forms_main_work" {
  name                = "nsg-narrow-forms-main-work"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  name                = "nsg-narrow-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_gateway_quiet" {
  name                = "nsg-narrow-shop-gateway-quiet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_load_balancers" {
  name                = "nsg-narrow-shop-load-balancers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-narrow-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_main_work" {
  name                = "nsg-narrow-shop-main-work"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_private_endpoints" {
  name                = "nsg-narrow-shop-private-endpoints"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_quiet_system" {
  name                = "nsg-narrow-shop-quiet-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_rule" "desk_gateway_front_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_gateway_front.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_gateway_front_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_gateway_front.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_gateway_front_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.43.255.0/24"
  destination_port_ranges     = ["8080", "8443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_gateway_front.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_gateway_front_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_gateway_front.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_from-front" {
  name                         = "from-front"
  resource_group_name          = azurerm_resource_group.desk.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.43.0.0/24", "10.247.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.desk_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.43.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.43.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.43.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.247.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.43.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.43.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.247.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.247.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.247.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_private_endpoints_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_private_endpoints_from-hub" {
  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.43.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.40.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.43.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.43.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.43.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.43.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.248.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.43.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.43.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.248.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "desk_sealed_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.desk.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.248.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.desk_sealed_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.248.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_gateway_edge_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_gateway_edge_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_gateway_edge_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.42.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_gateway_edge_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.42.31.240/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 160
  protocol                     = "Tcp"
  source_address_prefix        = "10.42.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.42.0.0/24", "10.42.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.42.0.0/24", "10.42.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-allow-clock" {
  name                        = "out-allow-clock"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "203.0.113.32/32"
  destination_port_range      = "123"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 180
  protocol                    = "Udp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-allow-database-sql-westeurope" {
  name                        = "out-allow-database-sql-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "Sql.westeurope"
  destination_port_range      = "1433"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 190
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-allow-partner" {
  name                        = "out-allow-partner"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "203.0.113.16/28"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 170
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azureactivedirectory" {
  name                        = "out-azure-kubernetes-service-azureactivedirectory"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureActiveDirectory"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurecloud-westeurope" {
  name                        = "out-azure-kubernetes-service-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurefrontdoor-firstparty" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-firstparty"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.FirstParty"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azurefrontdoor-frontend" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-frontend"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.Frontend"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-azureresourcemanager" {
  name                        = "out-azure-kubernetes-service-azureresourcemanager"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureResourceManager"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 140
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_out-azure-kubernetes-service-microsoftcontainerregistry" {
  name                        = "out-azure-kubernetes-service-microsoftcontainerregistry"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "MicrosoftContainerRegistry"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.246.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.246.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_system_to-networks" {
  name                         = "to-networks"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The spoke, the networks it is peered with, and the cluster's own pods."
  destination_address_prefixes = ["10.42.0.0/16", "10.40.0.0/22", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefix        = "*"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_work.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.42.31.240/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_work.name
  priority                     = 160
  protocol                     = "Tcp"
  source_address_prefix        = "10.42.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.42.0.0/24", "10.42.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.42.0.0/24", "10.42.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-allow-clock" {
  name                        = "out-allow-clock"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "203.0.113.32/32"
  destination_port_range      = "123"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 180
  protocol                    = "Udp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-allow-database-sql-westeurope" {
  name                        = "out-allow-database-sql-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "Sql.westeurope"
  destination_port_range      = "1433"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 190
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-allow-partner" {
  name                        = "out-allow-partner"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "A destination that the team asked for."
  destination_address_prefix  = "203.0.113.16/28"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 170
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-azureactivedirectory" {
  name                        = "out-azure-kubernetes-service-azureactivedirectory"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureActiveDirectory"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-azurecloud-westeurope" {
  name                        = "out-azure-kubernetes-service-azurecloud-westeurope"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureCloud.westeurope"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-azurefrontdoor-firstparty" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-firstparty"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.FirstParty"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-azurefrontdoor-frontend" {
  name                        = "out-azure-kubernetes-service-azurefrontdoor-frontend"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureFrontDoor.Frontend"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-azureresourcemanager" {
  name                        = "out-azure-kubernetes-service-azureresourcemanager"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "AzureResourceManager"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 140
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_out-azure-kubernetes-service-microsoftcontainerregistry" {
  name                        = "out-azure-kubernetes-service-microsoftcontainerregistry"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Images, packages, Azure Resource Manager and sign-in, kept current by Microsoft under one tag."
  destination_address_prefix  = "MicrosoftContainerRegistry"
  destination_port_ranges     = ["443", "80"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.42.0.0/24", "10.42.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_work.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.246.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.forms.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.246.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.forms_main_work.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.246.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "forms_main_work_to-networks" {
  name                         = "to-networks"
  resource_group_name          = azurerm_resource_group.forms.name
  access                       = "Allow"
  description                  = "The spoke, the networks it is peered with, and the cluster's own pods."
  destination_address_prefixes = ["10.42.0.0/16", "10.40.0.0/22", "10.246.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Outbound"
  network_security_group_name  = azurerm_network_security_group.forms_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefix        = "*"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.41.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.41.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefixes     = ["10.98.0.0/16", "10.99.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_quiet_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_quiet.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_quiet_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_quiet.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_quiet_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.41.251.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_quiet.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.97.0.0/16"
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

resource "azurerm_network_security_rule" "shop_load_balancers_main-edge" {
  name                        = "main-edge"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.41.254.10"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "10.41.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_published-feed" {
  name                        = "published-feed"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.41.254.11"
  destination_port_range      = "5671"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.40.0.0/26"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_published-open" {
  name                        = "published-open"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.41.254.12"
  destination_port_range      = "8853"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 120
  protocol                    = "Udp"
  source_address_prefix       = "10.40.0.0/26"
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

resource "azurerm_network_security_rule" "shop_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.41.254.10", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 170
  protocol                     = "Tcp"
  source_address_prefix        = "10.41.255.0/24"
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
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.41.0.0/24", "10.41.1.0/24"]
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
  priority                    = 130
  protocol                    = "*"
  source_address_prefixes     = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
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
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.11", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.40.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_published-open" {
  name                         = "published-open"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.12", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_ranges      = ["8853", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 110
  protocol                     = "Udp"
  source_address_prefix        = "10.40.0.0/26"
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

resource "azurerm_network_security_rule" "shop_main_work_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.41.254.10", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 170
  protocol                     = "Tcp"
  source_address_prefix        = "10.41.255.0/24"
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
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 120
  protocol                     = "*"
  source_address_prefixes      = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_work.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefixes     = ["10.41.0.0/24", "10.41.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.41.0.0/24", "10.41.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 150
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_work.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.11", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.40.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_published-open" {
  name                         = "published-open"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.12", "10.41.0.0/24", "10.41.1.0/24"]
  destination_port_ranges      = ["8853", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 110
  protocol                     = "Udp"
  source_address_prefix        = "10.40.0.0/26"
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
  destination_address_prefix  = "10.41.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.40.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.41.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.41.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_from-quiet" {
  name                         = "from-quiet"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.41.32.0/24", "10.245.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_quiet_system.name
  priority                     = 170
  protocol                     = "Tcp"
  source_address_prefix        = "10.41.251.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 160
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.41.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.41.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.41.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.41.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_quiet_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_published-feed" {
  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.11", "10.41.32.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_quiet_system.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.40.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_quiet_system_published-open" {
  name                         = "published-open"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.41.254.12", "10.41.32.0/24"]
  destination_port_ranges      = ["8853", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_quiet_system.name
  priority                     = 110
  protocol                     = "Udp"
  source_address_prefix        = "10.40.0.0/26"
  source_port_range            = "*"
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-azurecr-io" {
  name                = "privatelink.azurecr.io"
  resource_group_name = azurerm_resource_group.hub.name

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-vaultcore-azure-net" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = azurerm_resource_group.hub.name

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_private_dns_zone_virtual_network_link" "desk_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-narrow-desk"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.desk.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-azurecr-io" {
  name                  = "pdnslink-narrow-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-azurecr-io.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-narrow-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-azurecr-io" {
  name                  = "pdnslink-narrow-shop"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-azurecr-io.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-narrow-shop"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_endpoint" "desk_private_endpoints_gateway_front" {
  name                = "pep-narrow-desk-gateway-front"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location
  subnet_id           = azurerm_subnet.desk_private_endpoints.id

  tags = {
    owner = "platform-team"
  }

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-narrow-desk-gateway-front"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_key_vault.desk_gateway_front_tls.id
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.desk_private_endpoints,
    azurerm_subnet_network_security_group_association.desk_private_endpoints,
  ]
}

resource "azurerm_private_endpoint" "shop_private_endpoints_images" {
  name                = "pep-narrow-shop-images"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  tags = {
    owner = "platform-team"
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.hub_endpoint_zone_privatelink-azurecr-io.id]
  }

  private_service_connection {
    name                           = "pep-narrow-shop-images"
    is_manual_connection           = true
    private_connection_resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.ContainerRegistry/registries/images"
    request_message                = "Requested by pep-narrow-shop-images."
    subresource_names              = ["registry"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_private_endpoint" "shop_private_endpoints_secrets" {
  name                = "pep-narrow-shop-secrets"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  tags = {
    owner = "platform-team"
  }

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-narrow-shop-secrets"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop"
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_public_ip" "desk_gateway_front" {
  name                = "pip-narrow-desk-front"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "forms_gateway_edge" {
  name                = "pip-narrow-forms-edge"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "forms_main_nat_1" {
  name                = "pip-narrow-forms-main-nat-1"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "forms_main_nat_2" {
  name                = "pip-narrow-forms-main-nat-2"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-narrow-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-narrow-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-narrow-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-narrow-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-narrow-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-narrow-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-narrow-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-narrow-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-narrow-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-narrow-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-narrow-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-narrow-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-narrow-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-narrow-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-narrow-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-narrow-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-narrow-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-narrow-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-narrow-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-narrow-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-narrow-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  name                = "pip-narrow-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "desk" {
  name     = "rg-narrow-desk"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "forms" {
  name     = "rg-narrow-forms"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-narrow-hub"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-narrow-route-sync"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-narrow-shop"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group_policy_assignment" "shop_policy_internal" {
  name                 = "pol-narrow-shop-internal"
  display_name         = "Kubernetes clusters should use internal load balancers"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  resource_group_id    = azurerm_resource_group.shop.id

  parameters = jsonencode({
    effect             = { value = "deny" }
    excludedNamespaces = { value = ["kube-system", "gatekeeper-system", "azure-arc", "ingress", "edge"] }
  })

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_role_assignment" "desk_gateway_front_tls_deployer" {
  scope                = azurerm_key_vault.desk_gateway_front_tls.id
  description          = "Whoever applies this configuration makes the certificates."
  principal_id         = data.azurerm_client_config.desk_gateway_front_tls.object_id
  role_definition_name = "Key Vault Certificates Officer"
}

resource "azurerm_role_assignment" "desk_gateway_front_tls_secrets" {
  scope              = azurerm_key_vault.desk_gateway_front_tls.id
  description        = "The gateway fetches its certificates."
  principal_id       = azurerm_user_assigned_identity.desk_gateway_front_tls.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_read_secrets.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_agic_addon_gateway" {
  scope              = azurerm_application_gateway.desk_gateway_front.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_kubernetes_cluster.desk_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_agic_addon_resource_group" {
  scope              = azurerm_resource_group.desk.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_kubernetes_cluster.desk_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_agic_addon_subnet" {
  scope              = azurerm_subnet.desk_gateway_front.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_kubernetes_cluster.desk_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_agic_addon_tls_identity" {
  scope              = azurerm_user_assigned_identity.desk_gateway_front_tls.id
  description        = "Each write of the gateway assigns the identity that fetches its certificates."
  principal_id       = azurerm_kubernetes_cluster.desk_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_assign_identity.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_route_table" {
  scope              = azurerm_route_table.desk_main.id
  description        = "AKS writes a route a node."
  principal_id       = azurerm_user_assigned_identity.desk_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_write_routes.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_main_subnet_system" {
  scope              = azurerm_subnet.desk_main_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.desk_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_sealed_nodes_identity" {
  scope              = azurerm_user_assigned_identity.desk_sealed_nodes_identity.id
  description        = "AKS gives the identity to the nodes."
  principal_id       = azurerm_user_assigned_identity.desk_sealed.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_assign_identity.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_sealed_nodes_identity_registry" {
  scope              = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-nodes/providers/Microsoft.ContainerRegistry/registries/images"
  description        = "Nodes pull the system's images."
  principal_id       = azurerm_user_assigned_identity.desk_sealed_nodes_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_pull_images.role_definition_resource_id
}

resource "azurerm_role_assignment" "desk_sealed_subnet_system" {
  scope              = azurerm_subnet.desk_sealed_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.desk_sealed.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.desk_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_agic_addon_gateway" {
  scope              = azurerm_application_gateway.forms_gateway_edge.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_kubernetes_cluster.forms_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_agic_addon_resource_group" {
  scope              = azurerm_resource_group.forms.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_kubernetes_cluster.forms_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_agic_addon_subnet" {
  scope              = azurerm_subnet.forms_gateway_edge.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_kubernetes_cluster.forms_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_api_server" {
  scope              = azurerm_subnet.forms_main_api_server.id
  description        = "AKS puts the API server into the subnet."
  principal_id       = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_route_table" {
  scope              = azurerm_route_table.forms_main.id
  description        = "AKS writes a route a node."
  principal_id       = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_write_routes.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_subnet_system" {
  scope              = azurerm_subnet.forms_main_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "forms_main_subnet_work" {
  scope              = azurerm_subnet.forms_main_work.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.forms_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.forms_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_app_telemetry" {
  scope                = azurerm_application_insights.route_sync_app.id
  description          = "The Functions host sends its telemetry as the identity."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Monitoring Metrics Publisher"
}

resource "azurerm_role_assignment" "route_sync_events_sender" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_events.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription" {
  scope              = data.azurerm_subscription.route_sync_role.id
  description        = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_operation_reader.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_desk-main" {
  scope              = azurerm_route_table.desk_main.id
  description        = "Reads the route tables that AKS writes."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_source_reader.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_desk-main" {
  scope              = azurerm_route_table.desk_gateway_front.id
  description        = "Reads and writes the gateways' route tables."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_target_writer.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_storage_blobs" {
  scope                = azurerm_storage_account.route_sync_storage.id
  description          = "Keys, leases and schedules of the Functions host, and the package."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Blob Data Owner"
}

resource "azurerm_role_assignment" "route_sync_storage_deployer" {
  scope                = azurerm_storage_account.route_sync_storage.id
  description          = "Whoever applies this configuration uploads the package."
  principal_id         = data.azurerm_client_config.route_sync.object_id
  role_definition_name = "Storage Blob Data Contributor"
}

resource "azurerm_role_assignment" "route_sync_storage_queues" {
  scope                = azurerm_storage_account.route_sync_storage.id
  description          = "Wake-ups and their poison queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Contributor"
}

resource "azurerm_role_assignment" "shop_gateway_edge_tls_deployer" {
  scope                = azurerm_key_vault.shop_gateway_edge_tls.id
  description          = "Whoever applies this configuration makes the certificates."
  principal_id         = data.azurerm_client_config.shop_gateway_edge_tls.object_id
  role_definition_name = "Key Vault Certificates Officer"
}

resource "azurerm_role_assignment" "shop_gateway_edge_tls_secrets" {
  scope              = azurerm_key_vault.shop_gateway_edge_tls.id
  description        = "The gateway fetches its certificates."
  principal_id       = azurerm_user_assigned_identity.shop_gateway_edge_tls.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_read_secrets.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope              = azurerm_subnet.shop_load_balancers.id
  description        = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  scope              = azurerm_subnet.shop_main_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_subnet_work" {
  scope              = azurerm_subnet.shop_main_work.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_quiet_agic_addon_gateway" {
  scope              = azurerm_application_gateway.shop_gateway_quiet.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_kubernetes_cluster.shop_quiet.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_quiet_agic_addon_resource_group" {
  scope              = azurerm_resource_group.shop.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_kubernetes_cluster.shop_quiet.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_quiet_agic_addon_subnet" {
  scope              = azurerm_subnet.shop_gateway_quiet.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_kubernetes_cluster.shop_quiet.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_quiet_load_balancer_subnet" {
  scope              = azurerm_subnet.shop_load_balancers.id
  description        = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_quiet.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_quiet_subnet_system" {
  scope              = azurerm_subnet.shop_quiet_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_quiet.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_definition" "desk_custom_roles_assign_identity" {
  name              = "narrow desk identity assigner"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Writes a resource that acts as a user-assigned identity."

  permissions {
    actions = [
      "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    ]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_configure_gateway" {
  name              = "narrow desk gateway writer"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Writes listeners, pools and rules of an Application Gateway."

  permissions {
    actions = [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_join_subnet" {
  name              = "narrow desk subnet joiner"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Lets nodes, load balancers and gateways join a subnet."

  permissions {
    actions = [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_pull_images" {
  name        = "narrow desk image puller"
  scope       = data.azurerm_subscription.desk_custom_roles.id
  description = "Pulls images of a container registry."

  assignable_scopes = distinct([
    data.azurerm_subscription.desk_custom_roles.id,
    "/subscriptions/11111111-1111-1111-1111-111111111111",
  ])

  permissions {
    actions = ["Microsoft.ContainerRegistry/registries/pull/read"]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_read_group" {
  name              = "narrow desk gateway finder"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Finds gateways and addresses in a resource group."

  permissions {
    actions = [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_read_secrets" {
  name              = "narrow desk secret reader"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Reads the secrets of a vault."

  permissions {
    data_actions = [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ]
  }
}

resource "azurerm_role_definition" "desk_custom_roles_write_routes" {
  name              = "narrow desk route table writer"
  scope             = data.azurerm_subscription.desk_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.desk_custom_roles.id]
  description       = "Reads and writes a route table and its routes."

  permissions {
    actions = [
      "Microsoft.Network/routeTables/read",
      "Microsoft.Network/routeTables/write",
      "Microsoft.Network/routeTables/routes/read",
      "Microsoft.Network/routeTables/routes/write",
      "Microsoft.Network/routeTables/routes/delete",
    ]
  }
}

resource "azurerm_role_definition" "forms_custom_roles_configure_gateway" {
  name              = "narrow forms gateway writer"
  scope             = data.azurerm_subscription.forms_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.forms_custom_roles.id]
  description       = "Writes listeners, pools and rules of an Application Gateway."

  permissions {
    actions = [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ]
  }
}

resource "azurerm_role_definition" "forms_custom_roles_join_subnet" {
  name              = "narrow forms subnet joiner"
  scope             = data.azurerm_subscription.forms_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.forms_custom_roles.id]
  description       = "Lets nodes, load balancers and gateways join a subnet."

  permissions {
    actions = [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ]
  }
}

resource "azurerm_role_definition" "forms_custom_roles_read_group" {
  name              = "narrow forms gateway finder"
  scope             = data.azurerm_subscription.forms_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.forms_custom_roles.id]
  description       = "Finds gateways and addresses in a resource group."

  permissions {
    actions = [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ]
  }
}

resource "azurerm_role_definition" "forms_custom_roles_write_routes" {
  name              = "narrow forms route table writer"
  scope             = data.azurerm_subscription.forms_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.forms_custom_roles.id]
  description       = "Reads and writes a route table and its routes."

  permissions {
    actions = [
      "Microsoft.Network/routeTables/read",
      "Microsoft.Network/routeTables/write",
      "Microsoft.Network/routeTables/routes/read",
      "Microsoft.Network/routeTables/routes/write",
      "Microsoft.Network/routeTables/routes/delete",
    ]
  }
}

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name              = "narrow network operation reader"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Follows a write of a route table to its end; operations belong to the subscription."

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name              = "narrow route source reader"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Reads the route tables that AKS writes."

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name              = "narrow route target writer"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Reads and writes the gateways' route tables."

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_configure_gateway" {
  name              = "narrow shop gateway writer"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Writes listeners, pools and rules of an Application Gateway."

  permissions {
    actions = [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_join_subnet" {
  name              = "narrow shop subnet joiner"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Lets nodes, load balancers and gateways join a subnet."

  permissions {
    actions = [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_read_group" {
  name              = "narrow shop gateway finder"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Finds gateways and addresses in a resource group."

  permissions {
    actions = [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_read_secrets" {
  name              = "narrow shop secret reader"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Reads the secrets of a vault."

  permissions {
    data_actions = [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ]
  }
}

resource "azurerm_route" "desk_from_on_premises" {
  name                   = "to-desk"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.43.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "desk_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.desk.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.desk_main.name
}

resource "azurerm_route" "forms_from_on_premises" {
  name                   = "to-forms"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.42.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "shop_from_on_premises" {
  name                   = "to-shop"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.41.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "shop_gateway_edge_users-10-98-0-0-16" {
  name                   = "users-10-98-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.98.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_edge.name
}

resource "azurerm_route" "shop_gateway_edge_users-10-99-1-0-24" {
  name                   = "users-10-99-1-0-24"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.99.1.0/24"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_edge.name
}

resource "azurerm_route" "shop_gateway_quiet_users-10-97-0-0-16" {
  name                   = "users-10-97-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.97.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_quiet.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "shop_quiet_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_quiet.name
}

resource "azurerm_route_table" "desk_gateway_front" {
  name                          = "rt-narrow-desk-gateway-front"
  resource_group_name           = azurerm_resource_group.desk.name
  location                      = azurerm_resource_group.desk.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "desk_main" {
  name                          = "rt-narrow-desk-main"
  resource_group_name           = azurerm_resource_group.desk.name
  location                      = azurerm_resource_group.desk.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "forms_main" {
  name                          = "rt-narrow-forms-main"
  resource_group_name           = azurerm_resource_group.forms.name
  location                      = azurerm_resource_group.forms.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "hub_gateway" {
  name                          = "rt-narrow-hub-gateway"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_edge" {
  name                          = "rt-narrow-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_quiet" {
  name                          = "rt-narrow-shop-gateway-quiet"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-narrow-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_quiet" {
  name                          = "rt-narrow-shop-quiet"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform-team"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-narrow-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stnarrowsync4f11c7"
  resource_group_name              = azurerm_resource_group.route_sync.name
  location                         = azurerm_resource_group.route_sync.location
  account_replication_type         = "ZRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  shared_access_key_enabled        = false

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_storage_blob" "route_sync_package" {
  name                   = "released-package.zip"
  content_md5            = "HASH"
  content_type           = "application/zip"
  source                 = "assets/route_sync_package/HASH/route-sync.zip"
  storage_account_name   = azurerm_storage_account.route_sync_storage.name
  storage_container_name = azurerm_storage_container.route_sync_storage_deployments.name
  type                   = "Block"

  depends_on = [
    azurerm_role_assignment.route_sync_storage_deployer,
    azurerm_kubernetes_cluster.desk_main,
  ]
}

resource "azurerm_storage_container" "route_sync_storage_deployments" {
  name               = "deployments"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_storage_queue" "route_sync_storage_poison_queue" {
  name               = "route-sync-poison"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_storage_queue" "route_sync_storage_queue" {
  name               = "route-sync"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_subnet" "desk_gateway_front" {
  name                            = "snet-narrow-desk-gateway-front"
  resource_group_name             = azurerm_resource_group.desk.name
  virtual_network_name            = azurerm_virtual_network.desk.name
  address_prefixes                = ["10.43.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "desk_main_system" {
  name                            = "snet-narrow-desk-main-system"
  resource_group_name             = azurerm_resource_group.desk.name
  virtual_network_name            = azurerm_virtual_network.desk.name
  address_prefixes                = ["10.43.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "desk_private_endpoints" {
  name                              = "snet-narrow-desk-private-endpoints"
  resource_group_name               = azurerm_resource_group.desk.name
  virtual_network_name              = azurerm_virtual_network.desk.name
  address_prefixes                  = ["10.43.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet" "desk_sealed_system" {
  name                            = "snet-narrow-desk-sealed-system"
  resource_group_name             = azurerm_resource_group.desk.name
  virtual_network_name            = azurerm_virtual_network.desk.name
  address_prefixes                = ["10.43.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "forms_gateway_edge" {
  name                            = "snet-narrow-forms-gateway-edge"
  resource_group_name             = azurerm_resource_group.forms.name
  virtual_network_name            = azurerm_virtual_network.forms.name
  address_prefixes                = ["10.42.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "forms_main_api_server" {
  name                            = "snet-narrow-forms-main-api-server"
  resource_group_name             = azurerm_resource_group.forms.name
  virtual_network_name            = azurerm_virtual_network.forms.name
  address_prefixes                = ["10.42.31.240/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "forms_main_system" {
  name                            = "snet-narrow-forms-main-system"
  resource_group_name             = azurerm_resource_group.forms.name
  virtual_network_name            = azurerm_virtual_network.forms.name
  address_prefixes                = ["10.42.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "forms_main_work" {
  name                            = "snet-narrow-forms-main-work"
  resource_group_name             = azurerm_resource_group.forms.name
  virtual_network_name            = azurerm_virtual_network.forms.name
  address_prefixes                = ["10.42.1.0/24"]
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

resource "azurerm_subnet" "shop_gateway_edge" {
  name                            = "snet-narrow-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.41.255.0/24"]
  default_outbound_access_enabled = true
  service_endpoints               = ["Microsoft.KeyVault"]
}

resource "azurerm_subnet" "shop_gateway_quiet" {
  name                            = "snet-narrow-shop-gateway-quiet"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.41.251.0/24"]
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
  name                                          = "snet-narrow-shop-load-balancers"
  resource_group_name                           = azurerm_resource_group.shop.name
  virtual_network_name                          = azurerm_virtual_network.shop.name
  address_prefixes                              = ["10.41.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-narrow-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.41.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_main_work" {
  name                            = "snet-narrow-shop-main-work"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.41.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_private_endpoints" {
  name                              = "snet-narrow-shop-private-endpoints"
  resource_group_name               = azurerm_resource_group.shop.name
  virtual_network_name              = azurerm_virtual_network.shop.name
  address_prefixes                  = ["10.41.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet" "shop_quiet_system" {
  name                            = "snet-narrow-shop-quiet-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.41.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "forms_main_system" {
  nat_gateway_id = azurerm_nat_gateway.forms_main.id
  subnet_id      = azurerm_subnet.forms_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.forms_main_system]
}

resource "azurerm_subnet_nat_gateway_association" "forms_main_work" {
  nat_gateway_id = azurerm_nat_gateway.forms_main.id
  subnet_id      = azurerm_subnet.forms_main_work.id

  depends_on = [azurerm_subnet_network_security_group_association.forms_main_work]
}

resource "azurerm_subnet_network_security_group_association" "desk_gateway_front" {
  network_security_group_id = azurerm_network_security_group.desk_gateway_front.id
  subnet_id                 = azurerm_subnet.desk_gateway_front.id
}

resource "azurerm_subnet_network_security_group_association" "desk_main_system" {
  network_security_group_id = azurerm_network_security_group.desk_main_system.id
  subnet_id                 = azurerm_subnet.desk_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "desk_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.desk_private_endpoints.id
  subnet_id                 = azurerm_subnet.desk_private_endpoints.id
}

resource "azurerm_subnet_network_security_group_association" "desk_sealed_system" {
  network_security_group_id = azurerm_network_security_group.desk_sealed_system.id
  subnet_id                 = azurerm_subnet.desk_sealed_system.id
}

resource "azurerm_subnet_network_security_group_association" "forms_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.forms_gateway_edge.id
  subnet_id                 = azurerm_subnet.forms_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "forms_main_system" {
  network_security_group_id = azurerm_network_security_group.forms_main_system.id
  subnet_id                 = azurerm_subnet.forms_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "forms_main_work" {
  network_security_group_id = azurerm_network_security_group.forms_main_work.id
  subnet_id                 = azurerm_subnet.forms_main_work.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_quiet" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_quiet.id
  subnet_id                 = azurerm_subnet.shop_gateway_quiet.id
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_work" {
  network_security_group_id = azurerm_network_security_group.shop_main_work.id
  subnet_id                 = azurerm_subnet.shop_main_work.id
}

resource "azurerm_subnet_network_security_group_association" "shop_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.shop_private_endpoints.id
  subnet_id                 = azurerm_subnet.shop_private_endpoints.id
}

resource "azurerm_subnet_network_security_group_association" "shop_quiet_system" {
  network_security_group_id = azurerm_network_security_group.shop_quiet_system.id
  subnet_id                 = azurerm_subnet.shop_quiet_system.id
}

resource "azurerm_subnet_route_table_association" "desk_gateway_front" {
  route_table_id = azurerm_route_table.desk_gateway_front.id
  subnet_id      = azurerm_subnet.desk_gateway_front.id

  depends_on = [azurerm_subnet_network_security_group_association.desk_gateway_front]
}

resource "azurerm_subnet_route_table_association" "desk_main_system" {
  route_table_id = azurerm_route_table.desk_main.id
  subnet_id      = azurerm_subnet.desk_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.desk_main_system]
}

resource "azurerm_subnet_route_table_association" "forms_gateway_edge" {
  route_table_id = azurerm_route_table.forms_main.id
  subnet_id      = azurerm_subnet.forms_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.forms_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "forms_main_system" {
  route_table_id = azurerm_route_table.forms_main.id
  subnet_id      = azurerm_subnet.forms_main_system.id

  depends_on = [
    azurerm_subnet_network_security_group_association.forms_main_system,
    azurerm_subnet_nat_gateway_association.forms_main_system,
  ]
}

resource "azurerm_subnet_route_table_association" "forms_main_work" {
  route_table_id = azurerm_route_table.forms_main.id
  subnet_id      = azurerm_subnet.forms_main_work.id

  depends_on = [
    azurerm_subnet_network_security_group_association.forms_main_work,
    azurerm_subnet_nat_gateway_association.forms_main_work,
  ]
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_quiet" {
  route_table_id = azurerm_route_table.shop_gateway_quiet.id
  subnet_id      = azurerm_subnet.shop_gateway_quiet.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_quiet]
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

resource "azurerm_subnet_route_table_association" "shop_quiet_system" {
  route_table_id = azurerm_route_table.shop_quiet.id
  subnet_id      = azurerm_subnet.shop_quiet_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_quiet_system]
}

resource "azurerm_user_assigned_identity" "desk_gateway_front_tls" {
  name                = "id-narrow-desk-front-tls"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "desk_main" {
  name                = "id-narrow-desk-main"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "desk_sealed" {
  name                = "id-narrow-desk-sealed"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "desk_sealed_nodes_identity" {
  name                = "id-narrow-desk-sealed-nodes"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "forms_main" {
  name                = "id-narrow-forms-main"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_events" {
  name                = "id-narrow-route-sync-events"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-narrow-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "shop_gateway_edge_tls" {
  name                = "id-narrow-shop-edge-tls"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-narrow-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "shop_quiet" {
  name                = "id-narrow-shop-quiet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "desk" {
  name                = "vnet-narrow-desk"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location
  address_space       = ["10.43.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "forms" {
  name                = "vnet-narrow-forms"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location
  address_space       = ["10.42.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-narrow-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.40.0.0/22"]
  dns_servers         = ["192.168.0.10"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-narrow-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.41.0.0/16"]
  dns_servers         = [azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-narrow-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "VpnGw2AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  tags = {
    owner = "platform-team"
  }

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_peering" "desk_peering_from_hub" {
  name                      = "peer-narrow-hub-to-desk"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.desk.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.desk_gateway_front,
    azurerm_subnet_network_security_group_association.desk_gateway_front,
    azurerm_subnet_route_table_association.desk_gateway_front,
    azurerm_subnet.desk_private_endpoints,
    azurerm_subnet_network_security_group_association.desk_private_endpoints,
    azurerm_subnet.desk_main_system,
    azurerm_subnet_network_security_group_association.desk_main_system,
    azurerm_subnet_route_table_association.desk_main_system,
    azurerm_subnet.desk_sealed_system,
    azurerm_subnet_network_security_group_association.desk_sealed_system,
  ]
}

resource "azurerm_virtual_network_peering" "desk_peering_to_hub" {
  name                      = "peer-narrow-desk-to-hub"
  resource_group_name       = azurerm_resource_group.desk.name
  virtual_network_name      = azurerm_virtual_network.desk.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.desk_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "forms_peering_from_hub" {
  name                      = "peer-narrow-hub-to-forms"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.forms.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.forms_gateway_edge,
    azurerm_subnet_network_security_group_association.forms_gateway_edge,
    azurerm_subnet_route_table_association.forms_gateway_edge,
    azurerm_subnet.forms_main_system,
    azurerm_subnet_network_security_group_association.forms_main_system,
    azurerm_subnet_nat_gateway_association.forms_main_system,
    azurerm_subnet_route_table_association.forms_main_system,
    azurerm_subnet.forms_main_work,
    azurerm_subnet_network_security_group_association.forms_main_work,
    azurerm_subnet_nat_gateway_association.forms_main_work,
    azurerm_subnet_route_table_association.forms_main_work,
    azurerm_subnet.forms_main_api_server,
  ]
}

resource "azurerm_virtual_network_peering" "forms_peering_to_hub" {
  name                      = "peer-narrow-forms-to-hub"
  resource_group_name       = azurerm_resource_group.forms.name
  virtual_network_name      = azurerm_virtual_network.forms.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.forms_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-narrow-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_gateway_quiet,
    azurerm_subnet_network_security_group_association.shop_gateway_quiet,
    azurerm_subnet_route_table_association.shop_gateway_quiet,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
    azurerm_subnet.shop_quiet_system,
    azurerm_subnet_network_security_group_association.shop_quiet_system,
    azurerm_subnet_route_table_association.shop_quiet_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-narrow-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "desk_gateway_front" {
  name                = "waf-narrow-desk-front"
  resource_group_name = azurerm_resource_group.desk.name
  location            = azurerm_resource_group.desk.location

  tags = {
    owner = "platform-team"
  }

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

resource "azurerm_web_application_firewall_policy" "forms_gateway_edge" {
  name                = "waf-narrow-forms-edge"
  resource_group_name = azurerm_resource_group.forms.name
  location            = azurerm_resource_group.forms.location

  tags = {
    owner = "platform-team"
  }

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
  name                = "waf-narrow-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }

  managed_rules {
    exclusion {
      match_variable          = "RequestArgNames"
      selector                = "comment"
      selector_match_operator = "Equals"
    }

    exclusion {
      match_variable          = "RequestCookieNames"
      selector                = "session"
      selector_match_operator = "StartsWith"
    }

    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
    }
  }

  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_quiet" {
  name                = "waf-narrow-shop-quiet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }

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

resource "terraform_data" "route_sync_app" {
  input = {
    memory      = 512
    nodeVersion = "22"
    package     = "HASH"
    restrictions = {
      ipRestriction = [
        {
          action     = "Allow"
          name       = "action-groups"
          priority   = 100
          serviceTag = "ActionGroup"
        },
      ]
      ipRestrictionDefaultAction = "Deny"
      scmIpRestriction = [
        {
          action    = "Allow"
          ipAddress = "203.0.113.0/24"
          name      = "allowed-1"
          priority  = 100
        },
        {
          action    = "Allow"
          ipAddress = "198.51.100.128/25"
          name      = "allowed-2"
          priority  = 101
        },
      ]
      scmIpRestrictionDefaultAction = "Deny"
      scmUseMainIpRestriction       = false
    }
    settings = {
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_identity.client_id}"
      AzureWebJobsStorage                       = ""
      AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_storage.name
      AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_identity.client_id
      AzureWebJobsStorage__credential           = "managedidentity"
      ROUTE_SYNC_ALERT_AUDIENCE                 = "https://contoso.com/route-sync"
      ROUTE_SYNC_ALERT_TENANT                   = "22222222-0000-4000-8000-00000000000c"
      ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
      ROUTE_SYNC_MIRRORS = jsonencode([
        {
          name     = "desk-main"
          source   = { id = azurerm_route_table.desk_main.id }
          target   = { id = azurerm_route_table.desk_gateway_front.id }
          podCidrs = ["10.247.0.0/16"]
        },
      ])
      ROUTE_SYNC_QUEUE                  = "route-sync"
      ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
      RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
      RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
      RouteSyncStorage__credential      = "managedidentity"
      RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
    }
    tags = {
      owner = "platform-team"
    }
  }
}

output "desk_front_gateway_id" {
  description = "Id of the gateway front."
  value       = azurerm_application_gateway.desk_gateway_front.id
}

output "desk_front_gateway_public_ip" {
  description = "Public address of the gateway front."
  value       = azurerm_public_ip.desk_gateway_front.ip_address
}

output "desk_front_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.desk_gateway_front.id
}

output "desk_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.desk_main.id
}

output "desk_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.desk_main.id
}

output "desk_sealed_cluster_id" {
  description = "Id of the cluster sealed."
  value       = azurerm_kubernetes_cluster.desk_sealed.id
}

output "desk_virtual_network_id" {
  description = "Id of the network of desk."
  value       = azurerm_virtual_network.desk.id
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

output "forms_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.forms_gateway_edge.id
}

output "forms_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.forms_gateway_edge.ip_address
}

output "forms_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.forms_main.id
}

output "forms_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.forms_main.id
}

output "forms_virtual_network_id" {
  description = "Id of the network of forms."
  value       = azurerm_virtual_network.forms.id
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

output "route_sync_function_app_id" {
  description = "Id of the runtime's Function App."
  value       = azurerm_function_app_flex_consumption.route_sync_app.id
}

output "route_sync_mirrors" {
  description = "Configuration of the runtime: the mirrors of its configuration file."

  value = [
    {
      name     = "desk-main"
      podCidrs = ["10.247.0.0/16"]
      source = {
        id = azurerm_route_table.desk_main.id
      }
      target = {
        id = azurerm_route_table.desk_gateway_front.id
      }
    },
  ]
}

output "shop_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.shop_gateway_edge.id
}

output "shop_edge_gateway_private_ip" {
  description = "Private address of the gateway edge."
  value       = "10.41.255.254"
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

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_quiet_cluster_id" {
  description = "Id of the cluster quiet."
  value       = azurerm_kubernetes_cluster.shop_quiet.id
}

output "shop_quiet_gateway_id" {
  description = "Id of the gateway quiet."
  value       = azurerm_application_gateway.shop_gateway_quiet.id
}

output "shop_quiet_gateway_private_ip" {
  description = "Private address of the gateway quiet."
  value       = "10.41.251.254"
}

output "shop_quiet_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_quiet.id
}

output "shop_quiet_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_quiet.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
