# Two networks by one module, joined and filtered through its variables and outputs: all ids are known after apply.
resource "azurerm_resource_group" "main" {
  name     = "rg-main"
  location = "westeurope"
}

module "network" {
  source   = "./network"
  for_each = { hub = "10.0.0.0/16", spoke = "10.1.0.0/16" }

  name    = each.key
  space   = each.value
  group   = azurerm_resource_group.main
  filters = [azurerm_network_security_group.web.id]
  subnets = { web = cidrsubnet(each.value, 8, 1), data = cidrsubnet(each.value, 8, 2) }
}

resource "azurerm_network_security_group" "web" {
  name                = "nsg-web"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.main.name

  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "443"
    destination_address_prefix = "*"
  }
  security_rule {
    name                       = "nothing-else"
    priority                   = 200
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_virtual_network_peering" "out" {
  name                      = "hub-to-spoke"
  resource_group_name       = azurerm_resource_group.main.name
  virtual_network_name      = module.network["hub"].name
  remote_virtual_network_id = module.network["spoke"].id
}

resource "azurerm_virtual_network_peering" "back" {
  name                      = "spoke-to-hub"
  resource_group_name       = azurerm_resource_group.main.name
  virtual_network_name      = module.network["spoke"].name
  remote_virtual_network_id = module.network["hub"].id
}

resource "azurerm_route_table" "data" {
  count               = 2
  name                = "rt-data-${count.index}"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.main.name

  route {
    name           = "nowhere"
    address_prefix = "10.0.0.0/16"
    next_hop_type  = count.index == 0 ? "VnetLocal" : "None"
  }
}

resource "azurerm_subnet_route_table_association" "data" {
  subnet_id      = module.network["spoke"].subnet_ids["data"]
  route_table_id = azurerm_route_table.data[1].id
}

resource "azurerm_subnet_network_security_group_association" "web" {
  subnet_id                 = module.network["spoke"].subnet_ids["web"]
  network_security_group_id = one(azurerm_network_security_group.web[*].id)
}
