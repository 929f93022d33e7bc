import { defineRule } from "../../core/rule.js";
import { hasIpv6, names, traits, windowsPools, type ClusterChoices } from "../cluster-choices.js";
import { mostNodes } from "./sizes.js";

/** Nodes that Azure's network policy manager is for. Source: AKS documentation, network policies, scale. */
const MOST_NODES_OF_AZURE_POLICY = 250;

const POLICY_NOT_SUPPORTED = defineRule({
  code: "POLICY_NOT_SUPPORTED",
  title: "Network policy engine that the network plugin does not support",
  explanation:
    "Each plugin works with some engines only, and the engine is fixed when the cluster is created.",
  remedy: "Choose an engine that the plugin supports, or none.",
  source: "AKS documentation, network policies",
  terraform: "structure",
});

/** What a plugin does not support of network policies. */
export const POLICY_COMBINATIONS = [
  POLICY_NOT_SUPPORTED.case({
    title: "a plugin × a network policy engine that it does not support",
    source: "AKS documentation, secure traffic between pods with network policies",
    matches: (choices: ClusterChoices) => {
      const { networkPolicy } = choices.network;
      return networkPolicy !== undefined && !traits(choices).policies.includes(networkPolicy);
    },
    prop: "network.policy",
    message: ({ network }) =>
      `${network.type} does not support the network policy engine ${network.networkPolicy ?? ""}.`,
    remedy: (choices) => {
      const { policies } = traits(choices);
      return policies.length === 0
        ? "Remove the policy."
        : `Use ${policies.join(" or ")}, or remove the policy.`;
    },
  }),
  POLICY_NOT_SUPPORTED.case({
    title: "IPv6 × network policies of azure or calico",
    source: "AKS documentation, configure Azure CNI Overlay, dual-stack; dual-stack kubenet",
    matches: (choices: ClusterChoices) =>
      hasIpv6(choices) && ["azure", "calico"].includes(choices.network.networkPolicy ?? ""),
    prop: "network.policy",
    message: ({ network }) => `${network.networkPolicy ?? ""} does not enforce network policies on IPv6.`,
    remedy: "Use plugin cilium, which enforces them on both families, or remove policy or ipv6.",
  }),
  POLICY_NOT_SUPPORTED.case({
    title: `network policies of azure × more than ${MOST_NODES_OF_AZURE_POLICY} nodes`,
    severity: "warning",
    source: "AKS documentation, secure traffic between pods with network policies, scale",
    matches: ({ network, pools }: ClusterChoices) =>
      network.networkPolicy === "azure" && (mostNodes(pools) ?? 0) > MOST_NODES_OF_AZURE_POLICY,
    prop: "network.policy",
    message: ({ pools }) =>
      `The pools grow to ${mostNodes(pools) ?? 0} nodes together; beyond ${MOST_NODES_OF_AZURE_POLICY}, the network policy engine azure runs out of memory.`,
    remedy: "Use plugin cilium, or ask Azure's support for more memory.",
  }),
] as const;

const DUAL_STACK_EGRESS = defineRule({
  code: "DUAL_STACK_EGRESS",
  title: "IPv6 through an egress that carries IPv4 only",
  explanation:
    "Azure Firewall carries IPv6 in a preview only, NAT gateways of tier Standard not at all, and of those of StandardV2, which do, AKS documents no cluster with both families. With a default route to them, IPv6 traffic would have no egress.",
  remedy: "Use a load balancer as egress, or remove IPv6.",
  source: "AKS documentation, dual-stack networking",
  terraform: "structure",
});

/** IPv6 in the allow list of a cluster whose traffic leaves over IPv4 only. */
export const IPV6_DESTINATION = DUAL_STACK_EGRESS.case({
  message: ({ name, range }: { readonly name: string; readonly range: string }) =>
    `"${name}" allows ${range}, and the cluster's traffic leaves over IPv4 only.`,
  remedy: "Specify IPv4 ranges.",
  prop: ({ name }) => `egress.allow.${name}`,
});

