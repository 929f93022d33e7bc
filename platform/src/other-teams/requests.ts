import {
  FirewallRuleGroup,
  Hub,
  HubPeering,
  knownText,
  NAME_FORMATS,
  omitUndefined,
  parseArmId,
  readable,
  RequestedRoute,
  RequestedZoneLink,
  VirtualNetwork,
  VirtualWanHub,
  type DerivedRule,
  type IExtensibleHub,
  type HubNetwork,
  type IHub,
  isVirtualHub,
  type IVirtualNetwork,
  type ResourceGroup,
  type RuleTarget,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import type { Platform } from "../schema/platform.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { hubsOf, networkSubscriptionOf, subscriptionOf } from "../topology/hubs.js";
import { fileKeyOf } from "../renames/file-keys.js";
import { neighboursOf, type Neighbour } from "../neighbours.js";
import { peerGroupsOf, tunnelGroupsOf } from "../peer-groups.js";
import { peerRoutesOf } from "../peer-routes.js";

/** A rule that another team adds to its firewall or appliance. */
export interface RequestedRule extends DerivedRule {
  /** Private address of the firewall or appliance. */
  readonly through: string;
  /** What needs the rule, as keys of the platform file: `shop/main`, or `north/peers` for the peers of a hub. */
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
  /** Key of the other hub in the platform file. */
  readonly hub: string;
  /** Id of the other hub's network, or the output of the platform that has it. */
  readonly network: string;
  /** Name of the half of the peering that the hub's team creates; undefined where the platform creates it. */
  readonly peering?: string | undefined;
  readonly prefix: string;
  /** Private address of the other hub's firewall or appliance, or the output that has it; undefined where it has none. */
  readonly nextHop?: string | undefined;
}

/** A route in the tables of another network that is peered with the hub. */
export interface RequestedPeerRoute {
  /** Range of that network. */
  readonly peer: string;
  /** The spoke that calls it, or that it calls. */
  readonly spoke: string;
  readonly prefix: string;
  /** Private address of the hub's firewall or appliance, or the output that has it. */
  readonly nextHop: string;
}

/** What the team of one hub, of its firewall or of its appliance has to do. */
export interface TeamRequests {
  readonly hub: string;
  /** The hub's network; its id and subscription are unknown where the platform creates it. */
  readonly network: {
    readonly name: string;
    readonly resourceGroup: string;
    readonly id?: string | undefined;
    readonly subscriptionId?: string | undefined;
  };
  /** Actions on that network that the identity which applies the platform needs. */
  readonly permissions: readonly string[];
  readonly peerings: readonly RequestedPeering[];
  readonly routes: readonly RequestedReturnRoute[];
  readonly zoneLinks: readonly RequestedLink[];
  readonly hubs: readonly RequestedHub[];
  /** For the teams of the networks that are peered with the hub. */
  readonly peerRoutes: readonly RequestedPeerRoute[];
  readonly firewallRules: readonly RequestedRule[];
}

/** The requests to a team, with the constructs of its rule groups. */
export interface CollectedRequests extends TeamRequests {
  /** Groups for the policy of an Azure Firewall; an appliance has none. */
  readonly ruleGroups: readonly FirewallRuleGroup[];
}

/** The requests alone, as data. */
export function withoutConstructs(requests: CollectedRequests): TeamRequests {
  const { hub, network, permissions, peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules } =
    requests;
  return { hub, network, permissions, peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules };
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
        { hubs: hubsBehind(hub, built, platform), peerRoutes: routesOfPeers(hub, built) },
      ),
    )
    .filter(({ peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules }) =>
      [peerings, routes, zoneLinks, hubs, peerRoutes, firewallRules].some((list) => list.length > 0),
    );
}

