import {
  FirewallRuleGroup,
  HubPeering,
  inspectorOf,
  knownText,
  omitUndefined,
  parseArmId,
  readable,
  RequestedRoute,
  RequestedZoneLink,
  VirtualNetwork,
  type DerivedRule,
  type IExtensibleHub,
  type HubNetwork,
  isVirtualHub,
  type IVirtualNetwork,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { Platform } from "../schema/platform.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { hubsOf, subscriptionOf } from "../topology/hubs.js";
import { neighboursOf } from "../neighbours.js";

/** A rule that another team adds to its firewall or appliance. */
export interface RequestedRule extends DerivedRule {
  /** Private address of the firewall or appliance. */
  readonly through: string;
  /** What needs the rule, as keys of the platform file: `shop/main`. */
  readonly neededBy: string;
}

/** The hub's half of a peering. */
export interface RequestedPeering {
  readonly name: string;
  readonly spoke: string;
  /** Id of the spoke's network. @default unknown: the file does not name the spoke's subscription */
  readonly remoteVirtualNetworkId?: string | undefined;
  readonly allowGatewayTransit: boolean;
}

/** A route from on-premises in the table of the hub's GatewaySubnet. */
export interface RequestedReturnRoute {
  readonly name: string;
  readonly prefix: string;
  readonly nextHop: string;
}

/** A link of the hub's network to a private DNS zone. */
export interface RequestedLink {
  readonly zone: string;
  readonly zoneId: string;
}

/** Another hub, which the team peers with its own, and the route to a range behind it. */
export interface RequestedHub {
  /** Id of the other hub's network. */
  readonly network: string;
  readonly prefix: string;
  /** Private address of the other hub's firewall or appliance; undefined where it has none. */
  readonly nextHop?: string | undefined;
}

/** What the team of one hub, of its firewall or of its appliance has to do. */
export interface TeamRequests {
  readonly hub: string;
  /** Name and resource group of the hub's network. */
  readonly network: { readonly name: string; readonly resourceGroup: string };
  readonly peerings: readonly RequestedPeering[];
  readonly routes: readonly RequestedReturnRoute[];
  readonly zoneLinks: readonly RequestedLink[];
  readonly hubs: readonly RequestedHub[];
  readonly firewallRules: readonly RequestedRule[];
}

/** The requests to a team, with the constructs of its rule groups. */
export interface CollectedRequests extends TeamRequests {
  /** Groups for the policy of an Azure Firewall; an appliance has none. */
  readonly ruleGroups: readonly FirewallRuleGroup[];
}

/** The requests alone, as data. */
export function withoutConstructs(requests: CollectedRequests): TeamRequests {
  const { hub, network, peerings, routes, zoneLinks, hubs, firewallRules } = requests;
  return { hub, network, peerings, routes, zoneLinks, hubs, firewallRules };
}

/** What other teams have to do, by hub; hubs of whose teams nothing is asked are left out. */
export function requestsOf(
  built: Pick<BuiltPlatform, "hubs" | "spokes">,
  platform: Platform,
): CollectedRequests[] {
  return built.hubs
    .map((hub) =>
      requestsFor(
        hub,
        built.spokes.filter((spoke) => spoke.hub === hub),
        platform,
        hubsBehind(hub, built.spokes, platform),
      ),
    )
    .filter(({ peerings, routes, zoneLinks, hubs, firewallRules }) =>
      [peerings, routes, zoneLinks, hubs, firewallRules].some((list) => list.length > 0),
    );
}

/** The hubs that the file says are peered with a hub: both exist already, so that their teams connect them. */
function hubsBehind(hub: IExtensibleHub, spokes: readonly Spoke[], platform: Platform): RequestedHub[] {
  const peers = hubsOf(platform).find(({ key }) => key === hub.node.id)?.spec.peers ?? [];
  return neighboursOf(hub, peers, spokes).flatMap(({ range, other }) =>
    isVirtualHub(other.network)
      ? []
      : [
          omitUndefined({
            network: text(hub, other.network.virtualNetworkId),
            prefix: range.literal,
            nextHop: inspectorOf(other)?.privateIpAddress,
          }),
        ],
  );
}

function requestsFor(
  hub: IExtensibleHub,
  spokes: readonly Spoke[],
  platform: Platform,
  hubs: readonly RequestedHub[],
): CollectedRequests {
  const below = spokes.flatMap((spoke) => spoke.node.findAll().map((construct) => ({ spoke, construct })));
  const groups = below.flatMap(({ spoke, construct }) =>
    construct instanceof FirewallRuleGroup && construct.target.type === "list"
      ? [{ spoke, group: construct, target: construct.target }]
      : [],
  );
  return {
    hub: hub.node.id,
    network: {
      name: text(hub, nameOf(hub.network)),
      resourceGroup: text(hub, hub.network.resourceGroupName),
    },
    peerings: below.flatMap(({ spoke, construct }) =>
      construct instanceof HubPeering ? peeringOf(construct, spoke, platform) : [],
    ),
    routes: below.flatMap(({ construct }) =>
      construct instanceof RequestedRoute
        ? [
            {
              name: text(construct, construct.name),
              prefix: construct.range.literal,
              nextHop: text(construct, construct.hop.privateIpAddress),
            },
          ]
        : [],
    ),
    zoneLinks: uniqueLinks(
      below.flatMap(({ construct }) => (construct instanceof RequestedZoneLink ? [linkOf(construct)] : [])),
    ),
    hubs,
    firewallRules: groups.flatMap(({ spoke, group, target }) =>
      group.derived.map((rule) => ({
        through: text(group, target.hop.privateIpAddress),
        neededBy: neededBy(spoke, group),
        ...rule,
        destinations: rule.destinations.map((destination) => text(group, destination)),
      })),
    ),
    ruleGroups: groups.filter(({ target }) => target.kind === "firewall").map(({ group }) => group),
  };
}

function nameOf(network: HubNetwork): string {
  return isVirtualHub(network) ? network.virtualHubName : network.virtualNetworkName;
}

function peeringOf({ requested }: HubPeering, spoke: Spoke, platform: Platform): RequestedPeering[] {
  if (requested === undefined) return [];
  const subscription = subscriptionOf(platform, spoke.key);
  const ids = { subscription, group: text(spoke, spoke.resourceGroup.name), network: requested.spoke };
  return [
    {
      name: text(spoke, requested.name),
      spoke: spoke.key,
      remoteVirtualNetworkId: idOfNetwork(spoke, ids),
      allowGatewayTransit: requested.allowGatewayTransit,
    },
  ];
}

/** Id of a spoke's network: of one that is created here, as it will be; undefined where its subscription is unknown. */
function idOfNetwork(
  spoke: Spoke,
  {
    subscription,
    group,
    network,
  }: { readonly subscription: string | undefined; readonly group: string; readonly network: IVirtualNetwork },
): string | undefined {
  if (!(network instanceof VirtualNetwork)) return text(spoke, network.virtualNetworkId);
  if (subscription === undefined) return undefined;
  const name = text(spoke, network.resource.nameInput ?? "");
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${name}`;
}

function linkOf(link: RequestedZoneLink): RequestedLink {
  const { zone } = link;
  const id = text(link, zone.zoneId);
  return { zone: parseArmId(id)?.name ?? text(link, zone.zoneName), zoneId: id };
}

function uniqueLinks(links: readonly RequestedLink[]): RequestedLink[] {
  return [...new Map(links.map((link) => [link.zoneId.toLowerCase(), link])).values()];
}

/** Key of the cluster, the gateway or the runtime that a group is for. */
function neededBy(spoke: Spoke, group: IConstruct): string {
  const { scopes } = group.node;
  const [first = ""] = scopes
    .slice(scopes.indexOf(spoke) + 1)
    .map(({ node }) => node.id)
    .filter((id) => !id.startsWith("~"));
  return `${spoke.key}/${first.replace(/^gateway_/, "").replaceAll("_", "-")}`;
}

function text(scope: IConstruct, value: string): string {
  return knownText(value) ?? readable(scope, value);
}
