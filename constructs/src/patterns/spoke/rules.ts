import { cloudOf } from "../../core/clouds.js";
import { knownText } from "../../core/known.js";
import { regionOf } from "../../core/regions.js";
import { defineRule } from "../../core/rule.js";

/** Rules on a spoke and its hub. */

interface SpokeRegion {
  readonly key: string;
  readonly location: string;
  readonly hub: { readonly location: string };
}

export const SPOKE_IN_ANOTHER_REGION = defineRule({
  code: "SPOKE_IN_ANOTHER_REGION",
  title: "Spoke in another region than its hub",
  explanation:
    "Global peering carries the traffic, and all egress through the hub's firewall crosses regions twice: it is billed per gigabyte in both directions, takes longer, and ends with an outage of either region.",
  remedy: "Give the spoke the region of its hub, or a hub in its own region.",
  source: "Virtual network pricing, global virtual network peering; virtual network peering, overview",
  terraform: "structure",
}).case({
  severity: "warning",
  matches: ({ location, hub }: SpokeRegion) => {
    const [own, hubs] = [knownText(location), knownText(hub.location)];
    // A region that the table lacks may be misspelled, which is a warning of its own.
    if (own === undefined || regionOf(own) === undefined) return false;
    // Regions of two clouds are not connected at all, which is reported in their place.
    const connected = cloudOf(location) === cloudOf(hub.location);
    return hubs !== undefined && own !== hubs && connected;
  },
  prop: "location",
  message: ({ key, location, hub }) =>
    `Spoke ${key} is in ${location}, its hub in ${hub.location}: traffic between them crosses regions.`,
  remedy: ({ hub }) =>
    `Set location: ${hub.location}, or name a hub in the spoke's region; keep it if the cost of global peering is accepted.`,
});

export const SPOKE_RULES = [SPOKE_IN_ANOTHER_REGION.rule] as const;
