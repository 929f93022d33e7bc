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

resource "azurerm_application_gateway" "inside_gateway_inner" {
  name                = "agw-contoso-inside-inner"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.inside_gateway_inner.id

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
    name                          = "private"
    private_ip_address            = "10.1.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.inside_gateway_inner.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.inside_gateway_inner.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "private"
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
    azurerm_subnet.inside_gateway_inner,
    azurerm_subnet_network_security_group_association.inside_gateway_inner,
    azurerm_network_security_rule.inside_gateway_inner_load-balancer,
    azurerm_network_security_rule.inside_gateway_inner_private-listeners,
    azurerm_network_security_rule.inside_gateway_inner_deny-other-inbound,
    azurerm_subnet_route_table_association.inside_gateway_inner,
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

resource "azurerm_firewall_policy_rule_collection_group" "inside_main" {
  name               = "rcg-contoso-inside-main"
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

resource "azurerm_kubernetes_cluster" "inside_main" {
  name                                = "aks-contoso-inside-main"
  resource_group_name                 = azurerm_resource_group.inside.name
  location                            = azurerm_resource_group.inside.location
  dns_prefix                          = "aks-contoso-inside-main"
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
    vnet_subnet_id              = azurerm_subnet.inside_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.inside_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.inside_gateway_inner.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.244.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.inside_peering_from_hub,
    azurerm_virtual_network_peering.inside_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.inside_main,
    azurerm_route.inside_main_default,
    azurerm_subnet.inside_main_system,
    azurerm_subnet_network_security_group_association.inside_main_system,
    azurerm_subnet_route_table_association.inside_main_system,
    azurerm_role_assignment.inside_main_subnet_system,
    azurerm_role_assignment.inside_main_route_table,
    azurerm_subnet.inside_gateway_inner,
    azurerm_subnet_network_security_group_association.inside_gateway_inner,
    azurerm_subnet_route_table_association.inside_gateway_inner,
  ]
}

resource "azurerm_network_security_group" "inside_gateway_inner" {
  name                = "nsg-contoso-inside-gateway-inner"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location
}

resource "azurerm_network_security_group" "inside_main_system" {
  name                = "nsg-contoso-inside-main-system"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location
}

resource "azurerm_network_security_rule" "inside_gateway_inner_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_gateway_inner.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_gateway_inner_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_gateway_inner.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_gateway_inner_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_gateway_inner.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefixes     = ["10.0.0.0/22", "10.1.0.0/16"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_from-inner" {
  name                         = "from-inner"
  resource_group_name          = azurerm_resource_group.inside.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.inside_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "inside_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.inside.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.inside_main_system.name
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

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "inside" {
  name     = "rg-contoso-inside"
  location = "westeurope"
}

resource "azurerm_role_assignment" "inside_main_agic_addon_gateway" {
  scope                = azurerm_application_gateway.inside_gateway_inner.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.inside_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "inside_main_agic_addon_resource_group" {
  scope                = azurerm_resource_group.inside.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.inside_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "inside_main_agic_addon_subnet" {
  scope                = azurerm_subnet.inside_gateway_inner.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.inside_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "inside_main_route_table" {
  scope                = azurerm_route_table.inside_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.inside_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "inside_main_subnet_system" {
  scope                = azurerm_subnet.inside_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.inside_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "inside_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.inside.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.inside_main.name
}

resource "azurerm_route_table" "inside_main" {
  name                          = "rt-contoso-inside-main"
  resource_group_name           = azurerm_resource_group.inside.name
  location                      = azurerm_resource_group.inside.location
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

resource "azurerm_subnet" "inside_gateway_inner" {
  name                            = "snet-contoso-inside-gateway-inner"
  resource_group_name             = azurerm_resource_group.inside.name
  virtual_network_name            = azurerm_virtual_network.inside.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = false

  delegation {
    name = "applicationGateways"

    service_delegation {
      name    = "Microsoft.Network/applicationGateways"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "inside_main_system" {
  name                            = "snet-contoso-inside-main-system"
  resource_group_name             = azurerm_resource_group.inside.name
  virtual_network_name            = azurerm_virtual_network.inside.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "inside_gateway_inner" {
  network_security_group_id = azurerm_network_security_group.inside_gateway_inner.id
  subnet_id                 = azurerm_subnet.inside_gateway_inner.id
}

resource "azurerm_subnet_network_security_group_association" "inside_main_system" {
  network_security_group_id = azurerm_network_security_group.inside_main_system.id
  subnet_id                 = azurerm_subnet.inside_main_system.id
}

resource "azurerm_subnet_route_table_association" "inside_gateway_inner" {
  route_table_id = azurerm_route_table.inside_main.id
  subnet_id      = azurerm_subnet.inside_gateway_inner.id

  depends_on = [azurerm_subnet_network_security_group_association.inside_gateway_inner]
}

resource "azurerm_subnet_route_table_association" "inside_main_system" {
  route_table_id = azurerm_route_table.inside_main.id
  subnet_id      = azurerm_subnet.inside_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.inside_main_system]
}

resource "azurerm_user_assigned_identity" "inside_main" {
  name                = "id-contoso-inside-main"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "inside" {
  name                = "vnet-contoso-inside"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "inside_peering_from_hub" {
  name                      = "peer-contoso-hub-to-inside"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.inside.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.inside_gateway_inner,
    azurerm_subnet_network_security_group_association.inside_gateway_inner,
    azurerm_subnet_route_table_association.inside_gateway_inner,
    azurerm_subnet.inside_main_system,
    azurerm_subnet_network_security_group_association.inside_main_system,
    azurerm_subnet_route_table_association.inside_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "inside_peering_to_hub" {
  name                      = "peer-contoso-inside-to-hub"
  resource_group_name       = azurerm_resource_group.inside.name
  virtual_network_name      = azurerm_virtual_network.inside.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.inside_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "inside_gateway_inner" {
  name                = "waf-contoso-inside-inner"
  resource_group_name = azurerm_resource_group.inside.name
  location            = azurerm_resource_group.inside.location

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

output "inside_inner_gateway_id" {
  description = "Id of the gateway inner."
  value       = azurerm_application_gateway.inside_gateway_inner.id
}

output "inside_inner_gateway_private_ip" {
  description = "Private address of the gateway inner."
  value       = "10.1.255.254"
}

output "inside_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.inside_main.id
}

output "inside_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.inside_main.id
}

output "inside_virtual_network_id" {
  description = "Id of the network of inside."
  value       = azurerm_virtual_network.inside.id
}
