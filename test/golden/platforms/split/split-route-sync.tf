terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "azurerm" {
    container_name       = "state"
    key                  = "platforms/split-route-sync.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "shop"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000003"

  features {}
}

provider "azurerm" {
  alias = "stock"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000004"

  features {}
}

provider "azurerm" {
  alias = "north"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

data "azurerm_client_config" "route_sync" {}

data "azurerm_client_config" "route_sync_northeurope" {}

data "azurerm_function_app_host_keys" "route_sync_northeurope_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_northeurope_app.name
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
}

data "azurerm_function_app_host_keys" "route_sync_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_app.name
  resource_group_name = azurerm_resource_group.route_sync.name
}

data "azurerm_subscription" "route_sync_northeurope_role" {}

data "azurerm_subscription" "route_sync_northeurope_role_subscription_stock" {
  provider = azurerm.stock
}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "route_sync_role_subscription_shop" {
  provider = azurerm.shop
}

data "azurerm_subscription" "route_sync_role_subscription_stock" {
  provider = azurerm.stock
}

data "terraform_remote_state" "cross-stack-reference-input-split-alerts" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-alerts.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-diagnostics" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-diagnostics.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-shop" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-shop.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-stock" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-stock.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-split-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_application_insights" "route_sync_northeurope_app" {
  name                          = "appi-split-route-sync-northeurope"
  resource_group_name           = azurerm_resource_group.route_sync_northeurope.name
  location                      = azurerm_resource_group.route_sync_northeurope.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_northeurope_app.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_old" {
  provider = azurerm.stock

  name                = "egst-split-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_stock.name
  location            = "Global"
  source_resource_id  = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old"
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_shop" {
  provider = azurerm.shop

  name                = "egst-split-route-sync-shop"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_name
  location            = "Global"
  source_resource_id  = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic" "route_sync_northeurope_events_stock" {
  provider = azurerm.stock

  name                = "egst-split-route-sync-stock-northeurope"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_resource_group_stock_name
  location            = "Global"
  source_resource_id  = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_resource_group_stock_id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  tags = {
    owner = "platform"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_northeurope_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_old" {
  provider = azurerm.stock

  name                = "evgs-split-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_stock.name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_old.name

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
    subject_begins_with = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-old"
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-main" {
  provider = azurerm.shop

  name                = "evgs-split-route-sync-shop-main"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_name
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
    subject_begins_with = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_main_id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_shop-pay" {
  provider = azurerm.shop

  name                = "evgs-split-route-sync-shop-pay"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_name
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
    subject_begins_with = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_pay_id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_northeurope_events_stock-main" {
  provider = azurerm.stock

  name                = "evgs-split-route-sync-stock-main-northeurope"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_resource_group_stock_name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_northeurope_events_stock.name

  included_event_types = [
    "Microsoft.Resources.ResourceWriteSuccess",
    "Microsoft.Resources.ResourceDeleteSuccess",
  ]

  delivery_identity {
    type                   = "UserAssigned"
    user_assigned_identity = azurerm_user_assigned_identity.route_sync_northeurope_events.id
  }

  storage_queue_endpoint {
    queue_message_time_to_live_in_seconds = 3600
    queue_name                            = azurerm_storage_queue.route_sync_northeurope_storage_queue.name
    storage_account_id                    = azurerm_storage_account.route_sync_northeurope_storage.id
  }

  subject_filter {
    case_sensitive      = false
    subject_begins_with = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_main_id
  }

  depends_on = [azurerm_role_assignment.route_sync_northeurope_events_sender]
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-split-route-sync-3428cb"
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
        name = "shop-main"
        source = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_main_id
        }
        target = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_edge_id
        }
        podCidrs = ["10.160.0.0/16"]
      },
      {
        name = "shop-pay"
        source = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_pay_id
        }
        target = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_pay_id
        }
        podCidrs = ["10.161.0.0/16"]
      },
      {
        name = "old"
        source = {
          id = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-old"
        }
        target = {
          id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
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
    owner = "platform"
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
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_shop,
    azurerm_role_assignment.route_sync_role_source_reader_shop-pay,
    azurerm_role_assignment.route_sync_role_target_writer_shop-pay,
    azurerm_role_assignment.route_sync_role_source_reader_old,
    azurerm_role_assignment.route_sync_role_target_writer_old,
  ]
}

