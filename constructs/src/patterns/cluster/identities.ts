import type { Construct } from "constructs";
import { ClusterIdentity } from "../../aks/cluster-identity.js";
import { KubeletIdentity, type KubeletIdentityAttributes } from "../../aks/kubelet-identity.js";
import type { Placement } from "../../core/placement.js";
import type { IdentityAttributes } from "../../governance/user-identity.js";
import type { IExtensibleSubnet } from "../../network/subnet.js";
import type { ClusterEgress } from "./egress/cluster-egress.js";
import type { PoolNetwork } from "./pool-network.js";

export interface IdentityProps {
  readonly placement: Placement;
  readonly pools: readonly PoolNetwork[];
  readonly egress: ClusterEgress;
  /** Whether AKS writes to the custom route table: node routes of kubenet, or their removal by the move away from it. */
  readonly writesRoutes: boolean;
  /** The disk encryption set that disks of the cluster name. @default none */
  readonly diskEncryptionSetId: string | undefined;
  /** The cluster's identity, where it exists already. @default one is created */
  readonly existing?: IdentityAttributes | undefined;
  /** The identity of its nodes, where it exists already. @default one is created where it must exist before the cluster */
  readonly existingKubelet?: KubeletIdentityAttributes | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The cluster's identity, with its roles on what the cluster joins and writes. */
export function clusterIdentity(scope: Construct, props: IdentityProps): ClusterIdentity {
  const { placement, pools, egress, writesRoutes, diskEncryptionSetId, existing, nameParts } = props;
  const identity = new ClusterIdentity(scope, "~identity", { placement, existing, nameParts });
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
  if (diskEncryptionSetId !== undefined) {
    identity.allow(
      "disk_encryption",
      diskEncryptionSetId,
      "use-disk-encryption",
      "Disks of nodes and volumes are encrypted with its key.",
    );
  }
  return identity;
}

/**
 * The identity that nodes pull images with: the given one, or one that is created where they bootstrap from an existing
 * registry, since its role must exist before they start.
 */
export function kubeletIdentity(
  scope: Construct,
  identity: ClusterIdentity,
  { placement, egress: { outbound }, existingKubelet: existing, nameParts }: IdentityProps,
): KubeletIdentity | undefined {
  const registryId = outbound.type === "none" ? outbound.registryId : undefined;
  if (registryId === undefined && existing === undefined) return undefined;
  const kubelet = new KubeletIdentity(scope, "nodes_identity", {
    placement,
    existing,
    registryId,
    nameParts,
  });
  identity.allow(
    "nodes_identity",
    kubelet.identity.id,
    "assign-identity",
    "AKS gives the identity to the nodes.",
  );
  return kubelet;
}

/** The prop for which a cluster has an identity of its nodes from the beginning; undefined where AKS creates it later. */
export function nodeIdentityProp(
  { kubeletIdentity: given }: { readonly kubeletIdentity?: KubeletIdentityAttributes | undefined },
  created: KubeletIdentity | undefined,
): "kubeletIdentity" | "egress.registry" | undefined {
  if (given !== undefined) return "kubeletIdentity";
  return created === undefined ? undefined : "egress.registry";
}
