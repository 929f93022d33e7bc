import type { NetworkPlugin, NodeCount, SpokeClusterProps, SpokeNodePool } from "@aks-topology/constructs";
import type { ClusterSpec } from "../schema/cluster.js";
import type { NetworkSpec } from "../schema/network.js";
import type { NodePoolSpec } from "../schema/node-pool.js";
import { addOns } from "./add-ons.js";
import { apiServer, type ZoneProviders } from "./api-server.js";
import { defined } from "./defined.js";
import { egressOf } from "../kinds/egress/index.js";

/** From the words of the platform file to the props of the constructs. Pure: no construct is made here. */

export function clusterProps(
  spec: ClusterSpec,
  location: string,
  zoneProviders: ZoneProviders,
): Omit<SpokeClusterProps, "nodePools"> {
  return {
    network: networkPlugin(spec.network),
    apiServer: apiServer(spec.apiServer, zoneProviders),
    egress: egressOf(spec.egress.type, spec.egress),
    tier: spec.tier,
    ...defined({
      kubernetesVersion: spec.kubernetesVersion,
      block: spec.addressSpace,
      addOns: spec.addOns === undefined ? undefined : addOns(spec.addOns, location),
      serviceEndpoints: spec.serviceEndpoints,
      virtualNodes: spec.virtualNodes === undefined ? undefined : defined(spec.virtualNodes),
    }),
  };
}

export function nodePool(name: string, spec: NodePoolSpec): SpokeNodePool {
  const { nodes, vmSize, maxSurge, os, ...optional } = spec;
  return { name, vmSize, nodes: nodeCount(nodes), maxSurge, os, ...defined(optional) };
}

function networkPlugin(spec: NetworkSpec): NetworkPlugin {
  const inCluster = {
    serviceCidr: spec.serviceCidr,
    ...defined({ dnsServiceIp: spec.dnsServiceIp, networkPolicy: spec.policy }),
  };
  switch (spec.plugin) {
    case "kubenet":
    case "azure-cni-overlay":
      return { kind: spec.plugin, podCidr: spec.podCidr, ...inCluster, ...defined({ ipv6: spec.ipv6 }) };
    case "azure-cni":
    case "azure-cni-pod-subnet":
    case "none":
      return { kind: spec.plugin, ...inCluster };
    case "cilium":
      return spec.pods === "pod-subnet"
        ? { kind: "cilium", pods: "pod-subnet", ...inCluster }
        : {
            kind: "cilium",
            pods: "overlay",
            podCidr: spec.podCidr,
            ...inCluster,
            ...defined({ ipv6: spec.ipv6 }),
          };
  }
}

function nodeCount(spec: NodePoolSpec["nodes"]): NodeCount {
  return typeof spec === "number" ? { count: spec } : spec;
}
