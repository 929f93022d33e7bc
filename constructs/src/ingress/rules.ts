import { knownText } from "../core/known.js";
import { defineRule } from "../core/rule.js";

/** Rules on Azure Front Door. */

/** What the rules read of a Front Door. */
interface FrontDoorChoices {
  readonly tier?: "Standard" | "Premium" | undefined;
  readonly origin: { readonly type: "public" | "private-link" };
  readonly originHost: string;
  readonly hostNames?: readonly string[] | undefined;
  /** Whether clusters share it, so that the tier is not one of an ingress. @default false */
  readonly shared?: boolean | undefined;
  /** Origins of the same group before it. @default none */
  readonly others?:
    readonly { readonly type: "public" | "private-link"; readonly host: string }[] | undefined;
}

export const FRONT_DOOR_TIER = defineRule({
  code: "FRONT_DOOR_TIER",
  title: "Private link behind Front Door Standard",
  explanation: "Only Front Door Premium reaches origins through a private link.",
  remedy: "Use tier Premium, or a public origin.",
  source: "Azure Front Door documentation, Private Link",
  terraform: "structure",
}).case({
  matches: ({ tier, origin }: FrontDoorChoices) => tier !== "Premium" && origin.type !== "public",
  prop: ({ shared = false }) => (shared ? "origin" : "tier"),
  message: "Front Door Standard does not reach origins through a private link.",
});

export const FRONT_DOOR_ORIGIN_NAME = defineRule({
  code: "FRONT_DOOR_ORIGIN_NAME",
  title: "Front Door whose public host name is also its origin",
  explanation:
    "Front Door resolves a public origin by its name. The public host name points to Front Door, so that Front Door would forward requests to itself; if it pointed to the cluster, Front Door would not receive them.",
  remedy: "Give the origin a name of its own, or reach it through a private link, which resolves no name.",
  source: "Azure Front Door documentation, origins and origin groups; custom domains",
}).case({
  matches: ({ origin, originHost, hostNames = [] }: FrontDoorChoices) => {
    const name = knownText(originHost);
    return origin.type === "public" && name !== undefined && hostNames.map(knownText).includes(name);
  },
  prop: "originHost",
  message: ({ originHost }) =>
    `${knownText(originHost) ?? originHost} is both the public host name and the origin: Front Door would forward requests to itself.`,
  remedy: "Give the origin a name of its own, such as origin.contoso.com, or use origin private-link.",
});

export const FRONT_DOOR_ORIGINS_MIXED = defineRule({
  code: "FRONT_DOOR_ORIGINS_MIXED",
  title: "Public and private origins in one Front Door",
  explanation:
    "The origins of a shared Front Door are one origin group, and Front Door does not allow public origins and origins behind a private link in the same group.",
  remedy: "Reach all clusters of the Front Door in the same way.",
  source: "Azure Front Door documentation, Private Link, origin groups",
  terraform: "structure",
}).case({
  matches: ({ origin, others = [] }: FrontDoorChoices) => others.some(({ type }) => type !== origin.type),
  prop: "origin",
  message: ({ origin }) =>
    `The origin is ${origin.type}, and others of the same Front Door are not: Front Door does not mix them in one group.`,
  remedy: "Use the same origin for all clusters of the Front Door, or a second Front Door.",
});

export const FRONT_DOOR_ORIGIN_TWICE = defineRule({
  code: "FRONT_DOOR_ORIGIN_TWICE",
  title: "Two public origins of one Front Door with the same host name",
  explanation:
    "Front Door resolves a public origin by its name: two origins of one name are the same address, so that the second cluster would receive no requests.",
  remedy: "Give each cluster an origin host of its own, on a certificate of a well-known authority.",
  source: "Azure Front Door documentation, origins and origin groups",
}).case({
  matches: ({ origin, originHost, others = [] }: FrontDoorChoices) => {
    const name = knownText(originHost);
    return (
      origin.type === "public" &&
      name !== undefined &&
      others.some(({ type, host }) => type === "public" && knownText(host) === name)
    );
  },
  prop: "originHost",
  message: ({ originHost }) =>
    `Another cluster of the same Front Door has the origin host ${knownText(originHost) ?? originHost} too, and a name has one address.`,
});

/** What the rule reads of a policy: its tier, and what takes Premium. */
interface FrontDoorWafChoices {
  readonly tier: "Standard" | "Premium";
  /** `ruleSets`, or the action of a rule. */
  readonly needs: string;
  /** Place of the rule in its list. @default that of no rule */
  readonly rule?: number | undefined;
}

const PREMIUM_ONLY: ReadonlySet<string> = new Set(["ruleSets", "JSChallenge", "CAPTCHA"]);

