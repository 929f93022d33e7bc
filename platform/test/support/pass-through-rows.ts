/** Keys that only pass through: each is set to a value that nothing else has, and must be found where Terraform takes it. */

/** A platform of which each row changes something. */
export const BASE = `
apiVersion: aks-topology/v1
name: contoso
location: westeurope
hub:
  addressSpace: 10.0.0.0/22
  firewall: { publicIps: 20 }
  gateway: { type: vpn }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    gateways: { edge: {} }
    clusters:
      main:
        network: { plugin: azure-cni-overlay }
        nodePools:
          system: { vmSize: Standard_D4ds_v5, nodes: 3 }
          work: { vmSize: Standard_D4ds_v5, nodes: 3 }
`;

const MAIN = "spokes.shop.clusters.main";
const SYSTEM = `${MAIN}.nodePools.system`;
const WORK = `${MAIN}.nodePools.work`;
const FIREWALL_PREFIX =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-egress/providers/Microsoft.Network/publicIPPrefixes/ippre-egress";
const EDGE = "spokes.shop.gateways.edge";

const DISK_ENCRYPTION =
  "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-security/providers/Microsoft.Compute/diskEncryptionSets/des";
const CLUSTER = "azurerm_kubernetes_cluster.shop_main";
const POOL = "azurerm_kubernetes_cluster_node_pool.shop_main_work";
const APP = "azurerm_function_app_flex_consumption.route_sync_app";

const NAT = [`${MAIN}.egress.type`, "nat-gateway"] as const;
const BALANCER = [`${MAIN}.egress.type`, "load-balancer"] as const;
const KUBENET = [`${MAIN}.network.plugin`, "kubenet"] as const;
const AGIC = [`${MAIN}.ingress`, { type: "agic-addon", gateway: "edge" }] as const;
const DOOR = [
  `${MAIN}.ingress`,
  { type: "front-door", origin: "public", originHost: "origin.contoso.com" },
] as const;
const SHARED_DOOR = [
  ["frontDoors", { world: {} }],
  [
    `${MAIN}.ingress`,
    { type: "front-door", frontDoor: "world", origin: "public", originHost: "origin.contoso.com" },
  ],
  [`${MAIN}.egress`, { type: "load-balancer" }],
] as const;
const SHARED_ORIGIN = "azurerm_cdn_frontdoor_origin.front_door_world_shop_main";
const WORKSPACE =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-own";

export type Setting = readonly [key: string, value: unknown];
/** What is set, the last one being what is looked for; where; and what is there, where it is not the value itself. */
export type Row = readonly [settings: readonly Setting[], address: string, path: string, expected?: unknown];

