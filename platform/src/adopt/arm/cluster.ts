/** AKS clusters with their node pools. */
import type { FoundResource } from "../found.js";
import { isValues, type Values } from "../values.js";
import {
  at,
  defined,
  found,
  listAt,
  partOf,
  textAt,
  textsAt,
  without,
  type ArmResource,
} from "./arm-resource.js";

export function clusterOfArm(cluster: ArmResource): readonly FoundResource[] {
  const { id, values } = cluster;
  const [first, ...others] = ownFirst(listAt(values, "agentPoolProfiles"));
  return [
    found("azurerm_kubernetes_cluster", cluster, {
      ...namesOf(values),
      ...accessOf(values),
      ...upgradesOf(values),
      ...featuresOf(values),
      ...addOnsOf(values),
      kubernetes_version: textAt(values, "kubernetesVersion"),
      sku_tier: textAt(values, "sku.tier"),
      support_plan: textAt(values, "supportPlan"),
      default_node_pool: first === undefined ? [] : [poolOf(first, true)],
      ...identitiesOf(values),
      network_profile: [networkOf(at(values, "networkProfile"))],
    }),
    ...others.flatMap((pool) => nodePoolOfArm(partOf(cluster, "agentPools", pool), id)),
  ];
}

/** The first system pool is the cluster's own, as azurerm imports it. */
function ownFirst(pools: readonly unknown[]): readonly unknown[] {
  const own = pools.find((pool) => textAt(pool, "mode") === "System") ?? pools[0];
  return own === undefined ? [] : [own, ...pools.filter((pool) => pool !== own)];
}

export function nodePoolOfArm(pool: ArmResource, cluster?: string): readonly FoundResource[] {
  const own = found("azurerm_kubernetes_cluster_node_pool", pool, {
    kubernetes_cluster_id: cluster ?? pool.id.split("/").slice(0, -2).join("/"),
    mode: textAt(pool.values, "mode"),
    os_type: textAt(pool.values, "osType"),
    priority: textAt(pool.values, "scaleSetPriority"),
    eviction_policy: textAt(pool.values, "scaleSetEvictionPolicy"),
    spot_max_price: at(pool.values, "spotMaxPrice"),
    node_taints: textsAt(pool.values, "nodeTaints"),
    ...poolOf(pool.values, false),
  });
  return [{ ...own, values: without(own.values, "resource_group_name", "location") }];
}

const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

function poolOf(pool: unknown, isFirst: boolean): Values {
  const surge = textAt(pool, "upgradeSettings.maxSurge");
  const count = at(pool, "enableAutoScaling") === true;
  const taints = textsAt(pool, "nodeTaints") ?? [];
  return defined({
    name: textAt(pool, "name"),
    vm_size: textAt(pool, "vmSize"),
    node_count: at(pool, "count"),
    auto_scaling_enabled: count ? true : undefined,
    min_count: count ? at(pool, "minCount") : undefined,
    max_count: count ? at(pool, "maxCount") : undefined,
    max_pods: at(pool, "maxPods"),
    vnet_subnet_id: textAt(pool, "vnetSubnetId"),
    pod_subnet_id: textAt(pool, "podSubnetId"),
    zones: textsAt(pool, "availabilityZones"),
    node_labels: labelsOf(pool),
    os_sku: textAt(pool, "osSku"),
    os_disk_type: textAt(pool, "osDiskType"),
    os_disk_size_gb: at(pool, "osDiskSizeGb"),
    host_encryption_enabled: trueAt(pool, "enableEncryptionAtHost"),
    fips_enabled: trueAt(pool, "enableFips"),
    gpu_driver: textAt(pool, "gpuProfile.driver"),
    gpu_instance: textAt(pool, "gpuInstanceProfile"),
    only_critical_addons_enabled: isFirst && taints.includes(SYSTEM_TAINT) ? true : undefined,
    upgrade_settings: surge === undefined ? [] : [{ max_surge: surge }],
    tags: at(pool, "tags"),
  });
}

function labelsOf(pool: unknown): Values | undefined {
  const labels = at(pool, "nodeLabels");
  return isValues(labels) && Object.keys(labels).length > 0 ? labels : undefined;
}

