terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "local" {
    path = "../../../terraform.apart-hub.tfstate"
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-apart-hub"
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

  ip_configuration {
    name                 = "ip-2"
    public_ip_address_id = azurerm_public_ip.hub_firewall_2.id
  }

  ip_configuration {
    name                 = "ip-3"
    public_ip_address_id = azurerm_public_ip.hub_firewall_3.id
  }

  ip_configuration {
    name                 = "ip-4"
    public_ip_address_id = azurerm_public_ip.hub_firewall_4.id
  }

  ip_configuration {
    name                 = "ip-5"
    public_ip_address_id = azurerm_public_ip.hub_firewall_5.id
  }

  ip_configuration {
    name                 = "ip-6"
    public_ip_address_id = azurerm_public_ip.hub_firewall_6.id
  }

  ip_configuration {
    name                 = "ip-7"
    public_ip_address_id = azurerm_public_ip.hub_firewall_7.id
  }

  ip_configuration {
    name                 = "ip-8"
    public_ip_address_id = azurerm_public_ip.hub_firewall_8.id
  }

  ip_configuration {
    name                 = "ip-9"
    public_ip_address_id = azurerm_public_ip.hub_firewall_9.id
  }

  ip_configuration {
    name                 = "ip-10"
    public_ip_address_id = azurerm_public_ip.hub_firewall_10.id
  }

  ip_configuration {
    name                 = "ip-11"
    public_ip_address_id = azurerm_public_ip.hub_firewall_11.id
  }

  ip_configuration {
    name                 = "ip-12"
    public_ip_address_id = azurerm_public_ip.hub_firewall_12.id
  }

  ip_configuration {
    name                 = "ip-13"
    public_ip_address_id = azurerm_public_ip.hub_firewall_13.id
  }

  ip_configuration {
    name                 = "ip-14"
    public_ip_address_id = azurerm_public_ip.hub_firewall_14.id
  }

  ip_configuration {
    name                 = "ip-15"
    public_ip_address_id = azurerm_public_ip.hub_firewall_15.id
  }

  ip_configuration {
    name                 = "ip-16"
    public_ip_address_id = azurerm_public_ip.hub_firewall_16.id
  }

  ip_configuration {
    name                 = "ip-17"
    public_ip_address_id = azurerm_public_ip.hub_firewall_17.id
  }

  ip_configuration {
    name                 = "ip-18"
    public_ip_address_id = azurerm_public_ip.hub_firewall_18.id
  }

  ip_configuration {
    name                 = "ip-19"
    public_ip_address_id = azurerm_public_ip.hub_firewall_19.id
  }

  ip_configuration {
    name                 = "ip-20"
    public_ip_address_id = azurerm_public_ip.hub_firewall_20.id
  }
}

resource "azurerm_firewall_policy" "hub_firewall" {
  name                = "afwp-apart-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_private_dns_zone" "hub_aks_zone_westeurope" {
  name                = "privatelink.westeurope.azmk8s.io"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-westeurope-azmk8s-io" {
  name                  = "pdnslink-apart-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-apart-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-apart-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-apart-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-apart-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-apart-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-apart-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-apart-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-apart-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-apart-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-apart-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-apart-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-apart-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-apart-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-apart-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-apart-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-apart-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-apart-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-apart-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-apart-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-apart-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-apart-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-apart-hub"
  location = "northeurope"
}

resource "azurerm_route_table" "hub_gateway" {
  name                          = "rt-apart-hub-gateway"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.30.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "hub_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.30.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-apart-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.30.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-apart-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "ErGw1AZ"
  type                = "ExpressRoute"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }
}

output "cross-stack-output-azurerm_firewall_hub_firewall_ip_configuration_0_private_ip_address" {
  value     = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  sensitive = true
}

output "cross-stack-output-azurerm_firewall_policy_hub_firewall_id" {
  value     = azurerm_firewall_policy.hub_firewall.id
  sensitive = true
}

output "cross-stack-output-azurerm_private_dns_zone_hub_aks_zone_westeurope_id" {
  value     = azurerm_private_dns_zone.hub_aks_zone_westeurope.id
  sensitive = true
}

output "cross-stack-output-azurerm_private_dns_zone_hub_aks_zone_westeurope_name" {
  value     = azurerm_private_dns_zone.hub_aks_zone_westeurope.name
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_hub_name" {
  value     = azurerm_resource_group.hub.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_hub_gateway_name" {
  value     = azurerm_route_table.hub_gateway.name
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_hub_id" {
  value     = azurerm_virtual_network.hub.id
  sensitive = true
}

output "cross-stack-output-azurerm_virtual_network_hub_name" {
  value     = azurerm_virtual_network.hub.name
  sensitive = true
}

output "firewall_private_ip" {
  description = "Address that the spokes route to."
  value       = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
}

output "firewall_public_ips" {
  description = "Addresses that the spokes' traffic comes from."

  value = [
    azurerm_public_ip.hub_firewall_1.ip_address,
    azurerm_public_ip.hub_firewall_2.ip_address,
    azurerm_public_ip.hub_firewall_3.ip_address,
    azurerm_public_ip.hub_firewall_4.ip_address,
    azurerm_public_ip.hub_firewall_5.ip_address,
    azurerm_public_ip.hub_firewall_6.ip_address,
    azurerm_public_ip.hub_firewall_7.ip_address,
    azurerm_public_ip.hub_firewall_8.ip_address,
    azurerm_public_ip.hub_firewall_9.ip_address,
    azurerm_public_ip.hub_firewall_10.ip_address,
    azurerm_public_ip.hub_firewall_11.ip_address,
    azurerm_public_ip.hub_firewall_12.ip_address,
    azurerm_public_ip.hub_firewall_13.ip_address,
    azurerm_public_ip.hub_firewall_14.ip_address,
    azurerm_public_ip.hub_firewall_15.ip_address,
    azurerm_public_ip.hub_firewall_16.ip_address,
    azurerm_public_ip.hub_firewall_17.ip_address,
    azurerm_public_ip.hub_firewall_18.ip_address,
    azurerm_public_ip.hub_firewall_19.ip_address,
    azurerm_public_ip.hub_firewall_20.ip_address,
  ]
}

output "hub_virtual_network_id" {
  description = "Id of the hub's network."
  value       = azurerm_virtual_network.hub.id
}

output "network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.hub_gateway.id
}
