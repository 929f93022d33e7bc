terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.55, < 5.0"
    }
  }

  backend "azurerm" {
    container_name       = "state"
    key                  = "platforms/split-shop.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

provider "azurerm" {
  alias = "shop"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000003"

  features {}
}

provider "azurerm" {
  alias = "shop_endpoints_dns"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000005"

  features {}
}

provider "azurerm" {
  alias = "shop_dns"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000006"

  features {}
}

provider "azurerm" {
  alias = "north"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

data "azurerm_subscription" "shop_policy_everywhere_subscription" {
  provider = azurerm.shop
}

data "terraform_remote_state" "cross-stack-reference-input-split-alerts" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-alerts.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-ddos" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-ddos.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-diagnostics" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-diagnostics.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-north" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-north.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

data "terraform_remote_state" "cross-stack-reference-input-split-west" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-west.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

resource "azurerm_application_gateway" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "agw-split-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_edge.id

  tags = {
    owner = "platform"
  }

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
    public_ip_address_id = azurerm_public_ip.shop_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_edge.id
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
    name = "WAF_v2"
    tier = "WAF_v2"
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
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_network_security_rule.shop_gateway_edge_gateway-manager,
    azurerm_network_security_rule.shop_gateway_edge_load-balancer,
    azurerm_network_security_rule.shop_gateway_edge_listeners,
    azurerm_network_security_rule.shop_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_application_gateway" "shop_gateway_pay" {
  provider = azurerm.shop

  name                = "agw-split-shop-pay"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.shop_gateway_pay.id

  tags = {
    owner = "platform"
  }

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
    public_ip_address_id = azurerm_public_ip.shop_gateway_pay.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.shop_gateway_pay.id
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
    name = "WAF_v2"
    tier = "WAF_v2"
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
    azurerm_subnet.shop_gateway_pay,
    azurerm_subnet_network_security_group_association.shop_gateway_pay,
    azurerm_subnet_route_table_association.shop_gateway_pay,
    azurerm_network_security_rule.shop_gateway_pay_gateway-manager,
    azurerm_network_security_rule.shop_gateway_pay_load-balancer,
    azurerm_network_security_rule.shop_gateway_pay_listeners,
    azurerm_network_security_rule.shop_gateway_pay_deny-other-inbound,
  ]
}

resource "azurerm_dns_a_record" "shop_gateway_edge_record_public_shop_contoso-com" {
  provider = azurerm.shop_endpoints_dns

  name                = "shop"
  resource_group_name = "rg-dns"
  target_resource_id  = azurerm_public_ip.shop_gateway_edge.id
  ttl                 = 300
  zone_name           = "contoso.com"
}

resource "azurerm_dns_a_record" "shop_gateway_pay_record_public_pay_contoso-org" {
  provider = azurerm.shop_dns

  name                = "pay"
  resource_group_name = "rg-dns"
  target_resource_id  = azurerm_public_ip.shop_gateway_pay.id
  ttl                 = 300
  zone_name           = "contoso.org"
}

resource "azurerm_federated_identity_credential" "shop_pay_agic_helm" {
  provider = azurerm.shop

  name                = "agic-shop-pay"
  resource_group_name = azurerm_resource_group.shop.name
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.shop_pay.oidc_issuer_url
  parent_id           = azurerm_user_assigned_identity.shop_pay_agic_helm.id
  subject             = "system:serviceaccount:agic:ingress-azure"
}

