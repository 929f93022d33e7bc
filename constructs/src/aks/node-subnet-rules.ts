import type { Cidr } from "../net/cidr.js";
import type { NetworkSecurityGroup } from "../network/network-security-group.js";

/** The ranges that nodes and pods of a cluster have their addresses from. */
export interface ClusterRanges {
  readonly nodes: readonly Cidr[];
  /** Ranges of pods that do not take addresses of the node subnets. */
  readonly pods: readonly Cidr[];
}

/** What nodes and pods of one cluster say to each other, and the probes of Azure's load balancer. */
export function allowClusterTraffic(group: NetworkSecurityGroup, { nodes, pods }: ClusterRanges): void {
  const nodeRanges = nodes.map(String);
  const podRanges = pods.map(String);
  group.allowInbound({
    name: "nodes-to-nodes",
    description: "Nodes of the cluster among each other: kubelet, DNS and services.",
    protocol: "*",
    from: nodeRanges,
    to: nodeRanges,
    ports: ["*"],
  });
  if (podRanges.length > 0) {
    group.allowInbound({
      name: "nodes-to-pods",
      description: "Nodes to pods elsewhere: probes, webhooks and services.",
      protocol: "*",
      from: nodeRanges,
      to: podRanges,
      ports: ["*"],
    });
    group.allowInbound({
      name: "pods-to-pods",
      description: "Pods among each other, across nodes.",
      protocol: "*",
      from: podRanges,
      to: podRanges,
      ports: ["*"],
    });
    group.allowInbound({
      name: "pods-to-nodes",
      description: "Pods to nodes: host ports, metrics, the API server's private endpoint.",
      protocol: "*",
      from: podRanges,
      to: nodeRanges,
      ports: ["*"],
    });
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
  group: NetworkSecurityGroup,
  apiServer: Cidr,
  ranges: ClusterRanges,
): void {
  group.allowInbound({
    name: "from-api-server",
    description: "The API server to kubelets, webhooks and aggregated APIs.",
    protocol: "Tcp",
    from: [String(apiServer)],
    to: [...ranges.nodes, ...ranges.pods].map(String),
    ports: ["*"],
  });
}

/** Lets a gateway reach the cluster. Application Gateway addresses pods directly, so pod ranges count too. */
export function allowFromGateway(
  group: NetworkSecurityGroup,
  name: string,
  gateway: Cidr,
  ranges: ClusterRanges,
): void {
  group.allowInbound({
    name: `from-${name}`,
    description: "The Application Gateway to nodes and pods.",
    protocol: "Tcp",
    from: [String(gateway)],
    to: [...ranges.nodes, ...ranges.pods].map(String),
    ports: ["*"],
  });
}
