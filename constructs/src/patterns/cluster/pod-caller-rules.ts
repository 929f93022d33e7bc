import { defineRule } from "../../core/rule.js";
import type { Cidr } from "../../net/cidr.js";

/** Rules on what calls pods of a flat network by their addresses. */

const UNREACHABLE = defineRule({
  code: "POD_CALLERS_UNREACHABLE",
  title: "Callers of pods that responses do not reach",
  explanation:
    "Pods reach the hub and their own spoke by the peering, and everything else through the hub's firewall or its gateway. Requests from a range behind neither would be allowed and never answered.",
  remedy:
    "Use ranges of the hub, of the spoke, or behind the hub's gateway; or add a firewall to the hub, which also routes to other spokes and to peers, and peer hubs whose spokes call each other.",
  source: "Virtual network traffic routing; virtual network peering, overview",
  ofCompleteTree: true,
});

export const POD_CALLERS_UNREACHABLE = UNREACHABLE.case({
  prop: "network.reachableFrom",
  message: ({ range, why }: { readonly range: Cidr; readonly why: string }) =>
    `Responses of the pods would not reach ${range.literal}: ${why}.`,
  remedy:
    "Use ranges of the hub, of the spoke, or behind the hub's gateway; or connect them, by a firewall in the hub and, where they are behind another hub, by peerWith, or by peers of a hub that exists already.",
});

/** A range of which the file does not say where it is. */
export const POD_CALLERS_UNKNOWN = UNREACHABLE.case({
  severity: "warning",
  prop: "network.reachableFrom",
  message: (range: Cidr) =>
    `No network of the platform, peer of a hub or site on-premises has ${range.literal}.`,
  remedy: "Add the range to the hub's peers or onPremises.prefixes, or correct it.",
});

export const POD_CALLER_RULES = [POD_CALLERS_UNREACHABLE.rule] as const;
