import { defineRule } from "../core/rule.js";
import { Cidr, isIpv4Address } from "../net/cidr.js";
import { knownText } from "../core/known.js";
import { LARGEST_RESOLVER_PREFIX, NOT_FOR_RESOLVERS, SMALLEST_PREFIX } from "../net/well-known.js";
import type { ForwardingRule } from "./forwarding-rule.js";

/** Rules on private DNS resolvers. */

const RESOLVER_SUBNET_NOT_ALLOWED = defineRule({
  code: "RESOLVER_SUBNET_NOT_ALLOWED",
  title: "Subnet that a private DNS resolver cannot use",
  explanation: `Each endpoint of a private DNS resolver has a subnet of its own of /${SMALLEST_PREFIX.resolver} to /${LARGEST_RESOLVER_PREFIX}, outside of 10.0.1.0 to 10.0.16.255, which Azure reserves for the service.`,
  remedy: `Use a /${SMALLEST_PREFIX.resolver} to /${LARGEST_RESOLVER_PREFIX} outside of that range.`,
  source: "Azure DNS documentation, what is Azure DNS Private Resolver, subnet restrictions",
});

export const RESOLVER_SUBNET_TOO_LARGE = RESOLVER_SUBNET_NOT_ALLOWED.case({
  matches: ({ prefix }: { readonly prefix: Cidr }) => prefix.prefixLength < LARGEST_RESOLVER_PREFIX,
  prop: "prefix",
  message: ({ prefix }) =>
    `${prefix.literal} is too large for an endpoint of a private DNS resolver, which takes a /${LARGEST_RESOLVER_PREFIX} at most.`,
});

export const RESOLVER_RANGE_RESERVED = RESOLVER_SUBNET_NOT_ALLOWED.case({
  matches: ({ prefix }: { readonly prefix: Cidr }) =>
    NOT_FOR_RESOLVERS.some((range) => range.overlaps(prefix)),
  prop: "prefix",
  message: ({ prefix }) =>
    `${prefix.literal} is in 10.0.1.0 to 10.0.16.255, which private DNS resolvers cannot use.`,
  remedy: "Use a range outside of it, if need be from a second range of the hub's address space.",
});

interface Target {
  readonly rule: ForwardingRule;
  readonly server: string;
}

const FORWARDING_LOOP = defineRule({
  code: "FORWARDING_LOOP",
  title: "Forwarding rule to the resolver itself",
  explanation:
    "The inbound endpoint asks Azure in the hub's network, which follows the forwarding rules that the network is linked to. A rule with that endpoint as server asks itself until the query times out. Azure refuses rules with its own DNS as server.",
  remedy: "Forward to DNS servers outside of Azure DNS; names without a rule are Azure's anyway.",
  source: "Azure DNS documentation, private resolver endpoints and rulesets, ruleset links; rules",
  terraform: "structure",
});

export const FORWARDED_TO_ITSELF = FORWARDING_LOOP.case({
  matches: ({ server, subnets }: Target & { readonly subnets: readonly Cidr[] }) => {
    const known = knownText(server) ?? "";
    return isIpv4Address(known) && subnets.some((subnet) => subnet.contains(Cidr.of(`${known}/32`)));
  },
  prop: ({ rule }) => `forward.${rule.name}.servers`,
  message: ({ rule, server }) =>
    `Rule ${rule.name} forwards ${rule.domain} to ${server}, which is in a subnet of the resolver itself.`,
});

/** The address of Azure's own DNS. */
const AZURE_DNS = "168.63.129.16";

export const FORWARDED_TO_AZURE = FORWARDING_LOOP.case({
  matches: ({ server }: Target) => knownText(server) === AZURE_DNS,
  prop: ({ rule }) => `forward.${rule.name}.servers`,
  message: ({ rule }) =>
    `Rule ${rule.name} forwards ${rule.domain} to ${AZURE_DNS}, which is Azure's own DNS.`,
  remedy: "Remove the rule: names without one are Azure's.",
});

export const FORWARDING_DOMAIN_TWICE = defineRule({
  code: "FORWARDING_DOMAIN_TWICE",
  title: "Domain with two forwarding rules",
  explanation:
    "A ruleset has one rule per domain: Azure refuses the second one. A rule has up to six servers.",
  remedy: "Keep one rule for the domain, with the servers of both.",
  source: "Azure DNS documentation, private resolver endpoints and rulesets, rules",
}).case({
  matches: ({ rule, first }: { readonly rule: ForwardingRule; readonly first: ForwardingRule | undefined }) =>
    first !== undefined && first !== rule,
  prop: ({ rule }) => `forward.${rule.name}.domain`,
  message: ({ rule, first }) =>
    `Rules ${first?.name ?? ""} and ${rule.name} forward the same domain, ${rule.domain.replace(/(?<=.)\.$/, "")}.`,
});

export const RESOLVER_RULES = [
  RESOLVER_SUBNET_NOT_ALLOWED,
  FORWARDING_LOOP,
  FORWARDING_DOMAIN_TWICE.rule,
] as const;
