import {
  addressOf,
  hostRange,
  knownText,
  type IHub,
  type SpokeFrontDoor,
} from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { BuiltPlatform } from "../topology/platform.js";
import { frontDoorsOf } from "./front-doors.js";
import { describedThing } from "./described-thing.js";
import { clusterAddress } from "./endpoint-names.js";
import { sampleBalancers } from "./sample-balancers.js";
import { namedClusters, namedGateways, type NamedCluster } from "./named-things.js";

/**
 * The addresses of internal load balancers, which AKS creates for the Services that the manifests describe: those that
 * gateways send to, those that hubs publish, and one per cluster whose spoke opens them to users. A published one may be of any cluster in its network.
 */
export function serviceThings({ hubs, spokes }: Pick<BuiltPlatform, "hubs" | "spokes">): readonly Thing[] {
  const clusters = namedClusters(spokes);
  const behindGateways = namedGateways(spokes).flatMap(({ gateway }) =>
    gateway.clusters.flatMap(({ cluster, address }) => {
      const served = clusters.find((item) => item.cluster === cluster);
      return served === undefined || address === undefined ? [] : [serviceOf(served, address)];
    }),
  );
  const behindFrontDoors = spokes.flatMap(frontDoorsOf).flatMap((frontDoor) => {
    const served = clusters.find((item) => item.cluster === frontDoor.cluster);
    return served === undefined ? [] : behindFrontDoor(frontDoor, served);
  });
  const withUsers = spokes
    .flatMap((spoke) => sampleBalancers(spoke, clusters))
    .map(({ cluster, address }) => serviceOf(cluster, address));
  return [
    ...behindGateways,
    ...behindFrontDoors,
    ...withUsers,
    ...hubs.flatMap((hub) => published(hub, clusters)),
  ];
}

/** The load balancer that Front Door calls, and which origin that is. */
function behindFrontDoor({ backend, origin }: SpokeFrontDoor, cluster: NamedCluster): readonly Thing[] {
  const originId = `${addressOf(origin)}.id`;
  const name = `origin of ${cluster.name}`;
  if (backend.type === "public") {
    const address = `${addressOf(backend.address)}.ip_address`;
    return [
      describedThing("front_door_backend", origin, { origin_id: originId, ip_address: address }, name),
      describedThing(
        "aks_service",
        cluster.cluster,
        { ip_address: address, cluster_id: clusterIdOf(clusterAddress(cluster.cluster)) },
        `public load balancer of ${cluster.name}`,
      ),
    ];
  }
  const ip = knownText(backend.address) ?? backend.address;
  const subnet = backend.balancers.subnet.subnetId;
  return [
    describedThing(
      "front_door_backend",
      origin,
      { origin_id: originId, ip_address: hostRange(ip).literal, subnet_id: subnet },
      name,
    ),
    serviceOf(cluster, backend.address),
  ];
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