/** What keeps nodes and pods from having addresses of both families. */
export const DUAL_STACK_COMBINATIONS = [
  defineRule({
    code: "DUAL_STACK_NOT_SUPPORTED",
    title: "IPv6 with a network plugin that does not support it",
    explanation:
      "kubenet and overlay networks support dual stack. Plugins that take pod addresses from subnets are IPv4 only.",
    remedy: "Use an overlay or kubenet, or remove IPv6.",
    source: "AKS documentation, dual-stack networking",
    terraform: "structure",
  }).case({
    title: "plugin azure-cni, azure-cni-pod-subnet or none × IPv6",
    matches: (choices: ClusterChoices) => hasIpv6(choices) && !traits(choices).dualStack,
    prop: "network.ipv6",
    message: ({ network }) => `${network.type} does not support IPv6 addresses for pods.`,
    remedy: "Use kubenet or an overlay, or remove ipv6.",
  }),

  defineRule({
    code: "DUAL_STACK_WITHOUT_RANGE",
    title: "IPv6 in a network without an IPv6 range",
    explanation:
      "A cluster with both families needs a subnet with both, so the spoke's network needs an IPv6 range.",
    remedy: "Add an IPv6 range to the spoke's address space.",
    source: "AKS documentation, dual-stack networking",
    terraform: "structure",
  }).case({
    title: "IPv6 × a spoke without an IPv6 range",
    matches: (choices: ClusterChoices) => hasIpv6(choices) && !choices.ipv6Network,
    prop: "network.ipv6",
    message:
      "Nodes with both families need a network with both, and the spoke's address space has no IPv6 range.",
    remedy: "Add an IPv6 range of a /48 to the spoke's addressSpace, such as fd00:10:1::/48.",
  }),

  DUAL_STACK_EGRESS.case({
    title: "IPv6 × an egress that carries IPv4 only",
    source:
      "AKS documentation, dual-stack networking; Azure Firewall documentation, dual stack; NAT Gateway documentation, tiers",
    matches: (choices: ClusterChoices) => hasIpv6(choices) && choices.outbound !== "load-balancer",
    prop: "egress",
    message: "With both families, traffic leaves through a load balancer; this egress carries IPv4 only.",
    remedy: "Use egress: { type: load-balancer }, or remove ipv6.",
  }),
] as const;

const PREVIEW_FEATURE = defineRule({
  code: "PREVIEW_FEATURE",
  title: "Preview feature",
  explanation:
    "AKS rejects a preview in subscriptions that are not registered for it, and its service level agreement excludes previews.",
  remedy: "Choose an alternative that is not a preview, or register the subscription for the feature.",
  source: "AKS documentation, support policies, previews",
  terraform: "structure",
});

/** What AKS offers as a preview. */
export const PREVIEW_COMBINATIONS = [
  PREVIEW_FEATURE.case({
    title: "network policies of azure × a Windows pool",
    severity: "warning",
    source:
      "AKS documentation, secure traffic between pods with network policies; best practices for network policies",
    matches: (choices: ClusterChoices) =>
      choices.network.networkPolicy === "azure" && windowsPools(choices).length > 0,
    prop: "network.policy",
    message: (choices) =>
      `On Windows (${names(windowsPools(choices))}), network policies of azure were a preview, which ended on 2026-09-30.`,
    remedy: "Use policy: calico, which AKS supports on Windows.",
  }),
  PREVIEW_FEATURE.case({
    title: "IPv6 × a Windows pool",
    severity: "warning",
    source: "AKS documentation, configure Azure CNI Overlay, dual-stack with Windows node pools",
    matches: (choices: ClusterChoices) => hasIpv6(choices) && windowsPools(choices).length > 0,
    prop: "network.ipv6",
    message: (choices) =>
      `On Windows (${names(windowsPools(choices))}), IPv6 is a preview that the subscription must be registered for.`,
    remedy:
      "Remove ipv6, or register Microsoft.ContainerService/AzureOverlayDualStackPreview before the cluster is created.",
  }),
] as const;
