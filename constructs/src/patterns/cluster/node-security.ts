import { ownPodRanges, type NetworkPlugin } from "../../aks/network-plugin.js";
import { allowClusterTraffic, allowFromApiServer, type ClusterRanges } from "../../aks/node-subnet-rules.js";
import { ofFamily } from "../../net/cidr.js";
import type { ISubnet } from "../../network/subnet.js";
import type { ISpoke } from "../estate/spoke.js";
import { groupsOf, type PoolNetwork } from "./pool-network.js";

export interface NodeSecurityProps {
  readonly spoke: ISpoke;
  readonly network: NetworkPlugin;
  readonly pools: readonly PoolNetwork[];
  /** Subnet of the pods on virtual nodes. @default none */
  readonly virtualNodes: ISubnet | undefined;
  /** The API server's subnet. @default none */
  readonly apiServer: ISubnet | undefined;
}

/** Adds the inbound rules of the node subnets: published services, the cluster's own traffic, its API server. */
export function secureNodeSubnets(props: NodeSecurityProps): ClusterRanges {
  const { spoke, pools, virtualNodes, apiServer } = props;
  const podSubnets = [...pools.map(({ podSubnet }) => podSubnet), virtualNodes];
  const ranges = {
    nodes: [...new Set(pools.map(({ subnet }) => subnet))].flatMap(({ prefixes }) => prefixes),
    pods: [
      ...ownPodRanges(props.network),
      ...[...new Set(podSubnets)].flatMap((subnet) => (subnet === undefined ? [] : [subnet.prefix])),
    ],
  };
  const groups = groupsOf(pools);
  spoke.hub.published?.allowInto(groups, spoke.network.addressSpace, ofFamily(ranges.nodes, 4));
  for (const group of groups) {
    allowClusterTraffic(group, ranges);
    if (apiServer !== undefined) allowFromApiServer(group, apiServer.prefix, ranges);
  }
  return ranges;
}
