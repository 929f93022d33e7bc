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
    key                  = "platforms/split-diagnostics.tfstate"
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

resource "azurerm_log_analytics_workspace" "log_diagnostics" {
  name                = "log-split-diagnostics"
  resource_group_name = azurerm_resource_group.log_diagnostics.name
  location            = azurerm_resource_group.log_diagnostics.location
  retention_in_days   = 60
  sku                 = "PerGB2018"

  tags = {
    owner = "platform"
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

resource "azurerm_resource_group" "log_diagnostics" {
  name     = "rg-split-diagnostics"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_storage_account" "log_diagnostics_flows_northeurope" {
  name                             = "stsplitflowsnorthe499309"
  resource_group_name              = azurerm_resource_group.log_diagnostics.name
  location                         = "northeurope"
  account_replication_type         = "LRS"
  account_tier                     = "Standard"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  shared_access_key_enabled        = true

  tags = {
    owner = "platform"
  }
}

resource "azurerm_storage_account" "log_diagnostics_flows_westeurope" {
  name                             = "stsplitflowswesteu2ec748"
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
    owner = "platform"
  }
}

output "cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id" {
  value     = azurerm_log_analytics_workspace.log_diagnostics.id
  sensitive = true
}

output "cross-stack-output-azurerm_storage_account_log_diagnostics_flows_northeurope_id" {
  value     = azurerm_storage_account.log_diagnostics_flows_northeurope.id
  sensitive = true
}

output "cross-stack-output-azurerm_storage_account_log_diagnostics_flows_westeurope_id" {
  value     = azurerm_storage_account.log_diagnostics_flows_westeurope.id
  sensitive = true
}
