import type { IpGroupReference } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { idOf, ipv4Cidr, key } from "./values.js";

/** IP groups: ranges that several rules of a firewall name. */

/** Source: Azure subscription and service limits, Azure Firewall limits. */
const IP_GROUPS_PER_FIREWALL = 200;

/** IP groups that are created with a firewall. */
export const ipGroups = z.record(key, z.array(ipv4Cidr).min(1)).optional().meta({
  description:
    "IP groups, by name: IPv4 ranges, 5,000 at most, that destinations of egress.allow and callers of published services name by ipGroups.",
  fallback: "none",
});

/** IP groups that a rule names. */
export const ipGroupReferences = z
  .array(
    z.union(
      [
        key,
        z.strictObject({
          id: idOf("Microsoft.Network/ipGroups").meta({
            description: "Id of an IP group that exists already, in any subscription.",
          }),
        }),
      ],
      { error: "expected the name of an IP group of the firewall, or { id } of an existing one" },
    ),
  )
  .min(1)
  .max(IP_GROUPS_PER_FIREWALL)
  .meta({
    description:
      "IP groups of the hub's firewall by name, or existing ones; the rules of a firewall name at most 200.",
  });

/** The groups as the constructs name them. */
export function ipGroupProps(groups: z.output<typeof ipGroupReferences>): readonly IpGroupReference[] {
  return groups.map((group) => (typeof group === "string" ? { name: group } : group));
}