/** `true`, or undefined: azurerm has no difference between false and what is left out. */
function trueAt(value: unknown, path: string): true | undefined {
  return at(value, path) === true ? true : undefined;
}

function namesOf(cluster: Values): Values {
  const group = textAt(cluster, "nodeResourceGroup");
  const subscription = textAt(cluster, "id")?.split("/").slice(0, 3).join("/");
  return {
    dns_prefix: textAt(cluster, "dnsPrefix"),
    dns_prefix_private_cluster: textAt(cluster, "fqdnSubdomain"),
    node_resource_group: group,
    node_resource_group_id: group === undefined ? undefined : `${subscription}/resourceGroups/${group}`,
    disk_encryption_set_id: textAt(cluster, "diskEncryptionSetID"),
    oidc_issuer_enabled: at(cluster, "oidcIssuerProfile.enabled"),
    oidc_issuer_url: textAt(cluster, "oidcIssuerProfile.issuerUrl"),
    workload_identity_enabled: at(cluster, "securityProfile.workloadIdentity.enabled"),
  };
}

function accessOf(cluster: Values): Values {
  const profile = at(cluster, "apiServerAccessProfile");
  const access = defined({
    authorized_ip_ranges: textsAt(profile, "authorizedIpRanges"),
    virtual_network_integration_enabled: trueAt(profile, "enableVnetIntegration"),
    subnet_id: textAt(profile, "subnetId"),
  });
  const zone = textAt(profile, "privateDnsZone");
  const isPrivate = at(profile, "enablePrivateCluster") === true;
  return {
    private_cluster_enabled: isPrivate,
    private_cluster_public_fqdn_enabled: isPrivate
      ? at(profile, "enablePrivateClusterPublicFqdn")
      : undefined,
    // Azure has keywords in lower case, azurerm capitalized.
    private_dns_zone_id: { none: "None", system: "System" }[zone?.toLowerCase() ?? ""] ?? zone,
    api_server_access_profile: Object.keys(access).length === 0 ? [] : [access],
  };
}

function upgradesOf(cluster: Values): Values {
  const channel = textAt(cluster, "autoUpgradeProfile.upgradeChannel");
  return {
    automatic_upgrade_channel: channel === "none" ? undefined : channel,
    node_os_upgrade_channel: textAt(cluster, "autoUpgradeProfile.nodeOsUpgradeChannel"),
    image_cleaner_enabled: trueAt(cluster, "securityProfile.imageCleaner.enabled"),
    image_cleaner_interval_hours:
      trueAt(cluster, "securityProfile.imageCleaner.enabled") &&
      at(cluster, "securityProfile.imageCleaner.intervalHours"),
  };
}

function featuresOf(cluster: Values): Values {
  const entra = at(cluster, "aadProfile") ?? undefined;
  const scaling = defined({
    keda_enabled: trueAt(cluster, "workloadAutoScalerProfile.keda.enabled"),
    vertical_pod_autoscaler_enabled: trueAt(
      cluster,
      "workloadAutoScalerProfile.verticalPodAutoscaler.enabled",
    ),
  });
  return {
    local_account_disabled: trueAt(cluster, "disableLocalAccounts"),
    run_command_enabled: at(cluster, "apiServerAccessProfile.disableRunCommand") !== true,
    custom_ca_trust_certificates_base64: textsAt(cluster, "securityProfile.customCaTrustCertificates"),
    cost_analysis_enabled: trueAt(cluster, "metricsProfile.costAnalysis.enabled"),
    workload_autoscaler_profile: Object.keys(scaling).length === 0 ? [] : [scaling],
    azure_active_directory_role_based_access_control:
      entra === undefined
        ? []
        : [
            defined({
              azure_rbac_enabled: at(entra, "enableAzureRbac") === true,
              admin_group_object_ids: textsAt(entra, "adminGroupObjectIds"),
              tenant_id: textAt(entra, "tenantId"),
            }),
          ],
  };
}

