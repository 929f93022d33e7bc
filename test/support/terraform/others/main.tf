# A hub and spokes as others write them: maps of objects, flattened lists, conditions, dynamic blocks and objects as arguments of modules.
locals {
  location = "westeurope"
  spokes = {
    app  = { space = "10.1.0.0/16", subnets = { web = { n = 0, nsg = true, udr = true }, data = { n = 1, nsg = true, udr = false }, pe = { n = 2, nsg = false, udr = false }, aks = { n = 4, nsg = false, udr = true } } }
    jobs = { space = "10.2.0.0/16", subnets = { work = { n = 0, nsg = false, udr = false } } }
  }
  routes = flatten([for s, v in local.spokes : [for n, sn in v.subnets : { key = "${s}-${n}", spoke = s, subnet = n } if sn.udr]])
}
variable "nat" { default = true }
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = local.location
}
resource "azurerm_virtual_network" "hub" {
  name                = "hub"
  resource_group_name = azurerm_resource_group.rg.name
  location            = local.location
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "fw" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.rg.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [cidrsubnet("10.0.0.0/16", 10, 0)]
}
resource "azurerm_public_ip" "fw" {
  count               = 2
  name                = "fw-${count.index}"
  resource_group_name = azurerm_resource_group.rg.name
  location            = local.location
  allocation_method   = "Static"
}
resource "azurerm_firewall_policy" "p" {
  name                = "p"
  resource_group_name = azurerm_resource_group.rg.name
  location            = local.location
}
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  name               = "g"
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority           = 200
  dynamic "network_rule_collection" {
    for_each = { spokes = { priority = 100, ports = ["443"] } }
    content {
      name     = network_rule_collection.key
      priority = network_rule_collection.value.priority
      action   = "Allow"
      rule {
        name                  = "r"
        protocols             = ["TCP"]
        source_addresses      = [for s in local.spokes : s.space]
        destination_addresses = values({ for k, s in local.spokes : k => s.space })
        destination_ports     = network_rule_collection.value.ports
      }
    }
  }
  application_rule_collection {
    name     = "a"
    priority = 300
    action   = "Allow"
    rule {
      name              = "ms"
      source_addresses  = ["10.1.0.0/16"]
      destination_fqdns = ["*.microsoft.com", "mcr.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
resource "azurerm_firewall" "fw" {
  name                = "fw"
  resource_group_name = azurerm_resource_group.rg.name
  location            = local.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.p.id
  dynamic "ip_configuration" {
    for_each = { for i, ip in azurerm_public_ip.fw : i => ip.id }
    content {
      name                 = "c${ip_configuration.key}"
      subnet_id            = ip_configuration.key == "0" ? azurerm_subnet.fw.id : null
      public_ip_address_id = ip_configuration.value
    }
  }
}
module "spoke" {
  source   = "./spoke"
  for_each = local.spokes
  name     = each.key
  space    = each.value.space
  subnets  = each.value.subnets
  group    = azurerm_resource_group.rg.name
  location = local.location
  hub      = { id = azurerm_virtual_network.hub.id, name = azurerm_virtual_network.hub.name }
  nat      = var.nat && each.key == "jobs"
}
resource "azurerm_route_table" "default" {
  for_each                      = toset([for r in local.routes : r.spoke])
  name                          = "rt-${each.key}"
  resource_group_name           = azurerm_resource_group.rg.name
  location                      = local.location
  bgp_route_propagation_enabled = false
  route {
    name                   = "all"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.fw.ip_configuration[0].private_ip_address
  }
}
resource "azurerm_subnet_route_table_association" "default" {
  for_each       = { for r in local.routes : r.key => r }
  subnet_id      = module.spoke[each.value.spoke].subnet_ids[each.value.subnet]
  route_table_id = azurerm_route_table.default[each.value.spoke].id
}
resource "azurerm_private_dns_zone" "z" {
  for_each            = toset(["privatelink.database.windows.net", "privatelink.blob.core.windows.net"])
  name                = each.value
  resource_group_name = azurerm_resource_group.rg.name
}
resource "azurerm_private_dns_zone_virtual_network_link" "l" {
  for_each              = { for p in setproduct(keys(azurerm_private_dns_zone.z), keys(local.spokes)) : "${p[0]}-${p[1]}" => { zone = p[0], spoke = p[1] } if p[1] == "app" }
  name                  = each.value.spoke
  resource_group_name   = azurerm_resource_group.rg.name
  private_dns_zone_name = azurerm_private_dns_zone.z[each.value.zone].name
  virtual_network_id    = module.spoke[each.value.spoke].id
}
resource "azurerm_storage_account" "s" {
  name                     = "acctcontoso"
  resource_group_name      = azurerm_resource_group.rg.name
  location                 = local.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
resource "azurerm_private_endpoint" "blob" {
  name                = "pe-blob"
  resource_group_name = azurerm_resource_group.rg.name
  location            = local.location
  subnet_id           = module.spoke["app"].subnet_ids["pe"]
  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_storage_account.s.id
    is_manual_connection           = false
    subresource_names              = ["blob"]
  }
  private_dns_zone_group {
    name                 = "g"
    private_dns_zone_ids = [azurerm_private_dns_zone.z["privatelink.blob.core.windows.net"].id]
  }
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  resource_group_name     = azurerm_resource_group.rg.name
  location                = local.location
  dns_prefix              = "aks"
  private_cluster_enabled = true
  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4ds_v5"
    node_count     = 3
    vnet_subnet_id = module.spoke["app"].subnet_ids["aks"]
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
  }
  identity { type = "SystemAssigned" }
  depends_on = [azurerm_subnet_route_table_association.default]
}
