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
    key                  = "platforms/split-web.tfstate"
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
  alias = "west"

  storage_use_azuread = true
  subscription_id     = "11111111-0000-4000-8000-000000000001"

  features {}
}

data "azurerm_subscription" "web_policy_everywhere_subscription" {}

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

data "terraform_remote_state" "cross-stack-reference-input-split-front-door" {
  backend   = "azurerm"
  workspace = terraform.workspace

  config = {
    container_name       = "state"
    key                  = "platforms/split-front-door.tfstate"
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

resource "azurerm_kubernetes_cluster" "web_main" {
  name                                = "aks-split-web-main"
  resource_group_name                 = azurerm_resource_group.web.name
  location                            = azurerm_resource_group.web.location
  dns_prefix                          = "aks-split-web-main"
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
    vnet_subnet_id              = azurerm_subnet.web_main_system.id

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.web_main.id]
    type         = "UserAssigned"
  }

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    outbound_type       = "loadBalancer"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"

    load_balancer_profile {
      idle_timeout_in_minutes   = 30
      managed_outbound_ip_count = 1
      outbound_ports_allocated  = 0
    }
  }

  depends_on = [
    azurerm_virtual_network_peering.web_peering_from_hub,
    azurerm_virtual_network_peering.web_peering_to_hub,
    azurerm_subnet.web_main_system,
    azurerm_subnet_network_security_group_association.web_main_system,
    azurerm_role_assignment.web_main_subnet_system,
    azurerm_role_assignment.web_main_front_door_origin_address,
    azurerm_public_ip.web_main_front_door_origin,
  ]
}

