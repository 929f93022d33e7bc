import { all, whenKnown } from "../core/condition.js";
import { knownText } from "../core/known.js";
import { defineRule, type Requirement } from "../core/rule.js";
import type { Cidr } from "../net/cidr.js";
import type { AllowedTarget } from "./egress-requirements.js";
import { isServiceTag, SERVICE_TAGS_AS_OF, serviceTagMeant } from "./service-tags.js";

/** Rules on the destinations of an allow list. */

/** Service tags that mean everything, or nearly so, in lower case. */
const SERVICE_TAGS_OF_EVERYTHING: readonly string[] = [
  "internet",
  "*",
  "any",
  "azurecloud",
  // Behind a default route to an appliance this tag may mean 0.0.0.0/0.
  "virtualnetwork",
];

/** No organization owns a range with a shorter prefix. */
const SHORTEST_DESTINATION = 8;

/** A wildcard, alone or for a whole top-level domain. */
const WILDCARD = String.raw`^\*(\.[^.]+)?$`;

export const ALLOW_ALL_REFUSED = defineRule({
  code: "ALLOW_ALL_REFUSED",
  title: "Allow list that allows everything",
  explanation:
    "The sources of a cluster's rules are its own ranges; with a destination of everything the firewall would filter nothing and cost the same.",
  remedy: "Specify the hosts, ranges or service tags that the workload needs.",
  source: "aks-topology",
  terraform: "validation",
});

/** One destination of an allow list that is everything, or nearly so. */
export const CATCH_ALL = ALLOW_ALL_REFUSED.case({
  prop: ({ name }: { readonly name: string; readonly destination: string }) => `egress.allow.${name}`,
  message: ({ name, destination }) => `"${name}" allows ${destination}, which is everything or nearly so.`,
});

/** What a module checks for the destinations of an allow list. */
export const SPECIFIC_DESTINATIONS = ALLOW_ALL_REFUSED.case({
  matches: () => false,
  inModule: (target: AllowedTarget, render) => {
    const [first] = destinationsOf(target);
    const text =
      first === undefined ? "" : typeof first === "string" ? render.scalar(first) : render.range(first);
    const list = /^(var\.\w+)\[0\]$/.exec(text)?.[1];
    return first === undefined || list === undefined ? [] : [specific(first, list, target)];
  },
  message: "",
});

function specific(on: string | Cidr, list: string, target: AllowedTarget): Requirement {
  return {
    on,
    condition: {
      holds: all(destinationsOf(target).map((each) => isSpecific(target.type, each))),
      hcl: () => `alltrue([for item in ${list} : !(${EVERYTHING[target.type]})])`,
      binding: 3,
    },
    message: "Specify the destinations that the workload needs, not all that exist.",
  };
}

/** What is everything, on the expression `item`. */
const EVERYTHING: Readonly<Record<AllowedTarget["type"], string>> = {
  web: `can(regex(${JSON.stringify(WILDCARD)}, item))`,
  names: `can(regex(${JSON.stringify(WILDCARD)}, item))`,
  addresses: `tonumber(split("/", item)[1]) < ${SHORTEST_DESTINATION}`,
  // Their ranges are variables of the firewall.
  "ip-groups": "false",
  "service-tags": `contains(${JSON.stringify(SERVICE_TAGS_OF_EVERYTHING)}, lower(item))`,
};

function destinationsOf(target: AllowedTarget): readonly (string | Cidr)[] {
  switch (target.type) {
    case "web":
    case "names":
      return target.fqdns;
    case "addresses":
      return target.ranges;
    case "ip-groups":
      return [];
    case "service-tags":
      return target.tags;
  }
}

/** Destinations of a target that are everything, or nearly so. */
export function catchAlls(target: AllowedTarget): readonly string[] {
  return destinationsOf(target)
    .filter((each) => isSpecific(target.type, each) === false)
    .map((each) => (typeof each === "string" ? each : each.literal));
}

/** Whether an organization may own a range. */
export function isSpecificRange({ prefixLength }: Cidr): boolean {
  return prefixLength >= SHORTEST_DESTINATION;
}

function isSpecific(type: AllowedTarget["type"], destination: string | Cidr): boolean | undefined {
  if (typeof destination === "object") return isSpecificRange(destination);
  return whenKnown(destination, (text) =>
    type === "service-tags"
      ? !SERVICE_TAGS_OF_EVERYTHING.includes(text.toLowerCase())
      : !new RegExp(WILDCARD).test(text),
  );
}

