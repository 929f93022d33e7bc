import { featuresOf, gitHostOf, type AddOns } from "../../../aks/add-ons.js";
import { isGpuSize, mostNodesUpgrading, type NodePoolSpec } from "../../../aks/node-pool.js";
import type {
  AllowedTarget,
  EgressRequirements,
  EgressFeature,
  PublicRegistry,
} from "../../../firewall/egress-requirements.js";
import type { ISpoke } from "../../estate/spoke.js";

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
  destinations,
}: {
  readonly spoke: ISpoke;
  readonly publicApiServer: boolean;
  readonly pools: readonly NodePoolSpec[];
  readonly addOns: AddOns;
  readonly destinations: CustomDestinations;
}): EgressRequirements {
  const { registries = [], ntp = false, allow } = destinations;
  const features: EgressFeature[] = [...featuresOf(addOns), ...registries];
  if (pools.some(({ os }) => os === "Windows")) features.push("windows");
  if (pools.some(({ vmSize }) => isGpuSize(vmSize))) features.push("gpu");
  if (ntp) features.push("ntp");
  const repository = addOns.gitOps?.repository;
  return {
    location: spoke.location,
    apiServerTunnel: publicApiServer,
    features: new Set(features),
    registries: addOns.registries,
    gitHosts: repository === undefined ? undefined : [gitHostOf(repository)],
    dnsServers: spoke.dns.type === "servers" ? spoke.dns.servers : undefined,
    allow,
  };
}

/** Maximum nodes of a cluster during an upgrade: they share its SNAT ports. */
export function maxNodesOf(pools: readonly NodePoolSpec[]): number {
  return pools.reduce((sum, pool) => sum + mostNodesUpgrading(pool), 0);
}
