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
  alias = "orders"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

provider "azurerm" {
  alias = "billing"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000003"

  features {}
}

data "azurerm_client_config" "route_sync" {}

data "azurerm_eventgrid_system_topic" "route_sync_events_orders" {
  provider = azurerm.orders

  name                = "egst-orders-audit"
  resource_group_name = "rg-orders-audit"
}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "route_sync_role_subscription_billing" {
  provider = azurerm.billing
}

data "azurerm_subscription" "route_sync_role_subscription_orders" {
  provider = azurerm.orders
}

resource "azurerm_application_gateway" "billing_gateway_public" {
  provider = azurerm.billing

  name                = "agw-fabrikam-billing-public"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.billing_gateway_public.id

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
    public_ip_address_id = azurerm_public_ip.billing_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.billing_gateway_public.id
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
    azurerm_subnet.billing_gateway_public,
    azurerm_subnet_network_security_group_association.billing_gateway_public,
    azurerm_subnet_route_table_association.billing_gateway_public,
    azurerm_network_security_rule.billing_gateway_public_gateway-manager,
    azurerm_network_security_rule.billing_gateway_public_load-balancer,
    azurerm_network_security_rule.billing_gateway_public_listeners,
    azurerm_network_security_rule.billing_gateway_public_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "agw-fabrikam-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.orders_gateway_public.id

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
    public_ip_address_id = azurerm_public_ip.orders_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.orders_gateway_public.id
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
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
    azurerm_network_security_rule.orders_gateway_public_gateway-manager,
    azurerm_network_security_rule.orders_gateway_public_load-balancer,
    azurerm_network_security_rule.orders_gateway_public_listeners,
    azurerm_network_security_rule.orders_gateway_public_deny-other-inbound,
  ]
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-fabrikam-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_billing" {
  provider = azurerm.billing

  name                = "egst-fabrikam-route-sync-billing"
  resource_group_name = azurerm_resource_group.billing.name
  location            = "Global"
  source_resource_id  = azurerm_resource_group.billing.id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_billing-main" {
  provider = azurerm.billing

  name                = "evgs-fabrikam-route-sync-billing-main"
  resource_group_name = azurerm_resource_group.billing.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_billing.name

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
    subject_begins_with = azurerm_route_table.billing_main.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender_billing]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_orders-main" {
  provider = azurerm.orders

  name                = "evgs-fabrikam-route-sync-orders-main"
  resource_group_name = "rg-orders-audit"
  system_topic        = data.azurerm_eventgrid_system_topic.route_sync_events_orders.name

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
    subject_begins_with = azurerm_route_table.orders_main.id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender_orders]
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
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "billing_main" {
  provider = azurerm

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
      source_addresses      = ["10.32.0.0/24"]

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
      source_addresses  = ["10.32.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "orders_main" {
  provider = azurerm

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
      source_addresses      = ["10.31.0.0/24"]

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
      source_addresses  = ["10.31.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "orders_route_sync" {
  provider = azurerm

  name               = "rcg-fabrikam-orders-route-sync"
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
      source_addresses      = ["10.31.252.0/27"]
    }
  }
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-fabrikam-route-sync-991084"
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
  virtual_network_subnet_id                      = azurerm_subnet.orders_route_sync.id
  webdeploy_publish_basic_authentication_enabled = false

  app_settings = {
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_identity.client_id}"
    AzureWebJobsStorage                       = ""
    AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_storage.name
    AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_identity.client_id
    AzureWebJobsStorage__credential           = "managedidentity"
    ROUTE_SYNC_ALERT_AUDIENCE                 = "22222222-0000-4000-8000-00000000000a"
    ROUTE_SYNC_ALERT_TENANT                   = data.azurerm_client_config.route_sync.tenant_id
    ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
    ROUTE_SYNC_MIRRORS = jsonencode([
      {
        name     = "orders-main"
        source   = { id = azurerm_route_table.orders_main.id }
        target   = { id = azurerm_route_table.orders_gateway_public.id }
        podCidrs = ["10.160.0.0/16"]
      },
      {
        name     = "billing-main"
        source   = { id = azurerm_route_table.billing_main.id }
        target   = { id = azurerm_route_table.billing_gateway_public.id }
        podCidrs = ["10.161.0.0/16"]
      },
    ])
    ROUTE_SYNC_QUEUE                  = "route-sync"
    ROUTE_SYNC_SWEEP                  = "0 */10 * * * *"
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

    scm_ip_restriction {
      name       = "allowed-1"
      action     = "Allow"
      ip_address = "203.0.113.0/24"
      priority   = 100
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
    azurerm_private_endpoint.route_sync_storage_endpoint_blob,
    azurerm_private_dns_zone_virtual_network_link.orders_zone_privatelink-blob-core-windows-net,
    azurerm_private_endpoint.route_sync_storage_endpoint_queue,
    azurerm_private_dns_zone_virtual_network_link.orders_zone_privatelink-queue-core-windows-net,
    azurerm_role_assignment.route_sync_role_source_reader_orders-main,
    azurerm_role_assignment.route_sync_role_target_writer_orders-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_orders,
    azurerm_role_assignment.route_sync_role_source_reader_billing-main,
    azurerm_role_assignment.route_sync_role_target_writer_billing-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_billing,
    azurerm_subnet.orders_route_sync,
    azurerm_subnet_network_security_group_association.orders_route_sync,
    azurerm_subnet_route_table_association.orders_route_sync,
    azurerm_route.orders_route_sync_default,
    azurerm_firewall_policy_rule_collection_group.orders_route_sync,
  ]
}

