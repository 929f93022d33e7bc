variable "name" { type = string }
variable "space" { type = string }
variable "group" { type = object({ name = string, location = string }) }
variable "filters" { type = list(string) }
variable "subnets" { type = map(string) }

resource "azurerm_virtual_network" "this" {
  name                = "vnet-${var.name}"
  location            = var.group.location
  resource_group_name = var.group.name
  address_space       = [var.space]
}

resource "azurerm_subnet" "this" {
  for_each = var.subnets

  name                            = "snet-${each.key}"
  resource_group_name             = var.group.name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [each.value]
  default_outbound_access_enabled = false
}

output "id" { value = azurerm_virtual_network.this.id }
output "name" { value = azurerm_virtual_network.this.name }
output "subnet_ids" { value = { for key, subnet in azurerm_subnet.this : key => subnet.id } }
