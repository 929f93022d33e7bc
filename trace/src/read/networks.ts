import { Cidr } from "../cidr.js";
import type { Network, Peering, RouteTable, SecurityGroup, Subnet } from "../model/model.js";
import { Block } from "./block.js";
import type { KnownAddresses } from "./addresses.js";
import { named, Register, type Things } from "./index-of-things.js";
import type { Thing } from "./thing.js";

export interface Networks {
  readonly networks: Register<Network>;
  readonly subnets: Register<Subnet>;
}

/** Networks and their subnets. Resolvers, tables, groups and gateways are attached afterwards. */
export function readNetworks(things: Things): Networks {
  const networks = new Register<Network>();
  const subnets = new Register<Subnet>();
  for (const thing of things.of("azurerm_virtual_network")) {
    const block = Block.of(thing);
    const network = emptyNetwork(thing, "address_space");
    networks.add(thing, network);
    for (const inline of block.blocks("subnet")) addSubnet(inlineSubnet(thing, inline), network, subnets);
  }
  for (const thing of things.of("azurerm_subnet")) {
    const network = networkOfSubnet(thing, networks);
    if (network !== undefined) addSubnet(thing, network, subnets);
  }
  return { networks, subnets };
}

/** A network by its ranges, with nothing in it yet. */
export function emptyNetwork(thing: Thing, ranges: "address_space" | "address_prefix"): Network {
  const block = Block.of(thing);
  return {
    ...named(thing),
    space: cidrs(block.texts(ranges)),
    location: (block.text("location") ?? "").toLowerCase().replaceAll(" ", ""),
    isOpaque: block.flag("is_opaque", false),
    dnsServers: [],
    forwarding: [],
    podRanges: [],
    subnets: [],
    peerings: [],
    announces: [],
    gateway: undefined,
  };
}

export function readDnsServers(things: Things, { networks }: Networks, known: KnownAddresses): void {
  const add = (network: Network | undefined, thing: Thing): void => {
    network?.dnsServers.push(
      ...Block.of(thing)
        .list("dns_servers")
        .map((server) => known.of(server)),
    );
  };
  for (const thing of things.of("azurerm_virtual_network")) add(networks.get(named(thing).key), thing);
  for (const thing of things.of("azurerm_virtual_network_dns_servers"))
    add(networks.get(Block.of(thing).key("virtual_network_id")), thing);
}

function networkOfSubnet(thing: Thing, networks: Register<Network>): Network | undefined {
  const block = Block.of(thing);
  return (
    networks.get(block.key("virtual_network_id")) ??
    networks.named(block.value("resource_group_name"), block.value("virtual_network_name"))
  );
}

/** A subnet that is written as a block of its network. */
function inlineSubnet(network: Thing, block: Block): Thing {
  const name = block.text("name") ?? "";
  return {
    type: "azurerm_subnet",
    address: `${network.address}.subnet["${name}"]`,
    stack: network.stack,
    attribute: (attribute) => {
      if (attribute === "id")
        return block.value("id") ?? `${String(network.attribute("id"))}/subnets/${name}`;
      if (attribute === "network_security_group_id") return block.value("security_group");
      return block.value(attribute);
    },
  };
}

function addSubnet(thing: Thing, network: Network, subnets: Register<Subnet>): void {
  const block = Block.of(thing);
  const policies = block.text("private_endpoint_network_policies");
  const subnet: Subnet = {
    ...named(thing),
    network,
    prefixes: cidrs(block.texts("address_prefixes")),
    hasDefaultOutbound: block.flag("default_outbound_access_enabled", true),
    serviceEndpoints: serviceEndpointsOf(block),
    endpointPolicies: {
      routes: policies === "Enabled" || policies === "RouteTableEnabled",
      securityGroups: policies === "Enabled" || policies === "NetworkSecurityGroupEnabled",
    },
    routeTable: undefined,
    securityGroup: undefined,
    natGateway: undefined,
  };
  network.subnets.push(subnet);
  subnets.add(thing, subnet);
}

/** A list in azurerm 4, blocks in azurerm 5. */
function serviceEndpointsOf(block: Block): readonly string[] {
  return [
    ...block.texts("service_endpoints"),
    ...["service_endpoints", "service_endpoint"].flatMap((name) =>
      block.blocks(name).flatMap((endpoint) => endpoint.text("service") ?? []),
    ),
  ];
}

/** Attaches route tables and security groups, those that nothing describes as opaque ones. */
export function attach(
  things: Things,
  { subnets }: Networks,
  tables: Register<RouteTable>,
  groups: Register<SecurityGroup>,
): void {
  const tableOf = (key: string): RouteTable =>
    tables.get(key) ?? { key, ...outside(key), propagates: true, routes: [], isOpaque: true };
  const groupOf = (key: string): SecurityGroup =>
    groups.get(key) ?? { key, ...outside(key), rules: [], isOpaque: true };
  const useTable = (subnet: Subnet | undefined, key: string | undefined): void => {
    if (subnet !== undefined && key !== undefined) subnet.routeTable = tableOf(key);
  };
  const useGroup = (subnet: Subnet | undefined, key: string | undefined): void => {
    if (subnet !== undefined && key !== undefined) subnet.securityGroup = groupOf(key);
  };
  for (const thing of [...things.of("azurerm_subnet"), ...inlineSubnets(things)]) {
    const block = Block.of(thing);
    const subnet = subnets.get(named(thing).key);
    useTable(subnet, block.key("route_table_id") ?? block.key("route_table_id_wo"));
    useGroup(subnet, block.key("network_security_group_id") ?? block.key("network_security_group_id_wo"));
  }
  for (const thing of things.of("azurerm_subnet_route_table_association")) {
    const block = Block.of(thing);
    useTable(subnets.get(block.key("subnet_id")), block.key("route_table_id"));
  }
  for (const thing of things.of("azurerm_subnet_network_security_group_association")) {
    const block = Block.of(thing);
    useGroup(subnets.get(block.key("subnet_id")), block.key("network_security_group_id"));
  }
}

function inlineSubnets(things: Things): readonly Thing[] {
  return things.of("azurerm_virtual_network").flatMap((thing) =>
    Block.of(thing)
      .blocks("subnet")
      .map((block) => inlineSubnet(thing, block)),
  );
}

export function readPeerings(things: Things, { networks }: Networks): void {
  for (const thing of things.of("azurerm_virtual_network_peering")) {
    const block = Block.of(thing);
    const network =
      networks.get(block.key("virtual_network_id")) ??
      networks.named(block.value("resource_group_name"), block.value("virtual_network_name"));
    const remoteKey = block.key("remote_virtual_network_id");
    if (network === undefined || remoteKey === undefined) continue;
    const peering: Peering = {
      ...named(thing),
      network,
      remote: networks.get(remoteKey),
      remoteKey,
      allowsAccess: block.flag("allow_virtual_network_access", true),
      allowsForwarded: block.flag("allow_forwarded_traffic", false),
      allowsTransit: block.flag("allow_gateway_transit", false),
      usesRemoteGateways: block.flag("use_remote_gateways", false),
      learnsDefault: false,
    };
    network.peerings.push(peering);
  }
}

export function cidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => Cidr.parse(text) ?? []);
}

/** How the output names what nothing describes: by its id, or by what its reference consists of. */
export function outside(key: string): { readonly address: string; readonly name: string } {
  const address = key.replace(/^unknown:/, "");
  return { address, name: lastOf(address) };
}

export function lastOf(key: string): string {
  return key.split("/").at(-1) ?? key;
}
