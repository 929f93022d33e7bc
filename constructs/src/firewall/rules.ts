import { defineRule } from "../core/rule.js";
import { SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE, SNAT_PORTS_PER_NAT_GATEWAY_IP } from "../net/well-known.js";
import {
  ALLOW_ALL_REFUSED,
  SERVICE_TAG_OF_THE_HOST,
  SERVICE_TAG_UNKNOWN,
  WILDCARD_NOT_RESOLVED,
} from "./allow-list-rules.js";
import {
  PUBLISH_ADDRESS_MISSING,
  PUBLISH_PORT_TAKEN,
  PUBLISH_TARGET_OUTSIDE,
  PUBLISH_TARGET_TAKEN,
} from "./publish-rules.js";
import { PUBLIC_IP_PREFIX_TOO_SMALL } from "./public-addresses.js";
import { FORCED_TUNNELLING_EXCLUDES } from "./forced-tunnelling-rules.js";
import { IP_GROUP_LIMITS, IP_GROUP_OVERLAP, IP_GROUP_UNKNOWN, IP_GROUP_UNUSED } from "./ip-group-rules.js";
import { FIREWALL_TIER_LACKS } from "./tier-rules.js";
import { TLS_NOT_INSPECTED } from "./tls-inspection-rules.js";
import { ADVISED_FIREWALL_IPS, fewSnatPorts, firewallSnatPorts, givenBy } from "./snat.js";
import { counted } from "../core/counted.js";

/** Rules on the firewall, its policy and what filters in its place; and all rules of this folder. */

const NEEDS_FIREWALL = defineRule({
  code: "FQDN_NEEDS_FIREWALL",
  title: "Host names in a filter that supports addresses only",
  explanation:
    "Network security groups filter by address and service tag. Some destinations of a cluster are names behind shared addresses, for which no tag exists: a rule by address would allow far more, or nothing.",
  remedy: "Send egress through a firewall, or turn off what needs these names.",
  source: "AKS documentation, outbound network and FQDN rules; virtual network service tags",
  terraform: "structure",
});

export const FQDN_NEEDS_FIREWALL = NEEDS_FIREWALL.case({
  prop: "egress.filter",
  message: ({ set, when, names }: { readonly set: string; readonly when: string; readonly names: string }) =>
    `The rule set "${set}" (${when}) needs ${names}, which no service tag contains: network security groups filter by address only.`,
});

export const IP_GROUPS_NEED_FIREWALL = NEEDS_FIREWALL.case({
  source: "Azure Firewall documentation, IP groups",
  prop: "egress.filter",
  message: ({ name }: { readonly name: string }) =>
    `"${name.replace(/^allow-/, "")}" allows IP groups, which rules of a firewall have and network security groups have not.`,
  remedy: "Write the ranges as addresses, or send egress through a firewall.",
});

export const SNAT_PORTS_FEW = defineRule({
  code: "SNAT_PORTS_FEW",
  title: "Few SNAT ports per node",
  explanation: `Each connection to one destination takes a port of a public address. A firewall has ${SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE.toLocaleString("en")} per address and instance, with at least two instances; a NAT gateway has ${SNAT_PORTS_PER_NAT_GATEWAY_IP.toLocaleString("en")} per address. When they run out, connections fail at random.`,
  remedy: `Use more public addresses; AKS advises ${ADVISED_FIREWALL_IPS} for a firewall in production.`,
  source:
    "AKS documentation, limit network traffic with Azure Firewall; Load Balancer documentation, default port allocation",
});

/** Public addresses and the nodes whose traffic leaves with them. */
export interface SnatClients {
  readonly publicIps: number;
  readonly nodes: number;
}

export const FIREWALL_SNAT_PORTS_FEW = SNAT_PORTS_FEW.case({
  severity: "warning",
  matches: ({ publicIps, nodes }: SnatClients) =>
    nodes > 0 &&
    publicIps > 0 &&
    publicIps < ADVISED_FIREWALL_IPS &&
    Math.floor(firewallSnatPorts(publicIps) / nodes) < fewSnatPorts(nodes),
  prop: "publicIps",
  message: ({ publicIps, nodes }) => {
    const ports = firewallSnatPorts(publicIps);
    return `${givenBy(publicIps)} ${ports} SNAT ports with two instances: ${Math.floor(ports / nodes)} for each of ${counted(nodes, "node")}, while AKS's own load balancer would give ${fewSnatPorts(nodes)}.`;
  },
  remedy: `Give the firewall more publicIps; AKS advises ${ADVISED_FIREWALL_IPS} in production.`,
});

/**
 * Rule collection groups in a policy. Source: Azure subscription limits, Azure Firewall (policies created after July
 * 2022), as others quote them: the number was 50 and 60 before, so that more are warned about and not rejected.
 */
export const GROUPS_PER_POLICY = 90;

const FIREWALL_RULE_GROUPS = defineRule({
  code: "FIREWALL_RULE_GROUPS",
  title: "More rule groups than a firewall policy accepts",
  explanation: `Each cluster's rules are a group of their own, or two where its API server is public, and so are those of gateways and published services. Azure is reported to accept ${GROUPS_PER_POLICY} groups in a policy (earlier policies accepted 50), which is a warning; and a spoke has priorities for 100 clusters, beyond which two groups would have the same priority: an error.`,
  remedy: "Split the platform into several files, each with a hub of its own.",
  source: "Azure subscription limits, Azure Firewall",
  terraform: "structure",
});

/** Clusters for which a spoke has priorities; with more, two groups would share one. */
export const DUPLICATE_PRIORITY = FIREWALL_RULE_GROUPS.case({
  message: (priority: number | undefined) =>
    `Two rule groups of the firewall's policy would have the priority ${priority ?? ""}.`,
  remedy: "Priorities follow from the order: give a spoke at most 100 clusters.",
});

export const MANY_RULE_GROUPS = FIREWALL_RULE_GROUPS.case({
  severity: "warning",
  message: (count: number) =>
    `The firewall's policy would have ${count} rule groups; Azure is reported to accept ${GROUPS_PER_POLICY}.`,
  remedy: "Put the clusters from here on into a platform file, and thereby a hub, of their own.",
});

export const FIREWALL_RULES = [
  ALLOW_ALL_REFUSED,
  PUBLIC_IP_PREFIX_TOO_SMALL.rule,
  PUBLISH_TARGET_OUTSIDE,
  PUBLISH_TARGET_TAKEN.rule,
  PUBLISH_PORT_TAKEN.rule,
  PUBLISH_ADDRESS_MISSING.rule,
  NEEDS_FIREWALL,
  IP_GROUP_UNKNOWN.rule,
  IP_GROUP_OVERLAP.rule,
  IP_GROUP_LIMITS,
  IP_GROUP_UNUSED.rule,
  WILDCARD_NOT_RESOLVED.rule,
  SERVICE_TAG_UNKNOWN.rule,
  SERVICE_TAG_OF_THE_HOST.rule,
  FIREWALL_TIER_LACKS,
  TLS_NOT_INSPECTED,
  FORCED_TUNNELLING_EXCLUDES,
  SNAT_PORTS_FEW,
  FIREWALL_RULE_GROUPS,
] as const;
