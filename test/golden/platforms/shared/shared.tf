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
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "wan"

  storage_use_azuread = true

  features {}
}

provider "azurerm" {
  alias = "stock"

  storage_use_azuread = true
  subscription_id     = "22222222-0000-4000-8000-000000000003"

  features {}
}

provider "azurerm" {
  alias = "theirs"

  resource_provider_registrations = "none"
  storage_use_azuread             = true
  subscription_id                 = "22222222-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "stock_dns"

  storage_use_azuread = true
  subscription_id     = "22222222-0000-4000-8000-000000000002"

  features {}
}

provider "azurerm" {
  alias = "subscription_33333333-0000-4000-8000-000000000001"

  storage_use_azuread = true
  subscription_id     = "33333333-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "subscription_33333333-0000-4000-8000-000000000002"

  storage_use_azuread = true
  subscription_id     = "33333333-0000-4000-8000-000000000002"

  features {}
}

data "azurerm_client_config" "route_sync" {}

data "azurerm_function_app_host_keys" "route_sync_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_app.name
  resource_group_name = azurerm_resource_group.route_sync.name
}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "route_sync_role_subscription_33333333-0000-4000-8000-000000000001" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001
}

data "azurerm_subscription" "route_sync_role_subscription_33333333-0000-4000-8000-000000000002" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000002
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  name                = "agw-shared-shop-edge"
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
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_network_security_rule.shop_gateway_edge_gateway-manager,
    azurerm_network_security_rule.shop_gateway_edge_load-balancer,
    azurerm_network_security_rule.shop_gateway_edge_listeners,
    azurerm_network_security_rule.shop_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "agw-shared-stock-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.stock_gateway_edge.id

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
    public_ip_address_id = azurerm_public_ip.stock_gateway_edge.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.9.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.stock_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.stock_gateway_edge.id
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
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
    azurerm_network_security_rule.stock_gateway_edge_gateway-manager,
    azurerm_network_security_rule.stock_gateway_edge_load-balancer,
    azurerm_network_security_rule.stock_gateway_edge_listeners,
    azurerm_network_security_rule.stock_gateway_edge_private-listeners,
    azurerm_network_security_rule.stock_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-shared-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id
}

resource "azurerm_dns_a_record" "stock_gateway_edge_record_public_stock_internal-contoso-com" {
  provider = azurerm.stock

  name                = "stock"
  resource_group_name = azurerm_dns_zone.stock_dns_internal-contoso-com.resource_group_name
  target_resource_id  = azurerm_public_ip.stock_gateway_edge.id
  ttl                 = 300
  zone_name           = azurerm_dns_zone.stock_dns_internal-contoso-com.name
}

