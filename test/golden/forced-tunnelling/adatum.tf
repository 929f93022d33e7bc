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

resource "azurerm_application_gateway" "ledger_gateway_edge" {
  name                = "agw-adatum-ledger-edge"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.ledger_gateway_edge.id

  autoscale_configuration {
    max_capacity = 10
    min_capacity = 2
  }

  backend_address_pool {
    name         = "main"
    ip_addresses = ["10.81.254.10"]
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
    public_ip_address_id = azurerm_public_ip.ledger_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.ledger_gateway_edge.id
  }

  http_listener {
    name                           = "main-public-http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  probe {
    name                = "main"
    host                = "10.81.254.10"
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
    azurerm_subnet.ledger_gateway_edge,
    azurerm_subnet_network_security_group_association.ledger_gateway_edge,
    azurerm_subnet_route_table_association.ledger_gateway_edge,
    azurerm_network_security_rule.ledger_gateway_edge_gateway-manager,
    azurerm_network_security_rule.ledger_gateway_edge_load-balancer,
    azurerm_network_security_rule.ledger_gateway_edge_listeners,
    azurerm_network_security_rule.ledger_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"

  ip_configuration {
    name      = "ip-1"
    subnet_id = azurerm_subnet.hub_AzureFirewallSubnet.id
  }

  management_ip_configuration {
    name                 = "management"
    public_ip_address_id = azurerm_public_ip.hub_firewall_management.id
    subnet_id            = azurerm_subnet.hub_AzureFirewallManagementSubnet.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "ledger_main" {
  name               = "rcg-adatum-ledger-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.81.0.0/24"]

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
      source_addresses  = ["10.81.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "ledger_main" {
  name                                = "aks-adatum-ledger-main"
  resource_group_name                 = azurerm_resource_group.ledger.name
  location                            = azurerm_resource_group.ledger.location
  dns_prefix                          = "aks-adatum-ledger-main"
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
    vnet_subnet_id              = azurerm_subnet.ledger_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.ledger_main.id]
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
    azurerm_virtual_network_peering.ledger_peering_from_hub,
    azurerm_virtual_network_peering.ledger_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.ledger_main,
    azurerm_route.ledger_main_default,
    azurerm_route.hub_firewall_routes_internet,
    azurerm_subnet_route_table_association.hub_AzureFirewallSubnet,
    azurerm_subnet.ledger_main_system,
    azurerm_subnet_network_security_group_association.ledger_main_system,
    azurerm_subnet_route_table_association.ledger_main_system,
    azurerm_role_assignment.ledger_main_subnet_system,
    azurerm_role_assignment.ledger_main_load_balancer_subnet,
    azurerm_subnet.ledger_load_balancers,
    azurerm_subnet_network_security_group_association.ledger_load_balancers,
  ]
}

resource "azurerm_network_security_group" "ledger_gateway_edge" {
  name                = "nsg-adatum-ledger-gateway-edge"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
}

resource "azurerm_network_security_group" "ledger_load_balancers" {
  name                = "nsg-adatum-ledger-load-balancers"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
}

resource "azurerm_network_security_group" "ledger_main_system" {
  name                = "nsg-adatum-ledger-main-system"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
}

resource "azurerm_network_security_rule" "ledger_gateway_edge_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_gateway_edge_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_gateway_edge_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.81.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_gateway_edge_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_load_balancers_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_load_balancers_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_load_balancers_main-edge" {
  name                        = "main-edge"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.81.254.10"
  destination_port_range      = "80"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.81.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_from-edge" {
  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.ledger.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.81.254.10", "10.81.0.0/24"]
  destination_port_range       = "80"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.ledger_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.81.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.81.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.81.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.81.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.81.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "ledger_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.ledger.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.ledger_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "hub_firewall_management" {
  name                = "pip-adatum-hub-firewall-management"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "ledger_gateway_edge" {
  name                = "pip-adatum-ledger-edge"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-adatum-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "ledger" {
  name     = "rg-adatum-ledger"
  location = "westeurope"
}

resource "azurerm_role_assignment" "ledger_main_load_balancer_subnet" {
  scope                = azurerm_subnet.ledger_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.ledger_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "ledger_main_subnet_system" {
  scope                = azurerm_subnet.ledger_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.ledger_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "hub_firewall_routes_internet" {
  name                   = "internet"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = "10.80.2.4"
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_firewall_routes.name
}

resource "azurerm_route" "ledger_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.ledger.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.ledger_main.name
}

resource "azurerm_route_table" "hub_firewall_routes" {
  name                          = "rt-adatum-hub-firewall"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "ledger_gateway_edge" {
  name                          = "rt-adatum-ledger-gateway-edge"
  resource_group_name           = azurerm_resource_group.ledger.name
  location                      = azurerm_resource_group.ledger.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "ledger_main" {
  name                          = "rt-adatum-ledger-main"
  resource_group_name           = azurerm_resource_group.ledger.name
  location                      = azurerm_resource_group.ledger.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallManagementSubnet" {
  name                            = "AzureFirewallManagementSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.80.0.64/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.80.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "ledger_gateway_edge" {
  name                            = "snet-adatum-ledger-gateway-edge"
  resource_group_name             = azurerm_resource_group.ledger.name
  virtual_network_name            = azurerm_virtual_network.ledger.name
  address_prefixes                = ["10.81.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "ledger_load_balancers" {
  name                                          = "snet-adatum-ledger-load-balancers"
  resource_group_name                           = azurerm_resource_group.ledger.name
  virtual_network_name                          = azurerm_virtual_network.ledger.name
  address_prefixes                              = ["10.81.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "ledger_main_system" {
  name                            = "snet-adatum-ledger-main-system"
  resource_group_name             = azurerm_resource_group.ledger.name
  virtual_network_name            = azurerm_virtual_network.ledger.name
  address_prefixes                = ["10.81.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "ledger_gateway_edge" {
  network_security_group_id = azurerm_network_security_group.ledger_gateway_edge.id
  subnet_id                 = azurerm_subnet.ledger_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "ledger_load_balancers" {
  network_security_group_id = azurerm_network_security_group.ledger_load_balancers.id
  subnet_id                 = azurerm_subnet.ledger_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "ledger_main_system" {
  network_security_group_id = azurerm_network_security_group.ledger_main_system.id
  subnet_id                 = azurerm_subnet.ledger_main_system.id
}

resource "azurerm_subnet_route_table_association" "hub_AzureFirewallSubnet" {
  route_table_id = azurerm_route_table.hub_firewall_routes.id
  subnet_id      = azurerm_subnet.hub_AzureFirewallSubnet.id

  depends_on = [azurerm_route.hub_firewall_routes_internet, azurerm_firewall.hub_firewall]
}

resource "azurerm_subnet_route_table_association" "ledger_gateway_edge" {
  route_table_id = azurerm_route_table.ledger_gateway_edge.id
  subnet_id      = azurerm_subnet.ledger_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.ledger_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "ledger_main_system" {
  route_table_id = azurerm_route_table.ledger_main.id
  subnet_id      = azurerm_subnet.ledger_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.ledger_main_system]
}

resource "azurerm_user_assigned_identity" "ledger_main" {
  name                = "id-adatum-ledger-main"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-adatum-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.80.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "ledger" {
  name                = "vnet-adatum-ledger"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
  address_space       = ["10.81.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "ledger_peering_from_hub" {
  name                      = "peer-adatum-hub-to-ledger"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.ledger.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallManagementSubnet,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet_route_table_association.hub_AzureFirewallSubnet,
    azurerm_subnet.ledger_gateway_edge,
    azurerm_subnet_network_security_group_association.ledger_gateway_edge,
    azurerm_subnet_route_table_association.ledger_gateway_edge,
    azurerm_subnet.ledger_main_system,
    azurerm_subnet_network_security_group_association.ledger_main_system,
    azurerm_subnet_route_table_association.ledger_main_system,
    azurerm_subnet.ledger_load_balancers,
    azurerm_subnet_network_security_group_association.ledger_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "ledger_peering_to_hub" {
  name                      = "peer-adatum-ledger-to-hub"
  resource_group_name       = azurerm_resource_group.ledger.name
  virtual_network_name      = azurerm_virtual_network.ledger.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.ledger_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "ledger_gateway_edge" {
  name                = "waf-adatum-ledger-edge"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location

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

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "ledger_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.ledger_gateway_edge.id
}

output "ledger_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.ledger_gateway_edge.ip_address
}

output "ledger_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.ledger_gateway_edge.id
}

output "ledger_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.ledger_main.id
}

output "ledger_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.ledger_main.id
}

output "ledger_virtual_network_id" {
  description = "Id of the network of ledger."
  value       = azurerm_virtual_network.ledger.id
}
