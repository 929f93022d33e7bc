import type { MirrorProps, Spoke } from "@aks-topology/constructs";

/** Every cluster whose node routes a gateway of the spoke needs in its own table. */
export function mirrorsOf(spoke: Spoke): MirrorProps[] {
  return spoke.gateways.flatMap((gateway) =>
    gateway.served.flatMap((cluster): MirrorProps[] => {
      const { network, resource } = cluster.cluster;
      const { routeTable } = cluster;
      if (network.kind !== "kubenet" || routeTable === undefined) return [];
      return [
        {
          name: `${spoke.key}-${cluster.key}`,
          source: { table: routeTable, resourceGroupId: spoke.resourceGroup.id },
          target: gateway.routeTable,
          podCidrs: [network.podCidr],
          after: [resource],
        },
      ];
    }),
  );
}
