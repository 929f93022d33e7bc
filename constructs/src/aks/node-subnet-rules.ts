import { ofFamily, type Cidr } from "../net/cidr.js";
import { FAMILY_RULES } from "../net/well-known.js";
import type { IExtensibleSecurityGroup } from "../network/network-security-group.js";

/** The ranges that nodes and pods of a cluster have their addresses from. */
export interface ClusterRanges {
  readonly nodes: readonly Cidr[];
  /** Ranges of pods that do not take addresses of the node subnets. Of both families, where the cluster has both. */
  readonly pods: readonly Cidr[];
}

/** What nodes and pods say to each other. */
const INSIDE = [
  {
    name: "nodes-to-nodes",
    description: "Nodes of the cluster among each other: kubelet, DNS and services.",
    from: "nodes",
    to: "nodes",
  },
  {
    name: "nodes-to-pods",
    description: "Nodes to pods elsewhere: probes, webhooks and services.",
    from: "nodes",
    to: "pods",
  },
  {
    name: "pods-to-pods",
    description: "Pods among each other, across nodes.",
    from: "pods",
    to: "pods",
  },
  {
    name: "pods-to-nodes",
    description: "Pods to nodes: host ports, metrics, the API server's private endpoint.",
    from: "pods",
    to: "nodes",
  },
] as const;

/** What nodes and pods of one cluster say to each other, and the probes of Azure's load balancer. */
export function allowClusterTraffic(group: IExtensibleSecurityGroup, ranges: ClusterRanges): void {
  for (const { family, ending } of FAMILY_RULES) {
    for (const { name, description, from, to } of INSIDE) {
      const [senders, receivers] = [ofFamily(ranges[from], family), ofFamily(ranges[to], family)];
      if (senders.length === 0 || receivers.length === 0) continue;
      group.allowInbound({
        name: `${name}${ending}`,
        description,
        protocol: "*",
        from: senders.map(String),
        to: receivers.map(String),
        ports: ["*"],
      });
    }
  }
  group.allowInbound({
    name: "load-balancer",
    description: "Health probes of Azure's load balancer.",
    protocol: "*",
    from: ["AzureLoadBalancer"],
    to: ["*"],
    ports: ["*"],
  });
  group.denyOtherInbound();
}

/** Lets an API server on a subnet of the network reach kubelets and webhooks. */
export function allowFromApiServer(
  group: IExtensibleSecurityGroup,
  apiServer: Cidr,
  ranges: ClusterRanges,
): void {
  group.allowInbound({
    name: "from-api-server",
    description: "The API server to kubelets, webhooks and aggregated APIs.",
    protocol: "Tcp",
    from: [String(apiServer)],
    to: ofFamily([...ranges.nodes, ...ranges.pods], apiServer.family).map(String),
    ports: ["*"],
  });
}

/** Lets a gateway reach the cluster. Application Gateway addresses pods directly, so pod ranges count too. */
export function allowFromGateway(
  group: IExtensibleSecurityGroup,
  name: string,
  gateway: Cidr,
  ranges: ClusterRanges,
): void {
  group.allowInbound({
    name: `from-${name}`,
    description: "The Application Gateway to nodes and pods.",
    protocol: "Tcp",
    from: [String(gateway)],
    to: ofFamily([...ranges.nodes, ...ranges.pods], gateway.family).map(String),
    ports: ["*"],
  });
}
