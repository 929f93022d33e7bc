import { Cidr, isIpv4Address } from "@aks-topology/constructs/internal";
import { compact, type Spec } from "../spec.js";
import { block, blocks, flag, text, texts, type Values } from "../values.js";

const DEFAULTS = { podCidr: "10.244.0.0/16", serviceCidr: "172.16.0.0/16" };

const POLICIES = ["azure", "calico", "cilium"];

/**
 * The key `network` of a cluster; undefined for a plugin that the file does not know.
 * @param callers ranges that call pods by their addresses, which flat networks have
 */
export function networkSpec(cluster: Values, callers?: readonly string[]): Spec | undefined {
  const profile = block(cluster, "network_profile");
  const podSubnet = text(block(cluster, "default_node_pool"), "pod_subnet_id");
  const plugin = pluginOf(profile, podSubnet !== undefined);
  if (plugin === undefined) return undefined;
  const overlay = plugin === "kubenet" || plugin === "azure-cni-overlay" || plugin === "cilium";
  const ofPods = overlay && podSubnet === undefined;
  const services = range(profile, "service_cidr", "service_cidrs");
  const policy = POLICIES.find((engine) => engine === text(profile, "network_policy"));
  return compact(
    {
      plugin,
      pods: plugin === "cilium" && podSubnet !== undefined ? "pod-subnet" : undefined,
      networkServices: plugin === "cilium" ? networkServicesSpec(profile) : undefined,
      podCidr: ofPods ? range(profile, "pod_cidr", "pod_cidrs") : undefined,
      serviceCidr: services,
      dnsServiceIp: dnsAddress(text(profile, "dns_service_ip"), services),
      policy: plugin === "cilium" ? undefined : policy,
      ipv6: ofPods ? ipv6Spec(profile) : undefined,
      reachableFrom: ofPods || plugin === "none" ? undefined : callers,
    },
    DEFAULTS,
  );
}

function networkServicesSpec(profile: Values): Spec | undefined {
  const [services] = blocks(profile, "advanced_networking");
  return (
    services && {
      observability: flag(services, "observability_enabled") ? true : undefined,
      security: flag(services, "security_enabled") ? true : undefined,
    }
  );
}

function pluginOf(profile: Values, podSubnet: boolean): string | undefined {
  switch (text(profile, "network_plugin")) {
    case "kubenet":
      return "kubenet";
    case "none":
      return "none";
    case "azure":
      if (text(profile, "network_data_plane") === "cilium") return "cilium";
      if (text(profile, "network_plugin_mode") === "overlay") return "azure-cni-overlay";
      return podSubnet ? "azure-cni-pod-subnet" : "azure-cni";
    default:
      return undefined;
  }
}

/** The IPv4 range of an attribute, or of the list of both families. */
function range(profile: Values, one: string, both: string): string | undefined {
  return [text(profile, one) ?? "", ...texts(profile, both)].find((candidate) => familyOf(candidate) === 4);
}

function ipv6Spec(profile: Values): Spec | undefined {
  const [podCidr, serviceCidr] = ["pod_cidrs", "service_cidrs"].map((name) =>
    texts(profile, name).find((candidate) => familyOf(candidate) === 6),
  );
  return podCidr === undefined || serviceCidr === undefined ? undefined : { podCidr, serviceCidr };
}

/** The address of the cluster's DNS, unless it is the tenth of the services. */
function dnsAddress(address: string | undefined, services: string | undefined): string | undefined {
  if (address === undefined || !isIpv4Address(address)) return undefined;
  return services !== undefined && address === Cidr.of(services).host(10) ? undefined : address;
}

/** Family of an address range; undefined for other text. */
export function familyOf(text: string): 4 | 6 | undefined {
  try {
    return Cidr.of(text).family;
  } catch {
    return undefined;
  }
}
