import { isOfUnsupportedCloud } from "../clouds.js";
import { knownText } from "../known.js";
import { regionMeant, regionOf, REGIONS_AS_OF, type RegionFeature } from "../regions.js";
import { defineRule } from "../rule.js";

/** Rules on regions, and on what Azure does not offer in all of them. */

/** Something that is to be in availability zones. */
interface Zoned {
  readonly location: string;
  readonly zones: readonly string[] | undefined;
  /** What is: "The firewall". */
  readonly what: string;
  /** The prop that holds the zones. */
  readonly prop: string;
}

export const REGION_WITHOUT_ZONES = defineRule({
  code: "REGION_WITHOUT_ZONES",
  title: "Availability zones in a region without zones",
  explanation: `Not every region has availability zones: Azure rejects a resource with zones there (LocationNotSupportAvailabilityZones). Regions get zones over the years; the table of this version is of ${REGIONS_AS_OF}.`,
  remedy: "Remove zones, or choose a region that has them.",
  source: "Azure reliability documentation, regions list; Azure/ALZ-Bicep #981",
}).case({
  matches: ({ location, zones = [] }: Zoned) => zones.length > 0 && regionOf(location)?.zones === false,
  prop: ({ prop }) => prop,
  message: ({ location, what, zones = [] }) =>
    `${what} is to be in ${zones.length === 1 ? "zone" : "the zones"} ${zones.join(", ")}, and ${knownText(location) ?? location} has no availability zones.`,
});

/** A feature that is used in a region. */
interface Offered {
  readonly location: string;
  readonly feature: RegionFeature;
  /** @default the construct itself */
  readonly prop?: string | undefined;
}

export const NOT_IN_REGION = defineRule({
  code: "NOT_IN_REGION",
  title: "Feature that AKS does not offer in a region",
  explanation: `AKS offers some features in all regions but a few: the deployment fails when the cluster is created. The table of this version is of ${REGIONS_AS_OF}.`,
  remedy: "Choose another region, or do without the feature.",
  source:
    "AKS documentation, limitations of API Server VNet Integration, user-assigned and pre-created kubelet managed identities",
  terraform: "structure",
}).case({
  matches: ({ location, feature }: Offered) => regionOf(location)?.lacks?.includes(feature) === true,
  prop: ({ prop }) => prop,
  message: ({ location, feature }) => `AKS does not offer ${feature} in ${knownText(location) ?? location}.`,
});

const COMPARE = "Compare the name with `az account list-locations`; keep it if Azure lists it.";

/** A region, and the prop that names it. */
interface Located {
  readonly location: string;
  /** `location` unless given. */
  readonly prop?: string | undefined;
}

export const REGION_UNKNOWN = defineRule({
  code: "REGION_UNKNOWN",
  title: "Region that is not in the table of regions",
  explanation: `The name of a region becomes part of service tags, private zones and host names, and decides whether there are availability zones. The table of this version is of ${REGIONS_AS_OF}: a newer region is missing in it, and so is a misspelled one.`,
  remedy: COMPARE,
  source: "Azure reliability documentation, regions list",
}).case({
  severity: "warning",
  matches: ({ location }: Located) =>
    knownText(location) !== undefined &&
    regionOf(location) === undefined &&
    // Refused for its cloud.
    !isOfUnsupportedCloud(location),
  prop: ({ prop = "location" }) => prop,
  message: ({ location }) =>
    `"${knownText(location) ?? location}" is not among the regions that Azure had on ${REGIONS_AS_OF}.`,
  remedy: ({ location }) => {
    const meant = regionMeant(knownText(location) ?? "");
    return meant === undefined ? COMPARE : `Did you mean ${meant}? ${COMPARE}`;
  },
});

export const REGION_RULES = [REGION_WITHOUT_ZONES.rule, NOT_IN_REGION.rule, REGION_UNKNOWN.rule] as const;
