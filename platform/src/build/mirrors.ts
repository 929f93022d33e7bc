import type { MirrorHome, MirrorProps, MirrorSource, Spoke, SpokeCluster } from "@aks-topology/constructs";

/** Every cluster whose node routes a gateway of the spoke needs in a table of its own. */
export function mirrorsOf(spoke: Spoke, home: MirrorHome): MirrorProps[] {
  return spoke.gateways.flatMap(({ served, routeTable: target }) =>
    served.flatMap((cluster): MirrorProps[] => {
      const { network, resource } = cluster.cluster;
      if (network.kind !== "kubenet" || target === undefined) return [];
      const name = `${spoke.key}-${cluster.key}`;
      const source = sourceOf(name, spoke, cluster);
      const { podCidr } = network;
      return [{ name, source, target, home, podCidrs: [podCidr], after: [resource] }];
    }),
  );
}

/** The team's own table in the spoke's group; without one, AKS keeps a table in the node resource group. */
function sourceOf(name: string, spoke: Spoke, { routeTable, cluster }: SpokeCluster): MirrorSource {
  return routeTable === undefined
    ? { group: { key: name, id: cluster.resource.nodeResourceGroupId } }
    : { group: { key: spoke.key, id: spoke.resourceGroup.id }, table: routeTable };
}
