terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 5.2, < 6.0"
    }
  }
}

provider "azurerm" {
  storage_use_azuread = true

  features {}
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  name                = "agw-relecloud-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.101.254.10"]
  }

  backend_http_settings {
    name                  = "main"
    cookie_based_affinity = "Disabled"
    port                  = 80
    probe_name            = "main"
    protocol              = "Http"
    request_timeout       = 30

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.shop_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_edge.id
  }

  http_listener {
    name                           = "main-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    host_names                     = ["shop.relecloud.com"]
    protocol                       = "Http"
  }

  probe {
    name                = "main"
    host                = "shop.relecloud.com"
    interval            = 10
    path                = "/"
    protocol            = "Http"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  request_routing_rule {
    name                       = "main-public-http"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-public-http"
    priority                   = 100
    rule_type                  = "Basic"
  }

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101"
    policy_type = "Predefined"
  }

  depends_on = [
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_network_security_rule.shop_gateway_edge_gateway-manager,
    azurerm_network_security_rule.shop_gateway_edge_load-balancer,
    azurerm_network_security_rule.shop_gateway_edge_listeners,
    azurerm_network_security_rule.shop_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_cdn_frontdoor_custom_domain" "sales_web_front_door_www-relecloud-com" {
  name                     = "www-relecloud-com"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.sales_web_front_door.id
  host_name                = "www.relecloud.com"

  tls {
    certificate_type = "ManagedCertificate"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "sales_web_front_door_www-relecloud-com_route" {
  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.sales_web_front_door_www-relecloud-com.id
  cdn_frontdoor_route_ids        = [azurerm_cdn_frontdoor_route.sales_web_front_door.id]
}

resource "azurerm_cdn_frontdoor_endpoint" "sales_web_front_door" {
  name                     = "fde-relecloud-sales-web-34b586"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.sales_web_front_door.id
}

resource "azurerm_cdn_frontdoor_origin" "sales_web_front_door" {
  name                           = "cluster"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.sales_web_front_door.id
  certificate_name_check_enabled = true
  enabled                        = true
  host_name                      = "origin.relecloud.com"
  origin_host_header             = "origin.relecloud.com"
}

resource "azurerm_cdn_frontdoor_origin_group" "sales_web_front_door" {
  name                     = "cluster"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.sales_web_front_door.id
  session_affinity_enabled = false

  health_probe {
    interval_in_seconds = 30
    path                = "/"
    protocol            = "Https"
    request_type        = "HEAD"
  }

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_profile" "sales_web_front_door" {
  name                = "afd-relecloud-sales-web"
  resource_group_name = azurerm_resource_group.sales.name
  sku_name            = "Standard_AzureFrontDoor"
}

resource "azurerm_cdn_frontdoor_route" "sales_web_front_door" {
  name                          = "cluster"
  cdn_frontdoor_endpoint_id     = azurerm_cdn_frontdoor_endpoint.sales_web_front_door.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.sales_web_front_door.id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.sales_web_front_door.id]
  forwarding_protocol           = "HttpsOnly"
  https_redirect_enabled        = true
  link_to_default_domain        = true
  patterns_to_match             = ["/*"]
  supported_protocols           = ["Http", "Https"]

  cdn_frontdoor_custom_domain_ids = [
    azurerm_cdn_frontdoor_custom_domain.sales_web_front_door_www-relecloud-com.id,
  ]
}

resource "azurerm_kubernetes_automatic_cluster" "sales_web" {
  name                = "aks-relecloud-sales-web"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location

  api_server_access {
    authorized_ip_ranges = ["203.0.113.0/24"]
    subnet_id            = azurerm_subnet.sales_web_api_server.id
  }

  hosted_system {
    node_subnet_id        = azurerm_subnet.sales_web_nodes.id
    system_node_subnet_id = azurerm_subnet.sales_web_system_nodes.id
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.sales_web.id]
    type         = "UserAssigned"
  }

  depends_on = [
    azurerm_virtual_network_peering.sales_peering_from_hub,
    azurerm_virtual_network_peering.sales_peering_to_hub,
    azurerm_subnet.sales_web_api_server,
    azurerm_subnet.sales_web_nodes,
    azurerm_subnet_network_security_group_association.sales_web_nodes,
    azurerm_subnet.sales_web_system_nodes,
    azurerm_subnet_network_security_group_association.sales_web_system_nodes,
    azurerm_role_assignment.sales_web_virtual_network,
    azurerm_role_assignment.sales_web_api_server,
    azurerm_role_assignment.sales_web_front_door_origin_address,
    azurerm_public_ip.sales_web_front_door_origin,
  ]
}

