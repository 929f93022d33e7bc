import type {
  ApiServer,
  GatewayCapacity,
  HubFirewallProps,
  NetworkPlugin,
  NodeCount,
  SpokeClusterProps,
  SpokeGatewayProps,
  SpokeNodePool,
} from "@aks-topology/constructs";
import type { ClusterSpec, GatewaySpec, NodePoolSpec, Platform } from "./schema.js";

/** From the words of the platform file to the props of the constructs. Pure: no construct is made here. */

export function firewallProps(spec: NonNullable<Platform["hub"]["firewall"]>): HubFirewallProps {
  return {
    tier: spec.tier,
    publicIps: spec.publicIps,
    ...defined({ zones: spec.zones, subnetPrefix: spec.subnetPrefix }),
  };
}

export function gatewayProps(spec: GatewaySpec): SpokeGatewayProps {
  return {
    tier: spec.tier === "WAF_v2" ? { kind: "WAF_v2" } : { kind: "Standard_v2" },
    ...defined({
      capacity: spec.instances === undefined ? undefined : capacity(spec.instances),
      zones: spec.zones,
      subnetPrefix: spec.subnetPrefix,
      listenerPorts: spec.ports,
    }),
  };
}

export function clusterProps(spec: ClusterSpec): Omit<SpokeClusterProps, "systemPool"> {
  return {
    network: networkPlugin(spec.network),
    apiServer: apiServer(spec.apiServer),
    tier: spec.tier,
    ...defined({ kubernetesVersion: spec.kubernetesVersion }),
  };
}

export function nodePool(name: string, spec: NodePoolSpec): SpokeNodePool {
  return {
    name,
    vmSize: spec.vmSize,
    nodes: nodeCount(spec.nodes),
    maxSurge: spec.maxSurge,
    ...defined({ maxPods: spec.maxPods, zones: spec.zones, subnetPrefix: spec.subnetPrefix }),
  };
}

function networkPlugin(spec: ClusterSpec["network"]): NetworkPlugin {
  const inCluster = {
    serviceCidr: spec.serviceCidr,
    ...defined({ dnsServiceIp: spec.dnsServiceIp, networkPolicy: spec.policy }),
  };
  return { kind: spec.plugin, podCidr: spec.podCidr, ...inCluster };
}

function apiServer(spec: ClusterSpec["apiServer"]): ApiServer {
  return { kind: "private", dns: { kind: spec.dns.type } };
}

function nodeCount(spec: NodePoolSpec["nodes"]): NodeCount {
  return typeof spec === "number" ? { count: spec } : spec;
}

function capacity(spec: NonNullable<GatewaySpec["instances"]>): GatewayCapacity {
  return typeof spec === "number" ? { instances: spec } : spec;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves keys out whose value is undefined: an optional prop is absent, never undefined. */
export function defined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
