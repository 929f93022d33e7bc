import { firewall, gateway, peering, routeTable } from "../support/azure.js";
import { network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const PAGE = "virtual-network/virtual-networks-udr-overview";

/** The page's own example: two networks, a gateway, an appliance at 10.0.100.4, a table on Subnet1. */
const EXAMPLE: Resources = {
  ...network("vnet1", "10.0.0.0/16"),
  ...subnet("subnet1", "vnet1", "10.0.0.0/24", { service_endpoints: ["Microsoft.Storage"] }),
  ...subnet("subnet2", "vnet1", "10.0.1.0/24", { default_outbound_access_enabled: true }),
  ...subnet("dmz", "vnet1", "10.0.100.0/24"),
  ...gateway("vnet1", "10.0.200.0/24", ["10.10.0.0/16"]),
  ...network("vnet2", "10.1.0.0/16", { address_space: ["10.1.0.0/16", "10.2.0.0/16"] }),
  ...subnet("a", "vnet2", "10.1.0.0/24"),
  ...subnet("b", "vnet2", "10.2.0.0/24"),
  ...peering("vnet1", "vnet2"),
  ...routeTable(
    "subnet1",
    ["subnet1"],
    [
      ["Within-VNet1", "10.0.0.0/16", "VirtualAppliance", "10.0.100.4"],
      ["Within-Subnet1", "10.0.0.0/24", "VnetLocal"],
      ["ToVNet2-1-Drop", "10.1.0.0/16", "None"],
      ["ToVNet2-2-Drop", "10.2.0.0/16", "None"],
      ["To-On-Prem", "10.10.0.0/16", "VirtualAppliance", "10.0.100.4"],
      ["Default-NVA", "0.0.0.0/0", "VirtualAppliance", "10.0.100.4"],
    ],
  ),
};

/** What an appliance does is its own. */
const FROM_SUBNET1 = {
  source: `${PAGE}#routing-example`,
  resources: EXAMPLE,
  from: "azurerm_subnet.subnet1",
};

/** A network with a gateway that has learned ranges, and a table on the subnet "vms". */
function learned(
  ranges: readonly string[],
  routes: Parameters<typeof routeTable>[2] = [],
  more: object = {},
): Resources {
  return {
    ...network("hub", "10.0.0.0/16"),
    ...subnet("vms", "hub", "10.0.0.0/24", { default_outbound_access_enabled: true }),
    ...subnet("other", "hub", "10.0.5.0/24"),
    ...gateway("hub", "10.0.200.0/24", ranges),
    ...firewall(),
    ...routeTable("vms", ["vms"], routes, { ...more }),
  };
}

const SELECTION = `${PAGE}#how-azure-selects-a-route`;
const VMS = { source: SELECTION, from: "azurerm_subnet.vms" } as const;

export const ROUTING: readonly DocumentedCase[] = [
  {
    ...FROM_SUBNET1,
    title: "ID2: the rest of the network goes through the appliance",
    to: "azurerm_subnet.subnet2",
    verdict: "unknown",
    passes: ["Within-VNet1"],
  },
  {
    ...FROM_SUBNET1,
    title: "ID3: within the subnet the longer prefix wins",
    to: "10.0.0.9",
    verdict: "delivered",
    passes: ["Within-Subnet1"],
  },
  {
    ...FROM_SUBNET1,
    title: "ID6: traffic to the first range of the peer is dropped",
    to: "10.1.0.4",
    verdict: "dropped",
    decidedBy: "ToVNet2-1-Drop",
  },
  {
    ...FROM_SUBNET1,
    title: "ID7: traffic to the second range of the peer is dropped",
    to: "10.2.0.4",
    verdict: "dropped",
    decidedBy: "ToVNet2-2-Drop",
  },
  {
    ...FROM_SUBNET1,
    title: "ID9: traffic on-premises goes through the appliance, not the gateway",
    to: "10.10.0.5",
    verdict: "unknown",
    passes: ["To-On-Prem"],
  },
  {
    ...FROM_SUBNET1,
    title: "ID10: storage is reached over the service endpoint",
    to: "shop.blob.core.windows.net",
    verdict: "delivered",
    passes: ["service endpoint Microsoft.Storage"],
    avoids: ["Default-NVA"],
  },
  {
    ...FROM_SUBNET1,
    title: "ID12: everything else goes through the appliance",
    to: "internet",
    verdict: "unknown",
    passes: ["Default-NVA"],
  },
  {
    ...FROM_SUBNET1,
    title: "With its default route Subnet1 has no route that drops 10.0.0.0/8",
    to: "10.200.0.1",
    verdict: "unknown",
    passes: ["Default-NVA"],
  },
  {
    ...FROM_SUBNET1,
    title: "Subnet2 routes within the network, its answers come through the appliance",
    from: "azurerm_subnet.subnet2",
    to: "azurerm_subnet.subnet1",
    verdict: "unknown",
    passes: ["system route 10.0.0.0/16"],
  },
  {
    ...FROM_SUBNET1,
    title: "Subnet2 reaches the peer over the peering",
    from: "azurerm_subnet.subnet2",
    to: "10.2.0.4",
    verdict: "delivered",
    passes: ["azurerm_virtual_network_peering.vnet1-vnet2"],
  },
  {
    ...FROM_SUBNET1,
    title: "Subnet2 reaches the network on-premises over the gateway",
    from: "azurerm_subnet.subnet2",
    to: "10.10.0.5",
    verdict: "delivered",
    passes: ["azurerm_virtual_network_gateway.vpn"],
  },
  {
    ...FROM_SUBNET1,
    title: "Subnet2 reaches the Internet directly",
    from: "azurerm_subnet.subnet2",
    to: "internet",
    verdict: "delivered",
    passes: ["system route 0.0.0.0/0"],
  },
  {
    ...FROM_SUBNET1,
    title: "Subnet2 drops what is for 192.168.0.0/16",
    from: "azurerm_subnet.subnet2",
    to: "192.168.3.1",
    verdict: "dropped",
    decidedBy: "system route 192.168.0.0/16",
  },
  {
    ...VMS,
    title: "10.0.5.0/24 wins over 10.0.0.0/16",
    resources: learned(
      [],
      [
        ["long", "10.0.5.0/24", "None"],
        ["short", "10.0.0.0/16", "VnetLocal"],
      ],
    ),
    to: "10.0.5.5",
    verdict: "dropped",
    decidedBy: "azurerm_route.long",
  },
  {
    ...VMS,
    title: "10.0.0.0/16 has what is not in 10.0.5.0/24",
    resources: learned(
      [],
      [
        ["long", "10.0.5.0/24", "None"],
        ["short", "10.0.0.0/16", "VnetLocal"],
      ],
    ),
    to: "10.0.0.9",
    verdict: "delivered",
    passes: ["azurerm_route.short"],
  },
  {
    ...VMS,
    title: "A user-defined default route to the gateway wins over Azure's own",
    source: SELECTION,
    resources: learned(["192.168.0.0/16"], [["tunnel", "0.0.0.0/0", "VirtualNetworkGateway"]]),
    to: "internet",
    verdict: "unknown",
    passes: ["azurerm_route.tunnel", "azurerm_virtual_network_gateway.vpn"],
    avoids: ["system route"],
  },
  {
    ...VMS,
    title: "A user-defined route wins over one of the gateway with the same prefix",
    resources: learned(["192.168.0.0/16"], [["site", "192.168.0.0/16", "None"]]),
    to: "192.168.1.1",
    verdict: "dropped",
    decidedBy: "azurerm_route.site",
  },
  {
    ...VMS,
    title: "A longer prefix of the gateway wins over a user-defined route",
    resources: learned(["192.168.7.0/24"], [["site", "192.168.0.0/16", "None"]]),
    to: "192.168.7.1",
    verdict: "delivered",
    passes: ["azurerm_virtual_network_gateway.vpn"],
  },
  {
    ...VMS,
    title: "A default route that the gateway learned wins over Azure's own (forced tunnelling)",
    source: "vpn-gateway/vpn-gateway-forced-tunneling-rm",
    resources: learned(["0.0.0.0/0"]),
    to: "internet",
    verdict: "unknown",
    passes: ["learned from the gateway"],
    avoids: ["default outbound access"],
  },
  {
    ...VMS,
    title: "A range of the gateway in place of one that Azure drops",
    resources: learned(["192.168.0.0/16"]),
    to: "192.168.1.1",
    verdict: "delivered",
    passes: ["learned from the gateway"],
  },
  {
    ...VMS,
    title: "The network's own route wins over a more specific one of the gateway",
    resources: learned(["10.0.5.0/24"]),
    to: "azurerm_subnet.other",
    verdict: "delivered",
    passes: ["system route 10.0.0.0/16"],
    avoids: ["gateway"],
  },
  {
    ...VMS,
    title: "A peer's route wins over a more specific one of the gateway",
    resources: {
      ...learned(["10.1.0.0/24"]),
      ...network("spoke", "10.1.0.0/16"),
      ...subnet("far", "spoke", "10.1.0.0/24"),
      ...peering("hub", "spoke"),
    },
    to: "azurerm_subnet.far",
    verdict: "delivered",
    passes: ["azurerm_virtual_network_peering.hub-spoke"],
  },
  {
    ...VMS,
    title: "Without propagation the subnet has no routes of the gateway",
    source: `${PAGE}#border-gateway-protocol`,
    resources: learned(["192.168.0.0/16"], [], { bgp_route_propagation_enabled: false }),
    to: "192.168.1.1",
    verdict: "dropped",
    decidedBy: "system route 192.168.0.0/16",
  },
  {
    ...VMS,
    title: "Without propagation a user-defined route still leads to the gateway",
    source: `${PAGE}#border-gateway-protocol`,
    resources: learned(["192.168.0.0/16"], [["site", "192.168.0.0/16", "VirtualNetworkGateway"]], {
      bgp_route_propagation_enabled: false,
    }),
    to: "192.168.1.1",
    verdict: "delivered",
    passes: ["azurerm_route.site", "azurerm_virtual_network_gateway.vpn"],
  },
  {
    ...VMS,
    title: "A route for a service tag may have what a default route would send elsewhere",
    source: `${PAGE}#service-tags-for-user-defined-routes`,
    resources: learned(
      [],
      [
        ["storage", "Storage", "Internet"],
        ["default", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4"],
      ],
    ),
    to: "shop.contoso.com",
    verdict: "unknown",
    decidedBy: "",
  },
  {
    ...VMS,
    title: "The network's route, however general, is not the gateway's for a range around it",
    source: `${PAGE}#default`,
    resources: learned(["10.0.0.0/8"]),
    to: "10.99.0.1",
    verdict: "delivered",
    passes: ["learned from the gateway"],
  },
  {
    ...VMS,
    title: "An appliance needs a direct connection",
    source: `${PAGE}#user-defined`,
    resources: learned(["192.168.0.0/16"], [["nva", "0.0.0.0/0", "VirtualAppliance", "192.168.1.4"]]),
    to: "internet",
    verdict: "dropped",
    decidedBy: "the appliance is in no network",
  },
];
