variable "name" {}
variable "space" {}
variable "subnets" {}
variable "group" {}
variable "location" {}
variable "hub" {}
variable "nat" { default = false }
terraform {
  required_providers { azurerm = { source = "hashicorp/azurerm" } }
}
resource "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.group
  location            = var.location
  address_space       = [var.space]
}
resource "azurerm_subnet" "this" {
  for_each                        = var.subnets
  name                            = each.key
  resource_group_name             = var.group
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [cidrsubnet(var.space, 8, each.value.n)]
  default_outbound_access_enabled = false
}
resource "azurerm_virtual_network_peering" "to_hub" {
  name                      = "to-hub"
  resource_group_name       = var.group
  virtual_network_name      = azurerm_virtual_network.this.name
  remote_virtual_network_id = var.hub.id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network_peering" "from_hub" {
  name                      = "from-hub-${var.name}"
  resource_group_name       = var.group
  virtual_network_name      = var.hub.name
  remote_virtual_network_id = azurerm_virtual_network.this.id
  allow_forwarded_traffic   = true
}
resource "azurerm_network_security_group" "this" {
  for_each            = { for k, v in var.subnets : k => v if v.nsg }
  name                = "nsg-${each.key}"
  resource_group_name = var.group
  location            = var.location
  dynamic "security_rule" {
    for_each = each.key == "data" ? { web = { port = "1433", from = azurerm_subnet.this["web"].address_prefixes[0], access = "Allow", priority = 100 }, none = { port = "*", from = "*", access = "Deny", priority = 4000 } } : {}
    content {
      name                       = security_rule.key
      priority                   = security_rule.value.priority
      direction                  = "Inbound"
      access                     = security_rule.value.access
      protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_range     = security_rule.value.port
      source_address_prefix      = security_rule.value.from
      destination_address_prefix = "*"
    }
  }
}
resource "azurerm_subnet_network_security_group_association" "this" {
  for_each                  = azurerm_network_security_group.this
  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = each.value.id
}
resource "azurerm_public_ip" "nat" {
  count               = var.nat ? 1 : 0
  name                = "nat"
  resource_group_name = var.group
  location            = var.location
  allocation_method   = "Static"
}
resource "azurerm_nat_gateway" "this" {
  count               = var.nat ? 1 : 0
  name                = "nat"
  resource_group_name = var.group
  location            = var.location
}
resource "azurerm_nat_gateway_public_ip_association" "this" {
  count                = length(azurerm_nat_gateway.this)
  nat_gateway_id       = azurerm_nat_gateway.this[0].id
  public_ip_address_id = one(azurerm_public_ip.nat[*].id)
}
resource "azurerm_subnet_nat_gateway_association" "this" {
  for_each       = var.nat ? azurerm_subnet.this : {}
  subnet_id      = each.value.id
  nat_gateway_id = azurerm_nat_gateway.this[0].id
}
output "id" { value = azurerm_virtual_network.this.id }
output "subnet_ids" { value = { for k, s in azurerm_subnet.this : k => s.id } }