resource "azurerm_kubernetes_cluster" "billing_main" {
  provider = azurerm.billing

  name                                = "aks-fabrikam-billing-main"
  resource_group_name                 = azurerm_resource_group.billing.name
  location                            = azurerm_resource_group.billing.location
  dns_prefix                          = "aks-fabrikam-billing-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 20
    min_count                   = 3
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

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.billing_gateway_public.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.161.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.billing_peering_from_hub,
    azurerm_virtual_network_peering.billing_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.billing_main,
    azurerm_route.billing_main_default,
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
    azurerm_role_assignment.billing_main_subnet_system,
    azurerm_role_assignment.billing_main_route_table,
    azurerm_subnet.billing_gateway_public,
    azurerm_subnet_network_security_group_association.billing_gateway_public,
    azurerm_subnet_route_table_association.billing_gateway_public,
  ]
}

resource "azurerm_kubernetes_cluster" "orders_main" {
  provider = azurerm.orders

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
    auto_scaling_enabled        = true
    max_count                   = 20
    min_count                   = 3
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

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.orders_gateway_public.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.160.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.orders_peering_from_hub,
    azurerm_virtual_network_peering.orders_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.orders_main,
    azurerm_route.orders_main_default,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_role_assignment.orders_main_subnet_system,
    azurerm_role_assignment.orders_main_route_table,
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
  ]
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-fabrikam-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-fabrikam-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "route-sync"

  webhook_receiver {
    name                    = "alerts"
    service_uri             = "https://${azurerm_function_app_flex_consumption.route_sync_app.default_hostname}/api/alerts"
    use_common_alert_schema = true

    aad_auth {
      identifier_uri = "api://22222222-0000-4000-8000-00000000000a"
      object_id      = "22222222-0000-4000-8000-00000000000b"
      tenant_id      = data.azurerm_client_config.route_sync.tenant_id
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_billing-main" {
  provider = azurerm.billing

  name                = "ar-fabrikam-route-sync-billing-main"
  resource_group_name = azurerm_resource_group.billing.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.billing.id]

  action {
    action_group_id = azurerm_monitor_action_group.route_sync_wake_up.id
  }

  criteria {
    category       = "Administrative"
    resource_types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]
    status         = "Succeeded"
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_orders-main" {
  provider = azurerm.orders

  name                = "ar-fabrikam-route-sync-orders-main"
  resource_group_name = azurerm_resource_group.orders.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.orders.id]

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
  name                    = "ar-fabrikam-route-sync-full"
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
  name                    = "ar-fabrikam-route-sync-held"
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
  name                    = "ar-fabrikam-route-sync-poison"
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
  name                    = "ar-fabrikam-route-sync-silent"
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
  name                    = "ar-fabrikam-route-sync-stale"
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
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"orders-main\", \"billing-main\"]), good) to typeof(string)"
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
  name                    = "ar-fabrikam-route-sync-heartbeat"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT5M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 4
  window_duration         = "PT5M"

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

