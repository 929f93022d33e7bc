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

  features {
    storage {
      data_plane_available = false
    }
  }
}

provider "azurerm" {
  alias = "shop"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

provider "azurerm" {
  alias = "subscription_11111111"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000003"

  features {}
}

data "azurerm_client_config" "route_sync" {}

data "azurerm_eventgrid_system_topic" "route_sync_events_shop" {
  provider = azurerm.shop

  name                = "evgt-shop"
  resource_group_name = "rg-events"
}

data "azurerm_function_app_host_keys" "route_sync_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_app.name
  resource_group_name = azurerm_resource_group.route_sync.name
}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "route_sync_role_subscription_11111111" {
  provider = azurerm.subscription_11111111
}

data "azurerm_subscription" "route_sync_role_subscription_shop" {
  provider = azurerm.shop
}

resource "azurerm_application_gateway" "shop_gateway_back" {
  provider = azurerm.shop

  name                = "agw-runtime-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_back.id

  tags = {
    owner = "platform"
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
    public_ip_address_id = azurerm_public_ip.shop_gateway_back.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.1.251.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_back.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_back.id
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
    azurerm_subnet.shop_gateway_back,
    azurerm_subnet_network_security_group_association.shop_gateway_back,
    azurerm_subnet_route_table_association.shop_gateway_back,
    azurerm_network_security_rule.shop_gateway_back_gateway-manager,
    azurerm_network_security_rule.shop_gateway_back_load-balancer,
    azurerm_network_security_rule.shop_gateway_back_listeners,
    azurerm_network_security_rule.shop_gateway_back_private-listeners,
    azurerm_network_security_rule.shop_gateway_back_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "agw-runtime-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  tags = {
    owner = "platform"
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

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-runtime-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_bastion_host" "hub_bastion" {
  name                = "bas-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Basic"

  tags = {
    owner = "platform"
  }

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

resource "azurerm_eventgrid_system_topic" "route_sync_events_old" {
  provider = azurerm.subscription_11111111

  name                = "egst-runtime-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_11111111.name
  location            = "Global"
  source_resource_id  = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform"
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_old" {
  provider = azurerm.subscription_11111111

  name                = "evgs-runtime-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_11111111.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_old.name

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
    type = "SystemAssigned"
  }

  storage_queue_endpoint {
    queue_message_time_to_live_in_seconds = 3600
    queue_name                            = azurerm_storage_queue.route_sync_storage_queue.name
    storage_account_id                    = azurerm_storage_account.route_sync_storage.id
  }

  subject_filter {
    case_sensitive      = false
    subject_begins_with = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender_old]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-last" {
  provider = azurerm.shop

  name                = "evgs-runtime-route-sync-shop-last"
  resource_group_name = "rg-events"
  system_topic        = data.azurerm_eventgrid_system_topic.route_sync_events_shop.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  delivery_identity {
    type = "SystemAssigned"
  }

  storage_queue_endpoint {
    queue_message_time_to_live_in_seconds = 3600
    queue_name                            = azurerm_storage_queue.route_sync_storage_queue.name
    storage_account_id                    = azurerm_storage_account.route_sync_storage.id
  }

  subject_filter {
    case_sensitive      = false
    subject_begins_with = azurerm_route_table.shop_last.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender_shop]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-main" {
  provider = azurerm.shop

  name                = "evgs-runtime-route-sync-shop-main"
  resource_group_name = "rg-events"
  system_topic        = data.azurerm_eventgrid_system_topic.route_sync_events_shop.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  delivery_identity {
    type = "SystemAssigned"
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

  depends_on = [azurerm_role_assignment.route_sync_events_sender_shop]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-next" {
  provider = azurerm.shop

  name                = "evgs-runtime-route-sync-shop-next"
  resource_group_name = "rg-events"
  system_topic        = data.azurerm_eventgrid_system_topic.route_sync_events_shop.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  delivery_identity {
    type = "SystemAssigned"
  }

  storage_queue_endpoint {
    queue_message_time_to_live_in_seconds = 3600
    queue_name                            = azurerm_storage_queue.route_sync_storage_queue.name
    storage_account_id                    = azurerm_storage_account.route_sync_storage.id
  }

  subject_filter {
    case_sensitive      = false
    subject_begins_with = azurerm_route_table.shop_next.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender_shop]
}

resource "azurerm_federated_identity_credential" "shop_last_agic_helm" {
  provider = azurerm.shop

  name                = "agic-shop-last"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_last.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_last_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
}

resource "azurerm_federated_identity_credential" "shop_next_agic_helm" {
  provider = azurerm.shop

  name                = "agic-shop-next"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_next.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_next_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  tags = {
    owner = "platform"
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
  name                = "afwp-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_back_on_premises" {
  provider = azurerm

  name               = "rcg-runtime-shop-back-on-premises"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 50001

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "back"
      destination_addresses = ["10.1.251.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.2.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_last" {
  provider = azurerm

  name               = "rcg-runtime-shop-last"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1002

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.64.0/24"]

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
      source_addresses  = ["10.1.64.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  provider = azurerm

  name               = "rcg-runtime-shop-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_next" {
  provider = azurerm

  name               = "rcg-runtime-shop-next"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1001

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.32.0/24"]

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
      source_addresses  = ["10.1.32.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "tools_own" {
  name               = "rcg-runtime-tools-own"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
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

    rule {
      name              = "registry-quay"
      destination_fqdns = ["quay.io", "*.quay.io"]
      source_addresses  = ["10.2.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "tools_route_sync" {
  name               = "rcg-runtime-tools-route-sync"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 900

  network_rule_collection {
    name     = "allow-network"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "azure"
      destination_addresses = ["AzureResourceManager", "AzureActiveDirectory", "AzureMonitor"]
      destination_ports     = ["443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.2.3.0/27"]
    }
  }
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-own"
  resource_group_name                            = azurerm_resource_group.route_sync.name
  location                                       = azurerm_resource_group.route_sync.location
  https_only                                     = true
  instance_memory_in_mb                          = 4096
  maximum_instance_count                         = 40
  runtime_name                                   = "node"
  runtime_version                                = "24"
  service_plan_id                                = azurerm_service_plan.route_sync_app.id
  storage_authentication_type                    = "UserAssignedIdentity"
  storage_container_endpoint                     = "${azurerm_storage_account.route_sync_storage.primary_blob_endpoint}${azurerm_storage_container.route_sync_storage_deployments.name}"
  storage_container_type                         = "blobContainer"
  storage_user_assigned_identity_id              = azurerm_user_assigned_identity.route_sync_identity.id
  virtual_network_subnet_id                      = azurerm_subnet.tools_route_sync.id
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
        policy   = "upsert-only"
      },
      {
        name     = "shop-next"
        source   = { id = azurerm_route_table.shop_next.id }
        target   = { id = azurerm_route_table.shop_gateway_back.id }
        podCidrs = ["10.161.0.0/16"]
      },
      {
        name     = "shop-last"
        source   = { id = azurerm_route_table.shop_last.id }
        target   = { id = azurerm_route_table.shop_gateway_back.id }
        podCidrs = ["10.162.0.0/16"]
      },
      {
        name = "old"
        source = {
          nodeResourceGroup = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
        }
        target = {
          id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
        }
        podCidrs = ["10.244.0.0/16"]
        policy   = "retire"
      },
    ])
    ROUTE_SYNC_QUEUE                  = "route-sync"
    ROUTE_SYNC_SWEEP                  = "0 */10 * * * *"
    RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
    RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
    RouteSyncStorage__credential      = "managedidentity"
    RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
  }

  tags = {
    owner = "platform"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_identity.id]
    type         = "UserAssigned"
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.route_sync_app.connection_string
    minimum_tls_version                    = "1.2"
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
    azurerm_private_endpoint.route_sync_storage_endpoint_blob,
    azurerm_private_dns_zone_virtual_network_link.tools_zone_privatelink-blob-core-windows-net,
    azurerm_private_endpoint.route_sync_storage_endpoint_queue,
    azurerm_private_dns_zone_virtual_network_link.tools_zone_privatelink-queue-core-windows-net,
    azurerm_role_assignment.route_sync_role_source_reader_shop-main,
    azurerm_role_assignment.route_sync_role_target_writer_shop-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_shop,
    azurerm_role_assignment.route_sync_role_source_reader_shop-next,
    azurerm_role_assignment.route_sync_role_target_writer_shop-next,
    azurerm_role_assignment.route_sync_role_source_reader_shop-last,
    azurerm_role_assignment.route_sync_role_source_reader_old,
    azurerm_role_assignment.route_sync_role_target_writer_old,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_11111111,
    azurerm_subnet.tools_route_sync,
    azurerm_subnet_network_security_group_association.tools_route_sync,
    azurerm_subnet_route_table_association.tools_route_sync,
    azurerm_route.tools_route_sync_default,
    azurerm_firewall_policy_rule_collection_group.tools_route_sync,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_last" {
  provider = azurerm.shop

  name                                = "aks-runtime-shop-last"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-runtime-shop-last"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_last_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_last.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.162.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_last,
    azurerm_route.shop_last_default,
    azurerm_subnet.shop_last_system,
    azurerm_subnet_network_security_group_association.shop_last_system,
    azurerm_subnet_route_table_association.shop_last_system,
    azurerm_role_assignment.shop_last_subnet_system,
    azurerm_role_assignment.shop_last_route_table,
    azurerm_subnet.shop_gateway_back,
    azurerm_subnet_network_security_group_association.shop_gateway_back,
    azurerm_subnet_route_table_association.shop_gateway_back,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  provider = azurerm.shop

  name                                = "aks-runtime-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-runtime-shop-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
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

resource "azurerm_kubernetes_cluster" "shop_next" {
  provider = azurerm.shop

  name                                = "aks-runtime-shop-next"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-runtime-shop-next"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_next_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_next.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.161.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_next,
    azurerm_route.shop_next_default,
    azurerm_subnet.shop_next_system,
    azurerm_subnet_network_security_group_association.shop_next_system,
    azurerm_subnet_route_table_association.shop_next_system,
    azurerm_role_assignment.shop_next_subnet_system,
    azurerm_role_assignment.shop_next_route_table,
    azurerm_subnet.shop_gateway_back,
    azurerm_subnet_network_security_group_association.shop_gateway_back,
    azurerm_subnet_route_table_association.shop_gateway_back,
  ]
}

resource "azurerm_kubernetes_cluster" "tools_own" {
  name                                = "aks-runtime-tools-own"
  resource_group_name                 = azurerm_resource_group.tools.name
  location                            = azurerm_resource_group.tools.location
  dns_prefix                          = "aks-runtime-tools-own"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.tools_own_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.tools_own.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "none"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.tools_peering_from_hub,
    azurerm_virtual_network_peering.tools_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.tools_own,
    azurerm_route.tools_own_default,
    azurerm_subnet.tools_own_system,
    azurerm_subnet_network_security_group_association.tools_own_system,
    azurerm_subnet_route_table_association.tools_own_system,
    azurerm_role_assignment.tools_own_subnet_system,
  ]
}

resource "azurerm_monitor_action_group" "route_sync_alarm" {
  name                = "ag-runtime-route-sync-alarms"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "sync-alarms"

  tags = {
    owner = "platform"
  }

  email_receiver {
    name                    = "night@contoso.com"
    email_address           = "night@contoso.com"
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-runtime-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "route-sync"

  tags = {
    owner = "platform"
  }

  azure_function_receiver {
    name                     = "alerts"
    function_app_resource_id = azurerm_function_app_flex_consumption.route_sync_app.id
    function_name            = "alerts"
    http_trigger_url         = "https://${azurerm_function_app_flex_consumption.route_sync_app.default_hostname}/api/alerts?code=${data.azurerm_function_app_host_keys.route_sync_wake_up.default_function_key}"
    use_common_alert_schema  = true
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_old" {
  provider = azurerm.subscription_11111111

  name                = "ar-runtime-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_11111111.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope",
  ]

  tags = {
    owner = "platform"
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

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-last" {
  provider = azurerm.shop

  name                = "ar-runtime-route-sync-shop-last"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.shop.id]

  tags = {
    owner = "platform"
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

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-main" {
  provider = azurerm.shop

  name                = "ar-runtime-route-sync-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.shop.id]

  tags = {
    owner = "platform"
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

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-next" {
  provider = azurerm.shop

  name                = "ar-runtime-route-sync-shop-next"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.shop.id]

  tags = {
    owner = "platform"
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
  name                    = "ar-runtime-route-sync-full"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A route table holds nine tenths or more of the routes that guards.routeLimit allows: beyond it the mirror is held."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_alarm.id]
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
  name                    = "ar-runtime-route-sync-held"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A guard holds a mirror: the gateway's table stays as it is until a person decides. `route-sync plan` tells what it would do."
  evaluation_frequency    = "PT10M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 2
  window_duration         = "PT1H"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_alarm.id]
  }

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
  name                    = "ar-runtime-route-sync-poison"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A wake-up failed five times and lies in route-sync-poison: read the runtime's errors, mend, and delete the message."
  evaluation_frequency    = "PT5M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT15M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_alarm.id]
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
  name                    = "ar-runtime-route-sync-silent"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "No round of any mirror has ended for 30 minutes: the runtime does not run, or cannot report. Gateways may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_alarm.id]
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
  name                    = "ar-runtime-route-sync-stale"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = true
  description             = "A mirror had no round that succeeded for 30 minutes: its gateway may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_alarm.id]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\", \"retired\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"shop-main\", \"shop-next\", \"shop-last\", \"old\"]), good) to typeof(string)"
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
  name                    = "ar-runtime-route-sync-heartbeat"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT10M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 4
  window_duration         = "PT10M"

  tags = {
    owner = "platform"
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

resource "azurerm_network_security_group" "hub_bastion_group" {
  name                = "nsg-runtime-hub-bastion"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_gateway_back" {
  provider = azurerm.shop

  name                = "nsg-runtime-shop-gateway-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "nsg-runtime-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_last_system" {
  provider = azurerm.shop

  name                = "nsg-runtime-shop-last-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_main_system" {
  provider = azurerm.shop

  name                = "nsg-runtime-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_next_system" {
  provider = azurerm.shop

  name                = "nsg-runtime-shop-next-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "tools_own_system" {
  name                = "nsg-runtime-tools-own-system"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "tools_private_endpoints" {
  name                = "nsg-runtime-tools-private-endpoints"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "tools_route_sync" {
  name                = "nsg-runtime-tools-route-sync"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location

  tags = {
    owner = "platform"
  }
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

resource "azurerm_network_security_rule" "shop_gateway_back_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_back.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_back_gateway-manager" {
  provider = azurerm.shop

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_back.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_back_listeners" {
  provider = azurerm.shop

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.251.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_back.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_back_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_back.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_back_private-listeners" {
  provider = azurerm.shop

  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.1.251.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_back.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "10.2.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_deny-other-inbound" {
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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

resource "azurerm_network_security_rule" "shop_last_system_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_from-back" {
  provider = azurerm.shop

  name                         = "from-back"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.64.0/24", "10.162.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_last_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.251.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_nodes-to-nodes" {
  provider = azurerm.shop

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.64.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.64.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_nodes-to-pods" {
  provider = azurerm.shop

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.64.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_pods-to-nodes" {
  provider = azurerm.shop

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.64.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.162.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_last_system_pods-to-pods" {
  provider = azurerm.shop

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_last_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.162.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_deny-other-inbound" {
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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

resource "azurerm_network_security_rule" "shop_next_system_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_from-back" {
  provider = azurerm.shop

  name                         = "from-back"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.32.0/24", "10.161.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_next_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.251.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_nodes-to-nodes" {
  provider = azurerm.shop

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_nodes-to-pods" {
  provider = azurerm.shop

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_pods-to-nodes" {
  provider = azurerm.shop

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_next_system_pods-to-pods" {
  provider = azurerm.shop

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_next_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_own_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_own_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_own_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_own_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_own_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_own_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_private_endpoints_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_private_endpoints_from-hub" {
  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.2.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.2.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.2.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "tools_route_sync_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.tools.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.tools_route_sync.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_private_dns_resolver" "hub_dns" {
  name                = "dnspr-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  virtual_network_id  = azurerm_virtual_network.hub.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" "hub_dns_ruleset" {
  name                = "dnsfrs-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location

  private_dns_resolver_outbound_endpoint_ids = [
    azurerm_private_dns_resolver_outbound_endpoint.hub_dns_outbound.id,
  ]

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_forwarding_rule" "hub_dns_rule_corp" {
  name                      = "corp"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  domain_name               = "corp.contoso.com."

  target_dns_servers {
    ip_address = "203.0.113.53"
    port       = 5353
  }
}

resource "azurerm_private_dns_resolver_forwarding_rule" "hub_dns_rule_lab" {
  name                      = "lab"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  domain_name               = "lab.contoso.com."

  target_dns_servers {
    ip_address = "203.0.113.54"
    port       = 53
  }

  target_dns_servers {
    ip_address = "203.0.113.55"
    port       = 53
  }
}

resource "azurerm_private_dns_resolver_inbound_endpoint" "hub_dns_inbound" {
  name                    = "in-runtime-hub"
  location                = azurerm_resource_group.hub.location
  private_dns_resolver_id = azurerm_private_dns_resolver.hub_dns.id

  tags = {
    owner = "platform"
  }

  ip_configurations {
    private_ip_address           = "10.0.0.132"
    private_ip_allocation_method = "Static"
    subnet_id                    = azurerm_subnet.hub_dns_inbound.id
  }
}

resource "azurerm_private_dns_resolver_outbound_endpoint" "hub_dns_outbound" {
  name                    = "out-runtime-hub"
  location                = azurerm_resource_group.hub.location
  private_dns_resolver_id = azurerm_private_dns_resolver.hub_dns.id
  subnet_id               = azurerm_subnet.hub_dns_outbound.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_virtual_network_link" "hub_dns_link" {
  name                      = "pdnslink-runtime-hub"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.hub_dns_ruleset.id
  virtual_network_id        = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-blob-core-windows-net" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = azurerm_resource_group.hub.name

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-queue-core-windows-net" {
  name                = "privatelink.queue.core.windows.net"
  resource_group_name = azurerm_resource_group.hub.name

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-blob-core-windows-net" {
  name                  = "pdnslink-runtime-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-queue-core-windows-net" {
  name                  = "pdnslink-runtime-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "tools_zone_privatelink-blob-core-windows-net" {
  name                  = "pdnslink-runtime-tools"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.tools.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "tools_zone_privatelink-queue-core-windows-net" {
  name                  = "pdnslink-runtime-tools"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.tools.id
}

resource "azurerm_private_endpoint" "route_sync_storage_endpoint_blob" {
  name                = "pep-runtime-tools-route-sync-blob"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location
  subnet_id           = azurerm_subnet.tools_private_endpoints.id

  tags = {
    owner = "platform"
  }

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-runtime-tools-route-sync-blob"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_storage_account.route_sync_storage.id
    subresource_names              = ["blob"]
  }

  depends_on = [
    azurerm_subnet.tools_private_endpoints,
    azurerm_subnet_network_security_group_association.tools_private_endpoints,
  ]
}

resource "azurerm_private_endpoint" "route_sync_storage_endpoint_queue" {
  name                = "pep-runtime-tools-route-sync-queue"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location
  subnet_id           = azurerm_subnet.tools_private_endpoints.id

  tags = {
    owner = "platform"
  }

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-runtime-tools-route-sync-queue"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_storage_account.route_sync_storage.id
    subresource_names              = ["queue"]
  }

  depends_on = [
    azurerm_subnet.tools_private_endpoints,
    azurerm_subnet_network_security_group_association.tools_private_endpoints,
  ]
}

resource "azurerm_public_ip" "hub_bastion" {
  name                = "pip-runtime-hub-bastion"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-runtime-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-runtime-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-runtime-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-runtime-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-runtime-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-runtime-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-runtime-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-runtime-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-runtime-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-runtime-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-runtime-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-runtime-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-runtime-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-runtime-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-runtime-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-runtime-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-runtime-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-runtime-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-runtime-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-runtime-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "shop_gateway_back" {
  provider = azurerm.shop

  name                = "pip-runtime-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "pip-runtime-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "empty" {
  name     = "rg-runtime-empty"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-runtime-hub"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-runtime-route-sync"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "route_sync_11111111" {
  provider = azurerm.subscription_11111111

  name     = "rg-runtime-route-sync-11111111"
  location = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "shop" {
  provider = azurerm.shop

  name     = "rg-runtime-shop"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "tools" {
  name     = "rg-runtime-tools"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_role_assignment" "route_sync_app_telemetry" {
  scope                = azurerm_application_insights.route_sync_app.id
  description          = "The Functions host sends its telemetry as the identity."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Monitoring Metrics Publisher"
}

resource "azurerm_role_assignment" "route_sync_events_sender_old" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = azurerm_eventgrid_system_topic.route_sync_events_old.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_events_sender_shop" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = data.azurerm_eventgrid_system_topic.route_sync_events_shop.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_11111111" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_11111111.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_shop" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_shop.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name

  depends_on = [azurerm_kubernetes_cluster.shop_main]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_old" {
  scope                = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-last" {
  scope                = azurerm_route_table.shop_last.id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_kubernetes_cluster.shop_last]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-main" {
  scope                = azurerm_route_table.shop_main.id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_kubernetes_cluster.shop_main]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-next" {
  scope                = azurerm_route_table.shop_next.id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_kubernetes_cluster.shop_next]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_old" {
  scope                = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_shop-main" {
  scope                = azurerm_route_table.shop_gateway_edge.id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_kubernetes_cluster.shop_main]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_shop-next" {
  scope                = azurerm_route_table.shop_gateway_back.id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_kubernetes_cluster.shop_next]
}

resource "azurerm_role_assignment" "route_sync_storage_blobs" {
  scope                = azurerm_storage_account.route_sync_storage.id
  description          = "Keys, leases and schedules of the Functions host, and the package."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Blob Data Owner"
}

resource "azurerm_role_assignment" "route_sync_storage_queues" {
  scope                = azurerm_storage_account.route_sync_storage.id
  description          = "Wake-ups and their poison queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Contributor"
}

resource "azurerm_role_assignment" "shop_last_agic_helm_gateway" {
  provider = azurerm.shop

  scope                = azurerm_application_gateway.shop_gateway_back.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_user_assigned_identity.shop_last_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_last_agic_helm_resource_group" {
  provider = azurerm.shop

  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_user_assigned_identity.shop_last_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_last_agic_helm_subnet" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_gateway_back.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_user_assigned_identity.shop_last_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_last_route_table" {
  provider = azurerm.shop

  scope                = azurerm_route_table.shop_last.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.shop_last.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_last_subnet_system" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_last_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_last.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_gateway" {
  provider = azurerm.shop

  scope                = azurerm_application_gateway.shop_gateway_edge.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_resource_group" {
  provider = azurerm.shop

  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_subnet" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_gateway_edge.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_route_table" {
  provider = azurerm.shop

  scope                = azurerm_route_table.shop_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_next_agic_helm_gateway" {
  provider = azurerm.shop

  scope                = azurerm_application_gateway.shop_gateway_back.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_user_assigned_identity.shop_next_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_next_agic_helm_resource_group" {
  provider = azurerm.shop

  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_user_assigned_identity.shop_next_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_next_agic_helm_subnet" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_gateway_back.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_user_assigned_identity.shop_next_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_next_route_table" {
  provider = azurerm.shop

  scope                = azurerm_route_table.shop_next.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.shop_next.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_next_subnet_system" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_next_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_next.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "tools_own_subnet_system" {
  scope                = azurerm_subnet.tools_own_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.tools_own.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name        = "Own network operation reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_11111111.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name        = "Own route source reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_11111111.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name        = "Own route target writer"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_11111111.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_route" "shop_gateway_back_users-10-2-0-0-16" {
  provider = azurerm.shop

  name                   = "users-10-2-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.2.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_back.name
}

resource "azurerm_route" "shop_last_default" {
  provider = azurerm.shop

  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_last.name
}

resource "azurerm_route" "shop_main_default" {
  provider = azurerm.shop

  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "shop_next_default" {
  provider = azurerm.shop

  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_next.name
}

resource "azurerm_route" "tools_own_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.tools.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.tools_own.name
}

resource "azurerm_route" "tools_route_sync_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.tools.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.tools_route_sync.name
}

resource "azurerm_route_table" "shop_gateway_back" {
  provider = azurerm.shop

  name                          = "rt-runtime-shop-gateway-back"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_edge" {
  provider = azurerm.shop

  name                          = "rt-runtime-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_last" {
  provider = azurerm.shop

  name                          = "rt-runtime-shop-last"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  provider = azurerm.shop

  name                          = "rt-runtime-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_next" {
  provider = azurerm.shop

  name                          = "rt-runtime-shop-next"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "tools_own" {
  name                          = "rt-runtime-tools-own"
  resource_group_name           = azurerm_resource_group.tools.name
  location                      = azurerm_resource_group.tools.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "tools_route_sync" {
  name                          = "rt-runtime-tools-route-sync"
  resource_group_name           = azurerm_resource_group.tools.name
  location                      = azurerm_resource_group.tools.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-runtime-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stown"
  resource_group_name              = azurerm_resource_group.route_sync.name
  location                         = azurerm_resource_group.route_sync.location
  account_replication_type         = "ZRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  public_network_access_enabled    = false
  shared_access_key_enabled        = false

  tags = {
    owner = "platform"
  }

  network_rules {
    bypass         = ["AzureServices"]
    default_action = "Deny"
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
    azurerm_private_endpoint.route_sync_storage_endpoint_blob,
    azurerm_private_dns_zone_virtual_network_link.tools_zone_privatelink-blob-core-windows-net,
    azurerm_private_endpoint.route_sync_storage_endpoint_queue,
    azurerm_private_dns_zone_virtual_network_link.tools_zone_privatelink-queue-core-windows-net,
    azurerm_kubernetes_cluster.shop_main,
    azurerm_kubernetes_cluster.shop_next,
    azurerm_kubernetes_cluster.shop_last,
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

resource "azurerm_subnet" "hub_AzureBastionSubnet" {
  name                            = "AzureBastionSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.192/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_dns_inbound" {
  name                            = "snet-runtime-hub-dns-inbound"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.128/28"]
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
  name                            = "snet-runtime-hub-dns-outbound"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.144/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "dnsResolvers"

    service_delegation {
      name    = "Microsoft.Network/dnsResolvers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_gateway_back" {
  provider = azurerm.shop

  name                            = "snet-runtime-shop-gateway-back"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.251.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_gateway_edge" {
  provider = azurerm.shop

  name                            = "snet-runtime-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_last_system" {
  provider = azurerm.shop

  name                            = "snet-runtime-shop-last-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.64.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_main_system" {
  provider = azurerm.shop

  name                            = "snet-runtime-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_next_system" {
  provider = azurerm.shop

  name                            = "snet-runtime-shop-next-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "tools_own_system" {
  name                            = "snet-runtime-tools-own-system"
  resource_group_name             = azurerm_resource_group.tools.name
  virtual_network_name            = azurerm_virtual_network.tools.name
  address_prefixes                = ["10.2.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "tools_private_endpoints" {
  name                              = "snet-runtime-tools-private-endpoints"
  resource_group_name               = azurerm_resource_group.tools.name
  virtual_network_name              = azurerm_virtual_network.tools.name
  address_prefixes                  = ["10.2.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet" "tools_route_sync" {
  name                            = "snet-runtime-tools-route-sync"
  resource_group_name             = azurerm_resource_group.tools.name
  virtual_network_name            = azurerm_virtual_network.tools.name
  address_prefixes                = ["10.2.3.0/27"]
  default_outbound_access_enabled = false

  delegation {
    name = "environments"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
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

resource "azurerm_subnet_network_security_group_association" "shop_gateway_back" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_gateway_back.id
  subnet_id                 = azurerm_subnet.shop_gateway_back.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_last_system" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_last_system.id
  subnet_id                 = azurerm_subnet.shop_last_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_next_system" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_next_system.id
  subnet_id                 = azurerm_subnet.shop_next_system.id
}

resource "azurerm_subnet_network_security_group_association" "tools_own_system" {
  network_security_group_id = azurerm_network_security_group.tools_own_system.id
  subnet_id                 = azurerm_subnet.tools_own_system.id
}

resource "azurerm_subnet_network_security_group_association" "tools_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.tools_private_endpoints.id
  subnet_id                 = azurerm_subnet.tools_private_endpoints.id
}

resource "azurerm_subnet_network_security_group_association" "tools_route_sync" {
  network_security_group_id = azurerm_network_security_group.tools_route_sync.id
  subnet_id                 = azurerm_subnet.tools_route_sync.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_back" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_gateway_back.id
  subnet_id      = azurerm_subnet.shop_gateway_back.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_back]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "shop_last_system" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_last.id
  subnet_id      = azurerm_subnet.shop_last_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_last_system]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_next_system" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_next.id
  subnet_id      = azurerm_subnet.shop_next_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_next_system]
}

resource "azurerm_subnet_route_table_association" "tools_own_system" {
  route_table_id = azurerm_route_table.tools_own.id
  subnet_id      = azurerm_subnet.tools_own_system.id

  depends_on = [azurerm_subnet_network_security_group_association.tools_own_system]
}

resource "azurerm_subnet_route_table_association" "tools_route_sync" {
  route_table_id = azurerm_route_table.tools_route_sync.id
  subnet_id      = azurerm_subnet.tools_route_sync.id

  depends_on = [azurerm_subnet_network_security_group_association.tools_route_sync]
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-runtime-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_last" {
  provider = azurerm.shop

  name                = "id-runtime-shop-last"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_last_agic_helm" {
  provider = azurerm.shop

  name                = "id-runtime-shop-last-agic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_main" {
  provider = azurerm.shop

  name                = "id-runtime-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_next" {
  provider = azurerm.shop

  name                = "id-runtime-shop-next"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_next_agic_helm" {
  provider = azurerm.shop

  name                = "id-runtime-shop-next-agic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "tools_own" {
  name                = "id-runtime-tools-own"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "empty" {
  name                = "vnet-runtime-empty"
  resource_group_name = azurerm_resource_group.empty.name
  location            = azurerm_resource_group.empty.location
  address_space       = ["10.3.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-runtime-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "shop" {
  provider = azurerm.shop

  name                = "vnet-runtime-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "tools" {
  name                = "vnet-runtime-tools"
  resource_group_name = azurerm_resource_group.tools.name
  location            = azurerm_resource_group.tools.location
  address_space       = ["10.2.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network_peering" "empty_peering_from_hub" {
  name                      = "peer-runtime-hub-to-empty"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.empty.id

  depends_on = [
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
  ]
}

resource "azurerm_virtual_network_peering" "empty_peering_to_hub" {
  name                      = "peer-runtime-empty-to-hub"
  resource_group_name       = azurerm_resource_group.empty.name
  virtual_network_name      = azurerm_virtual_network.empty.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.empty_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  provider = azurerm

  name                      = "peer-runtime-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_gateway_back,
    azurerm_subnet_network_security_group_association.shop_gateway_back,
    azurerm_subnet_route_table_association.shop_gateway_back,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_next_system,
    azurerm_subnet_network_security_group_association.shop_next_system,
    azurerm_subnet_route_table_association.shop_next_system,
    azurerm_subnet.shop_last_system,
    azurerm_subnet_network_security_group_association.shop_last_system,
    azurerm_subnet_route_table_association.shop_last_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  provider = azurerm.shop

  name                      = "peer-runtime-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "tools_peering_from_hub" {
  name                      = "peer-runtime-hub-to-tools"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.tools.id

  depends_on = [
    azurerm_subnet.hub_dns_inbound,
    azurerm_subnet.hub_dns_outbound,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.hub_AzureBastionSubnet,
    azurerm_subnet.tools_own_system,
    azurerm_subnet_network_security_group_association.tools_own_system,
    azurerm_subnet_route_table_association.tools_own_system,
    azurerm_subnet.tools_route_sync,
    azurerm_subnet_network_security_group_association.tools_route_sync,
    azurerm_subnet_route_table_association.tools_route_sync,
    azurerm_subnet.tools_private_endpoints,
    azurerm_subnet_network_security_group_association.tools_private_endpoints,
  ]
}

resource "azurerm_virtual_network_peering" "tools_peering_to_hub" {
  name                      = "peer-runtime-tools-to-hub"
  resource_group_name       = azurerm_resource_group.tools.name
  virtual_network_name      = azurerm_virtual_network.tools.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.tools_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_back" {
  provider = azurerm.shop

  name                = "waf-runtime-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
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
  provider = azurerm.shop

  name                = "waf-runtime-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
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
    memory       = 4096
    nodeVersion  = "24"
    package      = "HASH"
    restrictions = {}
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
          policy   = "upsert-only"
        },
        {
          name     = "shop-next"
          source   = { id = azurerm_route_table.shop_next.id }
          target   = { id = azurerm_route_table.shop_gateway_back.id }
          podCidrs = ["10.161.0.0/16"]
        },
        {
          name     = "shop-last"
          source   = { id = azurerm_route_table.shop_last.id }
          target   = { id = azurerm_route_table.shop_gateway_back.id }
          podCidrs = ["10.162.0.0/16"]
        },
        {
          name = "old"
          source = {
            nodeResourceGroup = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
          }
          target = {
            id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
          }
          podCidrs = ["10.244.0.0/16"]
          policy   = "retire"
        },
      ])
      ROUTE_SYNC_QUEUE                  = "route-sync"
      ROUTE_SYNC_SWEEP                  = "0 */10 * * * *"
      RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
      RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
      RouteSyncStorage__credential      = "managedidentity"
      RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
    }
    tags = {
      owner = "platform"
    }
    virtualNetworkSubnetId = azurerm_subnet.tools_route_sync.id
  }
}

output "bastion_id" {
  description = "Id of Azure Bastion, which az network bastion ssh connects through."
  value       = azurerm_bastion_host.hub_bastion.id
}

output "dns_resolver_ip" {
  description = "Address of the DNS resolver, which DNS servers on-premises forward the private zones to."
  value       = "10.0.0.132"
}

output "empty_virtual_network_id" {
  description = "Id of the network of empty."
  value       = azurerm_virtual_network.empty.id
}

output "firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.hub_firewall.id
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
      policy   = "upsert-only"
      source = {
        id = azurerm_route_table.shop_main.id
      }
      target = {
        id = azurerm_route_table.shop_gateway_edge.id
      }
    },
    {
      name     = "shop-next"
      podCidrs = ["10.161.0.0/16"]
      source = {
        id = azurerm_route_table.shop_next.id
      }
      target = {
        id = azurerm_route_table.shop_gateway_back.id
      }
    },
    {
      name     = "shop-last"
      podCidrs = ["10.162.0.0/16"]
      source = {
        id = azurerm_route_table.shop_last.id
      }
      target = {
        id = azurerm_route_table.shop_gateway_back.id
      }
    },
    {
      name     = "old"
      podCidrs = ["10.244.0.0/16"]
      policy   = "retire"
      source = {
        nodeResourceGroup = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/MC_rg-old_aks-old_westeurope"
      }
      target = {
        id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
      }
    },
  ]
}

output "shop_back_gateway_id" {
  description = "Id of the gateway back."
  value       = azurerm_application_gateway.shop_gateway_back.id
}

output "shop_back_gateway_private_ip" {
  description = "Private address of the gateway back."
  value       = "10.1.251.254"
}

output "shop_back_gateway_public_ip" {
  description = "Public address of the gateway back."
  value       = azurerm_public_ip.shop_gateway_back.ip_address
}

output "shop_back_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_back.id
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

output "shop_last_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_last_agic_helm.client_id
}

output "shop_last_cluster_id" {
  description = "Id of the cluster last."
  value       = azurerm_kubernetes_cluster.shop_last.id
}

output "shop_last_fqdn" {
  description = "Name of the API server of last."
  value       = azurerm_kubernetes_cluster.shop_last.fqdn
}

output "shop_last_identity_principal_id" {
  description = "Object id of the identity of last."
  value       = azurerm_user_assigned_identity.shop_last.principal_id
}

output "shop_last_kubelet_client_id" {
  description = "Client id of the nodes' identity of last."
  value       = azurerm_kubernetes_cluster.shop_last.kubelet_identity[0].client_id
}

output "shop_last_kubelet_object_id" {
  description = "Object id of the nodes' identity of last."
  value       = azurerm_kubernetes_cluster.shop_last.kubelet_identity[0].object_id
}

output "shop_last_node_resource_group" {
  description = "Resource group of the nodes of last."
  value       = azurerm_kubernetes_cluster.shop_last.node_resource_group
}

output "shop_last_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in last."
  value       = azurerm_kubernetes_cluster.shop_last.oidc_issuer_url
}

output "shop_last_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_last.id
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

output "shop_next_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_next_agic_helm.client_id
}

output "shop_next_cluster_id" {
  description = "Id of the cluster next."
  value       = azurerm_kubernetes_cluster.shop_next.id
}

output "shop_next_fqdn" {
  description = "Name of the API server of next."
  value       = azurerm_kubernetes_cluster.shop_next.fqdn
}

output "shop_next_identity_principal_id" {
  description = "Object id of the identity of next."
  value       = azurerm_user_assigned_identity.shop_next.principal_id
}

output "shop_next_kubelet_client_id" {
  description = "Client id of the nodes' identity of next."
  value       = azurerm_kubernetes_cluster.shop_next.kubelet_identity[0].client_id
}

output "shop_next_kubelet_object_id" {
  description = "Object id of the nodes' identity of next."
  value       = azurerm_kubernetes_cluster.shop_next.kubelet_identity[0].object_id
}

output "shop_next_node_resource_group" {
  description = "Resource group of the nodes of next."
  value       = azurerm_kubernetes_cluster.shop_next.node_resource_group
}

output "shop_next_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in next."
  value       = azurerm_kubernetes_cluster.shop_next.oidc_issuer_url
}

output "shop_next_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_next.id
}

output "shop_subnet_ids" {
  description = "Ids of the subnets of shop."

  value = {
    gateway_back = azurerm_subnet.shop_gateway_back.id
    gateway_edge = azurerm_subnet.shop_gateway_edge.id
    last_system  = azurerm_subnet.shop_last_system.id
    main_system  = azurerm_subnet.shop_main_system.id
    next_system  = azurerm_subnet.shop_next_system.id
  }
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}

output "tools_own_cluster_id" {
  description = "Id of the cluster own."
  value       = azurerm_kubernetes_cluster.tools_own.id
}

output "tools_own_fqdn" {
  description = "Name of the API server of own."
  value       = azurerm_kubernetes_cluster.tools_own.fqdn
}

output "tools_own_identity_principal_id" {
  description = "Object id of the identity of own."
  value       = azurerm_user_assigned_identity.tools_own.principal_id
}

output "tools_own_kubelet_client_id" {
  description = "Client id of the nodes' identity of own."
  value       = azurerm_kubernetes_cluster.tools_own.kubelet_identity[0].client_id
}

output "tools_own_kubelet_object_id" {
  description = "Object id of the nodes' identity of own."
  value       = azurerm_kubernetes_cluster.tools_own.kubelet_identity[0].object_id
}

output "tools_own_node_resource_group" {
  description = "Resource group of the nodes of own."
  value       = azurerm_kubernetes_cluster.tools_own.node_resource_group
}

output "tools_own_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in own."
  value       = azurerm_kubernetes_cluster.tools_own.oidc_issuer_url
}

output "tools_own_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.tools_own.id
}

output "tools_subnet_ids" {
  description = "Ids of the subnets of tools."

  value = {
    own_system = azurerm_subnet.tools_own_system.id
  }
}

output "tools_virtual_network_id" {
  description = "Id of the network of tools."
  value       = azurerm_virtual_network.tools.id
}