export const WILDCARD_NOT_RESOLVED = defineRule({
  code: "WILDCARD_NOT_RESOLVED",
  title: "Wildcard in a rule whose names the firewall resolves",
  explanation:
    "Rules for HTTP and HTTPS compare the name in each request, which may match a wildcard. Rules for other protocols compare addresses: the firewall resolves their names, and a wildcard has no address. Azure rejects the rule.",
  remedy: "Specify each host, or allow HTTP and HTTPS by removing protocol.",
  source: "Azure Firewall documentation, FQDN filtering in network rules",
  terraform: "structure",
}).case({
  matches: ({ fqdns }: ResolvedNames) => wildcardsIn(fqdns).length > 0,
  prop: ({ name }) => `egress.allow.${name}`,
  message: ({ name, protocol, fqdns }) =>
    `"${name}" allows ${wildcardsIn(fqdns).join(", ")} over ${protocol}, and the firewall resolves no wildcard.`,
});

/** Names over another protocol than HTTP, of one destination of an allow list. */
interface ResolvedNames {
  readonly name: string;
  readonly protocol: string;
  readonly fqdns: readonly string[];
}

/** The wildcards in a list, but for those that stand for everything, which no protocol allows. */
function wildcardsIn(fqdns: readonly string[]): readonly string[] {
  return fqdns
    .flatMap((fqdn) => knownText(fqdn) ?? [])
    .filter((fqdn) => fqdn.includes("*") && !new RegExp(WILDCARD).test(fqdn));
}

const COMPARE = "Compare the name with `az network list-service-tags`; keep it if Azure lists it.";

/** A service tag of one destination of an allow list. */
interface AllowedTag {
  readonly name: string;
  readonly tag: string;
}

export const SERVICE_TAG_UNKNOWN = defineRule({
  code: "SERVICE_TAG_UNKNOWN",
  title: "Service tag that is not in the table of service tags",
  explanation: `Azure rejects a rule with a service tag that it does not know. The table of this version is of ${SERVICE_TAGS_AS_OF}: a newer tag is missing in it, and so is a misspelled one. After a dot, a tag has a region.`,
  remedy: COMPARE,
  source: "Virtual Network documentation, service tags overview",
}).case({
  severity: "warning",
  matches: ({ tag }: AllowedTag) => {
    const known = knownText(tag);
    // Tags of everything are refused.
    return known !== undefined && !["*", "any"].includes(known.toLowerCase()) && !isServiceTag(known);
  },
  prop: ({ name }) => `egress.allow.${name}`,
  message: ({ name, tag }) =>
    `"${name}" allows the service tag ${tag}, which is not among those that Azure had in ${SERVICE_TAGS_AS_OF}.`,
  remedy: ({ tag }) => {
    const meant = serviceTagMeant(knownText(tag) ?? "");
    return meant === undefined ? COMPARE : `Did you mean ${meant}? ${COMPARE}`;
  },
});

export const SERVICE_TAG_OF_THE_HOST = defineRule({
  code: "SERVICE_TAG_OF_THE_HOST",
  title: "Service tag of the host in an allow list",
  explanation:
    "The tags AzureLoadBalancer, AzurePlatformDNS, AzurePlatformIMDS and AzurePlatformLKM are of addresses that the host of each node answers itself: health probes, DNS, metadata and licences of Windows. Packets to them pass no firewall and need no rule; Azure Firewall rejects a rule with such a tag, so that the deployment stops there.",
  remedy: "Remove it: packets to the host need no rule.",
  source: "Virtual Network documentation, service tags overview, column Azure Firewall",
}).case({
  matches: ({ tag }: AllowedTag) => isHostTag(knownText(tag)),
  prop: ({ name }) => `egress.allow.${name}`,
  message: ({ name, tag }) =>
    `"${name}" allows ${tag}, a service tag of each node's own host, for which Azure Firewall takes no rule.`,
});

/** Tags of addresses that the host answers. Source: as of the rule. */
function isHostTag(tag: string | undefined): boolean {
  return /^Azure(LoadBalancer|Platform(DNS|IMDS|LKM))$/i.test(tag ?? "");
}
