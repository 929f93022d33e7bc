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

data "azurerm_client_config" "shop_gateway_public_tls" {}

resource "azurerm_application_gateway" "shop_gateway_public" {
  name                = "agw-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_public.id

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
    public_ip_address_id = azurerm_public_ip.shop_gateway_public.id
  }

  frontend_ip_configuration {
    name                          = "private"
    private_ip_address            = "10.1.255.254"
    private_ip_address_allocation = "Static"
    subnet_id                     = azurerm_subnet.shop_gateway_public.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_public.id
  }

  http_listener {
    name                           = "http"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "http"
    protocol                       = "Http"
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_gateway_public_tls.id]
    type         = "UserAssigned"
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

  ssl_certificate {
    name                = "shop"
    key_vault_secret_id = azurerm_key_vault_certificate.shop_gateway_public_tls_certificate_shop.versionless_secret_id
  }

  ssl_policy {
    policy_name = "AppGwSslPolicy20220101S"
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
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
    azurerm_private_endpoint.shop_private_endpoints_gateway_public,
    azurerm_role_assignment.shop_gateway_public_tls_deployer,
    azurerm_role_assignment.shop_gateway_public_tls_secrets,
    azurerm_key_vault_certificate.shop_gateway_public_tls_certificate_shop,
    azurerm_network_security_rule.shop_gateway_public_gateway-manager,
    azurerm_network_security_rule.shop_gateway_public_load-balancer,
    azurerm_network_security_rule.shop_gateway_public_listeners,
    azurerm_network_security_rule.shop_gateway_public_private-listeners,
    azurerm_network_security_rule.shop_gateway_public_deny-other-inbound,
  ]
}

resource "azurerm_dns_a_record" "shop_gateway_public_record_public_shop_contoso-com" {
  name                = "shop"
  resource_group_name = azurerm_dns_zone.shop_dns_contoso-com.resource_group_name
  target_resource_id  = azurerm_public_ip.shop_gateway_public.id
  ttl                 = 300
  zone_name           = azurerm_dns_zone.shop_dns_contoso-com.name
}

resource "azurerm_dns_zone" "shop_dns_contoso-com" {
  name                = "contoso.com"
  resource_group_name = azurerm_resource_group.shop.name
}

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

resource "azurerm_firewall_policy_rule_collection_group" "shop_gateway_public_on_premises" {
  name               = "rcg-contoso-shop-public-on-premises"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 50000

  network_rule_collection {
    name     = "from-on-premises"
    action   = "Allow"
    priority = 100

    rule {
      name                  = "public"
      destination_addresses = ["10.1.255.0/24"]
      destination_ports     = ["80", "443"]
      protocols             = ["TCP"]
      source_addresses      = ["192.168.0.0/16"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  name               = "rcg-contoso-shop-main"
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
  }
}

resource "azurerm_key_vault" "shop_gateway_public_tls" {
  name                          = "kv-contoso-shop-p-6750c8"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  public_network_access_enabled = false
  purge_protection_enabled      = true
  rbac_authorization_enabled    = true
  sku_name                      = "standard"
  tenant_id                     = data.azurerm_client_config.shop_gateway_public_tls.tenant_id

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_key_vault_certificate" "shop_gateway_public_tls_certificate_shop" {
  name         = "shop"
  key_vault_id = azurerm_key_vault.shop_gateway_public_tls.id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }

    key_properties {
      exportable = true
      key_size   = 2048
      key_type   = "RSA"
      reuse_key  = false
    }

    lifetime_action {
      action {
        action_type = "AutoRenew"
      }

      trigger {
        days_before_expiry = 30
      }
    }

    secret_properties {
      content_type = "application/x-pkcs12"
    }

    x509_certificate_properties {
      extended_key_usage = ["1.3.6.1.5.5.7.3.1"]
      key_usage          = ["digitalSignature", "keyEncipherment"]
      subject            = "CN=shop.contoso.com"
      validity_in_months = 12

      subject_alternative_names {
        dns_names = ["shop.contoso.com", "www.contoso.com"]
      }
    }
  }

  lifecycle {
    ignore_changes = [certificate_policy]
  }

  depends_on = [
    azurerm_private_endpoint.shop_private_endpoints_gateway_public,
    azurerm_role_assignment.shop_gateway_public_tls_deployer,
    azurerm_role_assignment.shop_gateway_public_tls_secrets,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_main" {
  name                                = "aks-contoso-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  dns_prefix                          = "aks-contoso-shop-main"
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
    vnet_subnet_id              = azurerm_subnet.shop_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.shop_gateway_public.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "azure"
    outbound_type     = "userDefinedRouting"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_main,
    azurerm_route.shop_main_default,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_role_assignment.shop_main_subnet_system,
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
  ]
}

