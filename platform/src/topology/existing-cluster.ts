import {
  SpokeCluster,
  type ClusterAttributes,
  type ExistingCluster,
  type ExistingPool,
  type IExtensibleGateway,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { INVALID_VALUE } from "../file-rules.js";
import { networkOf } from "../kinds/network/index.js";
import type { ExistingClusterSpec } from "../schema/existing-cluster.js";
import type { KeyPath } from "../source-map.js";
import { attributesOf, bindSubnet } from "./existing.js";
import type { SourceLocator } from "./source-locator.js";

/** The keys of the file for attributes with a different name. */
const KEYS = {
  clusterId: ["id"],
  routeTableId: ["routeTable", "id"],
  nodeResourceGroupId: ["nodeResourceGroup"],
} as const;

/** A cluster that exists already, at `path`; undefined after a problem that prevents it. */
export function existingCluster(
  locator: SourceLocator,
  { spoke, key, path }: { readonly spoke: Spoke; readonly key: string; readonly path: KeyPath },
  spec: ExistingClusterSpec,
  gateway: IExtensibleGateway | undefined,
): ExistingCluster | undefined {
  const [first, ...others] = Object.entries(spec.nodePools).map(([name, pool]) => poolOf(name, pool));
  if (spec.network.reachableFrom !== undefined)
    locator.report(
      INVALID_VALUE,
      [...path, "network", "reachableFrom"],
      "The cluster exists already: nothing is opened for callers of its pods.",
      "Remove it; its team opens the security groups and routes.",
    );
  // The schema requires a pool, which its type does not express.
  if (first === undefined) return undefined;
  const attributes: ClusterAttributes = {
    clusterId: spec.id,
    network: networkOf(spec.network.plugin, spec.network),
    nodePools: [first, ...others],
    routeTableId: spec.routeTable?.id,
    nodeResourceGroupId: spec.nodeResourceGroup?.id,
    routesToAppliance: spec.egress.type === "firewall" || spec.egress.type === "appliance",
    mirror: spec.mirror,
    principalId: spec.principalId,
    oidcIssuerUrl: spec.oidcIssuerUrl,
    agicPrincipalId: spec.agicPrincipalId,
    routingDomains: gateway && [gateway.node.path],
  };
  const cluster = locator.tryBuild(path, () => SpokeCluster.fromAttributes(spoke, key, attributes), KEYS);
  for (const pool of cluster?.pools ?? []) {
    const poolPath = [...path, "nodePools", pool.node.id];
    locator.bind(pool, poolPath);
    // Pools that share a subnet have one construct, which belongs to the first.
    for (const [part, subnet] of [
      ["subnet", pool.subnet],
      ["podSubnet", pool.podSubnet],
    ] as const)
      if (subnet?.node.scope === pool) bindSubnet(locator, subnet, poolPath, part, true);
  }
  return cluster;
}

function poolOf(name: string, spec: ExistingClusterSpec["nodePools"][string]): ExistingPool {
  const { subnet, podSubnet, securityGroup, nodes } = spec;
  return {
    name,
    subnet: attributesOf(subnet),
    podSubnet: podSubnet && attributesOf(podSubnet),
    securityGroupId: securityGroup?.id,
    maxNodes: typeof nodes === "object" ? nodes.max : nodes,
  };
}