resource "azurerm_function_app_flex_consumption" "route_sync_northeurope_app" {
  name                                           = "func-split-route-sync-northeurope-84d563"
  resource_group_name                            = azurerm_resource_group.route_sync_northeurope.name
  location                                       = azurerm_resource_group.route_sync_northeurope.location
  https_only                                     = true
  instance_memory_in_mb                          = 512
  maximum_instance_count                         = 40
  runtime_name                                   = "node"
  runtime_version                                = "22"
  service_plan_id                                = azurerm_service_plan.route_sync_northeurope_app.id
  storage_authentication_type                    = "UserAssignedIdentity"
  storage_container_endpoint                     = "${azurerm_storage_account.route_sync_northeurope_storage.primary_blob_endpoint}${azurerm_storage_container.route_sync_northeurope_storage_deployments.name}"
  storage_container_type                         = "blobContainer"
  storage_user_assigned_identity_id              = azurerm_user_assigned_identity.route_sync_northeurope_identity.id
  webdeploy_publish_basic_authentication_enabled = false

  app_settings = {
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id}"
    AzureWebJobsStorage                       = ""
    AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_northeurope_storage.name
    AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
    AzureWebJobsStorage__credential           = "managedidentity"
    ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
    ROUTE_SYNC_MIRRORS = jsonencode([
      {
        name = "stock-main"
        source = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_main_id
        }
        target = {
          id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_gateway_edge_id
        }
        podCidrs = ["10.162.0.0/16"]
      },
    ])
    ROUTE_SYNC_QUEUE                  = "route-sync"
    ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
    RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_northeurope_storage.primary_blob_host}"
    RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
    RouteSyncStorage__credential      = "managedidentity"
    RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_northeurope_storage.primary_queue_host}"
  }

  tags = {
    owner = "platform"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_northeurope_identity.id]
    type         = "UserAssigned"
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.route_sync_northeurope_app.connection_string
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
    replace_triggered_by = [terraform_data.route_sync_northeurope_app]
  }

  depends_on = [
    azurerm_storage_blob.route_sync_northeurope_package,
    azurerm_role_assignment.route_sync_northeurope_app_telemetry,
    azurerm_role_assignment.route_sync_northeurope_storage_blobs,
    azurerm_role_assignment.route_sync_northeurope_storage_queues,
    azurerm_role_assignment.route_sync_northeurope_role_source_reader_stock-main,
    azurerm_role_assignment.route_sync_northeurope_role_target_writer_stock-main,
    azurerm_role_assignment.route_sync_northeurope_role_operation_reader_subscription_stock,
  ]
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-split-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_log_analytics_workspace" "route_sync_northeurope_app" {
  name                = "log-split-route-sync-northeurope"
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
  location            = azurerm_resource_group.route_sync_northeurope.location
  retention_in_days   = 30
  sku                 = "PerGB2018"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_monitor_action_group" "route_sync_northeurope_wake_up" {
  name                = "ag-split-route-sync-northeurope"
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
  short_name          = "route-sync"

  tags = {
    owner = "platform"
  }

  azure_function_receiver {
    name                     = "alerts"
    function_app_resource_id = azurerm_function_app_flex_consumption.route_sync_northeurope_app.id
    function_name            = "alerts"
    http_trigger_url         = "https://${azurerm_function_app_flex_consumption.route_sync_northeurope_app.default_hostname}/api/alerts?code=${data.azurerm_function_app_host_keys.route_sync_northeurope_wake_up.default_function_key}"
    use_common_alert_schema  = true
  }
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-split-route-sync"
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

