import { atLeast, between, type Condition } from "../../core/condition.js";
import { knownNumber, knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import {
  longWindowsNames,
  names,
  poolProp,
  systemPools,
  traits,
  windowsPools,
  windowsSystemPools,
  type ClusterChoices,
} from "../cluster-choices.js";
import { MAX_PODS, maxPodsOf } from "../network-plugin.js";
import { sizeOf } from "../vm-sizes.js";
import { LONGEST_WINDOWS_POOL_NAME, maximumOf, minimumOf, type NodePoolSpec } from "../node-pool.js";
import { counted } from "../../core/counted.js";

/** Pods for which the system pools of a cluster have room. Source: AKS documentation, manage system node pools. */
const SYSTEM_PODS = 30;

const SYSTEM_POOL = defineRule({
  code: "SYSTEM_POOL",
  title: "Unsupported settings of a system pool",
  explanation:
    "CoreDNS and other system pods run on the first pool and on pools of mode System: Linux pools, the first one without taints, which the provider does not set there, and the others without those that system pods do not tolerate.",
  remedy: "Leave the first pool to the system pods, and put workloads that need taints on another pool.",
  source: "AKS documentation, manage system node pools",
  terraform: "structure",
});

const NODE_COUNT = defineRule({
  code: "NODE_COUNT",
  title: "Node counts that AKS rejects",
  explanation:
    "The minimum of a pool that scales is not above its maximum, and a pool that runs system pods always has a node. AKS rejects other numbers when the pool is created.",
  remedy: "Swap the two numbers, or start with one node.",
  source: "AKS documentation, cluster autoscaler; manage system node pools",
  terraform: "validation",
});

/** What is wrong with the node pools of a cluster. */
export const POOL_COMBINATIONS = [
  defineRule({
    code: "WINDOWS_NOT_SUPPORTED",
    title: "Windows nodes with a network plugin that does not support them",
    explanation:
      "kubenet, Azure CNI powered by Cilium and bring-your-own CNI run on Linux nodes only: AKS rejects the pool when it is added.",
    remedy: "Choose azure-cni, azure-cni-pod-subnet or azure-cni-overlay, or a Linux pool.",
    source: "AKS documentation, Windows container FAQ",
    terraform: "structure",
  }).case({
    title: "plugin kubenet, cilium or none × a Windows pool",
    source: "AKS documentation, Windows container FAQ; Azure CNI powered by Cilium, limitations",
    matches: (choices: ClusterChoices) => windowsPools(choices).length > 0 && !traits(choices).windows,
    prop: (choices) => poolProp(windowsPools(choices)),
    message: (choices) =>
      `${choices.network.type} does not support Windows nodes; ${names(windowsPools(choices))} runs Windows.`,
    remedy: "Use azure-cni-overlay, azure-cni or azure-cni-pod-subnet, or make the pool a Linux pool.",
  }),

  defineRule({
    code: "WINDOWS_FIRST_POOL",
    title: "Windows pool in first place",
    explanation:
      "The first pool runs CoreDNS, konnectivity and other system pods, which exist for Linux only.",
    remedy: "Put a Linux pool first.",
    source: "AKS documentation, create a Windows node pool",
    terraform: "structure",
  }).case({
    title: "the first pool × Windows",
    matches: ({ pools }: ClusterChoices) => pools[0]?.os === "Windows",
    prop: ({ pools }) => poolProp(pools),
    message: ({ pools }) =>
      `The first pool, ${pools[0]?.name ?? ""}, runs the system pods and must be a Linux pool.`,
  }),

  defineRule({
    code: "WINDOWS_POOL_NAME",
    title: `Windows pool name longer than ${LONGEST_WINDOWS_POOL_NAME} characters`,
    explanation: `Windows host names are short; AKS leaves ${LONGEST_WINDOWS_POOL_NAME} of their characters to the pool's name.`,
    remedy: `Shorten the name to at most ${LONGEST_WINDOWS_POOL_NAME} characters.`,
    source: "AKS documentation, resource naming rules",
    terraform: "structure",
  }).case({
    title: `a Windows pool × a name of more than ${LONGEST_WINDOWS_POOL_NAME} characters`,
    source: "AKS documentation, naming rules of node pools",
    matches: (choices: ClusterChoices) => longWindowsNames(choices).length > 0,
    prop: (choices) => poolProp(longWindowsNames(choices)),
    message: (choices) =>
      `Names of Windows pools have at most ${LONGEST_WINDOWS_POOL_NAME} characters: ${names(longWindowsNames(choices))}.`,
  }),

  SYSTEM_POOL.case({
    title: "the first pool × mode User or taints",
    source:
      "AKS documentation, manage system node pools; azurerm, azurerm_kubernetes_cluster, default_node_pool",
    matches: ({ pools: [first] }: ClusterChoices) =>
      first?.mode === "User" || (first?.taints ?? []).length > 0,
    prop: ({ pools }) => poolProp(pools),
    message: ({ pools: [first] }) =>
      `The first pool, ${first?.name ?? ""}, runs the system pods: it has mode System and no taints.`,
    remedy: "Remove mode and taints, and give the workloads a pool of their own after it.",
  }),
  SYSTEM_POOL.case({
    title: "a further pool × Windows × mode System",
    matches: (choices: ClusterChoices) => windowsSystemPools(choices).length > 0,
    prop: (choices) => poolProp(windowsSystemPools(choices)),
    message: (choices) =>
      `System pods run on Linux only: ${names(windowsSystemPools(choices))} cannot have mode System.`,
    remedy: "Remove the mode, or make the pool a Linux pool.",
  }),
  SYSTEM_POOL.case({
    title: "a further pool × mode System × a taint that keeps system pods away",
    source: "AKS documentation, manage system node pools; Azure/AKS #2578 (SystemPoolHasRestrictedTaint)",
    matches: (choices: ClusterChoices) => shutSystemPools(choices).length > 0,
    prop: (choices) => `${poolProp(shutSystemPools(choices))}.taints`,
    message: (choices) =>
      `System pods do not tolerate the taints of ${names(shutSystemPools(choices))}, which has mode System: AKS accepts CriticalAddonsOnly there, and the effect PreferNoSchedule.`,
    remedy: "Remove the taint, or the mode.",
  }),

  defineRule({
    code: "SYSTEM_POOL_PODS",
    title: "System pools with room for too few pods",
    explanation: `CoreDNS, konnectivity, metrics and the agents of add-ons run on the system pools, which together must have room for at least ${SYSTEM_PODS} pods at their minimum number of nodes: AKS rejects smaller ones.`,
    remedy: "Raise maxPods, or the number of nodes.",
    source: "AKS documentation, manage system node pools; plan IP addressing",
  }).case({
    title: `system pools × room for less than ${SYSTEM_PODS} pods`,
    matches: (choices: ClusterChoices) => {
      const pods = systemPods(choices);
      // A minimum of zero nodes is a problem of its own.
      return pods !== undefined && pods > 0 && pods < SYSTEM_PODS;
    },
    prop: (choices) => poolProp(systemPools(choices)),
    message: (choices) =>
      `The system pools (${names(systemPools(choices))}) have room for ${counted(systemPods(choices) ?? 0, "pod")} at their minimum number of nodes; AKS requires ${SYSTEM_PODS}.`,
  }),

  NODE_COUNT.case({
    title: "a system pool × a minimum of zero nodes",
    source: "AKS documentation, manage system node pools",
    requires: (choices: ClusterChoices) =>
      withNodes(choices).map((pool) => ({
        on: minimumOf(pool.nodes),
        condition: hasNode(pool),
        message: "A pool that runs system pods needs at least one node.",
      })),
    prop: (choices) => `${poolProp(violators(withNodes(choices), hasNode))}.nodes`,
    message: (choices) =>
      `A pool that runs system pods needs at least one node; ${names(violators(withNodes(choices), hasNode))} may have none.`,
    remedy: "Set min to 1 or more.",
  }),
  NODE_COUNT.case({
    title: "nodes: auto × limits below one machine",
    severity: "warning",
    source: "AKS documentation, node auto-provisioning, node pools, limits",
    matches: (choices: ClusterChoices) => withoutRoom(choices).length > 0,
    prop: (choices) => `${poolProp(withoutRoom(choices))}.limits`,
    message: (choices) =>
      `The limits of ${names(withoutRoom(choices))} are below the smallest of its sizes, so that it gets no node.`,
    remedy: "Raise the limits to at least one machine.",
  }),
  NODE_COUNT.case({
    title: "a pool × a minimum above the maximum",
    source: "AKS documentation, cluster autoscaler",
    requires: (choices: ClusterChoices) =>
      scalingPools(choices).map((pool) => ({
        on: maximumOf(pool.nodes),
        condition: isOrdered(pool),
        message: "The maximum node count must not be below the minimum.",
      })),
    prop: (choices) => `${poolProp(violators(choices.pools, isOrdered))}.nodes`,
    message: (choices) => `min is above max: ${names(violators(choices.pools, isOrdered))}.`,
    remedy: "Swap the two.",
  }),
] as const;

export const MAX_PODS_RANGE = defineRule({
  code: "MAX_PODS_RANGE",
  title: "Pods per node outside the range of the network plugin",
  explanation: `AKS allows ${MAX_PODS[0]} to ${MAX_PODS[1]} pods per node.`,
  remedy: `Set maxPods to a number from ${MAX_PODS[0]} to ${MAX_PODS[1]}.`,
  source: "AKS documentation, configure maximum pods per node",
  terraform: "validation",
}).case({
  title: "a plugin × pods per node outside its range",
  requires: (choices: ClusterChoices) =>
    choices.pools.map((pool) => ({
      on: podsOn(pool, choices),
      condition: between(podsOn(pool, choices), traits(choices).maxPods),
      message: `The network plugin allows ${range(choices)} pods per node.`,
    })),
  prop: (choices) => `${poolProp(poolsWithInvalidMaxPods(choices))}.maxPods`,
  message: (choices) => {
    const requests = poolsWithInvalidMaxPods(choices).map(
      (pool) => `pool "${pool.name}" requests ${maxPodsOf(choices.network, pool.maxPods)}`,
    );
    return `${choices.network.type} allows ${range(choices)} pods per node; ${requests.join(", ")}.`;
  },
  remedy: (choices) => `Set maxPods to a number in the range ${range(choices)}.`,
});

/**
 * Pods for which the system pools have room at their minimum; undefined where a number is unknown here, or out of the
 * range of the plugin, which is a problem of its own.
 */
function systemPods(choices: ClusterChoices): number | undefined {
  const invalid = poolsWithInvalidMaxPods(choices);
  if (systemPools(choices).some((pool) => invalid.includes(pool))) return undefined;
  const known = systemPools(choices).map((pool) => {
    const [nodes, pods] = [knownNumber(minimumOf(pool.nodes)), knownNumber(podsOn(pool, choices))];
    return nodes === undefined || pods === undefined ? undefined : nodes * pods;
  });
  return known.reduce<number | undefined>(
    (sum, pods) => (sum === undefined || pods === undefined ? undefined : sum + pods),
    0,
  );
}

/** Pools of which no machine fits into the limits; 0 cores are meant: AKS removes the nodes. */
function withoutRoom({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ provisioning }) => {
    if (provisioning === undefined) return false;
    const { cpu, memory = Number.POSITIVE_INFINITY } = provisioning.limits;
    const sizes = provisioning.vmSizes.flatMap((size) => sizeOf(size) ?? []);
    return (
      cpu > 0 &&
      sizes.length === provisioning.vmSizes.length &&
      sizes.every((size) => size.cores > cpu || size.memory > memory)
    );
  });
}

