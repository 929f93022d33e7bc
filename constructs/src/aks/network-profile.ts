import type { KubernetesClusterNetworkProfile } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import type { NetworkPlugin } from "./network-plugin.js";
import type { OutboundType } from "./outbound.js";
import { outboundArguments } from "./outbound.js";

type Profile = KubernetesClusterNetworkProfile;

/** The tenth address of the service range, where AKS keeps the cluster's DNS unless told otherwise. */
const DNS_SERVICE_OFFSET = 10;

/** The `network_profile` block of a cluster. */
export function networkProfile(plugin: NetworkPlugin, outbound: OutboundType): Profile {
  return {
    ...pluginArguments(plugin),
    ...serviceArguments(plugin),
    loadBalancerSku: "standard",
    ...outboundArguments(outbound),
  };
}

function pluginArguments(
  plugin: NetworkPlugin,
): Pick<Profile, "networkPlugin" | "networkPluginMode" | "networkDataPlane" | "podCidr" | "networkPolicy"> {
  const policy = plugin.networkPolicy === undefined ? {} : { networkPolicy: plugin.networkPolicy };
  switch (plugin.kind) {
    case "kubenet":
      return { networkPlugin: "kubenet", podCidr: String(plugin.podCidr), ...policy };
    case "azure-cni":
    case "azure-cni-pod-subnet":
      return { networkPlugin: "azure", ...policy };
    case "azure-cni-overlay":
      return {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        podCidr: String(plugin.podCidr),
        ...policy,
      };
    case "cilium":
      return {
        networkPlugin: "azure",
        networkDataPlane: "cilium",
        networkPolicy: "cilium",
        ...(plugin.pods === "overlay"
          ? { networkPluginMode: "overlay", podCidr: String(plugin.podCidr) }
          : {}),
      };
    case "none":
      return { networkPlugin: "none", ...policy };
  }
}

function serviceArguments(plugin: NetworkPlugin): Pick<Profile, "serviceCidr" | "dnsServiceIp"> {
  return {
    serviceCidr: String(plugin.serviceCidr),
    dnsServiceIp: plugin.dnsServiceIp ?? plugin.serviceCidr.host(DNS_SERVICE_OFFSET),
  };
}
