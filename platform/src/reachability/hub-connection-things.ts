import type {
  ExistingVirtualWanHub,
  IVirtualHub,
  VirtualHubGateway,
  VirtualWanHub,
} from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { IConstruct } from "constructs";
import { describedThing } from "./described-thing.js";

/** The connection of a network with a virtual hub, which exists already. */
export function hubConnection(
  construct: IConstruct,
  hub: IVirtualHub,
  networkId: string,
  name: string,
): Thing {
  return describedThing(
    "azurerm_virtual_hub_connection",
    construct,
    {
      name,
      virtual_hub_id: hub.virtualHubId,
      remote_virtual_network_id: networkId,
      internet_security_enabled: true,
    },
    name,
  );
}

/** A virtual hub that exists already, with the routing intent that it is taken to have. */
export function virtualHubThings(hub: ExistingVirtualWanHub): readonly Thing[] {
  const { network, location } = hub;
  const { virtualHubId: id, virtualHubName: name } = network;
  const [range] = network.addressSpace;
  return [
    describedThing("azurerm_virtual_hub", hub, { id, name, location, address_prefix: range.literal }, id),
    describedThing(
      "azurerm_virtual_hub_routing_intent",
      hub,
      {
        name: "routing intent",
        virtual_hub_id: id,
        routing_policy: [
          { destinations: ["Internet", "PrivateTraffic"], next_hop: `${hub.node.id}/firewall` },
        ],
      },
      `routing intent of ${name}`,
    ),
    ...(hub.gateway === undefined
      ? []
      : [
          describedThing("azurerm_vpn_gateway", hub, {
            name: `${hub.node.id}/gateway`,
            virtual_hub_id: id,
            ...behind(hub),
          }),
        ]),
  ];
}

/** What is behind the gateway of a virtual hub that is created, by the file: all that its connections have or announce. */
export function virtualHubSites(
  hub: VirtualWanHub,
  { kind, gatewayId }: VirtualHubGateway,
): readonly Thing[] {
  const [type, attribute] =
    kind === "vpn"
      ? ["azurerm_vpn_gateway_connection", "vpn_gateway_id"]
      : ["azurerm_express_route_connection", "express_route_gateway_id"];
  return [
    describedThing(type, hub, {
      name: `${hub.node.id}/on-premises`,
      [attribute]: gatewayId,
      ...behind(hub),
    }),
  ];
}

function behind({ onPremises }: Pick<VirtualWanHub, "onPremises">): {
  readonly on_premises_prefixes: readonly string[];
} {
  return { on_premises_prefixes: onPremises.map(({ literal }) => literal) };
}
