import { ExistingRouteTable } from "../../network/existing-route-table.js";
import type { MirrorHome, MirrorProps, MirrorSource, OtherSubscription } from "../../route-sync/mirror.js";
import type { ICluster } from "./cluster.js";
import type { IGateway } from "./gateway.js";

/** One mirror per cluster whose node routes a gateway needs in a table of its own. */
export function mirrorsOf(
  gateways: readonly IGateway[],
  subscription: OtherSubscription | undefined,
): readonly MirrorProps[] {
  return gateways.flatMap(({ spoke, served, routeTable: target }) => {
    const home: MirrorHome = { placement: spoke.placement, subscription };
    return served.flatMap((cluster): MirrorProps[] => {
      const { fullName: name, network, dependables: dependsOn } = cluster;
      if (network.type !== "kubenet" || target === undefined) return [];
      const source = sourceOf(cluster);
      return [{ name, source, target, home, podCidrs: [network.podCidr], dependsOn, namedFor: cluster }];
    });
  });
}

/** The custom table in the spoke's resource group; without one, AKS keeps a table in the node resource group. */
function sourceOf({ fullName, spoke, routeTable: table, nodeResourceGroupId }: ICluster): MirrorSource {
  if (table === undefined) return { group: { key: fullName, id: nodeResourceGroupId } };
  // Another team's table is in another group than what is created in the spoke.
  return table instanceof ExistingRouteTable
    ? { group: { key: fullName, id: table.resourceGroupId }, table }
    : { group: { key: spoke.key, id: spoke.resourceGroupId }, table };
}
