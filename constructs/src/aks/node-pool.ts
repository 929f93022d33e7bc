import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool/index.js";
import { Construct } from "constructs";
import { plus, surgeOf, type Term } from "../core/condition.js";
import { DEFAULTS } from "../core/defaults.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { ISubnet } from "../network/subnet.js";

/** Nodes of a pool: a fixed number, or a range for the cluster autoscaler. */
export type NodeCount =
  { readonly count: number } | { readonly min: number; readonly max: number; readonly count?: undefined };

/** A node pool. */
export interface NodePoolSpec {
  /** Lower-case letters and digits, at most 12 (6 on Windows). */
  readonly name: string;
  /** Virtual machine size, such as `Standard_D4ds_v5`. */
  readonly vmSize: string;
  readonly nodes: NodeCount;
  /** Pods per node. @default what the plugin has: 110 kubenet, 250 overlay, 30 on subnets */
  readonly maxPods?: number | undefined;
  /** Nodes that an upgrade adds: a number, or a percentage of the pool. @default "33%", which AKS advises for production */
  readonly maxSurge?: string | undefined;
  /** Availability zones. @default none: spread by Azure */
  readonly zones?: readonly string[] | undefined;
  /** @default "Linux" */
  readonly os?: "Linux" | "Windows" | undefined;
  /** Whether system pods may run here. They always may on the first pool. @default "User" */
  readonly mode?: "System" | "User" | undefined;
  /** Kubernetes labels of the nodes. @default none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Kubernetes taints of the nodes, such as `gpu=true:NoSchedule`. @default none */
  readonly taints?: readonly string[] | undefined;
  /** Whether a system pool refuses pods of workloads. @default false */
  readonly dedicated?: boolean | undefined;
  /** Distribution of the operating system. @default the one of AKS: Ubuntu, or the newest Windows Server */
  readonly osSku?: OsSku | undefined;
  /** Disk of the operating system. @default a managed one of 128 GB or more, by the size */
  readonly osDisk?: OsDisk | undefined;
  /** Whether temporary disks and caches are encrypted on the host; the subscription registers the feature first. @default false */
  readonly hostEncryption?: boolean | undefined;
  /** Whether nodes use modules validated by FIPS 140. @default false */
  readonly fips?: boolean | undefined;
  /** Whether AKS installs the driver of NVIDIA's GPUs, or an operator in the cluster does. @default that of AKS, to install it */
  readonly gpuDriver?: "install" | "none" | undefined;
  /** Part of a GPU that is one instance to pods. @default each GPU is whole */
  readonly gpuInstance?: GpuInstance | undefined;
  /** Spare capacity at a lower price, which Azure takes back at any time. @default none */
  readonly spot?: SpotOptions | undefined;
  /** That AKS creates the nodes, for pods that wait: see `provisionedPool`. @default the pool has its nodes */
  readonly provisioning?: NodeProvisioning | undefined;
}

/**
 * Node auto-provisioning: AKS creates nodes for the pods that wait, each of the size that fits them best. Terraform knows
 * the subnet of such a pool; the pool itself is a `NodePool` of Karpenter, with an `AKSNodeClass` that names the subnet.
 */
export interface NodeProvisioning {
  /** Sizes that AKS chooses from, such as `Standard_D4ds_v5`. */
  readonly vmSizes: readonly [string, ...string[]];
  /** What all nodes of the pool have together: AKS creates no node beyond it. */
  readonly limits: {
    /** Virtual cores. */
    readonly cpu: number;
    /** Memory in GiB. @default as much as the machines with these cores have */
    readonly memory?: number | undefined;
  };
}

/** Distributions of the nodes. Source: azurerm 4.55.0 and 5.2.0, os_sku. */
export type OsSku = "AzureLinux" | "Ubuntu" | "Ubuntu2204" | "Windows2019" | "Windows2022";

/** Shares of a GPU, in sevenths. Source: AKS documentation, multi-instance GPU. */
export const GPU_INSTANCES = ["MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g"] as const;
export type GpuInstance = (typeof GPU_INSTANCES)[number];