resource "azurerm_firewall_policy_rule_collection_group" "shop_main" {
  provider = azurerm

  name               = "rcg-split-shop-main"
  firewall_policy_id = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_policy_west_firewall_id
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

resource "azurerm_firewall_policy_rule_collection_group" "shop_pay" {
  provider = azurerm

  name               = "rcg-split-shop-pay"
  firewall_policy_id = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_policy_west_firewall_id
  priority           = 1001

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.1.32.0/24"]

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
      source_addresses  = ["10.1.32.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "azure-policy"
      source_addresses = ["10.1.32.0/24"]

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

resource "azurerm_kubernetes_cluster" "shop_main" {
  provider = azurerm.shop

  name                                = "aks-split-shop-main"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  azure_policy_enabled                = true
  dns_prefix                          = "aks-split-shop-main"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = true
  private_dns_zone_id                 = "None"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
  }

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
    gateway_id = azurerm_application_gateway.shop_gateway_edge.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.160.0.0/16"
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
    azurerm_role_assignment.shop_main_route_table,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
  ]
}

resource "azurerm_kubernetes_cluster" "shop_pay" {
  provider = azurerm.shop

  name                                = "aks-split-shop-pay"
  resource_group_name                 = azurerm_resource_group.shop.name
  location                            = azurerm_resource_group.shop.location
  azure_policy_enabled                = true
  dns_prefix_private_cluster          = "aks-split-shop-pay"
  oidc_issuer_enabled                 = true
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "/subscriptions/11111111-0000-4000-8000-000000000005/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
  sku_tier                            = "Standard"
  workload_identity_enabled           = true

  tags = {
    owner = "platform"
  }

  default_node_pool {
    name                        = "system"
    node_count                  = 3
    temporary_name_for_rotation = "systemtmp"
    vm_size                     = "Standard_D4ds_v5"
    vnet_subnet_id              = azurerm_subnet.shop_pay_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.shop_pay.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.161.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.shop_peering_from_hub,
    azurerm_virtual_network_peering.shop_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.shop_pay,
    azurerm_route.shop_pay_default,
    azurerm_private_dns_zone_virtual_network_link.shop_zone_privatelink-westeurope-azmk8s-io,
    azurerm_subnet.shop_pay_system,
    azurerm_subnet_network_security_group_association.shop_pay_system,
    azurerm_subnet_route_table_association.shop_pay_system,
    azurerm_role_assignment.shop_pay_subnet_system,
    azurerm_role_assignment.shop_pay_route_table,
    azurerm_role_assignment.shop_pay_dns_zone,
    azurerm_role_assignment.shop_pay_network,
    azurerm_subnet.shop_gateway_pay,
    azurerm_subnet_network_security_group_association.shop_gateway_pay,
    azurerm_subnet_route_table_association.shop_gateway_pay,
  ]
}

resource "azurerm_monitor_activity_log_alert" "shop_main_alert_availability" {
  provider = azurerm.shop

  name                = "ar-split-shop-main-availability"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    category = "ResourceHealth"

    resource_health {
      current = ["Degraded", "Unavailable"]
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "shop_main_alert_failed_operations" {
  provider = azurerm.shop

  name                = "ar-split-shop-main-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    category = "Administrative"
    status   = "Failed"

    resource_types = [
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]
  }
}

resource "azurerm_monitor_activity_log_alert" "shop_pay_alert_availability" {
  provider = azurerm.shop

  name                = "ar-split-shop-pay-availability"
  resource_group_name = azurerm_kubernetes_cluster.shop_pay.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.shop_pay.id]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    category = "ResourceHealth"

    resource_health {
      current = ["Degraded", "Unavailable"]
    }
  }
}