/** System pools that have nodes of their own: one whose nodes AKS creates is a problem of its own. */
function withNodes(choices: ClusterChoices): readonly NodePoolSpec[] {
  return systemPools(choices).filter(({ provisioning }) => provisioning === undefined);
}

function violators<T>(items: readonly T[], condition: (item: T) => Condition): readonly T[] {
  return items.filter((item) => condition(item).holds === false);
}

function hasNode({ nodes }: NodePoolSpec): Condition {
  return atLeast(minimumOf(nodes), 1);
}

function isOrdered({ nodes }: NodePoolSpec): Condition {
  return atLeast(maximumOf(nodes), minimumOf(nodes));
}

function scalingPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ nodes }) => nodes.count === undefined);
}

function podsOn({ maxPods }: NodePoolSpec, { network }: ClusterChoices): number {
  return maxPods ?? maxPodsOf(network, undefined);
}

function poolsWithInvalidMaxPods(choices: ClusterChoices): readonly NodePoolSpec[] {
  return violators(choices.pools, (pool) => between(podsOn(pool, choices), traits(choices).maxPods));
}

/** Linux pools of mode System after the first one, with taints that AKS rejects for them. */
function shutSystemPools(choices: ClusterChoices): readonly NodePoolSpec[] {
  return systemPools(choices)
    .slice(1)
    .filter(({ os, taints = [] }) => os !== "Windows" && taints.some(keepsSystemPodsAway));
}

function keepsSystemPodsAway(taint: string): boolean {
  const known = knownText(taint) ?? "";
  return known !== "" && !known.startsWith("CriticalAddonsOnly=") && !known.endsWith(":PreferNoSchedule");
}

function range(choices: ClusterChoices): string {
  return traits(choices).maxPods.join(" to ");
}