/** Disk of the operating system of each node. */
export interface OsDisk {
  /** A managed disk, or one on the host, which is faster and lost with the node. */
  readonly type: "managed" | "ephemeral";
  /** In GB; an ephemeral one fits into the cache or the temporary disk of the size. @default by the size, 128 or more */
  readonly sizeGb?: number | undefined;
}

/** How spot capacity is bought and given back. */
export interface SpotOptions {
  /** Most that is paid per hour, in USD. @default the price of ordinary capacity */
  readonly maxPrice?: number | undefined;
  /** What becomes of a node that is taken back. @default "Delete" */
  readonly evictionPolicy?: "Delete" | "Deallocate" | undefined;
}

/** Label and taint that AKS sets on spot nodes, and azurerm expects. Source: AKS documentation, spot node pools. */
const SPOT_LABEL = { "kubernetes.azure.com/scalesetpriority": "spot" };
const SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

/** Taint of nodes that are kept for system pods, which tolerate it. Source: AKS documentation, manage system node pools. */
const SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

/** The taints of a pool, with those that follow from its settings. */
export function taintsOf({ taints = [], dedicated, spot, mode }: NodePoolSpec): readonly string[] {
  const own = [
    ...(dedicated === true && mode === "System" ? [SYSTEM_TAINT] : []),
    ...(spot === undefined ? [] : [SPOT_TAINT]),
  ];
  return [...taints, ...own.filter((taint) => !taints.includes(taint))];
}

/** The subnets of a pool's nodes and pods. */
export interface PoolPlacement {
  readonly subnet: ISubnet;
  /** Delegated subnet of the pods' addresses. @default none */
  readonly podSubnet?: ISubnet | undefined;
}

export interface NodePoolProps extends NodePoolSpec, PoolPlacement {
  /** Name of the temporary pool while nodes are replaced. @default the pool's name with its end replaced */
  readonly rotationName?: string | undefined;
}

/** Characters of a pool's name, by operating system. Source: AKS documentation, resource naming rules. */
export const LONGEST_POOL_NAME = 12;
export const LONGEST_WINDOWS_POOL_NAME = 6;

/** Maximum nodes of a pool without surge; it may be a variable. */
export function maximumOf(nodes: NodeCount): number {
  return nodes.count ?? nodes.max;
}

/** Minimum nodes of a pool; it may be a variable. */
export function minimumOf(nodes: NodeCount): number {
  return nodes.count ?? nodes.min;
}

/** Maximum nodes of a pool during an upgrade; its numbers may be variables. */
export function nodesUpgrading({
  nodes,
  maxSurge = DEFAULTS.nodePool.maxSurge,
}: Pick<NodePoolSpec, "nodes" | "maxSurge">): Term {
  return plus(maximumOf(nodes), surgeOf(maximumOf(nodes), maxSurge));
}

/** Maximum nodes of all pools during an upgrade; their numbers may be variables. */
export function allNodesUpgrading(pools: readonly NodePoolSpec[]): Term {
  return plus(...pools.map(nodesUpgrading));
}

/** Maximum nodes of a pool during an upgrade. */
export function mostNodesUpgrading(pool: Pick<NodePoolSpec, "nodes" | "maxSurge">): number {
  return nodesUpgrading(pool).value ?? 0;
}

/** Arguments that the first pool of a cluster and every other one have in common. */
export interface PoolArguments {
  readonly name: string;
  readonly vmSize: string;
  readonly vnetSubnetId: string;
  readonly podSubnetId?: string;
  readonly maxPods?: number;
  readonly zones?: string[];
  readonly nodeCount?: number;
  readonly autoScalingEnabled?: boolean;
  readonly minCount?: number;
  readonly maxCount?: number;
  readonly nodeLabels?: Record<string, string>;
  readonly osSku?: string;
  readonly osDiskType?: string;
  readonly osDiskSizeGb?: number;
  readonly hostEncryptionEnabled?: boolean;
  readonly fipsEnabled?: boolean;
  readonly gpuDriver?: string;
  readonly gpuInstance?: string;
  readonly temporaryNameForRotation: string;
  readonly upgradeSettings?: { maxSurge: string };
}

