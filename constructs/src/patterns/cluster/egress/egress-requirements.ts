import { featuresOf, gitHostOf, type AddOns } from "../../../aks/add-ons.js";
import type { NetworkPlugin } from "../../../aks/network-plugin.js";
import { mostNodesUpgrading, type NodePoolSpec } from "../../../aks/node-pool.js";
import { vmSizesOf } from "../../../aks/node-provisioning.js";
import { needsNvidiaDrivers } from "../../../aks/vm-sizes.js";
import type {
  AllowedTarget,
  EgressRequirements,
  EgressFeature,
  PublicRegistry,
} from "../../../firewall/egress-requirements.js";
import type { Cidr } from "../../../net/cidr.js";
import type { ISpoke } from "../../estate/spoke.js";
import { isReachedPrivately } from "../private-endpoints.js";

/** Destinations in addition to those that a cluster's configuration needs. */
export interface CustomDestinations {
  /** Destinations by name. @default none */
  readonly allow?: Readonly<Record<string, AllowedTarget>> | undefined;
  /** Public registries. @default none */
  readonly registries?: readonly PublicRegistry[] | undefined;
  /** Time from Ubuntu's servers, for nodes created before March 2021. @default false */
  readonly ntp?: boolean | undefined;
}

/** The outbound requirements of a cluster, derived from its configuration. */
export function egressRequirementsOf({
  spoke,
  publicApiServer,
  pools,
  addOns,
  albController,
  network,
  destinations,
}: {
  readonly spoke: ISpoke;
  readonly publicApiServer: boolean;
  readonly pools: readonly NodePoolSpec[];
  readonly addOns: AddOns;
  /** Whether the ALB controller of Application Gateway for Containers runs in the cluster. */
  readonly albController: boolean;
  readonly network: NetworkPlugin;
  readonly destinations: CustomDestinations;
}): EgressRequirements {
  const { registries = [], ntp = false, allow } = destinations;
  const features: EgressFeature[] = [...featuresOf(addOns), ...registries];
  if (pools.some(isWindows)) features.push("windows");
  if (pools.some(hasNvidiaGpu)) features.push("gpu");
  if (ntp) features.push("ntp");
  // Images of Cilium and, as its values have it, of Calico.
  if (network.type === "none" && network.install !== undefined) features.push("quay");
  if (albController) features.push("alb-controller");
  const repository = addOns.gitOps?.repository;
  return {
    location: spoke.location,
    apiServerTunnel: publicApiServer,
    features: new Set(features),
    // A registry with a private endpoint is in the network.
    registries: addOns.registries?.filter(({ id }) => !isReachedPrivately(spoke, id)),
    gitHosts: repository === undefined ? undefined : [gitHostOf(repository)],
    dnsServers: spoke.dns.type === "servers" ? spoke.dns.servers : undefined,
    allow,
  };
}

/** Which pools bring a feature; one that is missing here is the whole cluster's. */
const BROUGHT_BY: Partial<Record<EgressFeature, (pool: NodePoolSpec) => boolean>> = {
  windows: isWindows,
  gpu: hasNvidiaGpu,
};

function isWindows({ os }: NodePoolSpec): boolean {
  return os === "Windows";
}

/** Without AKS's driver, an operator in the cluster installs it, from where its image has it. */
function hasNvidiaGpu(pool: NodePoolSpec): boolean {
  return pool.gpuDriver !== "none" && vmSizesOf(pool).some(needsNvidiaDrivers);
}

/** A pool with its subnets, as far as the sources of its traffic follow from them. */
interface PoolSubnets {
  readonly pool: NodePoolSpec;
  readonly subnet: { readonly prefix: Cidr };
}

/** Sources of the rules that only some pools need: of the nodes, which install what the rules are for. */
export function sourcesByFeature(pools: readonly PoolSubnets[]): ReadonlyMap<string, readonly Cidr[]> {
  return new Map(
    Object.entries(BROUGHT_BY).map(([feature, brings]) => [
      feature,
      [...new Set(pools.filter(({ pool }) => brings(pool)).map(({ subnet }) => subnet.prefix))],
    ]),
  );
}

/** Maximum nodes of a cluster during an upgrade: they share its SNAT ports. */
export function maxNodesOf(pools: readonly NodePoolSpec[]): number {
  return pools.reduce((sum, pool) => sum + mostNodesUpgrading(pool), 0);
}
