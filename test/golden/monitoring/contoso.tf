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

data "azurerm_client_config" "route_sync" {}

data "azurerm_client_config" "shop_gateway_public_tls" {}

data "azurerm_function_app_host_keys" "route_sync_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_app.name
  resource_group_name = azurerm_resource_group.route_sync.name
}

data "azurerm_subscription" "route_sync_role" {}

resource "azurerm_application_gateway" "shop_gateway_public" {
  name                = "agw-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_public.id
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }

  autoscale_configuration {
    max_capacity = 20
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
    public_ip_address_id = azurerm_public_ip.shop_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_public.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_gateway_public_tls.id]
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
    key_vault_secret_id = azurerm_key_vault_certificate.shop_gateway_public_tls_certificate_shop.versionless_secret_id
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
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
    azurerm_role_assignment.shop_gateway_public_tls_deployer,
    azurerm_role_assignment.shop_gateway_public_tls_secrets,
    azurerm_key_vault_certificate.shop_gateway_public_tls_certificate_shop,
    azurerm_network_security_rule.shop_gateway_public_gateway-manager,
    azurerm_network_security_rule.shop_gateway_public_load-balancer,
    azurerm_network_security_rule.shop_gateway_public_listeners,
    azurerm_network_security_rule.shop_gateway_public_deny-other-inbound,
  ]
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-contoso-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_shop" {
  name                = "egst-contoso-route-sync-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "Global"
  source_resource_id  = azurerm_resource_group.shop.id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform-team"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-main" {
  name                = "evgs-contoso-route-sync-shop-main"
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

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  zones               = ["1", "2", "3"]

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
  name                     = "afwp-contoso-hub"
  resource_group_name      = azurerm_resource_group.hub.name
  location                 = azurerm_resource_group.hub.location
  sku                      = "Premium"
  threat_intelligence_mode = "Deny"

  tags = {
    owner = "platform-team"
  }

  intrusion_detection {
    mode = "Alert"
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-contoso-shop-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/24", "10.1.1.0/24"]

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
      source_addresses  = ["10.1.0.0/24", "10.1.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "monitoring-metrics"
      source_addresses = ["10.1.0.0/24", "10.1.1.0/24"]

      destination_fqdns = [
        "*.monitoring.azure.com",
        "*.metrics.ingest.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
        "westeurope.handler.control.monitor.azure.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-contoso-route-sync-64d878"
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
        target   = { id = azurerm_route_table.shop_gateway_public.id }
        podCidrs = ["10.244.0.0/16"]
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
  ]
}

resource "azurerm_key_vault" "shop_gateway_public_tls" {
  name                       = "kv-contoso-shop-p-6750c8"
  resource_group_name        = azurerm_resource_group.shop.name
  location                   = azurerm_resource_group.shop.location
  purge_protection_enabled   = true
  rbac_authorization_enabled = true
  sku_name                   = "standard"
  tenant_id                  = data.azurerm_client_config.shop_gateway_public_tls.tenant_id

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_key_vault_certificate" "shop_gateway_public_tls_certificate_shop" {
  name         = "shop"
  key_vault_id = azurerm_key_vault.shop_gateway_public_tls.id

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
    azurerm_role_assignment.shop_gateway_public_tls_deployer,
    azurerm_role_assignment.shop_gateway_public_tls_secrets,
  ]
}

resource "azurerm_kubernetes_cluster" "batch_crawl" {
  name                                = "aks-contoso-batch-crawl"
  resource_group_name                 = azurerm_resource_group.batch.name
  location                            = azurerm_resource_group.batch.location
  dns_prefix                          = "aks-contoso-batch-crawl"
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
    auto_scaling_enabled        = true
    max_count                   = 10
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.batch_crawl_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.batch_crawl.id]
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

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.batch_peering_from_hub,
    azurerm_virtual_network_peering.batch_peering_to_hub,
    azurerm_nat_gateway_public_ip_association.batch_crawl_ip_1,
    azurerm_nat_gateway_public_ip_association.batch_crawl_ip_2,
    azurerm_subnet_nat_gateway_association.batch_crawl_system,
    azurerm_subnet.batch_crawl_system,
    azurerm_subnet_network_security_group_association.batch_crawl_system,
    azurerm_subnet_nat_gateway_association.batch_crawl_system,
    azurerm_role_assignment.batch_crawl_subnet_system,
  ]
}

