# A firewall between spokes that are written as local values: which tables and addresses are meant, a plan does not show.
locals {
  location = "westeurope"
  spokes = {
    shop = { cidr = "10.1.0.0/16", subnets = { web = "10.1.0.0/24", data = "10.1.1.0/24" } }
    erp  = { cidr = "10.2.0.0/16", subnets = { web = "10.2.0.0/24" } }
  }
  subnets = merge([for s, v in local.spokes : { for n, c in v.subnets : "${s}-${n}" => { spoke = s, cidr = c } }]...)
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-firewall"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "fw" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.1.0/26"]
}
resource "azurerm_public_ip" "fw" {
  name                = "pip-fw"
  location            = local.location
  resource_group_name = azurerm_resource_group.main.name
  allocation_method   = "Static"
  sku                 = "Standard"
}
resource "azurerm_firewall_policy" "p" {
  name                = "afwp"
  location            = local.location
  resource_group_name = azurerm_resource_group.main.name
}
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  name               = "rcg"
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority           = 100
  network_rule_collection {
    name     = "net"
    priority = 100
    action   = "Allow"
    rule {
      name                  = "shop-erp"
      protocols             = ["TCP"]
      source_addresses      = [local.spokes.shop.subnets.web]
      destination_addresses = [local.spokes["erp"].cidr]
      destination_ports     = ["443"]
    }
  }
  nat_rule_collection {
    name     = "dnat"
    priority = 90
    action   = "Dnat"
    rule {
      name                = "web"
      protocols           = ["TCP"]
      source_addresses    = ["*"]
      destination_address = azurerm_public_ip.fw.ip_address
      destination_ports   = ["8443"]
      translated_address  = "10.1.0.4"
      translated_port     = "443"
    }
  }
}
resource "azurerm_firewall" "fw" {
  name                = "afw"
  location            = local.location
  resource_group_name = azurerm_resource_group.main.name
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.p.id
  ip_configuration {
    name                 = "ipc"
    subnet_id            = azurerm_subnet.fw.id
    public_ip_address_id = azurerm_public_ip.fw.id
  }
}
resource "azurerm_virtual_network" "spoke" {
  for_each            = local.spokes
  name                = "vnet-${each.key}"
  location            = local.location
  resource_group_name = azurerm_resource_group.main.name
  address_space       = [each.value.cidr]
}
resource "azurerm_subnet" "spoke" {
  for_each             = local.subnets
  name                 = each.key
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.spoke[each.value.spoke].name
  address_prefixes     = [each.value.cidr]
}
resource "azurerm_virtual_network_peering" "spoke_out" {
  for_each                  = local.spokes
  name                      = "hub-${each.key}"
  resource_group_name       = azurerm_resource_group.main.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke[each.key].id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network_peering" "spoke_back" {
  for_each                  = azurerm_virtual_network.spoke
  name                      = "${each.key}-hub"
  resource_group_name       = azurerm_resource_group.main.name
  virtual_network_name      = each.value.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  allow_forwarded_traffic   = true
}
resource "azurerm_route_table" "spoke" {
  for_each            = local.spokes
  name                = "rt-${each.key}"
  location            = local.location
  resource_group_name = azurerm_resource_group.main.name
  dynamic "route" {
    for_each = { default = "0.0.0.0/0" }
    content {
      name                   = route.key
      address_prefix         = route.value
      next_hop_type          = "VirtualAppliance"
      next_hop_in_ip_address = azurerm_firewall.fw.ip_configuration[0].private_ip_address
    }
  }
}
resource "azurerm_subnet_route_table_association" "spoke" {
  for_each       = local.subnets
  subnet_id      = azurerm_subnet.spoke[each.key].id
  route_table_id = azurerm_route_table.spoke[each.value.spoke].id
}
