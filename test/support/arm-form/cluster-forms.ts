/** AKS clusters and what is configured below them. Source: Microsoft's REST reference of Microsoft.ContainerService, 2025-05-01. */
import { listOf, not, textOf, valuesOf, type Convert, type Form, type Rule, type Values } from "./form.js";

const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

/** What the own pool of a cluster and the others have in common. */
const POOL: Form = {
  vm_size: "vmSize",
  node_count: "count",
  auto_scaling_enabled: "enableAutoScaling",
  min_count: "minCount",
  max_count: "maxCount",
  max_pods: "maxPods",
  vnet_subnet_id: "vnetSubnetID",
  pod_subnet_id: "podSubnetID",
  zones: "availabilityZones",
  node_labels: "nodeLabels",
  os_sku: "osSKU",
  os_disk_type: "osDiskType",
  os_disk_size_gb: "osDiskSizeGB",
  ultra_ssd_enabled: "enableUltraSSD",
  fips_enabled: "enableFIPS",
  host_encryption_enabled: "enableEncryptionAtHost",
  node_public_ip_enabled: "enableNodePublicIP",
  scale_down_mode: "scaleDownMode",
  type: "type",
  upgrade_settings: {
    path: "upgradeSettings",
    one: {
      max_surge: "maxSurge",
      drain_timeout_in_minutes: "drainTimeoutInMinutes",
      node_soak_duration_in_minutes: "nodeSoakDurationInMinutes",
    },
  },
  gpu_driver: "gpuProfile.driver",
  gpu_instance: "gpuInstanceProfile",
  kubelet_disk_type: "kubeletDiskType",
  workload_runtime: "workloadRuntime",
  orchestrator_version: "orchestratorVersion",
  // Terraform alone has it.
  temporary_name_for_rotation: null,
};

const OWN_POOL: Form = {
  ...POOL,
  name: "name",
  tags: "tags",
  only_critical_addons_enabled: ["nodeTaints", (only) => (only === true ? [SYSTEM_TAINT] : undefined)],
};

/** A part of a cluster that Azure shows inside of it. */
export const OTHER_POOL: Form = {
  ...POOL,
  name: "name",
  location: null,
  kubernetes_cluster_id: null,
  mode: "mode",
  os_type: "osType",
  priority: "scaleSetPriority",
  eviction_policy: "scaleSetEvictionPolicy",
  spot_max_price: "spotMaxPrice",
  node_taints: "nodeTaints",
};

function addOn(config: (values: Values) => Values): Convert {
  return (value) => ({ enabled: true, config: config(valuesOf(listOf(value)[0])) });
}

const LOAD_BALANCER: Form = {
  managed_outbound_ip_count: "managedOutboundIPs.count",
  managed_outbound_ipv6_count: "managedOutboundIPs.countIPv6",
  outbound_ip_address_ids: ["outboundIPs.publicIPs", (value) => listOf(value).map((id) => ({ id }))],
  outbound_ports_allocated: "allocatedOutboundPorts",
  idle_timeout_in_minutes: "idleTimeoutInMinutes",
  backend_pool_type: "backendPoolType",
};

const NETWORK: Form = {
  network_plugin: "networkPlugin",
  network_plugin_mode: "networkPluginMode",
  network_policy: "networkPolicy",
  network_data_plane: "networkDataplane",
  outbound_type: "outboundType",
  load_balancer_sku: "loadBalancerSku",
  pod_cidr: "podCidr",
  pod_cidrs: "podCidrs",
  service_cidr: "serviceCidr",
  service_cidrs: "serviceCidrs",
  dns_service_ip: "dnsServiceIP",
  ip_versions: "ipFamilies",
  advanced_networking: [
    "advancedNetworking",
    (value) => {
      const services = valuesOf(listOf(value)[0]);
      return {
        enabled: true,
        observability: { enabled: services["observability_enabled"] === true },
        security: { enabled: services["security_enabled"] === true },
      };
    },
  ],
  load_balancer_profile: { path: "loadBalancerProfile", one: LOAD_BALANCER },
};

