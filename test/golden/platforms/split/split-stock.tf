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
    key                  = "platforms/split-stock.tfstate"
    resource_group_name  = "rg-state"
    storage_account_name = "ststate"
    subscription_id      = "11111111-0000-4000-8000-000000000009"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000002"

  features {}
}

provider "azurerm" {
  alias = "stock"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000004"

  features {}
}

provider "azurerm" {
  alias = "west"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

data "azurerm_subscription" "stock_policy_everywhere_subscription" {
  provider = azurerm.stock
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

resource "azurerm_application_gateway" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "agw-split-stock-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  firewall_policy_id  = azurerm_web_application_firewall_policy.stock_gateway_edge.id

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
    public_ip_address_id = azurerm_public_ip.stock_gateway_edge.id
  }

  frontend_port {
    name = "http"
    port = 80
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = azurerm_subnet.stock_gateway_edge.id
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
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
    azurerm_network_security_rule.stock_gateway_edge_gateway-manager,
    azurerm_network_security_rule.stock_gateway_edge_load-balancer,
    azurerm_network_security_rule.stock_gateway_edge_listeners,
    azurerm_network_security_rule.stock_gateway_edge_deny-other-inbound,
  ]
}

resource "azurerm_firewall_policy_rule_collection_group" "stock_main" {
  provider = azurerm

  name               = "rcg-split-stock-main"
  firewall_policy_id = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_firewall_policy_north_firewall_id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]

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
      source_addresses  = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "stock_main" {
  provider = azurerm.stock

  name                                = "aks-split-stock-main"
  resource_group_name                 = azurerm_resource_group.stock.name
  location                            = azurerm_resource_group.stock.location
  dns_prefix                          = "aks-split-stock-main"
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
    name                         = "system"
    node_count                   = 3
    only_critical_addons_enabled = true
    temporary_name_for_rotation  = "systemtmp"
    vm_size                      = "Standard_D4ds_v5"
    vnet_subnet_id               = azurerm_subnet.stock_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.stock_main.id]
    type         = "UserAssigned"
  }

  ingress_application_gateway {
    gateway_id = azurerm_application_gateway.stock_gateway_edge.id
  }

  network_profile {
    dns_service_ip    = "172.16.0.10"
    load_balancer_sku = "standard"
    network_plugin    = "kubenet"
    outbound_type     = "userDefinedRouting"
    pod_cidr          = "10.162.0.0/16"
    service_cidr      = "172.16.0.0/16"
  }

  depends_on = [
    azurerm_virtual_network_peering.stock_peering_from_hub,
    azurerm_virtual_network_peering.stock_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.stock_main,
    azurerm_route.stock_main_default,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
    azurerm_subnet.stock_main_work,
    azurerm_subnet_network_security_group_association.stock_main_work,
    azurerm_subnet_route_table_association.stock_main_work,
    azurerm_subnet.stock_main_more,
    azurerm_subnet_network_security_group_association.stock_main_more,
    azurerm_subnet_route_table_association.stock_main_more,
    azurerm_role_assignment.stock_main_subnet_system,
    azurerm_role_assignment.stock_main_subnet_work,
    azurerm_role_assignment.stock_main_subnet_more,
    azurerm_role_assignment.stock_main_route_table,
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
  ]
}