resource "azurerm_kubernetes_cluster" "batch_jobs" {
  name                                = "aks-contoso-batch-jobs"
  resource_group_name                 = azurerm_resource_group.batch.name
  location                            = azurerm_resource_group.batch.location
  dns_prefix                          = "aks-contoso-batch-jobs"
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
    auto_scaling_enabled        = true
    max_count                   = 10
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.batch_jobs_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.batch_jobs.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "loadBalancer"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"

    load_balancer_profile {
      idle_timeout_in_minutes   = 30
      managed_outbound_ip_count = 2
      outbound_ports_allocated  = 4000
    }
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.batch_peering_from_hub,
    azurerm_virtual_network_peering.batch_peering_to_hub,
    azurerm_subnet.batch_jobs_system,
    azurerm_subnet_network_security_group_association.batch_jobs_system,
    azurerm_role_assignment.batch_jobs_subnet_system,
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

  tags = {
    owner = "platform-team"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_main_system.id
    zones                       = ["1", "2", "3"]

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_public.id
  }

  monitor_metrics {}

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.244.0.0/16"
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
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_subnet_work,
    azurerm_role_assignment.shop_main_route_table,
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "shop_main_work" {
  name                        = "work"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.shop_main.id
  max_count                   = 20
  min_count                   = 3
  mode                        = "User"
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D8ds_v5"
  vnet_subnet_id              = azurerm_subnet.shop_main_work.id
  zones                       = ["1", "2", "3"]

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

resource "azurerm_log_analytics_workspace" "log_diagnostics" {
  name                = "log-contoso-diagnostics"
  resource_group_name = azurerm_resource_group.log_diagnostics.name
  location            = azurerm_resource_group.log_diagnostics.location
  retention_in_days   = 90
  sku                 = "PerGB2018"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-contoso-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_monitor_action_group" "operator_alerts" {
  name                = "ag-contoso-alerts"
  resource_group_name = azurerm_resource_group.operator_alerts.name
  short_name          = "alerts"

  tags = {
    owner = "platform-team"
  }

  email_receiver {
    name                    = "operators@contoso.com"
    email_address           = "operators@contoso.com"
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-contoso-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  short_name          = "route-sync"

  tags = {
    owner = "platform-team"
  }

  azure_function_receiver {
    name                     = "alerts"
    function_app_resource_id = azurerm_function_app_flex_consumption.route_sync_app.id
    function_name            = "alerts"
    http_trigger_url         = "https://${azurerm_function_app_flex_consumption.route_sync_app.default_hostname}/api/alerts?code=${data.azurerm_function_app_host_keys.route_sync_wake_up.default_function_key}"
    use_common_alert_schema  = true
  }
}

resource "azurerm_monitor_activity_log_alert" "batch_crawl_alert_availability" {
  name                = "ar-contoso-batch-crawl-availability"
  resource_group_name = azurerm_kubernetes_cluster.batch_crawl.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.batch_crawl.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "ResourceHealth"

    resource_health {
      current = ["Degraded", "Unavailable"]
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "batch_crawl_alert_failed_operations" {
  name                = "ar-contoso-batch-crawl-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.batch_crawl.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.batch_crawl.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "Administrative"
    status   = "Failed"

    resource_types = [
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]
  }
}

resource "azurerm_monitor_activity_log_alert" "batch_jobs_alert_availability" {
  name                = "ar-contoso-batch-jobs-availability"
  resource_group_name = azurerm_kubernetes_cluster.batch_jobs.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.batch_jobs.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "ResourceHealth"

    resource_health {
      current = ["Degraded", "Unavailable"]
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "batch_jobs_alert_failed_operations" {
  name                = "ar-contoso-batch-jobs-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.batch_jobs.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.batch_jobs.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "Administrative"
    status   = "Failed"

    resource_types = [
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-main" {
  name                = "ar-contoso-route-sync-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = [azurerm_resource_group.shop.id]

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

resource "azurerm_monitor_activity_log_alert" "shop_main_alert_availability" {
  name                = "ar-contoso-shop-main-availability"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "ResourceHealth"

    resource_health {
      current = ["Degraded", "Unavailable"]
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "shop_main_alert_failed_operations" {
  name                = "ar-contoso-shop-main-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    category = "Administrative"
    status   = "Failed"

    resource_types = [
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]
  }
}

resource "azurerm_monitor_alert_prometheus_rule_group" "shop_main_metrics_alert_prometheus" {
  name                = "ar-contoso-shop-main-metrics-prometheus"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  cluster_name        = azurerm_kubernetes_cluster.shop_main.name
  interval            = "PT1M"
  rule_group_enabled  = true
  scopes              = [azurerm_monitor_workspace.shop_main_metrics.id, azurerm_kubernetes_cluster.shop_main.id]

  tags = {
    owner = "platform-team"
  }

  rule {
    alert      = "KubePodCrashLooping"
    enabled    = true
    expression = "max_over_time(kube_pod_container_status_waiting_reason{reason=\"CrashLoopBackOff\"}[5m]) >= 1"
    for        = "PT15M"
    severity   = 3

    annotations = {
      description = "A container crashes and is restarted again and again. See kubectl logs --previous."
    }

    action {
      action_group_id = azurerm_monitor_action_group.operator_alerts.id
    }

    action {
      action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }

  rule {
    alert      = "KubeContainerOOMKilledCount"
    enabled    = true
    expression = "sum by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{reason=\"OOMKilled\"}) > 0"
    for        = "PT5M"
    severity   = 3

    annotations = {
      description = "A container was killed for want of memory. Raise its memory limit."
    }

    action {
      action_group_id = azurerm_monitor_action_group.operator_alerts.id
    }

    action {
      action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }

  rule {
    alert      = "KubeDeploymentReplicasMismatch"
    enabled    = true
    expression = "kube_deployment_spec_replicas > kube_deployment_status_replicas_ready"
    for        = "PT15M"
    severity   = 3

    annotations = {
      description = "A deployment has had fewer ready replicas than it asks for, for a quarter of an hour."
    }

    action {
      action_group_id = azurerm_monitor_action_group.operator_alerts.id
    }

    action {
      action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }

  rule {
    alert      = "KubeNodeUnreachable"
    enabled    = true
    expression = "kube_node_spec_taint{key=\"node.kubernetes.io/unreachable\", effect=\"NoSchedule\"} == 1"
    for        = "PT15M"
    severity   = 2

    annotations = {
      description = "The control plane cannot reach a node: its pods are started elsewhere."
    }

    action {
      action_group_id = azurerm_monitor_action_group.operator_alerts.id
    }

    action {
      action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }

  rule {
    alert      = "KubePVUsageHigh"
    enabled    = true
    expression = "kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes > 0.8"
    for        = "PT5M"
    severity   = 2

    annotations = {
      description = "A persistent volume is used to more than four fifths. Enlarge its claim."
    }

    action {
      action_group_id = azurerm_monitor_action_group.operator_alerts.id
    }

    action {
      action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }
}

resource "azurerm_monitor_data_collection_endpoint" "shop_main_metrics" {
  name                = "dce-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  kind                = "Linux"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_monitor_data_collection_rule" "shop_main_metrics" {
  name                        = "dcr-contoso-shop-main-metrics"
  resource_group_name         = azurerm_resource_group.shop.name
  location                    = azurerm_resource_group.shop.location
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.shop_main_metrics.id
  kind                        = "Linux"

  tags = {
    owner = "platform-team"
  }

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-PrometheusMetrics"]
  }

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.shop_main_metrics.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "shop_main_metrics" {
  name                    = "prometheus"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.shop_main_metrics.id
  target_resource_id      = azurerm_kubernetes_cluster.shop_main.id
}

resource "azurerm_monitor_diagnostic_setting" "batch_crawl_kubernetes_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_kubernetes_cluster.batch_crawl.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_crawl_nat_1_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.batch_crawl_nat_1.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_crawl_nat_2_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.batch_crawl_nat_2.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_crawl_system_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.batch_crawl_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_jobs_kubernetes_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_kubernetes_cluster.batch_jobs.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_jobs_system_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.batch_jobs_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "batch_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.batch.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_10_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_10.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_11_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_11.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_12_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_12.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_13_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_13.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_14_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_14.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_15_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_15.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_16_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_16.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_17_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_17.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_18_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_18.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_19_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_19.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_1_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_1.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_20_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_20.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_2_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_2.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_3_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_3.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_4_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_4.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_5_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_5.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_6_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_6.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_7_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_7.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_8_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_8.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_9_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.hub_firewall_9.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_firewall_firewall" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_firewall.hub_firewall.id

  enabled_log {
    category = "AZFWApplicationRule"
  }

  enabled_log {
    category = "AZFWDnsQuery"
  }

  enabled_log {
    category = "AZFWFqdnResolveFailure"
  }

  enabled_log {
    category = "AZFWIdpsSignature"
  }

  enabled_log {
    category = "AZFWNatRule"
  }

  enabled_log {
    category = "AZFWNetworkRule"
  }

  enabled_log {
    category = "AZFWThreatIntel"
  }
}

resource "azurerm_monitor_diagnostic_setting" "hub_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.hub.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_diagnostic_setting" "log_diagnostics_log_analytics_workspace" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_log_analytics_workspace.log_diagnostics.id

  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_app_function_app_flex_consumption" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_function_app_flex_consumption.route_sync_app.id

  enabled_log {
    category = "FunctionAppLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_app_log_analytics_workspace" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_log_analytics_workspace.route_sync_app.id

  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_events_shop_eventgrid_system_topic" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_eventgrid_system_topic.route_sync_events_shop.id

  enabled_log {
    category = "DeliveryFailures"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_storage_storage_account_blobs" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = "${azurerm_storage_account.route_sync_storage.id}/blobServices/default"

  enabled_log {
    category = "StorageDelete"
  }

  enabled_log {
    category = "StorageWrite"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_storage_storage_account_queues" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = "${azurerm_storage_account.route_sync_storage.id}/queueServices/default"

  enabled_log {
    category = "StorageDelete"
  }

  enabled_log {
    category = "StorageWrite"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_public_application_gateway" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_application_gateway.shop_gateway_public.id

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_public_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_gateway_public.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_public_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.shop_gateway_public.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_public_tls_key_vault" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_key_vault.shop_gateway_public_tls.id

  enabled_log {
    category = "AuditEvent"
  }

  enabled_log {
    category = "AzurePolicyEvaluationDetails"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_kubernetes_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_kubernetes_cluster.shop_main.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_metrics_monitor_data_collection_rule" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_monitor_data_collection_rule.shop_main_metrics.id

  enabled_log {
    category = "LogErrors"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_system_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_main_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_work_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_main_work.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.shop.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "batch_crawl_alert_nodes" {
  name                = "ar-contoso-batch-crawl-nodes"
  resource_group_name = azurerm_kubernetes_cluster.batch_crawl.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.batch_crawl.id]
  severity            = 3
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "kube_node_status_condition"
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "condition"
      operator = "Include"
      values   = ["Ready"]
    }

    dimension {
      name     = "status2"
      operator = "Include"
      values   = ["NotReady", "Unknown"]
    }

    dimension {
      name     = "node"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "batch_crawl_alert_snat_failures" {
  name                = "ar-contoso-batch-crawl-snat-failures"
  resource_group_name = azurerm_nat_gateway.batch_crawl.resource_group_name
  description         = "Connections failed for want of SNAT ports. Give the NAT gateway more publicIps, or a publicIpPrefix."
  frequency           = "PT5M"
  scopes              = [azurerm_nat_gateway.batch_crawl.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Total"
    metric_name      = "SNATConnectionCount"
    metric_namespace = "Microsoft.Network/natGateways"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "ConnectionState"
      operator = "Include"
      values   = ["Failed"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "batch_jobs_alert_nodes" {
  name                = "ar-contoso-batch-jobs-nodes"
  resource_group_name = azurerm_kubernetes_cluster.batch_jobs.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.batch_jobs.id]
  severity            = 3
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "kube_node_status_condition"
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "condition"
      operator = "Include"
      values   = ["Ready"]
    }

    dimension {
      name     = "status2"
      operator = "Include"
      values   = ["NotReady", "Unknown"]
    }

    dimension {
      name     = "node"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "batch_jobs_alert_snat_ports" {
  name                = "ar-contoso-batch-jobs-snat-ports"
  resource_group_name = azurerm_kubernetes_cluster.batch_jobs.resource_group_name
  description         = "A node uses more than 80 % of its SNAT ports. Raise the outboundPorts of the cluster's egress."
  frequency           = "PT5M"
  severity            = 1
  window_size         = "PT5M"

  scopes = [
    "${azurerm_kubernetes_cluster.batch_jobs.node_resource_group_id}/providers/Microsoft.Network/loadBalancers/kubernetes",
  ]

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "UsedSnatPorts"
    metric_namespace = "Microsoft.Network/loadBalancers"
    operator         = "GreaterThan"
    threshold        = 3200

    dimension {
      name     = "BackendIPAddress"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "hub_firewall_alert_health" {
  name                = "ar-contoso-hub-firewall-health"
  resource_group_name = azurerm_firewall.hub_firewall.resource_group_name
  description         = "The firewall is degraded: see the dimension Reason of its health, and Resource Health. Nothing leaves without it."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.hub_firewall.id]
  severity            = 0
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "FirewallHealth"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "LessThan"
    threshold        = 90
  }
}

resource "azurerm_monitor_metric_alert" "hub_firewall_alert_snat_ports" {
  name                = "ar-contoso-hub-firewall-snat-ports"
  resource_group_name = azurerm_firewall.hub_firewall.resource_group_name
  description         = "More than 80 % of the firewall's SNAT ports are in use; without any, connections to the Internet fail. Give hub.firewall more publicIps."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.hub_firewall.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "SNATPortUtilization"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "GreaterThan"
    threshold        = 80
  }
}

resource "azurerm_monitor_metric_alert" "hub_firewall_alert_throughput" {
  name                = "ar-contoso-hub-firewall-throughput"
  resource_group_name = azurerm_firewall.hub_firewall.resource_group_name
  description         = "The firewall handles nine tenths of what its tier can: beyond it packets are lost. Take a larger tier, or split the traffic."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.hub_firewall.id]
  severity            = 2
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "Throughput"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "GreaterThan"
    threshold        = 90000000000
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_public_alert_capacity_units" {
  name                = "ar-contoso-shop-gateway-public-capacity-units"
  resource_group_name = azurerm_application_gateway.shop_gateway_public.resource_group_name
  description         = "The gateway uses three quarters of the capacity units of all its instances. Raise the number of instances."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_public.id]
  severity            = 2
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "CapacityUnits"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThan"
    threshold        = 150
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_public_alert_unhealthy_hosts" {
  name                = "ar-contoso-shop-gateway-public-unhealthy-hosts"
  resource_group_name = azurerm_application_gateway.shop_gateway_public.resource_group_name
  description         = "Backends of a pool have failed their probes for five minutes. See the gateway's backend health, and its route table."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_public.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "UnhealthyHostCount"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThanOrEqual"
    threshold        = 1

    dimension {
      name     = "BackendSettingsPool"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "shop_main_alert_nodes" {
  name                = "ar-contoso-shop-main-nodes"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]
  severity            = 3
  window_size         = "PT5M"

  tags = {
    owner = "platform-team"
  }

  action {
    action_group_id = azurerm_monitor_action_group.operator_alerts.id
  }

  action {
    action_group_id = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager"
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "kube_node_status_condition"
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "condition"
      operator = "Include"
      values   = ["Ready"]
    }

    dimension {
      name     = "status2"
      operator = "Include"
      values   = ["NotReady", "Unknown"]
    }

    dimension {
      name     = "node"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_full" {
  name                    = "ar-contoso-route-sync-full"
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
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
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
  name                    = "ar-contoso-route-sync-held"
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
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
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
  name                    = "ar-contoso-route-sync-poison"
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
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
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
  name                    = "ar-contoso-route-sync-silent"
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
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
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
  name                    = "ar-contoso-route-sync-stale"
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
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"shop-main\"]), good) to typeof(string)"
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
  name                    = "ar-contoso-route-sync-heartbeat"
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "shop_gateway_public_tls_alert_certificates" {
  name                    = "ar-contoso-shop-gateway-public-tls-certificates"
  resource_group_name     = azurerm_resource_group.shop.name
  location                = azurerm_resource_group.shop.location
  auto_mitigation_enabled = true
  description             = "A certificate in the gateway's vault expires within 30 days, or has expired, and was not renewed: az keyvault certificate list."
  evaluation_frequency    = "PT6H"
  scopes                  = [azurerm_key_vault.shop_gateway_public_tls.id]
  severity                = 1
  skip_query_validation   = true
  window_duration         = "P1D"

  tags = {
    owner = "platform-team"
  }

  action {
    action_groups = [
      azurerm_monitor_action_group.operator_alerts.id,
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-pager/providers/Microsoft.Insights/actionGroups/ag-pager",
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "AzureDiagnostics\n| where ResourceProvider == \"MICROSOFT.KEYVAULT\"\n| where OperationName in (\"CertificateNearExpiryEventGridNotification\", \"CertificateExpiredEventGridNotification\")"
    threshold               = 0
    time_aggregation_method = "Count"

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }
}

resource "azurerm_monitor_workspace" "shop_main_metrics" {
  name                = "amw-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_nat_gateway" "batch_crawl" {
  name                    = "ng-contoso-batch-crawl"
  resource_group_name     = azurerm_resource_group.batch.name
  location                = azurerm_resource_group.batch.location
  idle_timeout_in_minutes = 4
  sku_name                = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_nat_gateway_public_ip_association" "batch_crawl_ip_1" {
  nat_gateway_id       = azurerm_nat_gateway.batch_crawl.id
  public_ip_address_id = azurerm_public_ip.batch_crawl_nat_1.id
}

resource "azurerm_nat_gateway_public_ip_association" "batch_crawl_ip_2" {
  nat_gateway_id       = azurerm_nat_gateway.batch_crawl.id
  public_ip_address_id = azurerm_public_ip.batch_crawl_nat_2.id
}

resource "azurerm_network_security_group" "batch_crawl_system" {
  name                = "nsg-contoso-batch-crawl-system"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "batch_jobs_system" {
  name                = "nsg-contoso-batch-jobs-system"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_gateway_public" {
  name                = "nsg-contoso-shop-gateway-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-contoso-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_group" "shop_main_work" {
  name                = "nsg-contoso-shop-main-work"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_network_security_rule" "batch_crawl_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_crawl_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_crawl_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.2.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.2.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_crawl_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.2.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_crawl_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.2.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_crawl_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_crawl_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.2.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.2.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "batch_jobs_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.batch.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.batch_jobs_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
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

resource "azurerm_network_security_rule" "shop_main_system_from-public" {
  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24", "10.244.0.0/16"]
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
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.1.0.0/24", "10.1.1.0/24"]
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
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.1.0.0/24", "10.1.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 130
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
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
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

resource "azurerm_network_security_rule" "shop_main_work_from-public" {
  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
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
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.1.0.0/24", "10.1.1.0/24"]
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
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.1.0.0/24", "10.1.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_work_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.1.0.0/24", "10.1.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_work.name
  priority                     = 130
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
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_watcher_flow_log" "batch_flow_log" {
  name                 = azurerm_virtual_network.batch.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.batch.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_westeurope"
  storage_account_id   = azurerm_storage_account.log_diagnostics_flows_westeurope.id
  target_resource_id   = azurerm_virtual_network.batch.id
  version              = 2

  tags = {
    owner = "platform-team"
  }

  retention_policy {
    days    = 14
    enabled = true
  }

  traffic_analytics {
    enabled               = true
    interval_in_minutes   = 60
    workspace_id          = azurerm_log_analytics_workspace.log_diagnostics.workspace_id
    workspace_region      = "westeurope"
    workspace_resource_id = azurerm_log_analytics_workspace.log_diagnostics.id
  }
}

resource "azurerm_network_watcher_flow_log" "hub_flow_log" {
  name                 = azurerm_virtual_network.hub.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.hub.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_westeurope"
  storage_account_id   = azurerm_storage_account.log_diagnostics_flows_westeurope.id
  target_resource_id   = azurerm_virtual_network.hub.id
  version              = 2

  tags = {
    owner = "platform-team"
  }

  retention_policy {
    days    = 14
    enabled = true
  }

  traffic_analytics {
    enabled               = true
    interval_in_minutes   = 60
    workspace_id          = azurerm_log_analytics_workspace.log_diagnostics.workspace_id
    workspace_region      = "westeurope"
    workspace_resource_id = azurerm_log_analytics_workspace.log_diagnostics.id
  }
}

resource "azurerm_network_watcher_flow_log" "shop_flow_log" {
  name                 = azurerm_virtual_network.shop.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.shop.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_westeurope"
  storage_account_id   = azurerm_storage_account.log_diagnostics_flows_westeurope.id
  target_resource_id   = azurerm_virtual_network.shop.id
  version              = 2

  tags = {
    owner = "platform-team"
  }

  retention_policy {
    days    = 14
    enabled = true
  }

  traffic_analytics {
    enabled               = true
    interval_in_minutes   = 60
    workspace_id          = azurerm_log_analytics_workspace.log_diagnostics.workspace_id
    workspace_region      = "westeurope"
    workspace_resource_id = azurerm_log_analytics_workspace.log_diagnostics.id
  }
}

resource "azurerm_public_ip" "batch_crawl_nat_1" {
  name                = "pip-contoso-batch-crawl-nat-1"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "batch_crawl_nat_2" {
  name                = "pip-contoso-batch-crawl-nat-2"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-contoso-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-contoso-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-contoso-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-contoso-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-contoso-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-contoso-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-contoso-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-contoso-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-contoso-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-contoso-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-contoso-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-contoso-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-contoso-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-contoso-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-contoso-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-contoso-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-contoso-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-contoso-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-contoso-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_public_ip" "shop_gateway_public" {
  name                = "pip-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "batch" {
  name     = "rg-contoso-batch"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "log_diagnostics" {
  name     = "rg-contoso-diagnostics"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "operator_alerts" {
  name     = "rg-contoso-alerts"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-contoso-route-sync"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_role_assignment" "batch_crawl_subnet_system" {
  scope                = azurerm_subnet.batch_crawl_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.batch_crawl.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "batch_jobs_subnet_system" {
  scope                = azurerm_subnet.batch_jobs_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.batch_jobs.principal_id
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

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-main" {
  scope              = azurerm_route_table.shop_main.id
  description        = "Reads the route tables that AKS writes."
  principal_id       = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.route_sync_role_source_reader.role_definition_resource_id
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_shop-main" {
  scope              = azurerm_route_table.shop_gateway_public.id
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

resource "azurerm_role_assignment" "shop_gateway_public_tls_deployer" {
  scope                = azurerm_key_vault.shop_gateway_public_tls.id
  description          = "Whoever applies this configuration makes the certificates."
  principal_id         = data.azurerm_client_config.shop_gateway_public_tls.object_id
  role_definition_name = "Key Vault Certificates Officer"
}

resource "azurerm_role_assignment" "shop_gateway_public_tls_secrets" {
  scope                = azurerm_key_vault.shop_gateway_public_tls.id
  description          = "The gateway fetches its certificates."
  principal_id         = azurerm_user_assigned_identity.shop_gateway_public_tls.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_gateway" {
  scope                = azurerm_application_gateway.shop_gateway_public.id
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
  scope                = azurerm_subnet.shop_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_tls_identity" {
  scope                = azurerm_user_assigned_identity.shop_gateway_public_tls.id
  description          = "Each write of the gateway assigns the identity that fetches its certificates."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Managed Identity Operator"
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

resource "azurerm_role_assignment" "shop_main_subnet_work" {
  scope                = azurerm_subnet.shop_main_work.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name              = "contoso network operation reader"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Follows a write of a route table to its end; operations belong to the subscription."

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name              = "contoso route source reader"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Reads the route tables that AKS writes."

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name              = "contoso route target writer"
  scope             = data.azurerm_subscription.route_sync_role.id
  assignable_scopes = [data.azurerm_subscription.route_sync_role.id]
  description       = "Reads and writes the gateways' route tables."

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route_table" "shop_gateway_public" {
  name                          = "rt-contoso-shop-gateway-public"
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
  name                          = "rt-contoso-shop-main"
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
  name                = "asp-contoso-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_storage_account" "log_diagnostics_flows_westeurope" {
  name                             = "stcontosoflowswest4ab4ae"
  resource_group_name              = azurerm_resource_group.log_diagnostics.name
  location                         = "westeurope"
  account_replication_type         = "LRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  shared_access_key_enabled        = true

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stcontososync6918a6"
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

resource "azurerm_subnet" "batch_crawl_system" {
  name                            = "snet-contoso-batch-crawl-system"
  resource_group_name             = azurerm_resource_group.batch.name
  virtual_network_name            = azurerm_virtual_network.batch.name
  address_prefixes                = ["10.2.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "batch_jobs_system" {
  name                            = "snet-contoso-batch-jobs-system"
  resource_group_name             = azurerm_resource_group.batch.name
  virtual_network_name            = azurerm_virtual_network.batch.name
  address_prefixes                = ["10.2.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_public" {
  name                            = "snet-contoso-shop-gateway-public"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-contoso-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_main_work" {
  name                            = "snet-contoso-shop-main-work"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_nat_gateway_association" "batch_crawl_system" {
  nat_gateway_id = azurerm_nat_gateway.batch_crawl.id
  subnet_id      = azurerm_subnet.batch_crawl_system.id

  depends_on = [azurerm_subnet_network_security_group_association.batch_crawl_system]
}

resource "azurerm_subnet_network_security_group_association" "batch_crawl_system" {
  network_security_group_id = azurerm_network_security_group.batch_crawl_system.id
  subnet_id                 = azurerm_subnet.batch_crawl_system.id
}

resource "azurerm_subnet_network_security_group_association" "batch_jobs_system" {
  network_security_group_id = azurerm_network_security_group.batch_jobs_system.id
  subnet_id                 = azurerm_subnet.batch_jobs_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_public" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_public.id
  subnet_id                 = azurerm_subnet.shop_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_work" {
  network_security_group_id = azurerm_network_security_group.shop_main_work.id
  subnet_id                 = azurerm_subnet.shop_main_work.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_public" {
  route_table_id = azurerm_route_table.shop_gateway_public.id
  subnet_id      = azurerm_subnet.shop_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_public]
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

resource "azurerm_user_assigned_identity" "batch_crawl" {
  name                = "id-contoso-batch-crawl"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "batch_jobs" {
  name                = "id-contoso-batch-jobs"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_events" {
  name                = "id-contoso-route-sync-events"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-contoso-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "shop_gateway_public_tls" {
  name                = "id-contoso-shop-public-tls"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "batch" {
  name                = "vnet-contoso-batch"
  resource_group_name = azurerm_resource_group.batch.name
  location            = azurerm_resource_group.batch.location
  address_space       = ["10.2.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-contoso-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform-team"
  }
}

resource "azurerm_virtual_network_peering" "batch_peering_from_hub" {
  name                      = "peer-contoso-hub-to-batch"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.batch.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.batch_jobs_system,
    azurerm_subnet_network_security_group_association.batch_jobs_system,
    azurerm_subnet.batch_crawl_system,
    azurerm_subnet_network_security_group_association.batch_crawl_system,
    azurerm_subnet_nat_gateway_association.batch_crawl_system,
  ]
}

resource "azurerm_virtual_network_peering" "batch_peering_to_hub" {
  name                      = "peer-contoso-batch-to-hub"
  resource_group_name       = azurerm_resource_group.batch.name
  virtual_network_name      = azurerm_virtual_network.batch.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.batch_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-contoso-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_work,
    azurerm_subnet_network_security_group_association.shop_main_work,
    azurerm_subnet_route_table_association.shop_main_work,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-contoso-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_public" {
  name                = "waf-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform-team"
  }

  custom_rules {
    name      = "unknownCountries"
    action    = "Block"
    priority  = 1
    rule_type = "MatchRule"

    match_conditions {
      match_values = ["ZZ"]
      operator     = "GeoMatch"

      match_variables {
        variable_name = "RemoteAddr"
      }
    }

    match_conditions {
      match_values       = ["203.0.113.0/24"]
      negation_condition = true
      operator           = "IPMatch"

      match_variables {
        variable_name = "RemoteAddr"
      }
    }
  }

  custom_rules {
    name      = "largeRequests"
    action    = "Log"
    priority  = 2
    rule_type = "MatchRule"

    match_conditions {
      match_values = ["1000000"]
      operator     = "GreaterThan"

      match_variables {
        variable_name = "RequestBody"
      }
    }
  }

  custom_rules {
    name                 = "limit"
    action               = "Block"
    group_rate_limit_by  = "ClientAddr"
    priority             = 3
    rate_limit_duration  = "OneMin"
    rate_limit_threshold = 1000
    rule_type            = "RateLimitRule"

    match_conditions {
      match_values       = ["255.255.255.255/32"]
      negation_condition = true
      operator           = "IPMatch"

      match_variables {
        variable_name = "RemoteAddr"
      }
    }
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
          name   = "shop-main"
          source = { id = azurerm_route_table.shop_main.id }
          target = {
            id = azurerm_route_table.shop_gateway_public.id
          }
          podCidrs = ["10.244.0.0/16"]
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

output "batch_crawl_cluster_id" {
  description = "Id of the cluster crawl."
  value       = azurerm_kubernetes_cluster.batch_crawl.id
}

output "batch_jobs_cluster_id" {
  description = "Id of the cluster jobs."
  value       = azurerm_kubernetes_cluster.batch_jobs.id
}

output "batch_virtual_network_id" {
  description = "Id of the network of batch."
  value       = azurerm_virtual_network.batch.id
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
      podCidrs = ["10.244.0.0/16"]
      source = {
        id = azurerm_route_table.shop_main.id
      }
      target = {
        id = azurerm_route_table.shop_gateway_public.id
      }
    },
  ]
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.shop_gateway_public.id
}

output "shop_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.shop_gateway_public.ip_address
}

output "shop_public_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_public.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
