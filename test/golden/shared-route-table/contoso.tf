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

resource "azurerm_application_gateway" "lab_gateway_public" {
  name                = "agw-contoso-lab-public"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location

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
    public_ip_address_id = azurerm_public_ip.lab_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.lab_gateway_public.id
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
    name     = "Standard_v2"
    capacity = 2
    tier     = "Standard_v2"
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
    azurerm_subnet.lab_gateway_public,
    azurerm_subnet_network_security_group_association.lab_gateway_public,
    azurerm_network_security_rule.lab_gateway_public_gateway-manager,
    azurerm_network_security_rule.lab_gateway_public_load-balancer,
    azurerm_network_security_rule.lab_gateway_public_listeners,
    azurerm_network_security_rule.lab_gateway_public_deny-other-inbound,
    azurerm_subnet_route_table_association.lab_gateway_public,
  ]
}

resource "azurerm_kubernetes_cluster" "lab_main" {
  name                                = "aks-contoso-lab-main"
  resource_group_name                 = azurerm_resource_group.lab.name
  location                            = azurerm_resource_group.lab.location
  dns_prefix                          = "aks-contoso-lab-main"
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
    vm_size                     = "Standard_D2ds_v5"
    vnet_subnet_id              = azurerm_subnet.lab_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.lab_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.lab_gateway_public.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "loadBalancer"
    pod_cidr          = "10.244.0.0/16"
    service_cidr      = "172.16.0.0/16"

    load_balancer_profile {
      idle_timeout_in_minutes   = 30
      managed_outbound_ip_count = 2
      outbound_ports_allocated  = 4000
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.lab_peering_from_hub,
    azurerm_virtual_network_peering.lab_peering_to_hub,
    azurerm_subnet.lab_main_system,
    azurerm_subnet_network_security_group_association.lab_main_system,
    azurerm_subnet_route_table_association.lab_main_system,
    azurerm_role_assignment.lab_main_subnet_system,
    azurerm_role_assignment.lab_main_route_table,
    azurerm_subnet.lab_gateway_public,
    azurerm_subnet_network_security_group_association.lab_gateway_public,
    azurerm_subnet_route_table_association.lab_gateway_public,
  ]
}

resource "azurerm_network_security_group" "lab_gateway_public" {
  name                = "nsg-contoso-lab-gateway-public"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
}

resource "azurerm_network_security_group" "lab_main_system" {
  name                = "nsg-contoso-lab-main-system"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
}

resource "azurerm_network_security_rule" "lab_gateway_public_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_gateway_public_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_gateway_public_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.15.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_gateway_public_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_gateway_public.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_from-public" {
  name                         = "from-public"
  resource_group_name          = azurerm_resource_group.lab.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.244.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.lab_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.15.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "lab_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.lab.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.lab_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_public_ip" "lab_gateway_public" {
  name                = "pip-contoso-lab-public"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "lab" {
  name     = "rg-contoso-lab"
  location = "westeurope"
}

resource "azurerm_role_assignment" "lab_main_agic_addon_gateway" {
  scope                = azurerm_application_gateway.lab_gateway_public.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.lab_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "lab_main_agic_addon_resource_group" {
  scope                = azurerm_resource_group.lab.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.lab_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "lab_main_agic_addon_subnet" {
  scope                = azurerm_subnet.lab_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.lab_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "lab_main_route_table" {
  scope                = azurerm_route_table.lab_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.lab_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "lab_main_subnet_system" {
  scope                = azurerm_subnet.lab_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.lab_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route_table" "lab_main" {
  name                          = "rt-contoso-lab-main"
  resource_group_name           = azurerm_resource_group.lab.name
  location                      = azurerm_resource_group.lab.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "lab_gateway_public" {
  name                            = "snet-contoso-lab-gateway-public"
  resource_group_name             = azurerm_resource_group.lab.name
  virtual_network_name            = azurerm_virtual_network.lab.name
  address_prefixes                = ["10.1.15.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "lab_main_system" {
  name                            = "snet-contoso-lab-main-system"
  resource_group_name             = azurerm_resource_group.lab.name
  virtual_network_name            = azurerm_virtual_network.lab.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "lab_gateway_public" {
  network_security_group_id = azurerm_network_security_group.lab_gateway_public.id
  subnet_id                 = azurerm_subnet.lab_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "lab_main_system" {
  network_security_group_id = azurerm_network_security_group.lab_main_system.id
  subnet_id                 = azurerm_subnet.lab_main_system.id
}

resource "azurerm_subnet_route_table_association" "lab_gateway_public" {
  route_table_id = azurerm_route_table.lab_main.id
  subnet_id      = azurerm_subnet.lab_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.lab_gateway_public]
}

resource "azurerm_subnet_route_table_association" "lab_main_system" {
  route_table_id = azurerm_route_table.lab_main.id
  subnet_id      = azurerm_subnet.lab_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.lab_main_system]
}

resource "azurerm_user_assigned_identity" "lab_main" {
  name                = "id-contoso-lab-main"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "lab" {
  name                = "vnet-contoso-lab"
  resource_group_name = azurerm_resource_group.lab.name
  location            = azurerm_resource_group.lab.location
  address_space       = ["10.1.0.0/20"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "lab_peering_from_hub" {
  name                      = "peer-contoso-hub-to-lab"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.lab.id

  depends_on = [
    azurerm_subnet.lab_gateway_public,
    azurerm_subnet_network_security_group_association.lab_gateway_public,
    azurerm_subnet_route_table_association.lab_gateway_public,
    azurerm_subnet.lab_main_system,
    azurerm_subnet_network_security_group_association.lab_main_system,
    azurerm_subnet_route_table_association.lab_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "lab_peering_to_hub" {
  name                      = "peer-contoso-lab-to-hub"
  resource_group_name       = azurerm_resource_group.lab.name
  virtual_network_name      = azurerm_virtual_network.lab.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.lab_peering_from_hub]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "lab_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.lab_main.id
}

output "lab_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.lab_main.id
}

output "lab_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.lab_gateway_public.id
}

output "lab_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.lab_gateway_public.ip_address
}

output "lab_virtual_network_id" {
  description = "Id of the network of lab."
  value       = azurerm_virtual_network.lab.id
}
