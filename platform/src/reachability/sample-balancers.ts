import { Cidr, type Spoke } from "@aks-topology/constructs/internal";
import type { NamedCluster } from "./named-things.js";

/** An address of an internal load balancer that a cluster's Services may have. */
export interface SampleBalancer {
  readonly cluster: NamedCluster;
  readonly address: string;
}

/**
 * One load balancer per cluster of a spoke whose load balancers have users: which addresses AKS chooses is not known. They are
 * counted from the end of the subnet, where no fixed address is.
 */
export function sampleBalancers(
  { balancerUsers }: Spoke,
  clusters: readonly NamedCluster[],
): readonly SampleBalancer[] {
  if (balancerUsers === undefined) return [];
  const range = Cidr.of(balancerUsers.balancers.subnet.prefix.literal);
  return balancerUsers.clusters.flatMap((one, i) => {
    const cluster = clusters.find((each) => each.cluster === one);
    // Azure reserves the last address.
    return cluster === undefined ? [] : [{ cluster, address: range.host(Number(range.size) - 2 - i) }];
  });
}
