import { all, isFreeIn, isNoneOf, whenKnown } from "../core/condition.js";
import { DEFAULTS } from "../core/defaults.js";
import { knownText } from "../core/known.js";
import { defineRule, type Requirement } from "../core/rule.js";
import { freeAddressMessage } from "../core/rules/addresses.js";
import { freeAddresses } from "../net/free-addresses.js";
import type { Cidr } from "../net/cidr.js";
import { SNAT_PORTS_PER_FIREWALL_IP_AND_INSTANCE, SNAT_PORTS_PER_NAT_GATEWAY_IP } from "../net/well-known.js";
import type { AllowedTarget } from "./egress-requirements.js";
import { ADVISED_FIREWALL_IPS, fewSnatPorts, firewallSnatPorts, givenBy } from "./snat.js";

/** Rules on the firewall, its policy and what it filters and publishes. */

/** What the rules read of a published service. */
interface PublishedService {
  readonly name: string;
  readonly target: string;
  readonly port: number;
  readonly protocol?: string | undefined;
  readonly publicIp?: number | undefined;
}

/** Service tags that mean everything, or nearly so, in lower case. */
const SERVICE_TAGS_OF_EVERYTHING: readonly string[] = [
  "internet",
  "*",
  "any",
  "azurecloud",
  // Behind a default route to an appliance this tag may mean 0.0.0.0/0.
  "virtualnetwork",
];

/** No organization owns a range with a shorter prefix. */
const SHORTEST_DESTINATION = 8;

/** A wildcard, alone or for a whole top-level domain. */
const WILDCARD = String.raw`^\*(\.[^.]+)?$`;

const ALLOW_ALL_REFUSED = defineRule({
  code: "ALLOW_ALL_REFUSED",
  title: "Allow list that allows everything",
  explanation:
    "The sources of a cluster's rules are its own ranges; with a destination of everything the firewall would filter nothing and cost the same.",
  remedy: "Specify the hosts, ranges or service tags that the workload needs.",
  source: "aks-topology",
  terraform: "validation",
});

/** One destination of an allow list that is everything, or nearly so. */
export const CATCH_ALL = ALLOW_ALL_REFUSED.case({
  prop: ({ name }: { readonly name: string; readonly destination: string }) => `egress.allow.${name}`,
  message: ({ name, destination }) => `"${name}" allows ${destination}, which is everything or nearly so.`,
});

/** What a module checks for the destinations of an allow list. */
export const SPECIFIC_DESTINATIONS = ALLOW_ALL_REFUSED.case({
  matches: () => false,
  inModule: (target: AllowedTarget, render) => {
    const [first] = destinationsOf(target);
    const text =
      first === undefined ? "" : typeof first === "string" ? render.scalar(first) : render.range(first);
    const list = /^(var\.\w+)\[0\]$/.exec(text)?.[1];
    return first === undefined || list === undefined ? [] : [specific(first, list, target)];
  },
  message: "",
});

function specific(on: string | Cidr, list: string, target: AllowedTarget): Requirement {
  return {
    on,
    condition: {
      holds: all(destinationsOf(target).map((each) => isSpecific(target.type, each))),
      hcl: () => `alltrue([for item in ${list} : !(${EVERYTHING[target.type]})])`,
      binding: 3,
    },
    message: "Specify the destinations that the workload needs, not all that exist.",
  };
}

/** What is everything, on the expression `item`. */
const EVERYTHING: Readonly<Record<AllowedTarget["type"], string>> = {
  web: `can(regex(${JSON.stringify(WILDCARD)}, item))`,
  names: `can(regex(${JSON.stringify(WILDCARD)}, item))`,
  addresses: `tonumber(split("/", item)[1]) < ${SHORTEST_DESTINATION}`,
  "service-tags": `contains(${JSON.stringify(SERVICE_TAGS_OF_EVERYTHING)}, lower(item))`,
};

function destinationsOf(target: AllowedTarget): readonly (string | Cidr)[] {
  switch (target.type) {
    case "web":
    case "names":
      return target.fqdns;
    case "addresses":
      return target.ranges;
    case "service-tags":
      return target.tags;
  }
}