resource "azurerm_dns_zone" "stock_dns_internal-contoso-com" {
  provider = azurerm.stock

  name                = "internal.contoso.com"
  resource_group_name = azurerm_resource_group.stock.name
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_one" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  name                = "egst-shared-route-sync-one"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000001.name
  location            = "Global"
  source_resource_id  = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one"
  topic_type          = "Microsoft.Resources.ResourceGroups"

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_shop" {
  name                = "egst-shared-route-sync-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "Global"
  source_resource_id  = azurerm_resource_group.shop.id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_two" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000002

  name                = "egst-shared-route-sync-two"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000002.name
  location            = "Global"
  source_resource_id  = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
  topic_type          = "Microsoft.Resources.ResourceGroups"

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_one" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  name                = "evgs-shared-route-sync-one"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000001.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_one.name

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
    subject_begins_with = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-aks"
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-main" {
  name                = "evgs-shared-route-sync-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_shop.name

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
    subject_begins_with = azurerm_route_table.shop_main.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_two" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000002

  name                = "evgs-shared-route-sync-two"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000002.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_two.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  advanced_filter {
    string_begins_with {
      key    = "data.operationName"
      values = ["Microsoft.Network/routeTables/"]
    }
  }

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
    subject_begins_with = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_firewall" "ours_firewall" {
  name                = "afw-ours"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  firewall_policy_id  = azurerm_firewall_policy.ours_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.ours_firewall_1.id
    subnet_id            = azurerm_subnet.ours_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.ours_firewall_2.id
  }

  ip_configuration {
    name                 = "ip-3"
    public_ip_address_id = azurerm_public_ip.ours_firewall_3.id
  }

  ip_configuration {
    name                 = "ip-4"
    public_ip_address_id = azurerm_public_ip.ours_firewall_4.id
  }

  ip_configuration {
    name                 = "ip-5"
    public_ip_address_id = azurerm_public_ip.ours_firewall_5.id
  }

  ip_configuration {
    name                 = "ip-6"
    public_ip_address_id = azurerm_public_ip.ours_firewall_6.id
  }

  ip_configuration {
    name                 = "ip-7"
    public_ip_address_id = azurerm_public_ip.ours_firewall_7.id
  }

  ip_configuration {
    name                 = "ip-8"
    public_ip_address_id = azurerm_public_ip.ours_firewall_8.id
  }

  ip_configuration {
    name                 = "ip-9"
    public_ip_address_id = azurerm_public_ip.ours_firewall_9.id
  }

  ip_configuration {
    name                 = "ip-10"
    public_ip_address_id = azurerm_public_ip.ours_firewall_10.id
  }

  ip_configuration {
    name                 = "ip-11"
    public_ip_address_id = azurerm_public_ip.ours_firewall_11.id
  }

  ip_configuration {
    name                 = "ip-12"
    public_ip_address_id = azurerm_public_ip.ours_firewall_12.id
  }

  ip_configuration {
    name                 = "ip-13"
    public_ip_address_id = azurerm_public_ip.ours_firewall_13.id
  }

  ip_configuration {
    name                 = "ip-14"
    public_ip_address_id = azurerm_public_ip.ours_firewall_14.id
  }

  ip_configuration {
    name                 = "ip-15"
    public_ip_address_id = azurerm_public_ip.ours_firewall_15.id
  }

  ip_configuration {
    name                 = "ip-16"
    public_ip_address_id = azurerm_public_ip.ours_firewall_16.id
  }

  ip_configuration {
    name                 = "ip-17"
    public_ip_address_id = azurerm_public_ip.ours_firewall_17.id
  }

  ip_configuration {
    name                 = "ip-18"
    public_ip_address_id = azurerm_public_ip.ours_firewall_18.id
  }

  ip_configuration {
    name                 = "ip-19"
    public_ip_address_id = azurerm_public_ip.ours_firewall_19.id
  }

  ip_configuration {
    name                 = "ip-20"
    public_ip_address_id = azurerm_public_ip.ours_firewall_20.id
  }
}

resource "azurerm_firewall" "wan_firewall" {
  provider = azurerm.wan

  name                = "afw-shared-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  firewall_policy_id  = azurerm_firewall_policy.wan_firewall.id
  sku_name            = "AZFW_Hub"
  sku_tier            = "Standard"

  virtual_hub {
    public_ip_count = 2
    virtual_hub_id  = azurerm_virtual_hub.wan.id
  }
}

resource "azurerm_firewall_policy" "ours_firewall" {
  name                = "afwp-shared-ours"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy" "wan_firewall" {
  provider = azurerm.wan

  name                = "afwp-shared-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "branch_main" {
  provider = azurerm.wan

  name               = "rcg-shared-branch-main"
  firewall_policy_id = azurerm_firewall_policy.wan_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.49.0.0/24"]

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
      source_addresses  = ["10.49.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-shared-shop-main"
  firewall_policy_id = azurerm_firewall_policy.ours_firewall.id
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

resource "azurerm_firewall_policy_rule_collection_group" "wan_publish" {
  provider = azurerm.wan

  name               = "rcg-shared-wan-publish"
  firewall_policy_id = azurerm_firewall_policy.wan_firewall.id
  priority           = 500

  nat_rule_collection {
    name     = "publish"
    action   = "Dnat"
    priority = 100

    rule {
      name               = "feed"
      destination_ports  = ["5671"]
      protocols          = ["TCP"]
      source_addresses   = ["*"]
      translated_address = "10.49.254.11"
      translated_port    = 5671

      destination_address = element(
        azurerm_firewall.wan_firewall.virtual_hub[0].public_ip_addresses,
        0,
      )
    }
  }
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-shared-route-sync-b5aa23"
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
    ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
    ROUTE_SYNC_MIRRORS = jsonencode([
      {
        name     = "shop-main"
        source   = { id = azurerm_route_table.shop_main.id }
        target   = { id = azurerm_route_table.shop_gateway_edge.id }
        podCidrs = ["10.160.0.0/16"]
      },
      {
        name = "one"
        source = {
          id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-aks"
        }
        target = {
          id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-agw"
        }
        podCidrs = ["10.244.0.0/16"]
      },
      {
        name = "two"
        source = {
          nodeResourceGroup = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
        }
        target   = { id = azurerm_route_table.route_sync_agw-two.id }
        podCidrs = ["10.245.0.0/16"]
        policy   = "retire"
      },
    ])
    ROUTE_SYNC_QUEUE                  = "route-sync"
    ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
    RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
    RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
    RouteSyncStorage__credential      = "managedidentity"
    RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
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
    azurerm_role_assignment.route_sync_role_source_reader_shop-main,
    azurerm_role_assignment.route_sync_role_target_writer_shop-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription,
    azurerm_role_assignment.route_sync_role_source_reader_one,
    azurerm_role_assignment.route_sync_role_target_writer_one,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_33333333-0000-4000-8000-000000000001,
    azurerm_role_assignment.route_sync_role_source_reader_two,
    azurerm_role_assignment.route_sync_role_target_writer_two,
  ]
}

resource "azurerm_kubernetes_cluster" "branch_main" {
  provider = azurerm.wan

  name                                = "aks-shared-branch-main"
  resource_group_name                 = azurerm_resource_group.branch.name
  location                            = azurerm_resource_group.branch.location
  dns_prefix                          = "aks-shared-branch-main"
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
    pod_cidr            = "10.244.0.0/16"
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

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-shared-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-shared-shop-main"
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

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_edge.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.160.0.0/16"
    service_cidr      = "172.16.0.0/16"
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
    azurerm_role_assignment.shop_main_route_table,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
  ]
}

