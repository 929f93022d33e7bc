import { EGRESS_FEATURES } from "../kinds/egress/index.js";
import { anywhere, egress, inHub, type Feature } from "./feature.js";

/** The kinds of egress, and what the firewall publishes. */
export const EGRESS_ROWS: readonly Feature[] = [
  ...EGRESS_FEATURES.map(({ name, key, usedBy }) => egress(name, key, usedBy)),
  egress(
    "filtered by security groups",
    "filter: nsg",
    (given) => "filter" in given && given.filter === "nsg",
  ),
  egress("custom destinations", "allow", (given) => "allow" in given && given.allow !== undefined),
  egress(
    "existing IP groups",
    "allow.*.ipGroups",
    (given) =>
      "allow" in given &&
      Object.values(given.allow ?? {}).some(
        (destination) =>
          "ipGroups" in destination && destination.ipGroups.some((group) => typeof group === "object"),
      ),
  ),
  anywhere(
    "egress",
    "IP groups of the firewall",
    "hub.firewall.ipGroups",
    inHub((hub) => hub.id === undefined && hub.firewall?.ipGroups !== undefined),
  ),
  egress(
    "public registries",
    "registries",
    (given) => "registries" in given && given.registries !== undefined,
  ),
  anywhere(
    "egress",
    "published through the firewall (DNAT)",
    "hub.firewall.publish",
    inHub((hub) => hub.id === undefined && hub.firewall?.publish !== undefined),
  ),
];