/** Destinations of a target that are everything, or nearly so. */
export function catchAlls(target: AllowedTarget): readonly string[] {
  return destinationsOf(target)
    .filter((each) => isSpecific(target.type, each) === false)
    .map((each) => (typeof each === "string" ? each : each.literal));
}

function isSpecific(type: AllowedTarget["type"], destination: string | Cidr): boolean | undefined {
  if (typeof destination === "object") return destination.prefixLength >= SHORTEST_DESTINATION;
  return whenKnown(destination, (text) =>
    type === "service-tags"
      ? !SERVICE_TAGS_OF_EVERYTHING.includes(text.toLowerCase())
      : !new RegExp(WILDCARD).test(text),
  );
}

export const WILDCARD_NOT_RESOLVED = defineRule({
  code: "WILDCARD_NOT_RESOLVED",
  title: "Wildcard in a rule whose names the firewall resolves",
  explanation:
    "Rules for HTTP and HTTPS compare the name in each request, which may match a wildcard. Rules for other protocols compare addresses: the firewall resolves their names, and a wildcard has no address. Azure rejects the rule.",
  remedy: "Specify each host, or allow HTTP and HTTPS by removing protocol.",
  source: "Azure Firewall documentation, FQDN filtering in network rules",
  terraform: "structure",
}).case({
  matches: ({ fqdns }: ResolvedNames) => wildcardsIn(fqdns).length > 0,
  prop: ({ name }) => `egress.allow.${name}`,
  message: ({ name, protocol, fqdns }) =>
    `"${name}" allows ${wildcardsIn(fqdns).join(", ")} over ${protocol}, and the firewall resolves no wildcard.`,
});

/** Names over another protocol than HTTP, of one destination of an allow list. */
interface ResolvedNames {
  readonly name: string;
  readonly protocol: string;
  readonly fqdns: readonly string[];
}

/** The wildcards in a list, but for those that stand for everything, which no protocol allows. */
function wildcardsIn(fqdns: readonly string[]): readonly string[] {
  return fqdns
    .flatMap((fqdn) => knownText(fqdn) ?? [])
    .filter((fqdn) => fqdn.includes("*") && !new RegExp(WILDCARD).test(fqdn));
}

export const FQDN_NEEDS_FIREWALL = defineRule({
  code: "FQDN_NEEDS_FIREWALL",
  title: "Host names in a filter that supports addresses only",
  explanation:
    "Network security groups filter by address and service tag. Some destinations of a cluster are names behind shared addresses, for which no tag exists: a rule by address would allow far more, or nothing.",
  remedy: "Send egress through a firewall, or turn off what needs these names.",
  source: "AKS documentation, outbound network and FQDN rules; virtual network service tags",
  terraform: "structure",
}).case({
  prop: "egress.filter",
  message: ({ set, when, names }: { readonly set: string; readonly when: string; readonly names: string }) =>
    `The rule set "${set}" (${when}) needs ${names}, which no service tag contains: network security groups filter by address only.`,
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
    publicIps < ADVISED_FIREWALL_IPS &&
    Math.floor(firewallSnatPorts(publicIps) / nodes) < fewSnatPorts(nodes),
  prop: "publicIps",
  message: ({ publicIps, nodes }) => {
    const ports = firewallSnatPorts(publicIps);
    return `${givenBy(publicIps)} ${ports} SNAT ports with two instances: ${Math.floor(ports / nodes)} for each of ${nodes} nodes, while AKS's own load balancer would give ${fewSnatPorts(nodes)}.`;
  },
  remedy: `Give the firewall more publicIps; AKS advises ${ADVISED_FIREWALL_IPS} in production.`,
});

const PUBLISH_TARGET_OUTSIDE = defineRule({
  code: "PUBLISH_TARGET_OUTSIDE",
  title: "Published service at an address that no load balancer can have",
  explanation:
    "Destination NAT forwards requests to a fixed address, which AKS assigns to an internal load balancer. It takes the address from the spoke's subnet for internal load balancers: among the nodes' addresses it might belong to a node already, and elsewhere it belongs to no subnet at all.",
  remedy: "Specify an address of the subnet that the message names, in a spoke that has a cluster.",
  source: "AKS documentation, limit network traffic with Azure Firewall",
  terraform: "validation",
  ofCompleteTree: true,
});

