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
    key                  = "platforms/split-alerts.tfstate"
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

resource "azurerm_monitor_action_group" "operator_alerts" {
  name                = "ag-split-alerts"
  resource_group_name = azurerm_resource_group.operator_alerts.name
  short_name          = "alerts"

  tags = {
    owner = "platform"
  }

  email_receiver {
    name                    = "ops@contoso.com"
    email_address           = "ops@contoso.com"
    use_common_alert_schema = true
  }
}

resource "azurerm_resource_group" "operator_alerts" {
  name     = "rg-split-alerts"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

output "cross-stack-output-azurerm_monitor_action_group_operator_alerts_id" {
  value     = azurerm_monitor_action_group.operator_alerts.id
  sensitive = true
}
