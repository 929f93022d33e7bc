import { report } from "../../core/problem.js";
import type { Construct } from "constructs";
import type { IFirewall } from "../../firewall/azure-firewall.js";
import type { NetworkDns } from "../estate/spoke.js";
import { DNS_PROXY_MISSING, DNS_WITHOUT_FIREWALL } from "../../firewall/dns-rules.js";

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
        report(spoke, DNS_WITHOUT_FIREWALL.judge(dns));
        return [];
      }
      if (!firewall.enableDnsProxy()) report(spoke, DNS_PROXY_MISSING.judge(dns));
      return [firewall.privateIpAddress];
    }
  }
}