/** Azure's names of the settings have hyphens, and its values are texts. */
const scaling: Convert = (value) => {
  const given = Object.entries(valuesOf(listOf(value)[0])).filter(
    ([, one]) => one !== null && one !== "" && !textOf(one).startsWith("made-up"),
  );
  return Object.fromEntries(given.map(([name, one]) => [name.replaceAll("_", "-"), textOf(one)]));
};

const IDENTITY: Rule = [
  "identity",
  (value) => {
    const { type, identity_ids: ids, principal_id: principal } = valuesOf(listOf(value)[0]);
    return {
      type,
      principalId: principal,
      userAssignedIdentities: Object.fromEntries((ids as readonly string[]).map((id) => [id, {}])),
    };
  },
];

function meshShown(mesh: Values): object {
  const gateway = (mode: string, on: unknown): object => ({ mode, enabled: on === true });
  const ingressGateways = [
    gateway("External", mesh["external_ingress_gateway_enabled"]),
    gateway("Internal", mesh["internal_ingress_gateway_enabled"]),
  ];
  const istio = { components: { ingressGateways }, revisions: mesh["revisions"] };
  return { mode: mesh["mode"], istio };
}

/** The API server of an Automatic cluster, which azurerm has in two blocks. */
function automaticAccess(root: Values): object {
  const access = valuesOf(listOf(root["api_server_access"] ?? [])[0]);
  const [closed] = listOf(root["private_cluster"] ?? []).map(valuesOf);
  const zone = closed?.["private_dns_zone_id"] ?? "System";
  return {
    enableVnetIntegration: true,
    authorizedIPRanges: access["authorized_ip_ranges"],
    subnetId: access["subnet_id"],
    ...(closed === undefined
      ? {}
      : {
          enablePrivateCluster: true,
          enablePrivateClusterPublicFQDN: closed["public_fully_qualified_domain_name_enabled"] === true,
          privateDNSZone: zone === "None" || zone === "System" ? zone.toLowerCase() : zone,
        }),
  };
}

