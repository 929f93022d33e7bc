import { report } from "../../core/problem.js";
import type { Construct } from "constructs";
import type { IFirewall } from "../../firewall/azure-firewall.js";
import type { NetworkDns } from "../estate/spoke.js";

/** The resolvers of a spoke's network; empty for Azure-provided DNS. */
export function resolversOf(
  spoke: Construct,
  firewall: IFirewall | undefined,
  dns: NetworkDns,
): readonly string[] {
  switch (dns.type) {
    case "azure":
      return [];
    case "servers":
      return dns.servers;
    case "firewall": {
      if (firewall === undefined) {
        report(spoke, {
          code: "DNS_WITHOUT_FIREWALL",
          message: "dns: { type: firewall } needs a firewall in the hub, and the hub has none.",
          hint: "Give the hub a firewall, or use custom resolvers: dns: { type: servers, servers: […] }.",
          prop: "dns",
        });
        return [];
      }
      if (!firewall.enableDnsProxy()) {
        report(spoke, {
          code: "FIREWALL_BASIC_NO_DNS_PROXY",
          message: "dns: { type: firewall } needs a DNS proxy, which a firewall of tier Basic does not have.",
          hint: "Use tier Standard or Premium, or leave the network on Azure-provided DNS.",
          prop: "dns",
        });
      }
      return [firewall.privateIpAddress];
    }
  }
}
