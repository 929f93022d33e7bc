/** AKS clusters with their node pools. */
import type { FoundResource } from "../found.js";
import { isValues, type Values } from "../values.js";
import {
  at,
  defined,
  found,
  listAt,
  ownerOf,
  partOf,
  picked,
  textAt,
  textsAt,
  trueAt,
  type ArmResource,
} from "./arm-resource.js";
import { addOnsOf } from "./cluster-add-ons.js";
import { networkOf } from "./cluster-network.js";
import { nodePoolOfArm, ownFirst, poolOf } from "./node-pool.js";

export function clusterOfArm(cluster: ArmResource): readonly FoundResource[] {
  const { id, values } = cluster;
  if (textAt(values, "sku.name") === "Automatic") return [automaticOfArm(cluster)];
  const [first, ...others] = ownFirst(listAt(values, "agentPoolProfiles"));
  return [
    found("azurerm_kubernetes_cluster", cluster, {
      ...namesOf(values),
      ...accessOf(values),
      ...upgradesOf(values),
      ...featuresOf(values),
      ...addOnsOf(values),
      ...scalingOf(values),
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

/** A cluster of AKS Automatic, as far as azurerm has arguments for it. */
function automaticOfArm(cluster: ArmResource): FoundResource {
  const { values } = cluster;
  const access = accessOf(values);
  const hosted = picked(at(values, "hostedSystemProfile"), {
    node_subnet_id: "nodeSubnetId",
    system_node_subnet_id: "systemNodeSubnetId",
  });
  const open = picked(at(values, "apiServerAccessProfile"), {
    authorized_ip_ranges: "authorizedIpRanges",
    subnet_id: "subnetId",
  });
  return found("azurerm_kubernetes_automatic_cluster", cluster, {
    hosted_system: hosted["node_subnet_id"] === undefined ? [] : [hosted],
    api_server_access: Object.keys(open).length === 0 ? [] : [open],
    private_cluster:
      access["private_cluster_enabled"] === true
        ? [
            {
              private_dns_zone_id: access["private_dns_zone_id"] ?? "System",
              public_fully_qualified_domain_name_enabled:
                access["private_cluster_public_fqdn_enabled"] === true,
            },
          ]
        : [],
    service_mesh:
      textAt(values, "serviceMeshProfile.mode") === "Istio"
        ? [meshOf(at(values, "serviceMeshProfile.istio"))]
        : [],
    identity: identitiesOf(values)["identity"],
  });
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
    service_mesh_profile:
      textAt(cluster, "serviceMeshProfile.mode") === "Istio"
        ? [meshOf(at(cluster, "serviceMeshProfile.istio"))]
        : [],
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

function meshOf(istio: unknown): Values {
  const isOn = (mode: string): boolean =>
    listAt(istio, "components.ingressGateways").some(
      (gateway) => textAt(gateway, "mode") === mode && at(gateway, "enabled") === true,
    );
  return defined({
    mode: "Istio",
    revisions: textsAt(istio, "revisions"),
    internal_ingress_gateway_enabled: isOn("Internal"),
    external_ingress_gateway_enabled: isOn("External"),
  });
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

/** Settings of the cluster autoscaler, which Azure writes with hyphens and as texts, and node autoprovisioning. */
function scalingOf(cluster: Values): Values {
  const profile = at(cluster, "autoScalerProfile");
  const settings = Object.entries(isValues(profile) ? profile : {}).flatMap(([name, value]) =>
    (value ?? undefined) === undefined ? [] : [[name.replaceAll("-", "_"), settingOf(value)] as const],
  );
  const provisioning = picked(at(cluster, "nodeProvisioningProfile"), {
    mode: "mode",
    default_node_pools: "defaultNodePools",
  });
  const proxy = picked(at(cluster, "httpProxyConfig"), {
    http_proxy: "httpProxy",
    https_proxy: "httpsProxy",
    no_proxy: "noProxy",
    trusted_ca: "trustedCa",
  });
  return {
    auto_scaler_profile: settings.length === 0 ? [] : [Object.fromEntries(settings)],
    node_provisioning_profile: Object.keys(provisioning).length === 0 ? [] : [provisioning],
    http_proxy_config: Object.keys(proxy).length === 0 ? [] : [proxy],
  };
}

function settingOf(value: unknown): unknown {
  return value === "true" || value === "false" ? value === "true" : value;
}

/** Names of the configurations that azurerm has as blocks of the cluster. */
const WINDOWS: Readonly<Record<string, string>> = {
  aksmanagedautoupgradeschedule: "maintenance_window_auto_upgrade",
  aksmanagednodeosupgradeschedule: "maintenance_window_node_os",
};

/** When AKS upgrades a cluster: Azure shows it below the cluster. */
export function maintenanceOfArm(configuration: ArmResource): readonly FoundResource[] {
  const block = WINDOWS[configuration.name.toLowerCase()];
  const window = at(configuration.values, "maintenanceWindow") ?? undefined;
  if (block === undefined || window === undefined) return [];
  return [
    {
      type: "azurerm_kubernetes_cluster",
      id: ownerOf(configuration),
      address: undefined,
      mode: "managed",
      completes: true,
      values: { [block]: [windowOf(window)] },
    },
  ];
}

function windowOf(window: unknown): Values {
  const schedules = at(window, "schedule");
  const [kind, schedule] =
    Object.entries(isValues(schedules) ? schedules : {}).find(([, one]) => isValues(one)) ?? [];
  return defined({
    frequency: kind === undefined ? undefined : FREQUENCIES[kind],
    ...picked(schedule, {
      interval: kind === "weekly" ? "intervalWeeks" : kind === "daily" ? "intervalDays" : "intervalMonths",
      day_of_week: "dayOfWeek",
      day_of_month: "dayOfMonth",
      week_index: "weekIndex",
    }),
    ...picked(window, { duration: "durationHours", start_time: "startTime", utc_offset: "utcOffset" }),
    start_date: textAt(window, "startDate"),
    not_allowed: listAt(window, "notAllowedDates").map((dates) =>
      picked(dates, { start: "start", end: "end" }),
    ),
  });
}

const FREQUENCIES: Readonly<Record<string, string>> = {
  daily: "Daily",
  weekly: "Weekly",
  absoluteMonthly: "AbsoluteMonthly",
  relativeMonthly: "RelativeMonthly",
};
