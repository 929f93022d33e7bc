import { defineRule } from "../../core/rule.js";
import { hasIpv6, names, poolProp, windowsPools, type ClusterChoices } from "../cluster-choices.js";
import { needsPodSubnet } from "../network-plugin.js";
import type { NodePoolSpec } from "../node-pool.js";
import { isProvisioned } from "../node-provisioning.js";

/** What node auto-provisioning is refused with. */
export const NODE_PROVISIONING_NOT_SUPPORTED = defineRule({
  code: "NODE_PROVISIONING_NOT_SUPPORTED",
  title: "Node auto-provisioning where AKS or the provider does not have it",
  explanation:
    "Nodes that AKS creates for waiting pods (`nodes: auto`) run Linux with IPv4, on Azure CNI with pods on an overlay or on the node subnet, or on a plugin that you install. AKS refuses node auto-provisioning together with Calico, Windows pools, IPv6 and the cluster autoscaler, and the system's pods need a pool of their own. azurerm has the setting from 4.57, which is later than the oldest version that files for azurerm 4 allow.",
  remedy: "Give the pool a number of nodes, or { min, max }, or change what it does not go together with.",
  source: "AKS documentation, node auto-provisioning, limitations; networking configurations",
  terraform: "structure",
});

/** What is combined with node auto-provisioning, and refused. */
export const PROVISIONING_COMBINATIONS = [
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "nodes: auto × plugin kubenet, or pods on a subnet of their own",
    matches: (choices: ClusterChoices) =>
      has(choices) && (choices.network.type === "kubenet" || needsPodSubnet(choices.network)),
    prop: "network.plugin",
    message: (choices) =>
      `AKS does not create nodes by itself with ${pluginOf(choices)}; ${names(provisioned(choices))} has nodes: auto.`,
    remedy: "Use plugin azure-cni-overlay, cilium with pods: overlay, or azure-cni.",
  }),
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "nodes: auto × network policies of Calico",
    matches: (choices: ClusterChoices) => has(choices) && choices.network.networkPolicy === "calico",
    prop: "network.policy",
    message: (choices) =>
      `Calico does not run on nodes that AKS creates by itself: ${names(provisioned(choices))}.`,
    remedy: "Use policy azure or plugin cilium, or remove the policy.",
  }),
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "nodes: auto × IPv6",
    matches: (choices: ClusterChoices) => has(choices) && hasIpv6(choices),
    prop: "network.ipv6",
    message: (choices) =>
      `Nodes that AKS creates by itself have IPv4 addresses only: ${names(provisioned(choices))}.`,
    remedy: "Remove ipv6, or give the pool a number of nodes.",
  }),
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "nodes: auto × a Windows pool",
    matches: (choices: ClusterChoices) => has(choices) && windowsPools(choices).length > 0,
    prop: (choices) => poolProp(windowsPools(choices)),
    message: (choices) =>
      `A cluster with nodes: auto (${names(provisioned(choices))}) has no Windows pools; ${names(windowsPools(choices))} runs Windows.`,
    remedy: "Put the Windows pool in a cluster of its own, or give all pools a number of nodes.",
  }),
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "nodes: auto × a pool of the cluster autoscaler",
    matches: (choices: ClusterChoices) => has(choices) && autoscaled(choices).length > 0,
    prop: (choices) => `${poolProp(autoscaled(choices))}.nodes`,
    message: (choices) =>
      `AKS does not run node auto-provisioning (${names(provisioned(choices))}) together with the cluster autoscaler, which ${names(autoscaled(choices))} uses.`,
    remedy: "Give these pools a number of nodes.",
  }),
  NODE_PROVISIONING_NOT_SUPPORTED.case({
    title: "the first pool × nodes: auto",
    source: "AKS documentation, manage system node pools; node auto-provisioning",
    matches: ({ pools: [first] }: ClusterChoices) => first !== undefined && isProvisioned(first),
    prop: ({ pools }) => `${poolProp(pools)}.nodes`,
    message: ({ pools: [first] }) =>
      `The first pool, ${first?.name ?? ""}, runs the system pods: it exists before AKS can create nodes.`,
    remedy: "Put a pool with a number of nodes first, such as system: { vmSize: …, nodes: 3 }.",
  }),
] as const;

function pluginOf({ network }: ClusterChoices): string {
  return network.type === "cilium" ? `cilium and pods: ${network.pods}` : network.type;
}

function has(choices: ClusterChoices): boolean {
  return provisioned(choices).length > 0;
}

function provisioned({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(isProvisioned);
}

function autoscaled({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => pool.nodes.count === undefined && !isProvisioned(pool));
}