resource "azurerm_network_manager_ipam_pool_static_cidr" "orders" {
  provider = azurerm

  name             = "vnet-fabrikam-orders"
  address_prefixes = ["10.31.0.0/16"]
  ipam_pool_id     = "/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-network/providers/Microsoft.Network/networkManagers/vnm-fabrikam/ipamPools/spokes"
}

resource "azurerm_network_security_group" "billing_gateway_public" {
  provider = azurerm.billing

  name                = "nsg-fabrikam-billing-gateway-public"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_network_security_group" "billing_main_system" {
  provider = azurerm.billing

  name                = "nsg-fabrikam-billing-main-system"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_network_security_group" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "nsg-fabrikam-orders-gateway-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "orders_main_system" {
  provider = azurerm.orders

  name                = "nsg-fabrikam-orders-main-system"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "orders_private_endpoints" {
  provider = azurerm.orders

  name                = "nsg-fabrikam-orders-private-endpoints"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "orders_route_sync" {
  provider = azurerm.orders

  name                = "nsg-fabrikam-orders-route-sync"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_rule" "billing_gateway_public_deny-other-inbound" {
  provider = azurerm.billing

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_gateway_public_gateway-manager" {
  provider = azurerm.billing

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_gateway_public_listeners" {
  provider = azurerm.billing

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.32.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_gateway_public_load-balancer" {
  provider = azurerm.billing

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_gateway_public.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_deny-other-inbound" {
  provider = azurerm.billing

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

resource "azurerm_network_security_rule" "billing_main_system_from-public" {
  provider = azurerm.billing

  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.billing.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.32.0.0/24", "10.161.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.billing_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.32.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_load-balancer" {
  provider = azurerm.billing

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
  provider = azurerm.billing

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.32.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.32.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_nodes-to-pods" {
  provider = azurerm.billing

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.32.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-nodes" {
  provider = azurerm.billing

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.32.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-pods" {
  provider = azurerm.billing

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_deny-other-inbound" {
  provider = azurerm.orders

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_gateway-manager" {
  provider = azurerm.orders

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_listeners" {
  provider = azurerm.orders

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.31.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_load-balancer" {
  provider = azurerm.orders

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_deny-other-inbound" {
  provider = azurerm.orders

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

resource "azurerm_network_security_rule" "orders_main_system_from-public" {
  provider = azurerm.orders

  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.31.0.0/24", "10.160.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.31.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_load-balancer" {
  provider = azurerm.orders

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
  provider = azurerm.orders

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-pods" {
  provider = azurerm.orders

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-nodes" {
  provider = azurerm.orders

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-pods" {
  provider = azurerm.orders

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_private_endpoints_deny-other-inbound" {
  provider = azurerm.orders

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_private_endpoints_from-hub" {
  provider = azurerm.orders

  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.31.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.30.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_private_endpoints_from-spoke" {
  provider = azurerm.orders

  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.31.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.31.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_route_sync_deny-other-inbound" {
  provider = azurerm.orders

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_route_sync.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-blob-core-windows-net" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-queue-core-windows-net" {
  name                = "privatelink.queue.core.windows.net"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-blob-core-windows-net" {
  name                  = "pdnslink-fabrikam-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-queue-core-windows-net" {
  name                  = "pdnslink-fabrikam-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "orders_zone_privatelink-blob-core-windows-net" {
  provider = azurerm

  name                  = "pdnslink-fabrikam-orders"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.orders.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "orders_zone_privatelink-queue-core-windows-net" {
  provider = azurerm

  name                  = "pdnslink-fabrikam-orders"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.name
  virtual_network_id    = azurerm_virtual_network.orders.id
}

resource "azurerm_private_endpoint" "route_sync_storage_endpoint_blob" {
  provider = azurerm.orders

  name                = "pep-fabrikam-orders-route-sync-blob"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  subnet_id           = azurerm_subnet.orders_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-blob-core-windows-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-fabrikam-orders-route-sync-blob"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_storage_account.route_sync_storage.id
    subresource_names              = ["blob"]
  }

  depends_on = [
    azurerm_subnet.orders_private_endpoints,
    azurerm_subnet_network_security_group_association.orders_private_endpoints,
  ]
}

resource "azurerm_private_endpoint" "route_sync_storage_endpoint_queue" {
  provider = azurerm.orders

  name                = "pep-fabrikam-orders-route-sync-queue"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  subnet_id           = azurerm_subnet.orders_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-queue-core-windows-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-fabrikam-orders-route-sync-queue"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_storage_account.route_sync_storage.id
    subresource_names              = ["queue"]
  }

  depends_on = [
    azurerm_subnet.orders_private_endpoints,
    azurerm_subnet_network_security_group_association.orders_private_endpoints,
  ]
}

resource "azurerm_public_ip" "billing_gateway_public" {
  provider = azurerm.billing

  name                = "pip-fabrikam-billing-public"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-fabrikam-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-fabrikam-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-fabrikam-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-fabrikam-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-fabrikam-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-fabrikam-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-fabrikam-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-fabrikam-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-fabrikam-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-fabrikam-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-fabrikam-hub-firewall-19"
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

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-fabrikam-hub-firewall-20"
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

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-fabrikam-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-fabrikam-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-fabrikam-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-fabrikam-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-fabrikam-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "pip-fabrikam-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "billing" {
  provider = azurerm.billing

  name     = "rg-fabrikam-billing"
  location = "westeurope"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-fabrikam-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "orders" {
  provider = azurerm.orders

  name     = "rg-fabrikam-orders"
  location = "westeurope"
}

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-fabrikam-route-sync"
  location = "westeurope"
}

resource "azurerm_role_assignment" "billing_main_agic_addon_gateway" {
  provider = azurerm.billing

  scope                = azurerm_application_gateway.billing_gateway_public.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.billing_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "billing_main_agic_addon_resource_group" {
  provider = azurerm.billing

  scope                = azurerm_resource_group.billing.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.billing_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "billing_main_agic_addon_subnet" {
  provider = azurerm.billing

  scope                = azurerm_subnet.billing_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.billing_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "billing_main_route_table" {
  provider = azurerm.billing

  scope                = azurerm_route_table.billing_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "billing_main_subnet_system" {
  provider = azurerm.billing

  scope                = azurerm_subnet.billing_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_gateway" {
  provider = azurerm.orders

  scope                = azurerm_application_gateway.orders_gateway_public.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_resource_group" {
  provider = azurerm.orders

  scope                = azurerm_resource_group.orders.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_subnet" {
  provider = azurerm.orders

  scope                = azurerm_subnet.orders_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_route_table" {
  provider = azurerm.orders

  scope                = azurerm_route_table.orders_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_subnet_system" {
  provider = azurerm.orders

  scope                = azurerm_subnet.orders_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
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

resource "azurerm_role_assignment" "route_sync_events_sender_billing" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = azurerm_eventgrid_system_topic.route_sync_events_billing.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_events_sender_orders" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = data.azurerm_eventgrid_system_topic.route_sync_events_orders.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_billing" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_billing.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name

  depends_on = [azurerm_kubernetes_cluster.billing_main]
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_orders" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_orders.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name

  depends_on = [azurerm_kubernetes_cluster.orders_main]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_billing-main" {
  scope                = azurerm_route_table.billing_main.id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_kubernetes_cluster.billing_main]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_orders-main" {
  scope                = azurerm_route_table.orders_main.id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_kubernetes_cluster.orders_main]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_billing-main" {
  scope                = azurerm_route_table.billing_gateway_public.id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_kubernetes_cluster.billing_main]
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_orders-main" {
  scope                = azurerm_route_table.orders_gateway_public.id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name

  depends_on = [azurerm_kubernetes_cluster.orders_main]
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

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name        = "fabrikam network operation reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
    data.azurerm_subscription.route_sync_role_subscription_billing.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name        = "fabrikam route source reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
    data.azurerm_subscription.route_sync_role_subscription_billing.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name        = "fabrikam route target writer"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
    data.azurerm_subscription.route_sync_role_subscription_billing.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_route" "billing_main_default" {
  provider = azurerm.billing

  name                   = "default"
  resource_group_name    = azurerm_resource_group.billing.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.billing_main.name
}

resource "azurerm_route" "orders_main_default" {
  provider = azurerm.orders

  name                   = "default"
  resource_group_name    = azurerm_resource_group.orders.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.orders_main.name
}

resource "azurerm_route" "orders_route_sync_default" {
  provider = azurerm.orders

  name                   = "default"
  resource_group_name    = azurerm_resource_group.orders.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.orders_route_sync.name
}

resource "azurerm_route_table" "billing_gateway_public" {
  provider = azurerm.billing

  name                          = "rt-fabrikam-billing-gateway-public"
  resource_group_name           = azurerm_resource_group.billing.name
  location                      = azurerm_resource_group.billing.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "billing_main" {
  provider = azurerm.billing

  name                          = "rt-fabrikam-billing-main"
  resource_group_name           = azurerm_resource_group.billing.name
  location                      = azurerm_resource_group.billing.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "orders_gateway_public" {
  provider = azurerm.orders

  name                          = "rt-fabrikam-orders-gateway-public"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "orders_main" {
  provider = azurerm.orders

  name                          = "rt-fabrikam-orders-main"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "orders_route_sync" {
  provider = azurerm.orders

  name                          = "rt-fabrikam-orders-route-sync"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-fabrikam-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stfabrikamsyncd611b3"
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
    azurerm_role_assignment.route_sync_storage_deployer,
    azurerm_private_endpoint.route_sync_storage_endpoint_blob,
    azurerm_private_dns_zone_virtual_network_link.orders_zone_privatelink-blob-core-windows-net,
    azurerm_private_endpoint.route_sync_storage_endpoint_queue,
    azurerm_private_dns_zone_virtual_network_link.orders_zone_privatelink-queue-core-windows-net,
    azurerm_kubernetes_cluster.orders_main,
    azurerm_kubernetes_cluster.billing_main,
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

resource "azurerm_subnet" "billing_gateway_public" {
  provider = azurerm.billing

  name                            = "snet-fabrikam-billing-gateway-public"
  resource_group_name             = azurerm_resource_group.billing.name
  virtual_network_name            = azurerm_virtual_network.billing.name
  address_prefixes                = ["10.32.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "billing_main_system" {
  provider = azurerm.billing

  name                            = "snet-fabrikam-billing-main-system"
  resource_group_name             = azurerm_resource_group.billing.name
  virtual_network_name            = azurerm_virtual_network.billing.name
  address_prefixes                = ["10.32.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.30.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_gateway_public" {
  provider = azurerm.orders

  name                            = "snet-fabrikam-orders-gateway-public"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.31.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "orders_main_system" {
  provider = azurerm.orders

  name                            = "snet-fabrikam-orders-main-system"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.31.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "orders_private_endpoints" {
  provider = azurerm.orders

  name                              = "snet-fabrikam-orders-private-endpoints"
  resource_group_name               = azurerm_resource_group.orders.name
  virtual_network_name              = azurerm_virtual_network.orders.name
  address_prefixes                  = ["10.31.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet" "orders_route_sync" {
  provider = azurerm.orders

  name                            = "snet-fabrikam-orders-route-sync"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.31.252.0/27"]
  default_outbound_access_enabled = false

  delegation {
    name = "environments"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "billing_gateway_public" {
  provider = azurerm.billing

  network_security_group_id = azurerm_network_security_group.billing_gateway_public.id
  subnet_id                 = azurerm_subnet.billing_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "billing_main_system" {
  provider = azurerm.billing

  network_security_group_id = azurerm_network_security_group.billing_main_system.id
  subnet_id                 = azurerm_subnet.billing_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "orders_gateway_public" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_gateway_public.id
  subnet_id                 = azurerm_subnet.orders_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_system" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_main_system.id
  subnet_id                 = azurerm_subnet.orders_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "orders_private_endpoints" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_private_endpoints.id
  subnet_id                 = azurerm_subnet.orders_private_endpoints.id
}

resource "azurerm_subnet_network_security_group_association" "orders_route_sync" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_route_sync.id
  subnet_id                 = azurerm_subnet.orders_route_sync.id
}

resource "azurerm_subnet_route_table_association" "billing_gateway_public" {
  provider = azurerm.billing

  route_table_id = azurerm_route_table.billing_gateway_public.id
  subnet_id      = azurerm_subnet.billing_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.billing_gateway_public]
}

resource "azurerm_subnet_route_table_association" "billing_main_system" {
  provider = azurerm.billing

  route_table_id = azurerm_route_table.billing_main.id
  subnet_id      = azurerm_subnet.billing_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.billing_main_system]
}

resource "azurerm_subnet_route_table_association" "orders_gateway_public" {
  provider = azurerm.orders

  route_table_id = azurerm_route_table.orders_gateway_public.id
  subnet_id      = azurerm_subnet.orders_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_gateway_public]
}

resource "azurerm_subnet_route_table_association" "orders_main_system" {
  provider = azurerm.orders

  route_table_id = azurerm_route_table.orders_main.id
  subnet_id      = azurerm_subnet.orders_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_main_system]
}

resource "azurerm_subnet_route_table_association" "orders_route_sync" {
  provider = azurerm.orders

  route_table_id = azurerm_route_table.orders_route_sync.id
  subnet_id      = azurerm_subnet.orders_route_sync.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_route_sync]
}

resource "azurerm_user_assigned_identity" "billing_main" {
  provider = azurerm.billing

  name                = "id-fabrikam-billing-main"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_user_assigned_identity" "orders_main" {
  provider = azurerm.orders

  name                = "id-fabrikam-orders-main"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-fabrikam-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
}

resource "azurerm_virtual_network" "billing" {
  provider = azurerm.billing

  name                = "vnet-fabrikam-billing"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
  address_space       = ["10.32.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.30.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "orders" {
  provider = azurerm.orders

  name                = "vnet-fabrikam-orders"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  address_space       = ["10.31.0.0/16"]
  dns_servers         = []

  depends_on = [azurerm_network_manager_ipam_pool_static_cidr.orders]
}

resource "azurerm_virtual_network_peering" "billing_peering_from_hub" {
  provider = azurerm

  name                      = "peer-fabrikam-hub-to-billing"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.billing.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.billing_gateway_public,
    azurerm_subnet_network_security_group_association.billing_gateway_public,
    azurerm_subnet_route_table_association.billing_gateway_public,
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "billing_peering_to_hub" {
  provider = azurerm.billing

  name                      = "peer-fabrikam-billing-to-hub"
  resource_group_name       = azurerm_resource_group.billing.name
  virtual_network_name      = azurerm_virtual_network.billing.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.billing_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "orders_peering_from_hub" {
  provider = azurerm

  name                      = "peer-fabrikam-hub-to-orders"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.orders.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_subnet.orders_route_sync,
    azurerm_subnet_network_security_group_association.orders_route_sync,
    azurerm_subnet_route_table_association.orders_route_sync,
    azurerm_subnet.orders_private_endpoints,
    azurerm_subnet_network_security_group_association.orders_private_endpoints,
  ]
}

resource "azurerm_virtual_network_peering" "orders_peering_to_hub" {
  provider = azurerm.orders

  name                      = "peer-fabrikam-orders-to-hub"
  resource_group_name       = azurerm_resource_group.orders.name
  virtual_network_name      = azurerm_virtual_network.orders.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.orders_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "billing_gateway_public" {
  provider = azurerm.billing

  name                = "waf-fabrikam-billing-public"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location

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

resource "azurerm_web_application_firewall_policy" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "waf-fabrikam-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location

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
      ROUTE_SYNC_ALERT_AUDIENCE                 = "22222222-0000-4000-8000-00000000000a"
      ROUTE_SYNC_ALERT_TENANT                   = data.azurerm_client_config.route_sync.tenant_id
      ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_identity.client_id
      ROUTE_SYNC_MIRRORS = jsonencode([
        {
          name   = "orders-main"
          source = { id = azurerm_route_table.orders_main.id }
          target = {
            id = azurerm_route_table.orders_gateway_public.id
          }
          podCidrs = ["10.160.0.0/16"]
        },
        {
          name   = "billing-main"
          source = { id = azurerm_route_table.billing_main.id }
          target = {
            id = azurerm_route_table.billing_gateway_public.id
          }
          podCidrs = ["10.161.0.0/16"]
        },
      ])
      ROUTE_SYNC_QUEUE                  = "route-sync"
      ROUTE_SYNC_SWEEP                  = "0 */10 * * * *"
      RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_storage.primary_blob_host}"
      RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_identity.client_id
      RouteSyncStorage__credential      = "managedidentity"
      RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_storage.primary_queue_host}"
    }
    tags                   = {}
    virtualNetworkSubnetId = azurerm_subnet.orders_route_sync.id
  }
}

output "billing_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.billing_main.id
}

output "billing_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.billing_main.id
}

output "billing_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.billing_gateway_public.id
}

output "billing_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.billing_gateway_public.ip_address
}

output "billing_public_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.billing_gateway_public.id
}

output "billing_virtual_network_id" {
  description = "Id of the network of billing."
  value       = azurerm_virtual_network.billing.id
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

output "orders_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.orders_main.id
}

output "orders_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.orders_main.id
}

output "orders_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.orders_gateway_public.id
}

output "orders_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.orders_gateway_public.ip_address
}

output "orders_public_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.orders_gateway_public.id
}

output "orders_virtual_network_id" {
  description = "Id of the network of orders."
  value       = azurerm_virtual_network.orders.id
}

output "route_sync_function_app_id" {
  description = "Id of the runtime's Function App."
  value       = azurerm_function_app_flex_consumption.route_sync_app.id
}

output "route_sync_mirrors" {
  description = "Configuration of the runtime: the mirrors of its configuration file."

  value = [
    {
      name     = "orders-main"
      podCidrs = ["10.160.0.0/16"]
      source = {
        id = azurerm_route_table.orders_main.id
      }
      target = {
        id = azurerm_route_table.orders_gateway_public.id
      }
    },
    {
      name     = "billing-main"
      podCidrs = ["10.161.0.0/16"]
      source = {
        id = azurerm_route_table.billing_main.id
      }
      target = {
        id = azurerm_route_table.billing_gateway_public.id
      }
    },
  ]
}
