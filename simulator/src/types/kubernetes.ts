import { managedTableId, tableOf } from "../aks/aks.js";
import { lower } from "../core/arm-id.js";
import { asObject, asText, at, isObject, textAt, textOf, type JsonObject } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Facts, TypeRow } from "../core/type-row.js";
import {
  absurdCount,
  customDns,
  isKubenet,
  isPrivate,
  kubenetNeedsIdentity,
  malformedRange,
  noPool,
  routingWithoutDefaultRoute,
  subnetMissing,
} from "./kubernetes-refusals.js";
import { OVERLAY_REFUSALS } from "./overlay-refusals.js";
import { fixed, groupOf, orElse, plainLocation, subscriptionOf } from "./helpers.js";

const VERSION = "1.33.5";

/** `1.33` becomes the patch version that it stands for. */
function patchOf(version: string): string {
  return version === "" ? VERSION : /^\d+\.\d+$/.test(version) ? `${version}.5` : version;
}

function maxPodsOf(cluster: JsonObject | undefined): number {
  const network = asObject(at(cluster, "properties.networkProfile"));
  if (lower(textOf(network["networkPlugin"])) === "kubenet") return 110;
  return lower(textOf(network["networkPluginMode"])) === "overlay" ? 250 : 30;
}

function nodeGroupOf({ id, name, body }: Facts): string {
  const given = textAt(body, "properties.nodeResourceGroup");
  return given === "" ? `MC_${groupOf(id)}_${name}_${plainLocation(body)}`.slice(0, 80) : given;
}

function nodeGroupId(facts: Facts): string {
  return `/subscriptions/${subscriptionOf(facts.id)}/resourceGroups/${nodeGroupOf(facts)}`;
}

