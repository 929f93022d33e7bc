import type { ProblemCode } from "../core/problem-codes.js";
import type { Problem, Severity } from "../core/problem.js";
import type { PrivateDns } from "./api-server.js";
import {
  ipv6Ranges,
  maxPodsOf,
  PLUGIN_TRAITS,
  type NetworkPlugin,
  type PluginTraits,
} from "./network-plugin.js";
import type { NodePoolSpec } from "./node-pool.js";
import type { OutboundType } from "./outbound.js";

/** What a cluster is, as far as its choices can contradict each other. */
export interface ClusterChoices {
  readonly network: NetworkPlugin;
  readonly pools: readonly NodePoolSpec[];
  /** Which way traffic leaves. */
  readonly outbound: OutboundType["kind"];
  /** Who answers the name of a private API server; undefined for a public one. */
  readonly privateDns: PrivateDns["kind"] | undefined;
  /** Whether the cluster's network asks resolvers other than Azure's own. */
  readonly customDns: boolean;
  /** Whether pods may run in Azure Container Instances. */
  readonly virtualNodes: boolean;
  /** Whether the spoke's network has an IPv6 range. */
  readonly ipv6Network: boolean;
}

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

function traits({ network }: ClusterChoices): PluginTraits {
  return PLUGIN_TRAITS[network.kind];
}

function hasIpv6({ network }: ClusterChoices): boolean {
  return ipv6Ranges(network) !== undefined;
}

/** The prop of the first of some pools. */
function poolProp([first]: readonly NodePoolSpec[]): string {
  return first === undefined ? "nodePools" : `nodePools.${first.name}`;
}

function names(pools: readonly NodePoolSpec[]): string {
  return pools.map(({ name }) => name).join(", ");
}

function windowsPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ os }) => os === "Windows");
}

function longWindowsNames(choices: ClusterChoices): readonly NodePoolSpec[] {
  return windowsPools(choices).filter(({ name }) => name.length > 6);
}

function strayPods(choices: ClusterChoices): readonly NodePoolSpec[] {
  const [least, most] = traits(choices).maxPods;
  return choices.pools.filter(({ maxPods }) => {
    const pods = maxPodsOf(choices.network, maxPods);
    return pods < least || pods > most;
  });
}
