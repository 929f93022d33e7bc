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

resource "azurerm_application_gateway" "shop_gateway_old" {
  name                = "agw-contoso-shop-old"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_old.id

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
    public_ip_address_id = azurerm_public_ip.shop_gateway_old.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_old.id
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
    azurerm_subnet.shop_gateway_old,
    azurerm_subnet_network_security_group_association.shop_gateway_old,
    azurerm_subnet_route_table_association.shop_gateway_old,
    azurerm_network_security_rule.shop_gateway_old_gateway-manager,
    azurerm_network_security_rule.shop_gateway_old_load-balancer,
    azurerm_network_security_rule.shop_gateway_old_listeners,
    azurerm_network_security_rule.shop_gateway_old_deny-other-inbound,
  ]
}

resource "azurerm_application_load_balancer" "shop_back_for_containers" {
  name                = "agc-contoso-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_application_load_balancer" "shop_main_for_containers" {
  name                = "agc-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_application_load_balancer_frontend" "shop_back_for_containers_frontend_public" {
  name                         = "public"
  application_load_balancer_id = azurerm_application_load_balancer.shop_back_for_containers.id
}

resource "azurerm_application_load_balancer_frontend" "shop_main_for_containers_frontend_partners" {
  name                         = "partners"
  application_load_balancer_id = azurerm_application_load_balancer.shop_main_for_containers.id
}

resource "azurerm_application_load_balancer_frontend" "shop_main_for_containers_frontend_public" {
  name                         = "public"
  application_load_balancer_id = azurerm_application_load_balancer.shop_main_for_containers.id
}

resource "azurerm_application_load_balancer_security_policy" "shop_main_for_containers_security_policy" {
  name                               = "waf"
  location                           = azurerm_resource_group.shop.location
  application_load_balancer_id       = azurerm_application_load_balancer.shop_main_for_containers.id
  web_application_firewall_policy_id = azurerm_web_application_firewall_policy.shop_main_for_containers_waf.id
}

resource "azurerm_application_load_balancer_subnet_association" "shop_back_for_containers_association" {
  name                         = "nodes"
  application_load_balancer_id = azurerm_application_load_balancer.shop_back_for_containers.id
  subnet_id                    = azurerm_subnet.shop_back_for_containers.id

  depends_on = [
    azurerm_subnet.shop_back_for_containers,
    azurerm_subnet_network_security_group_association.shop_back_for_containers,
  ]
}

resource "azurerm_application_load_balancer_subnet_association" "shop_main_for_containers_association" {
  name                         = "nodes"
  application_load_balancer_id = azurerm_application_load_balancer.shop_main_for_containers.id
  subnet_id                    = azurerm_subnet.shop_main_for_containers.id

  depends_on = [
    azurerm_subnet.shop_main_for_containers,
    azurerm_subnet_network_security_group_association.shop_main_for_containers,
  ]
}

resource "azurerm_federated_identity_credential" "shop_back_for_containers" {
  name                = "alb-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_back.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_back_for_containers.id
  subject             = "system:serviceaccount:azure-alb-system:alb-controller-sa"
}

resource "azurerm_federated_identity_credential" "shop_main_cert_manager" {
  name                = "cert-manager-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_main.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_main_cert_manager.id
  subject             = "system:serviceaccount:cert-manager:cert-manager"
}

resource "azurerm_federated_identity_credential" "shop_main_for_containers" {
  name                = "alb-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_main.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_main_for_containers.id
  subject             = "system:serviceaccount:azure-alb-system:alb-controller-sa"
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_back" {
  name               = "rcg-contoso-shop-back"
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

    rule {
      name              = "alb-controller"
      destination_fqdns = ["*.alb.azure.com"]
      source_addresses  = ["10.1.32.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
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

    rule {
      name              = "alb-controller"
      destination_fqdns = ["*.alb.azure.com"]
      source_addresses  = ["10.1.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "cert-manager"
      destination_fqdns = ["acme-v02.api.letsencrypt.org"]
      source_addresses  = ["10.1.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-quay"
      destination_fqdns = ["quay.io", "*.quay.io"]
      source_addresses  = ["10.1.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "shop_back" {
  name                                = "aks-contoso-shop-back"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-back"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    max_pods                    = 30
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_back_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_back.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_old.id
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
    azurerm_firewall_policy_rule_collection_group.shop_back,
    azurerm_route.shop_back_default,
    azurerm_subnet.shop_back_system,
    azurerm_subnet_network_security_group_association.shop_back_system,
    azurerm_subnet_route_table_association.shop_back_system,
    azurerm_role_assignment.shop_back_subnet_system,
    azurerm_subnet.shop_gateway_old,
    azurerm_subnet_network_security_group_association.shop_gateway_old,
    azurerm_subnet_route_table_association.shop_gateway_old,
  ]
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
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_role_assignment.shop_main_subnet_system,
  ]
}

resource "azurerm_network_security_group" "shop_back_for_containers" {
  name                = "nsg-contoso-shop-back-containers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_back_system" {
  name                = "nsg-contoso-shop-back-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_gateway_old" {
  name                = "nsg-contoso-shop-gateway-old"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_for_containers" {
  name                = "nsg-contoso-shop-main-containers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-contoso-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "shop_back_for_containers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_for_containers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_for_containers_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Users, on the ports that listeners may have."
  destination_address_prefix  = "10.1.128.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_for_containers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_for_containers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the gateway."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_for_containers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_system_from-application-gateway-for-containers" {
  name                        = "from-application-gateway-for-containers"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The Application Gateway to nodes and pods."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_system.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.128.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_system_from-old" {
  name                        = "from-old"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The Application Gateway to nodes and pods."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_system.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_back_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_back_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_old_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_old.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_old_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_old.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_old_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_old.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_old_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_old.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_for_containers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_for_containers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_for_containers_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Users, on the ports that listeners may have."
  destination_address_prefix  = "10.1.251.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_for_containers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_for_containers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the gateway."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_for_containers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
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

resource "azurerm_network_security_rule" "shop_main_system_from-application-gateway-for-containers" {
  name                         = "from-application-gateway-for-containers"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.251.0/24"
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

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "shop_gateway_old" {
  name                = "pip-contoso-shop-old"
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

resource "azurerm_role_assignment" "shop_back_agic_addon_gateway" {
  scope              = azurerm_application_gateway.shop_gateway_old.id
  description        = "AGIC writes listeners, pools and rules."
  principal_id       = azurerm_kubernetes_cluster.shop_back.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_configure_gateway.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_back_agic_addon_resource_group" {
  scope              = azurerm_resource_group.shop.id
  description        = "AGIC looks the gateway up."
  principal_id       = azurerm_kubernetes_cluster.shop_back.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_read_group.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_back_agic_addon_subnet" {
  scope              = azurerm_subnet.shop_gateway_old.id
  description        = "Each write of the gateway joins its subnet again."
  principal_id       = azurerm_kubernetes_cluster.shop_back.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_back_for_containers_gateway_group" {
  scope                = azurerm_resource_group.shop.id
  description          = "The ALB controller configures the gateway."
  principal_id         = azurerm_user_assigned_identity.shop_back_for_containers.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "AppGw for Containers Configuration Manager"
}

resource "azurerm_role_assignment" "shop_back_for_containers_node_group" {
  scope                = azurerm_kubernetes_cluster.shop_back.node_resource_group_id
  description          = "The ALB controller reads its cluster."
  principal_id         = azurerm_user_assigned_identity.shop_back_for_containers.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_back_for_containers_subnet" {
  scope              = azurerm_subnet.shop_back_for_containers.id
  description        = "The gateway joins its subnet."
  principal_id       = azurerm_user_assigned_identity.shop_back_for_containers.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_back_subnet_system" {
  scope              = azurerm_subnet.shop_back_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_back.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_cert_manager_contoso_com" {
  scope              = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com"
  description        = "cert-manager proves names by records."
  principal_id       = azurerm_user_assigned_identity.shop_main_cert_manager.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_prove_names.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_for_containers_gateway_group" {
  scope                = azurerm_resource_group.shop.id
  description          = "The ALB controller configures the gateway."
  principal_id         = azurerm_user_assigned_identity.shop_main_for_containers.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "AppGw for Containers Configuration Manager"
}

resource "azurerm_role_assignment" "shop_main_for_containers_node_group" {
  scope                = azurerm_kubernetes_cluster.shop_main.node_resource_group_id
  description          = "The ALB controller reads its cluster."
  principal_id         = azurerm_user_assigned_identity.shop_main_for_containers.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_for_containers_subnet" {
  scope              = azurerm_subnet.shop_main_for_containers.id
  description        = "The gateway joins its subnet."
  principal_id       = azurerm_user_assigned_identity.shop_main_for_containers.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_join_subnet.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_for_containers_waf" {
  scope              = azurerm_web_application_firewall_policy.shop_main_for_containers_waf.id
  description        = "Routes of Kubernetes refer to the web application firewall."
  principal_id       = azurerm_user_assigned_identity.shop_main_for_containers.principal_id
  principal_type     = "ServicePrincipal"
  role_definition_id = azurerm_role_definition.shop_custom_roles_use_waf_policy.role_definition_resource_id
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  scope              = azurerm_subnet.shop_main_system.id
  description        = "Nodes and internal load balancers join the subnet."
  principal_id       = azurerm_user_assigned_identity.shop_main.principal_id
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

resource "azurerm_role_definition" "shop_custom_roles_prove_names" {
  name        = "contoso shop DNS name prover"
  scope       = data.azurerm_subscription.shop_custom_roles.id
  description = "Writes text records of a public DNS zone, which prove names."

  assignable_scopes = distinct([
    data.azurerm_subscription.shop_custom_roles.id,
    "/subscriptions/11111111-1111-1111-1111-111111111111",
  ])

  permissions {
    actions = [
      "Microsoft.Network/dnsZones/read",
      "Microsoft.Network/dnsZones/TXT/read",
      "Microsoft.Network/dnsZones/TXT/write",
      "Microsoft.Network/dnsZones/TXT/delete",
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

resource "azurerm_role_definition" "shop_custom_roles_use_waf_policy" {
  name              = "contoso shop firewall policy user"
  scope             = data.azurerm_subscription.shop_custom_roles.id
  assignable_scopes = [data.azurerm_subscription.shop_custom_roles.id]
  description       = "Refers to a web application firewall policy."

  permissions {
    actions = [
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/read",
      "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/join/action",
    ]
  }
}

resource "azurerm_route" "shop_back_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_back.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route_table" "shop_back" {
  name                          = "rt-contoso-shop-back"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_old" {
  name                          = "rt-contoso-shop-gateway-old"
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

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_back_for_containers" {
  name                            = "snet-contoso-shop-back-containers"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.128.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "trafficControllers"

    service_delegation {
      name    = "Microsoft.ServiceNetworking/trafficControllers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_back_system" {
  name                            = "snet-contoso-shop-back-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_old" {
  name                            = "snet-contoso-shop-gateway-old"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_for_containers" {
  name                            = "snet-contoso-shop-main-containers"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.251.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "trafficControllers"

    service_delegation {
      name    = "Microsoft.ServiceNetworking/trafficControllers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-contoso-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "shop_back_for_containers" {
  network_security_group_id = azurerm_network_security_group.shop_back_for_containers.id
  subnet_id                 = azurerm_subnet.shop_back_for_containers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_back_system" {
  network_security_group_id = azurerm_network_security_group.shop_back_system.id
  subnet_id                 = azurerm_subnet.shop_back_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_old" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_old.id
  subnet_id                 = azurerm_subnet.shop_gateway_old.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_for_containers" {
  network_security_group_id = azurerm_network_security_group.shop_main_for_containers.id
  subnet_id                 = azurerm_subnet.shop_main_for_containers.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_route_table_association" "shop_back_system" {
  route_table_id = azurerm_route_table.shop_back.id
  subnet_id      = azurerm_subnet.shop_back_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_back_system]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_old" {
  route_table_id = azurerm_route_table.shop_gateway_old.id
  subnet_id      = azurerm_subnet.shop_gateway_old.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_old]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_user_assigned_identity" "shop_back" {
  name                = "id-contoso-shop-back"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_back_for_containers" {
  name                = "id-contoso-shop-back-alb"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main_cert_manager" {
  name                = "id-contoso-shop-main-cert-manager"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main_for_containers" {
  name                = "id-contoso-shop-main-alb"
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
    azurerm_subnet.shop_gateway_old,
    azurerm_subnet_network_security_group_association.shop_gateway_old,
    azurerm_subnet_route_table_association.shop_gateway_old,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_main_for_containers,
    azurerm_subnet_network_security_group_association.shop_main_for_containers,
    azurerm_subnet.shop_back_system,
    azurerm_subnet_network_security_group_association.shop_back_system,
    azurerm_subnet_route_table_association.shop_back_system,
    azurerm_subnet.shop_back_for_containers,
    azurerm_subnet_network_security_group_association.shop_back_for_containers,
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

resource "azurerm_web_application_firewall_policy" "shop_gateway_old" {
  name                = "waf-contoso-shop-old"
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

resource "azurerm_web_application_firewall_policy" "shop_main_for_containers_waf" {
  name                = "waf-contoso-shop-main-containers"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  custom_rules {
    name      = "adminFromOffice"
    action    = "Block"
    priority  = 1
    rule_type = "MatchRule"

    match_conditions {
      match_values = ["/admin"]
      operator     = "Contains"
      transforms   = ["Lowercase"]

      match_variables {
        variable_name = "RequestUri"
      }
    }

    match_conditions {
      match_values       = ["203.0.113.0/24"]
      negation_condition = true
      operator           = "IPMatch"

      match_variables {
        variable_name = "RemoteAddr"
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

output "shop_back_alb_client_id" {
  description = "Client id of the ALB controller, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_back_for_containers.client_id
}

output "shop_back_alb_id" {
  description = "Id of Application Gateway for Containers, for its Gateways."
  value       = azurerm_application_load_balancer.shop_back_for_containers.id
}

output "shop_back_cluster_id" {
  description = "Id of the cluster back."
  value       = azurerm_kubernetes_cluster.shop_back.id
}

output "shop_back_frontend_public_host_name" {
  description = "Name that Azure gives the frontend, for CNAME records."
  value       = azurerm_application_load_balancer_frontend.shop_back_for_containers_frontend_public.fully_qualified_domain_name
}

output "shop_back_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_back.id
}

output "shop_main_alb_client_id" {
  description = "Client id of the ALB controller, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_main_for_containers.client_id
}

output "shop_main_alb_id" {
  description = "Id of Application Gateway for Containers, for its Gateways."
  value       = azurerm_application_load_balancer.shop_main_for_containers.id
}

output "shop_main_cert_manager_client_id" {
  description = "Client id of cert-manager."
  value       = azurerm_user_assigned_identity.shop_main_cert_manager.client_id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_frontend_partners_host_name" {
  description = "Name that Azure gives the frontend, for CNAME records."
  value       = azurerm_application_load_balancer_frontend.shop_main_for_containers_frontend_partners.fully_qualified_domain_name
}

output "shop_main_frontend_public_host_name" {
  description = "Name that Azure gives the frontend, for CNAME records."
  value       = azurerm_application_load_balancer_frontend.shop_main_for_containers_frontend_public.fully_qualified_domain_name
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_main_waf_policy_id" {
  description = "Id of the web application firewall, for its Gateways."
  value       = azurerm_web_application_firewall_policy.shop_main_for_containers_waf.id
}

output "shop_old_gateway_id" {
  description = "Id of the gateway old."
  value       = azurerm_application_gateway.shop_gateway_old.id
}

output "shop_old_gateway_public_ip" {
  description = "Public address of the gateway old."
  value       = azurerm_public_ip.shop_gateway_old.ip_address
}

output "shop_old_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_old.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
