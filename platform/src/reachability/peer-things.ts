import { isVirtualHub, readable, type Cidr, type IHub } from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { PeerRoute } from "../peer-routes.js";
import { describedThing } from "./described-thing.js";
import { hubConnection } from "./hub-connection-things.js";

/**
 * Another network that is connected with the hub. How its subnets route and filter is its team's choice: not known but for the
 * routes that it is asked for.
 */
export function peerThings(hub: IHub, { literal }: Cidr, peerRoutes: readonly PeerRoute[]): readonly Thing[] {
  const id = `peer ${literal}`;
  const tableId = `the tables of ${id}`;
  const table = { id: tableId, name: tableId, is_opaque: true };
  return [
    describedThing("azurerm_route_table", hub, table, tableId),
    ...peerRoutes
      .filter(({ peer }) => peer.literal === literal)
      .map(({ hub: scope, spoke, prefix, hop }) =>
        describedThing(
          "azurerm_route",
          hub,
          {
            name: `to ${prefix.literal}`,
            route_table_id: tableId,
            address_prefix: prefix.literal,
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: readable(scope, hop.privateIpAddress),
          },
          `route asked for: ${id} to ${spoke.key}`,
        ),
      ),
    describedThing("azurerm_virtual_network", hub, {
      id,
      name: id,
      address_space: [literal],
      is_opaque: true,
    }),
    describedThing("azurerm_subnet", hub, {
      id: `${id} subnet`,
      name: id,
      virtual_network_id: id,
      address_prefixes: [literal],
      route_table_id: tableId,
    }),
    ...peeringThings(hub, id, `peering with ${literal}`),
  ];
}

/** Both halves of the peering of a network with the hub, or its connection with a virtual hub. */
export function peeringThings(hub: IHub, peer: string, name: string): readonly Thing[] {
  const { network } = hub;
  if (isVirtualHub(network)) return [hubConnection(hub, network, peer, name)];
  const half = (from: string, to: string): Thing =>
    describedThing(
      "azurerm_virtual_network_peering",
      hub,
      { name: peer, virtual_network_id: from, remote_virtual_network_id: to, allow_forwarded_traffic: true },
      name,
    );
  return [half(network.virtualNetworkId, peer), half(peer, network.virtualNetworkId)];
}
