import type { Construct } from "constructs";
import { ClusterIdentity } from "../../aks/cluster-identity.js";
import { KubeletIdentity } from "../../aks/kubelet-identity.js";
import type { Placement } from "../../core/placement.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import type { ClusterEgress } from "./egress/cluster-egress.js";
import type { PoolNetwork } from "./pool-network.js";

export interface IdentityProps {
  readonly placement: Placement;
  readonly pools: readonly PoolNetwork[];
  readonly egress: ClusterEgress;
  /** Whether AKS writes to the custom route table: node routes of kubenet, or their removal by the move away from it. */
  readonly writesRoutes: boolean;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The cluster's identity, with its roles on what the cluster joins and writes. */
export function clusterIdentity(scope: Construct, props: IdentityProps): ClusterIdentity {
  const { placement, pools, egress, writesRoutes, nameParts } = props;
  const identity = new ClusterIdentity(scope, "~identity", { placement, nameParts });
  // Azure refuses the same role assignment twice, and pools may share a subnet.
  const allowed = new Set<IExtensibleSubnet>();
  const isNew = (subnet: IExtensibleSubnet): boolean => !allowed.has(subnet) && allowed.add(subnet).size > 0;
  for (const { pool, subnet, podSubnet } of pools) {
    if (isNew(subnet)) {
      identity.allow(
        `subnet_${pool.name}`,
        subnet.subnetId,
        "join-subnet",
        "Nodes and internal load balancers join the subnet.",
      );
    }
    if (podSubnet !== undefined && isNew(podSubnet)) {
      identity.allow(
        `pods_${pool.name}`,
        podSubnet.subnetId,
        "join-subnet",
        "Pods take their addresses from the subnet.",
      );
    }
  }
  // A role on the table also allows changing its 0.0.0.0/0, so that it exists for AKS's own routes only.
  if (egress.routeTable !== undefined && writesRoutes) {
    identity.allow(
      "route_table",
      egress.routeTable.routeTableId,
      "write-routes",
      "AKS writes a route a node.",
    );
  }
  const { outbound } = egress;
  const own = outbound.type === "load-balancer" ? (outbound.outboundIpIds ?? []) : [];
  own.forEach((address, i) => {
    identity.allow(
      `outbound_ip_${i + 1}`,
      address,
      "join-public-ip",
      "The cluster's traffic leaves with it.",
    );
  });
  return identity;
}

/** The identity that nodes pull images with, where they bootstrap from an existing registry: its role must exist before they start. */
export function kubeletIdentity(
  scope: Construct,
  identity: ClusterIdentity,
  { placement, egress: { outbound }, nameParts }: IdentityProps,
): KubeletIdentity | undefined {
  if (outbound.type !== "none" || outbound.registryId === undefined) return undefined;
  const { registryId } = outbound;
  const kubelet = new KubeletIdentity(scope, "nodes_identity", { placement, registryId, nameParts });
  identity.allow(
    "nodes_identity",
    kubelet.resource.id,
    "assign-identity",
    "AKS gives the identity to the nodes.",
  );
  return kubelet;
}
