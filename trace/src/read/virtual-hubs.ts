/**
 * Virtual hubs of a Virtual WAN, read as networks that Azure manages: their range is one subnet, in which the firewall is, and
 * a connection is a peering that always has both halves.
 */
import { Cidr } from "../cidr.js";
import type { Announcement, Firewall, Network, Peering, Subnet } from "../model/model.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import { emptyNetwork, type Networks } from "./networks.js";
import { gatewayOfVirtualHub } from "./virtual-hub-gateways.js";

/** The key of the only subnet of a virtual hub. */
export function rangeKey(hub: string | undefined): string | undefined {
  return hub === undefined ? undefined : `${hub}#range`;
}

export function readVirtualHubs(things: Things, { networks, subnets }: Networks): void {
  for (const thing of things.of("azurerm_virtual_hub")) {
    const own = named(thing);
    const network = emptyNetwork(thing, "address_prefix");
    // Which routes its router has without routing intent depends on tables that are not read.
    network.gateway = {
      ...own,
      key: `${own.key}#router`,
      network,
      subnet: undefined,
      prefixes: [],
      learns: "private ranges",
    };
    networks.add(thing, network);
    const range: Subnet = {
      key: rangeKey(own.key) ?? own.key,
      address: `${own.address} range`,
      name: "virtual hub",
      network,
      prefixes: network.space,
      hasDefaultOutbound: false,
      serviceEndpoints: [],
      endpointPolicies: { routes: false, securityGroups: false },
      routeTable: undefined,
      securityGroup: undefined,
      natGateway: undefined,
    };
    network.subnets.push(range);
    subnets.add({ ...thing, attribute: () => undefined }, range);
  }
}

/**
 * Connections, as the halves of a peering on both sides. A network learns what is behind the gateways of a hub from its
 * router, unless a routing intent announces the private ranges in place of it.
 */
export function readHubConnections(things: Things, { networks }: Networks): void {
  const inspected = new Set(
    things
      .of("azurerm_virtual_hub_routing_intent")
      .map((thing) => Block.of(thing))
      .filter(hasPrivatePolicy)
      .map((intent) => intent.key("virtual_hub_id")),
  );
  for (const thing of things.of("azurerm_virtual_hub_connection")) {
    const block = Block.of(thing);
    const [hubKey, remoteKey] = [block.key("virtual_hub_id"), block.key("remote_virtual_network_id")];
    if (hubKey === undefined || remoteKey === undefined) continue;
    const [hub, spoke] = [networks.get(hubKey), networks.get(remoteKey)];
    const both = {
      ...named(thing),
      allowsAccess: true,
      allowsForwarded: true,
      learnsDefault: block.flag("internet_security_enabled", false),
    };
    const half = (from: Network, to: Network | undefined, key: string): Peering => ({
      ...both,
      network: from,
      remote: to,
      remoteKey: key,
      allowsTransit: from === hub,
      usesRemoteGateways: from !== hub && !inspected.has(hubKey),
    });
    hub?.peerings.push(half(hub, spoke, remoteKey));
    spoke?.peerings.push(half(spoke, hub, hubKey));
  }
}

/** What each policy of a routing intent announces. Source: Microsoft Learn, "How to configure Virtual WAN Hub routing policies". */
const ANNOUNCED: Readonly<Record<string, readonly string[]>> = {
  internet: ["0.0.0.0/0"],
  privatetraffic: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
};

export function readRoutingIntents(
  things: Things,
  { networks }: Networks,
  firewalls: readonly Firewall[],
): void {
  for (const thing of things.of("azurerm_virtual_hub_routing_intent")) {
    const block = Block.of(thing);
    const hub = networks.get(block.key("virtual_hub_id"));
    if (hub === undefined) continue;
    for (const policy of block.blocks("routing_policy")) {
      const hop = firewalls.find(({ key }) => key === policy.key("next_hop"));
      const ip = hop?.ip ?? { kind: "unknown" as const, label: policy.key("next_hop") ?? thing.address };
      const prefixes = policy.texts("destinations").flatMap((name) => ANNOUNCED[name.toLowerCase()] ?? []);
      hub.announces.push(
        ...prefixes.map((text): Announcement => ({ ...named(thing), prefix: Cidr.of(text), ip })),
      );
    }
    // All private traffic passes the firewall, which has the connected networks and the gateways of the hub behind it.
    if (hasPrivatePolicy(block)) hub.gateway = gatewayOfVirtualHub(things, hub);
  }
}

/** Whether a routing intent sends private traffic through a firewall. */
function hasPrivatePolicy(intent: Block): boolean {
  return intent
    .blocks("routing_policy")
    .some((policy) => policy.texts("destinations").some((name) => name.toLowerCase() === "privatetraffic"));
}