resource "azurerm_monitor_activity_log_alert" "route_sync_northeurope_wake_up_stock-main" {
  provider = azurerm.stock

  name                = "ar-split-route-sync-stock-main-northeurope"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_resource_group_stock_name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_resource_group_stock_id,
  ]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = azurerm_monitor_action_group.route_sync_northeurope_wake_up.id
  }

  criteria {
    category       = "Administrative"
    resource_types = ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"]
    status         = "Succeeded"
  }
}

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_old" {
  provider = azurerm.stock

  name                = "ar-split-route-sync-old"
  resource_group_name = azurerm_resource_group.route_sync_stock.name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."
  scopes              = ["/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old"]

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

  name                = "ar-split-route-sync-shop-main"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_id,
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

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_shop-pay" {
  provider = azurerm.shop

  name                = "ar-split-route-sync-shop-pay"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_resource_group_shop_id,
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

resource "azurerm_monitor_diagnostic_setting" "route_sync_app_function_app_flex_consumption" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_function_app_flex_consumption.route_sync_app.id

  enabled_log {
    category = "FunctionAppLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_app_log_analytics_workspace" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_log_analytics_workspace.route_sync_app.id

  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_events_old_eventgrid_system_topic" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_eventgrid_system_topic.route_sync_events_old.id

  enabled_log {
    category = "DeliveryFailures"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_events_shop_eventgrid_system_topic" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_eventgrid_system_topic.route_sync_events_shop.id

  enabled_log {
    category = "DeliveryFailures"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_northeurope_app_function_app_flex_consumption" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_function_app_flex_consumption.route_sync_northeurope_app.id

  enabled_log {
    category = "FunctionAppLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_northeurope_app_log_analytics_workspace" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_log_analytics_workspace.route_sync_northeurope_app.id

  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_northeurope_events_stock_eventgrid_system_topic" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_eventgrid_system_topic.route_sync_northeurope_events_stock.id

  enabled_log {
    category = "DeliveryFailures"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_northeurope_storage_storage_account_blobs" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = "${azurerm_storage_account.route_sync_northeurope_storage.id}/blobServices/default"

  enabled_log {
    category = "StorageDelete"
  }

  enabled_log {
    category = "StorageWrite"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_northeurope_storage_storage_account_queues" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = "${azurerm_storage_account.route_sync_northeurope_storage.id}/queueServices/default"

  enabled_log {
    category = "StorageDelete"
  }

  enabled_log {
    category = "StorageWrite"
  }
}

resource "azurerm_monitor_diagnostic_setting" "route_sync_storage_storage_account_blobs" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
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
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = "${azurerm_storage_account.route_sync_storage.id}/queueServices/default"

  enabled_log {
    category = "StorageDelete"
  }

  enabled_log {
    category = "StorageWrite"
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_alarm_full" {
  name                    = "ar-split-route-sync-full"
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
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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
  name                    = "ar-split-route-sync-held"
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
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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
  name                    = "ar-split-route-sync-poison"
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
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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
  name                    = "ar-split-route-sync-silent"
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
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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
  name                    = "ar-split-route-sync-stale"
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
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"shop-main\", \"shop-pay\", \"old\"]), good) to typeof(string)"
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
  name                    = "ar-split-route-sync-heartbeat"
  resource_group_name     = azurerm_resource_group.route_sync.name
  location                = azurerm_resource_group.route_sync.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_app.id]
  severity                = 4
  window_duration         = "PT15M"

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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_alarm_full" {
  name                    = "ar-split-route-sync-full-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = true
  description             = "A route table holds nine tenths or more of the routes that guards.routeLimit allows: beyond it the mirror is held."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 2
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_alarm_held" {
  name                    = "ar-split-route-sync-held-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = true
  description             = "A guard holds a mirror: the gateway's table stays as it is until a person decides. `route-sync plan` tells what it would do."
  evaluation_frequency    = "PT10M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 2
  window_duration         = "PT1H"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_alarm_poison" {
  name                    = "ar-split-route-sync-poison-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = true
  description             = "A wake-up failed five times and lies in route-sync-poison: read the runtime's errors, mend, and delete the message."
  evaluation_frequency    = "PT5M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 1
  window_duration         = "PT15M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_alarm_silent" {
  name                    = "ar-split-route-sync-silent-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = true
  description             = "No round of any mirror has ended for 30 minutes: the runtime does not run, or cannot report. Gateways may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_alarm_stale" {
  name                    = "ar-split-route-sync-stale-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = true
  description             = "A mirror had no round that succeeded for 30 minutes: its gateway may send to nodes that are gone."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 1
  window_duration         = "PT30M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [
      data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id,
    ]
  }

  criteria {
    operator                = "GreaterThan"
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"stock-main\"]), good) to typeof(string)"
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

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "route_sync_northeurope_heartbeat" {
  name                    = "ar-split-route-sync-heartbeat-northeurope"
  resource_group_name     = azurerm_resource_group.route_sync_northeurope.name
  location                = azurerm_resource_group.route_sync_northeurope.location
  auto_mitigation_enabled = false
  description             = "No alarm: this rule fires at every evaluation and makes the runtime look at every mirror, whether its own timer works or not."
  evaluation_frequency    = "PT15M"
  scopes                  = [azurerm_application_insights.route_sync_northeurope_app.id]
  severity                = 4
  window_duration         = "PT15M"

  tags = {
    owner = "platform"
  }

  action {
    action_groups = [azurerm_monitor_action_group.route_sync_northeurope_wake_up.id]

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

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-split-route-sync"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "route_sync_northeurope" {
  name     = "rg-split-route-sync-northeurope"
  location = "northeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "route_sync_stock" {
  provider = azurerm.stock

  name     = "rg-split-route-sync-stock"
  location = azurerm_resource_group.route_sync.location

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

resource "azurerm_role_assignment" "route_sync_events_sender" {
  scope                = azurerm_storage_queue.route_sync_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_events.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_northeurope_app_telemetry" {
  scope                = azurerm_application_insights.route_sync_northeurope_app.id
  description          = "The Functions host sends its telemetry as the identity."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Monitoring Metrics Publisher"
}

resource "azurerm_role_assignment" "route_sync_northeurope_events_sender" {
  scope                = azurerm_storage_queue.route_sync_northeurope_storage_queue.id
  description          = "Event Grid puts wake-ups into the queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_events.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Message Sender"
}

resource "azurerm_role_assignment" "route_sync_northeurope_role_operation_reader_subscription_stock" {
  scope                = data.azurerm_subscription.route_sync_northeurope_role_subscription_stock.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_northeurope_role_operation_reader.name
}

resource "azurerm_role_assignment" "route_sync_northeurope_role_source_reader_stock-main" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_main_id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_northeurope_role_source_reader.name
}

resource "azurerm_role_assignment" "route_sync_northeurope_role_target_writer_stock-main" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_gateway_edge_id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_northeurope_role_target_writer.name
}

resource "azurerm_role_assignment" "route_sync_northeurope_storage_blobs" {
  scope                = azurerm_storage_account.route_sync_northeurope_storage.id
  description          = "Keys, leases and schedules of the Functions host, and the package."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Blob Data Owner"
}

resource "azurerm_role_assignment" "route_sync_northeurope_storage_deployer" {
  scope                = azurerm_storage_account.route_sync_northeurope_storage.id
  description          = "Whoever applies this configuration uploads the package."
  principal_id         = data.azurerm_client_config.route_sync_northeurope.object_id
  role_definition_name = "Storage Blob Data Contributor"
}

resource "azurerm_role_assignment" "route_sync_northeurope_storage_queues" {
  scope                = azurerm_storage_account.route_sync_northeurope_storage.id
  description          = "Wake-ups and their poison queue."
  principal_id         = azurerm_user_assigned_identity.route_sync_northeurope_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Storage Queue Data Contributor"
}

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_shop" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_shop.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_old" {
  scope                = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-old"
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name

  depends_on = [azurerm_storage_account.route_sync_storage]
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-main" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_main_id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_shop-pay" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_pay_id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name
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
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_edge_id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_shop-pay" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_pay_id
  description          = "Reads and writes the gateways' route tables."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_target_writer.name
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

resource "azurerm_role_definition" "route_sync_northeurope_role_operation_reader" {
  name        = "split northeurope network operation reader"
  scope       = data.azurerm_subscription.route_sync_northeurope_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_northeurope_role.id,
    data.azurerm_subscription.route_sync_northeurope_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_northeurope_role_source_reader" {
  name        = "split northeurope route source reader"
  scope       = data.azurerm_subscription.route_sync_northeurope_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_northeurope_role.id,
    data.azurerm_subscription.route_sync_northeurope_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_northeurope_role_target_writer" {
  name        = "split northeurope route target writer"
  scope       = data.azurerm_subscription.route_sync_northeurope_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_northeurope_role.id,
    data.azurerm_subscription.route_sync_northeurope_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name        = "split network operation reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name        = "split route source reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name        = "split route target writer"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_shop.id,
    data.azurerm_subscription.route_sync_role_subscription_stock.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-split-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_service_plan" "route_sync_northeurope_app" {
  name                = "asp-split-route-sync-northeurope"
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
  location            = azurerm_resource_group.route_sync_northeurope.location
  os_type             = "Linux"
  sku_name            = "FC1"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_storage_account" "route_sync_northeurope_storage" {
  name                             = "stsplitsyncnortheu809e1b"
  resource_group_name              = azurerm_resource_group.route_sync_northeurope.name
  location                         = azurerm_resource_group.route_sync_northeurope.location
  account_replication_type         = "ZRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  shared_access_key_enabled        = false

  tags = {
    owner = "platform"
  }
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stsplitsync5032db"
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
    owner = "platform"
  }
}

resource "azurerm_storage_blob" "route_sync_northeurope_package" {
  name                   = "released-package.zip"
  content_md5            = "HASH"
  content_type           = "application/zip"
  source                 = "assets/route_sync_northeurope_package/HASH/route-sync.zip"
  storage_account_name   = azurerm_storage_account.route_sync_northeurope_storage.name
  storage_container_name = azurerm_storage_container.route_sync_northeurope_storage_deployments.name
  type                   = "Block"

  depends_on = [azurerm_role_assignment.route_sync_northeurope_storage_deployer]
}

resource "azurerm_storage_blob" "route_sync_package" {
  name                   = "released-package.zip"
  content_md5            = "HASH"
  content_type           = "application/zip"
  source                 = "assets/route_sync_package/HASH/route-sync.zip"
  storage_account_name   = azurerm_storage_account.route_sync_storage.name
  storage_container_name = azurerm_storage_container.route_sync_storage_deployments.name
  type                   = "Block"

  depends_on = [azurerm_role_assignment.route_sync_storage_deployer]
}

resource "azurerm_storage_container" "route_sync_northeurope_storage_deployments" {
  name               = "deployments"
  storage_account_id = azurerm_storage_account.route_sync_northeurope_storage.id
}

resource "azurerm_storage_container" "route_sync_storage_deployments" {
  name               = "deployments"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_storage_queue" "route_sync_northeurope_storage_poison_queue" {
  name               = "route-sync-poison"
  storage_account_id = azurerm_storage_account.route_sync_northeurope_storage.id
}

resource "azurerm_storage_queue" "route_sync_northeurope_storage_queue" {
  name               = "route-sync"
  storage_account_id = azurerm_storage_account.route_sync_northeurope_storage.id
}

resource "azurerm_storage_queue" "route_sync_storage_poison_queue" {
  name               = "route-sync-poison"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_storage_queue" "route_sync_storage_queue" {
  name               = "route-sync"
  storage_account_id = azurerm_storage_account.route_sync_storage.id
}

resource "azurerm_user_assigned_identity" "route_sync_events" {
  name                = "id-split-route-sync-events"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-split-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_northeurope_events" {
  name                = "id-split-route-sync-events-northeurope"
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
  location            = azurerm_resource_group.route_sync_northeurope.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "route_sync_northeurope_identity" {
  name                = "id-split-route-sync-northeurope"
  resource_group_name = azurerm_resource_group.route_sync_northeurope.name
  location            = azurerm_resource_group.route_sync_northeurope.location

  tags = {
    owner = "platform"
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
          name = "shop-main"
          source = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_main_id
          }
          target = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_edge_id
          }
          podCidrs = ["10.160.0.0/16"]
        },
        {
          name = "shop-pay"
          source = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_pay_id
          }
          target = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_pay_id
          }
          podCidrs = ["10.161.0.0/16"]
        },
        {
          name = "old"
          source = {
            id = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-old"
          }
          target = {
            id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
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
      owner = "platform"
    }
  }
}

resource "terraform_data" "route_sync_northeurope_app" {
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
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id}"
      AzureWebJobsStorage                       = ""
      AzureWebJobsStorage__accountName          = azurerm_storage_account.route_sync_northeurope_storage.name
      AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
      AzureWebJobsStorage__credential           = "managedidentity"
      ROUTE_SYNC_CLIENT_ID                      = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
      ROUTE_SYNC_MIRRORS = jsonencode([
        {
          name = "stock-main"
          source = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_main_id
          }
          target = {
            id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_gateway_edge_id
          }
          podCidrs = ["10.162.0.0/16"]
        },
      ])
      ROUTE_SYNC_QUEUE                  = "route-sync"
      ROUTE_SYNC_SWEEP                  = "0 */5 * * * *"
      RouteSyncStorage__blobServiceUri  = "https://${azurerm_storage_account.route_sync_northeurope_storage.primary_blob_host}"
      RouteSyncStorage__clientId        = azurerm_user_assigned_identity.route_sync_northeurope_identity.client_id
      RouteSyncStorage__credential      = "managedidentity"
      RouteSyncStorage__queueServiceUri = "https://${azurerm_storage_account.route_sync_northeurope_storage.primary_queue_host}"
    }
    tags = {
      owner = "platform"
    }
  }
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
        id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_main_id
      }
      target = {
        id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_edge_id
      }
    },
    {
      name     = "shop-pay"
      podCidrs = ["10.161.0.0/16"]
      source = {
        id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_pay_id
      }
      target = {
        id = data.terraform_remote_state.cross-stack-reference-input-split-shop.outputs.cross-stack-output-azurerm_route_table_shop_gateway_pay_id
      }
    },
    {
      name     = "old"
      podCidrs = ["10.244.0.0/16"]
      source = {
        id = "/subscriptions/11111111-0000-4000-8000-000000000004/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-old"
      }
      target = {
        id = "/subscriptions/11111111-0000-4000-8000-000000000003/resourceGroups/rg-old/providers/Microsoft.Network/routeTables/rt-agw"
      }
    },
  ]
}

output "route_sync_northeurope_function_app_id" {
  description = "Id of the runtime's Function App."
  value       = azurerm_function_app_flex_consumption.route_sync_northeurope_app.id
}

output "route_sync_northeurope_mirrors" {
  description = "Configuration of the runtime: the mirrors of its configuration file."

  value = [
    {
      name     = "stock-main"
      podCidrs = ["10.162.0.0/16"]
      source = {
        id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_main_id
      }
      target = {
        id = data.terraform_remote_state.cross-stack-reference-input-split-stock.outputs.cross-stack-output-azurerm_route_table_stock_gateway_edge_id
      }
    },
  ]
}
