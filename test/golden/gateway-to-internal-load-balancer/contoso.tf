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

resource "azurerm_application_gateway" "shop_gateway_edge" {
  name                = "agw-contoso-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.1.254.10"]
  }

  backend_address_pool {
    name         = "orders"
    ip_addresses = ["10.1.254.11"]
  }

  backend_http_settings {
    name                           = "main"
    cookie_based_affinity          = "Disabled"
    host_name                      = "shop.contoso.com"
    port                           = 443
    probe_name                     = "main"
    protocol                       = "Https"
    request_timeout                = 30
    trusted_root_certificate_names = ["company"]

    connection_draining {
      drain_timeout_sec = 60
      enabled           = true
    }
  }

  backend_http_settings {
    name                  = "orders"
    cookie_based_affinity = "Disabled"
    port                  = 80
    probe_name            = "orders"
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

  frontend_port {
    name = "https"
    port = 443
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_edge.id
  }

  http_listener {
    name                           = "main-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    host_names                     = ["shop.contoso.com"]
    protocol                       = "Http"
  }

  http_listener {
    name                           = "main-public-https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    host_names                     = ["shop.contoso.com"]
    protocol                       = "Https"
    ssl_certificate_name           = "shop"
    ssl_profile_name               = "partners"
  }

  http_listener {
    name                           = "orders-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    host_names                     = ["orders.contoso.com"]
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_gateway_edge_tls.id]
    type         = "UserAssigned"
  }

  probe {
    name                = "main"
    host                = "shop.contoso.com"
    interval            = 10
    path                = "/healthz"
    protocol            = "Https"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  probe {
    name                = "orders"
    host                = "orders.contoso.com"
    interval            = 10
    path                = "/healthz"
    protocol            = "Http"
    timeout             = 5
    unhealthy_threshold = 3

    match {
      status_code = ["200-399"]
    }
  }

  redirect_configuration {
    name                 = "main-public"
    include_path         = true
    include_query_string = true
    redirect_type        = "Permanent"
    target_listener_name = "main-public-https"
  }

  request_routing_rule {
    name                        = "main-public-http"
    http_listener_name          = "main-public-http"
    priority                    = 100
    redirect_configuration_name = "main-public"
    rule_type                   = "Basic"
  }

  request_routing_rule {
    name                       = "main-public-https"
    backend_address_pool_name  = "main"
    backend_http_settings_name = "main"
    http_listener_name         = "main-public-https"
    priority                   = 110
    rewrite_rule_set_name      = "partner"
    rule_type                  = "Basic"
  }

  request_routing_rule {
    name                       = "orders-public-http"
    backend_address_pool_name  = "orders"
    backend_http_settings_name = "orders"
    http_listener_name         = "orders-public-http"
    priority                   = 120
    rule_type                  = "Basic"
  }

  rewrite_rule_set {
    name = "partner"

    rewrite_rule {
      name          = "rule-1"
      rule_sequence = 100

      request_header_configuration {
        header_name  = "X-Partner"
        header_value = "{var_client_certificate_subject}"
      }

      request_header_configuration {
        header_name  = "X-Forwarded-For"
        header_value = "{var_add_x_forwarded_for_proxy}"
      }

      response_header_configuration {
        header_name  = "Strict-Transport-Security"
        header_value = "max-age=31536000"
      }

      response_header_configuration {
        header_name  = "Server"
        header_value = ""
      }
    }

    rewrite_rule {
      name          = "rule-2"
      rule_sequence = 110

      condition {
        ignore_case = true
        pattern     = "^/v1/(.*)"
        variable    = "var_uri_path"
      }

      url {
        components = "path_only"
        path       = "/api/v1/{var_uri_path_1}"
      }
    }
  }

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_certificate {
    name                = "shop"
    key_vault_secret_id = "https://kv-contoso.vault.azure.net/secrets/shop"
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101"
    policy_type = "Predefined"
  }

  ssl_profile {
    name                                 = "partners"
    trusted_client_certificate_names     = ["partners-1"]
    verify_client_cert_issuer_dn         = true
    verify_client_certificate_revocation = "OCSP"
  }

  trusted_client_certificate {
    name = "partners-1"
    data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJsakNDQVR1Z0F3SUJBZ0lVUjA2b0lHcThwUDVwS0hpYkVoT1JodmVqTWprd0NnWUlLb1pJemowRUF3SXcKSURFZU1Cd0dBMVVFQXd3VlEyOXVkRzl6YnlCUVlYSjBibVZ5Y3lCU2IyOTBNQjRYRFRJMk1URXlPVEU1TVRFdwpNMW9YRFRNMk1URXlOakU1TVRFd00xb3dJREVlTUJ3R0ExVUVBd3dWUTI5dWRHOXpieUJRWVhKMGJtVnljeUJTCmIyOTBNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUU5aGtNVC9ONlVGQ294a2VIdFNqQmRydFUKR2xQS0tpOGVvSWJNbmlMWVZOQms2c3VaN1ZubTBldC9lMGl0aDdPZ0xLWnlyeEd2emVNRDRSUjl1cGNFVXFOVApNRkV3SFFZRFZSME9CQllFRklENE5qQlM1V2MybThmU2g5RUpFbnhvMVczcE1COEdBMVVkSXdRWU1CYUFGSUQ0Ck5qQlM1V2MybThmU2g5RUpFbnhvMVczcE1BOEdBMVVkRXdFQi93UUZNQU1CQWY4d0NnWUlLb1pJemowRUF3SUQKU1FBd1JnSWhBTmJjazlZQTd4ZUFBbm5vTjNnY1lmTDBUc3VuTHlCUDlCS0RPeWZPR2VxMEFpRUE4TldzTEFZcAoveTBaejVYbnVqTXBINEJBb0gwcHNRcmQycHFZY1lpZ25aOD0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQotLS0tLUJFR0lOIENFUlRJRklDQVRFLS0tLS0KTUlJQm1qQ0NBVUdnQXdJQkFnSVVETC9xZTU2NWttZVdvanBaQmRWemNpMVltVkV3Q2dZSUtvWkl6ajBFQXdJdwpJREVlTUJ3R0ExVUVBd3dWUTI5dWRHOXpieUJRWVhKMGJtVnljeUJTYjI5ME1CNFhEVEkyTVRFeU9URTVNVEV3Ck0xb1hEVE0xTURJeE5URTVNVEV3TTFvd0l6RWhNQjhHQTFVRUF3d1lRMjl1ZEc5emJ5QlFZWEowYm1WeWN5QkoKYzNOMWFXNW5NRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUU0Z1JMVFNJdTNqRU1sSUhnMEFmRApnMDd2LzBRb09RbEJpZ0U1Z0FhblR0dURvbFhVY1NzV2g2UHk3WmFIdFdQb1lyQ2xyLy9ub0F0MDU2TnpNOHlGCmFhTldNRlF3RWdZRFZSMFRBUUgvQkFnd0JnRUIvd0lCQURBZEJnTlZIUTRFRmdRVWRTMFhkblBmY00rMldzOWkKTGxmU0FzdDVIQWt3SHdZRFZSMGpCQmd3Rm9BVWdQZzJNRkxsWnphYng5S0gwUWtTZkdqVmJla3dDZ1lJS29aSQp6ajBFQXdJRFJ3QXdSQUlnR0tGNndDdnMyb01BM2c0dTJOemNMZytzb0lPMjhqVkFTSFRYUUw2dU10a0NJQjI1CjVCWG5nMWRDWFZocEd4NHJzODBLU21xYzF5bC9XNWZTQzNCOUgyaTIKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo="
  }

  trusted_root_certificate {
    name = "company"
    data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJsRENDQVR1Z0F3SUJBZ0lVWndwN3R4Um0zOWhOZXJWMWd4RWNabXdmVnlFd0NnWUlLb1pJemowRUF3SXcKSURFZU1Cd0dBMVVFQXd3VlEyOXVkRzl6YnlCSmJuUmxjbTVoYkNCU2IyOTBNQjRYRFRJMk1URXlNREUzTWpNegpOMW9YRFRNMk1URXhOekUzTWpNek4xb3dJREVlTUJ3R0ExVUVBd3dWUTI5dWRHOXpieUJKYm5SbGNtNWhiQ0JTCmIyOTBNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVxU3RqM3lSenllK3ZlZk0xTW1oMS9FVDAKbVdQeFI2aTBLWEsvb2EwZkMwaE1WOTBiajhsTVBURUMxemJab2tnMFptajdDeC96MGphZUpmWWNEWG1jczZOVApNRkV3SFFZRFZSME9CQllFRkwvNWVrb2syWUcwYWdjclk5UGdVODF3VWtybU1COEdBMVVkSXdRWU1CYUFGTC81CmVrb2syWUcwYWdjclk5UGdVODF3VWtybU1BOEdBMVVkRXdFQi93UUZNQU1CQWY4d0NnWUlLb1pJemowRUF3SUQKUndBd1JBSWdVL2IyaHFkejQ0ZXhUaXZZaTFIOXh5eVVNREYxOVl4cmpwQVBkTmlyTjZvQ0lCMDNFcW5JdDdHegpkV2JYU1JIQlkxWmhCa2hYeDJ2QTExYTRmdTJ0Z1Z5SwotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg=="
  }

  depends_on = [
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_role_assignment.shop_gateway_edge_tls_secrets,
    azurerm_network_security_rule.shop_gateway_edge_gateway-manager,
    azurerm_network_security_rule.shop_gateway_edge_load-balancer,
    azurerm_network_security_rule.shop_gateway_edge_listeners,
    azurerm_network_security_rule.shop_gateway_edge_deny-other-inbound,
  ]
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_orders" {
  name               = "rcg-contoso-shop-orders"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
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
    max_count                   = 6
    min_count                   = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_main_system.id
    zones                       = ["1", "2", "3"]

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
    network_data_plane  = "cilium"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
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

resource "azurerm_kubernetes_cluster" "shop_orders" {
  name                                = "aks-contoso-shop-orders"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-orders"
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
    vnet_subnet_id              = azurerm_subnet.shop_orders_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_orders.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.245.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  service_mesh_profile {
    external_ingress_gateway_enabled = false
    internal_ingress_gateway_enabled = true
    mode                             = "Istio"
    revisions                        = ["asm-1-30"]
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_orders,
    azurerm_route.shop_orders_default,
    azurerm_subnet.shop_orders_system,
    azurerm_subnet_network_security_group_association.shop_orders_system,
    azurerm_subnet_route_table_association.shop_orders_system,
    azurerm_role_assignment.shop_orders_subnet_system,
    azurerm_role_assignment.shop_orders_load_balancer_subnet,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
  ]
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  name                = "nsg-contoso-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
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

resource "azurerm_network_security_group" "shop_orders_system" {
  name                = "nsg-contoso-shop-orders-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
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
  destination_address_prefix  = "10.1.255.0/24"
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
  destination_address_prefix  = "10.1.254.10"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_load_balancers_orders-edge" {
  name                        = "orders-edge"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.1.254.11"
  destination_port_range      = "80"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_load_balancers.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.255.0/24"
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

resource "azurerm_network_security_rule" "shop_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.1.254.10", "10.1.0.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
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

resource "azurerm_network_security_rule" "shop_orders_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.1.254.11", "10.1.32.0/24"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_orders_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_orders_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_orders_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  name                = "pip-contoso-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
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

resource "azurerm_role_assignment" "shop_gateway_edge_tls_secrets" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-certificates/providers/Microsoft.KeyVault/vaults/kv-contoso"
  description          = "The gateway fetches its certificates."
  principal_id         = azurerm_user_assigned_identity.shop_gateway_edge_tls.principal_id
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

resource "azurerm_role_assignment" "shop_orders_load_balancer_subnet" {
  scope                = azurerm_subnet.shop_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_orders.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_orders_subnet_system" {
  scope                = azurerm_subnet.shop_orders_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_orders.principal_id
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

resource "azurerm_route" "shop_orders_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_orders.name
}

resource "azurerm_route_table" "shop_gateway_edge" {
  name                          = "rt-contoso-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
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

resource "azurerm_route_table" "shop_orders" {
  name                          = "rt-contoso-shop-orders"
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

resource "azurerm_subnet" "shop_gateway_edge" {
  name                            = "snet-contoso-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
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

resource "azurerm_subnet" "shop_orders_system" {
  name                            = "snet-contoso-shop-orders-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_load_balancers" {
  network_security_group_id = azurerm_network_security_group.shop_load_balancers.id
  subnet_id                 = azurerm_subnet.shop_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_orders_system" {
  network_security_group_id = azurerm_network_security_group.shop_orders_system.id
  subnet_id                 = azurerm_subnet.shop_orders_system.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_orders_system" {
  route_table_id = azurerm_route_table.shop_orders.id
  subnet_id      = azurerm_subnet.shop_orders_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_orders_system]
}

resource "azurerm_user_assigned_identity" "shop_gateway_edge_tls" {
  name                = "id-contoso-shop-edge-tls"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_orders" {
  name                = "id-contoso-shop-orders"
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
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_load_balancers,
    azurerm_subnet_network_security_group_association.shop_load_balancers,
    azurerm_subnet.shop_orders_system,
    azurerm_subnet_network_security_group_association.shop_orders_system,
    azurerm_subnet_route_table_association.shop_orders_system,
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

resource "azurerm_web_application_firewall_policy" "shop_gateway_edge" {
  name                = "waf-contoso-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  custom_rules {
    name      = "noScanners"
    action    = "Block"
    priority  = 1
    rule_type = "MatchRule"

    match_conditions {
      match_values = ["sqlmap", "nikto"]
      operator     = "Contains"
      transforms   = ["Lowercase"]

      match_variables {
        selector      = "User-Agent"
        variable_name = "RequestHeaders"
      }
    }
  }

  managed_rules {
    exclusion {
      match_variable          = "RequestCookieNames"
      selector                = "session"
      selector_match_operator = "Equals"
    }

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

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = [azurerm_public_ip.hub_firewall_1.ip_address]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
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
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_orders_cluster_id" {
  description = "Id of the cluster orders."
  value       = azurerm_kubernetes_cluster.shop_orders.id
}

output "shop_orders_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_orders.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
