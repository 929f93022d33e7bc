import { hostRange, knownText, type IHub } from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { BuiltPlatform } from "../topology/platform.js";
import { frontDoorsOf } from "./callers.js";
import { describedThing } from "./described-thing.js";
import { clusterAddress } from "./endpoint-names.js";
import { namedClusters, namedGateways, type NamedCluster } from "./named-things.js";

/**
 * The addresses of internal load balancers, which AKS creates for the Services that the manifests describe: those that
 * gateways send to, and those that hubs publish. A published one may be of any cluster in its network.
 */
export function serviceThings({ hubs, spokes }: Pick<BuiltPlatform, "hubs" | "spokes">): readonly Thing[] {
  const clusters = namedClusters(spokes);
  const behindGateways = namedGateways(spokes).flatMap(({ gateway }) =>
    gateway.clusters.flatMap(({ cluster, address }) => {
      const served = clusters.find((item) => item.cluster === cluster);
      return served === undefined || address === undefined ? [] : [serviceOf(served, address)];
    }),
  );
  const behindFrontDoors = spokes.flatMap(frontDoorsOf).flatMap(({ backend, cluster }) => {
    const served = clusters.find((item) => item.cluster === cluster);
    return served === undefined || backend.type !== "private-link"
      ? []
      : [serviceOf(served, backend.address)];
  });
  return [...behindGateways, ...behindFrontDoors, ...hubs.flatMap((hub) => published(hub, clusters))];
}

function published(hub: IHub, clusters: readonly NamedCluster[]): readonly Thing[] {
  return clusters
    .filter(({ spoke }) => spoke.hub === hub)
    .flatMap((cluster) =>
      (hub.published?.servicesIn(cluster.spoke.network.addressSpace) ?? []).map(({ target }) =>
        serviceOf(cluster, target),
      ),
    );
}

function serviceOf({ cluster, name }: NamedCluster, address: string): Thing {
  const ip = knownText(address) ?? address;
  return describedThing(
    "aks_service",
    cluster,
    { ip_address: hostRange(ip).literal, cluster_id: clusterIdOf(clusterAddress(cluster)) },
    `load balancer ${ip} of ${name}`,
  );
}

/** A reference where the cluster is created here. */
function clusterIdOf(address: string): string {
  return address.startsWith("/") ? address : `${address}.id`;
}
