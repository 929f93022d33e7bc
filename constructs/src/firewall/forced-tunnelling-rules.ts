import { defineRule, type Judgement } from "../core/rule.js";
import type { FirewallTier } from "./firewall.js";
import type { ForcedTunnelling } from "./forced-tunnelling.js";
import { FIREWALL_TIER_LACKS } from "./tier-rules.js";

/** Rules on firewalls that send what goes to the Internet to an appliance. */

/** A firewall, as far as forced tunnelling decides about it. */
interface TunnellingFirewall {
  readonly tier: FirewallTier;
  readonly forcedTunnelling?: ForcedTunnelling | undefined;
  readonly publicIps?: unknown;
  readonly publicIpPrefix?: unknown;
}

const TUNNELLING_OF_BASIC = FIREWALL_TIER_LACKS.case({
  title: "forcedTunnelling × tier Basic",
  matches: ({ tier, forcedTunnelling }: TunnellingFirewall) =>
    tier === "Basic" && forcedTunnelling !== undefined,
  prop: "forcedTunnelling",
  message: () => "Tier Basic of Azure Firewall has no forced tunnelling.",
  remedy: "Use tier: Standard, or remove forcedTunnelling.",
});

export const FORCED_TUNNELLING_EXCLUDES = defineRule({
  code: "FORCED_TUNNELLING_EXCLUDES",
  title: "Firewall setting that forced tunnelling excludes",
  explanation:
    "With forced tunnelling a firewall has no connection to the Internet of its own: traffic leaves by the next hop, with the addresses of whatever translates it there. Answers to clients on the Internet would leave by the next hop too, which has not seen their connections begin, so that Azure does not support DNAT.",
  remedy:
    "Remove the setting, or forcedTunnelling. Publish services by an Application Gateway, Front Door or a load balancer of a spoke.",
  source: "Azure Firewall documentation, forced tunneling",
  terraform: "structure",
});

const PUBLIC_IPS_WITHOUT_USE = FORCED_TUNNELLING_EXCLUDES.case({
  title: "publicIps × forcedTunnelling",
  matches: ({ forcedTunnelling, publicIps }: TunnellingFirewall) =>
    forcedTunnelling !== undefined && publicIps !== undefined,
  prop: "publicIps",
  message: () => "A firewall with forced tunnelling uses no public addresses, and is created without them.",
  remedy: "Remove publicIps; managementPublicIp names the address of its own traffic.",
});

const PREFIX_WITHOUT_USE = FORCED_TUNNELLING_EXCLUDES.case({
  title: "publicIpPrefix × forcedTunnelling",
  matches: ({ forcedTunnelling, publicIpPrefix }: TunnellingFirewall) =>
    forcedTunnelling !== undefined && publicIpPrefix !== undefined,
  prop: "publicIpPrefix",
  message: () => "A firewall with forced tunnelling has no public addresses that a prefix could have.",
  remedy: "Remove publicIpPrefix.",
});

export const PUBLISHED_BEHIND_A_TUNNEL = FORCED_TUNNELLING_EXCLUDES.case({
  title: "publish × forcedTunnelling",
  matches: ({
    services,
    isTunnelled,
  }: {
    readonly services: readonly unknown[];
    readonly isTunnelled: boolean;
  }) => isTunnelled && services.length > 0,
  prop: "firewall.publish",
  message: () =>
    "A firewall with forced tunnelling publishes nothing: answers would leave by its next hop, and be lost there.",
  remedy:
    "Remove publish, and publish the services by a gateway, Front Door or a load balancer of their spoke.",
});

export function judgeForcedTunnelling(firewall: TunnellingFirewall): readonly Judgement[] {
  return [TUNNELLING_OF_BASIC, PUBLIC_IPS_WITHOUT_USE, PREFIX_WITHOUT_USE].map((rule) =>
    rule.judge(firewall),
  );
}
