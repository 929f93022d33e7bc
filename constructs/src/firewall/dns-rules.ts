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

export const DNS_RULES = [DNS_WITHOUT_FIREWALL.rule, FIREWALL_BASIC_NO_DNS_PROXY] as const;
