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
