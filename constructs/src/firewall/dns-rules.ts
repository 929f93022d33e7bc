import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";

/** Rules on a firewall as resolver. */

export const DNS_WITHOUT_FIREWALL = defineRule({
  code: "DNS_WITHOUT_FIREWALL",
  title: "Firewall as resolver in a hub without a firewall",
  explanation: "Resolvers of a network are addresses; without a firewall there is no address to configure.",
  remedy: "Give the hub a firewall, or specify custom resolvers.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  prop: "dns",
  message: "dns: { type: firewall } needs a firewall in the hub, and the hub has none.",
  remedy: "Give the hub a firewall, or use custom resolvers: dns: { type: servers, servers: […] }.",
});

export const HUB_WITHOUT_RESOLVERS = defineRule({
  code: "HUB_WITHOUT_RESOLVERS",
  title: "Resolvers of a hub that has none",
  explanation:
    "Resolvers of a network are addresses: of DNS servers, or of the inbound endpoint of a private resolver. The hub declares none.",
  remedy: "Give the hub dns: { type: servers, servers: […] }, or specify resolvers of the spoke.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  prop: "dns",
  message: "dns: { type: hub } needs resolvers of the hub, and the hub has none.",
  remedy: "Give the hub dns: { type: servers, servers: […] }, or use another kind of dns.",
});

/** The ruleset of a hub, and whether it is the virtual hub of a Virtual WAN, in which no resolver can be. */
interface ForwardingOfHub {
  readonly rulesetId: string | undefined;
  readonly inVirtualHub: boolean;
}

export const FORWARDING_RULES_MISSING = defineRule({
  code: "FORWARDING_RULES_MISSING",
  title: "Forwarding rules of a hub that has none",
  explanation:
    "A network that asks Azure uses the forwarding rules of the ruleset that it is linked to. The hub has no private DNS resolver with such rules.",
  remedy: "Give the hub dns: { type: private-resolver, forward: … }, or use another kind of dns.",
  source: "Azure DNS documentation, private resolver endpoints and rulesets, ruleset links",
  terraform: "structure",
}).case({
  matches: ({ rulesetId }: ForwardingOfHub) => rulesetId === undefined,
  prop: "dns",
  message: () => "dns: { type: forwarding-rules } needs forwarding rules of the hub, and the hub has none.",
  remedy: ({ inVirtualHub }) =>
    inVirtualHub
      ? "No resolver is in a virtual hub: give the hub dns: { type: servers, servers: […] } with one of a connected network, and the spoke dns: { type: hub }."
      : "Give the hub dns: { type: private-resolver, forward: … }, or use another kind of dns.",
});

export const FORWARDING_RULES_ELSEWHERE = defineRule({
  code: "FORWARDING_RULES_ELSEWHERE",
  title: "Forwarding rules of a hub in another region",
  explanation:
    "A ruleset is regional: Azure refuses to link it to a network in another region. The inbound endpoint of the resolver can be asked from any region.",
  remedy: "Use dns: { type: hub }, which asks the inbound endpoint, or a hub in the spoke's region.",
  source: "Azure DNS documentation, private resolver endpoints and rulesets",
}).case({
  matches: ({ location, hub }: SpokeOfHub) => {
    const [own, hubs] = [knownText(location), knownText(hub.location)];
    return own !== undefined && hubs !== undefined && own !== hubs;
  },
  prop: "dns",
  message: ({ key, location, hub }) =>
    `Spoke ${key} is in ${location}, and the forwarding rules of its hub are in ${hub.location}.`,
});

interface SpokeOfHub {
  readonly key: string;
  readonly location: string;
  readonly hub: { readonly location: string };
}

