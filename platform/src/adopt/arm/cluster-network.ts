/** How an AKS cluster is connected. */
import { isValues, type Values } from "../values.js";
import { at, defined, listAt, textAt, textsAt, trueAt } from "./arm-resource.js";

export function networkOf(profile: unknown): Values {
  const plugin = textAt(profile, "networkPlugin");
  const policy = textAt(profile, "networkPolicy");
  const plane = textAt(profile, "networkDataplane");
  const balancer = at(profile, "loadBalancerProfile");
  const outbound = defined({
    managed_outbound_ip_count: at(balancer, "managedOutboundIPs.count"),
    managed_outbound_ipv6_count: at(balancer, "managedOutboundIPs.countIPv6"),
    outbound_ip_address_ids: listAt(balancer, "outboundIPs.publicIPs").flatMap(
      (one) => textAt(one, "id") ?? [],
    ),
    outbound_ports_allocated: at(balancer, "allocatedOutboundPorts"),
    idle_timeout_in_minutes: at(balancer, "idleTimeoutInMinutes"),
  });
  return defined({
    network_plugin: plugin,
    network_plugin_mode: textAt(profile, "networkPluginMode"),
    network_policy: policy === "none" ? undefined : policy,
    network_data_plane: plane,
    outbound_type: textAt(profile, "outboundType"),
    load_balancer_sku: textAt(profile, "loadBalancerSku")?.toLowerCase(),
    load_balancer_profile: isValues(balancer) ? [outbound] : [],
    pod_cidr: textAt(profile, "podCidr"),
    pod_cidrs: textsAt(profile, "podCidrs"),
    service_cidr: textAt(profile, "serviceCidr"),
    service_cidrs: textsAt(profile, "serviceCidrs"),
    dns_service_ip: textAt(profile, "dnsServiceIp"),
    ip_versions: textsAt(profile, "ipFamilies"),
    advanced_networking: trueAt(profile, "advancedNetworking.enabled") && [
      {
        observability_enabled: at(profile, "advancedNetworking.observability.enabled") === true,
        security_enabled: at(profile, "advancedNetworking.security.enabled") === true,
      },
    ],
  });
}
