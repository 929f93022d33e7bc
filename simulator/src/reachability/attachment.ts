import { lower, parentId, parseArmPath } from "../core/arm-id.js";
import { asList, asObject, at, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { World } from "../core/type-row.js";
import { plainLocation, within } from "../types/helpers.js";
import { asPrefix } from "./prefixes.js";
import type { Peer, PrivateEndpointAddress, RouteFacts } from "./routes.js";
import type { Direction, SecurityGroup, SecurityRule, Tags } from "./rules.js";

/** Where something is connected: a subnet, and the settings of its network interface. */
export interface Attachment {
  /** Undefined where there is no network interface to name, as with a gateway. */
  readonly networkInterface: string | undefined;
  readonly subnet: string;
  readonly securityGroup: string | undefined;
}

const MACHINES = new Set([
  "microsoft.compute/virtualmachines",
  "microsoft.compute/virtualmachinescalesets/virtualmachines",
]);

/** The attachments of a virtual machine, network interface, scale set or machine of one, one of its interfaces, or application gateway. */
export function attachmentsOf(world: World, id: string): Attachment[] {
  const body = world.lookup(id);
  if (body === undefined) return [];
  const type = lower(parseArmPath(id).type);
  if (type.endsWith("/networkinterfaces")) return ofInterface(id, body);
  if (MACHINES.has(type))
    return objects(at(body, "properties.networkProfile.networkInterfaces")).flatMap((nic) =>
      attachmentsOf(world, textOf(nic["id"])),
    );
  if (type === "microsoft.compute/virtualmachinescalesets")
    return objects(
      at(body, "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations"),
    ).flatMap((nic) => ofInterface(`${id}/networkInterfaceConfigurations/${textOf(nic["name"])}`, nic));
  return objects(at(body, "properties.gatewayIPConfigurations")).map((config) => ({
    networkInterface: undefined,
    subnet: textAt(config, "properties.subnet.id"),
    securityGroup: undefined,
  }));
}

function ofInterface(id: string, body: JsonObject): Attachment[] {
  const group = textAt(body, "properties.networkSecurityGroup.id");
  const [primary] = objects(at(body, "properties.ipConfigurations"));
  if (primary === undefined) return [];
  const subnet = textAt(primary, "properties.subnet.id");
  return [{ networkInterface: id, subnet, securityGroup: group === "" ? undefined : group }];
}

function spaceOf(network: JsonObject | undefined): string[] {
  return asList(at(network, "properties.addressSpace.addressPrefixes")).map(textOf);
}

interface Peering {
  readonly remote: string;
  readonly body: JsonObject;
}

/** Connected peerings that let traffic pass. */
function peeringsOf(network: JsonObject | undefined): Peering[] {
  return objects(at(network, "properties.virtualNetworkPeerings"))
    .filter((peering) => textAt(peering, "properties.peeringState") === "Connected")
    .filter((peering) => at(peering, "properties.allowVirtualNetworkAccess") !== false)
    .map((body) => ({ remote: textAt(body, "properties.remoteVirtualNetwork.id"), body }));
}

/** What the routes of a subnet follow from, out of what is stored. */
export function routeFactsOf(world: World, subnetId: string): RouteFacts {
  const networkId = parentId(subnetId);
  const network = world.lookup(networkId);
  const table = world.lookup(textAt(world.lookup(subnetId), "properties.routeTable.id"));
  const peerings = peeringsOf(network);
  return {
    space: spaceOf(network),
    peers: peerings.map(({ remote }): Peer => {
      const there = world.lookup(remote);
      const global = plainLocation(there ?? {}) !== plainLocation(network ?? {});
      return { prefixes: spaceOf(there), global };
    }),
    learned: learnedBy(world, networkId, peerings),
    propagates: at(table, "properties.disableBgpRoutePropagation") !== true,
    userRoutes: objects(at(table, "properties.routes")).map((route) => {
      const hop = textAt(route, "properties.nextHopIpAddress");
      return {
        name: textOf(route["name"]),
        prefix: textAt(route, "properties.addressPrefix"),
        nextHopType: textAt(route, "properties.nextHopType"),
        nextHopIpAddress: hop === "" ? undefined : hop,
      };
    }),
    endpoints: [networkId, ...peerings.map(({ remote }) => remote)].flatMap((id) => endpointsIn(world, id)),
  };
}

/** Prefixes that the network's own gateway teaches, or that of a peer whose gateway it uses. */
function learnedBy(world: World, networkId: string, peerings: readonly Peering[]): string[] {
  const lending = peerings
    .filter(({ body }) => at(body, "properties.useRemoteGateways") === true)
    .map(({ remote }) => remote)
    .filter((remote) =>
      peeringsOf(world.lookup(remote)).some(
        (back) =>
          lower(back.remote) === lower(networkId) && at(back.body, "properties.allowGatewayTransit") === true,
      ),
    );
  return [networkId, ...lending].flatMap((id) => taughtIn(world, id));
}

/** Prefixes behind the connections of a network's gateways, and the addresses of their VPN clients. */
function taughtIn(world: World, networkId: string): string[] {
  return world
    .ofType("Microsoft.Network/virtualNetworkGateways")
    .filter((gateway) =>
      objects(at(gateway, "properties.ipConfigurations")).some(
        (config) => lower(parentId(textAt(config, "properties.subnet.id"))) === lower(networkId),
      ),
    )
    .flatMap((gateway) => {
      const connections = world
        .ofType("Microsoft.Network/connections")
        .filter(
          (connection) =>
            lower(textAt(connection, "properties.virtualNetworkGateway1.id")) ===
            lower(textOf(gateway["id"])),
        );
      const sites = connections.map((connection) =>
        world.lookup(textAt(connection, "properties.localNetworkGateway2.id")),
      );
      return [
        ...sites.flatMap((site) =>
          asList(at(site, "properties.localNetworkAddressSpace.addressPrefixes")).map(textOf),
        ),
        ...asList(at(gateway, "properties.vpnClientConfiguration.vpnClientAddressPool.addressPrefixes")).map(
          textOf,
        ),
      ];
    });
}

function endpointsIn(world: World, networkId: string): PrivateEndpointAddress[] {
  const space = spaceOf(world.lookup(networkId));
  return world
    .ofType("Microsoft.Network/privateEndpoints")
    .filter((endpoint) => lower(parentId(textAt(endpoint, "properties.subnet.id"))) === lower(networkId))
    .flatMap((endpoint) => {
      const policies = lower(
        textAt(
          world.lookup(textAt(endpoint, "properties.subnet.id")),
          "properties.privateEndpointNetworkPolicies",
        ),
      );
      return objects(at(endpoint, "properties.networkInterfaces"))
        .flatMap((nic) => objects(at(world.lookup(textOf(nic["id"])), "properties.ipConfigurations")))
        .map((config) => textAt(config, "properties.privateIPAddress"))
        .map((address) => ({
          address,
          routed: policies === "enabled" || policies === "routetableenabled",
          within: space.find((prefix) => within(asPrefix(address) ?? "", prefix)) ?? "",
        }));
    });
}

/** The security groups in front of an attachment. */
export function securityGroupsOf(
  world: World,
  { networkInterface, subnet, securityGroup }: Attachment,
): SecurityGroup[] {
  const ofSubnet = textAt(world.lookup(subnet), "properties.networkSecurityGroup.id");
  return [
    ...(ofSubnet === "" ? [] : [groupOf(world, ofSubnet, { subnet })]),
    ...(securityGroup === undefined || networkInterface === undefined
      ? []
      : [groupOf(world, securityGroup, { networkInterface })]),
  ];
}

function groupOf(world: World, id: string, association: SecurityGroup["association"]): SecurityGroup {
  const body = world.lookup(id);
  const rules = (list: string): SecurityRule[] =>
    objects(at(body, `properties.${list}`)).map((rule) => ruleOf(world, list, rule));
  return { id, association, rules: [...rules("securityRules"), ...rules("defaultSecurityRules")] };
}

function ruleOf(world: World, list: string, rule: JsonObject): SecurityRule {
  const properties = asObject(rule["properties"]);
  const several = (one: string, many: string): string[] => {
    const listed = asList(properties[many]).map(textOf);
    const single = textOf(properties[one]);
    return single === "" ? listed : [single, ...listed];
  };
  const addresses = (side: "source" | "destination"): string[] => [
    ...several(`${side}AddressPrefix`, `${side}AddressPrefixes`),
    ...objects(properties[`${side}ApplicationSecurityGroups`]).flatMap((group) =>
      membersOf(world, textOf(group["id"])),
    ),
  ];
  const priority = properties["priority"];
  return {
    name: `${list}/${textOf(rule["name"])}`,
    direction: directionOf(textOf(properties["direction"])),
    priority: typeof priority === "number" ? priority : Infinity,
    access: lower(textOf(properties["access"])) === "allow" ? "Allow" : "Deny",
    protocol: textOf(properties["protocol"]),
    sources: addresses("source"),
    sourcePorts: several("sourcePortRange", "sourcePortRanges"),
    destinations: addresses("destination"),
    destinationPorts: several("destinationPortRange", "destinationPortRanges"),
  };
}

export function directionOf(text: string): Direction {
  return lower(text) === "inbound" ? "Inbound" : "Outbound";
}

/** Addresses of the network interfaces in an application security group. */
function membersOf(world: World, group: string): string[] {
  return world
    .ofType("Microsoft.Network/networkInterfaces")
    .flatMap((nic) => objects(at(nic, "properties.ipConfigurations")))
    .filter((config) =>
      objects(at(config, "properties.applicationSecurityGroups")).some(
        (member) => lower(textOf(member["id"])) === lower(group),
      ),
    )
    .map((config) => textAt(config, "properties.privateIPAddress"));
}

/**
 * The tags that can be worked out (Microsoft Learn, "Virtual network service tags"). VirtualNetwork is the network, its
 * peers, what a gateway connects, the host's virtual address, and the prefixes of user-defined routes: with a route for
 * 0.0.0.0/0 it is everything.
 */
export function tagsOf(facts: RouteFacts): Tags {
  const inside = [
    ...facts.space,
    ...facts.peers.flatMap(({ prefixes }) => prefixes),
    ...facts.learned,
    "168.63.129.16/32",
  ];
  const routed = facts.userRoutes.flatMap(({ prefix }) => asPrefix(prefix) ?? []);
  return new Map<string, readonly string[]>([
    ["virtualnetwork", [...new Set([...inside, ...routed])]],
    ["azureloadbalancer", ["168.63.129.16/32"]],
    ["internet", inside],
  ]);
}