/** The hubs that a hub which exists already is peered with. */
function hubsBehind(
  hub: IExtensibleHub,
  built: Pick<BuiltPlatform, "hubs" | "spokes">,
  platform: Platform,
): RequestedHub[] {
  const peers = hubsOf(platform).find(({ key }) => key === hub.node.id)?.spec.peers ?? [];
  return neighboursOf(hub, peers, built).flatMap((neighbour) => hubBehind(hub, neighbour, platform));
}

function hubBehind(
  hub: IExtensibleHub,
  { range, other, hop, connection }: Neighbour,
  platform: Platform,
): RequestedHub[] {
  if (isVirtualHub(other.network)) return [];
  const key = fileKeyOf(other);
  const isCreated = other instanceof Hub;
  // The peering alone is nothing to do where the platform creates it.
  if (isCreated && hop === undefined && connection?.requestedHalf === undefined) return [];
  const half = isCreated
    ? connection?.requestedHalf
    : `${NAME_FORMATS.virtualNetworkPeering.prefix}-${hub.node.id}-to-${other.node.id}`;
  const subscription = hubsOf(platform).find((each) => each.key === other.node.id);
  const id = isCreated
    ? idOfNetwork(other, subscription && networkSubscriptionOf(subscription.spec))
    : text(hub, other.network.virtualNetworkId);
  return [
    omitUndefined({
      hub: key,
      network: id ?? `output ${key}_virtual_network_id`,
      peering: half && text(hub, half),
      prefix: range.literal,
      nextHop:
        hop &&
        (isCreated ? `output ${outputPrefix(other)}firewall_private_ip` : text(hub, hop.privateIpAddress)),
    }),
  ];
}

function routesOfPeers(hub: IHub, { hubs }: Pick<BuiltPlatform, "hubs">): RequestedPeerRoute[] {
  return peerRoutesOf(hub, hubs).map(({ peer, spoke, prefix, hop }) => ({
    peer: peer.literal,
    spoke: fileKeyOf(spoke),
    prefix: prefix.literal,
    nextHop:
      hub instanceof Hub ? `output ${outputPrefix(hub)}firewall_private_ip` : text(hub, hop.privateIpAddress),
  }));
}

/** What the names of a hub's outputs begin with. */
function outputPrefix(hub: IHub): string {
  const key = fileKeyOf(hub);
  return key === "hub" ? "" : `${key}_`;
}

function requestsFor(
  hub: IExtensibleHub,
  spokes: readonly Spoke[],
  platform: Platform,
  { hubs, peerRoutes }: Pick<TeamRequests, "hubs" | "peerRoutes">,
): CollectedRequests {
  const below = spokes.flatMap((spoke) => spoke.node.findAll().map((construct) => ({ spoke, construct })));
  const groups = [
    ...below.flatMap(({ spoke, construct }) =>
      construct instanceof FirewallRuleGroup ? listed(construct, neededBy(spoke, construct)) : [],
    ),
    ...peerGroupsOf(hub).flatMap((group) => listed(group, peersOf(hub))),
    ...tunnelGroupsOf(hub).flatMap((group) => listed(group, `${fileKeyOf(hub)}/firewall`)),
  ];
  return {
    hub: hub.node.id,
    network: networkOf(hub),
    permissions: permissionsOn(hub, spokes, hubs),
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
    zoneLinks: uniqueLinks(linksTo(hub)),
    hubs,
    peerRoutes,
    firewallRules: groups.flatMap(({ by, group, target }) =>
      group.derived.map((rule) => ({
        through: text(group, target.hop.privateIpAddress),
        neededBy: by,
        ...rule,
        destinations: rule.destinations.map((destination) => text(group, destination)),
      })),
    ),
    ruleGroups: groups.filter(({ target }) => target.kind === "firewall").map(({ group }) => group),
  };
}

interface ListedGroup {
  /** What needs it. */
  readonly by: string;
  readonly group: FirewallRuleGroup;
  readonly target: Extract<RuleTarget, { readonly type: "list" }>;
}

