import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { authenticationArguments, type Authentication } from "./authentication.js";
import { upgradeArguments, type Upgrades } from "./upgrades.js";

/** How the cluster autoscaler adds and removes nodes. */
export interface AutoscalerProfile {
  /** Which pool grows. @default that of AKS, random */
  readonly expander?: "least-waste" | "most-pods" | "priority" | "random" | undefined;
  /** Whether pools of one size grow together, one per zone for instance. @default false */
  readonly balanceSimilarPools?: boolean | undefined;
  /** How long a node is of no use before it is removed, such as `10m`. @default that of AKS, 10m */
  readonly scaleDownUnneeded?: string | undefined;
  /** How long after a node was added others may be removed, such as `10m`. @default that of AKS, 10m */
  readonly scaleDownAfterAdd?: string | undefined;
  /** Share of requested processors and memory, 0 to 1, below which a node is of no use. @default that of AKS, 0.5 */
  readonly scaleDownUtilization?: number | undefined;
}

/** What pods outside of the virtual network are reached through, if not through the egress. */
export interface HttpProxy {
  /** Proxy of HTTP, such as `http://proxy.contoso.com:3128`. @default none */
  readonly http?: string | undefined;
  /** Proxy of HTTPS. @default none */
  readonly https?: string | undefined;
  /** Hosts and ranges that are called without a proxy. @default none */
  readonly noProxy?: readonly string[] | undefined;
  /** Certificate of the proxy's authority, PEM in base64. @default none */
  readonly trustedCa?: string | undefined;
}

/** Sign-in, upgrades and operation of a cluster. */
export interface ClusterSettings {
  /** @default local accounts */
  readonly authentication?: Authentication | undefined;
  /** @default what azurerm does without: no upgrades of Kubernetes, and new node images at any time */
  readonly upgrades?: Upgrades | undefined;
  /** Hours after which images that no pod uses are removed from nodes, 24 to 2160. @default never */
  readonly imageCleanerHours?: number | undefined;
  /** Whether `az aks command invoke` runs commands in the cluster. @default the default of AKS: enabled */
  readonly runCommand?: "enabled" | "disabled" | undefined;
  /** Whether costs are shown per namespace; takes tier Standard or Premium. @default false */
  readonly costAnalysis?: boolean | undefined;
  /** Whether KEDA is installed, which scales pods by events. @default false */
  readonly keda?: boolean | undefined;
  /** Whether the vertical pod autoscaler is installed, which adapts the requests of pods. @default false */
  readonly verticalPodAutoscaler?: boolean | undefined;
  /** @default the one of AKS */
  readonly autoscaler?: AutoscalerProfile | undefined;
  /** @default none */
  readonly httpProxy?: HttpProxy | undefined;
  /** Certificates of authorities that Linux nodes trust, in PEM, at most 10; pods do not see them. @default none */
  readonly trustedCertificates?: readonly string[] | undefined;
  /** The service mesh of AKS, Istio, with its gateways. @default none */
  readonly serviceMesh?:
    | {
        /** One revision, such as `asm-1-30`, or two while workloads move to the newer one. */
        readonly revisions: readonly string[];
        /** Whether AKS runs a gateway of the mesh behind an internal load balancer. @default false */
        readonly internalGateway?: boolean | undefined;
        /** Whether AKS runs one behind a public load balancer. @default false */
        readonly externalGateway?: boolean | undefined;
      }
    | undefined;
}

/** The arguments of a cluster that follow from its settings; none for settings that are left out. */
export function settingsArguments(settings: ClusterSettings): Partial<KubernetesClusterConfig> {
  const { imageCleanerHours, runCommand, costAnalysis, keda, verticalPodAutoscaler } = settings;
  const { autoscaler, httpProxy, trustedCertificates, serviceMesh } = settings;
  return omitUndefined({
    ...authenticationArguments(settings.authentication),
    ...upgradeArguments(settings.upgrades),
    ...(imageCleanerHours === undefined
      ? {}
      : { imageCleanerEnabled: true, imageCleanerIntervalHours: imageCleanerHours }),
    runCommandEnabled: runCommand === undefined ? undefined : runCommand === "enabled",
    costAnalysisEnabled: costAnalysis,
    workloadAutoscalerProfile:
      keda === true || verticalPodAutoscaler === true
        ? omitUndefined({ kedaEnabled: keda, verticalPodAutoscalerEnabled: verticalPodAutoscaler })
        : undefined,
    autoScalerProfile: autoscaler && autoscalerArguments(autoscaler),
    httpProxyConfig: httpProxy && proxyArguments(httpProxy),
    serviceMeshProfile: serviceMesh && meshArguments(serviceMesh),
    customCaTrustCertificatesBase64: trustedCertificates?.map((pem) =>
      Buffer.from(pem.trim()).toString("base64"),
    ),
  });
}

function autoscalerArguments(profile: AutoscalerProfile): KubernetesClusterConfig["autoScalerProfile"] {
  const { scaleDownUtilization } = profile;
  return omitUndefined({
    expander: profile.expander,
    balanceSimilarNodeGroups: profile.balanceSimilarPools,
    scaleDownUnneeded: profile.scaleDownUnneeded,
    scaleDownDelayAfterAdd: profile.scaleDownAfterAdd,
    scaleDownUtilizationThreshold:
      scaleDownUtilization === undefined ? undefined : String(scaleDownUtilization),
  });
}

function meshArguments({
  revisions,
  internalGateway = false,
  externalGateway = false,
}: NonNullable<ClusterSettings["serviceMesh"]>): KubernetesClusterConfig["serviceMeshProfile"] {
  return {
    mode: "Istio",
    revisions: [...revisions],
    internalIngressGatewayEnabled: internalGateway,
    externalIngressGatewayEnabled: externalGateway,
  };
}

function proxyArguments({
  http,
  https,
  noProxy,
  trustedCa,
}: HttpProxy): KubernetesClusterConfig["httpProxyConfig"] {
  return omitUndefined({
    httpProxy: http,
    httpsProxy: https,
    noProxy: noProxy && [...noProxy],
    trustedCa,
  });
}