export function poolArguments(pool: NodePoolProps): PoolArguments {
  const { nodes, zones = [], spot, osDisk } = pool;
  const labels = { ...pool.labels, ...(spot === undefined ? {} : SPOT_LABEL) };
  return omitUndefined({
    name: pool.name,
    vmSize: pool.vmSize,
    ...(nodes.count === undefined
      ? { autoScalingEnabled: true, minCount: nodes.min, maxCount: nodes.max }
      : { nodeCount: nodes.count }),
    vnetSubnetId: pool.subnet.subnetId,
    podSubnetId: pool.podSubnet?.subnetId,
    maxPods: pool.maxPods,
    ...(zones.length === 0 ? {} : { zones: [...zones] }),
    ...(Object.keys(labels).length === 0 ? {} : { nodeLabels: { ...labels } }),
    osSku: pool.osSku,
    osDiskType: osDisk && (osDisk.type === "ephemeral" ? "Ephemeral" : "Managed"),
    osDiskSizeGb: osDisk?.sizeGb,
    hostEncryptionEnabled: pool.hostEncryption,
    fipsEnabled: pool.fips,
    gpuDriver: pool.gpuDriver && (pool.gpuDriver === "none" ? "None" : "Install"),
    gpuInstance: pool.gpuInstance,
    // A change that replaces nodes uses this temporary pool instead of replacing the whole pool.
    temporaryNameForRotation: pool.rotationName ?? rotationName(pool),
    // A spot pool has no surge: there may be no capacity for it. Source: AKS documentation, spot node pools.
    ...(spot === undefined
      ? { upgradeSettings: { maxSurge: pool.maxSurge ?? DEFAULTS.nodePool.maxSurge } }
      : {}),
  });
}

/** Name of the temporary pool that replaces one of `pools`: neither another pool's, nor an earlier pool's temporary name. */
export function rotationNameAmong(pools: readonly NodePoolSpec[], { name: own }: NodePoolSpec): string {
  const taken = new Set(pools.map(({ name }) => name));
  let name = own;
  for (const pool of pools) {
    name = rotationName(pool);
    for (let turn = 2; taken.has(name); turn += 1) name = rotationName(pool, String(turn));
    if (pool.name === own) break;
    taken.add(name);
  }
  return name;
}

/** The pool's name with its end replaced, within the 12 characters of Linux and the 6 of Windows. */
function rotationName({ name, os }: NodePoolSpec, turn = ""): string {
  const [word, longest] = os === "Windows" ? ["t", LONGEST_WINDOWS_POOL_NAME] : ["tmp", LONGEST_POOL_NAME];
  const ending = `${word}${turn}`;
  return `${name.slice(0, longest - ending.length)}${ending}`;
}

/** A node pool in addition to the first one. */
export class NodePool extends Construct {
  readonly resource: KubernetesClusterNodePool;

  constructor(
    scope: Construct,
    id: string,
    props: NodePoolProps & {
      readonly clusterId: string;
      readonly tags?: Readonly<Record<string, string>> | undefined;
    },
  ) {
    super(scope, id);
    const { tags = {}, spot } = props;
    const taints = taintsOf(props);
    this.resource = new KubernetesClusterNodePool(this, "~node_pool", {
      ...poolArguments(props),
      kubernetesClusterId: props.clusterId,
      mode: props.mode ?? "User",
      osType: props.os ?? DEFAULTS.nodePool.os,
      ...(taints.length === 0 ? {} : { nodeTaints: [...taints] }),
      ...(spot === undefined ? {} : spotArguments(spot)),
      ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
      ...(props.nodes.count === undefined ? { lifecycle: { ignoreChanges: ["node_count"] } } : {}),
    });
  }
}

function spotArguments({ maxPrice, evictionPolicy = DEFAULTS.spot.evictionPolicy }: SpotOptions): {
  priority: string;
  evictionPolicy: string;
  spotMaxPrice?: number;
} {
  return omitUndefined({ priority: "Spot", evictionPolicy, spotMaxPrice: maxPrice });
}