export const FRONT_DOOR_WAF_TIER = defineRule({
  code: "FRONT_DOOR_WAF_TIER",
  title: "Managed rules or challenges on Front Door Standard",
  explanation:
    "The web application firewall of Front Door Standard has custom rules only, with the actions Allow, Block and Log. Managed rules and challenges to clients take Premium.",
  remedy: "Use tier Premium, or rules of your own.",
  source: "Azure Front Door documentation, tier comparison; azurerm, azurerm_cdn_frontdoor_firewall_policy",
  terraform: "structure",
}).case({
  matches: ({ tier, needs }: FrontDoorWafChoices) => tier === "Standard" && PREMIUM_ONLY.has(needs),
  prop: ({ rule }) => (rule === undefined ? "waf.ruleSets" : `waf.rules.${rule}.action`),
  message: ({ needs }) =>
    needs === "ruleSets"
      ? "Front Door Standard has no managed rules."
      : `Front Door Standard has no action ${needs}.`,
});

export const FRONT_DOOR_WAF_EMPTY = defineRule({
  code: "FRONT_DOOR_WAF_EMPTY",
  title: "Web application firewall without rules",
  explanation:
    "Front Door Standard has no managed rules, so that a policy without custom rules allows every request.",
  remedy: "Add rules, such as a rate limit, or use tier Premium.",
  source: "Azure Front Door documentation, tier comparison",
  terraform: "structure",
}).case({
  // Managed rules on Standard are a problem of their own.
  matches: ({ tier, rules }: { readonly tier: "Standard" | "Premium"; readonly rules: number }) =>
    tier === "Standard" && rules === 0,
  prop: "waf",
  message: "The web application firewall of Front Door Standard has no rules.",
});

export const FRONT_DOOR_UNUSED = defineRule({
  code: "FRONT_DOOR_UNUSED",
  title: "Front Door that no cluster uses",
  explanation: "A Front Door without origins costs money and answers no request.",
  remedy: "Name it in the ingress of a cluster, or remove it.",
  source: "aks-topology",
  terraform: "structure",
  ofCompleteTree: true,
}).case({
  severity: "warning",
  matches: ({ hasOrigins }: { readonly hasOrigins: boolean }) => !hasOrigins,
  message: "No cluster names this Front Door in its ingress.",
  remedy: "Add ingress: { type: front-door, frontDoor: NAME, … } to a cluster, or remove it.",
});

/**
 * Regions in which Front Door creates private endpoints. Source: Azure Front Door documentation, Private Link, region
 * availability.
 */
const PRIVATE_LINK_REGIONS: ReadonlySet<string> = new Set([
  ...[
    "brazilsouth",
    "canadacentral",
    "centralus",
    "eastus",
    "eastus2",
    "southcentralus",
    "westus2",
    "westus3",
  ],
  ...["usgovarizona", "usgovtexas", "usgovvirginia"],
  ...["francecentral", "germanywestcentral", "northeurope", "norwayeast", "swedencentral", "uksouth"],
  ...["westeurope", "southafricanorth", "uaenorth"],
  ...["australiaeast", "centralindia", "eastasia", "japaneast", "koreacentral", "southeastasia"],
]);

export const FRONT_DOOR_LINK_REGION = defineRule({
  code: "FRONT_DOOR_LINK_REGION",
  title: "Private link of Front Door in a region that is not documented for it",
  explanation:
    "Front Door offers private endpoints in some regions only. The private link service may be in any region: an origin elsewhere uses the nearest region of the list.",
  remedy: "Name the nearest region in which Front Door offers private links.",
  source: "Azure Front Door documentation, Private Link, region availability",
}).case({
  severity: "warning",
  matches: (origin: FrontDoorChoices["origin"] & { readonly location?: string | undefined }) => {
    const region = origin.location === undefined ? undefined : knownText(origin.location);
    return origin.type === "private-link" && region !== undefined && !PRIVATE_LINK_REGIONS.has(region);
  },
  prop: "privateLinkRegion",
  message: ({ location = "" }) =>
    `Azure does not list ${knownText(location) ?? location} among the regions in which Front Door creates private endpoints.`,
  remedy: "Add privateLinkRegion with the nearest listed region, such as westeurope or eastus2.",
});

export const INGRESS_RULES = [
  FRONT_DOOR_TIER,
  FRONT_DOOR_ORIGIN_NAME,
  FRONT_DOOR_ORIGINS_MIXED,
  FRONT_DOOR_ORIGIN_TWICE,
  FRONT_DOOR_WAF_TIER,
  FRONT_DOOR_WAF_EMPTY,
  FRONT_DOOR_UNUSED,
  FRONT_DOOR_LINK_REGION,
] as const;
