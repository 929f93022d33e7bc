terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.apart-orders.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "orders"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

data "terraform_remote_state" "cross-stack-reference-input-apart-hub" {
  backend   = "local"
  workspace = terraform.workspace

  config = {
    path = "../../../terraform.apart-hub.tfstate"
  }
}

resource "azurerm_application_gateway" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "agw-apart-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.orders_gateway_public.id

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
    public_ip_address_id = azurerm_public_ip.orders_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.orders_gateway_public.id
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
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
    azurerm_network_security_rule.orders_gateway_public_gateway-manager,
    azurerm_network_security_rule.orders_gateway_public_load-balancer,
    azurerm_network_security_rule.orders_gateway_public_listeners,
    azurerm_network_security_rule.orders_gateway_public_deny-other-inbound,
  ]
}

resource "azurerm_firewall_policy_rule_collection_group" "orders_main" {
  provider = azurerm

  name               = "rcg-apart-orders-main"
  firewall_policy_id = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_policy_hub_firewall_id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.31.0.0/24"]

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
      source_addresses  = ["10.31.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "orders_main" {
  provider = azurerm.orders

  name                                = "aks-apart-orders-main"
  resource_group_name                 = azurerm_resource_group.orders.name
  location                            = azurerm_resource_group.orders.location
  dns_prefix                          = "aks-apart-orders-main"
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
    vnet_subnet_id              = azurerm_subnet.orders_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.orders_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.orders_gateway_public.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.160.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.orders_peering_from_hub,
    azurerm_virtual_network_peering.orders_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.orders_main,
    azurerm_route.orders_main_default,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
    azurerm_role_assignment.orders_main_subnet_system,
    azurerm_role_assignment.orders_main_route_table,
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
  ]
}

resource "azurerm_network_security_group" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "nsg-apart-orders-gateway-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_group" "orders_main_system" {
  provider = azurerm.orders

  name                = "nsg-apart-orders-main-system"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_network_security_rule" "orders_gateway_public_deny-other-inbound" {
  provider = azurerm.orders

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_gateway-manager" {
  provider = azurerm.orders

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_listeners" {
  provider = azurerm.orders

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.31.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_gateway_public_load-balancer" {
  provider = azurerm.orders

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_gateway_public.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_deny-other-inbound" {
  provider = azurerm.orders

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_from-public" {
  provider = azurerm.orders

  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.orders.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.31.0.0/24", "10.160.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.orders_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.31.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_load-balancer" {
  provider = azurerm.orders

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-nodes" {
  provider = azurerm.orders

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_nodes-to-pods" {
  provider = azurerm.orders

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.31.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-nodes" {
  provider = azurerm.orders

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.31.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "orders_main_system_pods-to-pods" {
  provider = azurerm.orders

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.orders.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.orders_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "pip-apart-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "orders" {
  provider = azurerm.orders

  name     = "rg-apart-orders"
  location = "westeurope"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_gateway" {
  provider = azurerm.orders

  scope                = azurerm_application_gateway.orders_gateway_public.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_resource_group" {
  provider = azurerm.orders

  scope                = azurerm_resource_group.orders.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "orders_main_agic_addon_subnet" {
  provider = azurerm.orders

  scope                = azurerm_subnet.orders_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.orders_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_route_table" {
  provider = azurerm.orders

  scope                = azurerm_route_table.orders_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "orders_main_subnet_system" {
  provider = azurerm.orders

  scope                = azurerm_subnet.orders_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.orders_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "orders_from_on_premises" {
  provider = azurerm

  name                   = "to-orders"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_resource_group_hub_name
  address_prefix         = "10.31.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_hub_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_route_table_hub_gateway_name
}

resource "azurerm_route" "orders_main_default" {
  provider = azurerm.orders

  name                   = "default"
  resource_group_name    = azurerm_resource_group.orders.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_hub_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.orders_main.name
}

resource "azurerm_route_table" "orders_gateway_public" {
  provider = azurerm.orders

  name                          = "rt-apart-orders-gateway-public"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "orders_main" {
  provider = azurerm.orders

  name                          = "rt-apart-orders-main"
  resource_group_name           = azurerm_resource_group.orders.name
  location                      = azurerm_resource_group.orders.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "orders_gateway_public" {
  provider = azurerm.orders

  name                            = "snet-apart-orders-gateway-public"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.31.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "orders_main_system" {
  provider = azurerm.orders

  name                            = "snet-apart-orders-main-system"
  resource_group_name             = azurerm_resource_group.orders.name
  virtual_network_name            = azurerm_virtual_network.orders.name
  address_prefixes                = ["10.31.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "orders_gateway_public" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_gateway_public.id
  subnet_id                 = azurerm_subnet.orders_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "orders_main_system" {
  provider = azurerm.orders

  network_security_group_id = azurerm_network_security_group.orders_main_system.id
  subnet_id                 = azurerm_subnet.orders_main_system.id
}

resource "azurerm_subnet_route_table_association" "orders_gateway_public" {
  provider = azurerm.orders

  route_table_id = azurerm_route_table.orders_gateway_public.id
  subnet_id      = azurerm_subnet.orders_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_gateway_public]
}

resource "azurerm_subnet_route_table_association" "orders_main_system" {
  provider = azurerm.orders

  route_table_id = azurerm_route_table.orders_main.id
  subnet_id      = azurerm_subnet.orders_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.orders_main_system]
}

resource "azurerm_user_assigned_identity" "orders_main" {
  provider = azurerm.orders

  name                = "id-apart-orders-main"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
}

resource "azurerm_virtual_network" "orders" {
  provider = azurerm.orders

  name                = "vnet-apart-orders"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  address_space       = ["10.31.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "orders_peering_from_hub" {
  provider = azurerm

  name                      = "peer-apart-hub-to-orders"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_resource_group_hub_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_virtual_network_hub_name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.orders.id

  depends_on = [
    azurerm_subnet.orders_gateway_public,
    azurerm_subnet_network_security_group_association.orders_gateway_public,
    azurerm_subnet_route_table_association.orders_gateway_public,
    azurerm_subnet.orders_main_system,
    azurerm_subnet_network_security_group_association.orders_main_system,
    azurerm_subnet_route_table_association.orders_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "orders_peering_to_hub" {
  provider = azurerm.orders

  name                      = "peer-apart-orders-to-hub"
  resource_group_name       = azurerm_resource_group.orders.name
  virtual_network_name      = azurerm_virtual_network.orders.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_virtual_network_hub_id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.orders_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "orders_gateway_public" {
  provider = azurerm.orders

  name                = "waf-apart-orders-public"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location

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

output "cross-stack-output-azurerm_resource_group_orders_id" {
  value     = azurerm_resource_group.orders.id
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_orders_name" {
  value     = azurerm_resource_group.orders.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_orders_gateway_public_id" {
  value     = azurerm_route_table.orders_gateway_public.id
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_orders_main_id" {
  value     = azurerm_route_table.orders_main.id
  sensitive = true
}

output "orders_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.orders_main.id
}

output "orders_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.orders_main.id
}

output "orders_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.orders_gateway_public.id
}

output "orders_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.orders_gateway_public.ip_address
}

output "orders_public_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.orders_gateway_public.id
}

output "orders_virtual_network_id" {
  description = "Id of the network of orders."
  value       = azurerm_virtual_network.orders.id
}
