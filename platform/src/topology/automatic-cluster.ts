import {
  AUTOMATIC_NOT_SUPPORTED,
  type AutomaticSubnet,
  type IExtensibleGateway,
  type SpokeAutomaticCluster,
  type SpokeAutomaticClusterProps,
} from "@aks-topology/constructs/internal";
import type { Cidr } from "@aks-topology/constructs";
import type { AutomaticClusterSpec } from "../schema/automatic-cluster.js";
import { integratedApiServer, type ZoneProviders } from "./api-server.js";
import { bindSubnet, identityOf, subnetOf } from "./existing.js";
import type { ClusterPlace } from "./cluster-place.js";
import type { SourceLocator } from "./source-locator.js";
import { meshOf, routingDomainsOf } from "./to-props.js";

/** What an AKS Automatic cluster is built from, besides its keys. */
interface AutomaticContext {
  readonly locator: SourceLocator;
  /** Major of azurerm that the file is for. */
  readonly azurerm: 4 | 5;
  readonly gateway: IExtensibleGateway | undefined;
  readonly zoneProviders: ZoneProviders;
}

/** An AKS Automatic cluster; undefined after a problem that prevents it. */
export function automaticCluster(
  { locator, azurerm, gateway, zoneProviders }: AutomaticContext,
  { spoke, key, path }: ClusterPlace,
  spec: AutomaticClusterSpec,
): SpokeAutomaticCluster | undefined {
  if (azurerm === 4) {
    locator.report(
      AUTOMATIC_NOT_SUPPORTED,
      [...path, "type"],
      "AKS Automatic needs azurerm 5, whose resource azurerm_kubernetes_automatic_cluster is not in azurerm 4.",
      "Use azurerm: 5, or a cluster without type.",
    );
    return undefined;
  }
  const props: SpokeAutomaticClusterProps = {
    nodes: subnetProps(spec.nodes),
    maxNodes: spec.nodes.max,
    systemNodes: subnetProps(spec.systemNodes),
    apiServer: integratedApiServer(spec.apiServer, zoneProviders),
    serviceMesh: spec.serviceMesh && meshOf(spec.serviceMesh.revisions, spec.ingress),
    block: spec.addressSpace,
    serviceEndpoints: spec.serviceEndpoints,
    identity: identityOf(spec.identity),
    routingDomains: routingDomainsOf(spec.ingress, gateway),
  };
  const cluster = locator.tryBuild(path, () => spoke.addAutomaticCluster(key, props));
  if (cluster === undefined) return undefined;
  const [nodes, systemNodes] = cluster.pools;
  for (const [part, pool] of [
    ["nodes", nodes],
    ["systemNodes", systemNodes],
  ] as const) {
    if (pool === undefined) continue;
    const poolPath = [...path, part];
    locator.bind(pool, poolPath);
    if (pool.subnet.node.scope === pool)
      bindSubnet(locator, pool.subnet, poolPath, "subnet", spec[part].subnet !== undefined);
  }
  if (cluster.api.subnet !== undefined)
    bindSubnet(
      locator,
      cluster.api.subnet,
      [...path, "apiServer"],
      "subnet",
      spec.apiServer.subnet !== undefined,
    );
  return cluster;
}

function subnetProps({
  subnet,
  subnetPrefix,
  securityGroup,
}: AutomaticClusterSpec["systemNodes"]): AutomaticSubnet {
  return { subnetPrefix, subnet: subnetOf(subnet), securityGroupId: securityGroup?.id };
}

/** The explicit prefixes of the cluster's subnets. */
export function prefixesOfAutomatic({
  nodes,
  systemNodes,
  apiServer,
}: AutomaticClusterSpec): readonly (Cidr | undefined)[] {
  return [nodes, systemNodes, apiServer].map(({ subnetPrefix, subnet }) => subnetPrefix ?? subnet?.prefix);
}