resource "azurerm_kubernetes_cluster_node_pool" "stock_main_more" {
  provider = azurerm.stock

  name                        = "more"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.stock_main.id
  mode                        = "System"
  node_count                  = 3
  node_taints                 = ["CriticalAddonsOnly=true:NoSchedule"]
  os_type                     = "Linux"
  temporary_name_for_rotation = "moretmp"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.stock_main_more.id

  tags = {
    owner = "platform"
  }

  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "stock_main_work" {
  provider = azurerm.stock

  name                        = "work"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.stock_main.id
  mode                        = "User"
  node_count                  = 3
  os_type                     = "Linux"
  temporary_name_for_rotation = "worktmp"
  vm_size                     = "Standard_D4ds_v5"
  vnet_subnet_id              = azurerm_subnet.stock_main_work.id

  tags = {
    owner = "platform"
  }

  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_monitor_activity_log_alert" "stock_main_alert_availability" {
  provider = azurerm.stock

  name                = "ar-split-stock-main-availability"
  resource_group_name = azurerm_kubernetes_cluster.stock_main.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.stock_main.id]

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

resource "azurerm_monitor_activity_log_alert" "stock_main_alert_failed_operations" {
  provider = azurerm.stock

  name                = "ar-split-stock-main-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.stock_main.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.stock_main.id]

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

resource "azurerm_monitor_diagnostic_setting" "stock_gateway_edge_application_gateway" {
  provider = azurerm.stock

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_application_gateway.stock_gateway_edge.id

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }
}

resource "azurerm_monitor_diagnostic_setting" "stock_gateway_edge_network_security_group" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.stock_gateway_edge.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "stock_gateway_edge_public_ip" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.stock_gateway_edge.id

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

resource "azurerm_monitor_diagnostic_setting" "stock_main_kubernetes_cluster" {
  provider = azurerm.stock

  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_kubernetes_cluster.stock_main.id

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

resource "azurerm_monitor_diagnostic_setting" "stock_main_more_network_security_group" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.stock_main_more.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "stock_main_system_network_security_group" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.stock_main_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "stock_main_work_network_security_group" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.stock_main_work.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "stock_virtual_network" {
  provider = azurerm.stock

  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network.stock.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "stock_gateway_edge_alert_capacity_units" {
  provider = azurerm.stock

  name                = "ar-split-stock-gateway-edge-capacity-units"
  resource_group_name = azurerm_application_gateway.stock_gateway_edge.resource_group_name
  description         = "The gateway uses three quarters of the capacity units of all its instances. Raise the number of instances."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.stock_gateway_edge.id]
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

resource "azurerm_monitor_metric_alert" "stock_gateway_edge_alert_unhealthy_hosts" {
  provider = azurerm.stock

  name                = "ar-split-stock-gateway-edge-unhealthy-hosts"
  resource_group_name = azurerm_application_gateway.stock_gateway_edge.resource_group_name
  description         = "Backends of a pool have failed their probes for five minutes. See the gateway's backend health, and its route table."
  frequency           = "PT5M"
  scopes              = [azurerm_application_gateway.stock_gateway_edge.id]
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

resource "azurerm_monitor_metric_alert" "stock_main_alert_nodes" {
  provider = azurerm.stock

  name                = "ar-split-stock-main-nodes"
  resource_group_name = azurerm_kubernetes_cluster.stock_main.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.stock_main.id]
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

resource "azurerm_network_security_group" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "nsg-split-stock-gateway-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "stock_main_more" {
  provider = azurerm.stock

  name                = "nsg-split-stock-main-more"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "stock_main_system" {
  provider = azurerm.stock

  name                = "nsg-split-stock-main-system"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_group" "stock_main_work" {
  provider = azurerm.stock

  name                = "nsg-split-stock-main-work"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_rule" "stock_gateway_edge_deny-other-inbound" {
  provider = azurerm.stock

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_gateway-manager" {
  provider = azurerm.stock

  name                        = "gateway-manager"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "The gateway's control plane; without it the gateway stops being managed."
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_listeners" {
  provider = azurerm.stock

  name                        = "listeners"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "People, on the ports that the gateway listens on."
  destination_address_prefix  = "10.9.255.0/24"
  destination_port_ranges     = ["80", "443"]
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 120
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_gateway_edge_load-balancer" {
  provider = azurerm.stock

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Probes of Azure's load balancer in front of the instances."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_gateway_edge.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_deny-other-inbound" {
  provider = azurerm.stock

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_more.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_from-edge" {
  provider = azurerm.stock

  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24", "10.162.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_more.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_load-balancer" {
  provider = azurerm.stock

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_more.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_nodes-to-nodes" {
  provider = azurerm.stock

  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_more.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_nodes-to-pods" {
  provider = azurerm.stock

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_more.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_pods-to-nodes" {
  provider = azurerm.stock

  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_more.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.162.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_more_pods-to-pods" {
  provider = azurerm.stock

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_more.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.162.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_deny-other-inbound" {
  provider = azurerm.stock

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_from-edge" {
  provider = azurerm.stock

  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24", "10.162.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_system.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_load-balancer" {
  provider = azurerm.stock

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_nodes-to-nodes" {
  provider = azurerm.stock

  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_nodes-to-pods" {
  provider = azurerm.stock

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_pods-to-nodes" {
  provider = azurerm.stock

  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.162.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_system_pods-to-pods" {
  provider = azurerm.stock

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.162.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_deny-other-inbound" {
  provider = azurerm.stock

  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_work.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_from-edge" {
  provider = azurerm.stock

  name                         = "from-edge"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "The Application Gateway to nodes and pods."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24", "10.162.0.0/16"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_work.name
  priority                     = 150
  protocol                     = "Tcp"
  source_address_prefix        = "10.9.255.0/24"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_load-balancer" {
  provider = azurerm.stock

  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_work.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_nodes-to-nodes" {
  provider = azurerm.stock

  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_work.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_nodes-to-pods" {
  provider = azurerm.stock

  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_work.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_pods-to-nodes" {
  provider = azurerm.stock

  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.stock.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.9.0.0/24", "10.9.1.0/24", "10.9.2.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.stock_main_work.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.162.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "stock_main_work_pods-to-pods" {
  provider = azurerm.stock

  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.stock.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.162.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.stock_main_work.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.162.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_watcher_flow_log" "stock_flow_log" {
  provider = azurerm.stock

  name                 = azurerm_virtual_network.stock.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.stock.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_northeurope"
  storage_account_id   = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_storage_account_log_diagnostics_flows_northeurope_id
  target_resource_id   = azurerm_virtual_network.stock.id
  version              = 2

  tags = {
    owner = "platform"
  }

  retention_policy {
    days    = 7
    enabled = true
  }
}

resource "azurerm_public_ip" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "pip-split-stock-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "stock" {
  provider = azurerm.stock

  name     = "rg-split-stock"
  location = "northeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_role_assignment" "stock_main_agic_addon_gateway" {
  provider = azurerm.stock

  scope                = azurerm_application_gateway.stock_gateway_edge.id
  description          = "AGIC writes listeners, pools and rules."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Contributor"
}

resource "azurerm_role_assignment" "stock_main_agic_addon_resource_group" {
  provider = azurerm.stock

  scope                = azurerm_resource_group.stock.id
  description          = "AGIC looks the gateway up."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Reader"
}

resource "azurerm_role_assignment" "stock_main_agic_addon_subnet" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_gateway_edge.id
  description          = "Each write of the gateway joins its subnet again."
  principal_id         = azurerm_kubernetes_cluster.stock_main.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_route_table" {
  provider = azurerm.stock

  scope                = azurerm_route_table.stock_main.id
  description          = "AKS writes a route a node."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_subnet_more" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_main_more.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_subnet_system" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "stock_main_subnet_work" {
  provider = azurerm.stock

  scope                = azurerm_subnet.stock_main_work.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.stock_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "stock_from_west" {
  provider = azurerm.west

  name                   = "to-stock"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_resource_group_west_name
  address_prefix         = "10.9.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_firewall_north_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_route_table_west_firewall_routes_name
}

resource "azurerm_route" "stock_main_default" {
  provider = azurerm.stock

  name                   = "default"
  resource_group_name    = azurerm_resource_group.stock.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_firewall_north_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.stock_main.name
}

resource "azurerm_route_table" "stock_gateway_edge" {
  provider = azurerm.stock

  name                          = "rt-split-stock-gateway-edge"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_route_table" "stock_main" {
  provider = azurerm.stock

  name                          = "rt-split-stock-main"
  resource_group_name           = azurerm_resource_group.stock.name
  location                      = azurerm_resource_group.stock.location
  bgp_route_propagation_enabled = false

  tags = {
    owner = "platform"
  }

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "stock_gateway_edge" {
  provider = azurerm.stock

  name                            = "snet-split-stock-gateway-edge"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.255.0/24"]
  default_outbound_access_enabled = true
}

resource "azurerm_subnet" "stock_main_more" {
  provider = azurerm.stock

  name                            = "snet-split-stock-main-more"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.2.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "stock_main_system" {
  provider = azurerm.stock

  name                            = "snet-split-stock-main-system"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "stock_main_work" {
  provider = azurerm.stock

  name                            = "snet-split-stock-main-work"
  resource_group_name             = azurerm_resource_group.stock.name
  virtual_network_name            = azurerm_virtual_network.stock.name
  address_prefixes                = ["10.9.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "stock_gateway_edge" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_gateway_edge.id
  subnet_id                 = azurerm_subnet.stock_gateway_edge.id
}

resource "azurerm_subnet_network_security_group_association" "stock_main_more" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_main_more.id
  subnet_id                 = azurerm_subnet.stock_main_more.id
}

resource "azurerm_subnet_network_security_group_association" "stock_main_system" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_main_system.id
  subnet_id                 = azurerm_subnet.stock_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "stock_main_work" {
  provider = azurerm.stock

  network_security_group_id = azurerm_network_security_group.stock_main_work.id
  subnet_id                 = azurerm_subnet.stock_main_work.id
}

resource "azurerm_subnet_route_table_association" "stock_gateway_edge" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_gateway_edge.id
  subnet_id      = azurerm_subnet.stock_gateway_edge.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_gateway_edge]
}

resource "azurerm_subnet_route_table_association" "stock_main_more" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_main.id
  subnet_id      = azurerm_subnet.stock_main_more.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_main_more]
}

resource "azurerm_subnet_route_table_association" "stock_main_system" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_main.id
  subnet_id      = azurerm_subnet.stock_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_main_system]
}

resource "azurerm_subnet_route_table_association" "stock_main_work" {
  provider = azurerm.stock

  route_table_id = azurerm_route_table.stock_main.id
  subnet_id      = azurerm_subnet.stock_main_work.id

  depends_on = [azurerm_subnet_network_security_group_association.stock_main_work]
}

resource "azurerm_subscription_policy_assignment" "stock_policy_everywhere" {
  provider = azurerm.stock

  name                 = "pol-split-stock-everywhere"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "audit" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  subscription_id      = data.azurerm_subscription.stock_policy_everywhere_subscription.id

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_user_assigned_identity" "stock_main" {
  provider = azurerm.stock

  name                = "id-split-stock-main"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "stock" {
  provider = azurerm.stock

  name                = "vnet-split-stock"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location
  address_space       = ["10.9.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network_peering" "stock_peering_from_hub" {
  provider = azurerm

  name                      = "peer-split-north-to-stock"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_resource_group_north_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.stock.id

  depends_on = [
    azurerm_subnet.stock_gateway_edge,
    azurerm_subnet_network_security_group_association.stock_gateway_edge,
    azurerm_subnet_route_table_association.stock_gateway_edge,
    azurerm_subnet.stock_main_system,
    azurerm_subnet_network_security_group_association.stock_main_system,
    azurerm_subnet_route_table_association.stock_main_system,
    azurerm_subnet.stock_main_work,
    azurerm_subnet_network_security_group_association.stock_main_work,
    azurerm_subnet_route_table_association.stock_main_work,
    azurerm_subnet.stock_main_more,
    azurerm_subnet_network_security_group_association.stock_main_more,
    azurerm_subnet_route_table_association.stock_main_more,
  ]
}

resource "azurerm_virtual_network_peering" "stock_peering_to_hub" {
  provider = azurerm.stock

  name                      = "peer-split-stock-to-north"
  resource_group_name       = azurerm_resource_group.stock.name
  virtual_network_name      = azurerm_virtual_network.stock.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.stock_peering_from_hub]
}

resource "azurerm_web_application_firewall_policy" "stock_gateway_edge" {
  provider = azurerm.stock

  name                = "waf-split-stock-edge"
  resource_group_name = azurerm_resource_group.stock.name
  location            = azurerm_resource_group.stock.location

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

output "cross-stack-output-azurerm_resource_group_stock_id" {
  value     = azurerm_resource_group.stock.id
  sensitive = true
}

output "cross-stack-output-azurerm_resource_group_stock_name" {
  value     = azurerm_resource_group.stock.name
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_stock_gateway_edge_id" {
  value     = azurerm_route_table.stock_gateway_edge.id
  sensitive = true
}

output "cross-stack-output-azurerm_route_table_stock_main_id" {
  value     = azurerm_route_table.stock_main.id
  sensitive = true
}

output "stock_edge_gateway_id" {
  description = "Id of the gateway edge."
  value       = azurerm_application_gateway.stock_gateway_edge.id
}

output "stock_edge_gateway_public_ip" {
  description = "Public address of the gateway edge."
  value       = azurerm_public_ip.stock_gateway_edge.ip_address
}

output "stock_edge_gateway_route_table_id" {
  description = "Table that the runtime writes."
  value       = azurerm_route_table.stock_gateway_edge.id
}

output "stock_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.stock_main.id
}

output "stock_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.stock_main.fqdn
}

output "stock_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.stock_main.principal_id
}

output "stock_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.stock_main.kubelet_identity[0].client_id
}

output "stock_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.stock_main.kubelet_identity[0].object_id
}

output "stock_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.stock_main.node_resource_group
}

output "stock_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.stock_main.oidc_issuer_url
}

output "stock_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.stock_main.id
}

output "stock_subnet_ids" {
  description = "Ids of the subnets of stock."

  value = {
    gateway_edge = azurerm_subnet.stock_gateway_edge.id
    main_more    = azurerm_subnet.stock_main_more.id
    main_system  = azurerm_subnet.stock_main_system.id
    main_work    = azurerm_subnet.stock_main_work.id
  }
}

output "stock_virtual_network_id" {
  description = "Id of the network of stock."
  value       = azurerm_virtual_network.stock.id
}
