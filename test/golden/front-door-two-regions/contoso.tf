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
  subscription_id     = "00000000-0000-4000-8000-000000000001"

  features {}
}

variable "front_door_shop_shop_main_private_link_service_id" {
  description = "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet."
  type        = string
  default     = ""
}

variable "front_door_shop_shop_small_private_link_service_id" {
  description = "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet."
  type        = string
  default     = ""
}

variable "front_door_shop_standby_main_private_link_service_id" {
  description = "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet."
  type        = string
  default     = ""
}

resource "azurerm_cdn_frontdoor_custom_domain" "front_door_shop_shop-contoso-net" {
  name                     = "shop-contoso-net"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id
  host_name                = "shop.contoso.net"

  tls {
    certificate_type = "ManagedCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain" "front_door_shop_www-contoso-com" {
  name                     = "www-contoso-com"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id
  host_name                = "www.contoso.com"

  tls {
    cdn_frontdoor_secret_id = azurerm_cdn_frontdoor_secret.front_door_shop_tls_www.id
    certificate_type        = "CustomerCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "front_door_shop_shop-contoso-net_route" {
  count = (join("", [var.front_door_shop_shop_main_private_link_service_id, var.front_door_shop_shop_small_private_link_service_id, var.front_door_shop_standby_main_private_link_service_id]) == "") ? 0 : 1

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_shop_shop-contoso-net.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.front_door_shop[0].id]
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "front_door_shop_www-contoso-com_route" {
  count = (join("", [var.front_door_shop_shop_main_private_link_service_id, var.front_door_shop_shop_small_private_link_service_id, var.front_door_shop_standby_main_private_link_service_id]) == "") ? 0 : 1

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_shop_www-contoso-com.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.front_door_shop[0].id]
}

resource "azurerm_cdn_frontdoor_endpoint" "front_door_shop" {
  name                     = "fde-contoso-shop-d84844"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id
}

resource "azurerm_cdn_frontdoor_firewall_policy" "front_door_shop_waf" {
  name                = "fdfpcontososhopd84844"
  resource_group_name = azurerm_resource_group.front_door_shop.name
  mode                = "Prevention"
  sku_name            = "Premium_AzureFrontDoor"

  custom_rule {
    name     = "unknownCountries"
    action   = "Block"
    priority = 1
    type     = "MatchRule"

    match_condition {
      match_values   = ["ZZ"]
      match_variable = "SocketAddr"
      operator       = "GeoMatch"
    }

    match_condition {
      match_values       = ["203.0.113.0/24"]
      match_variable     = "SocketAddr"
      negation_condition = true
      operator           = "IPMatch"
    }
  }

  custom_rule {
    name     = "largeRequests"
    action   = "Log"
    priority = 2
    type     = "MatchRule"

    match_condition {
      match_values   = ["1000000"]
      match_variable = "RequestBody"
      operator       = "GreaterThan"
    }
  }

  custom_rule {
    name                           = "limitOfSearch"
    action                         = "Block"
    priority                       = 3
    rate_limit_duration_in_minutes = 1
    rate_limit_threshold           = 200
    type                           = "RateLimitRule"

    match_condition {
      match_values   = ["/search"]
      match_variable = "RequestUri"
      operator       = "Contains"
      transforms     = ["Lowercase"]
    }
  }

  managed_rule {
    action  = "Block"
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"

    exclusion {
      match_variable = "RequestHeaderNames"
      operator       = "Equals"
      selector       = "x-signature"
    }
  }
}

resource "azurerm_cdn_frontdoor_origin" "front_door_shop_shop_main" {
  count = (var.front_door_shop_shop_main_private_link_service_id == "") ? 0 : 1

  name                           = "shop-main"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.front_door_shop.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "shop.contoso.com"
  origin_host_header             = "shop.contoso.com"
  priority                       = 1
  weight                         = 750

  private_link {
    location               = "westeurope"
    private_link_target_id = var.front_door_shop_shop_main_private_link_service_id
    request_message        = "Front Door of shop/main"
  }
}

resource "azurerm_cdn_frontdoor_origin" "front_door_shop_shop_small" {
  count = (var.front_door_shop_shop_small_private_link_service_id == "") ? 0 : 1

  name                           = "shop-small"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.front_door_shop.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "shop.contoso.com"
  origin_host_header             = "shop.contoso.com"
  priority                       = 1
  weight                         = 250

  private_link {
    location               = "westeurope"
    private_link_target_id = var.front_door_shop_shop_small_private_link_service_id
    request_message        = "Front Door of shop/small"
  }
}

resource "azurerm_cdn_frontdoor_origin" "front_door_shop_standby_main" {
  count = (var.front_door_shop_standby_main_private_link_service_id == "") ? 0 : 1

  name                           = "standby-main"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.front_door_shop.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "shop.contoso.com"
  origin_host_header             = "shop.contoso.com"
  priority                       = 2
  weight                         = 500

  private_link {
    location               = "northeurope"
    private_link_target_id = var.front_door_shop_standby_main_private_link_service_id
    request_message        = "Front Door of standby/main"
  }
}

resource "azurerm_cdn_frontdoor_origin_group" "front_door_shop" {
  name                     = "clusters"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id
  session_affinity_enabled = false

  health_probe {
    interval_in_seconds = 30
    path                = "/healthz"
    protocol            = "Https"
    request_type        = "HEAD"
  }

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_profile" "front_door_shop" {
  name                = "afd-contoso-shop"
  resource_group_name = azurerm_resource_group.front_door_shop.name
  sku_name            = "Premium_AzureFrontDoor"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_cdn_frontdoor_route" "front_door_shop" {
  count = (join("", [var.front_door_shop_shop_main_private_link_service_id, var.front_door_shop_shop_small_private_link_service_id, var.front_door_shop_standby_main_private_link_service_id]) == "") ? 0 : 1

  name                          = "clusters"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.front_door_shop.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.front_door_shop.id
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
  link_to_default_domain        = true
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]

  cdn_frontdoor_custom_domain_ids = [
    azurerm_cdn_frontdoor_custom_domain.front_door_shop_www-contoso-com.id,
    azurerm_cdn_frontdoor_custom_domain.front_door_shop_shop-contoso-net.id,
  ]

  cdn_frontdoor_origin_ids = concat(
    azurerm_cdn_frontdoor_origin.front_door_shop_shop_main[*].id,
    azurerm_cdn_frontdoor_origin.front_door_shop_shop_small[*].id,
    azurerm_cdn_frontdoor_origin.front_door_shop_standby_main[*].id,
  )
}

resource "azurerm_cdn_frontdoor_secret" "front_door_shop_tls_www" {
  name                     = "www"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id

  secret {
    customer_certificate {
      key_vault_certificate_id = "https://kv-contoso.vault.azure.net/certificates/www"
    }
  }

  depends_on = [azurerm_role_assignment.front_door_shop_tls_secrets]
}

resource "azurerm_cdn_frontdoor_security_policy" "front_door_shop_waf" {
  name                     = "waf"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.front_door_shop.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.front_door_shop_waf.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_endpoint.front_door_shop.id
        }

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_shop_www-contoso-com.id
        }

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_custom_domain.front_door_shop_shop-contoso-net.id
        }
      }
    }
  }
}

