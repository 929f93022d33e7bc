import type { KubernetesClusterNetworkProfile } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Cidr } from "../net/cidr.js";
import { ipv6Ranges, podRange, type Cilium, type NetworkPlugin } from "./network-plugin.js";
import { outboundArguments, type OutboundType } from "./outbound.js";

type Profile = KubernetesClusterNetworkProfile;

const DNS_SERVICE_OFFSET = 10;

/** Prefix of the smallest service range that has a tenth address. */
export const LONGEST_SERVICE_PREFIX_FOR_DNS = 28;

/** The tenth address of a service range, which the cluster's DNS uses by default; undefined in less than a /28. */
export function clusterDns(services: Cidr): string | undefined {
  return services.size > BigInt(DNS_SERVICE_OFFSET) ? services.host(DNS_SERVICE_OFFSET) : undefined;
}

/** The `network_profile` block of a cluster. */
export function networkProfile(plugin: NetworkPlugin, outbound: OutboundType): Profile {
  const dnsServiceIp = plugin.dnsServiceIp ?? clusterDns(plugin.serviceCidr);
  const profile = omitUndefined<Profile>({
    ...pluginArguments(plugin),
    ...rangeArguments(plugin),
    dnsServiceIp,
    loadBalancerSku: "standard",
    ...outboundArguments(outbound),
  });
  // Where AKS makes the addresses, the IPv6 traffic of a cluster with both families leaves through one of its own.
  const balancer = profile.loadBalancerProfile;
  return balancer?.managedOutboundIpCount === undefined || ipv6Ranges(plugin) === undefined
    ? profile
    : { ...profile, loadBalancerProfile: { ...balancer, managedOutboundIpv6Count: 1 } };
}

function pluginArguments(
  plugin: NetworkPlugin,
): Pick<
  Profile,
  "networkPlugin" | "networkPluginMode" | "networkDataPlane" | "networkPolicy" | "advancedNetworking"
> {
  const policy = plugin.networkPolicy === undefined ? {} : { networkPolicy: plugin.networkPolicy };
  switch (plugin.type) {
    case "kubenet":
    case "none":
      return { networkPlugin: plugin.type, ...policy };
    case "azure-cni":
    case "azure-cni-pod-subnet":
      return { networkPlugin: "azure", ...policy };
    case "azure-cni-overlay":
      return { networkPlugin: "azure", networkPluginMode: "overlay", ...policy };
    case "cilium":
      return {
        networkPlugin: "azure",
        networkDataPlane: "cilium",
        networkPolicy: "cilium",
        ...(plugin.pods === "overlay" ? { networkPluginMode: "overlay" } : {}),
        ...networkServices(plugin.networkServices),
      };
  }
}

function networkServices(services: Cilium["networkServices"]): Pick<Profile, "advancedNetworking"> {
  const { observability = false, security = false } = services ?? {};
  return observability || security
    ? { advancedNetworking: { observabilityEnabled: observability, securityEnabled: security } }
    : {};
}

function rangeArguments(
  plugin: NetworkPlugin,
): Pick<Profile, "podCidr" | "podCidrs" | "serviceCidr" | "serviceCidrs" | "ipVersions"> {
  const pods = podRange(plugin);
  const ipv6 = ipv6Ranges(plugin);
  if (pods !== undefined && ipv6 !== undefined) {
    return {
      ipVersions: ["IPv4", "IPv6"],
      podCidrs: [pods, ipv6.podCidr].map(String),
      serviceCidrs: [plugin.serviceCidr, ipv6.serviceCidr].map(String),
    };
  }
  return omitUndefined({
    serviceCidr: String(plugin.serviceCidr),
    podCidr: pods?.toString(),
  });
}
