import { omitUndefined } from "../core/omit-undefined.js";
import type {
  KubernetesClusterConfig,
  KubernetesClusterNetworkProfile,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { DEFAULTS } from "../core/defaults.js";

/** AKS's outbound type of a cluster, with the settings of that type. */
export type OutboundType =
  /** The node subnet's route table decides. AKS creates no route table and no public address. */
  | { readonly type: "route-table" }
  /** A public load balancer that AKS creates. */
  | {
      readonly type: "load-balancer";
      /** Public addresses that AKS creates, 1 to 100. @default 1 */
      readonly managedOutboundIps?: number | undefined;
      /** Ids of existing public addresses (of both families, where the cluster has both), used instead of those that AKS would create. @default none */
      readonly outboundIpIds?: readonly string[] | undefined;
      /** SNAT ports per node, 0 (AKS decides) to 64000, in steps of 8. @default 0 */
      readonly outboundPorts?: number | undefined;
      /** Idle minutes, 4 to 100. @default 30 */
      readonly idleTimeoutMinutes?: number | undefined;
    }
  /** A custom NAT gateway on the node subnets. */
  | { readonly type: "nat-gateway" }
  /** No egress from AKS: nodes pull the images that they start with from a registry in the network. */
  | {
      readonly type: "none";
      /** Id of a custom registry that caches Microsoft's. @default one that AKS creates, with its private endpoint */
      readonly registryId?: string | undefined;
    };

type OutboundArguments = Pick<KubernetesClusterNetworkProfile, "outboundType" | "loadBalancerProfile">;

/** Source of the nodes' system images: azurerm refuses outbound type none without a cache. */
export function bootstrapArguments(
  outbound: OutboundType,
): Pick<KubernetesClusterConfig, "bootstrapProfile"> {
  if (outbound.type !== "none") return {};
  const { registryId: containerRegistryId } = outbound;
  return {
    bootstrapProfile: omitUndefined({
      artifactSource: "Cache",
      containerRegistryId,
    }),
  };
}

/** Arguments of the network profile. userDefinedRouting takes no load balancer or NAT profile: azurerm and AKS refuse it. */
export function outboundArguments(outbound: OutboundType): OutboundArguments {
  switch (outbound.type) {
    case "load-balancer":
      return {
        outboundType: "loadBalancer",
        loadBalancerProfile: {
          ...(outbound.outboundIpIds === undefined
            ? { managedOutboundIpCount: outbound.managedOutboundIps ?? DEFAULTS.loadBalancer.publicIps }
            : { outboundIpAddressIds: [...outbound.outboundIpIds] }),
          outboundPortsAllocated: outbound.outboundPorts ?? DEFAULTS.loadBalancer.outboundPorts,
          idleTimeoutInMinutes: outbound.idleTimeoutMinutes ?? DEFAULTS.loadBalancer.idleTimeoutMinutes,
        },
      };
    case "route-table":
      return { outboundType: "userDefinedRouting" };
    case "nat-gateway":
      return { outboundType: "userAssignedNATGateway" };
    case "none":
      return { outboundType: "none" };
  }
}
