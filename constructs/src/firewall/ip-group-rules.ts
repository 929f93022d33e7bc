import { counted } from "../core/counted.js";
import { nearestOnly } from "../core/nearest.js";
import { defineRule } from "../core/rule.js";
import type { Cidr } from "../net/cidr.js";

/** Rules on the IP groups of a firewall. */

/** Source: Azure subscription and service limits, Azure Firewall limits. */
const GROUPS_PER_FIREWALL = 200;
/** Source: as above. */
const RANGES_PER_GROUP = 5000;

/** A group that is created, with its ranges. */
interface CreatedGroup {
  readonly name: string;
  readonly ranges: readonly Cidr[];
}

export const IP_GROUP_LIMITS = defineRule({
  code: "IP_GROUP_LIMITS",
  title: "More IP groups or ranges than a firewall accepts",
  explanation: `The rules of a firewall name at most ${GROUPS_PER_FIREWALL} IP groups, each of at most ${RANGES_PER_GROUP.toLocaleString("en")} addresses and ranges.`,
  remedy: "Combine neighbouring ranges, or divide the group.",
  source: "Azure subscription and service limits, Azure Firewall limits",
  terraform: "structure",
});

export const MANY_IP_GROUPS = IP_GROUP_LIMITS.case({
  title: `more than ${GROUPS_PER_FIREWALL} IP groups`,
  matches: (count: number) => count > GROUPS_PER_FIREWALL,
  message: (count) =>
    `The firewall would have ${count} IP groups; its rules name at most ${GROUPS_PER_FIREWALL}.`,
  remedy: "Combine groups that the same rules name.",
});

export const IP_GROUP_TOO_LARGE = IP_GROUP_LIMITS.case({
  title: `more than ${RANGES_PER_GROUP.toLocaleString("en")} ranges in an IP group`,
  matches: ({ ranges }: CreatedGroup) => ranges.length > RANGES_PER_GROUP,
  prop: ({ name }) => name,
  message: ({ name, ranges }) =>
    `IP group "${name}" has ${counted(ranges.length, "range")}; Azure accepts ${RANGES_PER_GROUP.toLocaleString("en")}.`,
});

export const IP_GROUP_OVERLAP = defineRule({
  code: "IP_GROUP_OVERLAP",
  title: "Ranges of an IP group that overlap",
  explanation:
    "A range within another one of its group adds nothing to it, and may be left behind when the other one is removed: the group would go on allowing it. Azure checks groups for duplicates and overlaps where they are entered.",
  remedy: "Keep the wider range.",
  source: "Azure Firewall documentation, create IP groups",
}).case({
  matches: ({ ranges }: CreatedGroup) => overlapIn(ranges) !== undefined,
  prop: ({ name }) => name,
  message: ({ name, ranges }) => {
    const [one, other] = overlapIn(ranges) ?? [];
    return one?.literal === other?.literal
      ? `IP group "${name}" has ${one?.literal ?? ""} twice.`
      : `IP group "${name}" has both ${one?.literal ?? ""} and ${other?.literal ?? ""}, which overlap.`;
  },
  remedy: ({ ranges }) => {
    const [wider, narrower] = (overlapIn(ranges) ?? []).toSorted((a, b) => a.prefixLength - b.prefixLength);
    return wider?.literal === narrower?.literal ? "Keep one of them." : `Remove ${narrower?.literal ?? ""}.`;
  },
});

/** Two ranges that overlap: of ranges in order, one that contains another contains the next one. */
function overlapIn(ranges: readonly Cidr[]): readonly [Cidr, Cidr] | undefined {
  const sorted = ranges.toSorted((a, b) => Number(a.first - b.first) || a.prefixLength - b.prefixLength);
  for (const [i, range] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next?.overlaps(range) === true) return [range, next];
  }
  return undefined;
}

export const IP_GROUP_UNUSED = defineRule({
  code: "IP_GROUP_UNUSED",
  title: "IP group that no rule names",
  explanation:
    "An IP group allows nothing by itself: destinations of egress.allow and callers of published services name it.",
  remedy: "Name it by ipGroups where it is needed, or remove it.",
  source: "aks-topology",
  ofCompleteTree: true,
}).case({
  severity: "warning",
  prop: (name: string) => name,
  message: (name) => `No rule names the IP group "${name}".`,
});

/** A name of a group, where rules use it. */
interface NamedGroup {
  /** The prop of what names it. */
  readonly prop: string;
  readonly name: string;
  /** The groups of the firewall; undefined where it has none, or is not created here. */
  readonly known: readonly string[];
}

export const IP_GROUP_UNKNOWN = defineRule({
  code: "IP_GROUP_UNKNOWN",
  title: "IP group that the firewall does not have",
  explanation:
    "Rules name the IP groups of the firewall that they belong to, which are created with it in firewall.ipGroups. Any other group exists already, and is named by its id.",
  remedy: "Add the group to ipGroups of the hub's firewall, or write { id } of one that exists already.",
  source: "aks-topology",
  terraform: "structure",
}).case({
  matches: ({ name, known }: NamedGroup) => !known.includes(name),
  prop: ({ prop }) => prop,
  message: ({ name, known }) =>
    known.length === 0
      ? `There is no IP group "${name}": no firewall of this hub is created with IP groups.`
      : `There is no IP group "${name}"; the firewall has ${known.join(", ")}.`,
  remedy: ({ name, known }) => {
    const meant = nearestOnly(name, known);
    return meant === undefined
      ? "Add the group to ipGroups of the hub's firewall, or write { id } of one that exists already."
      : `Did you mean ${meant}?`;
  },
});
