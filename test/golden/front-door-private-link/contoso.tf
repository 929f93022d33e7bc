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

  features {}
}

variable "shop_main_front_door_private_link_service_id" {
  description = "Id of the private link service that AKS made for the cluster's internal Service. Empty until it exists: then Front Door has no origin yet."
  type        = string
  default     = ""
}

resource "azurerm_cdn_frontdoor_custom_domain" "shop_main_front_door_www-contoso-com" {
  name                     = "www-contoso-com"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.shop_main_front_door.id
  host_name                = "www.contoso.com"

  tls {
    certificate_type = "ManagedCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "shop_main_front_door_www-contoso-com_route" {
  count = (var.shop_main_front_door_private_link_service_id == "") ? 0 : 1

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.shop_main_front_door_www-contoso-com.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.shop_main_front_door[0].id]
}

resource "azurerm_cdn_frontdoor_endpoint" "shop_main_front_door" {
  name                     = "fde-contoso-shop-main-27d9cb"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.shop_main_front_door.id
}

resource "azurerm_cdn_frontdoor_firewall_policy" "shop_main_front_door_waf" {
  name                = "fdfpcontososhopmain27d9cb"
  resource_group_name = azurerm_resource_group.shop.name
  mode                = "Prevention"
  sku_name            = "Premium_AzureFrontDoor"

  custom_rule {
    name     = "adminFromOffice"
    action   = "Block"
    priority = 1
    type     = "MatchRule"

    match_condition {
      match_values   = ["/admin"]
      match_variable = "RequestUri"
      operator       = "Contains"
      transforms     = ["Lowercase"]
    }

    match_condition {
      match_values       = ["203.0.113.0/24"]
      match_variable     = "SocketAddr"
      negation_condition = true
      operator           = "IPMatch"
    }
  }

  custom_rule {
    name     = "elsewhere"
    action   = "JSChallenge"
    priority = 2
    type     = "MatchRule"

    match_condition {
      match_values   = ["ZZ"]
      match_variable = "SocketAddr"
      operator       = "GeoMatch"
    }
  }

  custom_rule {
    name     = "largeRequests"
    action   = "Log"
    priority = 3
    type     = "MatchRule"

    match_condition {
      match_values   = ["1000000"]
      match_variable = "RequestBody"
      operator       = "GreaterThan"
    }
  }

  custom_rule {
    name                           = "limit"
    action                         = "Block"
    priority                       = 4
    rate_limit_duration_in_minutes = 5
    rate_limit_threshold           = 3000
    type                           = "RateLimitRule"

    match_condition {
      match_values   = ["0"]
      match_variable = "RequestHeader"
      operator       = "GreaterThanOrEqual"
      selector       = "Host"
    }
  }

  managed_rule {
    action  = "Block"
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"

    exclusion {
      match_variable = "RequestCookieNames"
      operator       = "StartsWith"
      selector       = "session"
    }
  }

  managed_rule {
    action  = "Block"
    type    = "Microsoft_BotManagerRuleSet"
    version = "1.1"
  }
}

resource "azurerm_cdn_frontdoor_origin" "shop_main_front_door" {
  count = (var.shop_main_front_door_private_link_service_id == "") ? 0 : 1

  name                           = "cluster"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.shop_main_front_door.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "origin.contoso.com"
  origin_host_header             = "origin.contoso.com"

  private_link {
    location               = "westeurope"
    private_link_target_id = var.shop_main_front_door_private_link_service_id
    request_message        = "Front Door of shop/main"
  }
}

resource "azurerm_cdn_frontdoor_origin_group" "shop_main_front_door" {
  name                     = "cluster"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.shop_main_front_door.id
  session_affinity_enabled = false

  health_probe {
    interval_in_seconds = 30
    path                = "/"
    protocol            = "Https"
    request_type        = "HEAD"
  }

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_profile" "shop_main_front_door" {
  name                = "afd-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  sku_name            = "Premium_AzureFrontDoor"
}

resource "azurerm_cdn_frontdoor_route" "shop_main_front_door" {
  count = (var.shop_main_front_door_private_link_service_id == "") ? 0 : 1

  name                          = "cluster"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.shop_main_front_door.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.shop_main_front_door.id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.shop_main_front_door[0].id]
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
  link_to_default_domain        = true
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]

  cdn_frontdoor_custom_domain_ids = [
    azurerm_cdn_frontdoor_custom_domain.shop_main_front_door_www-contoso-com.id,
  ]
}

resource "azurerm_cdn_frontdoor_security_policy" "shop_main_front_door_waf" {
  name                     = "waf"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.shop_main_front_door.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.shop_main_front_door_waf.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_endpoint.shop_main_front_door.id
        }

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_custom_domain.shop_main_front_door_www-contoso-com.id
        }
      }
    }
  }
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name                 = "ip-1"
    public_ip_address_id = azurerm_public_ip.hub_firewall_1.id
    subnet_id            = azurerm_subnet.hub_AzureFirewallSubnet.id
  }

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.hub_firewall_2.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-contoso-shop-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.0.0/24", "10.1.1.0/25"]

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
      source_addresses  = ["10.1.0.0/24", "10.1.1.0/25"]

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
    node_count                  = 3
    pod_subnet_id               = azurerm_subnet.shop_main_system_pods.id
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
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_system_pods,
    azurerm_subnet_route_table_association.shop_main_system_pods,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_role_assignment.shop_main_pods_system,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
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
  destination_address_prefix  = "10.1.1.0/25"
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
  source_address_prefix       = "10.1.1.0/25"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.1.1.0/25"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.1.1.0/25"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-contoso-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_pods_system" {
  scope                = azurerm_subnet.shop_main_system_pods.id
  description          = "Pods take their addresses from the subnet."
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

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
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

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.0/26"]
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

resource "azurerm_subnet" "shop_main_system_pods" {
  name                            = "snet-contoso-shop-main-system-pods"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.1.0/25"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_main_system_pods" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system_pods.id
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-contoso-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-contoso-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_system_pods,
    azurerm_subnet_route_table_association.shop_main_system_pods,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-contoso-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = [azurerm_public_ip.hub_firewall_1.ip_address, azurerm_public_ip.hub_firewall_2.ip_address]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_front_door_approval" {
  description = "Steps after the Service was applied: Terraform cannot approve the connection."
  value       = "1. kubectl apply the Service; AKS makes the private link service pls-shop-main in ${azurerm_kubernetes_cluster.shop_main.node_resource_group}.\n2. terraform apply -var shop_main_front_door_private_link_service_id=$(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_main.node_resource_group} -n pls-shop-main --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed\n3. npx aks-topology approve-private-link PLATFORM.yaml --cluster shop/main\n   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${azurerm_kubernetes_cluster.shop_main.node_resource_group} -n pls-shop-main --query \"privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='Front Door of shop/main'].id | [0]\" -o tsv) --description \"Front Door of shop/main\""
}

output "shop_main_front_door_host_name" {
  description = "Name that Front Door itself gives."
  value       = azurerm_cdn_frontdoor_endpoint.shop_main_front_door.host_name
}

output "shop_main_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.shop_main_front_door.resource_guid
}

output "shop_main_front_door_validation_www-contoso-com" {
  description = "TXT record _dnsauth.www.contoso.com, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.shop_main_front_door_www-contoso-com.validation_token
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
