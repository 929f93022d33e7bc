terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.apart-front-door.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

variable "front_door_bills_billing_main_private_link_service_id" {
  description = "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet."
  type        = string
  default     = ""
}

resource "azurerm_cdn_frontdoor_custom_domain" "front_door_bills_bills-contoso-com" {
  name                     = "bills-contoso-com"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_bills.id
  host_name                = "bills.contoso.com"

  tls {
    certificate_type = "ManagedCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "front_door_bills_bills-contoso-com_route" {
  count = (var.front_door_bills_billing_main_private_link_service_id == "") ? 0 : 1

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_bills_bills-contoso-com.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.front_door_bills[0].id]
}

resource "azurerm_cdn_frontdoor_endpoint" "front_door_bills" {
  name                     = "fde-apart-bills-ed8526"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_bills.id
}

resource "azurerm_cdn_frontdoor_origin" "front_door_bills_billing_main" {
  count = (var.front_door_bills_billing_main_private_link_service_id == "") ? 0 : 1

  name                           = "billing-main"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.front_door_bills.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "bills.contoso.com"
  origin_host_header             = "bills.contoso.com"
  priority                       = 3
  weight                         = 500

  private_link {
    location               = "swedencentral"
    private_link_target_id = var.front_door_bills_billing_main_private_link_service_id
    request_message        = "Front Door of billing/main"
  }
}

resource "azurerm_cdn_frontdoor_origin_group" "front_door_bills" {
  name                     = "clusters"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_bills.id
  session_affinity_enabled = true

  health_probe {
    interval_in_seconds = 30
    path                = "/"
    protocol            = "Https"
    request_type        = "HEAD"
  }

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_profile" "front_door_bills" {
  name                = "afd-apart-bills"
  resource_group_name = azurerm_resource_group.front_door_bills.name
  sku_name            = "Premium_AzureFrontDoor"
}

resource "azurerm_cdn_frontdoor_route" "front_door_bills" {
  count = (var.front_door_bills_billing_main_private_link_service_id == "") ? 0 : 1

  name                          = "clusters"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.front_door_bills.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.front_door_bills.id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.front_door_bills_billing_main[0].id]
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
  link_to_default_domain        = true
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]

  cdn_frontdoor_custom_domain_ids = [
    azurerm_cdn_frontdoor_custom_domain.front_door_bills_bills-contoso-com.id,
  ]
}

resource "azurerm_resource_group" "front_door_bills" {
  name     = "rg-apart-front-door-bills"
  location = "westeurope"
}

output "cross-stack-output-azurerm_cdn_frontdoor_profile_front_door_bills_resource_guid" {
  value     = azurerm_cdn_frontdoor_profile.front_door_bills.resource_guid
  sensitive = true
}

output "front_door_bills_host_name" {
  description = "Name that Front Door itself gives."
  value       = azurerm_cdn_frontdoor_endpoint.front_door_bills.host_name
}

output "front_door_bills_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_bills.resource_guid
}

output "front_door_bills_validation_bills-contoso-com" {
  description = "TXT record _dnsauth.bills.contoso.com, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.front_door_bills_bills-contoso-com.validation_token
}