const UNREACHABLE_RESOLVER = defineRule({
  code: "RESOLVER_UNREACHABLE",
  title: "Resolver that nothing connects with the spoke",
  explanation:
    "Nodes ask the resolvers of their network for every name. Azure drops packets to private addresses that are in no network which the spoke is connected with, so that no node becomes ready.",
  remedy:
    "Correct the address, or describe where it is: in hub.peers, or in hub.onPremises.prefixes behind the hub's gateway.",
  source: "Virtual network traffic routing, default routes; Virtual Network documentation, name resolution",
  terraform: "structure",
  ofCompleteTree: true,
});

export const RESOLVER_UNREACHABLE = UNREACHABLE_RESOLVER.case({
  prop: "dns",
  message: (address: string) =>
    `The resolver ${address} is in no network that the spoke is connected with: not in the hub, its spokes or peers, nor on-premises.`,
});

export const FORWARDED_NOWHERE = UNREACHABLE_RESOLVER.case({
  title: "Forwarding rule to a server that nothing connects with the hub",
  prop: ({ rule }) => `forward.${rule}.servers`,
  message: ({ rule, server }: { readonly rule: string; readonly server: string }) =>
    `Rule ${rule} forwards to ${server}, which is in no network that the hub is connected with: not in its spokes or peers, nor on-premises.`,
});

const FIREWALL_BASIC_NO_DNS_PROXY = defineRule({
  code: "FIREWALL_BASIC_NO_DNS_PROXY",
  title: "Firewall of tier Basic as DNS server",
  explanation:
    "The Basic tier has no DNS proxy: it answers no queries, and it cannot resolve names of network rules itself.",
  remedy: "Use tier Standard or Premium, or leave the network on Azure-provided DNS.",
  source: "Azure Firewall documentation, features by tier; DNS settings",
  terraform: "structure",
});

export const DNS_PROXY_MISSING = FIREWALL_BASIC_NO_DNS_PROXY.case({
  prop: "dns",
  message: "dns: { type: firewall } needs a DNS proxy, which a firewall of tier Basic does not have.",
});

export const DNS_PROXY_FOR_RULES_MISSING = FIREWALL_BASIC_NO_DNS_PROXY.case({
  prop: "egress",
  message:
    "A rule allows host names over a protocol other than HTTP, which needs the firewall's DNS proxy; tier Basic has none.",
  remedy: "Use tier Standard or Premium, or allow addresses instead of names.",
});

const DNS_PROXY_OFF = defineRule({
  code: "DNS_PROXY_OFF",
  title: "DNS proxy of an existing firewall that is not known to be on",
  explanation:
    "A firewall answers DNS queries, and resolves the names of network rules, only with its DNS proxy on. It is a setting of the firewall's policy, which another team operates and nothing here changes.",
  remedy: "Have its team turn the DNS proxy on, and set dnsProxy: true of the hub's firewall.",
  source: "Azure Firewall documentation, DNS settings",
  terraform: "structure",
});

export const RESOLVER_PROXY_OFF = DNS_PROXY_OFF.case({
  prop: "dns",
  message:
    "dns: { type: firewall } needs the DNS proxy of the hub's firewall, which exists already and is not declared to have it on.",
  remedy:
    "Have the firewall's team turn the DNS proxy on and set dnsProxy: true of the firewall, or use other resolvers.",
});

export const RULES_PROXY_OFF = DNS_PROXY_OFF.case({
  prop: "egress",
  message:
    "A rule allows host names over a protocol other than HTTP, which needs the DNS proxy of the hub's firewall; it exists already and is not declared to have it on.",
  remedy:
    "Have the firewall's team turn the DNS proxy on and set dnsProxy: true of the firewall, or allow addresses instead of names.",
});

export const DNS_RULES = [
  DNS_WITHOUT_FIREWALL.rule,
  FIREWALL_BASIC_NO_DNS_PROXY,
  DNS_PROXY_OFF,
  HUB_WITHOUT_RESOLVERS.rule,
  FORWARDING_RULES_MISSING.rule,
  FORWARDING_RULES_ELSEWHERE.rule,
  UNREACHABLE_RESOLVER,
] as const;