resource "azurerm_monitor_activity_log_alert" "shop_pay_alert_failed_operations" {
  provider = azurerm.shop

  name                = "ar-split-shop-pay-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.shop_pay.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.shop_pay.id]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    category = "Administrative"
    status   = "Failed"

    resource_types = [
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_application_gateway" {
  provider = azurerm.shop

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_application_gateway.shop_gateway_edge.id

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_network_security_group" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.shop_gateway_edge.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_edge_public_ip" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.shop_gateway_edge.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_pay_application_gateway" {
  provider = azurerm.shop

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_application_gateway.shop_gateway_pay.id

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_pay_network_security_group" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.shop_gateway_pay.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_gateway_pay_public_ip" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.shop_gateway_pay.id

  enabled_log {
    category = "DDoSMitigationFlowLogs"
  }

  enabled_log {
    category = "DDoSMitigationReports"
  }

  enabled_log {
    category = "DDoSProtectionNotifications"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_kubernetes_cluster" {
  provider = azurerm.shop

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_kubernetes_cluster.shop_main.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_main_system_network_security_group" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.shop_main_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_pay_kubernetes_cluster" {
  provider = azurerm.shop

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_kubernetes_cluster.shop_pay.id

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "cluster-autoscaler"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_pay_system_network_security_group" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.shop_pay_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_private_endpoints_network_security_group" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.shop_private_endpoints.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "shop_virtual_network" {
  provider = azurerm.shop

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network.shop.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_edge_alert_capacity_units" {
  provider = azurerm.shop

  name                = "ar-split-shop-gateway-edge-capacity-units"
  resource_group_name = azurerm_application_gateway.shop_gateway_edge.resource_group_name
  description         = "The gateway uses three quarters of the capacity units of all its instances. Raise the number of instances."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_edge.id]
  severity            = 2
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "CapacityUnits"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThan"
    threshold        = 75
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_edge_alert_unhealthy_hosts" {
  provider = azurerm.shop

  name                = "ar-split-shop-gateway-edge-unhealthy-hosts"
  resource_group_name = azurerm_application_gateway.shop_gateway_edge.resource_group_name
  description         = "Backends of a pool have failed their probes for five minutes. See the gateway's backend health, and its route table."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_edge.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "UnhealthyHostCount"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThanOrEqual"
    threshold        = 1

    dimension {
      name     = "BackendSettingsPool"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_pay_alert_capacity_units" {
  provider = azurerm.shop

  name                = "ar-split-shop-gateway-pay-capacity-units"
  resource_group_name = azurerm_application_gateway.shop_gateway_pay.resource_group_name
  description         = "The gateway uses three quarters of the capacity units of all its instances. Raise the number of instances."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_pay.id]
  severity            = 2
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "CapacityUnits"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThan"
    threshold        = 75
  }
}

resource "azurerm_monitor_metric_alert" "shop_gateway_pay_alert_unhealthy_hosts" {
  provider = azurerm.shop

  name                = "ar-split-shop-gateway-pay-unhealthy-hosts"
  resource_group_name = azurerm_application_gateway.shop_gateway_pay.resource_group_name
  description         = "Backends of a pool have failed their probes for five minutes. See the gateway's backend health, and its route table."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.shop_gateway_pay.id]
  severity            = 1
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "UnhealthyHostCount"
    metric_namespace = "Microsoft.Network/applicationGateways"
    operator         = "GreaterThanOrEqual"
    threshold        = 1

    dimension {
      name     = "BackendSettingsPool"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "shop_main_alert_nodes" {
  provider = azurerm.shop

  name                = "ar-split-shop-main-nodes"
  resource_group_name = azurerm_kubernetes_cluster.shop_main.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.shop_main.id]
  severity            = 3
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "kube_node_status_condition"
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "condition"
      operator = "Include"
      values   = ["Ready"]
    }

    dimension {
      name     = "status2"
      operator = "Include"
      values   = ["NotReady", "Unknown"]
    }

    dimension {
      name     = "node"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_monitor_metric_alert" "shop_pay_alert_nodes" {
  provider = azurerm.shop

  name                = "ar-split-shop-pay-nodes"
  resource_group_name = azurerm_kubernetes_cluster.shop_pay.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.shop_pay.id]
  severity            = 3
  window_size         = "PT5M"

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Average"
    metric_name      = "kube_node_status_condition"
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "condition"
      operator = "Include"
      values   = ["Ready"]
    }

    dimension {
      name     = "status2"
      operator = "Include"
      values   = ["NotReady", "Unknown"]
    }

    dimension {
      name     = "node"
      operator = "Include"
      values   = ["*"]
    }
  }
}

