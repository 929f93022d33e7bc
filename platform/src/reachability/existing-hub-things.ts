import {
  addressOf,
  type Cidr,
  ExistingHub,
  ExistingVirtualWanHub,
  FirewallRuleGroup,
  hostRange,
  Hub,
  IP_GROUP,
  isCreatedCluster,
  isVirtualHub,
  knownText,
  readable,
  RequestedRoute,
  routedId,
  VirtualWanHub,
  type DerivedRule,
  type IHub,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import { virtualHubSites, virtualHubThings } from "./hub-connection-things.js";
import { isApiServer } from "./egress-paths.js";
import { describedThing, type Attributes } from "./described-thing.js";
import { peeringThings, peerThings } from "./peer-things.js";
import type { Neighbour } from "../neighbours.js";
import { peerGroupsOf, tunnelGroupsOf } from "../peer-groups.js";
import type { PeerRoute } from "../peer-routes.js";

/** What is around a hub. */
interface Surroundings {
  /** Ranges of other networks that are peered with it. */
  readonly peers: readonly Cidr[];
  readonly peerRoutes: readonly PeerRoute[];
  readonly neighbours: readonly Neighbour[];
}

/**
 * Firewalls and appliances that other teams manage, with the rules that they are asked for, and the gateway of a hub that
 * exists already, with the routes that its team is asked for.
 */
export function hubThings(
  hub: IHub,
  spokes: readonly Spoke[],
  { peers, peerRoutes, neighbours }: Surroundings,
): readonly Thing[] {
  const groups = [
    ...spokes
      .flatMap((spoke) => spoke.node.findAll())
      .filter((construct) => construct instanceof FirewallRuleGroup),
    ...peerGroupsOf(hub),
    ...tunnelGroupsOf(hub),
  ].filter(({ target }) => target.type === "list");
  return [
    ...inspectorsOf(hub, groups).flatMap((inspector) => inspectorThings(hub, inspector, groups, neighbours)),
    ...(hub instanceof ExistingVirtualWanHub ? virtualHubThings(hub) : []),
    ...(hub instanceof VirtualWanHub && hub.gateway !== undefined ? virtualHubSites(hub, hub.gateway) : []),
    ...(hub instanceof ExistingHub && hub.gateway !== undefined ? gatewayThings(hub) : []),
    ...(hub instanceof Hub && hub.gateway !== undefined ? siteThings(hub, hub.gateway.gatewayId) : []),
    ...resolverThings(hub, spokes),
    ...peers.flatMap((range) => peerThings(hub, range, peerRoutes)),
    ...neighbours.flatMap(({ other, connection }) =>
      connection !== undefined || isVirtualHub(other.network)
        ? []
        : peeringThings(
            hub,
            other.network.virtualNetworkId,
            `peering of ${hub.node.id} with ${other.node.id}`,
          ),
    ),
  ];
}

interface Inspector {
  readonly ip: string;
  /** Azure's own firewall, which translates sources. */
  readonly isAzure: boolean;
  readonly policyId: string | undefined;
  readonly dnsProxy: boolean;
  /** Addresses or ranges that traffic leaves with. */
  readonly publicAddresses: readonly string[];
}

/** The existing firewall or appliance of a hub, and whatever clusters route to in a hub that is created. */
function inspectorsOf(hub: IHub, groups: readonly FirewallRuleGroup[]): readonly Inspector[] {
  const found = new Map<string, Inspector>();
  const { firewall, appliance } =
    hub instanceof ExistingHub || hub instanceof ExistingVirtualWanHub
      ? hub
      : { firewall: undefined, appliance: undefined };
  if (firewall !== undefined)
    found.set(firewall.privateIpAddress, {
      ip: firewall.privateIpAddress,
      isAzure: true,
      policyId: firewall.policyId,
      dnsProxy: firewall.dnsProxy,
      publicAddresses: firewall.publicIpAddresses,
    });
  const others = [
    appliance,
    ...groups.map(({ target }) => (target.type === "list" ? target.hop : undefined)),
  ];
  const publicAddresses = appliance?.publicIpAddresses ?? [];
  for (const { privateIpAddress: ip } of others.filter((hop) => hop !== undefined))
    if (!found.has(ip))
      found.set(ip, { ip, isAzure: false, policyId: undefined, dnsProxy: false, publicAddresses });
  return [...found.values()];
}

function inspectorThings(
  hub: IHub,
  { ip, isAzure, policyId: given, dnsProxy, publicAddresses }: Inspector,
  groups: readonly FirewallRuleGroup[],
  neighbours: readonly Neighbour[],
): readonly Thing[] {
  const name = isAzure ? `${hub.node.id}/firewall` : `appliance ${ip}`;
  const subnetId = `${name}/subnet`;
  const policyId = given ?? `${name}/policy`;
  const own = groups.filter(({ target }) => target.type === "list" && target.hop.privateIpAddress === ip);
  const { network } = hub;
  const inVirtualHub = isAzure && isVirtualHub(network);
  return [
    describedThing(
      "azurerm_subnet",
      hub,
      {
        id: subnetId,
        name: isAzure ? "AzureFirewallSubnet" : name,
        virtual_network_id: routedId(hub.network),
        address_prefixes: [`${ip}/32`],
        ...(neighbours.length === 0 ? {} : { route_table_id: `${subnetId}/routes` }),
      },
      `subnet of ${name}`,
    ),
    ...(neighbours.length === 0 ? [] : [routesToNeighbours(hub, `${subnetId}/routes`, neighbours)]),
    describedThing(
      "azurerm_firewall",
      hub,
      {
        id: name,
        name,
        is_azure: isAzure,
        firewall_policy_id: policyId,
        ...(inVirtualHub
          ? { virtual_hub: [{ virtual_hub_id: network.virtualHubId, private_ip_address: ip }] }
          : {}),
        ip_configuration: [
          ...(inVirtualHub ? [] : [{ subnet_id: subnetId, private_ip_address: ip }]),
          ...publicAddresses.map((_, index) => ({ public_ip_address_id: `${name}/publicIp/${index}` })),
        ],
      },
      name,
    ),
    describedThing(
      "azurerm_firewall_policy",
      hub,
      { id: policyId, name: "policy", dns: { proxy_enabled: dnsProxy, servers: hub.dnsServers } },
      name,
    ),
    ...publicAddresses.map((address, index) =>
      describedThing(
        "azurerm_public_ip",
        hub,
        { id: `${name}/publicIp/${index}`, name, ip_address: address },
        `public address of ${name}`,
      ),
    ),
    ...own.map((group) =>
      describedThing(
        "azurerm_firewall_policy_rule_collection_group",
        group,
        groupAttributes(group, policyId),
        `rules asked for: ${group.name}`,
      ),
    ),
  ];
}

/** The table of a firewall's subnet, with the spokes of peered hubs by their firewalls. */
function routesToNeighbours(hub: IHub, id: string, neighbours: readonly Neighbour[]): Thing {
  const route = neighbours.flatMap(({ range, hop, connection }) =>
    hop === undefined
      ? []
      : {
          name: `to ${range.literal}`,
          address_prefix: range.literal,
          next_hop_type: "VirtualAppliance",
          // The hub may be in no stack, where nothing of it is created.
          next_hop_in_ip_address: readable(connection ?? hub, hop.privateIpAddress),
        },
  );
  return describedThing(
    "azurerm_route_table",
    hub,
    { id, name: "routes", route },
    `routes asked for: firewall of ${hub.node.id}`,
  );
}

/** Derived rules say that it is the API server's name; Azure makes it up from the cluster's. */
function apiNameOf({ node }: FirewallRuleGroup): (destination: string) => string {
  const cluster = node.scopes.find(isCreatedCluster);
  return (destination) =>
    cluster !== undefined && isApiServer(destination)
      ? `${addressOf(cluster.cluster.resource)}.fqdn`
      : destination;
}

function groupAttributes(group: FirewallRuleGroup, policyId: string): Attributes {
  const { name, priority } = group;
  const derived = group.derived.map((rule) => ({
    ...rule,
    destinations: rule.destinations.map(apiNameOf(group)),
  }));
  const [web, other] = [true, false].map((isWeb) =>
    derived.filter((rule) => (rule.protocol === "HTTP/HTTPS") === isWeb),
  );
  return {
    name,
    priority,
    firewall_policy_id: policyId,
    network_rule_collection: {
      name: "network",
      priority: 100,
      action: "Allow",
      rule: (other ?? []).map(networkRule),
    },
    application_rule_collection: {
      name: "application",
      priority: 200,
      action: "Allow",
      rule: (web ?? []).map(applicationRule),
    },
  };
}

const NAME = /[a-z]/i;

/** Names with a dot are host names, others service tags. */
function networkRule({ name, protocol, destinations, ports, sources }: DerivedRule): Attributes {
  const isHost = (text: string): boolean =>
    NAME.test(text) && !/^Azure|^Storage|^Sql/.test(text) && text.includes(".") && !text.includes("/");
  return {
    name,
    protocols: [protocol],
    source_addresses: sources,
    destination_addresses: destinations.filter((text) => !isHost(text) && !text.startsWith(IP_GROUP)),
    destination_ip_groups: destinations.filter((text) => text.startsWith(IP_GROUP)),
    destination_fqdns: destinations.filter(isHost),
    destination_ports: ports.length === 0 ? ["*"] : ports.map(String),
  };
}

function applicationRule({ name, destinations, ports, sources }: DerivedRule): Attributes {
  const tags = destinations.filter((text) => text.startsWith("tag "));
  return {
    name,
    source_addresses: sources,
    destination_fqdns: destinations.filter((text) => !tags.includes(text)),
    destination_fqdn_tags: tags.map((text) => text.slice("tag ".length)),
    protocols: ports.map((port) => ({ type: Number(port) === 80 ? "Http" : "Https", port: Number(port) })),
  };
}

function gatewayThings(hub: ExistingHub): readonly Thing[] {
  const { network, onPremises, node } = hub;
  const subnetId = `${network.virtualNetworkId}/subnets/GatewaySubnet`;
  // A table that routes may be added to has those of Terraform.
  const tableId = hub.gateway?.routeTableId ?? `${subnetId}/routeTable`;
  const routes = hub.node.root.node
    .findAll()
    .filter((construct) => construct instanceof RequestedRoute)
    .map(({ name, range, hop }) => ({
      name,
      address_prefix: range.literal,
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: hop.privateIpAddress,
    }));
  const own = `${node.id}/gateway`;
  return [
    describedThing(
      "azurerm_route_table",
      hub,
      {
        id: tableId,
        name: tableId.split("/").at(-1),
        resource_group_name: tableId.split("/")[4],
        route: routes,
      },
      `routes asked for: ${own}`,
    ),
    describedThing(
      "azurerm_subnet",
      hub,
      {
        id: subnetId,
        name: "GatewaySubnet",
        virtual_network_id: network.virtualNetworkId,
        route_table_id: tableId,
      },
      `${own} subnet`,
    ),
    describedThing(
      "azurerm_virtual_network_gateway",
      hub,
      {
        name: own,
        ip_configuration: { subnet_id: subnetId },
        on_premises_prefixes: onPremises.map(({ literal }) => literal),
      },
      own,
    ),
  ];
}

/** What is behind the gateway of a hub that is created, by the file: all that its connections have or announce. */
function siteThings(hub: Hub, gatewayId: string): readonly Thing[] {
  return [
    describedThing("azurerm_virtual_network_gateway_connection", hub, {
      name: `${hub.node.id}/on-premises`,
      virtual_network_gateway_id: gatewayId,
      on_premises_prefixes: hub.onPremises.map(({ literal }) => literal),
    }),
  ];
}

/** Resolvers in the hub's network, each in a subnet of its own that others manage. */
function resolverThings(hub: IHub, spokes: readonly Spoke[]): readonly Thing[] {
  const servers = [
    ...hub.dnsServers,
    ...spokes.flatMap(({ dns }) => (dns.type === "servers" ? dns.servers : [])),
  ].flatMap((server) => knownText(server) ?? []);
  return [...new Set(servers)]
    .filter((server) => /^[\d.]+$/.test(server))
    .filter((server) => !(hub instanceof Hub) || server !== hub.resolver?.address)
    .filter((server) => hub.network.addressSpace.some((range) => range.contains(hostRange(server))))
    .map((server) =>
      describedThing(
        "azurerm_subnet",
        hub,
        {
          id: `resolver ${server}`,
          name: `resolver ${server}`,
          virtual_network_id: routedId(hub.network),
          address_prefixes: [`${server}/32`],
        },
        `resolver ${server}`,
      ),
    );
}
