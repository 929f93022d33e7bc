import type { MirrorHome, MirrorProps, MirrorSource, OtherSubscription } from "../../route-sync/mirror.js";
import type { SpokeCluster } from "../cluster/spoke-cluster.js";
import type { Spoke } from "../spoke/spoke.js";

/** Every cluster whose node routes a gateway of the spoke needs in a table of its own. */
export function mirrorsOf(spoke: Spoke, subscription: OtherSubscription | undefined): readonly MirrorProps[] {
  const { placement } = spoke.resourceGroup;
  const home: MirrorHome = { placement, ...(subscription === undefined ? {} : { subscription }) };
  return spoke.gateways.flatMap(({ served, routeTable: target }) =>
    served.flatMap((cluster): MirrorProps[] => {
      const { network, resource } = cluster.cluster;
      if (network.kind !== "kubenet" || target === undefined) return [];
      const { fullName: name } = cluster;
      const source = sourceOf(name, spoke, cluster);
      return [
        { name, source, target, home, podCidrs: [network.podCidr], dependsOn: [resource], namedFor: cluster },
      ];
    }),
  );
}

/** The team's own table in the spoke's group; without one, AKS keeps a table in the node resource group. */
function sourceOf(name: string, spoke: Spoke, { routeTable, cluster }: SpokeCluster): MirrorSource {
  return routeTable === undefined
    ? { group: { key: name, id: cluster.resource.nodeResourceGroupId } }
    : { group: { key: spoke.key, id: spoke.resourceGroup.id }, table: routeTable };
}
