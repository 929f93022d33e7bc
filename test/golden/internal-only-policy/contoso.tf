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

data "azurerm_subscription" "records_policy_internal-everywhere_subscription" {}

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

resource "azurerm_firewall_policy_rule_collection_group" "records_main" {
  name               = "rcg-contoso-records-main"
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
      name             = "azure-policy"
      source_addresses = ["10.1.0.0/24"]

      destination_fqdns = [
        "data.policy.core.windows.net",
        "store.policy.core.windows.net",
        "dc.services.visualstudio.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "records_main" {
  name                                = "aks-contoso-records-main"
  resource_group_name                 = azurerm_resource_group.records.name
  location                            = azurerm_resource_group.records.location
  azure_policy_enabled                = true
  dns_prefix                          = "aks-contoso-records-main"
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
    vnet_subnet_id              = azurerm_subnet.records_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.records_main.id]
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
    azurerm_virtual_network_peering.records_peering_from_hub,
    azurerm_virtual_network_peering.records_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.records_main,
    azurerm_route.records_main_default,
    azurerm_subnet.records_main_system,
    azurerm_subnet_network_security_group_association.records_main_system,
    azurerm_subnet_route_table_association.records_main_system,
    azurerm_role_assignment.records_main_subnet_system,
  ]
}

resource "azurerm_management_group_policy_assignment" "hub_policy_allowed-images" {
  name                 = "pol-contoso-allow-ea3872"
  display_name         = "allowed-images"
  management_group_id  = "/providers/Microsoft.Management/managementGroups/contoso"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"

  parameters = jsonencode({
    effect                      = { value = "Audit" }
    allowedContainerImagesRegex = { value = "^contoso\\.azurecr\\.io/.+$" }
  })
}

resource "azurerm_network_security_group" "records_main_system" {
  name                = "nsg-contoso-records-main-system"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
}

resource "azurerm_network_security_rule" "records_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "records_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.records.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.records_main_system.name
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

resource "azurerm_resource_group" "records" {
  name     = "rg-contoso-records"
  location = "westeurope"
}

resource "azurerm_resource_group_policy_assignment" "records_policy_internal-only" {
  name                 = "pol-contoso-records-internal-only"
  display_name         = "Kubernetes clusters should use internal load balancers"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  resource_group_id    = azurerm_resource_group.records.id

  parameters = jsonencode({
    effect             = { value = "deny" }
    excludedNamespaces = { value = ["kube-system", "gatekeeper-system", "azure-arc", "edge"] }
  })

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_role_assignment" "records_main_subnet_system" {
  scope                = azurerm_subnet.records_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.records_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "records_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.records.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.records_main.name
}

resource "azurerm_route_table" "records_main" {
  name                          = "rt-contoso-records-main"
  resource_group_name           = azurerm_resource_group.records.name
  location                      = azurerm_resource_group.records.location
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

resource "azurerm_subnet" "records_main_system" {
  name                            = "snet-contoso-records-main-system"
  resource_group_name             = azurerm_resource_group.records.name
  virtual_network_name            = azurerm_virtual_network.records.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "records_main_system" {
  network_security_group_id = azurerm_network_security_group.records_main_system.id
  subnet_id                 = azurerm_subnet.records_main_system.id
}

resource "azurerm_subnet_route_table_association" "records_main_system" {
  route_table_id = azurerm_route_table.records_main.id
  subnet_id      = azurerm_subnet.records_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.records_main_system]
}

resource "azurerm_subscription_policy_assignment" "records_policy_internal-everywhere" {
  name                 = "pol-contoso-records-internal-everywhere"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "audit" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  subscription_id      = data.azurerm_subscription.records_policy_internal-everywhere_subscription.id

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_user_assigned_identity" "records_main" {
  name                = "id-contoso-records-main"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "records" {
  name                = "vnet-contoso-records"
  resource_group_name = azurerm_resource_group.records.name
  location            = azurerm_resource_group.records.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "records_peering_from_hub" {
  name                      = "peer-contoso-hub-to-records"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.records.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.records_main_system,
    azurerm_subnet_network_security_group_association.records_main_system,
    azurerm_subnet_route_table_association.records_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "records_peering_to_hub" {
  name                      = "peer-contoso-records-to-hub"
  resource_group_name       = azurerm_resource_group.records.name
  virtual_network_name      = azurerm_virtual_network.records.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.records_peering_from_hub]
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

output "records_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.records_main.id
}

output "records_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.records_main.id
}

output "records_virtual_network_id" {
  description = "Id of the network of records."
  value       = azurerm_virtual_network.records.id
}
