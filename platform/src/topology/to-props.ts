import {
  provisionedPool,
  type IExtensibleGateway,
  type NodeCount,
  type SpokeClusterProps,
  type SpokeNodePool,
} from "@aks-topology/constructs";
import type { CreatedClusterSpec } from "../schema/cluster.js";
import { usesMesh } from "../schema/mesh.js";
import type { NodePoolSpec, ProvisionedPoolSpec, SizedPoolSpec } from "../schema/node-pool.js";
import { addOns } from "./add-ons.js";
import { identityOf, subnetOf } from "./existing.js";
import { apiServer, type ZoneProviders } from "./api-server.js";
import { egressOf } from "../kinds/egress/index.js";
import { networkOf } from "../kinds/network/index.js";

/** From the settings of the platform file to the props of the constructs. Pure: no construct is created here. */

export function clusterProps(
  spec: CreatedClusterSpec,
  location: string,
  zoneProviders: ZoneProviders,
): Omit<SpokeClusterProps, "nodePools"> {
  return {
    network: networkOf(spec.network.plugin, spec.network),
    apiServer: apiServer(spec.apiServer, zoneProviders),
    egress: egressOf(spec.egress.type, spec.egress),
    tier: spec.tier,
    supportPlan: spec.supportPlan,
    dnsPrefix: spec.dnsPrefix,
    diskEncryptionSetId: spec.diskEncryptionSet?.id,
    authentication: spec.authentication,
    upgrades: spec.upgrades,
    imageCleanerHours: spec.imageCleanerHours,
    runCommand: spec.runCommand,
    costAnalysis: spec.costAnalysis,
    keda: spec.keda,
    verticalPodAutoscaler: spec.verticalPodAutoscaler,
    autoscaler: spec.autoscaler,
    httpProxy: spec.httpProxy,
    serviceMesh: spec.serviceMesh && meshOf(spec.serviceMesh.revisions, spec.ingress),
    trustedCertificates: spec.trustedCertificates,
    kubernetesVersion: spec.kubernetesVersion,
    block: spec.addressSpace,
    addOns: spec.addOns === undefined ? undefined : addOns(spec.addOns, location),
    serviceEndpoints: spec.serviceEndpoints,
    virtualNodes: spec.virtualNodes && {
      subnetPrefix: spec.virtualNodes.subnetPrefix,
      subnet: subnetOf(spec.virtualNodes.subnet),
    },
    routeTableId: typeof spec.routeTable === "object" ? spec.routeTable.id : undefined,
    mirror: spec.mirror,
    identity: identityOf(spec.identity),
    kubeletIdentity: spec.kubeletIdentity && {
      identityId: spec.kubeletIdentity.id,
      principalId: spec.kubeletIdentity.principalId,
      clientId: spec.kubeletIdentity.clientId,
    },
  };
}

export function meshOf(
  revisions: readonly string[],
  ingress: CreatedClusterSpec["ingress"],
): SpokeClusterProps["serviceMesh"] {
  const isUsed = usesMesh(ingress);
  return {
    revisions,
    internalGateway: isUsed && ingress.type === "gateway-to-load-balancer",
    externalGateway: isUsed && ingress.type === "front-door",
  };
}

/** A gateway in front of a load balancer does not address pods, so that their ranges may repeat. */
export function routingDomainsOf(
  ingress: CreatedClusterSpec["ingress"],
  gateway: IExtensibleGateway | undefined,
): readonly string[] | undefined {
  return gateway === undefined || ingress.type === "gateway-to-load-balancer"
    ? undefined
    : [gateway.node.path];
}

export function nodePool(name: string, spec: NodePoolSpec): SpokeNodePool {
  return spec.nodes === "auto" ? createdByAks(name, spec) : sizedPool(name, spec);
}

function createdByAks(name: string, spec: ProvisionedPoolSpec): SpokeNodePool {
  const {
    vmSizes,
    limits,
    subnet,
    securityGroup,
    maxPods,
    maxSurge,
    zones,
    labels,
    taints,
    osSku,
    fips,
    subnetPrefix,
  } = spec;
  const pool = {
    name,
    maxPods,
    maxSurge,
    zones,
    labels,
    taints,
    osSku,
    fips,
    subnetPrefix,
    subnet: subnetOf(subnet),
    securityGroupId: securityGroup?.id,
  };
  return provisionedPool(pool, { vmSizes, limits });
}

function sizedPool(name: string, spec: SizedPoolSpec): SpokeNodePool {
  const { nodes, vmSize, maxSurge, os, subnet, podSubnet, securityGroup, ...optional } = spec;
  return {
    name,
    vmSize,
    nodes: nodeCount(nodes),
    maxSurge,
    os,
    subnet: subnetOf(subnet),
    podSubnet: subnetOf(podSubnet),
    securityGroupId: securityGroup?.id,
    ...optional,
  };
}

function nodeCount(spec: SizedPoolSpec["nodes"]): NodeCount {
  return typeof spec === "number" ? { count: spec } : spec;
}
