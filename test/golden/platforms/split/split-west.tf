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
    key                  = "platforms/split-west.tfstate"
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
  alias = "shop_endpoints_dns"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000005"

  features {}
}

provider "azurerm" {
  alias = "north"

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

data "terraform_remote_state" "cross-stack-reference-input-split-ddos" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-ddos.tfstate"
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

data "terraform_remote_state" "cross-stack-reference-input-split-north" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-north.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

resource "azurerm_bastion_host" "west_bastion" {
  name                = "bas-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  sku                 = "Basic"

  tags = {
    owner = "platform"
  }

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.west_bastion.id
    subnet_id            = azurerm_subnet.west_AzureBastionSubnet.id
  }

  depends_on = [
    azurerm_subnet.west_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.west_AzureBastionSubnet,
  ]
}

resource "azurerm_firewall" "west_firewall" {
  name                = "afw-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  firewall_policy_id  = azurerm_firewall_policy.west_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  tags = {
    owner = "platform"
  }

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

resource "azurerm_firewall_policy" "west_firewall" {
  name                = "afwp-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_management_group_policy_assignment" "west_policy_changes" {
  name                 = "pol-split-changes-1a7879"
  location             = "westeurope"
  display_name         = "changes"
  management_group_id  = "/providers/Microsoft.Management/managementGroups/contoso"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_monitor_diagnostic_setting" "west_bastion_bastion_host" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_bastion_host.west_bastion.id

  enabled_log {
    category = "BastionAuditLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "west_bastion_group_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.west_bastion_group.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "west_bastion_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_bastion.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_10_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_10.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_11_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_11.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_12_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_12.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_13_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_13.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_14_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_14.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_15_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_15.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_16_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_16.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_17_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_17.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_18_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_18.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_19_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_19.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_1_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_1.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_20_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_20.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_2_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_2.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_3_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_3.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_4_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_4.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_5_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_5.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_6_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_6.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_7_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_7.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_8_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_8.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_9_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_firewall_9.id

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

resource "azurerm_monitor_diagnostic_setting" "west_firewall_firewall" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_firewall.west_firewall.id

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

resource "azurerm_monitor_diagnostic_setting" "west_gateway_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_gateway.id

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

resource "azurerm_monitor_diagnostic_setting" "west_gateway_secondIp_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.west_gateway_secondIp.id

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

resource "azurerm_monitor_diagnostic_setting" "west_gateway_virtual_network_gateway" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network_gateway.west_gateway.id

  enabled_log {
    category = "GatewayDiagnosticLog"
  }

  enabled_log {
    category = "IKEDiagnosticLog"
  }

  enabled_log {
    category = "RouteDiagnosticLog"
  }

  enabled_log {
    category = "TunnelDiagnosticLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "west_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network.west.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "west_firewall_alert_health" {
  name                = "ar-split-west-firewall-health"
  resource_group_name = azurerm_firewall.west_firewall.resource_group_name
  description         = "The firewall is degraded: see the dimension Reason of its health, and Resource Health. Nothing leaves without it."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.west_firewall.id]
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

resource "azurerm_monitor_metric_alert" "west_firewall_alert_snat_ports" {
  name                = "ar-split-west-firewall-snat-ports"
  resource_group_name = azurerm_firewall.west_firewall.resource_group_name
  description         = "More than 80 % of the firewall's SNAT ports are in use; without any, connections to the Internet fail. Give hub.firewall more publicIps."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.west_firewall.id]
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

resource "azurerm_monitor_metric_alert" "west_firewall_alert_throughput" {
  name                = "ar-split-west-firewall-throughput"
  resource_group_name = azurerm_firewall.west_firewall.resource_group_name
  description         = "The firewall handles nine tenths of what its tier can: beyond it packets are lost. Take a larger tier, or split the traffic."
  frequency           = "PT5M"
  scopes              = [azurerm_firewall.west_firewall.id]
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

resource "azurerm_network_security_group" "west_bastion_group" {
  name                = "nsg-split-west-bastion"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_rule" "west_bastion_group_azure-cloud" {
  name                        = "azure-cloud"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Diagnostics and metering."
  destination_address_prefix  = "AzureCloud"
  destination_port_range      = "443"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_deny-other-outbound" {
  name                        = "deny-other-outbound"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Azure's control plane."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_hosts" {
  name                        = "hosts"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_hosts-2" {
  name                        = "hosts-2"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Instances of Bastion among each other."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["8080", "5701"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "VirtualNetwork"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_https" {
  name                        = "https"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Users, whom Microsoft Entra ID has signed in."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Health probes."
  destination_address_prefix  = "*"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_sessions" {
  name                        = "sessions"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Session information and certificate validation."
  destination_address_prefix  = "Internet"
  destination_port_range      = "80"
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "west_bastion_group_ssh-rdp" {
  name                        = "ssh-rdp"
  resource_group_name         = azurerm_resource_group.west.name
  access                      = "Allow"
  description                 = "Machines, whose own groups decide."
  destination_address_prefix  = "VirtualNetwork"
  destination_port_ranges     = ["22", "3389"]
  direction                   = "Outbound"
  network_security_group_name = azurerm_network_security_group.west_bastion_group.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_watcher_flow_log" "west_flow_log" {
  name                 = azurerm_virtual_network.west.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.west.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_westeurope"
  storage_account_id   = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_storage_account_log_diagnostics_flows_westeurope_id
  target_resource_id   = azurerm_virtual_network.west.id
  version              = 2

  tags = {
    owner = "platform"
  }

  retention_policy {
    days    = 7
    enabled = true
  }
}

resource "azurerm_private_dns_resolver" "west_dns" {
  name                = "dnspr-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  virtual_network_id  = azurerm_virtual_network.west.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" "west_dns_ruleset" {
  name                = "dnsfrs-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location

  private_dns_resolver_outbound_endpoint_ids = [
    azurerm_private_dns_resolver_outbound_endpoint.west_dns_outbound.id,
  ]

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_forwarding_rule" "west_dns_rule_corp" {
  name                      = "corp"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.west_dns_ruleset.id
  domain_name               = "corp.contoso.com."

  target_dns_servers {
    ip_address = "10.8.3.4"
    port       = 53
  }
}

resource "azurerm_private_dns_resolver_inbound_endpoint" "west_dns_inbound" {
  name                    = "in-split-west"
  location                = azurerm_resource_group.west.location
  private_dns_resolver_id = azurerm_private_dns_resolver.west_dns.id

  tags = {
    owner = "platform"
  }

  ip_configurations {
    private_ip_address           = "10.0.0.244"
    private_ip_allocation_method = "Static"
    subnet_id                    = azurerm_subnet.west_dns_inbound.id
  }
}

resource "azurerm_private_dns_resolver_outbound_endpoint" "west_dns_outbound" {
  name                    = "out-split-west"
  location                = azurerm_resource_group.west.location
  private_dns_resolver_id = azurerm_private_dns_resolver.west_dns.id
  subnet_id               = azurerm_subnet.west_dns_outbound.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_private_dns_resolver_virtual_network_link" "west_dns_link" {
  name                      = "pdnslink-split-west"
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.west_dns_ruleset.id
  virtual_network_id        = azurerm_virtual_network.west.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "west_zone_privatelink-vaultcore-azure-net" {
  provider = azurerm.shop_endpoints_dns

  name                  = "pdnslink-split-west"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.vaultcore.azure.net"
  virtual_network_id    = azurerm_virtual_network.west.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "west_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm.shop_endpoints_dns

  name                  = "pdnslink-split-west"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.westeurope.azmk8s.io"
  virtual_network_id    = azurerm_virtual_network.west.id
}

resource "azurerm_public_ip" "west_bastion" {
  name                = "pip-split-west-bastion"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_1" {
  name                = "pip-split-west-firewall-1"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_10" {
  name                = "pip-split-west-firewall-10"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_11" {
  name                = "pip-split-west-firewall-11"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_12" {
  name                = "pip-split-west-firewall-12"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_13" {
  name                = "pip-split-west-firewall-13"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_14" {
  name                = "pip-split-west-firewall-14"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_15" {
  name                = "pip-split-west-firewall-15"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_16" {
  name                = "pip-split-west-firewall-16"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_17" {
  name                = "pip-split-west-firewall-17"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_18" {
  name                = "pip-split-west-firewall-18"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_19" {
  name                = "pip-split-west-firewall-19"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_2" {
  name                = "pip-split-west-firewall-2"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_20" {
  name                = "pip-split-west-firewall-20"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_3" {
  name                = "pip-split-west-firewall-3"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_4" {
  name                = "pip-split-west-firewall-4"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_5" {
  name                = "pip-split-west-firewall-5"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_6" {
  name                = "pip-split-west-firewall-6"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_7" {
  name                = "pip-split-west-firewall-7"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_8" {
  name                = "pip-split-west-firewall-8"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_firewall_9" {
  name                = "pip-split-west-firewall-9"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_gateway" {
  name                = "pip-split-west-gateway"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "west_gateway_secondIp" {
  name                = "pip-split-west-gateway-2"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "west" {
  name     = "rg-split-west"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_role_assignment" "west_policy_changes_role_contributor" {
  scope                = "/providers/Microsoft.Management/managementGroups/contoso"
  description          = "The policy changes or deploys things with it."
  principal_id         = azurerm_management_group_policy_assignment.west_policy_changes.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_route" "west_firewall_routes_internet" {
  name                = "internet"
  resource_group_name = azurerm_resource_group.west.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.west_firewall_routes.name
}

resource "azurerm_route_table" "west_firewall_routes" {
  name                          = "rt-split-west-firewall"
  resource_group_name           = azurerm_resource_group.west.name
  location                      = azurerm_resource_group.west.location
  bgp_route_propagation_enabled = true

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "west_gateway" {
  name                          = "rt-split-west-gateway"
  resource_group_name           = azurerm_resource_group.west.name
  location                      = azurerm_resource_group.west.location
  bgp_route_propagation_enabled = true

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "west_AzureBastionSubnet" {
  name                            = "AzureBastionSubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.64/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_dns_inbound" {
  name                            = "snet-split-west-dns-inbound"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.240/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "dnsResolvers"

    service_delegation {
      name    = "Microsoft.Network/dnsResolvers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "west_dns_outbound" {
  name                            = "snet-split-west-dns-outbound"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.224/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "dnsResolvers"

    service_delegation {
      name    = "Microsoft.Network/dnsResolvers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "west_AzureBastionSubnet" {
  network_security_group_id = azurerm_network_security_group.west_bastion_group.id
  subnet_id                 = azurerm_subnet.west_AzureBastionSubnet.id

  depends_on = [
    azurerm_network_security_rule.west_bastion_group_https,
    azurerm_network_security_rule.west_bastion_group_gateway-manager,
    azurerm_network_security_rule.west_bastion_group_load-balancer,
    azurerm_network_security_rule.west_bastion_group_hosts,
    azurerm_network_security_rule.west_bastion_group_ssh-rdp,
    azurerm_network_security_rule.west_bastion_group_azure-cloud,
    azurerm_network_security_rule.west_bastion_group_hosts-2,
    azurerm_network_security_rule.west_bastion_group_sessions,
    azurerm_network_security_rule.west_bastion_group_deny-other-inbound,
    azurerm_network_security_rule.west_bastion_group_deny-other-outbound,
  ]
}

resource "azurerm_subnet_route_table_association" "west_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.west_firewall_routes.id
  subnet_id      = azurerm_subnet.west_AzureFirewallSubnet.id

  depends_on = [azurerm_route.west_firewall_routes_internet]
}

resource "azurerm_subnet_route_table_association" "west_GatewaySubnet" {
  route_table_id = azurerm_route_table.west_gateway.id
  subnet_id      = azurerm_subnet.west_GatewaySubnet.id
}

resource "azurerm_subscription_policy_assignment" "west_policy_named" {
  name                 = "pol-split-named"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "audit" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  subscription_id      = "/subscriptions/11111111-0000-4000-8000-000000000003"

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_virtual_network" "west" {
  name                = "vnet-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }

  ddos_protection_plan {
    enable = true
    id     = data.terraform_remote_state.cross-stack-reference-input-split-ddos.outputs.cross-stack-output-azurerm_network_ddos_protection_plan_ddos_plan_id
  }
}

resource "azurerm_virtual_network_gateway" "west_gateway" {
  name                = "vgw-split-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  active_active       = true
  sku                 = "VpnGw2AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  tags = {
    owner = "platform"
  }

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.west_gateway.id
    subnet_id            = azurerm_subnet.west_GatewaySubnet.id
  }

  ip_configuration {
    name                 = "second"
    public_ip_address_id = azurerm_public_ip.west_gateway_secondIp.id
    subnet_id            = azurerm_subnet.west_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_peering" "west_peering_north_from" {
  provider = azurerm.north

  name                      = "peer-split-north-to-west"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_resource_group_north_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id

  depends_on = [
    azurerm_subnet.west_dns_inbound,
    azurerm_subnet.west_dns_outbound,
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.west_AzureFirewallSubnet,
    azurerm_subnet.west_GatewaySubnet,
    azurerm_subnet_route_table_association.west_GatewaySubnet,
    azurerm_subnet.west_AzureBastionSubnet,
    azurerm_subnet_network_security_group_association.west_AzureBastionSubnet,
  ]
}

resource "azurerm_virtual_network_peering" "west_peering_north_to" {
  name                      = "peer-split-west-to-north"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_id

  depends_on = [azurerm_virtual_network_peering.west_peering_north_from]
}

output "cross-stack-output-azurerm_firewall_policy_west_firewall_id" {
  value     = azurerm_firewall_policy.west_firewall.id
  sensitive = true
}

output "cross-stack-output-azurerm_firewall_west_firewall_ip_configuration_0_private_ip_address" {
  value     = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_west_name" {
  value     = azurerm_resource_group.west.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_west_firewall_routes_name" {
  value     = azurerm_route_table.west_firewall_routes.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_west_gateway_name" {
  value     = azurerm_route_table.west_gateway.name
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_west_id" {
  value     = azurerm_virtual_network.west.id
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_west_name" {
  value     = azurerm_virtual_network.west.name
  sensitive = true
}

output "west_bastion_id" {
  description = "Id of Azure Bastion, which az network bastion ssh connects through."
  value       = azurerm_bastion_host.west_bastion.id
}

output "west_dns_resolver_ip" {
  description = "Address of the DNS resolver, which DNS servers on-premises forward the private zones to."
  value       = "10.0.0.244"
}

output "west_firewall_policy_id" {
  description = "Id of the firewall's policy."
  value       = azurerm_firewall_policy.west_firewall.id
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

output "west_network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.west_gateway.id
}

output "west_network_gateway_public_ips" {
  description = "Addresses that VPN devices have tunnels to."

  value = [
    azurerm_public_ip.west_gateway.ip_address,
    azurerm_public_ip.west_gateway_secondIp.ip_address,
  ]
}

output "west_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.west.id
}