/** A service whose target must be a free address of the subnet of internal load balancers. */
export const PUBLISH_TARGET_NOT_FREE = PUBLISH_TARGET_OUTSIDE.case({
  requires: ({ target, subnet }: PublishedService & { readonly subnet: Cidr }) => [
    {
      on: target,
      condition: isFreeIn(subnet, target),
      message: freeAddressMessage(subnet, "internal load balancers"),
    },
  ],
  prop: ({ name }) => `${name}.to`,
  message: ({ name, target, subnet }) =>
    `"${name}" is published to ${knownText(target) ?? target}, which is not a free address of ${subnet.literal}, the spoke's subnet for internal load balancers.`,
  remedy: ({ subnet }) => {
    const { first, last } = freeAddresses(subnet);
    return `Specify an address from ${first} to ${last}.`;
  },
});

export const PUBLISH_TARGET_UNREACHED = PUBLISH_TARGET_OUTSIDE.case({
  prop: ({ name }: PublishedService) => `${name}.to`,
  message: ({ name, target }) =>
    `"${name}" is published to ${knownText(target) ?? target}, which is in no spoke that has a cluster.`,
  remedy: "Specify a fixed address for an internal load balancer in a spoke.",
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

/** A service, and those before it with the same protocol and public address. */
type Published = PublishedService & { readonly earlier: readonly PublishedService[] };

export const PUBLISH_PORT_TAKEN = defineRule({
  code: "PUBLISH_PORT_TAKEN",
  title: "Two services published at one public port",
  explanation:
    "Of two rules for one address and port the firewall would use one, and the other service would never be reached.",
  remedy: "Use another port, or another public address of the firewall.",
  source: "Azure Firewall documentation, DNAT rules",
  terraform: "validation",
}).case({
  requires: ({ name, port, earlier }: Published) =>
    earlier.length === 0
      ? []
      : [
          {
            on: port,
            condition: isNoneOf(
              port,
              earlier.map((other) => other.port),
            ),
            message: `Another service is published at this port of the public address of ${name}.`,
          },
        ],
  prop: ({ name }) => `${name}.port`,
  message: ({
    name,
    port,
    protocol = DEFAULTS.publishedService.protocol,
    publicIp = DEFAULTS.publishedService.publicIp,
    earlier,
  }) => {
    const holder = earlier.findLast((other) => isNoneOf(port, [other.port]).holds === false);
    return `"${name}" and "${holder?.name ?? ""}" are both published at port ${protocol} ${port} of public address ${publicIp}.`;
  },
  remedy: "Use another port, or another public address.",
});

export const PUBLISH_ADDRESS_MISSING = defineRule({
  code: "PUBLISH_ADDRESS_MISSING",
  title: "Public address that the firewall does not have",
  explanation: "Addresses are counted from 1 to publicIps.",
  remedy: "Raise the firewall's publicIps, or specify an address that it has.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  matches: ({
    publicIp = DEFAULTS.publishedService.publicIp,
    count,
  }: PublishedService & { readonly count: number }) => publicIp > count,
  prop: ({ name }) => `${name}.publicIp`,
  message: ({ name, publicIp = DEFAULTS.publishedService.publicIp, count }) =>
    `"${name}" is published at public address ${publicIp}; the firewall has ${count}.`,
});

export const PUBLISH_ADDRESS_UNKNOWN = PUBLISH_ADDRESS_MISSING.rule.case({
  matches: ({ address }: PublishedService & { readonly address: string | undefined }) =>
    address === undefined,
  prop: ({ name }) => `${name}.publicIp`,
  message: ({ name, publicIp = DEFAULTS.publishedService.publicIp }) =>
    `"${name}" is published at public address ${publicIp}, which exists already, and its address is not known.`,
  remedy: "Add address: … next to its id in publicIps.",
});

export const FIREWALL_RULES = [
  ALLOW_ALL_REFUSED,
  PUBLISH_TARGET_OUTSIDE,
  PUBLISH_PORT_TAKEN.rule,
  PUBLISH_ADDRESS_MISSING.rule,
  FQDN_NEEDS_FIREWALL.rule,
  WILDCARD_NOT_RESOLVED.rule,
  SNAT_PORTS_FEW,
  FIREWALL_RULE_GROUPS,
] as const;