export const ROWS: readonly Row[] = [
  [[["tags", { owner: "us" }]], "azurerm_resource_group.shop", "tags"],
  [[["hub.location", "northeurope"]], "azurerm_resource_group.hub", "location"],
  [[["hub.addressSpace", "10.9.0.0/22"]], "azurerm_virtual_network.hub", "address_space", ["10.9.0.0/22"]],
  [[["hub.firewall.tier", "Premium"]], "azurerm_firewall.hub_firewall", "sku_tier"],
  [[["hub.firewall.tier", "Premium"]], "azurerm_firewall_policy.hub_firewall", "sku"],
  [[["hub.firewall.policyName", "afwp-premium"]], "azurerm_firewall_policy.hub_firewall", "name"],
  [
    [["hub.firewall.policyName", "afwp-premium"]],
    "azurerm_firewall_policy.hub_firewall",
    "lifecycle",
    { create_before_destroy: true },
  ],
  [[["hub.firewall.zones", [1, 3]]], "azurerm_firewall.hub_firewall", "zones", ["1", "3"]],
  [
    [["hub.firewall.publicIpPrefix", { id: FIREWALL_PREFIX }]],
    "azurerm_public_ip.hub_firewall_2",
    "public_ip_prefix_id",
    FIREWALL_PREFIX,
  ],
  [
    [
      ["hub.firewall.publicIps", 2],
      ["hub.firewall.publicIpPrefix", 28],
      ["hub.firewall.zones", [1, 3]],
    ],
    "azurerm_public_ip_prefix.hub_firewall_prefix",
    "zones",
    ["1", "3"],
  ],
  [[["hub.firewall.zones", [1, 3]]], "azurerm_public_ip.hub_firewall_2", "zones", ["1", "3"]],
  [
    [["hub.firewall.subnetPrefix", "10.0.3.0/26"]],
    "azurerm_subnet.hub_AzureFirewallSubnet",
    "address_prefixes",
    ["10.0.3.0/26"],
  ],
  [[["hub.gateway.size", "VpnGw3AZ"]], "azurerm_virtual_network_gateway.hub_gateway", "sku"],
  [
    [["hub.gateway", { type: "express-route", size: "ErGw3AZ" }]],
    "azurerm_virtual_network_gateway.hub_gateway",
    "sku",
    "ErGw3AZ",
  ],
  [[["hub.gateway.type", "vpn"]], "azurerm_virtual_network_gateway.hub_gateway", "type", "Vpn"],
  [
    [["hub.gateway.subnetPrefix", "10.0.3.64/27"]],
    "azurerm_subnet.hub_GatewaySubnet",
    "address_prefixes",
    ["10.0.3.64/27"],
  ],
  [
    [["hub.dns", { type: "servers", servers: ["10.0.2.4"] }]],
    "azurerm_virtual_network.hub",
    "dns_servers",
    ["10.0.2.4"],
  ],
  [[["spokes.shop.location", "northeurope"]], "azurerm_resource_group.shop", "location"],
  [
    [["spokes.shop.addressSpace", "10.8.0.0/16"]],
    "azurerm_virtual_network.shop",
    "address_space",
    ["10.8.0.0/16"],
  ],
  [
    [["spokes.shop.dns", { type: "servers", servers: ["10.0.2.5"] }]],
    "azurerm_virtual_network.shop",
    "dns_servers",
    ["10.0.2.5"],
  ],
  [[[`${MAIN}.kubernetesVersion`, "1.33"]], CLUSTER, "kubernetes_version"],
  [
    [[`${MAIN}.diskEncryptionSet`, { id: DISK_ENCRYPTION }]],
    CLUSTER,
    "disk_encryption_set_id",
    DISK_ENCRYPTION,
  ],
  [[[`${MAIN}.dnsPrefix`, "shop-legacy"]], CLUSTER, "dns_prefix"],
  [
    [
      [`${MAIN}.supportPlan`, "AKSLongTermSupport"],
      [`${MAIN}.tier`, "Premium"],
    ],
    CLUSTER,
    "sku_tier",
  ],
  [
    [
      [`${MAIN}.tier`, "Premium"],
      [`${MAIN}.supportPlan`, "AKSLongTermSupport"],
    ],
    CLUSTER,
    "support_plan",
  ],
  [[[`${MAIN}.network.podCidr`, "10.200.0.0/16"]], CLUSTER, "network_profile.pod_cidr"],
  [[[`${MAIN}.network.serviceCidr`, "172.20.0.0/16"]], CLUSTER, "network_profile.service_cidr"],
  [[[`${MAIN}.network.dnsServiceIp`, "172.16.0.53"]], CLUSTER, "network_profile.dns_service_ip"],
  [[[`${MAIN}.network.policy`, "calico"]], CLUSTER, "network_profile.network_policy"],
  [
    [[`${MAIN}.apiServer`, { type: "public", authorizedIpRanges: ["198.51.100.0/24"] }]],
    CLUSTER,
    "api_server_access_profile.authorized_ip_ranges",
    ["198.51.100.0/24"],
  ],
  [
    [[`${MAIN}.apiServer`, { type: "vnet-integration", subnetPrefix: "10.1.99.0/28" }]],
    "azurerm_subnet.shop_main_api_server",
    "address_prefixes",
    ["10.1.99.0/28"],
  ],
  [[[`${SYSTEM}.vmSize`, "Standard_D16ds_v5"]], CLUSTER, "default_node_pool.vm_size"],
  [[[`${SYSTEM}.nodes`, 5]], CLUSTER, "default_node_pool.node_count"],
  [[[`${SYSTEM}.nodes`, { min: 2, max: 8 }]], CLUSTER, "default_node_pool.max_count", 8],
  [[[`${SYSTEM}.maxPods`, 77]], CLUSTER, "default_node_pool.max_pods"],
  [[[`${SYSTEM}.maxSurge`, "50%"]], CLUSTER, "default_node_pool.upgrade_settings.max_surge"],
  [[[`${SYSTEM}.zones`, [2]]], CLUSTER, "default_node_pool.zones", ["2"]],
  [[[`${SYSTEM}.labels`, { team: "shop" }]], CLUSTER, "default_node_pool.node_labels"],
  [
    [[`${SYSTEM}.subnetPrefix`, "10.1.50.0/24"]],
    "azurerm_subnet.shop_main_system",
    "address_prefixes",
    ["10.1.50.0/24"],
  ],
  [[[`${WORK}.vmSize`, "Standard_D16ds_v5"]], POOL, "vm_size"],
  [[[`${WORK}.nodes`, { min: 2, max: 8 }]], POOL, "min_count", 2],
  [[[`${WORK}.maxPods`, 77]], POOL, "max_pods"],
  [[[`${WORK}.maxSurge`, 2]], POOL, "upgrade_settings.max_surge", "2"],
  [[[`${WORK}.mode`, "System"]], POOL, "mode"],
  [[[`${WORK}.os`, "Windows"]], POOL, "os_type"],
  [[[`${WORK}.labels`, { team: "shop" }]], POOL, "node_labels"],
  [[[`${WORK}.taints`, ["gpu=true:NoSchedule"]]], POOL, "node_taints"],
  [[[`${WORK}.zones`, [1, 2]]], POOL, "zones", ["1", "2"]],
  [
    [
      [`${MAIN}.network`, { plugin: "azure-cni-pod-subnet" }],
      [`${WORK}.podSubnetPrefix`, "10.1.64.0/22"],
    ],
    "azurerm_subnet.shop_main_work_pods",
    "address_prefixes",
    ["10.1.64.0/22"],
  ],
  [
    [[`${MAIN}.serviceEndpoints`, ["Microsoft.Storage"]]],
    "azurerm_subnet.shop_main_work",
    "service_endpoints",
  ],
  [
    [
      [`${MAIN}.network`, { plugin: "azure-cni" }],
      [`${MAIN}.virtualNodes`, { subnetPrefix: "10.1.98.0/24" }],
    ],
    "azurerm_subnet.shop_main_virtual_nodes",
    "address_prefixes",
    ["10.1.98.0/24"],
  ],
  [
    [[`${MAIN}.egress`, { type: "appliance", privateIp: "10.0.2.9" }]],
    "azurerm_route.shop_main_default",
    "next_hop_in_ip_address",
    "10.0.2.9",
  ],
  [
    [NAT, [`${MAIN}.egress.idleTimeoutMinutes`, 17]],
    "azurerm_nat_gateway.shop_main",
    "idle_timeout_in_minutes",
  ],
  [[NAT, [`${MAIN}.egress.zone`, 2]], "azurerm_nat_gateway.shop_main", "zones", ["2"]],
  [[NAT, [`${MAIN}.egress.publicIps`, 3]], "azurerm_public_ip.shop_main_nat_3", "sku", "Standard"],
  ...(
    [
      ["azurerm_nat_gateway.shop_main", "sku_name"],
      ["azurerm_public_ip.shop_main_nat_1", "sku"],
      ["azurerm_public_ip_prefix.shop_main_nat_prefix", "sku"],
    ] as const
  ).map(([address, path]): Row => [
    [[`${MAIN}.egress`, { type: "nat-gateway", tier: "StandardV2", publicIps: 1, publicIpPrefix: 30 }]],
    address,
    path,
    "StandardV2",
  ]),
  [
    [NAT, [`${MAIN}.egress.publicIpPrefix`, 29]],
    "azurerm_public_ip_prefix.shop_main_nat_prefix",
    "prefix_length",
  ],
  [
    [NAT, [`${MAIN}.egress.publicIpPrefix`, 29], [`${MAIN}.egress.zone`, 2]],
    "azurerm_public_ip_prefix.shop_main_nat_prefix",
    "zones",
    ["2"],
  ],
  [[NAT, [`${MAIN}.egress.zone`, 2]], "azurerm_public_ip.shop_main_nat_1", "zones", ["2"]],
  [
    [BALANCER, [`${MAIN}.egress.publicIps`, 4]],
    CLUSTER,
    "network_profile.load_balancer_profile.managed_outbound_ip_count",
  ],
  [
    [BALANCER, [`${MAIN}.egress.outboundPorts`, 2048]],
    CLUSTER,
    "network_profile.load_balancer_profile.outbound_ports_allocated",
  ],
  [
    [BALANCER, [`${MAIN}.egress.idleTimeoutMinutes`, 17]],
    CLUSTER,
    "network_profile.load_balancer_profile.idle_timeout_in_minutes",
  ],
  [[[`${MAIN}.addOns.policy`, true]], CLUSTER, "azure_policy_enabled"],
  [
    [[`${MAIN}.addOns.monitoring`, { workspace: { id: WORKSPACE } }]],
    CLUSTER,
    "oms_agent.log_analytics_workspace_id",
    WORKSPACE,
  ],
  [
    [[`${MAIN}.addOns.monitoring`, { workspace: { retentionDays: 77 } }]],
    "azurerm_log_analytics_workspace.shop_main_logs_workspace",
    "retention_in_days",
    77,
  ],
  [
    [[`${MAIN}.addOns.keyVaultSecrets`, { rotation: "7m" }]],
    CLUSTER,
    "key_vault_secrets_provider.secret_rotation_interval",
    "7m",
  ],
  [
    [
      [
        `${MAIN}.addOns.gitOps`,
        { repository: { url: "https://git.contoso.com/a.git", branch: "live", path: "apps" } },
      ],
    ],
    "azurerm_kubernetes_flux_configuration.shop_main_git",
    "git_repository.reference_value",
    "live",
  ],
  [
    [DOOR, [`${MAIN}.ingress.healthPath`, "/alive"], [`${MAIN}.egress`, { type: "load-balancer" }]],
    "azurerm_cdn_frontdoor_origin_group.shop_main_front_door",
    "health_probe.path",
    "/alive",
  ],
  [
    [DOOR, [`${MAIN}.ingress.tier`, "Premium"], [`${MAIN}.egress`, { type: "load-balancer" }]],
    "azurerm_cdn_frontdoor_profile.shop_main_front_door",
    "sku_name",
    "Premium_AzureFrontDoor",
  ],
  [
    [DOOR, [`${MAIN}.egress`, { type: "load-balancer" }]],
    "azurerm_cdn_frontdoor_origin.shop_main_front_door",
    "origin_host_header",
    "origin.contoso.com",
  ],
  [[...SHARED_DOOR, [`${MAIN}.ingress.priority`, 4]], SHARED_ORIGIN, "priority"],
  [[...SHARED_DOOR, [`${MAIN}.ingress.weight`, 321]], SHARED_ORIGIN, "weight"],
  [
    [...SHARED_DOOR, ["frontDoors.world.sessionAffinity", true]],
    "azurerm_cdn_frontdoor_origin_group.front_door_world",
    "session_affinity_enabled",
  ],
  [
    [...SHARED_DOOR, ["frontDoors.world.healthPath", "/alive"]],
    "azurerm_cdn_frontdoor_origin_group.front_door_world",
    "health_probe.path",
  ],
  [
    [...SHARED_DOOR, ["frontDoors.world.name", "afd-ours"]],
    "azurerm_cdn_frontdoor_profile.front_door_world",
    "name",
  ],
  [
    [
      [`${MAIN}.egress`, { type: "load-balancer" }],
      [
        `${MAIN}.ingress`,
        { type: "front-door", tier: "Premium", origin: "private-link", originHost: "origin.contoso.com" },
      ],
    ],
    "azurerm_subnet.shop_load_balancers",
    "private_link_service_network_policies_enabled",
    false,
  ],
  [[KUBENET, AGIC, ["routeSync.sweep", "2m"]], APP, "app_settings.ROUTE_SYNC_SWEEP", "0 */2 * * * *"],
  [[KUBENET, AGIC, ["routeSync.memory", "2048MB"]], APP, "instance_memory_in_mb", 2048],
  [[KUBENET, AGIC, ["routeSync.node", 24]], APP, "runtime_version", "24"],
  [[KUBENET, AGIC, ["routeSync.names.functionApp", "func-of-ours"]], APP, "name"],
  [
    [KUBENET, AGIC, ["routeSync.names.storageAccount", "stofours"]],
    "azurerm_storage_account.route_sync_storage",
    "name",
  ],
  [
    [KUBENET, AGIC, ["routeSync.names.roles", "Ours"]],
    "azurerm_role_definition.route_sync_role_source_reader",
    "name",
    "Ours route source reader",
  ],
  [
    [KUBENET, AGIC, ["routeSync.heartbeat", "10m"]],
    "azurerm_monitor_scheduled_query_rules_alert_v2.route_sync_heartbeat",
    "evaluation_frequency",
    "PT10M",
  ],
  [
    [KUBENET, AGIC, ["routeSync.network", { spoke: "shop", subnetPrefix: "10.1.97.0/27" }]],
    "azurerm_subnet.shop_route_sync",
    "address_prefixes",
    ["10.1.97.0/27"],
  ],
  [
    [KUBENET, AGIC, ["routeSync.scm", ["203.0.113.7/32"]]],
    APP,
    "site_config.scm_ip_restriction.ip_address",
    "203.0.113.7/32",
  ],
  [[KUBENET, AGIC, ["routeSync.access", "anywhere"]], APP, "site_config.ip_restriction", undefined],
];

/** Keys whose values suit the other values of the base only. */
export const ALONE: readonly string[] = [
  "hub.addressSpace",
  "spokes.shop.addressSpace",
  `${EDGE}.tier`,
  `${EDGE}.frontend`,
  `${MAIN}.network.dnsServiceIp`,
  `${WORK}.mode`,
  `${WORK}.spot`,
  `${WORK}.osSku`,
  `${MAIN}.systemPools`,
  `${MAIN}.addressSpace`,
];