resource "azurerm_kubernetes_automatic_cluster" "shop_main" {
  name                = "aks-relecloud-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  api_server_access {
    subnet_id = azurerm_subnet.shop_main_api_server.id
  }

  hosted_system {
    node_subnet_id        = azurerm_subnet.shop_main_nodes.id
    system_node_subnet_id = azurerm_subnet.shop_main_system_nodes.id
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_main.id]
    type         = "UserAssigned"
  }

  private_cluster {
    private_dns_zone_id                        = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
    public_fully_qualified_domain_name_enabled = false
  }

  service_mesh {
    external_ingress_gateway_enabled = false
    internal_ingress_gateway_enabled = true
    revisions                        = ["asm-1-30"]
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_private_dns_zone_virtual_network_link.hub_zone_privatelink-westeurope-azmk8s-io,
    azurerm_private_dns_zone_virtual_network_link.shop_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.shop_main_api_server,
    azurerm_subnet.shop_main_nodes,
    azurerm_subnet_network_security_group_association.shop_main_nodes,
    azurerm_subnet.shop_main_system_nodes,
    azurerm_subnet_network_security_group_association.shop_main_system_nodes,
    azurerm_role_assignment.shop_main_virtual_network,
    azurerm_role_assignment.shop_main_api_server,
    azurerm_role_assignment.shop_main_dns_zone,
    azurerm_role_assignment.shop_main_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_log_analytics_workspace" "log_diagnostics" {
  name                = "log-relecloud-diagnostics"
  resource_group_name = azurerm_resource_group.log_diagnostics.name
  location            = azurerm_resource_group.log_diagnostics.location
  retention_in_days   = 90
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_diagnostic_setting" "hub_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.hub.id

  enabled_log {
    category = "VMProtectionAlerts"
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

resource "azurerm_monitor_diagnostic_setting" "sales_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.sales.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_diagnostic_setting" "sales_web_front_door_cdn_frontdoor_profile" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_cdn_frontdoor_profile.sales_web_front_door.id

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

resource "azurerm_monitor_diagnostic_setting" "sales_web_front_door_origin_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.sales_web_front_door_origin.id

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

resource "azurerm_monitor_diagnostic_setting" "sales_web_kubernetes_automatic_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_kubernetes_automatic_cluster.sales_web.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "sales_web_nodes_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.sales_web_nodes.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "sales_web_system_nodes_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.sales_web_system_nodes.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_application_gateway" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_application_gateway.shop_gateway_edge.id

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_gateway_edge.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_public_ip.shop_gateway_edge.id

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

resource "azurerm_monitor_diagnostic_setting" "shop_load_balancers_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_load_balancers.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_kubernetes_automatic_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id             = azurerm_kubernetes_automatic_cluster.shop_main.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_nodes_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_main_nodes.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_system_nodes_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_network_security_group.shop_main_system_nodes.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.log_diagnostics.id
  target_resource_id         = azurerm_virtual_network.shop.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_network_security_group" "sales_web_nodes" {
  name                = "nsg-relecloud-sales-web-nodes"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
}

resource "azurerm_network_security_group" "sales_web_system_nodes" {
  name                = "nsg-relecloud-sales-web-system"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  name                = "nsg-relecloud-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_load_balancers" {
  name                = "nsg-relecloud-shop-load-balancers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_nodes" {
  name                = "nsg-relecloud-shop-main-nodes"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system_nodes" {
  name                = "nsg-relecloud-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "sales_web_nodes_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_nodes.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_nodes.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.103.0.0/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_from-front-door" {
  name                        = "from-front-door"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Front Door to the public load balancer, which keeps its address on the packet."
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_nodes.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "AzureFrontDoor.Backend"
  source_port_range           = "*"

  destination_address_prefixes = [
    azurerm_public_ip.sales_web_front_door_origin.ip_address,
    "10.103.1.0/24",
  ]
}

resource "azurerm_network_security_rule" "sales_web_nodes_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_nodes.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_nodes.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.103.1.0/24", "10.103.0.64/26"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_nodes.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.103.1.0/24", "10.103.0.64/26"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_nodes.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_nodes_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_nodes.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_system_nodes.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_system_nodes.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.103.0.0/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_from-front-door" {
  name                        = "from-front-door"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Front Door to the public load balancer, which keeps its address on the packet."
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_system_nodes.name
  priority                    = 160
  protocol                    = "Tcp"
  source_address_prefix       = "AzureFrontDoor.Backend"
  source_port_range           = "*"

  destination_address_prefixes = [
    azurerm_public_ip.sales_web_front_door_origin.ip_address,
    "10.103.0.64/26",
  ]
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_system_nodes.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_system_nodes.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.103.1.0/24", "10.103.0.64/26"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_system_nodes.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.103.1.0/24", "10.103.0.64/26"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.sales.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.103.1.0/24", "10.103.0.64/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.sales_web_system_nodes.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "sales_web_system_nodes_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.sales.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.sales_web_system_nodes.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.101.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
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

resource "azurerm_network_security_rule" "shop_load_balancers_main-edge" {
  name                        = "main-edge"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.101.254.10"
  destination_port_range      = "80"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.101.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_nodes.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_nodes.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.101.31.240/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.101.254.10", "10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_nodes.name
  priority                     = 160
  protocol                     = "Tcp"
  source_address_prefix        = "10.101.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_nodes.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_nodes.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.101.0.0/24", "10.101.1.0/26"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_nodes.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.101.0.0/24", "10.101.1.0/26"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_nodes.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_nodes_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_nodes.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system_nodes.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_from-api-server" {
  name                         = "from-api-server"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The API server to kubelets, webhooks and aggregated APIs."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system_nodes.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.101.31.240/28"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.101.254.10", "10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system_nodes.name
  priority                     = 160
  protocol                     = "Tcp"
  source_address_prefix        = "10.101.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system_nodes.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system_nodes.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.101.0.0/24", "10.101.1.0/26"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system_nodes.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.101.0.0/24", "10.101.1.0/26"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.101.0.0/24", "10.101.1.0/26"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system_nodes.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system_nodes.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone" "hub_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-westeurope-azmk8s-io" {
  name                = "pdnslink-relecloud-hub"
  private_dns_zone_id = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  virtual_network_id  = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-westeurope-azmk8s-io" {
  name                = "pdnslink-relecloud-shop"
  private_dns_zone_id = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  virtual_network_id  = azurerm_virtual_network.shop.id
}

resource "azurerm_public_ip" "sales_web_front_door_origin" {
  name                = "pip-relecloud-sales-web-origin"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  name                = "pip-relecloud-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-relecloud-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "log_diagnostics" {
  name     = "rg-relecloud-diagnostics"
  location = "westeurope"
}

resource "azurerm_resource_group" "sales" {
  name     = "rg-relecloud-sales"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-relecloud-shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "sales_web_api_server" {
  scope                = azurerm_subnet.sales_web_api_server.id
  description          = "AKS puts the API server into the subnet."
  principal_id         = azurerm_user_assigned_identity.sales_web.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "sales_web_front_door_origin_address" {
  scope                = azurerm_resource_group.sales.id
  description          = "AKS looks up the public address in its group and puts it on the load balancer."
  principal_id         = azurerm_user_assigned_identity.sales_web.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "sales_web_virtual_network" {
  scope                = azurerm_virtual_network.sales.id
  description          = "AKS Automatic creates nodes and load balancers in the network."
  principal_id         = azurerm_user_assigned_identity.sales_web.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_api_server" {
  scope                = azurerm_subnet.shop_main_api_server.id
  description          = "AKS puts the API server into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_dns_zone" {
  scope                = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "shop_main_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_virtual_network" {
  scope                = azurerm_virtual_network.shop.id
  description          = "AKS Automatic creates nodes and load balancers in the network."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route_table" "shop_gateway_edge" {
  name                          = "rt-relecloud-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "sales_web_api_server" {
  name                            = "snet-relecloud-sales-web-api-server"
  resource_group_name             = azurerm_resource_group.sales.name
  virtual_network_name            = azurerm_virtual_network.sales.name
  address_prefixes                = ["10.103.0.0/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "sales_web_nodes" {
  name                            = "snet-relecloud-sales-web-nodes"
  resource_group_name             = azurerm_resource_group.sales.name
  virtual_network_name            = azurerm_virtual_network.sales.name
  address_prefixes                = ["10.103.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "sales_web_system_nodes" {
  name                            = "snet-relecloud-sales-web-system"
  resource_group_name             = azurerm_resource_group.sales.name
  virtual_network_name            = azurerm_virtual_network.sales.name
  address_prefixes                = ["10.103.0.64/26"]
  default_outbound_access_enabled = false

  lifecycle {
    ignore_changes = [delegation]
  }
}

resource "azurerm_subnet" "shop_gateway_edge" {
  name                            = "snet-relecloud-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.101.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_load_balancers" {
  name                                          = "snet-relecloud-shop-load-balancers"
  resource_group_name                           = azurerm_resource_group.shop.name
  virtual_network_name                          = azurerm_virtual_network.shop.name
  address_prefixes                              = ["10.101.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "shop_main_api_server" {
  name                            = "snet-relecloud-shop-main-api-server"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.101.31.240/28"]
  default_outbound_access_enabled = false

  delegation {
    name = "managedClusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_main_nodes" {
  name                            = "snet-relecloud-shop-main-nodes"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.101.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_main_system_nodes" {
  name                            = "snet-relecloud-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.101.1.0/26"]
  default_outbound_access_enabled = false

  lifecycle {
    ignore_changes = [delegation]
  }
}

resource "azurerm_subnet_network_security_group_association" "sales_web_nodes" {
  network_security_group_id = azurerm_network_security_group.sales_web_nodes.id
  subnet_id                 = azurerm_subnet.sales_web_nodes.id
}

resource "azurerm_subnet_network_security_group_association" "sales_web_system_nodes" {
  network_security_group_id = azurerm_network_security_group.sales_web_system_nodes.id
  subnet_id                 = azurerm_subnet.sales_web_system_nodes.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_nodes" {
  network_security_group_id = azurerm_network_security_group.shop_main_nodes.id
  subnet_id                 = azurerm_subnet.shop_main_nodes.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system_nodes" {
  network_security_group_id = azurerm_network_security_group.shop_main_system_nodes.id
  subnet_id                 = azurerm_subnet.shop_main_system_nodes.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_user_assigned_identity" "sales_web" {
  name                = "id-relecloud-sales-web"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-relecloud-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-relecloud-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.100.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "sales" {
  name                = "vnet-relecloud-sales"
  resource_group_name = azurerm_resource_group.sales.name
  location            = azurerm_resource_group.sales.location
  address_space       = ["10.103.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-relecloud-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.101.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "sales_peering_from_hub" {
  name                      = "peer-relecloud-hub-to-sales"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.sales.id

  depends_on = [
    azurerm_subnet.sales_web_nodes,
    azurerm_subnet_network_security_group_association.sales_web_nodes,
    azurerm_subnet.sales_web_system_nodes,
    azurerm_subnet_network_security_group_association.sales_web_system_nodes,
    azurerm_subnet.sales_web_api_server,
  ]
}

resource "azurerm_virtual_network_peering" "sales_peering_to_hub" {
  name                      = "peer-relecloud-sales-to-hub"
  resource_group_name       = azurerm_resource_group.sales.name
  virtual_network_name      = azurerm_virtual_network.sales.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.sales_peering_from_hub]
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-relecloud-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_main_nodes,
    azurerm_subnet_network_security_group_association.shop_main_nodes,
    azurerm_subnet.shop_main_system_nodes,
    azurerm_subnet_network_security_group_association.shop_main_system_nodes,
    azurerm_subnet.shop_main_api_server,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-relecloud-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_edge" {
  name                = "waf-relecloud-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  managed_rules {
    managed_rule_set {
      type    = "Microsoft_DefaultRuleSet"
      version = "2.1"
    }

    managed_rule_set {
      type    = "Microsoft_BotManagerRuleSet"
      version = "1.1"
    }
  }

  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "sales_subnet_ids" {
  description = "Ids of the subnets of sales."

  value = {
    web_nodes        = azurerm_subnet.sales_web_nodes.id
    web_system_nodes = azurerm_subnet.sales_web_system_nodes.id
  }
}

output "sales_virtual_network_id" {
  description = "Id of the network of sales."
  value       = azurerm_virtual_network.sales.id
}

output "sales_web_cluster_id" {
  description = "Id of the cluster web."
  value       = azurerm_kubernetes_automatic_cluster.sales_web.id
}

output "sales_web_fqdn" {
  description = "Name of the API server of web."
  value       = azurerm_kubernetes_automatic_cluster.sales_web.fully_qualified_domain_name
}

output "sales_web_front_door_host_name" {
  description = "Name that Front Door itself gives."
  value       = azurerm_cdn_frontdoor_endpoint.sales_web_front_door.host_name
}

output "sales_web_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = azurerm_cdn_frontdoor_profile.sales_web_front_door.resource_guid
}

output "sales_web_front_door_origin_ip" {
  description = "Address that the origin's name has to have."
  value       = azurerm_public_ip.sales_web_front_door_origin.ip_address
}

output "sales_web_front_door_validation_www-relecloud-com" {
  description = "TXT record _dnsauth.www.relecloud.com, which proves the name."
  value       = azurerm_cdn_frontdoor_custom_domain.sales_web_front_door_www-relecloud-com.validation_token
}

output "sales_web_identity_principal_id" {
  description = "Object id of the identity of web."
  value       = azurerm_user_assigned_identity.sales_web.principal_id
}

output "sales_web_node_resource_group" {
  description = "Resource group of the nodes of web."

  value = element(
    split("/", azurerm_kubernetes_automatic_cluster.sales_web.node_resource_group_id),
    4,
  )
}

output "sales_web_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in web."
  value       = azurerm_kubernetes_automatic_cluster.sales_web.oidc_issuer_url
}

output "shop_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.shop_gateway_edge.id
}

output "shop_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.shop_gateway_edge.ip_address
}

output "shop_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_edge.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_automatic_cluster.shop_main.id
}

output "shop_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_automatic_cluster.shop_main.private_fully_qualified_domain_name
}

output "shop_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.shop_main.principal_id
}

output "shop_main_node_resource_group" {
  description = "Resource group of the nodes of main."

  value = element(
    split("/", azurerm_kubernetes_automatic_cluster.shop_main.node_resource_group_id),
    4,
  )
}

output "shop_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_automatic_cluster.shop_main.oidc_issuer_url
}

output "shop_subnet_ids" {
  description = "Ids of the subnets of shop."

  value = {
    gateway_edge      = azurerm_subnet.shop_gateway_edge.id
    main_nodes        = azurerm_subnet.shop_main_nodes.id
    main_system_nodes = azurerm_subnet.shop_main_system_nodes.id
  }
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
