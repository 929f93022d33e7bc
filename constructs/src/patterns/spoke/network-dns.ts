import { TerraformStack, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { claimsAround } from "../../core/address-claims.js";
import { knownText } from "../../core/known.js";
import { report } from "../../core/problem.js";
import type { Judgement } from "../../core/rule.js";
import { Cidr, isIpv4Address } from "../../net/cidr.js";
import { isBehindGateway, type RangeUse } from "../../net/claims.js";
import { NOT_ON_THE_INTERNET } from "../../net/well-known.js";
import type { IHub } from "../estate/hub.js";
import type { ISpoke, NetworkDns } from "../estate/spoke.js";
import { linkRuleset } from "../../network/private-resolver.js";
import { isVirtualHub } from "../../network/virtual-hub.js";
import {
  DNS_PROXY_MISSING,
  DNS_WITHOUT_FIREWALL,
  FORWARDING_RULES_ELSEWHERE,
  FORWARDING_RULES_MISSING,
  HUB_WITHOUT_RESOLVERS,
  RESOLVER_PROXY_OFF,
  RESOLVER_UNREACHABLE,
} from "../../firewall/dns-rules.js";

/** The resolver of a spoke's network, as its team chooses it. */
export type SpokeDns =
  | NetworkDns
  /** The hub's resolvers: its DNS servers, or the inbound endpoint of its private resolver. */
  | { readonly type: "hub" }
  /** Azure-provided DNS, with the forwarding rules of the hub's private resolver. */
  | { readonly type: "forwarding-rules" };

/** The choice with the addresses of the hub's resolvers. */
export function networkDnsOf(
  spoke: Construct,
  { dnsServers: servers }: Pick<IHub, "dnsServers">,
  dns: SpokeDns,
): NetworkDns {
  if (dns.type === "forwarding-rules") return { type: "azure" };
  if (dns.type !== "hub") return dns;
  if (servers.length > 0) return { type: "servers", servers };
  report(spoke, HUB_WITHOUT_RESOLVERS.judge(dns));
  return { type: "azure" };
}

/**
 * What must exist before names are resolved in a spoke: the hub's resolver, and the link to its rules, which is created
 * here. What is in the hub's stack is applied first.
 */
export function dnsDependablesOf(
  spoke: Pick<ISpoke, "hub" | "hubProvider" | "key" | "location" | "network"> & Construct,
  dns: SpokeDns,
): readonly ITerraformDependable[] {
  const { hub } = spoke;
  const link = dns.type === "forwarding-rules" ? forwardingLink(spoke) : undefined;
  if (link !== undefined) return [link];
  // A hub that exists already is in no stack.
  if ((dns.type !== "hub" && dns.type !== "firewall") || hub.placement === undefined) return [];
  return TerraformStack.of(spoke) === TerraformStack.of(hub) ? hub.dnsDependables : [];
}

function forwardingLink(
  spoke: Pick<ISpoke, "hub" | "hubProvider" | "key" | "location" | "network"> & Construct,
): ITerraformDependable | undefined {
  const { hub, network, key, location } = spoke;
  const { forwardingRulesetId: rulesetId } = hub;
  report(
    spoke,
    FORWARDING_RULES_MISSING.judge({ rulesetId, inVirtualHub: isVirtualHub(hub.network) }),
    FORWARDING_RULES_ELSEWHERE.judge({ key, location, hub }),
  );
  if (rulesetId === undefined) return undefined;
  return linkRuleset(spoke, "forwarding", { rulesetId, network, name: key, provider: spoke.hubProvider });
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

/** Judges the resolvers of a spoke that are private addresses. Without known sites, a gateway of the hub may learn where they are. */
export function judgeResolvers({ dns, hub, network, node }: ISpoke): Judgement[] {
  if (dns.type !== "servers" || (hub.gateway !== undefined && hub.onPremises.length === 0)) return [];
  const { reached } = claimsAround(node.root, network);
  return dns.servers
    .flatMap((server) => knownText(server) ?? [])
    .filter(isIpv4Address)
    .filter((server) => {
      const address = Cidr.of(`${server}/32`);
      const isPrivate = NOT_ON_THE_INTERNET.some((range) => range.contains(address));
      return isPrivate && !reached.some(({ range, use }) => isRouted(use) && range.contains(address));
    })
    .map((server) => RESOLVER_UNREACHABLE.judge(server));
}

function isRouted(use: RangeUse): boolean {
  return use === "network" || use === "peer" || isBehindGateway(use);
}
