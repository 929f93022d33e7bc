import { knownNumber } from "../core/known.js";
import type { Cidr } from "../net/cidr.js";

/** Who enforces Kubernetes network policies. */
export type NetworkPolicy = "azure" | "calico" | "cilium";

interface InCluster {
  /** Range of the services' virtual addresses, private to the cluster, smaller than a /12. */
  readonly serviceCidr: Cidr;
  /** Address of the cluster's DNS service. @default the tenth address of the service range */
  readonly dnsServiceIp?: string | undefined;
  /** @default no policies are enforced */
  readonly networkPolicy?: NetworkPolicy | undefined;
  /** Ranges outside the cluster that call pods by their addresses, which pods of a flat network have. @default none */
  readonly reachableFrom?: readonly Cidr[] | undefined;
}

interface WithPodRange extends InCluster {
  /** Range that pods get their addresses from, a /24 a node; private to the cluster. */
  readonly podCidr: Cidr;
  /** IPv6 ranges of pods and services: nodes and pods then have addresses of both families. @default IPv4 only */
  readonly ipv6?: { readonly podCidr: Cidr; readonly serviceCidr: Cidr } | undefined;
}

/** Nodes on the subnet, pods on a range of their own, with one AKS-managed route per node. */
export interface Kubenet extends WithPodRange {
  readonly type: "kubenet";
}
/** Nodes and pods on the node subnet. */
export interface AzureCni extends InCluster {
  readonly type: "azure-cni";
}
/** Nodes on the node subnet, pods on a delegated subnet. */
export interface AzureCniPodSubnet extends InCluster {
  readonly type: "azure-cni-pod-subnet";
}
/** Nodes on the subnet, pods on an overlay. */
export interface AzureCniOverlay extends WithPodRange {
  readonly type: "azure-cni-overlay";
}
interface WithNetworkServices {
  /** What Advanced Container Networking Services do, which Azure charges per node. @default nothing */
  readonly networkServices?:
    | {
        /** Flows and metrics per pod, by Hubble. @default false */
        readonly observability?: boolean | undefined;
        /** Policies by names, and of layer 7. @default false */
        readonly security?: boolean | undefined;
      }
    | undefined;
}

/** Azure CNI with the Cilium data plane, pods on an overlay or on a delegated subnet. */
export type Cilium = WithNetworkServices &
  (
    | (WithPodRange & { readonly type: "cilium"; readonly pods: "overlay" })
    | (InCluster & { readonly type: "cilium"; readonly pods: "pod-subnet" })
  );
/** No plugin: nodes stay NotReady until one is installed. */
export interface BringYourOwnCni extends InCluster {
  readonly type: "none";
  /** The plugin that is installed, by Helm, and the range of its pods, private to the cluster. @default another one */
  readonly install?: { readonly plugin: "cilium" | "calico"; readonly podCidr: Cidr } | undefined;
}

/** The network plugin, with its settings. */
export type NetworkPlugin =
  Kubenet | AzureCni | AzureCniPodSubnet | AzureCniOverlay | Cilium | BringYourOwnCni;

/** A plugin by its name. */
export type PluginKind = NetworkPlugin["type"];

/** Properties of each plugin that determine addresses and routes. Sources: AKS documentation, networking concepts and its plugin pages. */
export interface PluginTraits {
  /** Default number of pods per node. */
  readonly defaultMaxPods: number;
  /** Whether AKS writes one route per node to the subnet's route table. */
  readonly nodeRoutes: boolean;
  /** Whether Windows node pools are supported. */
  readonly windows: boolean;
  /** Supported network policy engines. */
  readonly policies: readonly NetworkPolicy[];
  /** Whether nodes and pods may have IPv4 and IPv6 addresses. */
  readonly dualStack: boolean;
  /** Fewest and most pods per node. */
  readonly maxPods: readonly [number, number];
}

/** Fewest and most pods per node. Source: AKS documentation, quotas and limits; configure maximum pods. */
export const MAX_PODS = [10, 250] as const;

