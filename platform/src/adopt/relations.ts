/**
 * What is what, by relations alone: which network is the hub, which networks are its spokes, and which cluster and gateway
 * is where. Names and Terraform labels decide nothing.
 */
import { isWithin, sameId, type FoundResource, type Inventory } from "./inventory.js";
import { block, blocks, text, texts } from "./values.js";

/** A network with what is in it. */
export interface FoundNetwork {
  readonly id: string;
  /** Undefined where only references to the network were found. */
  readonly network: FoundResource | undefined;
  readonly clusters: readonly FoundResource[];
  readonly gateways: readonly FoundResource[];
}

export interface FoundHub extends FoundNetwork {
  readonly firewall: FoundResource | undefined;
  /** The VPN or ExpressRoute gateway. */
  readonly networkGateway: FoundResource | undefined;
}

export interface FoundSpoke extends FoundNetwork {
  readonly hub: FoundHub;
}

export interface Relations {
  readonly hubs: readonly FoundHub[];
  readonly spokes: readonly FoundSpoke[];
}

const NETWORK = "azurerm_virtual_network";
const VIRTUAL_HUB = "azurerm_virtual_hub";

/** The hubs, each with its spokes in the order of their address spaces. */
export function relationsOf(inventory: Inventory): Relations {
  const ids = networkIds(inventory);
  const all = ids.map((id) => networkAt(inventory, id));
  const hubIds = hubsAmong(inventory, all);
  const hubs = all
    .filter(({ id }) => hubIds.some((hub) => sameId(hub, id)))
    .map((network) => ({
      ...network,
      firewall: inventory.of("azurerm_firewall").find((firewall) => usesSubnetOf(firewall, network.id)),
      networkGateway: inventory
        .of("azurerm_virtual_network_gateway")
        .find((gateway) => usesSubnetOf(gateway, network.id)),
    }))
    .concat(virtualHubs(inventory));
  const spokes = all
    .filter(({ id }) => !hubIds.some((hub) => sameId(hub, id)))
    .flatMap((network) => {
      const hub = hubs.find(({ id }) => areConnected(inventory, id, network.id)) ?? onlyHub(hubs, network);
      return hub === undefined ? [] : [{ ...network, hub }];
    });
  return { hubs: [...hubs].sort(byAddress), spokes: spokes.sort(byAddress) };
}

/** Whether there are networks or clusters, and nothing that could be the hub of any of them. */
export function lacksHub(inventory: Inventory): boolean {
  const isRunning = inventory.of(NETWORK).length + clustersIn(inventory).length > 0;
  return isRunning && relationsOf(inventory).hubs.length === 0;
}

/** Virtual hubs of Virtual WANs: those that were found, and those that connections name. */
function virtualHubs(inventory: Inventory): readonly FoundHub[] {
  const ids = [
    ...inventory.of(VIRTUAL_HUB).map(({ id }) => id),
    ...connectionsOf(inventory).flatMap(({ values }) => text(values, "virtual_hub_id") ?? []),
  ];
  return unique(ids).map((id) => ({
    id,
    network: inventory.byId(VIRTUAL_HUB, id),
    clusters: [],
    gateways: [],
    firewall: inventory
      .of("azurerm_firewall")
      .find(({ values }) => sameId(text(block(values, "virtual_hub"), "virtual_hub_id"), id)),
    networkGateway: ["azurerm_vpn_gateway", "azurerm_express_route_gateway"]
      .flatMap((type) => inventory.referringTo(type, "virtual_hub_id", id))
      .at(0),
  }));
}

function connectionsOf(inventory: Inventory): readonly FoundResource[] {
  return inventory.of("azurerm_virtual_hub_connection");
}

/** Whether a hub is the virtual hub of a Virtual WAN. */
export function isVirtualHub({ id }: FoundHub): boolean {
  return /\/virtualHubs\/[^/]+$/i.test(id);
}

/** Connections of a virtual hub with a network. */
export function hubConnections(inventory: Inventory, hub: string, network: string): readonly FoundResource[] {
  return connectionsOf(inventory).filter(
    ({ values }) =>
      sameId(text(values, "virtual_hub_id"), hub) &&
      sameId(text(values, "remote_virtual_network_id"), network),
  );
}

function areConnected(inventory: Inventory, hub: string, network: string): boolean {
  return arePeered(inventory, hub, network) || hubConnections(inventory, hub, network).length > 0;
}

/** The hub of a network of which only the id was found, with its peerings in no state: the only one that there is. */
function onlyHub(hubs: readonly FoundHub[], { network }: FoundNetwork): FoundHub | undefined {
  return network === undefined && hubs.length === 1 ? hubs[0] : undefined;
}

/** Ids of all networks: those that were found, and those that peerings and clusters name. */
function networkIds(inventory: Inventory): readonly string[] {
  const ids = [
    ...inventory.of(NETWORK).map(({ id }) => id),
    ...inventory
      .of("azurerm_virtual_network_peering")
      .flatMap(({ id, values }) => [networkOf(id), text(values, "remote_virtual_network_id")]),
    ...clustersIn(inventory).map((cluster) => networkOf(poolSubnetOf(cluster))),
    ...inventory.of("azurerm_application_gateway").map((gateway) => networkOf(gatewaySubnetOf(gateway))),
    ...connectionsOf(inventory).map(({ values }) => text(values, "remote_virtual_network_id")),
  ].filter((id) => id !== undefined);
  return unique(ids);
}

