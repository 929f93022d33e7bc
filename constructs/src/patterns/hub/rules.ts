import { defineRule } from "../../core/rule.js";
import { SUBNET_TOO_SMALL } from "../../core/rules/addresses.js";
import type { Cidr } from "../../net/cidr.js";

/** Rules on the hub and on what spokes use of it. */

export const HUB_SUBNET_TOO_SMALL = SUBNET_TOO_SMALL.case({
  matches: ({ prefix, smallest }: NamedSubnet) => prefix.prefixLength > smallest,
  prop: ({ prop }) => prop,
  message: ({ name, prefix, smallest }) =>
    `${name} would be ${prefix.literal}; Azure requires a /${smallest} or larger.`,
  remedy: ({ smallest }) => `Give the hub a larger address space, or the subnet a prefix of /${smallest}.`,
});

/** A subnet whose name and smallest size Azure fixes. */
interface NamedSubnet {
  readonly name: string;
  readonly prefix: Cidr;
  readonly smallest: number;
  readonly prop: string;
}

export const ON_PREMISES_WITHOUT_GATEWAY = defineRule({
  code: "ON_PREMISES_WITHOUT_GATEWAY",
  title: "On-premises ranges without a gateway",
  explanation:
    "Routes and rules for these ranges would have no target: a VPN or ExpressRoute gateway in the hub connects them.",
  remedy: "Add a gateway to the hub, or remove onPremises.",
  source: "VPN Gateway documentation, gateway transit",
  terraform: "structure",
}).case({
  matches: ({ ranges, hasGateway }: { readonly ranges: readonly Cidr[]; readonly hasGateway: boolean }) =>
    ranges.length > 0 && !hasGateway,
  prop: "onPremises",
  message: "The hub has on-premises ranges but no gateway that connects them.",
  remedy: "Add gateway: { type: vpn } or { type: express-route } to the hub, or remove onPremises.",
});

export const HUB_RULES = [ON_PREMISES_WITHOUT_GATEWAY.rule] as const;
