import type { ProblemCode } from "../core/problem-codes.js";
import type { Problem, Severity } from "../core/problem.js";
import {
  emptySystemPools,
  hasIpv6,
  longWindowsNames,
  names,
  poolProp,
  strayPods,
  swappedCounts,
  traits,
  windowsPools,
  windowsSystemPools,
  type ClusterChoices,
} from "./cluster-choices.js";

/** One combination that Azure refuses, or that its owner should know. The documentation prints the same rows. */
export interface Combination {
  /** What the problem is called; `explain` tells its story. */
  readonly code: ProblemCode;
  /** What meets what, in the words of the platform file. */
  readonly when: string;
  readonly severity: Severity;
  /** The prop of the cluster that holds the clashing value. */
  readonly prop: (choices: ClusterChoices) => string;
  /** Who says so: a page of the documentation, or an issue. */
  readonly source: string;
  /** Whether a cluster has the combination. */
  readonly holds: (choices: ClusterChoices) => boolean;
  /** What is wrong, in one sentence. */
  readonly message: (choices: ClusterChoices) => string;
  /** What to write instead. */
  readonly hint: (choices: ClusterChoices) => string;
}

const AKS = "AKS documentation";

/** Every combination of plugin, policy, pools, API access and egress that is refused or warned about. */
export const COMBINATIONS: readonly Combination[] = [
  {
    code: "WINDOWS_NOT_SUPPORTED",
    when: "plugin kubenet, cilium or none × a Windows pool",
    severity: "error",
    prop: (choices) => poolProp(windowsPools(choices)),
    source: `${AKS}, Windows container FAQ; Azure CNI powered by Cilium, limitations`,
    holds: (choices) => windowsPools(choices).length > 0 && !traits(choices).windows,
    message: (choices) =>
      `${choices.network.kind} has no Windows nodes, and ${names(windowsPools(choices))} has them.`,
    hint: () => "Use azure-cni-overlay, azure-cni or azure-cni-pod-subnet, or make the pool a Linux one.",
  },
  {
    code: "WINDOWS_FIRST_POOL",
    when: "the first pool × Windows",
    severity: "error",
    prop: ({ pools }) => poolProp(pools),
    source: `${AKS}, create a Windows node pool`,
    holds: ({ pools }) => pools[0]?.os === "Windows",
    message: ({ pools }) =>
      `The first pool, ${pools[0]?.name ?? ""}, runs the system's pods and must be a Linux one.`,
    hint: () => "Put a Linux pool first.",
  },
  {
    code: "WINDOWS_POOL_NAME",
    when: "a Windows pool × a name of more than 6 characters",
    severity: "error",
    prop: (choices) => poolProp(longWindowsNames(choices)),
    source: `${AKS}, naming rules of node pools`,
    holds: (choices) => longWindowsNames(choices).length > 0,
    message: (choices) =>
      `Names of Windows pools have at most 6 characters: ${names(longWindowsNames(choices))}.`,
    hint: () => "Shorten the name.",
  },
  {
    code: "SYSTEM_POOL",
    when: "the first pool × mode User or taints",
    severity: "error",
    prop: ({ pools }) => poolProp(pools),
    source: `${AKS}, manage system node pools; azurerm, azurerm_kubernetes_cluster, default_node_pool`,
    holds: ({ pools: [first] }) => first?.mode === "User" || (first?.taints ?? []).length > 0,
    message: ({ pools: [first] }) =>
      `The first pool, ${first?.name ?? ""}, runs the system's pods: it has mode System and no taints.`,
    hint: () => "Leave them out, and give the workloads' pods a pool of their own after it.",
  },
  {
    code: "SYSTEM_POOL",
    when: "a further pool × Windows × mode System",
    severity: "error",
    prop: (choices) => poolProp(windowsSystemPools(choices)),
    source: `${AKS}, manage system node pools`,
    holds: (choices) => windowsSystemPools(choices).length > 0,
    message: (choices) =>
      `The system's pods run on Linux only: ${names(windowsSystemPools(choices))} cannot have mode System.`,
    hint: () => "Leave the mode out, or make the pool a Linux one.",
  },
  {
    code: "NODE_COUNT",
    when: "a pool for the system's pods × no node at least",
    severity: "error",
    prop: (choices) => `${poolProp(emptySystemPools(choices))}.nodes`,
    source: `${AKS}, manage system node pools`,
    holds: (choices) => emptySystemPools(choices).length > 0,
    message: (choices) =>
      `A pool that runs the system's pods has one node at least: ${names(emptySystemPools(choices))}.`,
    hint: () => "Write min: 1 or more.",
  },
  {
    code: "NODE_COUNT",
    when: "a pool × more nodes at least than at most",
    severity: "error",
    prop: (choices) => `${poolProp(swappedCounts(choices))}.nodes`,
    source: `${AKS}, cluster autoscaler`,
    holds: (choices) => swappedCounts(choices).length > 0,
    message: (choices) => `min is more than max: ${names(swappedCounts(choices))}.`,
    hint: () => "Swap the two.",
  },
  {
    code: "POLICY_NOT_SUPPORTED",
    when: "a plugin × a network policy engine that it does not have",
    severity: "error",
    prop: () => "network.policy",
    source: `${AKS}, secure traffic between pods with network policies`,
    holds: (choices) => {
      const { networkPolicy } = choices.network;
      return networkPolicy !== undefined && !traits(choices).policies.includes(networkPolicy);
    },
    message: ({ network }) =>
      `${network.kind} does not enforce network policies through ${network.networkPolicy ?? ""}.`,
    hint: (choices) => {
      const { policies } = traits(choices);
      return policies.length === 0
        ? "Leave the policy out."
        : `Use ${policies.join(" or ")}, or leave the policy out.`;
    },
  },
  {
    code: "POLICY_NOT_SUPPORTED",
    when: "IPv6 × network policies of azure or calico",
    severity: "error",
    prop: () => "network.policy",
    source: `${AKS}, configure Azure CNI Overlay, dual-stack; dual-stack kubenet`,
    holds: (choices) => hasIpv6(choices) && ["azure", "calico"].includes(choices.network.networkPolicy ?? ""),
    message: ({ network }) => `${network.networkPolicy ?? ""} does not enforce network policies on IPv6.`,
    hint: () => "Use plugin cilium, which enforces them on both families, or leave policy or ipv6 out.",
  },
  {
    code: "MAX_PODS_RANGE",
    when: "a plugin × pods a node outside its range",
    severity: "error",
    prop: (choices) => `${poolProp(strayPods(choices))}.maxPods`,
    source: `${AKS}, configure maximum pods per node`,
    holds: (choices) => strayPods(choices).length > 0,
    message: (choices) => {
      const [least, most] = traits(choices).maxPods;
      return `${choices.network.kind} takes ${least} to ${most} pods a node; ${names(strayPods(choices))} asks for another number.`;
    },
    hint: () => "Choose maxPods in that range.",
  },
  {
    code: "DUAL_STACK_NOT_SUPPORTED",
    when: "plugin azure-cni, azure-cni-pod-subnet or none × IPv6",
    severity: "error",
    prop: () => "network.ipv6",
    source: `${AKS}, dual-stack networking`,
    holds: (choices) => hasIpv6(choices) && !traits(choices).dualStack,
    message: ({ network }) => `${network.kind} has no IPv6 addresses for pods.`,
    hint: () => "Use kubenet or an overlay, or leave ipv6 out.",
  },
  {
    code: "DUAL_STACK_WITHOUT_RANGE",
    when: "IPv6 × a spoke without an IPv6 range",
    severity: "error",
    prop: () => "network.ipv6",
    source: `${AKS}, dual-stack networking`,
    holds: (choices) => hasIpv6(choices) && !choices.ipv6Network,
    message: () =>
      "Nodes with both families need a network with both, and the spoke's address space has no IPv6 range.",
    hint: () => "Add an IPv6 range of a /48 to the spoke's addressSpace, such as fd00:10:1::/48.",
  },
  {
    code: "DUAL_STACK_EGRESS",
    when: "IPv6 × an egress that carries IPv4 only",
    severity: "error",
    prop: () => "egress",
    source: `${AKS}, dual-stack networking; Azure Firewall and NAT gateway carry IPv4 only`,
    holds: (choices) => hasIpv6(choices) && choices.outbound !== "loadBalancer",
    message: ({ outbound }) =>
      `With both families traffic leaves through a load balancer; ${outbound} carries IPv4 only.`,
    hint: () => "Use egress: { type: load-balancer }, or leave ipv6 out.",
  },
  {
    code: "VIRTUAL_NODES_NOT_SUPPORTED",
    when: "a plugin other than azure-cni × virtual nodes",
    severity: "error",
    prop: () => "virtualNodes",
    source: `${AKS}, virtual nodes, network requirements`,
    holds: ({ network, virtualNodes }) => virtualNodes && network.kind !== "azure-cni",
    message: ({ network }) =>
      `Virtual nodes put pods on a subnet of the network, which ${network.kind} does not reach.`,
    hint: () => "Use azure-cni, or leave virtualNodes out.",
  },
  {
    code: "VIRTUAL_NODES_NOT_SUPPORTED",
    when: "ranges that may call the API server × virtual nodes",
    severity: "error",
    prop: () => "virtualNodes",
    source: `${AKS}, virtual nodes, limitations`,
    holds: ({ virtualNodes, authorizedRanges }) => virtualNodes && authorizedRanges,
    message: () =>
      "Virtual nodes call the API server from addresses of Azure Container Instances, which authorizedIpRanges and includeEgress shut out.",
    hint: () => "Make the API server private, let everybody call it, or leave virtualNodes out.",
  },
  {
    code: "NETWORK_ISOLATION_NOT_SUPPORTED",
    when: "egress none × kubenet",
    severity: "error",
    prop: () => "egress",
    source: `${AKS}, network isolated clusters; kubenet, limitations`,
    holds: ({ outbound, network }) => outbound === "none" && network.kind === "kubenet",
    message: () => "AKS has no clusters without a way out on kubenet.",
    hint: () => "Use azure-cni-overlay, or choose another egress.",
  },
  {
    code: "NETWORK_ISOLATION_NOT_SUPPORTED",
    when: "egress none × a Windows pool",
    severity: "error",
    prop: (choices) => poolProp(windowsPools(choices)),
    source: `${AKS}, network isolated clusters, limitations`,
    holds: (choices) => choices.outbound === "none" && windowsPools(choices).length > 0,
    message: (choices) =>
      `Windows nodes do not start without a way out, and ${names(windowsPools(choices))} has them.`,
    hint: () => "Make the pool a Linux one, or choose another egress.",
  },
  {
    code: "NETWORK_ISOLATION_NOT_SUPPORTED",
    when: "egress none × an API server on a public address",
    severity: "error",
    prop: () => "apiServer",
    source: `${AKS}, create a network isolated cluster`,
    holds: ({ outbound, publicEndpoint }) => outbound === "none" && publicEndpoint,
    message: () => "Nodes without a way out do not reach an API server on a public address.",
    hint: () => "Use apiServer: { type: private } or { type: vnet-integration }, or choose another egress.",
  },
  {
    code: "NETWORK_ISOLATION_NOT_SUPPORTED",
    when: "egress none × gitOps",
    severity: "error",
    prop: () => "addOns.gitOps",
    source: `${AKS}, network isolated clusters, extensions`,
    holds: ({ outbound, gitOps }) => outbound === "none" && gitOps,
    message: () => "The Flux extension does not run in a cluster without a way out.",
    hint: () => "Leave gitOps out, or choose another egress.",
  },
  {
    code: "PREVIEW_FEATURE",
    when: "network policies of azure × a Windows pool",
    severity: "warning",
    prop: () => "network.policy",
    source: `${AKS}, secure traffic between pods with network policies`,
    holds: (choices) => choices.network.networkPolicy === "azure" && windowsPools(choices).length > 0,
    message: (choices) =>
      `On Windows (${names(windowsPools(choices))}) network policies of azure are a preview that the subscription must be registered for.`,
    hint: () =>
      "Use policy: calico, or register Microsoft.ContainerService/WindowsNetworkPolicyPreview before the cluster is made.",
  },
  {
    code: "PREVIEW_FEATURE",
    when: "IPv6 × a Windows pool",
    severity: "warning",
    prop: () => "network.ipv6",
    source: `${AKS}, configure Azure CNI Overlay, dual-stack with Windows node pools`,
    holds: (choices) => hasIpv6(choices) && windowsPools(choices).length > 0,
    message: (choices) =>
      `On Windows (${names(windowsPools(choices))}) IPv6 is a preview that the subscription must be registered for.`,
    hint: () =>
      "Leave ipv6 out, or register Microsoft.ContainerService/AzureOverlayDualStackPreview before the cluster is made.",
  },
  {
    code: "KUBENET_PRIVATE_CUSTOM_DNS",
    when: "kubenet × private API server × own route table × custom DNS servers",
    severity: "error",
    prop: () => "network.plugin",
    source: `${AKS}, create a private cluster, limitations`,
    holds: ({ network, privateDns, outbound, customDns }) =>
      network.kind === "kubenet" &&
      privateDns !== undefined &&
      outbound === "userDefinedRouting" &&
      customDns,
    message: () =>
      "AKS does not create a private kubenet cluster on a route table of the team's in a network with custom DNS servers.",
    hint: () => "Use azure-cni-overlay, or leave the network on Azure-provided DNS.",
  },
  {
    code: "SYSTEM_ZONE_CUSTOM_DNS",
    when: "private API server with system-zone × custom DNS servers",
    severity: "error",
    prop: () => "apiServer.dns",
    source: `${AKS}, create a private cluster, hub and spoke with custom DNS`,
    holds: ({ privateDns, customDns }) => privateDns === "system-zone" && customDns,
    message: () =>
      "The nodes ask the custom DNS servers for the API server's name, and the zone that AKS makes exists too late to be linked to the resolvers' network.",
    hint: () => "Use dns: { type: custom-zone } or dns: { type: public-fqdn }.",
  },
  {
    code: "CNI_MISSING",
    when: "plugin none × anything",
    severity: "warning",
    prop: () => "network.plugin",
    source: `${AKS}, bring your own CNI`,
    holds: ({ network }) => network.kind === "none",
    message: () => "Nodes stay NotReady until a network plugin is installed in the cluster.",
    hint: () => "Install the plugin right after the cluster was created.",
  },
];

/** The problems of a cluster's choices, in the order of the table. */
export function contradictions(choices: ClusterChoices): Problem[] {
  return COMBINATIONS.filter((row) => row.holds(choices)).map(({ code, severity, prop, message, hint }) => ({
    code,
    severity,
    prop: prop(choices),
    message: message(choices),
    hint: hint(choices),
  }));
}
