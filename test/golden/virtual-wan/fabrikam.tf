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

provider "azurerm" {
  alias = "reports"

  storage_use_azuread = true
  subscription_id     = "22222222-2222-2222-2222-222222222222"

  features {}
}

resource "azurerm_application_gateway" "shop_gateway_main" {
  name                = "agw-fabrikam-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_main.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name = "empty"
  }

  backend_http_settings {
    name                  = "http"
    cookie_based_affinity = "Disabled"
    port                  = 80
    protocol              = "Http"
    request_timeout       = 30
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.shop_gateway_main.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.49.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_main.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_main.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  request_routing_rule {
    name                       = "empty"
    backend_address_pool_name  = "empty"
    backend_http_settings_name = "http"
    http_listener_name         = "http"
    priority                   = 20000
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

  lifecycle {
    ignore_changes = [
      tags,
      backend_address_pool,
      backend_http_settings,
      frontend_port,
      http_listener,
      probe,
      redirect_configuration,
      request_routing_rule,
      rewrite_rule_set,
      ssl_certificate,
      url_path_map,
    ]
  }

  depends_on = [
    azurerm_subnet.shop_gateway_main,
    azurerm_subnet_network_security_group_association.shop_gateway_main,
    azurerm_subnet_route_table_association.shop_gateway_main,
    azurerm_network_security_rule.shop_gateway_main_gateway-manager,
    azurerm_network_security_rule.shop_gateway_main_load-balancer,
    azurerm_network_security_rule.shop_gateway_main_listeners,
    azurerm_network_security_rule.shop_gateway_main_private-listeners,
    azurerm_network_security_rule.shop_gateway_main_deny-other-inbound,
    azurerm_route.shop_gateway_main_default,
    azurerm_route.shop_gateway_main_private-10-0-0-0-8,
    azurerm_route.shop_gateway_main_private-172-16-0-0-12,
    azurerm_route.shop_gateway_main_private-192-168-0-0-16,
  ]
}

resource "azurerm_federated_identity_credential" "shop_main_agic_helm" {
  name                = "agic-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_main.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_main_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_Hub"
  sku_tier            = "Standard"
  zones               = ["1", "2", "3"]

  virtual_hub {
    public_ip_count = 4
    virtual_hub_id  = azurerm_virtual_hub.hub.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "reports_main" {
  provider = azurerm

  name               = "rcg-fabrikam-reports-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1100

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.50.0.0/24"]

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
      source_addresses  = ["10.50.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }

  network_rule_collection {
    name     = "allow-network"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "allow-erp"
      destination_addresses = ["172.20.4.0/24"]
      destination_ports     = ["1521"]
      protocols             = ["TCP"]
      source_addresses      = ["10.50.0.0/24"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_main_on_premises" {
  name               = "rcg-fabrikam-shop-main-on-premises"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "main"
      destination_addresses = ["10.49.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["10.50.0.0/16", "192.168.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-fabrikam-shop-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.49.0.0/24"]

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
      source_addresses  = ["10.49.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "reports_main" {
  provider = azurerm.reports

  name                                = "aks-fabrikam-reports-main"
  resource_group_name                 = azurerm_resource_group.reports.name
  location                            = azurerm_resource_group.reports.location
  dns_prefix_private_cluster          = "aks-fabrikam-reports-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.reports_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.reports_main.id]
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

  depends_on = [
    azurerm_virtual_hub_connection.reports_connection,
    azurerm_firewall_policy_rule_collection_group.reports_main,
    azurerm_route.reports_main_default,
    azurerm_private_dns_zone_virtual_network_link.reports_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
    azurerm_role_assignment.reports_main_subnet_system,
    azurerm_role_assignment.reports_main_dns_zone,
    azurerm_role_assignment.reports_main_network,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-fabrikam-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-fabrikam-shop-main"
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

  depends_on = [
    azurerm_virtual_hub_connection.shop_connection,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_subnet.shop_gateway_main,
    azurerm_subnet_network_security_group_association.shop_gateway_main,
    azurerm_subnet_route_table_association.shop_gateway_main,
  ]
}

resource "azurerm_network_security_group" "reports_main_system" {
  provider = azurerm.reports

  name                = "nsg-fabrikam-reports-main-system"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_network_security_group" "shop_gateway_main" {
  name                = "nsg-fabrikam-shop-gateway-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-fabrikam-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "reports_main_system_deny-other-inbound" {
  provider = azurerm.reports

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_load-balancer" {
  provider = azurerm.reports

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_nodes-to-nodes" {
  provider = azurerm.reports

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.50.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.50.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_nodes-to-pods" {
  provider = azurerm.reports

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.50.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-nodes" {
  provider = azurerm.reports

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.50.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "reports_main_system_pods-to-pods" {
  provider = azurerm.reports

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.reports.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.reports_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_main_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_main.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_main_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_main.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_main_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.49.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_main.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_main_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_main.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_main_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.49.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_main.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefixes     = ["10.50.0.0/16", "192.168.0.0/16"]
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

resource "azurerm_network_security_rule" "shop_main_system_from-main" {
  name                         = "from-main"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.49.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.49.255.0/24"
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
  destination_address_prefix  = "10.49.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.49.0.0/24"
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
  source_address_prefix       = "10.49.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.49.0.0/24"
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

resource "azurerm_private_dns_zone" "hub_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "reports_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm

  name                  = "pdnslink-fabrikam-reports"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.reports.id
}

resource "azurerm_public_ip" "shop_gateway_main" {
  name                = "pip-fabrikam-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-fabrikam-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "reports" {
  provider = azurerm.reports

  name     = "rg-fabrikam-reports"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-fabrikam-shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "reports_main_dns_zone" {
  provider = azurerm.reports

  scope                = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.reports_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "reports_main_network" {
  provider = azurerm.reports

  scope                = azurerm_virtual_network.reports.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.reports_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "reports_main_subnet_system" {
  provider = azurerm.reports

  scope                = azurerm_subnet.reports_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.reports_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_helm_gateway" {
  scope                = azurerm_application_gateway.shop_gateway_main.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_user_assigned_identity.shop_main_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_helm_resource_group" {
  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_user_assigned_identity.shop_main_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_agic_helm_subnet" {
  scope                = azurerm_subnet.shop_gateway_main.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_user_assigned_identity.shop_main_agic_helm.principal_id
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

resource "azurerm_route" "reports_main_default" {
  provider = azurerm.reports

  name                   = "default"
  resource_group_name    = azurerm_resource_group.reports.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.reports_main.name
}

resource "azurerm_route" "shop_gateway_main_default" {
  name                = "default"
  resource_group_name = azurerm_resource_group.shop.name
  address_prefix      = "0.0.0.0/0"
  next_hop_type       = "Internet"
  route_table_name    = azurerm_route_table.shop_gateway_main.name
}

resource "azurerm_route" "shop_gateway_main_private-10-0-0-0-8" {
  name                   = "private-10-0-0-0-8"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "10.0.0.0/8"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_main.name
}

resource "azurerm_route" "shop_gateway_main_private-172-16-0-0-12" {
  name                   = "private-172-16-0-0-12"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "172.16.0.0/12"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_main.name
}

resource "azurerm_route" "shop_gateway_main_private-192-168-0-0-16" {
  name                   = "private-192-168-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "192.168.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_main.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route_table" "reports_main" {
  provider = azurerm.reports

  name                          = "rt-fabrikam-reports-main"
  resource_group_name           = azurerm_resource_group.reports.name
  location                      = azurerm_resource_group.reports.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_main" {
  name                          = "rt-fabrikam-shop-gateway-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-fabrikam-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "reports_main_system" {
  provider = azurerm.reports

  name                            = "snet-fabrikam-reports-main-system"
  resource_group_name             = azurerm_resource_group.reports.name
  virtual_network_name            = azurerm_virtual_network.reports.name
  address_prefixes                = ["10.50.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_main" {
  name                            = "snet-fabrikam-shop-gateway-main"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.49.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-fabrikam-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.49.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "reports_main_system" {
  provider = azurerm.reports

  network_security_group_id = azurerm_network_security_group.reports_main_system.id
  subnet_id                 = azurerm_subnet.reports_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_main" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_main.id
  subnet_id                 = azurerm_subnet.shop_gateway_main.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_route_table_association" "reports_main_system" {
  provider = azurerm.reports

  route_table_id = azurerm_route_table.reports_main.id
  subnet_id      = azurerm_subnet.reports_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.reports_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_main" {
  route_table_id = azurerm_route_table.shop_gateway_main.id
  subnet_id      = azurerm_subnet.shop_gateway_main.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_main]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_user_assigned_identity" "reports_main" {
  provider = azurerm.reports

  name                = "id-fabrikam-reports-main"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-fabrikam-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main_agic_helm" {
  name                = "id-fabrikam-shop-main-agic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_hub" "hub" {
  name                = "vhub-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_prefix      = "10.48.0.0/23"
  virtual_wan_id      = azurerm_virtual_wan.hub.id
}

resource "azurerm_virtual_hub_connection" "reports_connection" {
  provider = azurerm

  name                      = "vcn-fabrikam-hub-to-reports"
  internet_security_enabled = true
  remote_virtual_network_id = azurerm_virtual_network.reports.id
  virtual_hub_id            = azurerm_virtual_hub.hub.id

  depends_on = [
    azurerm_virtual_hub_routing_intent.hub,
    azurerm_subnet.reports_main_system,
    azurerm_subnet_network_security_group_association.reports_main_system,
    azurerm_subnet_route_table_association.reports_main_system,
  ]
}

resource "azurerm_virtual_hub_connection" "shop_connection" {
  name                      = "vcn-fabrikam-hub-to-shop"
  internet_security_enabled = true
  remote_virtual_network_id = azurerm_virtual_network.shop.id
  virtual_hub_id            = azurerm_virtual_hub.hub.id

  depends_on = [
    azurerm_virtual_hub_routing_intent.hub,
    azurerm_subnet.shop_gateway_main,
    azurerm_subnet_network_security_group_association.shop_gateway_main,
    azurerm_subnet_route_table_association.shop_gateway_main,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
  ]
}

resource "azurerm_virtual_hub_routing_intent" "hub" {
  name           = "ri-fabrikam-hub"
  virtual_hub_id = azurerm_virtual_hub.hub.id

  routing_policy {
    name         = "InternetTraffic"
    destinations = ["Internet"]
    next_hop     = azurerm_firewall.hub_firewall.id
  }

  routing_policy {
    name         = "PrivateTraffic"
    destinations = ["PrivateTraffic"]
    next_hop     = azurerm_firewall.hub_firewall.id
  }

  depends_on = [azurerm_vpn_gateway.hub_gateway]
}

resource "azurerm_virtual_network" "reports" {
  provider = azurerm.reports

  name                = "vnet-fabrikam-reports"
  resource_group_name = azurerm_resource_group.reports.name
  location            = azurerm_resource_group.reports.location
  address_space       = ["10.50.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-fabrikam-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.49.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_wan" "hub" {
  name                = "vwan-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  type                = "Standard"
}

resource "azurerm_vpn_gateway" "hub_gateway" {
  name                = "vpng-fabrikam-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  scale_unit          = 1
  virtual_hub_id      = azurerm_virtual_hub.hub.id

  depends_on = [azurerm_firewall.hub_firewall]
}

resource "azurerm_vpn_gateway_connection" "hub_gateway_berlin" {
  name               = "con-fabrikam-hub-berlin"
  remote_vpn_site_id = azurerm_vpn_site.hub_gateway_berlin.id
  vpn_gateway_id     = azurerm_vpn_gateway.hub_gateway.id

  vpn_link {
    name             = "link"
    bgp_enabled      = true
    vpn_site_link_id = azurerm_vpn_site.hub_gateway_berlin.link[0].id
  }

  depends_on = [azurerm_virtual_hub_routing_intent.hub]
}

resource "azurerm_vpn_gateway_connection" "hub_gateway_porto" {
  name               = "con-fabrikam-hub-porto"
  remote_vpn_site_id = azurerm_vpn_site.hub_gateway_porto.id
  vpn_gateway_id     = azurerm_vpn_gateway.hub_gateway.id

  vpn_link {
    name             = "link"
    vpn_site_link_id = azurerm_vpn_site.hub_gateway_porto.link[0].id
  }

  depends_on = [azurerm_virtual_hub_routing_intent.hub]
}

resource "azurerm_vpn_site" "hub_gateway_berlin" {
  name                = "vst-fabrikam-hub-berlin"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  virtual_wan_id      = azurerm_virtual_wan.hub.id

  link {
    name       = "link"
    ip_address = "203.0.113.10"

    bgp {
      asn             = 65020
      peering_address = "192.168.0.1"
    }
  }
}

resource "azurerm_vpn_site" "hub_gateway_porto" {
  name                = "vst-fabrikam-hub-porto"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_cidrs       = ["172.20.0.0/16"]
  virtual_wan_id      = azurerm_virtual_wan.hub.id

  link {
    name = "link"
    fqdn = "vpn.porto.fabrikam.example"
  }
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_main" {
  name                = "waf-fabrikam-shop-main"
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

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.virtual_hub[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."
  value       = azurerm_firewall.hub_firewall.virtual_hub[0].public_ip_addresses
}

output "hub_virtual_hub_id" {
  description = "Id of the virtual hub."
  value       = azurerm_virtual_hub.hub.id
}

output "network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_vpn_gateway.hub_gateway.id
}

output "network_gateway_public_ips" {
  description = "Addresses that VPN devices have tunnels to."
  value       = azurerm_vpn_gateway.hub_gateway.ip_configuration[*].public_ip_address
}

output "reports_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.reports_main.id
}

output "reports_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.reports_main.id
}

output "reports_virtual_network_id" {
  description = "Id of the network of reports."
  value       = azurerm_virtual_network.reports.id
}

output "shop_main_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_main_agic_helm.client_id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_gateway_id" {
  description = "Id of the gateway main."
  value       = azurerm_application_gateway.shop_gateway_main.id
}

output "shop_main_gateway_private_ip" {
  description = "Private address of the gateway main."
  value       = "10.49.255.254"
}

output "shop_main_gateway_public_ip" {
  description = "Public address of the gateway main."
  value       = azurerm_public_ip.shop_gateway_main.ip_address
}

output "shop_main_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_main.id
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
