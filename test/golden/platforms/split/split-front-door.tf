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
    key                  = "platforms/split-front-door.tfstate"
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

resource "azurerm_cdn_frontdoor_custom_domain" "front_door_world_www-contoso-com" {
  name                     = "www-contoso-com"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_world.id
  host_name                = "www.contoso.com"

  tls {
    certificate_type = "ManagedCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "front_door_world_www-contoso-com_route" {
  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_world_www-contoso-com.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.front_door_world.id]
}

resource "azurerm_cdn_frontdoor_endpoint" "front_door_world" {
  name                     = "fde-split-world-8a9f40"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_world.id

  tags = {
    owner = "platform"
  }
}

resource "azurerm_cdn_frontdoor_origin" "front_door_world_web_main" {
  name                           = "web-main"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.front_door_world.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "web.contoso.com"
  origin_host_header             = "web.contoso.com"
  priority                       = 1
  weight                         = 500
}

resource "azurerm_cdn_frontdoor_origin_group" "front_door_world" {
  name                     = "clusters"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_world.id
  session_affinity_enabled = false

  health_probe {
    interval_in_seconds = 30
    path                = "/"
    protocol            = "Https"
    request_type        = "HEAD"
  }

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_profile" "front_door_world" {
  name                = "afd-split-world"
  resource_group_name = azurerm_resource_group.front_door_world.name
  sku_name            = "Standard_AzureFrontDoor"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_cdn_frontdoor_route" "front_door_world" {
  name                          = "clusters"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.front_door_world.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.front_door_world.id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.front_door_world_web_main.id]
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
  link_to_default_domain        = true
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]

  cdn_frontdoor_custom_domain_ids = [
    azurerm_cdn_frontdoor_custom_domain.front_door_world_www-contoso-com.id,
  ]
}

resource "azurerm_monitor_diagnostic_setting" "front_door_world_cdn_frontdoor_profile" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_cdn_frontdoor_profile.front_door_world.id

  enabled_log {
    category = "FrontDoorAccessLog"
  }

  enabled_log {
    category = "FrontDoorHealthProbeLog"
  }

  enabled_log {
    category = "FrontDoorWebApplicationFirewallLog"
  }
}

resource "azurerm_resource_group" "front_door_world" {
  name     = "rg-split-front-door-world"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

output "cross-stack-output-azurerm_cdn_frontdoor_profile_front_door_world_resource_guid" {
  value     = azurerm_cdn_frontdoor_profile.front_door_world.resource_guid
  sensitive = true
}

output "front_door_world_host_name" {
  description = "Name that Front Door itself gives."
  value       = azurerm_cdn_frontdoor_endpoint.front_door_world.host_name
}

output "front_door_world_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_world.resource_guid
}

output "front_door_world_validation_www-contoso-com" {
  description = "TXT record _dnsauth.www.contoso.com, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.front_door_world_www-contoso-com.validation_token
}
