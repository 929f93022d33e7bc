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

resource "azurerm_firewall" "hub_firewall" {
  name                = "afw-litware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  firewall_policy_id  = azurerm_firewall_policy.hub_firewall.id
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  zones               = ["1", "2", "3"]

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
  name                = "afwp-litware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "models_main" {
  name               = "rcg-litware-models-main"
  firewall_policy_id = azurerm_firewall_policy.hub_firewall.id
  priority           = 1000

  application_rule_collection {
    name     = "allow-application"
    action   = "Allow"
    priority = 200

    rule {
      name                  = "azure-kubernetes-service"
      destination_fqdn_tags = ["AzureKubernetesService"]
      source_addresses      = ["10.81.0.0/24", "10.81.1.0/24"]

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
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "gpu-drivers"
      destination_fqdns = ["nvidia.github.io", "us.download.nvidia.com", "download.docker.com"]
      source_addresses  = ["10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "monitoring-logs"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "dc.services.visualstudio.com",
        "*.monitoring.azure.com",
        "*.ingest.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
        "westeurope.handler.control.monitor.azure.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "monitoring-metrics"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "*.monitoring.azure.com",
        "*.metrics.ingest.monitor.azure.com",
        "global.handler.control.monitor.azure.com",
        "westeurope.handler.control.monitor.azure.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "azure-policy"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

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

    rule {
      name             = "defender"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "*.cloud.defender.microsoft.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "key-vault"
      destination_fqdns = ["*.vault.azure.net"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "extensions"
      destination_fqdns = ["westeurope.dp.kubernetesconfiguration.azure.com"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "extension-metrics"
      destination_fqdns = ["*.ingestion.msftcloudes.com", "*.microsoftmetrics.com"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "git-github.com"
      destination_fqdns = ["github.com"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "registry-litwareimages"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "litwareimages.azurecr.io",
        "litwareimages.westeurope.data.azurecr.io",
        "litwareimages.northeurope.data.azurecr.io",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "registry-docker-hub"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "docker.io",
        "registry-1.docker.io",
        "auth.docker.io",
        "production.cloudflare.docker.com",
        "production.cloudfront.docker.com",
        "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name             = "registry-registry-k8s-io"
      source_addresses = ["10.81.0.0/24", "10.81.1.0/24"]

      destination_fqdns = [
        "registry.k8s.io",
        "asia-east1-docker.pkg.dev",
        "asia-northeast1-docker.pkg.dev",
        "asia-northeast2-docker.pkg.dev",
        "asia-south1-docker.pkg.dev",
        "australia-southeast1-docker.pkg.dev",
        "europe-north1-docker.pkg.dev",
        "europe-southwest1-docker.pkg.dev",
        "europe-west1-docker.pkg.dev",
        "europe-west2-docker.pkg.dev",
        "europe-west4-docker.pkg.dev",
        "europe-west8-docker.pkg.dev",
        "europe-west9-docker.pkg.dev",
        "southamerica-west1-docker.pkg.dev",
        "us-central1-docker.pkg.dev",
        "us-east1-docker.pkg.dev",
        "us-east4-docker.pkg.dev",
        "us-east5-docker.pkg.dev",
        "us-south1-docker.pkg.dev",
        "us-west1-docker.pkg.dev",
        "us-west2-docker.pkg.dev",
        "prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com",
      ]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-google-storage"
      destination_fqdns = ["storage.googleapis.com", "gcr.io"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-quay"
      destination_fqdns = ["quay.io", "*.quay.io"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }

    rule {
      name              = "registry-github-container-registry"
      destination_fqdns = ["ghcr.io", "pkg-containers.githubusercontent.com"]
      source_addresses  = ["10.81.0.0/24", "10.81.1.0/24"]

      protocols {
        port = 443
        type = "Https"
      }
    }
  }
}

resource "azurerm_kubernetes_cluster" "models_main" {
  name                                = "aks-litware-models-main"
  resource_group_name                 = azurerm_resource_group.models.name
  location                            = azurerm_resource_group.models.location
  azure_policy_enabled                = true
  dns_prefix                          = "aks-litware-models-main"
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
    vnet_subnet_id              = azurerm_subnet.models_main_system.id
    zones                       = ["1", "2", "3"]

    upgrade_settings {
      max_surge = "33%"
    }
  }

  identity {
    identity_ids = [azurerm_user_assigned_identity.models_main.id]
    type         = "UserAssigned"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "2m"
  }

  microsoft_defender {
    log_analytics_workspace_id = azurerm_log_analytics_workspace.models_main_logs_workspace.id
  }

  monitor_metrics {}

  network_profile {
    dns_service_ip      = "172.16.0.10"
    load_balancer_sku   = "standard"
    network_data_plane  = "cilium"
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "172.16.0.0/16"
  }

  oms_agent {
    log_analytics_workspace_id      = azurerm_log_analytics_workspace.models_main_logs_workspace.id
    msi_auth_for_monitoring_enabled = true
  }

  depends_on = [
    azurerm_virtual_network_peering.models_peering_from_hub,
    azurerm_virtual_network_peering.models_peering_to_hub,
    azurerm_firewall_policy_rule_collection_group.models_main,
    azurerm_route.models_main_default,
    azurerm_subnet.models_main_system,
    azurerm_subnet_network_security_group_association.models_main_system,
    azurerm_subnet_route_table_association.models_main_system,
    azurerm_subnet.models_main_gpu,
    azurerm_subnet_network_security_group_association.models_main_gpu,
    azurerm_subnet_route_table_association.models_main_gpu,
    azurerm_role_assignment.models_main_subnet_system,
    azurerm_role_assignment.models_main_subnet_gpu,
  ]
}

resource "azurerm_kubernetes_cluster_extension" "models_main_flux" {
  name           = "flux"
  cluster_id     = azurerm_kubernetes_cluster.models_main.id
  extension_type = "microsoft.flux"
}

resource "azurerm_kubernetes_cluster_node_pool" "models_main_gpu" {
  name                        = "gpu"
  auto_scaling_enabled        = true
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.models_main.id
  max_count                   = 4
  min_count                   = 0
  mode                        = "User"
  node_taints                 = ["sku=gpu:NoSchedule"]
  os_type                     = "Linux"
  temporary_name_for_rotation = "gputmp"
  vm_size                     = "Standard_NC24ads_A100_v4"
  vnet_subnet_id              = azurerm_subnet.models_main_gpu.id

  upgrade_settings {
    max_surge = "33%"
  }

  lifecycle {
    ignore_changes = [node_count]
  }
}

resource "azurerm_kubernetes_flux_configuration" "models_main_git" {
  name       = "platform"
  scope      = "cluster"
  cluster_id = azurerm_kubernetes_cluster.models_main.id
  namespace  = "flux-system"

  git_repository {
    reference_type  = "branch"
    reference_value = "main"
    url             = "https://github.com/litware/platform"
  }

  kustomizations {
    name                       = "platform"
    garbage_collection_enabled = true
    path                       = "clusters/models"
  }

  depends_on = [azurerm_kubernetes_cluster_extension.models_main_flux]
}

resource "azurerm_log_analytics_workspace" "models_main_logs_workspace" {
  name                = "log-litware-models-main"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
  retention_in_days   = 90
  sku                 = "PerGB2018"
}

resource "azurerm_monitor_data_collection_endpoint" "models_main_metrics" {
  name                = "dce-litware-models-main"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
  kind                = "Linux"
}

resource "azurerm_monitor_data_collection_rule" "models_main_logs" {
  name                = "dcr-litware-models-main-logs"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
  kind                = "Linux"

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
  }

  data_sources {
    extension {
      name           = "container-insights"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = azurerm_log_analytics_workspace.models_main_logs_workspace.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule" "models_main_metrics" {
  name                        = "dcr-litware-models-main-metrics"
  resource_group_name         = azurerm_resource_group.models.name
  location                    = azurerm_resource_group.models.location
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.models_main_metrics.id
  kind                        = "Linux"

  data_flow {
    destinations = ["workspace"]
    streams      = ["Microsoft-PrometheusMetrics"]
  }

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.models_main_metrics.id
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "models_main_logs" {
  name                    = "ContainerInsightsExtension"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.models_main_logs.id
  target_resource_id      = azurerm_kubernetes_cluster.models_main.id
}

resource "azurerm_monitor_data_collection_rule_association" "models_main_metrics" {
  name                    = "prometheus"
  data_collection_rule_id = azurerm_monitor_data_collection_rule.models_main_metrics.id
  target_resource_id      = azurerm_kubernetes_cluster.models_main.id
}

resource "azurerm_monitor_workspace" "models_main_metrics" {
  name                = "amw-litware-models-main"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
}

resource "azurerm_network_security_group" "models_main_gpu" {
  name                = "nsg-litware-models-main-gpu"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
}

resource "azurerm_network_security_group" "models_main_system" {
  name                = "nsg-litware-models-main-system"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
}

resource "azurerm_network_security_group" "models_private_endpoints" {
  name                = "nsg-litware-models-private-endpoints"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
}

resource "azurerm_network_security_rule" "models_main_gpu_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_gpu.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_gpu_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_gpu.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_gpu_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.models.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.81.0.0/24", "10.81.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.models_main_gpu.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.81.0.0/24", "10.81.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "models_main_gpu_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_gpu.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.81.0.0/24", "10.81.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_gpu_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.models.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.81.0.0/24", "10.81.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.models_main_gpu.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "models_main_gpu_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_gpu.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_system_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_system.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_system_load-balancer" {
  name                        = "load-balancer"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Health probes of Azure's load balancer."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_system.name
  priority                    = 140
  protocol                    = "*"
  source_address_prefix       = "AzureLoadBalancer"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_system_nodes-to-nodes" {
  name                         = "nodes-to-nodes"
  resource_group_name          = azurerm_resource_group.models.name
  access                       = "Allow"
  description                  = "Nodes of the cluster among each other: kubelet, DNS and services."
  destination_address_prefixes = ["10.81.0.0/24", "10.81.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.models_main_system.name
  priority                     = 100
  protocol                     = "*"
  source_address_prefixes      = ["10.81.0.0/24", "10.81.1.0/24"]
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "models_main_system_nodes-to-pods" {
  name                        = "nodes-to-pods"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Nodes to pods elsewhere: probes, webhooks and services."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_system.name
  priority                    = 110
  protocol                    = "*"
  source_address_prefixes     = ["10.81.0.0/24", "10.81.1.0/24"]
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_main_system_pods-to-nodes" {
  name                         = "pods-to-nodes"
  resource_group_name          = azurerm_resource_group.models.name
  access                       = "Allow"
  description                  = "Pods to nodes: host ports, metrics, the API server's private endpoint."
  destination_address_prefixes = ["10.81.0.0/24", "10.81.1.0/24"]
  destination_port_range       = "*"
  direction                    = "Inbound"
  network_security_group_name  = azurerm_network_security_group.models_main_system.name
  priority                     = 130
  protocol                     = "*"
  source_address_prefix        = "10.244.0.0/16"
  source_port_range            = "*"
}

resource "azurerm_network_security_rule" "models_main_system_pods-to-pods" {
  name                        = "pods-to-pods"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Pods among each other, across nodes."
  destination_address_prefix  = "10.244.0.0/16"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_main_system.name
  priority                    = 120
  protocol                    = "*"
  source_address_prefix       = "10.244.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_private_endpoints_deny-other-inbound" {
  name                        = "deny-other-inbound"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Deny"
  description                 = "Nothing else: the default rules would let the whole VirtualNetwork tag pass."
  destination_address_prefix  = "*"
  destination_port_range      = "*"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_private_endpoints.name
  priority                    = 4096
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_private_endpoints_from-hub" {
  name                        = "from-hub"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Calls of what is in the hub's network."
  destination_address_prefix  = "10.81.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_private_endpoints.name
  priority                    = 110
  protocol                    = "Tcp"
  source_address_prefix       = "10.80.0.0/22"
  source_port_range           = "*"
}

resource "azurerm_network_security_rule" "models_private_endpoints_from-spoke" {
  name                        = "from-spoke"
  resource_group_name         = azurerm_resource_group.models.name
  access                      = "Allow"
  description                 = "Calls of what is in the spoke's network."
  destination_address_prefix  = "10.81.253.0/26"
  destination_port_range      = "443"
  direction                   = "Inbound"
  network_security_group_name = azurerm_network_security_group.models_private_endpoints.name
  priority                    = 100
  protocol                    = "Tcp"
  source_address_prefix       = "10.81.0.0/16"
  source_port_range           = "*"
}

resource "azurerm_private_dns_zone" "hub_endpoint_zone_privatelink-vaultcore-azure-net" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = azurerm_resource_group.hub.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-litware-hub"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}

resource "azurerm_private_dns_zone_virtual_network_link" "models_zone_privatelink-vaultcore-azure-net" {
  name                  = "pdnslink-litware-models"
  resource_group_name   = azurerm_resource_group.hub.name
  private_dns_zone_name = azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.name
  virtual_network_id    = azurerm_virtual_network.models.id
}

resource "azurerm_private_endpoint" "models_private_endpoints_secrets" {
  name                = "pep-litware-models-secrets"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
  subnet_id           = azurerm_subnet.models_private_endpoints.id

  private_dns_zone_group {
    name = "default"

    private_dns_zone_ids = [
      azurerm_private_dns_zone.hub_endpoint_zone_privatelink-vaultcore-azure-net.id,
    ]
  }

  private_service_connection {
    name                           = "pep-litware-models-secrets"
    is_manual_connection           = true
    private_connection_resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-secrets/providers/Microsoft.KeyVault/vaults/kv-litware-models"
    request_message                = "Requested by pep-litware-models-secrets."
    subresource_names              = ["vault"]
  }

  depends_on = [
    azurerm_subnet.models_private_endpoints,
    azurerm_subnet_network_security_group_association.models_private_endpoints,
  ]
}

resource "azurerm_public_ip" "hub_firewall_1" {
  name                = "pip-litware-hub-firewall-1"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_10" {
  name                = "pip-litware-hub-firewall-10"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_11" {
  name                = "pip-litware-hub-firewall-11"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_12" {
  name                = "pip-litware-hub-firewall-12"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_13" {
  name                = "pip-litware-hub-firewall-13"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_14" {
  name                = "pip-litware-hub-firewall-14"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_15" {
  name                = "pip-litware-hub-firewall-15"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_16" {
  name                = "pip-litware-hub-firewall-16"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_17" {
  name                = "pip-litware-hub-firewall-17"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_18" {
  name                = "pip-litware-hub-firewall-18"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_19" {
  name                = "pip-litware-hub-firewall-19"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_2" {
  name                = "pip-litware-hub-firewall-2"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_20" {
  name                = "pip-litware-hub-firewall-20"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_3" {
  name                = "pip-litware-hub-firewall-3"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_4" {
  name                = "pip-litware-hub-firewall-4"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_5" {
  name                = "pip-litware-hub-firewall-5"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_6" {
  name                = "pip-litware-hub-firewall-6"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_7" {
  name                = "pip-litware-hub-firewall-7"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_8" {
  name                = "pip-litware-hub-firewall-8"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_public_ip" "hub_firewall_9" {
  name                = "pip-litware-hub-firewall-9"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}

resource "azurerm_resource_group" "hub" {
  name     = "rg-litware-hub"
  location = "westeurope"
}

resource "azurerm_resource_group" "models" {
  name     = "rg-litware-models"
  location = "westeurope"
}

resource "azurerm_role_assignment" "models_main_registry_litwareimages" {
  scope                = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/litwareimages"
  description          = "Nodes pull the team's images."
  principal_id         = azurerm_kubernetes_cluster.models_main.kubelet_identity[0].object_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "AcrPull"
}

resource "azurerm_role_assignment" "models_main_subnet_gpu" {
  scope                = azurerm_subnet.models_main_gpu.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.models_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_role_assignment" "models_main_subnet_system" {
  scope                = azurerm_subnet.models_main_system.id
  description          = "Nodes and internal load balancers join the subnet."
  principal_id         = azurerm_user_assigned_identity.models_main.principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Network Contributor"
}

resource "azurerm_route" "models_main_default" {
  name                   = "default"
  resource_group_name    = azurerm_resource_group.models.name
  address_prefix         = "0.0.0.0/0"
  next_hop_in_ip_address = azurerm_firewall.hub_firewall.ip_configuration[0].private_ip_address
  next_hop_type          = "VirtualAppliance"
  route_table_name       = azurerm_route_table.models_main.name
}

resource "azurerm_route_table" "models_main" {
  name                          = "rt-litware-models-main"
  resource_group_name           = azurerm_resource_group.models.name
  location                      = azurerm_resource_group.models.location
  bgp_route_propagation_enabled = false

  lifecycle {
    ignore_changes = [tags, route]
  }
}

resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                            = "AzureFirewallSubnet"
  resource_group_name             = azurerm_resource_group.hub.name
  virtual_network_name            = azurerm_virtual_network.hub.name
  address_prefixes                = ["10.80.0.0/26"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "models_main_gpu" {
  name                            = "snet-litware-models-main-gpu"
  resource_group_name             = azurerm_resource_group.models.name
  virtual_network_name            = azurerm_virtual_network.models.name
  address_prefixes                = ["10.81.1.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "models_main_system" {
  name                            = "snet-litware-models-main-system"
  resource_group_name             = azurerm_resource_group.models.name
  virtual_network_name            = azurerm_virtual_network.models.name
  address_prefixes                = ["10.81.0.0/24"]
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "models_private_endpoints" {
  name                              = "snet-litware-models-private-endpoints"
  resource_group_name               = azurerm_resource_group.models.name
  virtual_network_name              = azurerm_virtual_network.models.name
  address_prefixes                  = ["10.81.253.0/26"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_subnet_network_security_group_association" "models_main_gpu" {
  network_security_group_id = azurerm_network_security_group.models_main_gpu.id
  subnet_id                 = azurerm_subnet.models_main_gpu.id
}

resource "azurerm_subnet_network_security_group_association" "models_main_system" {
  network_security_group_id = azurerm_network_security_group.models_main_system.id
  subnet_id                 = azurerm_subnet.models_main_system.id
}

resource "azurerm_subnet_network_security_group_association" "models_private_endpoints" {
  network_security_group_id = azurerm_network_security_group.models_private_endpoints.id
  subnet_id                 = azurerm_subnet.models_private_endpoints.id
}

resource "azurerm_subnet_route_table_association" "models_main_gpu" {
  route_table_id = azurerm_route_table.models_main.id
  subnet_id      = azurerm_subnet.models_main_gpu.id

  depends_on = [azurerm_subnet_network_security_group_association.models_main_gpu]
}

resource "azurerm_subnet_route_table_association" "models_main_system" {
  route_table_id = azurerm_route_table.models_main.id
  subnet_id      = azurerm_subnet.models_main_system.id

  depends_on = [azurerm_subnet_network_security_group_association.models_main_system]
}

resource "azurerm_user_assigned_identity" "models_main" {
  name                = "id-litware-models-main"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
}

resource "azurerm_virtual_network" "hub" {
  name                = "vnet-litware-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.80.0.0/22"]
  dns_servers         = []
}

resource "azurerm_virtual_network" "models" {
  name                = "vnet-litware-models"
  resource_group_name = azurerm_resource_group.models.name
  location            = azurerm_resource_group.models.location
  address_space       = ["10.81.0.0/16"]
  dns_servers         = []
}

resource "azurerm_virtual_network_peering" "models_peering_from_hub" {
  name                      = "peer-litware-hub-to-models"
  resource_group_name       = azurerm_resource_group.hub.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  allow_forwarded_traffic   = true
  allow_gateway_transit     = false
  remote_virtual_network_id = azurerm_virtual_network.models.id

  depends_on = [
    azurerm_subnet.hub_AzureFirewallSubnet,
    azurerm_subnet.models_private_endpoints,
    azurerm_subnet_network_security_group_association.models_private_endpoints,
    azurerm_subnet.models_main_system,
    azurerm_subnet_network_security_group_association.models_main_system,
    azurerm_subnet_route_table_association.models_main_system,
    azurerm_subnet.models_main_gpu,
    azurerm_subnet_network_security_group_association.models_main_gpu,
    azurerm_subnet_route_table_association.models_main_gpu,
  ]
}

resource "azurerm_virtual_network_peering" "models_peering_to_hub" {
  name                      = "peer-litware-models-to-hub"
  resource_group_name       = azurerm_resource_group.models.name
  virtual_network_name      = azurerm_virtual_network.models.name
  allow_forwarded_traffic   = true
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  use_remote_gateways       = false

  depends_on = [azurerm_virtual_network_peering.models_peering_from_hub]
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

output "models_main_cluster_id" {
  description = "Id of the cluster main."
  value       = azurerm_kubernetes_cluster.models_main.id
}

output "models_main_route_table_id" {
  description = "Table that AKS writes."
  value       = azurerm_route_table.models_main.id
}

output "models_main_secrets_client_id" {
  description = "Client id of the identity that reads Key Vault in pods."
  value       = azurerm_kubernetes_cluster.models_main.key_vault_secrets_provider[0].secret_identity[0].client_id
}

output "models_main_tenant_id" {
  description = "Tenant of the cluster's identities."
  value       = azurerm_user_assigned_identity.models_main.tenant_id
}

output "models_virtual_network_id" {
  description = "Id of the network of models."
  value       = azurerm_virtual_network.models.id
}