/** An identity that AKS makes in the node resource group. */
function madeIdentity(facts: Facts, name: string): JsonObject {
  const resourceId = `${nodeGroupId(facts)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return {
    resourceId,
    clientId: stableGuid(`client:${lower(resourceId)}`),
    objectId: stableGuid(`principal:${lower(resourceId)}`),
  };
}

const ADDON_IDENTITIES: Readonly<Record<string, string>> = {
  ingressapplicationgateway: "ingressapplicationgateway",
  azurekeyvaultsecretsprovider: "azurekeyvaultsecretsprovider",
  azurepolicy: "azurepolicy",
  omsagent: "omsagent",
  aciconnectorlinux: "aciconnectorlinux",
};

function addons(facts: Facts): JsonObject | undefined {
  const given = at(facts.body, "properties.addonProfiles");
  if (!isObject(given)) return undefined;
  return Object.fromEntries(
    Object.entries(given).map(([key, addon]) => {
      const identity = ADDON_IDENTITIES[lower(key)];
      const enabled = isObject(addon) && addon["enabled"] === true;
      return [
        key,
        enabled && identity !== undefined
          ? { ...addon, identity: madeIdentity(facts, `${identity}-${facts.name}`) }
          : asObject(addon),
      ];
    }),
  );
}

function networkDefaults(facts: Facts): JsonObject {
  const given = asObject(at(facts.body, "properties.networkProfile"));
  const name = textOf(given["networkPlugin"]) || "kubenet";
  const overlay = lower(textOf(given["networkPluginMode"])) === "overlay";
  const hasPods = lower(name) === "kubenet" || overlay;
  const serviceCidr = asText(given["serviceCidr"]) ?? "10.0.0.0/16";
  const podCidr = asText(given["podCidr"]) ?? "10.244.0.0/16";
  const outboundType = asText(given["outboundType"]) ?? "loadBalancer";
  const balancer = lower(outboundType) === "loadbalancer";
  return {
    networkPlugin: name,
    networkPolicy: "none",
    networkDataplane: "azure",
    loadBalancerSku: "standard",
    outboundType,
    serviceCidr,
    dnsServiceIP: serviceCidr.replace(/\.\d+\/\d+$/, ".10"),
    serviceCidrs: [serviceCidr],
    ipFamilies: ["IPv4"],
    ...(hasPods ? { podCidr, podCidrs: [podCidr] } : {}),
    ...(balancer
      ? {
          loadBalancerProfile: {
            managedOutboundIPs: { count: 1 },
            effectiveOutboundIPs: [
              {
                id: `${nodeGroupId(facts)}/providers/Microsoft.Network/publicIPAddresses/${stableGuid(lower(facts.id))}`,
              },
            ],
            backendPoolType: "nodeIPConfiguration",
          },
        }
      : {}),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
  };
}

function fqdnOf({ id, body }: Facts): string {
  const prefix = textAt(body, "properties.dnsPrefix") || textAt(body, "properties.fqdnSubdomain");
  return `${prefix}-${stableGuid(lower(id)).slice(0, 8)}.hcp.${plainLocation(body)}.azmk8s.io`;
}

function kubeconfig({ body, name }: Facts, user: string): JsonObject {
  const server = textAt(body, "properties.fqdn") || textAt(body, "properties.privateFQDN");
  const pem = Buffer.from("simulated").toString("base64");
  const yaml = [
    "apiVersion: v1",
    "kind: Config",
    `current-context: ${name}`,
    "clusters:",
    `- name: ${name}`,
    `  cluster: { server: "https://${server}:443", certificate-authority-data: "${pem}" }`,
    "contexts:",
    `- name: ${name}`,
    `  context: { cluster: ${name}, user: ${user}_${name} }`,
    "users:",
    `- name: ${user}_${name}`,
    `  user: { client-certificate-data: "${pem}", client-key-data: "${pem}", token: "${stableGuid(name).replaceAll("-", "")}" }`,
    "preferences: {}",
    "",
  ].join("\n");
  return { name: user, value: Buffer.from(yaml).toString("base64") };
}

/** Microsoft.ContainerService. */
export const kubernetesRows: readonly TypeRow[] = [
  {
    type: "Microsoft.ContainerService/managedClusters",
    needsLocation: true,
    retryAfter: 0,
    inline: [{ property: "agentPoolProfiles", type: "agentPools", whenOmitted: "keep", shape: "flat" }],
    defaults: {
      sku: { name: "Base", tier: "Free" },
      properties: {
        enableRBAC: true,
        disableLocalAccounts: false,
        maxAgentPools: 100,
        supportPlan: "KubernetesOfficial",
        addonProfiles: {},
        securityProfile: {},
        storageProfile: {
          diskCSIDriver: { enabled: true },
          fileCSIDriver: { enabled: true },
          snapshotController: { enabled: true },
        },
        oidcIssuerProfile: { enabled: false },
        workloadAutoScalerProfile: {},
        metricsProfile: { costAnalysis: { enabled: false } },
        nodeProvisioningProfile: { mode: "Manual", defaultNodePools: "Auto" },
        bootstrapProfile: { artifactSource: "Direct" },
      },
    },
    computed: {
      "properties.powerState": fixed({ code: "Running" }),
      "properties.kubernetesVersion": ({ body }) => textAt(body, "properties.kubernetesVersion") || VERSION,
      "properties.currentKubernetesVersion": ({ body }) =>
        patchOf(textAt(body, "properties.kubernetesVersion")),
      "properties.nodeResourceGroup": nodeGroupOf,
      "properties.networkProfile": networkDefaults,
      "properties.fqdn": (facts) =>
        isPrivate(facts.body) &&
        at(facts.body, "properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN") === false
          ? undefined
          : fqdnOf(facts),
      "properties.privateFQDN": (facts) =>
        isPrivate(facts.body) &&
        lower(textAt(facts.body, "properties.apiServerAccessProfile.privateDNSZone")) !== "none"
          ? fqdnOf(facts).replace(".hcp.", ".privatelink.")
          : undefined,
      "properties.azurePortalFQDN": (facts) => fqdnOf(facts).replace(".hcp.", ".portal.hcp."),
      "properties.resourceUID": ({ id }) =>
        stableGuid(`uid:${lower(id)}`)
          .replaceAll("-", "")
          .slice(0, 24),
      "properties.identityProfile.kubeletidentity": orElse(
        "properties.identityProfile.kubeletidentity",
        (facts) => madeIdentity(facts, `${facts.name}-agentpool`),
      ),
      "properties.servicePrincipalProfile": orElse(
        "properties.servicePrincipalProfile",
        fixed({ clientId: "msi" }),
      ),
      "properties.addonProfiles": addons,
      "properties.oidcIssuerProfile.issuerURL": ({ id, body, tenant }) =>
        at(body, "properties.oidcIssuerProfile.enabled") === true
          ? `https://${plainLocation(body)}.oic.prod-aks.azure.com/${tenant}/${stableGuid(`issuer:${lower(id)}`)}/`
          : undefined,
      "properties.autoUpgradeProfile.nodeOSUpgradeChannel": ({ body }) =>
        at(body, "properties.autoUpgradeProfile.nodeOSUpgradeChannel") ?? "NodeImage",
    },
    refusals: [
      noPool,
      malformedRange,
      subnetMissing,
      routingWithoutDefaultRoute,
      customDns,
      kubenetNeedsIdentity,
      ...OVERLAY_REFUSALS,
    ],
    creates: (facts) => {
      const location = textAt(facts.body, "location");
      const group = nodeGroupId(facts);
      const identities = [
        textAt(facts.body, "properties.identityProfile.kubeletidentity.resourceId"),
        ...Object.values(asObject(at(facts.body, "properties.addonProfiles"))).map((addon) =>
          textAt(addon, "identity.resourceId"),
        ),
      ].filter((id) => lower(id).startsWith(`${lower(group)}/`));
      const managed =
        isKubenet(facts.body) &&
        tableOf(facts.world, facts.id, facts.body) === managedTableId(facts.id, facts.body);
      return [
        { id: group, body: { location, managedBy: facts.id } },
        ...identities.map((id) => ({ id, body: { location } })),
        ...(managed ? [{ id: managedTableId(facts.id, facts.body), body: { location } }] : []),
      ];
    },
    actions: {
      listClusterUserCredential: (facts) => ({ kubeconfigs: [kubeconfig(facts, "clusterUser")] }),
      listClusterAdminCredential: (facts) => ({ kubeconfigs: [kubeconfig(facts, "clusterAdmin")] }),
      listClusterMonitoringUserCredential: (facts) => ({
        kubeconfigs: [kubeconfig(facts, "clusterMonitoringUser")],
      }),
    },
    references: [
      {
        path: "properties.agentPoolProfiles[].vnetSubnetID",
        shownAs: "ipConfigurations",
        as: (referrer, index) => `${referrer}/agentPools/${index}`,
      },
      {
        path: "properties.agentPoolProfiles[].podSubnetID",
        shownAs: "ipConfigurations",
        as: (referrer, index) => `${referrer}/agentPools/${index}/pods`,
      },
      {
        path: "properties.addonProfiles.ingressApplicationGateway.config.applicationGatewayId",
        blocksDelete: false,
      },
    ],
  },
  {
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    retryAfter: 0,
    refusals: [absurdCount],
    defaults: {
      properties: {
        count: 1,
        vmSize: "Standard_D2s_v3",
        osType: "Linux",
        osSKU: "Ubuntu",
        osDiskSizeGB: 128,
        osDiskType: "Managed",
        kubeletDiskType: "OS",
        type: "VirtualMachineScaleSets",
        mode: "User",
        enableAutoScaling: false,
        enableNodePublicIP: false,
        enableEncryptionAtHost: false,
        enableFIPS: false,
        enableUltraSSD: false,
        scaleDownMode: "Delete",
        upgradeSettings: { maxSurge: "10%", maxUnavailable: "0" },
        securityProfile: { enableVTPM: false, enableSecureBoot: false },
      },
    },
    computed: {
      "properties.maxPods": orElse("properties.maxPods", ({ parent }) => maxPodsOf(parent)),
      "properties.orchestratorVersion": ({ body, previous }) =>
        textAt(body, "properties.orchestratorVersion") ||
        textAt(previous, "properties.orchestratorVersion") ||
        VERSION,
      "properties.currentOrchestratorVersion": ({ body }) =>
        patchOf(textAt(body, "properties.orchestratorVersion")),
      "properties.nodeImageVersion": fixed("AKSUbuntu-2204gen2containerd-202611.10.0"),
      "properties.powerState": fixed({ code: "Running" }),
    },
  },
  {
    type: "Microsoft.ContainerService/managedClusters/accessProfiles",
    singleton: true,
    writes: "sync",
    provisioningState: false,
    actions: {
      listCredential: (facts) => {
        const cluster = poolFactsOf(facts);
        return {
          id: facts.id,
          name: facts.name,
          type: "Microsoft.ContainerService/ManagedClusters/AccessProfiles",
          location: textAt(cluster, "location"),
          properties: {
            kubeConfig: textAt(
              kubeconfig({ ...facts, body: cluster ?? {}, name: textAt(cluster, "name") }, facts.name),
              "value",
            ),
          },
        };
      },
    },
  },
  {
    type: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    writes: "sync",
    provisioningState: false,
    createStatus: 200,
  },
];

function poolFactsOf({ id, world }: Facts): JsonObject | undefined {
  return world.lookup(id.split(/\/accessProfiles\//i)[0] ?? "");
}
