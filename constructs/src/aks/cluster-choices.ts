import type { PrivateDns } from "./api-server.js";
import { ipv6Ranges, PLUGIN_TRAITS, type NetworkPlugin, type PluginTraits } from "./network-plugin.js";
import { LONGEST_WINDOWS_POOL_NAME, taintsOf, type NodePoolSpec } from "./node-pool.js";
import type { ClusterSettings } from "./cluster-settings.js";
import type { ClusterTier, SupportPlan } from "./cluster.js";
import type { OutboundType } from "./outbound.js";

/** What a cluster is, as far as its choices can contradict each other. */
export interface ClusterChoices {
  readonly network: NetworkPlugin;
  readonly pools: readonly NodePoolSpec[];
  readonly tier: ClusterTier;
  readonly supportPlan: SupportPlan | undefined;
  /** Sign-in, upgrades and operation. */
  readonly settings: ClusterSettings;
  /** Version of Kubernetes; undefined where AKS chooses it. */
  readonly kubernetesVersion: string | undefined;
  /** Which way traffic leaves. */
  readonly outbound: OutboundType["type"];
  /** Who answers the name of a private API server; undefined for a public one. */
  readonly privateDns: PrivateDns["type"] | undefined;
  /** Whether nodes reach the API server over its public address. */
  readonly publicEndpoint: boolean;
  /** Whether only some ranges may call the API server. */
  readonly authorizedRanges: boolean;
  /** Whether the cluster's network asks resolvers other than Azure's own. */
  readonly customDns: boolean;
  /** Whether pods may run in Azure Container Instances. */
  readonly virtualNodes: boolean;
  /** Whether a disk encryption set encrypts the disks. */
  readonly diskEncryption: boolean;
  /** Whether Flux brings the workloads. */
  readonly gitOps: boolean;
  /** Whether cert-manager orders certificates. */
  readonly certManager: boolean;
  /** Whether the spoke's network has an IPv6 range. */
  readonly ipv6Network: boolean;
}

/** What is known of the cluster's plugin. */
export function traits({ network }: ClusterChoices): PluginTraits {
  return PLUGIN_TRAITS[network.type];
}

/** Whether nodes and pods have addresses of both families. */
export function hasIpv6({ network }: ClusterChoices): boolean {
  return ipv6Ranges(network) !== undefined;
}

/** The prop of the first of some pools. */
export function poolProp([first]: readonly NodePoolSpec[]): string {
  return first === undefined ? "nodePools" : `nodePools.${first.name}`;
}

/** The pools' names, as text for messages. */
export function names(pools: readonly NodePoolSpec[]): string {
  return pools.map(({ name }) => name).join(", ");
}

/** Pools of Windows nodes. */
export function windowsPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(({ os }) => os === "Windows");
}

/** Windows pools of mode System, other than the first pool. */
export function windowsSystemPools(choices: ClusterChoices): readonly NodePoolSpec[] {
  return windowsPools(choices).filter((pool) => pool !== choices.pools[0] && pool.mode === "System");
}

/** Pools that run system pods: the first one, and those of mode System. */
export function systemPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool, i) => i === 0 || pool.mode === "System");
}

/** Windows pools whose name is too long. */
export function longWindowsNames(choices: ClusterChoices): readonly NodePoolSpec[] {
  return windowsPools(choices).filter(({ name }) => name.length > LONGEST_WINDOWS_POOL_NAME);
}

/** Pools that take ordinary pods: Linux pools of mode User without taints that refuse pods. */
export function openPools({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter(
    (pool, i) =>
      i > 0 &&
      pool.mode !== "System" &&
      pool.os !== "Windows" &&
      !taintsOf(pool).some((taint) => !taint.endsWith(":PreferNoSchedule")),
  );
}