resource "azurerm_monitor_activity_log_alert" "web_main_alert_availability" {
  name                = "ar-split-web-main-availability"
  resource_group_name = azurerm_kubernetes_cluster.web_main.resource_group_name
  location            = "global"
  description         = "Azure reports the cluster as degraded or unavailable: see its Resource Health."
  scopes              = [azurerm_kubernetes_cluster.web_main.id]

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

resource "azurerm_monitor_activity_log_alert" "web_main_alert_failed_operations" {
  name                = "ar-split-web-main-failed-operations"
  resource_group_name = azurerm_kubernetes_cluster.web_main.resource_group_name
  location            = "global"
  description         = "An operation on the cluster or one of its node pools failed, by Terraform, an upgrade or the autoscaler: az aks show, az aks nodepool list."
  scopes              = [azurerm_kubernetes_cluster.web_main.id]

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

resource "azurerm_monitor_diagnostic_setting" "web_main_front_door_origin_public_ip" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_public_ip.web_main_front_door_origin.id

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

resource "azurerm_monitor_diagnostic_setting" "web_main_kubernetes_cluster" {
  name                           = "diagnostics"
  log_analytics_destination_type = "Dedicated"
  log_analytics_workspace_id     = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id             = azurerm_kubernetes_cluster.web_main.id

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

resource "azurerm_monitor_diagnostic_setting" "web_main_system_network_security_group" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_network_security_group.web_main_system.id

  enabled_log {
    category = "NetworkSecurityGroupEvent"
  }

  enabled_log {
    category = "NetworkSecurityGroupRuleCounter"
  }
}

resource "azurerm_monitor_diagnostic_setting" "web_virtual_network" {
  name                       = "diagnostics"
  log_analytics_workspace_id = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_log_analytics_workspace_log_diagnostics_id
  target_resource_id         = azurerm_virtual_network.web.id

  enabled_log {
    category = "VMProtectionAlerts"
  }
}

resource "azurerm_monitor_metric_alert" "web_main_alert_nodes" {
  name                = "ar-split-web-main-nodes"
  resource_group_name = azurerm_kubernetes_cluster.web_main.resource_group_name
  description         = "A node of the cluster is not ready. See its events: kubectl describe node."
  frequency           = "PT5M"
  scopes              = [azurerm_kubernetes_cluster.web_main.id]
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

resource "azurerm_monitor_metric_alert" "web_main_alert_snat_failures" {
  name                = "ar-split-web-main-snat-failures"
  resource_group_name = azurerm_kubernetes_cluster.web_main.resource_group_name
  description         = "Connections of nodes failed for want of SNAT ports. Give the cluster's egress more publicIps, or outboundPorts."
  frequency           = "PT5M"
  severity            = 1
  window_size         = "PT5M"

  scopes = [
    "${azurerm_kubernetes_cluster.web_main.node_resource_group_id}/providers/Microsoft.Network/loadBalancers/kubernetes",
  ]

  tags = {
    owner = "platform"
  }

  action {
    action_group_id = data.terraform_remote_state.cross-stack-reference-input-split-alerts.outputs.cross-stack-output-azurerm_monitor_action_group_operator_alerts_id
  }

  criteria {
    aggregation      = "Total"
    metric_name      = "SnatConnectionCount"
    metric_namespace = "Microsoft.Network/loadBalancers"
    operator         = "GreaterThan"
    threshold        = 0

    dimension {
      name     = "ConnectionState"
      operator = "Include"
      values   = ["Failed"]
    }
  }
}

resource "azurerm_network_security_group" "web_main_system" {
  name                = "nsg-split-web-main-system"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_network_security_rule" "web_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_from-front-door" {
  name                        = "from-front-door"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Front Door to the public load balancer, which keeps its address on the packet."
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 150
  protocol                    = "Tcp"
  source_address_prefix       = "AzureFrontDoor.Backend"
  source_port_range           = "*"

  destination_address_prefixes = [
    azurerm_public_ip.web_main_front_door_origin.ip_address,
    "10.10.0.0/24",
  ]
}

resource "azurerm_network_security_rule" "web_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-nodes" {
  name                        = "nodes-to-nodes"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefix  = "10.10.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 100
  protocol                    = "*"
  source_address_prefix       = "10.10.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefix       = "10.10.0.0/24"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-nodes" {
  name                        = "pods-to-nodes"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefix  = "10.10.0.0/24"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 130
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "web_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.web.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.web_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_watcher_flow_log" "web_flow_log" {
  name                 = azurerm_virtual_network.web.name
  resource_group_name  = "NetworkWatcherRG"
  location             = azurerm_resource_group.web.location
  enabled              = true
  network_watcher_name = "NetworkWatcher_northeurope"
  storage_account_id   = data.terraform_remote_state.cross-stack-reference-input-split-diagnostics.outputs.cross-stack-output-azurerm_storage_account_log_diagnostics_flows_northeurope_id
  target_resource_id   = azurerm_virtual_network.web.id
  version              = 2

  tags = {
    owner = "platform"
  }

  retention_policy {
    days    = 7
    enabled = true
  }
}

resource "azurerm_public_ip" "web_main_front_door_origin" {
  name                = "pip-split-web-main-origin"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location
  allocation_method   = "Static"
  sku                 = "Standard"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_resource_group" "web" {
  name     = "rg-split-web"
  location = "northeurope"

  tags = {
    owner = "platform"
  }
}

resource "azurerm_role_assignment" "web_main_front_door_origin_address" {
  scope                = azurerm_resource_group.web.id
  description          = "AKS looks up the public address in its group and puts it on the load balancer."
  principal_id         = azurerm_user_assigned_identity.web_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "web_main_subnet_system" {
  scope                = azurerm_subnet.web_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.web_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "web_from_west" {
  provider = azurerm.west

  name                   = "to-web"
  resource_group_name    = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_resource_group_west_name
  address_prefix         = "10.10.0.0/16"
  next_hop_in_ip_address = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_firewall_north_firewall_ip_configuration_0_private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = data.terraform_remote_state.cross-stack-reference-input-split-west.outputs.cross-stack-output-azurerm_route_table_west_firewall_routes_name
}

resource "azurerm_subnet" "web_main_system" {
  name                            = "snet-split-web-main-system"
  resource_group_name             = azurerm_resource_group.web.name
  virtual_network_name            = azurerm_virtual_network.web.name
  address_prefixes                = ["10.10.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet_network_security_group_association" "web_main_system" {
  network_security_group_id = azurerm_network_security_group.web_main_system.id
  subnet_id                 = azurerm_subnet.web_main_system.id
}

resource "azurerm_subscription_policy_assignment" "web_policy_everywhere" {
  name                 = "pol-split-web-everywhere"
  display_name         = "Kubernetes clusters should use internal load balancers"
  parameters           = jsonencode({ effect = { value = "audit" } })
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
  subscription_id      = data.azurerm_subscription.web_policy_everywhere_subscription.id

  non_compliance_message {
    content = "Services of type LoadBalancer have to be internal here."
  }
}

resource "azurerm_user_assigned_identity" "web_main" {
  name                = "id-split-web-main"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network" "web" {
  name                = "vnet-split-web"
  resource_group_name = azurerm_resource_group.web.name
  location            = azurerm_resource_group.web.location
  address_space       = ["10.10.0.0/16"]
  dns_servers         = []

  tags = {
    owner = "platform"
  }
}

resource "azurerm_virtual_network_peering" "web_peering_from_hub" {
  name                      = "peer-split-north-to-web"
  resource_group_name       = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_resource_group_north_name
  virtual_network_name      = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.web.id

  depends_on = [
    azurerm_subnet.web_main_system,
    azurerm_subnet_network_security_group_association.web_main_system,
  ]
}

resource "azurerm_virtual_network_peering" "web_peering_to_hub" {
  name                      = "peer-split-web-to-north"
  resource_group_name       = azurerm_resource_group.web.name
  virtual_network_name      = azurerm_virtual_network.web.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = data.terraform_remote_state.cross-stack-reference-input-split-north.outputs.cross-stack-output-azurerm_virtual_network_north_id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.web_peering_from_hub]
}

output "web_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.web_main.id
}

output "web_main_fqdn" {
  description = "Name of the API server of main."
  value       = azurerm_kubernetes_cluster.web_main.fqdn
}

output "web_main_front_door_id" {
  description = "What the header X-Azure-FDID has to say."
  value       = data.terraform_remote_state.cross-stack-reference-input-split-front-door.outputs.cross-stack-output-azurerm_cdn_frontdoor_profile_front_door_world_resource_guid
}

output "web_main_front_door_origin_ip" {
  description = "Address that the origin's name has to have."
  value       = azurerm_public_ip.web_main_front_door_origin.ip_address
}

output "web_main_identity_principal_id" {
  description = "Object id of the identity of main."
  value       = azurerm_user_assigned_identity.web_main.principal_id
}

output "web_main_kubelet_client_id" {
  description = "Client id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.web_main.kubelet_identity[0].client_id
}

output "web_main_kubelet_object_id" {
  description = "Object id of the nodes' identity of main."
  value       = azurerm_kubernetes_cluster.web_main.kubelet_identity[0].object_id
}

output "web_main_node_resource_group" {
  description = "Resource group of the nodes of main."
  value       = azurerm_kubernetes_cluster.web_main.node_resource_group
}

output "web_main_oidc_issuer_url" {
  description = "Issuer of the tokens of workloads in main."
  value       = azurerm_kubernetes_cluster.web_main.oidc_issuer_url
}

output "web_subnet_ids" {
  description = "Ids of the subnets of web."

  value = {
    main_system = azurerm_subnet.web_main_system.id
  }
}

output "web_virtual_network_id" {
  description = "Id of the network of web."
  value       = azurerm_virtual_network.web.id
}