/** Names of add-ons differ in case between versions of the API. */
function addOnsOf(cluster: Values): Values {
  const profile = at(cluster, "addonProfiles");
  const addOn = (name: string): unknown =>
    at(profile, `${name}.enabled`) === true ? at(profile, name) : undefined;
  const [agent, secrets] = [addOn("omsagent"), addOn("azureKeyvaultSecretsProvider")];
  const [gateway, defender] = [addOn("ingressApplicationGateway"), at(cluster, "securityProfile.defender")];
  const isDefended = at(defender, "securityMonitoring.enabled") === true;
  return {
    azure_policy_enabled: addOn("azurepolicy") === undefined ? undefined : true,
    oms_agent:
      agent === undefined
        ? []
        : [
            {
              log_analytics_workspace_id: textAt(agent, "config.logAnalyticsWorkspaceResourceID"),
              msi_auth_for_monitoring_enabled: textAt(agent, "config.useAADAuth")?.toLowerCase() === "true",
            },
          ],
    key_vault_secrets_provider:
      secrets === undefined
        ? []
        : [
            defined({
              secret_rotation_enabled: textAt(secrets, "config.enableSecretRotation") === "true",
              secret_rotation_interval: textAt(secrets, "config.rotationPollInterval"),
            }),
          ],
    ingress_application_gateway:
      gateway === undefined
        ? []
        : [
            defined({
              gateway_id:
                textAt(gateway, "config.applicationGatewayId") ??
                textAt(gateway, "config.effectiveApplicationGatewayId"),
              ingress_application_gateway_identity: [
                defined({ object_id: textAt(gateway, "identity.objectId") }),
              ],
            }),
          ],
    microsoft_defender: isDefended
      ? [{ log_analytics_workspace_id: textAt(defender, "logAnalyticsWorkspaceResourceId") }]
      : [],
    monitor_metrics: at(cluster, "azureMonitorProfile.metrics.enabled") === true ? [{}] : [],
  };
}

function identitiesOf(cluster: Values): Values {
  const users = at(cluster, "identity.userAssignedIdentities");
  const ids = isValues(users) ? Object.keys(users) : [];
  const kubelet = at(cluster, "identityProfile.kubeletidentity");
  return {
    identity: [
      defined({
        type: textAt(cluster, "identity.type"),
        identity_ids: ids.length === 0 ? undefined : ids,
        principal_id: textAt(cluster, "identity.principalId"),
      }),
    ],
    kubelet_identity: [
      defined({
        client_id: textAt(kubelet, "clientId"),
        object_id: textAt(kubelet, "objectId"),
        user_assigned_identity_id: textAt(kubelet, "resourceId"),
      }),
    ],
  };
}

function networkOf(profile: unknown): Values {
  const plugin = textAt(profile, "networkPlugin");
  const policy = textAt(profile, "networkPolicy");
  const plane = textAt(profile, "networkDataplane");
  const balancer = at(profile, "loadBalancerProfile");
  const outbound = defined({
    managed_outbound_ip_count: at(balancer, "managedOutboundIPs.count"),
    outbound_ip_address_ids: listAt(balancer, "outboundIPs.publicIPs").flatMap(
      (one) => textAt(one, "id") ?? [],
    ),
    outbound_ports_allocated: at(balancer, "allocatedOutboundPorts"),
    idle_timeout_in_minutes: at(balancer, "idleTimeoutInMinutes"),
  });
  return defined({
    network_plugin: plugin,
    network_plugin_mode: textAt(profile, "networkPluginMode"),
    network_policy: policy === "none" ? undefined : policy,
    network_data_plane: plane,
    outbound_type: textAt(profile, "outboundType"),
    load_balancer_sku: textAt(profile, "loadBalancerSku")?.toLowerCase(),
    load_balancer_profile: isValues(balancer) ? [outbound] : [],
    pod_cidr: textAt(profile, "podCidr"),
    pod_cidrs: textsAt(profile, "podCidrs"),
    service_cidr: textAt(profile, "serviceCidr"),
    service_cidrs: textsAt(profile, "serviceCidrs"),
    dns_service_ip: textAt(profile, "dnsServiceIp"),
    ip_versions: textsAt(profile, "ipFamilies"),
    advanced_networking: trueAt(profile, "advancedNetworking.enabled") && [
      {
        observability_enabled: at(profile, "advancedNetworking.observability.enabled") === true,
        security_enabled: at(profile, "advancedNetworking.security.enabled") === true,
      },
    ],
  });
}
