import { allKnown, knownNumber, knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { names, poolProp, systemPools, type ClusterChoices } from "../cluster-choices.js";
import { isOverlay } from "../network-plugin.js";
import { maximumOf, minimumOf, type NodePoolSpec } from "../node-pool.js";
import { vmSizesOf } from "../node-provisioning.js";
import { sharesGpus, sizeOf, SIZES_AS_OF, type SizeTrait } from "../vm-sizes.js";
import { counted } from "../../core/counted.js";

/** Rules on the sizes and numbers of a cluster's machines. */

const SYSTEM_POOLS = "AKS documentation, manage system node pools, system and user node pools";
const RESTRICTED_SIZES = "AKS documentation, quotas and restricted VM sizes";

/** Cores and GiB below which AKS rejects a size, by mode, and the cores that it advises for system pools. */
const SYSTEM = { cores: 2, memory: 4, advisedCores: 4, advisedNodes: 2 } as const;
const USER = { cores: 2, memory: 2 } as const;

/** Nodes and pools of a cluster. Source: AKS documentation, quotas, service limits. */
const MOST_NODES = 5000;
const MOST_POOLS = 100;

/** Nodes of a cluster of tier Free. Source: AKS documentation, Free, Standard and Premium pricing tiers, comparison. */
const MOST_FREE_NODES = 1000;

const POOL_SIZE = defineRule({
  code: "POOL_SIZE",
  title: "Virtual machine size that AKS rejects for a pool",
  explanation: `Pods of the system need ${SYSTEM.cores} cores and ${SYSTEM.memory} GiB, and those of other pools ${USER.cores} cores and ${USER.memory} GiB: AKS rejects smaller sizes. Burstable sizes are not supported for system pools, since their cores slow down once their credits are used.`,
  remedy: "Choose a larger size, such as Standard_D4ds_v5.",
  source: `${SYSTEM_POOLS}; quotas and restricted VM sizes`,
});

const SYSTEM_POOL_SMALL = defineRule({
  code: "SYSTEM_POOL_SMALL",
  title: "System pool smaller than AKS advises",
  explanation: `AKS's documentation disagrees with itself: its page on system pools asks for ${SYSTEM.advisedCores} cores and two nodes, and the one on restricted sizes for ${SYSTEM.cores} cores. AKS creates such a pool; with one node, DNS and the tunnel to the API server stop with each upgrade.`,
  remedy: `Choose a size with ${SYSTEM.advisedCores} cores and three nodes; keep it for a test environment.`,
  source: `${SYSTEM_POOLS}; quotas and restricted VM sizes`,
});

const SIZE_NOT_SUPPORTED = defineRule({
  code: "SIZE_NOT_SUPPORTED",
  title: "Virtual machine size that does not support what the pool is",
  explanation:
    "Windows runs on x64 only, Ubuntu has modules validated by FIPS 140 on x64 only, and DCsv2 machines do not support overlay networks: the pool is rejected, or its pods get no network. Confidential machines run Linux without FIPS 140, those of Intel (TDX) are no nodes at all, only A100, H100 and H200 GPUs are shared, and AKS installs no drivers of AMD's.",
  remedy: "Choose another size.",
  source:
    "AKS documentation, Arm64 virtual machines, limitations; Azure CNI Overlay, limitations; confidential virtual machines; multi-instance GPU",
});

const CLUSTER_TOO_LARGE = defineRule({
  code: "CLUSTER_TOO_LARGE",
  title: "More nodes or pools than a cluster has",
  explanation: `A cluster has at most ${MOST_NODES} nodes and ${MOST_POOLS} pools, each of at most 1000 nodes; one of tier Free has at most ${MOST_FREE_NODES} nodes.`,
  remedy: "Lower the maximum of the pools, or divide the workloads between clusters.",
  source: "AKS documentation, quotas, service limits",
});

/** The limit of pools as a rule, for those who count them before they build a cluster. */
export const POOLS_OF_A_CLUSTER = {
  most: MOST_POOLS,
  code: CLUSTER_TOO_LARGE.code,
  remedy: "Merge pools, or divide the workloads between clusters.",
  /** What is wrong with as many, as a sentence without its period. */
  words: (count: number) => `There are ${count} pools; a cluster has at most ${MOST_POOLS}`,
} as const;

const SIZE_UNKNOWN = defineRule({
  code: "SIZE_UNKNOWN",
  title: "Virtual machine size that is not in the table of sizes",
  explanation: `Cores, memory, architecture and GPU of a size follow from a table of families, which is of ${SIZES_AS_OF}: a newer family is missing in it, and so is a misspelled size. Nothing is checked of an unknown one.`,
  remedy: "Compare the name with `az vm list-skus --location REGION`; keep it if Azure lists it.",
  source: "Virtual machines documentation, sizes",
});

/** What is wrong with sizes and numbers. */
export const SIZE_COMBINATIONS = [
  POOL_SIZE.case({
    title: `a system pool × a size below ${SYSTEM.cores} cores or ${SYSTEM.memory} GiB`,
    source: RESTRICTED_SIZES,
    matches: (choices: ClusterChoices) => tooSmall(systemPools(choices), SYSTEM).length > 0,
    prop: (choices) => sizeProp(tooSmall(systemPools(choices), SYSTEM)),
    message: (choices) =>
      `System pools need ${SYSTEM.cores} cores and ${SYSTEM.memory} GiB per node; ${described(tooSmall(systemPools(choices), SYSTEM))}.`,
  }),
  POOL_SIZE.case({
    title: "a system pool × a size of the B series",
    source: SYSTEM_POOLS,
    matches: (choices: ClusterChoices) => burstable(choices).length > 0,
    prop: (choices) => sizeProp(burstable(choices)),
    message: (choices) =>
      `AKS does not support burstable sizes for system pools; ${described(burstable(choices))}.`,
  }),
  POOL_SIZE.case({
    title: `a user pool × a size below ${USER.cores} cores or ${USER.memory} GiB`,
    source: RESTRICTED_SIZES,
    matches: (choices: ClusterChoices) => tooSmall(userPools(choices), USER).length > 0,
    prop: (choices) => sizeProp(tooSmall(userPools(choices), USER)),
    message: (choices) =>
      `Pools need ${USER.cores} cores and ${USER.memory} GiB per node; ${described(tooSmall(userPools(choices), USER))}.`,
  }),
  SYSTEM_POOL_SMALL.case({
    title: `a system pool × a size below ${SYSTEM.advisedCores} cores`,
    severity: "warning",
    source: SYSTEM_POOLS,
    matches: (choices: ClusterChoices) => modest(choices).length > 0,
    prop: (choices) => sizeProp(modest(choices)),
    message: (choices) =>
      `AKS advises ${SYSTEM.advisedCores} cores per node of a system pool; ${described(modest(choices))}.`,
  }),
  SYSTEM_POOL_SMALL.case({
    title: "system pools × fewer than two nodes",
    severity: "warning",
    source: SYSTEM_POOLS,
    matches: (choices: ClusterChoices) => (systemNodes(choices) ?? SYSTEM.advisedNodes) < SYSTEM.advisedNodes,
    prop: (choices) => `${poolProp(systemPools(choices))}.nodes`,
    message: (choices) =>
      `The system pools (${names(systemPools(choices))}) have ${systemNodes(choices) ?? 0} node at their minimum; AKS advises at least ${SYSTEM.advisedNodes}.`,
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "a Windows pool × an Arm64 size",
    source: "AKS documentation, Arm64 virtual machines, limitations",
    matches: (choices: ClusterChoices) => windowsOnArm(choices).length > 0,
    prop: (choices) => sizeProp(windowsOnArm(choices)),
    message: (choices) => `Windows does not run on Arm64; ${described(windowsOnArm(choices))}.`,
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "an overlay × a DCsv2 size",
    source: "AKS documentation, Azure CNI Overlay, limitations",
    matches: (choices: ClusterChoices) => confidentialOnOverlay(choices).length > 0,
    prop: (choices) => sizeProp(confidentialOnOverlay(choices)),
    message: (choices) =>
      `DCsv2 machines do not support overlay networks; ${described(confidentialOnOverlay(choices))}.`,
    remedy: "Choose a DCasv5 size, which is confidential too, or another plugin.",
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "FIPS 140 on Ubuntu × an Arm64 size",
    source: "AKS documentation, Arm64 virtual machines, limitations",
    matches: (choices: ClusterChoices) => fipsOnArm(choices).length > 0,
    prop: (choices) => `${poolProp(fipsOnArm(choices))}.fips`,
    message: (choices) =>
      `Arm64 machines run modules validated by FIPS 140 on Azure Linux only; ${described(fipsOnArm(choices))}.`,
    remedy: "Write osSku: AzureLinux, or choose an x64 size.",
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "a pool × a confidential size of Intel",
    source: "AKS documentation, confidential virtual machines",
    matches: (choices: ClusterChoices) => onTdx(choices).length > 0,
    prop: (choices) => sizeProp(onTdx(choices)),
    message: (choices) => `AKS has no nodes on confidential machines with TDX: ${sized(onTdx(choices))}.`,
    remedy: "Choose a DCasv5 or ECasv5 size, which is confidential too.",
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "Windows or FIPS 140 or Ubuntu 22.04 × a confidential size",
    source: "AKS documentation, confidential virtual machines",
    matches: (choices: ClusterChoices) => wrongOnConfidential(choices).length > 0,
    prop: (choices) => sizeProp(wrongOnConfidential(choices)),
    message: (choices) =>
      `Confidential machines run Linux without FIPS 140, by another version than Ubuntu 22.04: ${sized(wrongOnConfidential(choices))}.`,
    remedy: "Choose another size, or remove os: Windows, fips or osSku: Ubuntu2204.",
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "GPUs of AMD × drivers that AKS installs",
    source: "AKS documentation, AMD GPUs",
    matches: (choices: ClusterChoices) => withoutAmdOperator(choices).length > 0,
    prop: (choices) => sizeProp(withoutAmdOperator(choices)),
    message: (choices) => `AKS installs no drivers of AMD's GPUs: ${sized(withoutAmdOperator(choices))}.`,
    remedy: "Write gpuDriver: none, and install AMD's GPU operator.",
  }),
  SIZE_NOT_SUPPORTED.case({
    title: "shares of GPUs × a size other than of A100, H100 and H200",
    source: "AKS documentation, multi-instance GPU",
    matches: (choices: ClusterChoices) => withoutShares(choices).length > 0,
    prop: (choices) => `${poolProp(withoutShares(choices))}.gpuInstance`,
    message: (choices) => `Only A100, H100 and H200 GPUs are shared: ${sized(withoutShares(choices))}.`,
    remedy: "Choose a size such as Standard_NC24ads_A100_v4, or remove gpuInstance.",
  }),
  CLUSTER_TOO_LARGE.case({
    title: `pools × more than ${MOST_NODES} nodes`,
    matches: ({ pools }: ClusterChoices) => (mostNodes(pools) ?? 0) > MOST_NODES,
    prop: "nodePools",
    message: ({ pools }) =>
      `The pools grow to ${mostNodes(pools) ?? 0} nodes together; a cluster has at most ${MOST_NODES}.`,
  }),
  CLUSTER_TOO_LARGE.case({
    title: `tier Free × more than ${MOST_FREE_NODES} nodes`,
    source: "AKS documentation, Free, Standard and Premium pricing tiers, comparison",
    matches: ({ tier, pools }: ClusterChoices) => {
      const nodes = mostNodes(pools) ?? 0;
      // More than any cluster has is one problem.
      return tier === "Free" && nodes > MOST_FREE_NODES && nodes <= MOST_NODES;
    },
    prop: "nodePools",
    message: ({ pools }) =>
      `The pools grow to ${mostNodes(pools) ?? 0} nodes together; tier Free supports at most ${MOST_FREE_NODES}.`,
    remedy: "Write tier: Standard, or lower the maximum of the pools.",
  }),
  CLUSTER_TOO_LARGE.case({
    title: `more than ${MOST_POOLS} pools`,
    matches: ({ pools }: ClusterChoices) => pools.length > MOST_POOLS,
    prop: "nodePools",
    message: ({ pools }) => `${POOLS_OF_A_CLUSTER.words(pools.length)}.`,
    remedy: POOLS_OF_A_CLUSTER.remedy,
  }),
  SIZE_UNKNOWN.case({
    title: "a size that the table of sizes lacks",
    severity: "warning",
    remedy: ({ pools }) => {
      const compare = "Compare the name with `az vm list-skus --location REGION`; keep it if Azure lists it.";
      const [size = ""] = unknown(pools).flatMap(unknownSizes);
      const whole = `Standard_${size}`;
      return sizeOf(whole) === undefined ? compare : `Did you mean ${whole}? ${compare}`;
    },
    matches: ({ pools }: ClusterChoices) => unknown(pools).length > 0,
    prop: ({ pools }) => sizeProp(unknown(pools)),
    message: ({ pools }) =>
      `The table of sizes of ${SIZES_AS_OF} lacks ${unknown(pools)
        .map((pool) => `${unknownSizes(pool).join(", ")} (pool ${pool.name})`)
        .join(", ")}.`,
  }),
] as const;

function sizeProp(pools: readonly NodePoolSpec[]): string {
  return `${poolProp(pools)}.vmSize`;
}

/** "system has 1 core and 2 GiB (Standard_A1_v2)", of each pool. */
function described(pools: readonly NodePoolSpec[]): string {
  return pools
    .map(({ name, vmSize }) => {
      const { cores = 0, memory = 0 } = sizeOf(vmSize) ?? {};
      return `${name} has ${counted(cores, "core")} and ${memory} GiB (${knownText(vmSize) ?? vmSize})`;
    })
    .join(", ");
}

/** "gpu (Standard_NC4as_T4_v3)", of each pool. */
function sized(pools: readonly NodePoolSpec[]): string {
  return pools.map(({ name, vmSize }) => `${name} (${knownText(vmSize) ?? vmSize})`).join(", ");
}

function has(pool: NodePoolSpec, trait: SizeTrait): boolean {
  return vmSizesOf(pool).some((size) => sizeOf(size)?.family.traits?.includes(trait) === true);
}

function userPools(choices: ClusterChoices): readonly NodePoolSpec[] {
  const system = systemPools(choices);
  return choices.pools.filter((pool) => !system.includes(pool));
}

function tooSmall(
  pools: readonly NodePoolSpec[],
  least: { readonly cores: number; readonly memory: number },
): readonly NodePoolSpec[] {
  return pools.filter((pool) => {
    const size = sizeOf(pool.vmSize);
    return size !== undefined && (size.cores < least.cores || size.memory < least.memory);
  });
}

/** Burstable system pools, unless they are too small as well: one problem for one size. */
function burstable(choices: ClusterChoices): readonly NodePoolSpec[] {
  const small = tooSmall(systemPools(choices), SYSTEM);
  return systemPools(choices).filter((pool) => has(pool, "burstable") && !small.includes(pool));
}

function modest(choices: ClusterChoices): readonly NodePoolSpec[] {
  const refused = [...tooSmall(systemPools(choices), SYSTEM), ...burstable(choices)];
  const few = tooSmall(systemPools(choices), { cores: SYSTEM.advisedCores, memory: SYSTEM.memory });
  return few.filter((pool) => !refused.includes(pool));
}

function windowsOnArm({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => pool.os === "Windows" && has(pool, "Arm64"));
}

/** Pools with FIPS 140 and an Arm64 size on a distribution other than Azure Linux; AKS's default is Ubuntu. */
function fipsOnArm({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    (pool) =>
      pool.fips === true && pool.os !== "Windows" && pool.osSku !== "AzureLinux" && has(pool, "Arm64"),
  );
}

function confidentialOnOverlay({ network, pools }: ClusterChoices): readonly NodePoolSpec[] {
  return isOverlay(network) ? pools.filter((pool) => has(pool, "DCsv2")) : [];
}

function onTdx({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => has(pool, "TDX"));
}

function wrongOnConfidential({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    (pool) =>
      has(pool, "confidential") &&
      (pool.os === "Windows" || pool.fips === true || pool.osSku === "Ubuntu2204"),
  );
}

/** The one kind of AMD's GPUs that AKS supports. */
function withoutAmdOperator({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    ({ gpuDriver, vmSize }) => gpuDriver !== "none" && sizeOf(vmSize)?.family.name === "ND MI300X",
  );
}

function withoutShares({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ gpuInstance, vmSize }) => gpuInstance !== undefined && sharesGpus(vmSize) === false);
}

function unknown(pools: readonly NodePoolSpec[]): readonly NodePoolSpec[] {
  return pools.filter((pool) => unknownSizes(pool).length > 0);
}

function unknownSizes(pool: NodePoolSpec): readonly string[] {
  return vmSizesOf(pool).filter((size) => knownText(size) !== undefined && sizeOf(size) === undefined);
}

/** The nodes of all system pools at their minimum; undefined where a number is unknown, or where one has none at all. */
function systemNodes(choices: ClusterChoices): number | undefined {
  const nodes = allKnown(systemPools(choices).map((pool) => knownNumber(minimumOf(pool.nodes))));
  // A pool without nodes is a problem of its own.
  return nodes === undefined || nodes.includes(0) ? undefined : sumOf(nodes);
}

/** The nodes of all pools at their maximum; undefined where a number is unknown. */
export function mostNodes(pools: readonly NodePoolSpec[]): number | undefined {
  const nodes = allKnown(pools.map((pool) => knownNumber(maximumOf(pool.nodes))));
  return nodes === undefined ? undefined : sumOf(nodes);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