resource "azurerm_network_security_group" "shop_gateway_public" {
  name                = "nsg-contoso-shop-gateway-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_main_system" {
  name                = "nsg-contoso-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_group" "shop_private_endpoints" {
  name                = "nsg-contoso-shop-private-endpoints"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_network_security_rule" "shop_gateway_public_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_gateway-manager" {
  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_listeners" {
  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_public_private-listeners" {
  name                        = "private-listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People inside, on the ports that the gateway's private address listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_public.name
  priority                    = 130
  protocol                    = "Tcp"
  source_address_prefix       = "192.168.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_from-public" {
  name                        = "from-public"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The Application Gateway to nodes and pods."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.255.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_from-hub" {
  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.1.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.0.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.1.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.1.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_a_record" "shop_gateway_public_record_private_shop_corp-contoso-com" {
  name                = "shop"
  resource_group_name = azurerm_resource_group.shop.name
  records             = ["10.1.255.254"]
  ttl                 = 300
  zone_name           = azurerm_private_dns_zone.shop_private_dns_corp-contoso-com.name
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-vaultcore-azure-net" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone" "shop_private_dns_corp-contoso-com" {
  name                = "corp.contoso.com"
  resource_group_name = azurerm_resource_group.shop.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-contoso-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_private_dns_corp-contoso-com_hub" {
  name                  = "pdnslink-contoso-hub"
  resource_group_name   = azurerm_resource_group.shop.name
  private_dns_zone_name = azurerm_private_dns_zone.shop_private_dns_corp-contoso-com.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_private_dns_corp-contoso-com_shop" {
  name                  = "pdnslink-contoso-shop"
  resource_group_name   = azurerm_resource_group.shop.name
  private_dns_zone_name = azurerm_private_dns_zone.shop_private_dns_corp-contoso-com.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-contoso-shop"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_endpoint" "shop_private_endpoints_gateway_public" {
  name                = "pep-contoso-shop-gateway-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-contoso-shop-gateway-public"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_key_vault.shop_gateway_public_tls.id
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-contoso-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_public_ip" "hub_gateway" {
  name                = "pip-contoso-hub-gateway"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "shop_gateway_public" {
  name                = "pip-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-contoso-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-contoso-shop"
  location = "westeurope"
}

resource "azurerm_role_assignment" "shop_gateway_public_tls_deployer" {
  scope                = azurerm_key_vault.shop_gateway_public_tls.id
  description          = "Whoever applies this configuration makes the certificates."
  principal_id         = data.azurerm_client_config.shop_gateway_public_tls.object_id
  role_definition_name = "Key Vault Certificates Officer"
}

resource "azurerm_role_assignment" "shop_gateway_public_tls_secrets" {
  scope                = azurerm_key_vault.shop_gateway_public_tls.id
  description          = "The gateway fetches its certificates."
  principal_id         = azurerm_user_assigned_identity.shop_gateway_public_tls.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Secrets User"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_gateway" {
  scope                = azurerm_application_gateway.shop_gateway_public.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_resource_group" {
  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_subnet" {
  scope                = azurerm_subnet.shop_gateway_public.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_tls_identity" {
  scope                = azurerm_user_assigned_identity.shop_gateway_public_tls.id
  description          = "Each write of the gateway assigns the identity that fetches its certificates."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Managed Identity Operator"
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  scope                = azurerm_subnet.shop_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "shop_from_on_premises" {
  name                   = "to-shop"
  resource_group_name    = azurerm_resource_group.hub.name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.hub_gateway.name
}

resource "azurerm_route" "shop_gateway_public_on-premises-192-168-0-0-16" {
  name                   = "on-premises-192-168-0-0-16"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "192.168.0.0/16"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_gateway_public.name
}

resource "azurerm_route" "shop_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route_table" "hub_gateway" {
  name                          = "rt-contoso-hub-gateway"
  resource_group_name           = azurerm_resource_group.hub.name
  location                      = azurerm_resource_group.hub.location
  bgp_route_propagation_enabled = true

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_public" {
  name                          = "rt-contoso-shop-gateway-public"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  name                          = "rt-contoso-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
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

resource "azurerm_subnet" "hub_GatewaySubnet" {
  name                            = "GatewaySubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.0.0.128/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_gateway_public" {
  name                            = "snet-contoso-shop-gateway-public"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_system" {
  name                            = "snet-contoso-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_private_endpoints" {
  name                              = "snet-contoso-shop-private-endpoints"
  resource_group_name               = azurerm_resource_group.shop.name
  virtual_network_name              = azurerm_virtual_network.shop.name
  address_prefixes                  = ["10.1.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_public" {
  network_security_group_id = azurerm_network_security_group.shop_gateway_public.id
  subnet_id                 = azurerm_subnet.shop_gateway_public.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.shop_private_endpoints.id
  subnet_id                 = azurerm_subnet.shop_private_endpoints.id
}

resource "azurerm_subnet_route_table_association" "hub_GatewaySubnet" {
  route_table_id = azurerm_route_table.hub_gateway.id
  subnet_id      = azurerm_subnet.hub_GatewaySubnet.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_public" {
  route_table_id = azurerm_route_table.shop_gateway_public.id
  subnet_id      = azurerm_subnet.shop_gateway_public.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_public]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_user_assigned_identity" "shop_gateway_public_tls" {
  name                = "id-contoso-shop-public-tls"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_user_assigned_identity" "shop_main" {
  name                = "id-contoso-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "shop" {
  name                = "vnet-contoso-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_gateway" "hub_gateway" {
  name                = "vgw-contoso-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "VpnGw2AZ"
  type                = "Vpn"
  vpn_type            = "RouteBased"

  ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.hub_gateway.id
    subnet_id            = azurerm_subnet.hub_GatewaySubnet.id
  }
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  name                      = "peer-contoso-hub-to-shop"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_virtual_network_gateway.hub_gateway,
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.hub_GatewaySubnet,
    azurerm_subnet_route_table_association.hub_GatewaySubnet,
    azurerm_subnet.shop_gateway_public,
    azurerm_subnet_network_security_group_association.shop_gateway_public,
    azurerm_subnet_route_table_association.shop_gateway_public,
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  name                      = "peer-contoso-shop-to-hub"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_public" {
  name                = "waf-contoso-shop-public"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

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

output "network_gateway_id" {
  description = "Id of the gateway that connections to on-premises are made to."
  value       = azurerm_virtual_network_gateway.hub_gateway.id
}

output "network_gateway_public_ips" {
  description = "Addresses that VPN devices have tunnels to."
  value       = [azurerm_public_ip.hub_gateway.ip_address]
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_public_gateway_id" {
  description = "Id of the gateway public."
  value       = azurerm_application_gateway.shop_gateway_public.id
}

output "shop_public_gateway_private_ip" {
  description = "Private address of the gateway public."
  value       = "10.1.255.254"
}

output "shop_public_gateway_public_ip" {
  description = "Public address of the gateway public."
  value       = azurerm_public_ip.shop_gateway_public.ip_address
}

output "shop_public_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_public.id
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