resource "azurerm_network_security_group" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "nsg-split-shop-gateway-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_gateway_pay" {
  provider = azurerm.shop

  name                = "nsg-split-shop-gateway-pay"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_main_system" {
  provider = azurerm.shop

  name                = "nsg-split-shop-main-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_pay_system" {
  provider = azurerm.shop

  name                = "nsg-split-shop-pay-system"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "shop_private_endpoints" {
  provider = azurerm.shop

  name                = "nsg-split-shop-private-endpoints"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_rule" "shop_gateway_edge_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_gateway-manager" {
  provider = azurerm.shop

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_listeners" {
  provider = azurerm.shop

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_edge_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_pay_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_pay.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_pay_gateway-manager" {
  provider = azurerm.shop

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_pay.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_pay_listeners" {
  provider = azurerm.shop

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.1.251.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_pay.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_gateway_pay_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_gateway_pay.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_deny-other-inbound" {
  provider = azurerm.shop

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

resource "azurerm_network_security_rule" "shop_main_system_from-edge" {
  provider = azurerm.shop

  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.0.0/24", "10.160.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-nodes" {
  provider = azurerm.shop

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

resource "azurerm_network_security_rule" "shop_main_system_nodes-to-pods" {
  provider = azurerm.shop

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-nodes" {
  provider = azurerm.shop

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_main_system_pods-to-pods" {
  provider = azurerm.shop

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.160.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.160.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_deny-other-inbound" {
  provider = azurerm.shop

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_from-pay" {
  provider = azurerm.shop

  name                         = "from-pay"
  resource_group_name          = azurerm_resource_group.shop.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.1.32.0/24", "10.161.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.shop_pay_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.1.251.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_load-balancer" {
  provider = azurerm.shop

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_nodes-to-nodes" {
  provider = azurerm.shop

  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_nodes-to-pods" {
  provider = azurerm.shop

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.1.32.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_pods-to-nodes" {
  provider = azurerm.shop

  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.1.32.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_pay_system_pods-to-pods" {
  provider = azurerm.shop

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.shop.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.161.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.shop_pay_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.161.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "shop_private_endpoints_deny-other-inbound" {
  provider = azurerm.shop

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
  provider = azurerm.shop

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
  provider = azurerm.shop

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

resource "azurerm_network_watcher_flow_log" "shop_flow_log" {
  provider = azurerm.shop

  name                 = azurerm_virtual_network.shop.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.shop.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_westeurope"
  storage_account_id   = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_storage_account_log_diagnostics_flows_westeurope_id
  target_resource_id   = azurerm_virtual_network.shop.id
  version              = 2

  tags = {
    owner = "platform"
  }

  retention_policy {
    days    = 7
    enabled = true
  }
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-vaultcore-azure-net" {
  provider = azurerm.shop_endpoints_dns

  name                  = "pdnslink-split-shop"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.vaultcore.azure.net"
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "shop_zone_privatelink-westeurope-azmk8s-io" {
  provider = azurerm.shop_endpoints_dns

  name                  = "pdnslink-split-shop"
  resource_group_name   = "rg-dns"
  private_dns_zone_name = "privatelink.westeurope.azmk8s.io"
  virtual_network_id    = azurerm_virtual_network.shop.id
}

resource "azurerm_private_endpoint" "shop_private_endpoints_secrets" {
  provider = azurerm.shop

  name                = "pep-split-shop-secrets"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  subnet_id           = azurerm_subnet.shop_private_endpoints.id

  tags = {
    owner = "platform"
  }

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      "/subscriptions/11111111-0000-4000-8000-000000000005/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net",
    ]
  }

  private_service_connection {
    name                           = "pep-split-shop-secrets"
    is_manual_connection           = false
    private_connection_resource_id = "/subscriptions/11111111-0000-4000-8000-000000000005/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-shop"
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
  ]
}

resource "azurerm_public_ip" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "pip-split-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_public_ip" "shop_gateway_pay" {
  provider = azurerm.shop

  name                = "pip-split-shop-pay"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "shop" {
  provider = azurerm.shop

  name     = "rg-split-shop"
  location = "westeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group_policy_assignment" "shop_policy_shop-only" {
  provider = azurerm.shop

  name                 = "pol-split-shop-shop-only"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "deny" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  resource_group_id    = azurerm_resource_group.shop.id

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_role_assignment" "shop_main_agic_addon_gateway" {
  provider = azurerm.shop

  scope                = azurerm_application_gateway.shop_gateway_edge.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_resource_group" {
  provider = azurerm.shop

  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_main_agic_addon_subnet" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_gateway_edge.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.shop_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_route_table" {
  provider = azurerm.shop

  scope                = azurerm_route_table.shop_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_main_subnet_system" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_pay_agic_helm_gateway" {
  provider = azurerm.shop

  scope                = azurerm_application_gateway.shop_gateway_pay.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_user_assigned_identity.shop_pay_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "shop_pay_agic_helm_resource_group" {
  provider = azurerm.shop

  scope                = azurerm_resource_group.shop.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_user_assigned_identity.shop_pay_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "shop_pay_agic_helm_subnet" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_gateway_pay.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_user_assigned_identity.shop_pay_agic_helm.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_pay_dns_zone" {
  provider = azurerm.shop

  scope                = "/subscriptions/11111111-0000-4000-8000-000000000005/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
  description          = "AKS writes the API server's record."
  principal_id         = azurerm_user_assigned_identity.shop_pay.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Private DNS Zone Contributor"
}

resource "azurerm_role_assignment" "shop_pay_network" {
  provider = azurerm.shop

  scope                = azurerm_virtual_network.shop.id
  description          = "AKS links the zone to the cluster's network."
  principal_id         = azurerm_user_assigned_identity.shop_pay.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_pay_route_table" {
  provider = azurerm.shop

  scope                = azurerm_route_table.shop_pay.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.shop_pay.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "shop_pay_subnet_system" {
  provider = azurerm.shop

  scope                = azurerm_subnet.shop_pay_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.shop_pay.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "shop_from_north" {
  provider = azurerm.north

  name                   = "to-shop"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_resource_group_north_name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_west_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_route_table_north_firewall_routes_name
}

resource "azurerm_route" "shop_from_on_premises" {
  provider = azurerm

  name                   = "to-shop"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_resource_group_west_name
  address_prefix         = "10.1.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_west_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_route_table_west_gateway_name
}

resource "azurerm_route" "shop_main_default" {
  provider = azurerm.shop

  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_west_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_main.name
}

resource "azurerm_route" "shop_pay_default" {
  provider = azurerm.shop

  name                   = "default"
  resource_group_name    = azurerm_resource_group.shop.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_firewall_west_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.shop_pay.name
}

resource "azurerm_route_table" "shop_gateway_edge" {
  provider = azurerm.shop

  name                          = "rt-split-shop-gateway-edge"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_gateway_pay" {
  provider = azurerm.shop

  name                          = "rt-split-shop-gateway-pay"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_main" {
  provider = azurerm.shop

  name                          = "rt-split-shop-main"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "shop_pay" {
  provider = azurerm.shop

  name                          = "rt-split-shop-pay"
  resource_group_name           = azurerm_resource_group.shop.name
  location                      = azurerm_resource_group.shop.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "shop_gateway_edge" {
  provider = azurerm.shop

  name                            = "snet-split-shop-gateway-edge"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_gateway_pay" {
  provider = azurerm.shop

  name                            = "snet-split-shop-gateway-pay"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.251.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "shop_main_system" {
  provider = azurerm.shop

  name                            = "snet-split-shop-main-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_pay_system" {
  provider = azurerm.shop

  name                            = "snet-split-shop-pay-system"
  resource_group_name             = azurerm_resource_group.shop.name
  virtual_network_name            = azurerm_virtual_network.shop.name
  address_prefixes                = ["10.1.32.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "shop_private_endpoints" {
  provider = azurerm.shop

  name                              = "snet-split-shop-private-endpoints"
  resource_group_name               = azurerm_resource_group.shop.name
  virtual_network_name              = azurerm_virtual_network.shop.name
  address_prefixes                  = ["10.1.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_edge" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_gateway_edge.id
  subnet_id                 = azurerm_subnet.shop_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "shop_gateway_pay" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_gateway_pay.id
  subnet_id                 = azurerm_subnet.shop_gateway_pay.id
}

resource "azurerm_subnet_network_security_group_association" "shop_main_system" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_main_system.id
  subnet_id                 = azurerm_subnet.shop_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_pay_system" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_pay_system.id
  subnet_id                 = azurerm_subnet.shop_pay_system.id
}

resource "azurerm_subnet_network_security_group_association" "shop_private_endpoints" {
  provider = azurerm.shop

  network_security_group_id = azurerm_network_security_group.shop_private_endpoints.id
  subnet_id                 = azurerm_subnet.shop_private_endpoints.id
}

resource "azurerm_subnet_route_table_association" "shop_gateway_edge" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_gateway_edge.id
  subnet_id      = azurerm_subnet.shop_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "shop_gateway_pay" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_gateway_pay.id
  subnet_id      = azurerm_subnet.shop_gateway_pay.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_gateway_pay]
}

resource "azurerm_subnet_route_table_association" "shop_main_system" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_main.id
  subnet_id      = azurerm_subnet.shop_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_main_system]
}

resource "azurerm_subnet_route_table_association" "shop_pay_system" {
  provider = azurerm.shop

  route_table_id = azurerm_route_table.shop_pay.id
  subnet_id      = azurerm_subnet.shop_pay_system.id

  depends_on = [azurerm_subnet_network_security_group_association.shop_pay_system]
}

resource "azurerm_subscription_policy_assignment" "shop_policy_everywhere" {
  provider = azurerm.shop

  name                 = "pol-split-shop-everywhere"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "audit" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  subscription_id      = data.azurerm_subscription.shop_policy_everywhere_subscription.id

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_user_assigned_identity" "shop_main" {
  provider = azurerm.shop

  name                = "id-split-shop-main"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_pay" {
  provider = azurerm.shop

  name                = "id-split-shop-pay"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_user_assigned_identity" "shop_pay_agic_helm" {
  provider = azurerm.shop

  name                = "id-split-shop-pay-agic"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "shop" {
  provider = azurerm.shop

  name                = "vnet-split-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }

  ddos_protection_plan {
    enable = true
    id     = data.terraform_remote_state.cross-stack-reference-input-split-ddos.outputs.cross-stack-output-azurerm_network_ddos_protection_plan_ddos_plan_id
  }
}

resource "azurerm_virtual_network_peering" "shop_peering_from_hub" {
  provider = azurerm

  name                      = "peer-split-west-to-shop"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_resource_group_west_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_virtual_network_west_name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = true
  remote_virtual_network_id = azurerm_virtual_network.shop.id

  depends_on = [
    azurerm_subnet.shop_private_endpoints,
    azurerm_subnet_network_security_group_association.shop_private_endpoints,
    azurerm_subnet.shop_gateway_edge,
    azurerm_subnet_network_security_group_association.shop_gateway_edge,
    azurerm_subnet_route_table_association.shop_gateway_edge,
    azurerm_subnet.shop_gateway_pay,
    azurerm_subnet_network_security_group_association.shop_gateway_pay,
    azurerm_subnet_route_table_association.shop_gateway_pay,
    azurerm_subnet.shop_main_system,
    azurerm_subnet_network_security_group_association.shop_main_system,
    azurerm_subnet_route_table_association.shop_main_system,
    azurerm_subnet.shop_pay_system,
    azurerm_subnet_network_security_group_association.shop_pay_system,
    azurerm_subnet_route_table_association.shop_pay_system,
  ]
}

resource "azurerm_virtual_network_peering" "shop_peering_to_hub" {
  provider = azurerm.shop

  name                      = "peer-split-shop-to-west"
  resource_group_name       = azurerm_resource_group.shop.name
  virtual_network_name      = azurerm_virtual_network.shop.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_virtual_network_west_id
  use_remote_gateways       = true

  depends_on = [azurerm_virtual_network_peering.shop_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "shop_gateway_edge" {
  provider = azurerm.shop

  name                = "waf-split-shop-edge"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }

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

resource "azurerm_web_application_firewall_policy" "shop_gateway_pay" {
  provider = azurerm.shop

  name                = "waf-split-shop-pay"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location

  tags = {
    owner = "platform"
  }

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

output "cross-stack-output-azurerm_resource_group_shop_id" {
  value     = azurerm_resource_group.shop.id
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_shop_name" {
  value     = azurerm_resource_group.shop.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_shop_gateway_edge_id" {
  value     = azurerm_route_table.shop_gateway_edge.id
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_shop_gateway_pay_id" {
  value     = azurerm_route_table.shop_gateway_pay.id
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_shop_main_id" {
  value     = azurerm_route_table.shop_main.id
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_shop_pay_id" {
  value     = azurerm_route_table.shop_pay.id
  sensitive = true
}

output "shop_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.shop_gateway_edge.id
}

output "shop_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.shop_gateway_edge.ip_address
}

output "shop_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_edge.id
}

output "shop_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.shop_main.id
}

output "shop_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.shop_main.fqdn
}

output "shop_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.shop_main.principal_id
}

output "shop_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.shop_main.kubelet_identity[0].client_id
}

output "shop_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.shop_main.kubelet_identity[0].object_id
}

output "shop_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.shop_main.node_resource_group
}

output "shop_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.shop_main.oidc_issuer_url
}

output "shop_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_main.id
}

output "shop_pay_agic_client_id" {
  description = "Client id of AGIC, for its Helm values."
  value       = azurerm_user_assigned_identity.shop_pay_agic_helm.client_id
}

output "shop_pay_cluster_id" {
  description = "Id of the cluster pay."
  value       = azurerm_kubernetes_cluster.shop_pay.id
}

output "shop_pay_fqdn" {
  description = "Name of the API server of pay."
  value       = azurerm_kubernetes_cluster.shop_pay.private_fqdn
}

output "shop_pay_gateway_id" {
  description = "Id of the gateway pay."
  value       = azurerm_application_gateway.shop_gateway_pay.id
}

output "shop_pay_gateway_public_ip" {
  description = "Public address of the gateway pay."
  value       = azurerm_public_ip.shop_gateway_pay.ip_address
}

output "shop_pay_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.shop_gateway_pay.id
}

output "shop_pay_identity_principal_id" {
  description = "Object id of the identity of pay."
  value       = azurerm_user_assigned_identity.shop_pay.principal_id
}

output "shop_pay_kubelet_client_id" {
  description = "Client id of the nodes' identity of pay."
  value       = azurerm_kubernetes_cluster.shop_pay.kubelet_identity[0].client_id
}

output "shop_pay_kubelet_object_id" {
  description = "Object id of the nodes' identity of pay."
  value       = azurerm_kubernetes_cluster.shop_pay.kubelet_identity[0].object_id
}

output "shop_pay_node_resource_group" {
  description = "Resource group of the nodes of pay."
  value       = azurerm_kubernetes_cluster.shop_pay.node_resource_group
}

output "shop_pay_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in pay."
  value       = azurerm_kubernetes_cluster.shop_pay.oidc_issuer_url
}

output "shop_pay_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.shop_pay.id
}

output "shop_subnet_ids" {
  description = "Ids of the subnets of shop."

  value = {
    gateway_edge = azurerm_subnet.shop_gateway_edge.id
    gateway_pay  = azurerm_subnet.shop_gateway_pay.id
    main_system  = azurerm_subnet.shop_main_system.id
    pay_system   = azurerm_subnet.shop_pay_system.id
  }
}

output "shop_virtual_network_id" {
  description = "Id of the network of shop."
  value       = azurerm_virtual_network.shop.id
}
