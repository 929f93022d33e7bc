import { report } from "../../core/problem.js";
import type { Construct } from "constructs";
import type { IHub } from "../estate/hub.js";
import type { NetworkDns } from "../estate/spoke.js";
import {
  DNS_PROXY_MISSING,
  DNS_WITHOUT_FIREWALL,
  HUB_WITHOUT_RESOLVERS,
  RESOLVER_PROXY_OFF,
} from "../../firewall/dns-rules.js";

/** The resolver of a spoke's network, as its team chooses it. */
export type SpokeDns =
  | NetworkDns
  /** The hub's resolvers: its DNS servers, or the inbound endpoint of its private resolver. */
  | { readonly type: "hub" };

/** The choice with the addresses of the hub's resolvers. */
export function networkDnsOf(
  spoke: Construct,
  { dnsServers: servers }: Pick<IHub, "dnsServers">,
  dns: SpokeDns,
): NetworkDns {
  if (dns.type !== "hub") return dns;
  if (servers.length > 0) return { type: "servers", servers };
  report(spoke, HUB_WITHOUT_RESOLVERS.judge(dns));
  return { type: "azure" };
}

/** The resolvers of a spoke's network; empty for Azure-provided DNS. */
export function resolversOf(
  spoke: Construct,
  { firewall }: Pick<IHub, "firewall">,
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
      const proxy = firewall.enableDnsProxy();
      if (proxy === "unsupported") report(spoke, DNS_PROXY_MISSING.judge(dns));
      if (proxy === "off") report(spoke, RESOLVER_PROXY_OFF.judge(dns));
      return [firewall.privateIpAddress];
    }
  }
}
