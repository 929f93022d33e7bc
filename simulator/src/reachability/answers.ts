import type { Json, JsonObject } from "../core/json.js";
import type { Action } from "../core/type-row.js";
import { attachmentsOf, routeFactsOf, securityGroupsOf, tagsOf } from "./attachment.js";
import { lengthOf } from "./prefixes.js";
import { effectiveRoutes, type EffectiveRoute, type RouteFacts } from "./routes.js";
import type { SecurityRule, Tags } from "./rules.js";

/** The body of `effectiveRouteTable`: EffectiveRouteListResult. */
export const effectiveRouteTable: Action = ({ id, world }): Json => {
  const [attachment] = attachmentsOf(world, id);
  if (attachment === undefined) return { value: [] };
  const facts = routeFactsOf(world, attachment.subnet);
  return { value: effectiveRoutes(facts).map((route) => shownRoute(route, facts)) };
};

function shownRoute(route: EffectiveRoute, facts: RouteFacts): JsonObject {
  return {
    ...(route.name === undefined ? {} : { name: route.name }),
    disableBgpRoutePropagation: !facts.propagates,
    source: route.source,
    state: route.state,
    addressPrefix: [route.prefix],
    nextHopType: route.nextHopType,
    nextHopIpAddress: route.nextHopIpAddress === undefined ? [] : [route.nextHopIpAddress],
  };
}

/** The body of `effectiveNetworkSecurityGroups`: EffectiveNetworkSecurityGroupListResult. */
export const effectiveNetworkSecurityGroups: Action = ({ id, world }): Json => {
  const [attachment] = attachmentsOf(world, id);
  if (attachment === undefined) return { value: [] };
  const tags = tagsOf(routeFactsOf(world, attachment.subnet));
  const value = securityGroupsOf(world, attachment).map(({ id: group, association, rules }) => ({
    networkSecurityGroup: { id: group },
    association:
      "subnet" in association
        ? { subnet: { id: association.subnet } }
        : { networkInterface: { id: association.networkInterface } },
    effectiveSecurityRules: rules.map((rule) => shownRule(rule, tags)),
  }));
  return { value };
};

function shownRule(rule: SecurityRule, tags: Tags): JsonObject {
  const everywhere = (text: string): string => (text === "*" ? "0.0.0.0/0" : text);
  const ports = (listed: readonly string[]): string[] => listed.map(portRange);
  const sources = rule.sources.map(everywhere);
  const destinations = rule.destinations.map(everywhere);
  const sourcePorts = ports(rule.sourcePorts);
  const destinationPorts = ports(rule.destinationPorts);
  return {
    name: rule.name,
    protocol: rule.protocol === "*" ? "All" : rule.protocol,
    sourcePortRange: sourcePorts.join(","),
    destinationPortRange: destinationPorts.join(","),
    sourcePortRanges: sourcePorts,
    destinationPortRanges: destinationPorts,
    sourceAddressPrefix: sources.join(","),
    destinationAddressPrefix: destinations.join(","),
    sourceAddressPrefixes: sources,
    destinationAddressPrefixes: destinations,
    ...expanded("expandedSourceAddressPrefix", rule.sources, tags),
    ...expanded("expandedDestinationAddressPrefix", rule.destinations, tags),
    access: rule.access,
    priority: rule.priority,
    direction: rule.direction,
  };
}

/** The prefixes behind the tags of a rule; Internet has none, being all that is left. */
function expanded(key: string, entries: readonly string[], tags: Tags): JsonObject {
  const found = entries
    .filter((entry) => entry.toLowerCase() !== "internet")
    .flatMap((entry) => tags.get(entry.toLowerCase()) ?? []);
  const sorted = found.toSorted((a, b) => lengthOf(a) - lengthOf(b));
  return found.length === 0 ? {} : { [key]: sorted };
}

/** `*` is 0-65535, and one port a range of one. */
function portRange(text: string): string {
  return text === "*" ? "0-65535" : text.includes("-") ? text : `${text}-${text}`;
}