function unique(ids: readonly string[]): readonly string[] {
  return ids.filter((id, i) => ids.findIndex((other) => sameId(other, id)) === i);
}

function networkAt(inventory: Inventory, id: string): FoundNetwork {
  const within = (subnet: string | undefined): boolean => subnet !== undefined && isWithin(subnet, id);
  return {
    id,
    network: inventory.byId(NETWORK, id),
    clusters: clustersIn(inventory)
      .filter((cluster) => within(poolSubnetOf(cluster)))
      .sort(byId),
    gateways: inventory
      .of("azurerm_application_gateway")
      .filter((gateway) => within(gatewaySubnetOf(gateway)))
      .sort(byId),
  };
}

/** The network with most peerings that runs no workload; networks with a firewall or a network gateway before others. */
function hubsAmong(inventory: Inventory, networks: readonly FoundNetwork[]): readonly string[] {
  const equipped = networks.filter(({ id }) =>
    ["azurerm_firewall", "azurerm_virtual_network_gateway"].some((type) =>
      inventory.of(type).some((resource) => usesSubnetOf(resource, id)),
    ),
  );
  if (equipped.length > 0) return equipped.map(({ id }) => id);
  const peers = (id: string): number => networks.filter((other) => arePeered(inventory, id, other.id)).length;
  const [first] = networks
    .filter(({ id, clusters, gateways }) => peers(id) > 0 && clusters.length + gateways.length === 0)
    .sort((one, other) => peers(other.id) - peers(one.id));
  return first === undefined ? [] : [first.id];
}

/** Whether either network has a peering to the other. */
export function arePeered(inventory: Inventory, one: string, other: string): boolean {
  return [...peeringsBetween(inventory, one, other), ...peeringsBetween(inventory, other, one)].length > 0;
}

/** Peerings of a network to another. */
export function peeringsBetween(inventory: Inventory, from: string, to: string): readonly FoundResource[] {
  return inventory
    .of("azurerm_virtual_network_peering")
    .filter(
      ({ id, values }) =>
        sameId(networkOf(id), from) && sameId(text(values, "remote_virtual_network_id"), to),
    );
}

function usesSubnetOf({ values }: FoundResource, network: string): boolean {
  return blocks(values, "ip_configuration").some((configuration) => {
    const subnet = text(configuration, "subnet_id");
    return subnet !== undefined && isWithin(subnet, network);
  });
}

/** The id of the network in the id of a subnet or a peering. */
export function networkOf(id: string | undefined): string | undefined {
  return /^.*\/virtualNetworks\/[^/]+/i.exec(id ?? "")?.[0];
}

/** The node subnet of a cluster's own pool. */
/** Node subnet of a cluster's first pool, or of the nodes for workloads of AKS Automatic. */
export function poolSubnetOf({ values }: FoundResource): string | undefined {
  return (
    text(block(values, "default_node_pool"), "vnet_subnet_id") ??
    text(block(values, "hosted_system"), "node_subnet_id")
  );
}

const AUTOMATIC = "azurerm_kubernetes_automatic_cluster";

/** Clusters of both kinds. */
export function clustersIn(inventory: Inventory): readonly FoundResource[] {
  return ["azurerm_kubernetes_cluster", AUTOMATIC].flatMap((type) => inventory.of(type));
}

export function isAutomatic({ type }: FoundResource): boolean {
  return type === AUTOMATIC;
}

export function gatewaySubnetOf({ values }: FoundResource): string | undefined {
  return text(block(values, "gateway_ip_configuration"), "subnet_id");
}

/** What is associated with a subnet: a route table, a security group or a NAT gateway. */
export function associatedWith(
  inventory: Inventory,
  subnet: string | undefined,
  kind: "route_table" | "network_security_group" | "nat_gateway",
): string | undefined {
  if (subnet === undefined) return undefined;
  const [association] = inventory.referringTo(`azurerm_subnet_${kind}_association`, "subnet_id", subnet);
  return association === undefined ? undefined : text(association.values, `${kind}_id`);
}

function byAddress(one: FoundNetwork, other: FoundNetwork): number {
  return addressKey(one) < addressKey(other) ? -1 : 1;
}

function addressKey({ network, id }: FoundNetwork): string {
  const [first = ""] = network === undefined ? [] : rangesOf(network);
  return `${inOrder(first)} ${id.toLowerCase()}`;
}

/** Ranges of a network, or the one of a virtual hub. */
export function rangesOf({ values }: FoundResource): readonly string[] {
  return [...texts(values, "address_space"), ...(text(values, "address_prefix") ?? "").split(",")].filter(
    (range) => range !== "",
  );
}

/** An IPv4 range as a text that sorts by its address. */
export function inOrder(range: string): string {
  return range
    .split(/[./]/)
    .map((part) => part.padStart(3, "0"))
    .join(".");
}

function byId(one: FoundResource, other: FoundResource): number {
  return one.id.toLowerCase() < other.id.toLowerCase() ? -1 : 1;
}
