import type { Cidr } from "../net/cidr.js";
import { defineRule } from "../core/rule.js";
import { SUBNET_OUTSIDE_NETWORK } from "../core/rules/addresses.js";

/** Rules on virtual networks. */

export const SUBNET_OUTSIDE = SUBNET_OUTSIDE_NETWORK.case({
  matches: ({ space, prefix }: { readonly space: readonly Cidr[]; readonly prefix: Cidr }) =>
    !space.some((range) => range.contains(prefix)),
  prop: "prefix",
  message: ({ space, prefix }) =>
    `The subnet ${prefix.literal} is outside the address space ${space.map(({ literal }) => literal).join(", ")}.`,
});

export const PRIVATE_ZONE_TWICE = defineRule({
  code: "PRIVATE_ZONE_TWICE",
  title: "Network linked to two private zones of the same name",
  explanation:
    "A network resolves a name in one private zone: Azure rejects the link to a second zone of the same name. The hub's network is linked to the zones of all spokes.",
  remedy: "Keep the records in one zone: create it in one place, and specify its id in the others.",
  source: "Azure DNS documentation, private zones, virtual network links",
  terraform: "structure",
}).case({
  message: ({ network, zone }: { readonly network: string; readonly zone: string; readonly prop: string }) =>
    `The network of ${network} would be linked to two zones named ${zone}.`,
  prop: ({ prop }) => prop,
});

export const NETWORK_RULES = [PRIVATE_ZONE_TWICE] as const;
