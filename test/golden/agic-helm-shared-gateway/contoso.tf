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

data "azurerm_subscription" "shop_custom_roles" {}

resource "azurerm_application_gateway" "shop_gateway_shared" {
  name                = "agw-contoso-shop-shared"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_shared.id
  zones               = ["1", "2", "3"]

  autoscale_configuration {
    max_capacity = 20
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
    public_ip_address_id = azurerm_public_ip.shop_gateway_shared.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_shared.id
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
    azurerm_subnet.shop_gateway_shared,
    azurerm_subnet_network_security_group_association.shop_gateway_shared,
    azurerm_subnet_route_table_association.shop_gateway_shared,
    azurerm_network_security_rule.shop_gateway_shared_gateway-manager,
    azurerm_network_security_rule.shop_gateway_shared_load-balancer,
    azurerm_network_security_rule.shop_gateway_shared_listeners,
    azurerm_network_security_rule.shop_gateway_shared_deny-other-inbound,
  ]
}

resource "azurerm_federated_identity_credential" "shop_blue_agic_helm" {
  name                = "agic-shop-blue"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_blue.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_blue_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
}

resource "azurerm_federated_identity_credential" "shop_green_agic_helm" {
  name                = "agic-shop-green"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_green.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_green_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_blue" {
  name               = "rcg-contoso-shop-blue"
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_green" {
  name               = "rcg-contoso-shop-green"
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

resource "azurerm_kubernetes_cluster" "shop_blue" {
  name                                = "aks-contoso-shop-blue"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-blue"
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
    vnet_subnet_id              = azurerm_subnet.shop_blue_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_blue.id]
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
    azurerm_firewall_policy_rule_collection_group.shop_blue,
    azurerm_route.shop_blue_default,
    azurerm_subnet.shop_blue_system,
    azurerm_subnet_network_security_group_association.shop_blue_system,
    azurerm_subnet_route_table_association.shop_blue_system,
    azurerm_role_assignment.shop_blue_subnet_system,
    azurerm_subnet.shop_gateway_shared,
    azurerm_subnet_network_security_group_association.shop_gateway_shared,
    azurerm_subnet_route_table_association.shop_gateway_shared,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_green" {
  name                                = "aks-contoso-shop-green"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-green"
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
    vnet_subnet_id              = azurerm_subnet.shop_green_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_green.id]
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
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_green,
    azurerm_route.shop_green_default,
    azurerm_subnet.shop_green_system,
    azurerm_subnet_network_security_group_association.shop_green_system,
    azurerm_subnet_route_table_association.shop_green_system,
    azurerm_role_assignment.shop_green_subnet_system,
    azurerm_subnet.shop_gateway_shared,
    azurerm_subnet_network_security_group_association.shop_gateway_shared,
    azurerm_subnet_route_table_association.shop_gateway_shared,
  ]
}