resource "azurerm_kubernetes_cluster" "stock_main" {
  provider = azurerm.stock

  name                                = "aks-shared-stock-main"
  resource_group_name                 = azurerm_resource_group.stock.name
  location                            = azurerm_resource_group.stock.location
  dns_prefix                          = "aks-shared-stock-main"
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
    vnet_subnet_id              = azurerm_subnet.stock_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.stock_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.stock_gateway_edge.id
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
    azurerm_virtual_network_peering.stock_peering_from_hub,
    azurerm_virtual_network_peering.stock_peering_to_hub,
    azurerm_route.stock_main_default,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
    azurerm_role_assignment.stock_main_subnet_system,
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
  ]
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-shared-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-shared-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "route-sync"

  azure_function_receiver {
    name                     = "alerts"
    function_app_resource_id = azurerm_function_app_flex_consumption.route_sync_app.id
    function_name            = "alerts"
    http_trigger_url         = "https://${azurerm_function_app_flex_consumption.route_sync_app.default_hostname}/api/alerts?code=${data.azurerm_function_app_host_keys.route_sync_wake_up.default_function_key}"
    use_common_alert_schema  = true
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_one" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  name                = "ar-shared-route-sync-one"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000001.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = ["/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one"]

  action {
    action_group_id = azurerm_monitor_action_group.route_sync_wake_up.id
  }

  criteria {
    category       = "Administrative"
    resource_types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]
    status         = "Succeeded"
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-main" {
  name                = "ar-shared-route-sync-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.shop.id]

  action {
    action_group_id = azurerm_monitor_action_group.route_sync_wake_up.id
  }

  criteria {
    category       = "Administrative"
    resource_types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]
    status         = "Succeeded"
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_two" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000002

  name                = "ar-shared-route-sync-two"
  resource_group_name = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000002.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope",
  ]

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
  name                    = "ar-shared-route-sync-full"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A route table holds nine tenths or more of the routes that guards.routeLimit allows: beyond it the mirror is held."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT30M"

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
  name                    = "ar-shared-route-sync-held"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A guard holds a mirror: the gateway's table stays as it is until a person decides. `route-sync plan` tells what it would do."
  evaluation_frequency    = "PT10M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT1H"

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| summarize since = minif(timestamp, outcome == \"held\"), held = maxif(timestamp, outcome == \"held\"),\n    good = maxif(timestamp, outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\", \"retired\")) by mirror\n| where held - iff(isnull(good) or since > good, since, good) >= 5m"
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
  name                    = "ar-shared-route-sync-poison"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A wake-up failed five times and lies in route-sync-poison: read the runtime's errors, mend, and delete the message."
  evaluation_frequency    = "PT5M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT15M"

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
  name                    = "ar-shared-route-sync-silent"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "No round of any mirror has ended for 30 minutes: the runtime does not run, or cannot report. Gateways may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

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
  name                    = "ar-shared-route-sync-stale"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A mirror had no round that succeeded for 30 minutes: its gateway may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\", \"retired\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"shop-main\", \"one\", \"two\"]), good) to typeof(string)"
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
  name                    = "ar-shared-route-sync-heartbeat"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 4
  window_duration         = "PT15M"

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

resource "azurerm_network_security_group" "branch_load_balancers" {
  provider = azurerm.wan

  name                = "nsg-shared-branch-load-balancers"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_network_security_group" "branch_main_system" {
  provider = azurerm.wan

  name                = "nsg-shared-branch-main-system"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  name                = "nsg-shared-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-shared-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "nsg-shared-stock-gateway-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_network_security_group" "stock_main_system" {
  provider = azurerm.stock

  name                = "nsg-shared-stock-main-system"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_network_security_rule" "branch_load_balancers_deny-other-inbound" {
  provider = azurerm.wan

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
  provider = azurerm.wan

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

resource "azurerm_network_security_rule" "branch_load_balancers_published-feed" {
  provider = azurerm.wan

  name                        = "published-feed"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefix  = "10.49.254.11"
  destination_port_range      = "5671"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.48.0.0/23"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_deny-other-inbound" {
  provider = azurerm.wan

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

resource "azurerm_network_security_rule" "branch_main_system_load-balancer" {
  provider = azurerm.wan

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 150
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_nodes-to-nodes" {
  provider = azurerm.wan

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.49.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.49.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_nodes-to-pods" {
  provider = azurerm.wan

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.49.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_pods-to-nodes" {
  provider = azurerm.wan

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.49.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_pods-to-pods" {
  provider = azurerm.wan

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.branch.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.branch_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "branch_main_system_published-feed" {
  provider = azurerm.wan

  name                         = "published-feed"
  resource_group_name          = azurerm_resource_group.branch.name
  access                       = "Allow"
  description                  = "The firewall to a published service, at its address or at a node's port."
  destination_address_prefixes = ["10.49.254.11", "10.49.0.0/24"]
  destination_port_ranges      = ["5671", "30000-32767"]
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.branch_main_system.name
  priority                     = 100
  protocol                     = "Tcp"
  source_address_prefix        = "10.48.0.0/23"
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
  destination_address_prefix  = "10.1.255.0/24"
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
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.160.0.0/16"]
  destination_port_range       = "*"
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
  destination_address_prefix  = "10.160.0.0/16"
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
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_deny-other-inbound" {
  provider = azurerm.stock

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_gateway-manager" {
  provider = azurerm.stock

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_listeners" {
  provider = azurerm.stock

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.9.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_load-balancer" {
  provider = azurerm.stock

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_private-listeners" {
  provider = azurerm.stock

  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.9.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "10.8.1.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_deny-other-inbound" {
  provider = azurerm.stock

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

resource "azurerm_network_security_rule" "stock_main_system_from-edge" {
  provider = azurerm.stock

  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.9.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_load-balancer" {
  provider = azurerm.stock

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
  provider = azurerm.stock

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
  provider = azurerm.stock

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
  provider = azurerm.stock

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
  provider = azurerm.stock

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

resource "azurerm_private_dns_a_record" "stock_gateway_edge_record_private_stock_internal-contoso-com" {
  provider = azurerm.stock_dns

  name                = "stock"
  resource_group_name = "rg-dns"
  records             = ["10.9.255.254"]
  ttl                 = 300
  zone_name           = "internal.contoso.com"
}

resource "azurerm_public_ip" "ours_firewall_1" {
  name                = "pip-shared-ours-firewall-1"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_10" {
  name                = "pip-shared-ours-firewall-10"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_11" {
  name                = "pip-shared-ours-firewall-11"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_12" {
  name                = "pip-shared-ours-firewall-12"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_13" {
  name                = "pip-shared-ours-firewall-13"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_14" {
  name                = "pip-shared-ours-firewall-14"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_15" {
  name                = "pip-shared-ours-firewall-15"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_16" {
  name                = "pip-shared-ours-firewall-16"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_17" {
  name                = "pip-shared-ours-firewall-17"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_18" {
  name                = "pip-shared-ours-firewall-18"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_19" {
  name                = "pip-shared-ours-firewall-19"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_2" {
  name                = "pip-shared-ours-firewall-2"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_20" {
  name                = "pip-shared-ours-firewall-20"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_3" {
  name                = "pip-shared-ours-firewall-3"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_4" {
  name                = "pip-shared-ours-firewall-4"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_5" {
  name                = "pip-shared-ours-firewall-5"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_6" {
  name                = "pip-shared-ours-firewall-6"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_7" {
  name                = "pip-shared-ours-firewall-7"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_8" {
  name                = "pip-shared-ours-firewall-8"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ours_firewall_9" {
  name                = "pip-shared-ours-firewall-9"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  name                = "pip-shared-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "pip-shared-stock-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "branch" {
  provider = azurerm.wan

  name     = "rg-shared-branch"
  location = "swedencentral"
}

resource "azurerm_resource_group" "ours" {
  name     = "rg-shared-ours"
  location = "westeurope"
}

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-shared-route-sync"
  location = "westeurope"
}

resource "azurerm_resource_group" "route_sync_33333333-0000-4000-8000-000000000001" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  name     = "rg-shared-route-sync-33333333-0000-4000-8000-000000000001"
  location = azurerm_resource_group.route_sync.location
}

resource "azurerm_resource_group" "route_sync_33333333-0000-4000-8000-000000000002" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000002

  name     = "rg-shared-route-sync-33333333-0000-4000-8000-000000000002"
  location = azurerm_resource_group.route_sync.location
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-shared-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "stock" {
  provider = azurerm.stock

  name     = "rg-shared-stock"
  location = "northeurope"
}

resource "azurerm_resource_group" "wan" {
  provider = azurerm.wan

  name     = "rg-shared-wan"
  location = "swedencentral"
}

resource "azurerm_role_assignment" "branch_main_load_balancer_subnet" {
  provider = azurerm.wan

  scope                = azurerm_subnet.branch_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.branch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "branch_main_subnet_system" {
  provider = azurerm.wan

  scope                = azurerm_subnet.branch_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.branch_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
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

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_33333333-0000-4000-8000-000000000001" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000001.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_one" {
  scope                = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-aks"
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-main" {
  scope              = azurerm_route_table.shop_main.id
  description        = "Reads the route tables that AKS writes."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_source_reader.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_two" {
  scope                = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_one" {
  scope                = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-agw"
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_shop-main" {
  scope              = azurerm_route_table.shop_gateway_edge.id
  description        = "Reads and writes the gateways' route tables."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_target_writer.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_two" {
  scope                = azurerm_route_table.route_sync_agw-two.id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_storage_account.route_sync_storage]
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

resource "azurerm_role_assignment" "shop_main_route_table" {
  scope                = azurerm_route_table.shop_main.id
  description          = "AKS writes a route a node."
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

resource "azurerm_role_assignment" "stock_main_agic_addon_gateway" {
  provider = azurerm.stock

  scope                = azurerm_application_gateway.stock_gateway_edge.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "stock_main_agic_addon_resource_group" {
  provider = azurerm.stock

  scope                = azurerm_resource_group.stock.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "stock_main_agic_addon_subnet" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_gateway_edge.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_subnet_system" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name        = "shared network operation reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000001.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000002.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name        = "shared route source reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000001.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000002.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name        = "shared route target writer"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000001.id,
    data.azurerm_subscription.route_sync_role_subscription_33333333-0000-4000-8000-000000000002.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_route" "branch_main_default" {
  provider = azurerm.wan

  name                   = "default"
  resource_group_name    = azurerm_resource_group.branch.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.wan_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.branch_main.name
}

resource "azurerm_route" "ours_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.ours.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.ours_firewall_routes.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.ours_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "stock_from_ours" {
  provider = azurerm

  name                   = "to-stock"
  resource_group_name    = azurerm_resource_group.ours.name
  address_prefix         = "10.9.0.0/16"
  next_hop_in_ip_address = "10.8.0.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.ours_firewall_routes.name
}

resource "azurerm_route" "stock_main_default" {
  provider = azurerm.stock

  name                   = "default"
  resource_group_name    = azurerm_resource_group.stock.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = "10.8.0.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.stock_main.name
}

resource "azurerm_route_table" "branch_main" {
  provider = azurerm.wan

  name                          = "rt-shared-branch-main"
  resource_group_name           = azurerm_resource_group.branch.name
  location                      = azurerm_resource_group.branch.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "ours_firewall_routes" {
  name                          = "rt-shared-ours-firewall"
  resource_group_name           = azurerm_resource_group.ours.name
  location                      = azurerm_resource_group.ours.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "route_sync_agw-two" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  name                          = "rt-shared-agw-two"
  resource_group_name           = azurerm_resource_group.route_sync_33333333-0000-4000-8000-000000000001.name
  location                      = "northeurope"
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_edge" {
  name                          = "rt-shared-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-shared-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "stock_gateway_edge" {
  provider = azurerm.stock

  name                          = "rt-shared-stock-gateway-edge"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "stock_main" {
  provider = azurerm.stock

  name                          = "rt-shared-stock-main"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-shared-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stsharedsyncd92dc8"
  resource_group_name              = azurerm_resource_group.route_sync.name
  location                         = azurerm_resource_group.route_sync.location
  account_replication_type         = "ZRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  shared_access_key_enabled        = false
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
    azurerm_kubernetes_cluster.shop_main,
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

resource "azurerm_subnet" "branch_load_balancers" {
  provider = azurerm.wan

  name                                          = "snet-shared-branch-load-balancers"
  resource_group_name                           = azurerm_resource_group.branch.name
  virtual_network_name                          = azurerm_virtual_network.branch.name
  address_prefixes                              = ["10.49.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "branch_main_system" {
  provider = azurerm.wan

  name                            = "snet-shared-branch-main-system"
  resource_group_name             = azurerm_resource_group.branch.name
  virtual_network_name            = azurerm_virtual_network.branch.name
  address_prefixes                = ["10.49.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "ours_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.ours.name
  virtual_network_name            = azurerm_virtual_network.ours.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_edge" {
  name                            = "snet-shared-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-shared-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "stock_gateway_edge" {
  provider = azurerm.stock

  name                            = "snet-shared-stock-gateway-edge"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "stock_main_system" {
  provider = azurerm.stock

  name                            = "snet-shared-stock-main-system"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "branch_load_balancers" {
  provider = azurerm.wan

  network_security_group_id = azurerm_network_security_group.branch_load_balancers.id
  subnet_id                 = azurerm_subnet.branch_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "branch_main_system" {
  provider = azurerm.wan

  network_security_group_id = azurerm_network_security_group.branch_main_system.id
  subnet_id                 = azurerm_subnet.branch_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "stock_gateway_edge" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_gateway_edge.id
  subnet_id                 = azurerm_subnet.stock_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "stock_main_system" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_main_system.id
  subnet_id                 = azurerm_subnet.stock_main_system.id
}

resource "azurerm_subnet_route_table_association" "branch_main_system" {
  provider = azurerm.wan

  route_table_id = azurerm_route_table.branch_main.id
  subnet_id      = azurerm_subnet.branch_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.branch_main_system]
}

resource "azurerm_subnet_route_table_association" "ours_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.ours_firewall_routes.id
  subnet_id      = azurerm_subnet.ours_AzureFirewallSubnet.id

  depends_on = [azurerm_route.ours_firewall_routes_internet]
}

resource "azurerm_subnet_route_table_association" "route_sync_agw-two" {
  provider = azurerm.subscription_33333333-0000-4000-8000-000000000001

  route_table_id = azurerm_route_table.route_sync_agw-two.id
  subnet_id      = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-two/providers/Microsoft.Network/virtualNetworks/vnet-two/subnets/snet-agw"
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

resource "azurerm_subnet_route_table_association" "stock_gateway_edge" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_gateway_edge.id
  subnet_id      = azurerm_subnet.stock_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "stock_main_system" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_main.id
  subnet_id      = azurerm_subnet.stock_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_main_system]
}

resource "azurerm_user_assigned_identity" "branch_main" {
  provider = azurerm.wan

  name                = "id-shared-branch-main"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
}

resource "azurerm_user_assigned_identity" "route_sync_events" {
  name                = "id-shared-route-sync-events"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-shared-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-shared-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "stock_main" {
  provider = azurerm.stock

  name                = "id-shared-stock-main"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
}

resource "azurerm_virtual_hub" "wan" {
  provider = azurerm.wan

  name                = "vhub-own"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  address_prefix      = "10.48.0.0/23"
  virtual_wan_id      = azurerm_virtual_wan.wan.id
}

resource "azurerm_virtual_hub_connection" "branch_connection" {
  provider = azurerm.wan

  name                      = "vcn-shared-wan-to-branch"
  internet_security_enabled = true
  remote_virtual_network_id = azurerm_virtual_network.branch.id
  virtual_hub_id            = azurerm_virtual_hub.wan.id

  depends_on = [
    azurerm_virtual_hub_routing_intent.wan,
    azurerm_subnet.branch_main_system,
    azurerm_subnet_network_security_group_association.branch_main_system,
    azurerm_subnet_route_table_association.branch_main_system,
    azurerm_subnet.branch_load_balancers,
    azurerm_subnet_network_security_group_association.branch_load_balancers,
  ]
}

resource "azurerm_virtual_hub_routing_intent" "wan" {
  provider = azurerm.wan

  name           = "ri-shared-wan"
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

  depends_on = [azurerm_vpn_gateway.wan_gateway]
}

resource "azurerm_virtual_network" "branch" {
  provider = azurerm.wan

  name                = "vnet-shared-branch"
  resource_group_name = azurerm_resource_group.branch.name
  location            = azurerm_resource_group.branch.location
  address_space       = ["10.49.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "ours" {
  name                = "vnet-ours"
  resource_group_name = azurerm_resource_group.ours.name
  location            = azurerm_resource_group.ours.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-shared-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "stock" {
  provider = azurerm.stock

  name                = "vnet-shared-stock"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  address_space       = ["10.9.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "ours_peering_theirs_from" {
  provider = azurerm.theirs

  name                      = "peer-shared-theirs-to-ours"
  resource_group_name       = "rg-hub"
  virtual_network_name      = "vnet-hub"
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.ours.id

  depends_on = [
    azurerm_subnet.ours_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.ours_AzureFirewallSubnet,
  ]
}

resource "azurerm_virtual_network_peering" "ours_peering_theirs_to" {
  name                      = "peer-shared-ours-to-theirs"
  resource_group_name       = azurerm_resource_group.ours.name
  virtual_network_name      = azurerm_virtual_network.ours.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = "/subscriptions/22222222-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"

  depends_on = [azurerm_virtual_network_peering.ours_peering_theirs_from]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-shared-ours-to-shop"
  resource_group_name       = azurerm_resource_group.ours.name
  virtual_network_name      = azurerm_virtual_network.ours.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.ours_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.ours_AzureFirewallSubnet,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-shared-shop-to-ours"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.ours.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "stock_peering_from_hub" {
  provider = azurerm.theirs

  name                      = "peer-shared-theirs-to-stock"
  resource_group_name       = "rg-hub"
  virtual_network_name      = "vnet-hub"
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.stock.id

  depends_on = [
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "stock_peering_to_hub" {
  provider = azurerm.stock

  name                      = "peer-shared-stock-to-theirs"
  resource_group_name       = azurerm_resource_group.stock.name
  virtual_network_name      = azurerm_virtual_network.stock.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = "/subscriptions/22222222-0000-4000-8000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.stock_peering_from_hub]
}

resource "azurerm_virtual_wan" "wan" {
  provider = azurerm.wan

  name                = "vwan-shared-wan"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  type                = "Standard"
}

resource "azurerm_vpn_gateway" "wan_gateway" {
  provider = azurerm.wan

  name                = "vpng-own"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  scale_unit          = 1
  virtual_hub_id      = azurerm_virtual_hub.wan.id

  depends_on = [azurerm_firewall.wan_firewall]
}

resource "azurerm_vpn_gateway_connection" "wan_gateway_berlin" {
  provider = azurerm.wan

  name               = "con-shared-wan-berlin"
  remote_vpn_site_id = azurerm_vpn_site.wan_gateway_berlin.id
  vpn_gateway_id     = azurerm_vpn_gateway.wan_gateway.id

  vpn_link {
    name             = "link"
    bgp_enabled      = true
    vpn_site_link_id = azurerm_vpn_site.wan_gateway_berlin.link[0].id
  }

  depends_on = [azurerm_virtual_hub_routing_intent.wan]
}

resource "azurerm_vpn_site" "wan_gateway_berlin" {
  provider = azurerm.wan

  name                = "vst-shared-wan-berlin"
  resource_group_name = azurerm_resource_group.wan.name
  location            = azurerm_resource_group.wan.location
  virtual_wan_id      = azurerm_virtual_wan.wan.id

  link {
    name       = "link"
    ip_address = "203.0.113.10"

    bgp {
      asn             = 65020
      peering_address = "172.20.0.1"
    }
  }
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_edge" {
  name                = "waf-shared-shop-edge"
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

resource "azurerm_web_application_firewall_policy" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "waf-shared-stock-edge"
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
      ipRestrictionDefaultAction    = "Deny"
      scmIpRestrictionDefaultAction = "Deny"
      scmUseMainIpRestriction       = false
    }
    settings = {
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_identity.client_id}"
      AzureWebJobsStorage                       = ""
      AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_storage.name
      AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_identity.client_id
      AzureWebJobsStorage__credential           = "managedidentity"
      ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
      ROUTE_SYNC_MIRRORS = jsonencode([
        {
          name     = "shop-main"
          source   = { id = azurerm_route_table.shop_main.id }
          target   = { id = azurerm_route_table.shop_gateway_edge.id }
          podCidrs = ["10.160.0.0/16"]
        },
        {
          name = "one"
          source = {
            id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-aks"
          }
          target = {
            id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-agw"
          }
          podCidrs = ["10.244.0.0/16"]
        },
        {
          name = "two"
          source = {
            nodeResourceGroup = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
          }
          target   = { id = azurerm_route_table.route_sync_agw-two.id }
          podCidrs = ["10.245.0.0/16"]
          policy   = "retire"
        },
      ])
      ROUTE_SYNC_QUEUE                  = "route-sync"
      ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
      RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
      RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
      RouteSyncStorage__credential      = "managedidentity"
      RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
    }
    tags = {}
  }
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
    main_system = azurerm_subnet.branch_main_system.id
  }
}

output "branch_virtual_network_id" {
  description = "Id of the network of branch."
  value       = azurerm_virtual_network.branch.id
}

output "ours_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.ours_firewall.id
}

output "ours_firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.ours_firewall.ip_configuration[0].private_ip_address
}

output "ours_firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.ours_firewall_1.ip_address,
    azurerm_public_ip.ours_firewall_2.ip_address,
    azurerm_public_ip.ours_firewall_3.ip_address,
    azurerm_public_ip.ours_firewall_4.ip_address,
    azurerm_public_ip.ours_firewall_5.ip_address,
    azurerm_public_ip.ours_firewall_6.ip_address,
    azurerm_public_ip.ours_firewall_7.ip_address,
    azurerm_public_ip.ours_firewall_8.ip_address,
    azurerm_public_ip.ours_firewall_9.ip_address,
    azurerm_public_ip.ours_firewall_10.ip_address,
    azurerm_public_ip.ours_firewall_11.ip_address,
    azurerm_public_ip.ours_firewall_12.ip_address,
    azurerm_public_ip.ours_firewall_13.ip_address,
    azurerm_public_ip.ours_firewall_14.ip_address,
    azurerm_public_ip.ours_firewall_15.ip_address,
    azurerm_public_ip.ours_firewall_16.ip_address,
    azurerm_public_ip.ours_firewall_17.ip_address,
    azurerm_public_ip.ours_firewall_18.ip_address,
    azurerm_public_ip.ours_firewall_19.ip_address,
    azurerm_public_ip.ours_firewall_20.ip_address,
  ]
}

output "ours_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.ours.id
}

output "route_sync_function_app_id" {
  description = "Id of the runtime's Function App."
  value       = azurerm_function_app_flex_consumption.route_sync_app.id
}

output "route_sync_mirrors" {
  description = "Configuration of the runtime: the mirrors of its configuration file."

  value = [
    {
      name     = "shop-main"
      podCidrs = ["10.160.0.0/16"]
      source = {
        id = azurerm_route_table.shop_main.id
      }
      target = {
        id = azurerm_route_table.shop_gateway_edge.id
      }
    },
    {
      name     = "one"
      podCidrs = ["10.244.0.0/16"]
      source = {
        id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-aks"
      }
      target = {
        id = "/subscriptions/33333333-0000-4000-8000-000000000001/resourceGroups/rg-one/providers/Microsoft.Network/routeTables/rt-agw"
      }
    },
    {
      name     = "two"
      podCidrs = ["10.245.0.0/16"]
      policy   = "retire"
      source = {
        nodeResourceGroup = "/subscriptions/33333333-0000-4000-8000-000000000002/resourceGroups/MC_rg-two_aks-two_westeurope"
      }
      target = {
        id = azurerm_route_table.route_sync_agw-two.id
      }
    },
  ]
}

output "shop_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.shop_gateway_edge.id
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
  value       = azurerm_kubernetes_cluster.shop_main.fqdn
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

output "shop_subnet_ids" {
  description = "Ids of the subnets of shop."

  value = {
    gateway_edge = azurerm_subnet.shop_gateway_edge.id
    main_system  = azurerm_subnet.shop_main_system.id
  }
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}

output "stock_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.stock_gateway_edge.id
}

output "stock_edge_gateway_private_ip" {
  description = "Private address of the gateway edge."
  value       = "10.9.255.254"
}

output "stock_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.stock_gateway_edge.ip_address
}

output "stock_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.stock_gateway_edge.id
}

output "stock_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.stock_main.id
}

output "stock_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.stock_main.fqdn
}

output "stock_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.stock_main.principal_id
}

output "stock_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.stock_main.kubelet_identity[0].client_id
}

output "stock_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.stock_main.kubelet_identity[0].object_id
}

output "stock_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.stock_main.node_resource_group
}

output "stock_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.stock_main.oidc_issuer_url
}

output "stock_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.stock_main.id
}

output "stock_subnet_ids" {
  description = "Ids of the subnets of stock."

  value = {
    gateway_edge = azurerm_subnet.stock_gateway_edge.id
    main_system  = azurerm_subnet.stock_main_system.id
  }
}

output "stock_virtual_network_id" {
  description = "Id of the network of stock."
  value       = azurerm_virtual_network.stock.id
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
  value       = azurerm_vpn_gateway.wan_gateway.id
}

output "wan_network_gateway_public_ips" {
  description = "Addresses that VPN devices have tunnels to."
  value       = azurerm_vpn_gateway.wan_gateway.ip_configuration[*].public_ip_address
}

output "wan_virtual_hub_id" {
  description = "Id of the virtual hub."
  value       = azurerm_virtual_hub.wan.id
}
