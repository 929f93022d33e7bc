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
    key                  = "platforms/split-ddos.tfstate"
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

resource "azurerm_network_ddos_protection_plan" "ddos_plan" {
  name                = "ddos-split"
  resource_group_name = azurerm_resource_group.ddos_plan.name
  location            = azurerm_resource_group.ddos_plan.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "ddos_plan" {
  name     = "rg-split-ddos"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

output "cross-stack-output-azurerm_network_ddos_protection_plan_ddos_plan_id" {
  value     = azurerm_network_ddos_protection_plan.ddos_plan.id
  sensitive = true
}