/** The properties by plugin. */
export const PLUGIN_TRAITS: Readonly<Record<PluginKind, PluginTraits>> = {
  kubenet: {
    defaultMaxPods: 110,
    nodeRoutes: true,
    windows: false,
    policies: ["calico"],
    dualStack: true,
    maxPods: MAX_PODS,
  },
  "azure-cni": {
    defaultMaxPods: 30,
    nodeRoutes: false,
    windows: true,
    policies: ["azure", "calico"],
    dualStack: false,
    maxPods: MAX_PODS,
  },
  "azure-cni-pod-subnet": {
    defaultMaxPods: 30,
    nodeRoutes: false,
    windows: true,
    policies: ["azure", "calico"],
    dualStack: false,
    maxPods: MAX_PODS,
  },
  "azure-cni-overlay": {
    defaultMaxPods: 250,
    nodeRoutes: false,
    windows: true,
    policies: ["azure", "calico"],
    dualStack: true,
    maxPods: MAX_PODS,
  },
  cilium: {
    defaultMaxPods: 250,
    nodeRoutes: false,
    windows: false,
    policies: ["cilium"],
    dualStack: true,
    maxPods: MAX_PODS,
  },
  none: {
    defaultMaxPods: 250,
    nodeRoutes: false,
    windows: false,
    policies: [],
    dualStack: false,
    maxPods: MAX_PODS,
  },
};

/** The plugin's own pod range, if any. */
export function podRange(plugin: NetworkPlugin): Cidr | undefined {
  return "podCidr" in plugin ? plugin.podCidr : undefined;
}

/** The IPv6 ranges of a cluster with both families. */
export function ipv6Ranges(
  plugin: NetworkPlugin,
): { readonly podCidr: Cidr; readonly serviceCidr: Cidr } | undefined {
  return "ipv6" in plugin ? plugin.ipv6 : undefined;
}

/** The ranges that pods have to themselves, of both families where the cluster has both. */
export function ownPodRanges(plugin: NetworkPlugin): readonly Cidr[] {
  return [podRange(plugin), ipv6Ranges(plugin)?.podCidr].filter((range) => range !== undefined);
}

/** Ranges of pods that no other network may have: the plugin's own, or that of a plugin which is installed. */
export function privatePodRanges(plugin: NetworkPlugin): readonly Cidr[] {
  const installed = plugin.type === "none" ? plugin.install?.podCidr : undefined;
  return installed === undefined ? ownPodRanges(plugin) : [installed];
}

/** Ranges of which each node takes a block of the same size: of Calico, nodes take more of smaller ones. */
export function blocksOfNodes(plugin: NetworkPlugin): readonly Cidr[] {
  return plugin.type === "none" && plugin.install?.plugin === "calico" ? [] : privatePodRanges(plugin);
}

/** The ranges of the services, of both families where the cluster has both. */
export function serviceRanges(plugin: NetworkPlugin): readonly Cidr[] {
  const ipv6 = ipv6Ranges(plugin);
  return ipv6 === undefined ? [plugin.serviceCidr] : [plugin.serviceCidr, ipv6.serviceCidr];
}

/** Routes that AKS writes a node: one a family. Source: AKS documentation, dual-stack kubenet. */
export function routesPerNode(plugin: NetworkPlugin): number {
  return PLUGIN_TRAITS[plugin.type].nodeRoutes ? ownPodRanges(plugin).length : 0;
}

/** Whether each pod takes an address of a delegated subnet. */
export function needsPodSubnet(plugin: NetworkPlugin): boolean {
  return plugin.type === "azure-cni-pod-subnet" || (plugin.type === "cilium" && plugin.pods === "pod-subnet");
}

/** Addresses that a node's pods take from the node subnet. */
export function podsOnNodeSubnet(plugin: NetworkPlugin, maxPods: number): number {
  return plugin.type === "azure-cni" ? maxPods : 0;
}

/** Maximum pods per node, as given or by AKS's default. */
export function maxPodsOf(plugin: NetworkPlugin, given: number | undefined): number {
  const { defaultMaxPods } = PLUGIN_TRAITS[plugin.type];
  return (
    (given === undefined ? undefined : knownNumber(given)) ??
    (needsPodSubnet(plugin) ? PLUGIN_TRAITS["azure-cni-pod-subnet"].defaultMaxPods : defaultMaxPods)
  );
}

/** Whether pods have addresses of an overlay. */
export function isOverlay(network: NetworkPlugin): boolean {
  return network.type === "azure-cni-overlay" || (network.type === "cilium" && network.pods === "overlay");
}

/** Whether pods have addresses of the network, which others can call. Source: AKS documentation, networking concepts. */
export function isFlat(network: NetworkPlugin): boolean {
  return network.type === "azure-cni" || needsPodSubnet(network);
}
