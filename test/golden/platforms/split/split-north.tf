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
    key                  = "platforms/split-north.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
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

resource "azurerm_firewall" "north_firewall" {
  name                = "afw-split-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  firewall_policy_id  = azurerm_firewall_policy.north_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  tags = {
    owner = "platform"
  }

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

resource "azurerm_firewall_policy" "north_firewall" {
  name                = "afwp-split-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_monitor_diagnostic_setting" "north_firewall_10_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_10.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_11_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_11.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_12_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_12.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_13_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_13.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_14_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_14.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_15_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_15.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_16_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_16.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_17_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_17.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_18_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_18.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_19_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_19.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_1_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_1.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_20_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_20.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_2_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_2.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_3_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_3.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_4_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_4.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_5_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_5.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_6_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_6.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_7_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_7.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_8_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_8.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_9_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.north_firewall_9.id

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

resource "azurerm_monitor_diagnostic_setting" "north_firewall_firewall" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_firewall.north_firewall.id

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

resource "azurerm_monitor_diagnostic_setting" "north_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network.north.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "north_firewall_alert_health" {
  name                = "ar-split-north-firewall-health"
  resource_group_name = azurerm_firewall.north_firewall.resource_group_name
  description         = "The firewall is degraded: see the dimension Reason of its health, and Resource Health. Nothing leaves without it."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.north_firewall.id]
  severity            = 0
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "FirewallHealth"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "LessThan"
    threshold        = 90
  }
}

resource "azurerm_monitor_metric_alert" "north_firewall_alert_snat_ports" {
  name                = "ar-split-north-firewall-snat-ports"
  resource_group_name = azurerm_firewall.north_firewall.resource_group_name
  description         = "More than 80 % of the firewall's SNAT ports are in use; without any, connections to the Internet fail. Give hub.firewall more publicIps."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.north_firewall.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "SNATPortUtilization"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "GreaterThan"
    threshold        = 80
  }
}

resource "azurerm_monitor_metric_alert" "north_firewall_alert_throughput" {
  name                = "ar-split-north-firewall-throughput"
  resource_group_name = azurerm_firewall.north_firewall.resource_group_name
  description         = "The firewall handles nine tenths of what its tier can: beyond it packets are lost. Take a larger tier, or split the traffic."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.north_firewall.id]
  severity            = 2
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "Throughput"
    metric_namespace = "Microsoft.Network/azureFirewalls"
    operator         = "GreaterThan"
    threshold        = 27000000000
  }
}

resource "azurerm_network_watcher_flow_log" "north_flow_log" {
  name                 = azurerm_virtual_network.north.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.north.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_northeurope"
  storage_account_id   = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_storage_account_log_diagnostics_flows_northeurope_id
  target_resource_id   = azurerm_virtual_network.north.id
  version              = 2

  tags = {
    owner = "platform"
  }

  retention_policy {
    days    = 7
    enabled = true
  }
}

resource "azurerm_public_ip" "north_firewall_1" {
  name                = "pip-split-north-firewall-1"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_10" {
  name                = "pip-split-north-firewall-10"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_11" {
  name                = "pip-split-north-firewall-11"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_12" {
  name                = "pip-split-north-firewall-12"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_13" {
  name                = "pip-split-north-firewall-13"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_14" {
  name                = "pip-split-north-firewall-14"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_15" {
  name                = "pip-split-north-firewall-15"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_16" {
  name                = "pip-split-north-firewall-16"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_17" {
  name                = "pip-split-north-firewall-17"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_18" {
  name                = "pip-split-north-firewall-18"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_19" {
  name                = "pip-split-north-firewall-19"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_2" {
  name                = "pip-split-north-firewall-2"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_20" {
  name                = "pip-split-north-firewall-20"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_3" {
  name                = "pip-split-north-firewall-3"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_4" {
  name                = "pip-split-north-firewall-4"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_5" {
  name                = "pip-split-north-firewall-5"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_6" {
  name                = "pip-split-north-firewall-6"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_7" {
  name                = "pip-split-north-firewall-7"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_8" {
  name                = "pip-split-north-firewall-8"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "north_firewall_9" {
  name                = "pip-split-north-firewall-9"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "north" {
  name     = "rg-split-north"
  location = "northeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_route" "north_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.north.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.north_firewall_routes.name
}

resource "azurerm_route_table" "north_firewall_routes" {
  name                          = "rt-split-north-firewall"
  resource_group_name           = azurerm_resource_group.north.name
  location                      = azurerm_resource_group.north.location
  bgp_route_propagation_enabled = true

  tags = {
    owner = "platform"
  }

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

resource "azurerm_subnet_route_table_association" "north_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.north_firewall_routes.id
  subnet_id      = azurerm_subnet.north_AzureFirewallSubnet.id

  depends_on = [azurerm_route.north_firewall_routes_internet]
}

resource "azurerm_virtual_network" "north" {
  name                = "vnet-split-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  address_space       = ["10.8.0.0/22"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

output "cross-stack-output-azurerm_firewall_north_firewall_ip_configuration_0_private_ip_address" {
  value     = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
  sensitive = true
}

output "cross-stack-output-azurerm_firewall_policy_north_firewall_id" {
  value     = azurerm_firewall_policy.north_firewall.id
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_north_name" {
  value     = azurerm_resource_group.north.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_north_firewall_routes_name" {
  value     = azurerm_route_table.north_firewall_routes.name
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_north_id" {
  value     = azurerm_virtual_network.north.id
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_north_name" {
  value     = azurerm_virtual_network.north.name
  sensitive = true
}

output "north_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.north_firewall.id
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
