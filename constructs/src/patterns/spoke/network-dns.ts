import { report } from "../../core/problem.js";
import type { Construct } from "constructs";
import type { Hub } from "../hub/hub.js";

/** Who answers DNS for a network. */
export type NetworkDns =
  /** The resolver that Azure has in every network. */
  | { readonly type: "azure" }
  /** The DNS proxy of the hub's firewall, which asks the hub's resolvers in turn. */
  | { readonly type: "firewall" }
  /** Resolvers of the team's own. */
  | { readonly type: "servers"; readonly servers: readonly string[] };

/** The resolvers that a spoke's network is told. Empty for Azure's own. */
export function resolversOf(spoke: Construct, hub: Hub, dns: NetworkDns | undefined): readonly string[] {
  switch (dns?.type) {
    case undefined:
    case "azure":
      return [];
    case "servers":
      return dns.servers;
    case "firewall": {
      const { firewall } = hub;
      if (firewall === undefined) {
        report(spoke, {
          code: "DNS_WITHOUT_FIREWALL",
          message: "The network asks the firewall for names, and the hub has no firewall.",
          hint: "Give the hub a firewall, or name the servers: dns: { type: servers, servers: […] }.",
          prop: "dns",
        });
        return [];
      }
      if (!firewall.enableDnsProxy()) {
        report(spoke, {
          code: "FIREWALL_BASIC_NO_DNS_PROXY",
          message: "The network asks the firewall for names, and a firewall of tier Basic has no DNS proxy.",
          hint: "Use tier Standard or Premium, or leave the network on Azure-provided DNS.",
          prop: "dns",
        });
      }
      return [firewall.privateIpAddress];
    }
  }
}
