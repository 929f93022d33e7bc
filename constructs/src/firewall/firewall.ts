import type { ITerraformDependable } from "cdktf";
import type { Cidr } from "../net/cidr.js";
import type { IPublicIp } from "../network/public-ip.js";
import type { NextHop } from "../network/route-table.js";
import type { IpGroups } from "./ip-groups.js";

/** Tier of Azure Firewall. Basic knows no DNS proxy and no more than 250 Mbit/s. */
export type FirewallTier = "Basic" | "Standard" | "Premium";

/** Where a cluster's rules go: a policy, made here or existing. */
export interface IFirewallPolicy {
  /** Azure Resource Manager id of the policy. */
  readonly policyId: string;
}

/** Whether a firewall resolves names: `off` where another team would have to turn its proxy on. */
export type DnsProxyState = "on" | "off" | "unsupported";

/** What spokes and clusters need of the hub's firewall, whether it is created here or exists already. */
export interface IFirewall extends NextHop {
  /** Source addresses of the traffic that leaves through the firewall, or their ranges; empty where they are unknown. */
  readonly publicIpAddresses: readonly string[];
  /** Azure Resource Manager id of the policy; undefined where another team adds the rules. */
  readonly policyId: string | undefined;
  /**
   * First priority of the rule collection groups in a policy that has groups of others: each spoke has 100 from there.
   * Undefined in a policy of the platform's own.
   */
  readonly basePriority: number | undefined;
  /** Its IP groups; undefined where it is created without them, or exists already. */
  readonly ipGroups: IpGroups | undefined;
  /** Whether it has an authority to inspect TLS connections with. */
  readonly inspectsTls: boolean;
  /** What must exist, besides the firewall, before traffic reaches the Internet through it. */
  readonly dependables: readonly ITerraformDependable[];
  /** Turns the DNS proxy on: for networks that use the firewall as resolver, and for network rules with names. */
  enableDnsProxy(): DnsProxyState;
  /** Counts nodes whose traffic leaves here: they share the SNAT ports. */
  addSnatClients(nodes: number): void;
}

/** What publishing services at a firewall needs in addition. */
export interface IPublishingFirewall extends IFirewall, IFirewallPolicy {
  readonly policyId: string;
  /** Its public addresses, in the order in which services count them. */
  readonly publicIps: readonly Pick<IPublicIp, "ipAddress">[];
  /** Range of the addresses from which it forwards DNAT requests: the firewall replaces the sender's address by its own. */
  readonly ownRange: Cidr;
}
