import { omitUndefined } from "../core/omit-undefined.js";
import type {
  KubernetesClusterConfig,
  KubernetesClusterNetworkProfile,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { DEFAULTS } from "../core/defaults.js";

/** How AKS itself sends the cluster's traffic out: its outbound type, with what that type needs. */
export type OutboundType =
  /** The node subnet's route table decides. AKS makes no table and no public address of its own. */
  | { readonly type: "userDefinedRouting" }
  /** A public load balancer that AKS makes. */
  | {
      readonly type: "loadBalancer";
      /** Public addresses that AKS makes, 1 to 100. @default 1 */
      readonly managedOutboundIps?: number | undefined;
      /** Ids of public addresses of the team's (of both families, where the cluster has both), used instead of those that AKS would make. @default none */
      readonly outboundIpIds?: readonly string[] | undefined;
      /** SNAT ports a node, 0 (AKS decides) to 64000, in steps of 8. @default 0 */
      readonly outboundPorts?: number | undefined;
      /** Idle minutes, 4 to 100. @default 30 */
      readonly idleTimeoutMinutes?: number | undefined;
    }
  /** A NAT gateway that AKS makes, together with the network that it stands in. */
  | {
      readonly type: "managedNATGateway";
      /** Public addresses that AKS makes, 1 to 16. @default 1 */
      readonly managedOutboundIps?: number | undefined;
      /** Idle minutes, 4 to 120. @default 4 */
      readonly idleTimeoutMinutes?: number | undefined;
    }
  /** A NAT gateway of the team's on the node subnets. */
  | { readonly type: "userAssignedNATGateway" }
  /** No way out that AKS would set up: nodes pull what they start with from a registry in the network. */
  | {
      readonly type: "none";
      /** Id of a registry of the team's that caches Microsoft's. @default one that AKS makes, with its private endpoint */
      readonly registryId?: string | undefined;
    };

type OutboundArguments = Pick<
  KubernetesClusterNetworkProfile,
  "outboundType" | "loadBalancerProfile" | "natGatewayProfile"
>;

/** Where nodes get their system's images: azurerm refuses outbound type none without a cache. */
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

/** Arguments of the network profile. No load balancer or NAT profile goes with userDefinedRouting: azurerm and AKS refuse it. */
export function outboundArguments(outbound: OutboundType): OutboundArguments {
  switch (outbound.type) {
    case "loadBalancer":
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
    case "managedNATGateway":
      return {
        outboundType: "managedNATGateway",
        natGatewayProfile: {
          managedOutboundIpCount: outbound.managedOutboundIps ?? DEFAULTS.natGateway.publicIps,
          idleTimeoutInMinutes: outbound.idleTimeoutMinutes ?? DEFAULTS.natGateway.idleTimeoutMinutes,
        },
      };
    case "userDefinedRouting":
    case "userAssignedNATGateway":
    case "none":
      return { outboundType: outbound.type };
  }
}