function listed(group: FirewallRuleGroup, by: string): ListedGroup[] {
  const { target } = group;
  return target.type === "list" ? [{ by, group, target }] : [];
}

function networkOf(hub: IExtensibleHub): TeamRequests["network"] {
  const { network } = hub;
  const known = isVirtualHub(network) ? network.virtualHubId : network.virtualNetworkId;
  const id = text(hub, known);
  const subscriptionId = parseArmId(id)?.subscriptionId;
  return omitUndefined({
    name: text(hub, nameOf(network)),
    resourceGroup: text(hub, network.resourceGroupName),
    id: subscriptionId === undefined ? undefined : id,
    subscriptionId,
  });
}

/** Azure checks a peering on both networks. Source: Azure documentation, virtual network peering, permissions. */
function permissionsOn(
  hub: IExtensibleHub,
  spokes: readonly Spoke[],
  hubs: readonly RequestedHub[],
): readonly string[] {
  const peers = hubs.length > 0 || spokes.some(({ peering }) => peering instanceof HubPeering);
  if (isVirtualHub(hub.network)) {
    const connects = !(hub instanceof VirtualWanHub) && spokes.length > 0;
    return connects ? allOf("Microsoft.Network/virtualHubs/hubVirtualNetworkConnections") : [];
  }
  if (hub instanceof Hub || !peers) return [];
  const network = "Microsoft.Network/virtualNetworks";
  const halves = hub.peering === "both" ? allOf(`${network}/virtualNetworkPeerings`) : [];
  return [`${network}/peer/action`, ...halves];
}

function allOf(type: string): readonly string[] {
  return ["read", "write", "delete"].map((verb) => `${type}/${verb}`);
}

function nameOf(network: HubNetwork): string {
  return isVirtualHub(network) ? network.virtualHubName : network.virtualNetworkName;
}

function peeringOf({ requested }: HubPeering, spoke: Spoke, platform: Platform): RequestedPeering[] {
  if (requested === undefined) return [];
  return [
    {
      name: text(spoke, requested.name),
      spoke: spoke.key,
      remoteVirtualNetworkId: idOfNetwork(spoke, subscriptionOf(platform, spoke.key)),
      allowGatewayTransit: requested.allowGatewayTransit,
    },
  ];
}

/** A hub or a spoke, with its resource group. */
interface NetworkInGroup extends IConstruct {
  readonly network: IVirtualNetwork;
  readonly resourceGroup: ResourceGroup;
}

/** Id of a network: of one that is created here, as it will be; undefined where its subscription is unknown. */
function idOfNetwork(holder: NetworkInGroup, subscription: string | undefined): string | undefined {
  const { network, resourceGroup } = holder;
  if (!(network instanceof VirtualNetwork)) return text(holder, network.virtualNetworkId);
  if (subscription === undefined) return undefined;
  const name = text(holder, network.resource.nameInput ?? "");
  const group = text(holder, resourceGroup.name);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${name}`;
}

/** Links that spokes of the hub need, and those of a hub that is peered with it. */
function linksTo({ network, node }: IExtensibleHub): RequestedLink[] {
  const links = node.root.node.findAll().filter((each) => each instanceof RequestedZoneLink);
  return links.filter((link) => link.network === network).map(linkOf);
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
export function neededBy(spoke: Spoke, group: IConstruct): string {
  const { scopes } = group.node;
  const [first = ""] = scopes
    .slice(scopes.indexOf(spoke) + 1)
    .map(({ node }) => node.id)
    .filter((id) => !id.startsWith("~"));
  const key = first.replace(/^gateway_/, "").replace(/^balancer_users$/, "load_balancers");
  return `${spoke.key}/${key.replaceAll("_", "-")}`;
}

/** What needs the rules of a hub's own peers. */
export function peersOf(hub: IHub): string {
  return `${fileKeyOf(hub)}/peers`;
}

function text(scope: IConstruct, value: string): string {
  return knownText(value) ?? readable(scope, value);
}
