terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.apart-route-sync.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
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
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

data "azurerm_client_config" "route_sync" {}

data "azurerm_function_app_host_keys" "route_sync_wake_up" {
  name                = azurerm_function_app_flex_consumption.route_sync_app.name
  resource_group_name = azurerm_resource_group.route_sync.name
}

data "azurerm_subscription" "route_sync_role" {}

data "azurerm_subscription" "route_sync_role_subscription_orders" {
  provider = azurerm.orders
}

data "terraform_remote_state" "cross-stack-reference-input-apart-orders" {
  backend   = "local"
  workspace = terraform.workspace

  config = {
    path = "../../../terraform.apart-orders.tfstate"
  }
}

resource "azurerm_application_insights" "route_sync_app" {
  name                          = "appi-apart-route-sync"
  resource_group_name           = azurerm_resource_group.route_sync.name
  location                      = azurerm_resource_group.route_sync.location
  application_type              = "web"
  local_authentication_disabled = true
  workspace_id                  = azurerm_log_analytics_workspace.route_sync_app.id
}

resource "azurerm_eventgrid_system_topic" "route_sync_events_orders" {
  provider = azurerm.orders

  name                = "egst-apart-route-sync-orders"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_resource_group_orders_name
  location            = "Global"
  source_resource_id  = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_resource_group_orders_id
  topic_type          = "Microsoft.Resources.ResourceGroups"

  identity {
    identity_ids = [azurerm_user_assigned_identity.route_sync_events.id]
    type         = "UserAssigned"
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "route_sync_events_orders-main" {
  provider = azurerm.orders

  name                = "evgs-apart-route-sync-orders-main"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_resource_group_orders_name
  system_topic        = azurerm_eventgrid_system_topic.route_sync_events_orders.name

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
    subject_begins_with = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_main_id
  }

  depends_on = [azurerm_role_assignment.route_sync_events_sender]
}

resource "azurerm_function_app_flex_consumption" "route_sync_app" {
  name                                           = "func-apart-route-sync-7eea4c"
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
        name = "orders-main"
        source = {
          id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_main_id
        }
        target = {
          id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_gateway_public_id
        }
        podCidrs = ["10.160.0.0/16"]
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
    azurerm_role_assignment.route_sync_role_source_reader_orders-main,
    azurerm_role_assignment.route_sync_role_target_writer_orders-main,
    azurerm_role_assignment.route_sync_role_operation_reader_subscription_orders,
  ]
}

resource "azurerm_log_analytics_workspace" "route_sync_app" {
  name                = "log-apart-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  retention_in_days   = 30
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_action_group" "route_sync_wake_up" {
  name                = "ag-apart-route-sync"
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

resource "azurerm_monitor_activity_log_alert" "route_sync_wake_up_orders-main" {
  provider = azurerm.orders

  name                = "ar-apart-route-sync-orders-main"
  resource_group_name = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_resource_group_orders_name
  location            = "global"
  description         = "AKS changed its route table: the gateway's table follows."

  scopes = [
    data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_resource_group_orders_id,
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
  name                    = "ar-apart-route-sync-full"
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
  name                    = "ar-apart-route-sync-held"
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
  name                    = "ar-apart-route-sync-poison"
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
  name                    = "ar-apart-route-sync-silent"
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
  name                    = "ar-apart-route-sync-stale"
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
    query                   = "customMetrics\n| where name == \"route_sync.rounds\" and valueSum > 0\n| extend mirror = tostring(customDimensions.mirror), outcome = tostring(customDimensions.outcome)\n| where outcome in (\"in-step\", \"applied\", \"conflicts\", \"unmatched\")\n| summarize good = make_set(mirror)\n| mv-expand mirror = set_difference(dynamic([\"orders-main\"]), good) to typeof(string)"
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
  name                    = "ar-apart-route-sync-heartbeat"
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

resource "azurerm_resource_group" "route_sync" {
  name     = "rg-apart-route-sync"
  location = "northeurope"
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

resource "azurerm_role_assignment" "route_sync_role_operation_reader_subscription_orders" {
  scope                = data.azurerm_subscription.route_sync_role_subscription_orders.id
  description          = "Follows a write of a route table to its end; operations belong to the subscription."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_operation_reader.name
}

resource "azurerm_role_assignment" "route_sync_role_source_reader_orders-main" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_main_id
  description          = "Reads the route tables that AKS writes."
  principal_id         = azurerm_user_assigned_identity.route_sync_identity.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = azurerm_role_definition.route_sync_role_source_reader.name
}

resource "azurerm_role_assignment" "route_sync_role_target_writer_orders-main" {
  scope                = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_gateway_public_id
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

resource "azurerm_role_definition" "route_sync_role_operation_reader" {
  name        = "apart network operation reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Follows a write of a route table to its end; operations belong to the subscription."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
  ]

  permissions {
    actions = ["Microsoft.Network/locations/operations/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_source_reader" {
  name        = "apart route source reader"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads the route tables that AKS writes."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read"]
  }
}

resource "azurerm_role_definition" "route_sync_role_target_writer" {
  name        = "apart route target writer"
  scope       = data.azurerm_subscription.route_sync_role.id
  description = "Reads and writes the gateways' route tables."

  assignable_scopes = [
    data.azurerm_subscription.route_sync_role.id,
    data.azurerm_subscription.route_sync_role_subscription_orders.id,
  ]

  permissions {
    actions = ["Microsoft.Network/routeTables/read", "Microsoft.Network/routeTables/write"]
  }
}

resource "azurerm_service_plan" "route_sync_app" {
  name                = "asp-apart-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
  os_type             = "Linux"
  sku_name            = "FC1"
}

resource "azurerm_storage_account" "route_sync_storage" {
  name                             = "stapartsync749efc"
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

  depends_on = [azurerm_role_assignment.route_sync_storage_deployer]
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

resource "azurerm_user_assigned_identity" "route_sync_events" {
  name                = "id-apart-route-sync-events"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
}

resource "azurerm_user_assigned_identity" "route_sync_identity" {
  name                = "id-apart-route-sync"
  resource_group_name = azurerm_resource_group.route_sync.name
  location            = azurerm_resource_group.route_sync.location
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
          name = "orders-main"
          source = {
            id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_main_id
          }
          target = {
            id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_gateway_public_id
          }
          podCidrs = ["10.160.0.0/16"]
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
        id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_main_id
      }
      target = {
        id = data.terraform_remote_state.cross-stack-reference-input-apart-orders.outputs.cross-stack-output-azurerm_route_table_orders_gateway_public_id
      }
    },
  ]
}
