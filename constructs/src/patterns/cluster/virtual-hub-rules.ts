import { defineRule } from "../../core/rule.js";

/** Rules on clusters behind the virtual hub of a Virtual WAN. */

/** A zone that a spoke's resolvers do not know. */
interface UnknownZone {
  /** Name of the spoke. */
  readonly key: string;
  readonly zoneName: string;
  readonly prop: string;
}

export const ZONE_BEHIND_VIRTUAL_HUB = defineRule({
  code: "ZONE_BEHIND_VIRTUAL_HUB",
  title: "Private DNS zone that resolvers behind a virtual hub do not know",
  explanation:
    "Azure links a private DNS zone to virtual networks, never to a virtual hub. A spoke with Azure's resolver has links of its own; a resolver elsewhere needs a link of its network, which its team creates, and the firewall of a virtual hub knows no zone at all.",
  remedy:
    "Use Azure's resolver in the spoke, or a zone that exists already and is linked to the resolvers' network.",
  source: "Azure Architecture Center, guide to Private Link and DNS in Virtual WAN",
  terraform: "structure",
}).case({
  prop: ({ prop }: UnknownZone) => prop,
  message: ({ key, zoneName }) =>
    `Spoke ${key} does not ask Azure for names, and Azure links ${zoneName} to no virtual hub.`,
  remedy: ({ key }) =>
    `Set spokes.${key}.dns: { type: azure }, or name resolvers by their address and a zone by the id that is linked to their network.`,
});

/** An egress behind a hub that may announce 0.0.0.0/0. */
export interface AnnouncedDefault {
  /** AKS's outbound type. */
  readonly outbound: string;
  /** Whether the subnets of the cluster learn 0.0.0.0/0 from the hub. */
  readonly learns: boolean;
}

/** Outbound types that need the Internet without a default route of the subnet's own. */
const OVERRIDDEN: ReadonlySet<string> = new Set(["load-balancer", "nat-gateway"]);

export const EGRESS_OVERRIDDEN = defineRule({
  code: "EGRESS_OVERRIDDEN",
  title: "Egress that a learned default route overrides",
  explanation:
    "The routing intent of a virtual hub announces 0.0.0.0/0 to its spokes. It takes precedence over a NAT gateway and over the load balancer of AKS: requests would leave through the firewall, which has no rules for them, and answers to the load balancer would be lost there.",
  remedy: "Send the cluster's egress through the hub's firewall.",
  source: "Virtual WAN documentation, how to configure routing policies; NAT Gateway documentation, FAQ",
  terraform: "structure",
}).case({
  matches: ({ outbound, learns }: AnnouncedDefault) => learns && OVERRIDDEN.has(outbound),
  prop: "egress",
  message: ({ outbound }) =>
    `Egress "${outbound}" has no effect: the virtual hub announces 0.0.0.0/0, with its firewall as next hop.`,
  remedy: "Use egress: { type: firewall }.",
});

export const VIRTUAL_HUB_RULES = [ZONE_BEHIND_VIRTUAL_HUB.rule, EGRESS_OVERRIDDEN.rule] as const;
