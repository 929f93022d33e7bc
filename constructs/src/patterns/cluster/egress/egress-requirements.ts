import { featuresOf, gitHostOf, type AddOns } from "../../../aks/add-ons.js";
import { mostNodesUpgrading, type NodePoolSpec } from "../../../aks/node-pool.js";
import { knownText } from "../../../core/known.js";
import type {
  AllowedTarget,
  EgressRequirements,
  EgressFeature,
  PublicRegistry,
} from "../../../firewall/egress-requirements.js";
import type { ISpoke } from "../../estate/spoke.js";

/** What a team lets out beside that which its choices need. */
export interface OwnDestinations {
  /** Destinations by name. @default none */
  readonly allow?: Readonly<Record<string, AllowedTarget>>;
  /** Registries that are open to everybody. @default none */
  readonly registries?: readonly PublicRegistry[];
  /** Time from Ubuntu's servers, for nodes made before March 2021. @default false */
  readonly ntp?: boolean;
}

/** Sizes with a graphics card all belong to the N family. Source: virtual machine sizes, GPU accelerated. */
const GPU_SIZE = /^Standard_N/i;

/** What a cluster needs from the outside, told by its own choices. */
export function egressRequirementsOf({
  spoke,
  publicApiServer,
  pools,
  addOns,
  own,
}: {
  readonly spoke: ISpoke;
  readonly publicApiServer: boolean;
  readonly pools: readonly NodePoolSpec[];
  readonly addOns: AddOns;
  readonly own: OwnDestinations;
}): EgressRequirements {
  const features: EgressFeature[] = [...featuresOf(addOns), ...(own.registries ?? [])];
  if (pools.some(({ os }) => os === "Windows")) features.push("windows");
  if (pools.some(({ vmSize }) => GPU_SIZE.test(knownText(vmSize) ?? ""))) features.push("gpu");
  if (own.ntp === true) features.push("ntp");
  const repository = addOns.gitOps?.repository;
  return {
    location: spoke.location,
    apiServerTunnel: publicApiServer,
    features: new Set(features),
    ...(addOns.registries === undefined ? {} : { registries: addOns.registries }),
    ...(repository === undefined ? {} : { gitHosts: [gitHostOf(repository)] }),
    ...(spoke.dns.type === "servers" ? { dnsServers: spoke.dns.servers } : {}),
    ...(own.allow === undefined ? {} : { allow: own.allow }),
  };
}

/** The most nodes that a cluster has while it is upgraded: they share its SNAT ports. */
export function nodesAtMost(pools: readonly NodePoolSpec[]): number {
  return pools.reduce((sum, pool) => sum + mostNodesUpgrading(pool), 0);
}
