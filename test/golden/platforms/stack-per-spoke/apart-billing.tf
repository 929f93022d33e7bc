terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.apart-billing.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "billing"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

data "terraform_remote_state" "cross-stack-reference-input-apart-front-door" {
  backend   = "local"
  workspace = terraform.workspace

  config = {
    path = "../../../terraform.apart-front-door.tfstate"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-apart-hub" {
  backend   = "local"
  workspace = terraform.workspace

  config = {
    path = "../../../terraform.apart-hub.tfstate"
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "billing_main" {
  provider = azurerm

  name               = "rcg-apart-billing-main"
  firewall_policy_id = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_policy_hub_firewall_id
  priority           = 1100

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.32.0.0/24"]

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
      source_addresses  = ["10.32.0.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "billing_main" {
  provider = azurerm.billing

  name                                = "aks-apart-billing-main"
  resource_group_name                 = azurerm_resource_group.billing.name
  location                            = azurerm_resource_group.billing.location
  dns_prefix_private_cluster          = "aks-apart-billing-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_private_dns_zone_hub_aks_zone_westeurope_id
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.billing_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.billing_main.id]
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
    azurerm_virtual_network_peering.billing_peering_from_hub,
    azurerm_virtual_network_peering.billing_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.billing_main,
    azurerm_route.billing_main_default,
    azurerm_private_dns_zone_virtual_network_link.billing_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
    azurerm_role_assignment.billing_main_subnet_system,
    azurerm_role_assignment.billing_main_dns_zone,
    azurerm_role_assignment.billing_main_network,
    azurerm_role_assignment.billing_main_load_balancer_subnet,
    azurerm_subnet.billing_load_balancers,
    azurerm_subnet_network_security_group_association.billing_load_balancers,
  ]
}

resource "azurerm_network_security_group" "billing_load_balancers" {
  provider = azurerm.billing

  name                = "nsg-apart-billing-load-balancers"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_network_security_group" "billing_main_system" {
  provider = azurerm.billing

  name                = "nsg-apart-billing-main-system"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_network_security_rule" "billing_load_balancers_deny-other-inbound" {
  provider = azurerm.billing

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_load_balancers.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_load_balancers_load-balancer" {
  provider = azurerm.billing

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_load_balancers.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_load_balancers_main-private-link" {
  provider = azurerm.billing

  name                        = "main-private-link"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "The only one who may call the cluster's internal load balancer."
  destination_address_prefix  = "10.32.254.10"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_load_balancers.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.32.254.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_deny-other-inbound" {
  provider = azurerm.billing

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_from-private-link" {
  provider = azurerm.billing

  name                         = "from-private-link"
  resource_group_name          = azurerm_resource_group.billing.name
  access                       = "Allow"
  description                  = "The only one who may call the cluster's internal load balancer."
  destination_address_prefixes = ["10.32.254.10", "10.32.0.0/24"]
  destination_port_range       = "443"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.billing_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.32.254.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_load-balancer" {
  provider = azurerm.billing

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_nodes-to-nodes" {
  provider = azurerm.billing

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.32.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.32.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_nodes-to-pods" {
  provider = azurerm.billing

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.32.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-nodes" {
  provider = azurerm.billing

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.32.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "billing_main_system_pods-to-pods" {
  provider = azurerm.billing

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.billing.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.billing_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone_virtual_network_link" "billing_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm

  name                  = "pdnslink-apart-billing"
  resource_group_name   = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_resource_group_hub_name
  private_dns_zone_name = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_private_dns_zone_hub_aks_zone_westeurope_name
  virtual_network_id    = azurerm_virtual_network.billing.id
}

resource "azurerm_resource_group" "billing" {
  provider = azurerm.billing

  name     = "rg-apart-billing"
  location = "westeurope"
}

resource "azurerm_role_assignment" "billing_main_dns_zone" {
  provider = azurerm.billing

  scope                = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_private_dns_zone_hub_aks_zone_westeurope_id
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "billing_main_load_balancer_subnet" {
  provider = azurerm.billing

  scope                = azurerm_subnet.billing_load_balancers.id
  description          = "AKS puts the frontends of internal load balancers into the subnet."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "billing_main_network" {
  provider = azurerm.billing

  scope                = azurerm_virtual_network.billing.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "billing_main_subnet_system" {
  provider = azurerm.billing

  scope                = azurerm_subnet.billing_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.billing_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "billing_from_on_premises" {
  provider = azurerm

  name                   = "to-billing"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_resource_group_hub_name
  address_prefix         = "10.32.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_hub_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_route_table_hub_gateway_name
}

resource "azurerm_route" "billing_main_default" {
  provider = azurerm.billing

  name                   = "default"
  resource_group_name    = azurerm_resource_group.billing.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_firewall_hub_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.billing_main.name
}

resource "azurerm_route_table" "billing_main" {
  provider = azurerm.billing

  name                          = "rt-apart-billing-main"
  resource_group_name           = azurerm_resource_group.billing.name
  location                      = azurerm_resource_group.billing.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "billing_load_balancers" {
  provider = azurerm.billing

  name                                          = "snet-apart-billing-load-balancers"
  resource_group_name                           = azurerm_resource_group.billing.name
  virtual_network_name                          = azurerm_virtual_network.billing.name
  address_prefixes                              = ["10.32.254.0/24"]
  default_outbound_access_enabled               = false
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "billing_main_system" {
  provider = azurerm.billing

  name                            = "snet-apart-billing-main-system"
  resource_group_name             = azurerm_resource_group.billing.name
  virtual_network_name            = azurerm_virtual_network.billing.name
  address_prefixes                = ["10.32.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "billing_load_balancers" {
  provider = azurerm.billing

  network_security_group_id = azurerm_network_security_group.billing_load_balancers.id
  subnet_id                 = azurerm_subnet.billing_load_balancers.id
}

resource "azurerm_subnet_network_security_group_association" "billing_main_system" {
  provider = azurerm.billing

  network_security_group_id = azurerm_network_security_group.billing_main_system.id
  subnet_id                 = azurerm_subnet.billing_main_system.id
}

resource "azurerm_subnet_route_table_association" "billing_main_system" {
  provider = azurerm.billing

  route_table_id = azurerm_route_table.billing_main.id
  subnet_id      = azurerm_subnet.billing_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.billing_main_system]
}

resource "azurerm_user_assigned_identity" "billing_main" {
  provider = azurerm.billing

  name                = "id-apart-billing-main"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
}

resource "azurerm_virtual_network" "billing" {
  provider = azurerm.billing

  name                = "vnet-apart-billing"
  resource_group_name = azurerm_resource_group.billing.name
  location            = azurerm_resource_group.billing.location
  address_space       = ["10.32.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "billing_peering_from_hub" {
  provider = azurerm

  name                      = "peer-apart-hub-to-billing"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_resource_group_hub_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_virtual_network_hub_name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.billing.id

  depends_on = [
    azurerm_subnet.billing_main_system,
    azurerm_subnet_network_security_group_association.billing_main_system,
    azurerm_subnet_route_table_association.billing_main_system,
    azurerm_subnet.billing_load_balancers,
    azurerm_subnet_network_security_group_association.billing_load_balancers,
  ]
}

resource "azurerm_virtual_network_peering" "billing_peering_to_hub" {
  provider = azurerm.billing

  name                      = "peer-apart-billing-to-hub"
  resource_group_name       = azurerm_resource_group.billing.name
  virtual_network_name      = azurerm_virtual_network.billing.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-apart-hub.outputs.cross-stack-output-azurerm_virtual_network_hub_id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.billing_peering_from_hub]
}

output "billing_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.billing_main.id
}

output "billing_main_front_door_approval" {
  description = "Steps after the Service was applied: Terraform cannot approve the connection."
  value       = "1. kubectl apply the Service; AKS makes the private link service pls-billing-main in ${azurerm_kubernetes_cluster.billing_main.node_resource_group}.\n2. terraform -chdir=../apart-front-door apply -var front_door_bills_billing_main_private_link_service_id=$(az network private-link-service show -g ${azurerm_kubernetes_cluster.billing_main.node_resource_group} -n pls-billing-main --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed\n3. npx aks-topology approve-private-link PLATFORM.yaml --cluster billing/main\n   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${azurerm_kubernetes_cluster.billing_main.node_resource_group} -n pls-billing-main --query \"privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='Front Door of billing/main'].id | [0]\" -o tsv) --description \"Front Door of billing/main\""
}

output "billing_main_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = data.terraform_remote_state.cross-stack-reference-input-apart-front-door.outputs.cross-stack-output-azurerm_cdn_frontdoor_profile_front_door_bills_resource_guid
}

output "billing_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.billing_main.id
}

output "billing_virtual_network_id" {
  description = "Id of the network of billing."
  value       = azurerm_virtual_network.billing.id
}