resource "azurerm_firewall" "north_firewall" {
  name                = "afw-contoso-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  firewall_policy_id  = azurerm_firewall_policy.north_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.north_firewall_1.id
    subnet_id            = azurerm_subnet.north_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.north_firewall_2.id
  }
}

resource "azurerm_firewall" "west_firewall" {
  name                = "afw-contoso-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  firewall_policy_id  = azurerm_firewall_policy.west_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.west_firewall_1.id
    subnet_id            = azurerm_subnet.west_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.west_firewall_2.id
  }
}

resource "azurerm_firewall_policy" "north_firewall" {
  name                = "afwp-contoso-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy" "west_firewall" {
  name                = "afwp-contoso-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-contoso-shop-main"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/24"]

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
      source_addresses  = ["10.1.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_small" {
  name               = "rcg-contoso-shop-small"
  firewall_policy_id = azurerm_firewall_policy.west_firewall.id
  priority           = 1001

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.32.0/24"]

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
      source_addresses  = ["10.1.32.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "standby_main" {
  name               = "rcg-contoso-standby-main"
  firewall_policy_id = azurerm_firewall_policy.north_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.9.0.0/24"]

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
      source_addresses  = ["10.9.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
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

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 9
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_small" {
  name                                = "aks-contoso-shop-small"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-small"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_small_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_small.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_small,
    azurerm_route.shop_small_default,
    azurerm_subnet.shop_small_system,
    azurerm_subnet_network_security_group_association.shop_small_system,
    azurerm_subnet_route_table_association.shop_small_system,
    azurerm_role_assignment.shop_small_subnet_system,
    azurerm_role_assignment.shop_small_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_kubernetes_cluster" "standby_main" {
  name                                = "aks-contoso-standby-main"
  resource_group_name                 = azurerm_resource_group.standby.name
  location                            = azurerm_resource_group.standby.location
  dns_prefix                          = "aks-contoso-standby-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    auto_scaling_enabled        = true
    max_count                   = 9
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.standby_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.standby_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  lifecycle {
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_virtual_network_peering.standby_peering_from_hub,
    azurerm_virtual_network_peering.standby_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.standby_main,
    azurerm_route.standby_main_default,
    azurerm_subnet.standby_main_system,
    azurerm_subnet_network_security_group_association.standby_main_system,
    azurerm_subnet_route_table_association.standby_main_system,
    azurerm_role_assignment.standby_main_subnet_system,
    azurerm_role_assignment.standby_main_load_balancer_subnet,
    azurerm_subnet.standby_load_balancers,
    azurerm_subnet_network_security_group_association.standby_load_balancers,
  ]
}

resource "azurerm_network_security_group" "shop_load_balancers" {
  name                = "nsg-contoso-shop-load-balancers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-contoso-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_small_system" {
  name                = "nsg-contoso-shop-small-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "standby_load_balancers" {
  name                = "nsg-contoso-standby-load-balancers"
  resource_group_name = azurerm_resource_group.standby.name
  location            = azurerm_resource_group.standby.location
}

resource "azurerm_network_security_group" "standby_main_system" {
  name                = "nsg-contoso-standby-main-system"
  resource_group_name = azurerm_resource_group.standby.name
  location            = azurerm_resource_group.standby.location
}

resource "azurerm_network_security_rule" "shop_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_main-private-link" {
  name                        = "main-private-link"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.1.254.10"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.254.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_small-private-link" {
  name                        = "small-private-link"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.1.254.11"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.254.0/24"
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

resource "azurerm_network_security_rule" "shop_main_system_from-private-link" {
  name                         = "from-private-link"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.1.254.10", "10.1.0.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.254.0/24"
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
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
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
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
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

resource "azurerm_network_security_rule" "shop_small_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_from-private-link" {
  name                         = "from-private-link"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.1.254.11", "10.1.32.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_small_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.254.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_small_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_small_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_load_balancers_main-private-link" {
  name                        = "main-private-link"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.9.254.10"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.9.254.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_from-private-link" {
  name                         = "from-private-link"
  resource_group_name          = azurerm_resource_group.standby.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.9.254.10", "10.9.0.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.standby_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.254.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.9.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.9.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.9.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.9.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "standby_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.standby.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.standby_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "north_firewall_1" {
  name                = "pip-contoso-north-firewall-1"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "north_firewall_2" {
  name                = "pip-contoso-north-firewall-2"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_1" {
  name                = "pip-contoso-west-firewall-1"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "west_firewall_2" {
  name                = "pip-contoso-west-firewall-2"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "front_door_shop" {
  name     = "rg-contoso-front-door-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "north" {
  name     = "rg-contoso-north"
  location = "northeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"
}

resource "azurerm_resource_group" "standby" {
  name     = "rg-contoso-standby"
  location = "northeurope"
}

resource "azurerm_resource_group" "west" {
  name     = "rg-contoso-west"
  location = "westeurope"
}

resource "azurerm_role_assignment" "front_door_shop_tls_secrets" {
  scope                = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-certificates/providers/Microsoft.KeyVault/vaults/kv-contoso"
  description          = "Front Door fetches its certificates."
  principal_id         = azurerm_cdn_frontdoor_profile.front_door_shop.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
}

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
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

resource "azurerm_role_assignment" "shop_small_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_small.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_small_subnet_system" {
  scope                = azurerm_subnet.shop_small_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_small.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "standby_main_load_balancer_subnet" {
  scope                = azurerm_subnet.standby_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.standby_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "standby_main_subnet_system" {
  scope                = azurerm_subnet.standby_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.standby_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "shop_small_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.west_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_small.name
}

resource "azurerm_route" "standby_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.standby.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.north_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.standby_main.name
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-contoso-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_small" {
  name                          = "rt-contoso-shop-small"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "standby_main" {
  name                          = "rt-contoso-standby-main"
  resource_group_name           = azurerm_resource_group.standby.name
  location                      = azurerm_resource_group.standby.location
  bgp_route_propagation_enabled = false

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

resource "azurerm_subnet" "shop_load_balancers" {
  name                                          = "snet-contoso-shop-load-balancers"
  resource_group_name                           = azurerm_resource_group.shop.name
  virtual_network_name                          = azurerm_virtual_network.shop.name
  address_prefixes                              = ["10.1.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-contoso-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_small_system" {
  name                            = "snet-contoso-shop-small-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "standby_load_balancers" {
  name                                          = "snet-contoso-standby-load-balancers"
  resource_group_name                           = azurerm_resource_group.standby.name
  virtual_network_name                          = azurerm_virtual_network.standby.name
  address_prefixes                              = ["10.9.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "standby_main_system" {
  name                            = "snet-contoso-standby-main-system"
  resource_group_name             = azurerm_resource_group.standby.name
  virtual_network_name            = azurerm_virtual_network.standby.name
  address_prefixes                = ["10.9.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "west_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.west.name
  virtual_network_name            = azurerm_virtual_network.west.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_small_system" {
  network_security_group_id = azurerm_network_security_group.shop_small_system.id
  subnet_id                 = azurerm_subnet.shop_small_system.id
}

resource "azurerm_subnet_network_security_group_association" "standby_load_balancers" {
  network_security_group_id = azurerm_network_security_group.standby_load_balancers.id
  subnet_id                 = azurerm_subnet.standby_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "standby_main_system" {
  network_security_group_id = azurerm_network_security_group.standby_main_system.id
  subnet_id                 = azurerm_subnet.standby_main_system.id
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_small_system" {
  route_table_id = azurerm_route_table.shop_small.id
  subnet_id      = azurerm_subnet.shop_small_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_small_system]
}

resource "azurerm_subnet_route_table_association" "standby_main_system" {
  route_table_id = azurerm_route_table.standby_main.id
  subnet_id      = azurerm_subnet.standby_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.standby_main_system]
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_small" {
  name                = "id-contoso-shop-small"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "standby_main" {
  name                = "id-contoso-standby-main"
  resource_group_name = azurerm_resource_group.standby.name
  location            = azurerm_resource_group.standby.location
}

resource "azurerm_virtual_network" "north" {
  name                = "vnet-contoso-north"
  resource_group_name = azurerm_resource_group.north.name
  location            = azurerm_resource_group.north.location
  address_space       = ["10.8.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-contoso-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "standby" {
  name                = "vnet-contoso-standby"
  resource_group_name = azurerm_resource_group.standby.name
  location            = azurerm_resource_group.standby.location
  address_space       = ["10.9.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "west" {
  name                = "vnet-contoso-west"
  resource_group_name = azurerm_resource_group.west.name
  location            = azurerm_resource_group.west.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-contoso-west-to-shop"
  resource_group_name       = azurerm_resource_group.west.name
  virtual_network_name      = azurerm_virtual_network.west.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.west_AzureFirewallSubnet,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
    azurerm_subnet.shop_small_system,
    azurerm_subnet_network_security_group_association.shop_small_system,
    azurerm_subnet_route_table_association.shop_small_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-contoso-shop-to-west"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.west.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "standby_peering_from_hub" {
  name                      = "peer-contoso-north-to-standby"
  resource_group_name       = azurerm_resource_group.north.name
  virtual_network_name      = azurerm_virtual_network.north.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.standby.id

  depends_on = [
    azurerm_subnet.north_AzureFirewallSubnet,
    azurerm_subnet.standby_main_system,
    azurerm_subnet_network_security_group_association.standby_main_system,
    azurerm_subnet_route_table_association.standby_main_system,
    azurerm_subnet.standby_load_balancers,
    azurerm_subnet_network_security_group_association.standby_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "standby_peering_to_hub" {
  name                      = "peer-contoso-standby-to-north"
  resource_group_name       = azurerm_resource_group.standby.name
  virtual_network_name      = azurerm_virtual_network.standby.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.north.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.standby_peering_from_hub]
}

output "front_door_shop_host_name" {
  description = "Name that Front Door itself gives."
  value       = azurerm_cdn_frontdoor_endpoint.front_door_shop.host_name
}

output "front_door_shop_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_shop.resource_guid
}

output "front_door_shop_validation_shop-contoso-net" {
  description = "TXT record _dnsauth.shop.contoso.net, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.front_door_shop_shop-contoso-net.validation_token
}

output "front_door_shop_validation_www-contoso-com" {
  description = "TXT record _dnsauth.www.contoso.com, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.front_door_shop_www-contoso-com.validation_token
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
  ]
}

output "north_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.north.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_front_door_approval" {
  description = "Steps after the Service was applied: Terraform cannot approve the connection."
  value       = "1. kubectl apply the Service; AKS makes the private link service pls-shop-main in ${azurerm_kubernetes_cluster.shop_main.node_resource_group}.\n2. terraform apply -var front_door_shop_shop_main_private_link_service_id=$(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_main.node_resource_group} -n pls-shop-main --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed\n3. npx aks-topology approve-private-link PLATFORM.yaml --cluster shop/main\n   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_main.node_resource_group} -n pls-shop-main --query \"privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='Front Door of shop/main'].id | [0]\" -o tsv) --description \"Front Door of shop/main\""
}

output "shop_main_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_shop.resource_guid
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_small_cluster_id" {
  description = "Id of the cluster small."
  value       = azurerm_kubernetes_cluster.shop_small.id
}

output "shop_small_front_door_approval" {
  description = "Steps after the Service was applied: Terraform cannot approve the connection."
  value       = "1. kubectl apply the Service; AKS makes the private link service pls-shop-small in ${azurerm_kubernetes_cluster.shop_small.node_resource_group}.\n2. terraform apply -var front_door_shop_shop_small_private_link_service_id=$(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_small.node_resource_group} -n pls-shop-small --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed\n3. npx aks-topology approve-private-link PLATFORM.yaml --cluster shop/small\n   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_small.node_resource_group} -n pls-shop-small --query \"privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='Front Door of shop/small'].id | [0]\" -o tsv) --description \"Front Door of shop/small\""
}

output "shop_small_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_shop.resource_guid
}

output "shop_small_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_small.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}

output "standby_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.standby_main.id
}

output "standby_main_front_door_approval" {
  description = "Steps after the Service was applied: Terraform cannot approve the connection."
  value       = "1. kubectl apply the Service; AKS makes the private link service pls-standby-main in ${azurerm_kubernetes_cluster.standby_main.node_resource_group}.\n2. terraform apply -var front_door_shop_standby_main_private_link_service_id=$(az network private-link-service show -g ${azurerm_kubernetes_cluster.standby_main.node_resource_group} -n pls-standby-main --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed\n3. npx aks-topology approve-private-link PLATFORM.yaml --cluster standby/main\n   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${azurerm_kubernetes_cluster.standby_main.node_resource_group} -n pls-standby-main --query \"privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='Front Door of standby/main'].id | [0]\" -o tsv) --description \"Front Door of standby/main\""
}

output "standby_main_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.front_door_shop.resource_guid
}

output "standby_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.standby_main.id
}

output "standby_virtual_network_id" {
  description = "Id of the network of standby."
  value       = azurerm_virtual_network.standby.id
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
  ]
}

output "west_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.west.id
}