resource "azurerm_network_security_group" "shop_blue_system" {
  name                = "nsg-contoso-shop-blue-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_gateway_shared" {
  name                = "nsg-contoso-shop-gateway-shared"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_green_system" {
  name                = "nsg-contoso-shop-green-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "shop_blue_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_from-shared" {
  name                         = "from-shared"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_blue_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_blue_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_blue_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_shared_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_shared.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_shared_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_shared.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_shared_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_shared.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_shared_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_shared.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_from-shared" {
  name                         = "from-shared"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.32.0/24", "10.245.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_green_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.245.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_green_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.245.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_green_system.name
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

resource "azurerm_public_ip" "shop_gateway_shared" {
  name                = "pip-contoso-shop-shared"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "shop_blue_agic_helm_gateway" {
  scope              = azurerm_application_gateway.shop_gateway_shared.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_user_assigned_identity.shop_blue_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_blue_agic_helm_resource_group" {
  scope              = azurerm_resource_group.shop.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_user_assigned_identity.shop_blue_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_blue_agic_helm_subnet" {
  scope              = azurerm_subnet.shop_gateway_shared.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_user_assigned_identity.shop_blue_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_blue_subnet_system" {
  scope              = azurerm_subnet.shop_blue_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_blue.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_green_agic_helm_gateway" {
  scope              = azurerm_application_gateway.shop_gateway_shared.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_user_assigned_identity.shop_green_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_green_agic_helm_resource_group" {
  scope              = azurerm_resource_group.shop.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_user_assigned_identity.shop_green_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_green_agic_helm_subnet" {
  scope              = azurerm_subnet.shop_gateway_shared.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_user_assigned_identity.shop_green_agic_helm.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_green_subnet_system" {
  scope              = azurerm_subnet.shop_green_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_green.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_definition" "shop_custom_roles_configure_gateway" {
  name              = "contoso shop gateway writer"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Writes listeners, pools and rules of an Application Gateway."

  permissions {
    actions = [
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/applicationGateways/write",
      "Microsoft.Network/applicationGateways/backendhealth/action",
    ]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_join_subnet" {
  name              = "contoso shop subnet joiner"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Lets nodes, load balancers and gateways join a subnet."

  permissions {
    actions = [
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
      "Microsoft.Network/virtualNetworks/subnets/read",
      "Microsoft.Network/virtualNetworks/subnets/join/action",
    ]
  }
}

resource "azurerm_role_definition" "shop_custom_roles_read_group" {
  name              = "contoso shop gateway finder"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Finds gateways and addresses in a resource group."

  permissions {
    actions = [
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Network/applicationGateways/read",
      "Microsoft.Network/publicIPAddresses/read",
    ]
  }
}

resource "azurerm_route" "shop_blue_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_blue.name
}

resource "azurerm_route" "shop_green_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_green.name
}

resource "azurerm_route_table" "shop_blue" {
  name                          = "rt-contoso-shop-blue"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_shared" {
  name                          = "rt-contoso-shop-gateway-shared"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_green" {
  name                          = "rt-contoso-shop-green"
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

resource "azurerm_subnet" "shop_blue_system" {
  name                            = "snet-contoso-shop-blue-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_shared" {
  name                            = "snet-contoso-shop-gateway-shared"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_green_system" {
  name                            = "snet-contoso-shop-green-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "shop_blue_system" {
  network_security_group_id = azurerm_network_security_group.shop_blue_system.id
  subnet_id                 = azurerm_subnet.shop_blue_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_shared" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_shared.id
  subnet_id                 = azurerm_subnet.shop_gateway_shared.id
}

resource "azurerm_subnet_network_security_group_association" "shop_green_system" {
  network_security_group_id = azurerm_network_security_group.shop_green_system.id
  subnet_id                 = azurerm_subnet.shop_green_system.id
}

resource "azurerm_subnet_route_table_association" "shop_blue_system" {
  route_table_id = azurerm_route_table.shop_blue.id
  subnet_id      = azurerm_subnet.shop_blue_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_blue_system]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_shared" {
  route_table_id = azurerm_route_table.shop_gateway_shared.id
  subnet_id      = azurerm_subnet.shop_gateway_shared.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_shared]
}

resource "azurerm_subnet_route_table_association" "shop_green_system" {
  route_table_id = azurerm_route_table.shop_green.id
  subnet_id      = azurerm_subnet.shop_green_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_green_system]
}

resource "azurerm_user_assigned_identity" "shop_blue" {
  name                = "id-contoso-shop-blue"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_blue_agic_helm" {
  name                = "id-contoso-shop-blue-agic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_green" {
  name                = "id-contoso-shop-green"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_green_agic_helm" {
  name                = "id-contoso-shop-green-agic"
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
    azurerm_subnet.shop_gateway_shared,
    azurerm_subnet_network_security_group_association.shop_gateway_shared,
    azurerm_subnet_route_table_association.shop_gateway_shared,
    azurerm_subnet.shop_blue_system,
    azurerm_subnet_network_security_group_association.shop_blue_system,
    azurerm_subnet_route_table_association.shop_blue_system,
    azurerm_subnet.shop_green_system,
    azurerm_subnet_network_security_group_association.shop_green_system,
    azurerm_subnet_route_table_association.shop_green_system,
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

resource "azurerm_web_application_firewall_policy" "shop_gateway_shared" {
  name                = "waf-contoso-shop-shared"
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

output "shop_blue_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_blue_agic_helm.client_id
}

output "shop_blue_cluster_id" {
  description = "Id of the cluster blue."
  value       = azurerm_kubernetes_cluster.shop_blue.id
}

output "shop_blue_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_blue.id
}

output "shop_green_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_green_agic_helm.client_id
}

output "shop_green_cluster_id" {
  description = "Id of the cluster green."
  value       = azurerm_kubernetes_cluster.shop_green.id
}

output "shop_green_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_green.id
}

output "shop_shared_gateway_id" {
  description = "Id of the gateway shared."
  value       = azurerm_application_gateway.shop_gateway_shared.id
}

output "shop_shared_gateway_public_ip" {
  description = "Public address of the gateway shared."
  value       = azurerm_public_ip.shop_gateway_shared.ip_address
}

output "shop_shared_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_shared.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