export const CLUSTER_FORMS: Readonly<Record<string, Form>> = {
  azurerm_kubernetes_automatic_cluster: {
    name: ["sku", () => ({ name: "Automatic", tier: "Standard" })],
    hosted_system: {
      path: "properties.hostedSystemProfile",
      one: { node_subnet_id: "nodeSubnetID", system_node_subnet_id: "systemNodeSubnetID" },
    },
    api_server_access: ["properties.apiServerAccessProfile", (_, root) => automaticAccess(root)],
    private_cluster: ["properties.apiServerAccessProfile", (_, root) => automaticAccess(root)],
    service_mesh: [
      "properties.serviceMeshProfile",
      (value) => meshShown({ ...valuesOf(listOf(value)[0]), mode: "Istio" }),
    ],
    oidc_issuer_url: "properties.oidcIssuerProfile.issuerURL",
    node_resource_group_id: null,
    identity: IDENTITY,
  },
  azurerm_kubernetes_cluster: {
    kubernetes_version: "properties.kubernetesVersion",
    dns_prefix: "properties.dnsPrefix",
    dns_prefix_private_cluster: "properties.fqdnSubdomain",
    sku_tier: ["sku", (tier) => ({ name: "Base", tier })],
    support_plan: "properties.supportPlan",
    node_resource_group: "properties.nodeResourceGroup",
    disk_encryption_set_id: "properties.diskEncryptionSetID",
    role_based_access_control_enabled: "properties.enableRBAC",
    oidc_issuer_enabled: "properties.oidcIssuerProfile.enabled",
    oidc_issuer_url: "properties.oidcIssuerProfile.issuerURL",
    workload_identity_enabled: "properties.securityProfile.workloadIdentity.enabled",
    private_cluster_enabled: "properties.apiServerAccessProfile.enablePrivateCluster",
    private_cluster_public_fqdn_enabled: "properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN",
    private_dns_zone_id: [
      "properties.apiServerAccessProfile.privateDNSZone",
      (zone) => (zone === "None" || zone === "System" ? zone.toLowerCase() : zone),
    ],
    run_command_enabled: ["properties.apiServerAccessProfile.disableRunCommand", not],
    api_server_access_profile: {
      path: "properties.apiServerAccessProfile",
      one: {
        authorized_ip_ranges: "authorizedIPRanges",
        subnet_id: "subnetId",
        virtual_network_integration_enabled: "enableVnetIntegration",
      },
    },
    automatic_upgrade_channel: "properties.autoUpgradeProfile.upgradeChannel",
    node_os_upgrade_channel: "properties.autoUpgradeProfile.nodeOSUpgradeChannel",
    image_cleaner_enabled: "properties.securityProfile.imageCleaner.enabled",
    image_cleaner_interval_hours: "properties.securityProfile.imageCleaner.intervalHours",
    custom_ca_trust_certificates_base64: "properties.securityProfile.customCATrustCertificates",
    local_account_disabled: "properties.disableLocalAccounts",
    cost_analysis_enabled: "properties.metricsProfile.costAnalysis.enabled",
    workload_autoscaler_profile: {
      path: "properties.workloadAutoScalerProfile",
      one: { keda_enabled: "keda.enabled", vertical_pod_autoscaler_enabled: "verticalPodAutoscaler.enabled" },
    },
    azure_active_directory_role_based_access_control: {
      path: "properties.aadProfile",
      one: {
        azure_rbac_enabled: "enableAzureRBAC",
        admin_group_object_ids: "adminGroupObjectIDs",
        tenant_id: "tenantID",
      },
    },
    auto_scaler_profile: ["properties.autoScalerProfile", scaling],
    node_provisioning_profile: {
      path: "properties.nodeProvisioningProfile",
      one: { mode: "mode", default_node_pools: "defaultNodePools" },
    },
    http_proxy_config: {
      path: "properties.httpProxyConfig",
      one: {
        http_proxy: "httpProxy",
        https_proxy: "httpsProxy",
        no_proxy: "noProxy",
        trusted_ca: "trustedCa",
      },
    },
    azure_policy_enabled: "properties.addonProfiles.azurepolicy.enabled",
    oms_agent: [
      "properties.addonProfiles.omsagent",
      addOn((values) => ({
        logAnalyticsWorkspaceResourceID: values["log_analytics_workspace_id"],
        useAADAuth: textOf(values["msi_auth_for_monitoring_enabled"]),
      })),
    ],
    key_vault_secrets_provider: [
      "properties.addonProfiles.azureKeyvaultSecretsProvider",
      addOn((values) => ({
        enableSecretRotation: textOf(values["secret_rotation_enabled"]),
        rotationPollInterval: values["secret_rotation_interval"],
      })),
    ],
    ingress_application_gateway: [
      "properties.addonProfiles.ingressApplicationGateway",
      (value) => {
        const { gateway_id: id, ingress_application_gateway_identity: identities } = valuesOf(
          listOf(value)[0],
        );
        const identity = valuesOf(listOf(identities)[0]);
        return {
          enabled: true,
          config: { applicationGatewayId: id },
          identity: { objectId: identity["object_id"], clientId: identity["client_id"] },
        };
      },
    ],
    aci_connector_linux: [
      "properties.addonProfiles.aciConnectorLinux",
      (value) => {
        const { subnet_name: subnet, connector_identity: identities } = valuesOf(listOf(value)[0]);
        const identity = valuesOf(listOf(identities)[0]);
        return {
          enabled: true,
          config: { SubnetName: subnet },
          identity: { objectId: identity["object_id"] },
        };
      },
    ],
    microsoft_defender: [
      "properties.securityProfile.defender",
      (value) => ({
        logAnalyticsWorkspaceResourceId: valuesOf(listOf(value)[0])["log_analytics_workspace_id"],
        securityMonitoring: { enabled: true },
      }),
    ],
    monitor_metrics: ["properties.azureMonitorProfile.metrics.enabled", () => true],
    service_mesh_profile: ["properties.serviceMeshProfile", (value) => meshShown(valuesOf(listOf(value)[0]))],
    identity: IDENTITY,
    kubelet_identity: {
      path: "properties.identityProfile.kubeletidentity",
      one: { client_id: "clientId", object_id: "objectId", user_assigned_identity_id: "resourceId" },
    },
    network_profile: { path: "properties.networkProfile", one: NETWORK },
    default_node_pool: { path: "properties.agentPoolProfiles", each: OWN_POOL },
    // Resources below the cluster.
    maintenance_window_auto_upgrade: null,
    maintenance_window_node_os: null,
    ai_toolchain_operator_enabled: null,
  },
};
