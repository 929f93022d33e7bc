import { isOverlay, podRange } from "../../aks/network-plugin.js";
import { ExistingRouteTable } from "../../network/existing-route-table.js";
import type { MirrorHome, MirrorProps, MirrorSource, OtherSubscription } from "../../route-sync/mirror.js";
import type { ICluster } from "./cluster.js";
import type { IGateway } from "./gateway.js";

/** One mirror per cluster whose node routes a gateway needs, or needed, in a table of its own. */
export function mirrorsOf(
  gateways: readonly IGateway[],
  subscription: OtherSubscription | undefined,
): readonly MirrorProps[] {
  return gateways.flatMap(({ spoke, served, routeTable: target }) => {
    const home: MirrorHome = { placement: spoke.placement, subscription };
    return served.flatMap((cluster): MirrorProps[] => {
      const { fullName: name, network, mirror, dependables: dependsOn } = cluster;
      const podCidr = mirror?.podCidr ?? podRange(network);
      if (!hasMirroredRoutes(cluster) || target === undefined || podCidr === undefined) return [];
      const source = sourceOf(cluster);
      const policy = mirror?.policy;
      return [{ name, source, target, home, podCidrs: [podCidr], policy, dependsOn, namedFor: cluster }];
    });
  });
}

/** Whether AKS writes node routes for a cluster, or did until it moved to overlay, and what is mirrored still has to go. */
export function hasMirroredRoutes({ network, mirror }: ICluster): boolean {
  return network.type === "kubenet" || (isOverlay(network) && mirror?.policy === "retire");
}

/** The custom table in the spoke's resource group; without one, AKS keeps a table in the node resource group. */
function sourceOf(cluster: ICluster): MirrorSource {
  const { fullName, spoke, routeTable: table } = cluster;
  // Read only here: an existing cluster with a table need not know its node resource group.
  if (table === undefined) return { group: { key: fullName, id: cluster.nodeResourceGroupId } };
  // Another team's table is in another group than what is created in the spoke.
  return table instanceof ExistingRouteTable
    ? { group: { key: fullName, id: table.resourceGroupId }, table }
    : { group: { key: spoke.key, id: spoke.resourceGroupId }, table };
}
