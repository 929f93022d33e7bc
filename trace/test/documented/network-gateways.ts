import { firewall, FIREWALL, gateway, peering, routeTable, HUB_AND_SPOKE } from "../support/azure.js";
import { id, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const COEXIST = "expressroute/expressroute-howto-coexist-resource-manager";
const BGP = "vpn-gateway/vpn-gateway-bgp-overview";
const ROUTES = "virtual-network/virtual-networks-udr-overview#border-gateway-protocol";
const GATEWAY = "azurerm_virtual_network_gateway_connection.site";

/** A spoke that goes out by itself and uses the gateways of the hub. */
function spoke(gateways: Resources): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...subnet("vms", "spoke", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    ...peering("hub", "spoke", { allow_gateway_transit: true }, { use_remote_gateways: true }),
    ...gateways,
  };
}

const VPN = gateway("hub", "10.0.200.0/24", ["10.10.0.0/16"]);

const EXPRESSROUTE: Resources = {
  ...subnet("GatewaySubnet", "hub", "10.0.200.0/24"),
  "azurerm_virtual_network_gateway.er": {
    type: "ExpressRoute",
    ip_configuration: [{ subnet_id: id("azurerm_subnet.GatewaySubnet") }],
  },
};

function vpnWith(connection: object): Resources {
  return { ...VPN, [GATEWAY]: { ...VPN[GATEWAY], ...connection } };
}

const FROM = { from: "azurerm_subnet.vms", port: 443 } as const;

export const NETWORK_GATEWAYS: readonly DocumentedCase[] = [
  {
    ...FROM,
    title: "A VPN gateway next to an ExpressRoute gateway keeps its sites",
    source: COEXIST,
    resources: spoke({ ...VPN, ...EXPRESSROUTE }),
    to: "10.10.0.5",
    verdict: "delivered",
    passes: ["10.10.0.0/16 -> gateway"],
  },
  {
    ...FROM,
    title: "An ExpressRoute gateway beside a VPN gateway may have other ranges",
    source: COEXIST,
    resources: spoke({ ...EXPRESSROUTE, ...VPN }),
    to: "192.168.5.5",
    verdict: "unknown",
  },
  {
    ...FROM,
    title: "A VPN gateway without BGP has the ranges of its sites only",
    source: BGP,
    resources: spoke(VPN),
    to: "10.20.0.5",
    verdict: "dropped",
    decidedBy: "system route 10.0.0.0/8",
  },
  {
    ...FROM,
    title: "A VPN gateway with BGP may have learned others",
    source: BGP,
    resources: spoke(vpnWith({ bgp_enabled: true })),
    to: "10.20.0.5",
    verdict: "unknown",
  },
  {
    ...FROM,
    title: "A VPN gateway that another gateway is connected to may have learned the ranges of its network",
    source: "vpn-gateway/vpn-gateway-howto-vnet-vnet-resource-manager-portal",
    resources: spoke(vpnWith({ local_network_gateway_id: undefined, type: "Vnet2Vnet" })),
    to: "10.20.0.5",
    verdict: "unknown",
  },
  {
    ...FROM,
    title: "Over ExpressRoute a default route may have been learned, which comes before Azure's own",
    source: ROUTES,
    resources: spoke(EXPRESSROUTE),
    to: "internet",
    verdict: "unknown",
  },
  {
    ...FROM,
    title: "Without propagation no learned default route counts",
    source: ROUTES,
    resources: spoke({
      ...EXPRESSROUTE,
      ...routeTable("vms", ["vms"], [["other", "192.0.2.0/24", "None"]], {
        bgp_route_propagation_enabled: false,
      }),
    }),
    to: "internet",
    verdict: "delivered",
  },
  {
    ...FROM,
    title: "A more specific route that a gateway learned comes before a user-defined default route",
    source: "virtual-network/virtual-networks-udr-overview#how-azure-selects-a-route",
    resources: spoke({
      ...EXPRESSROUTE,
      ...firewall(),
      ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    }),
    to: "10.50.0.5",
    verdict: "unknown",
    passes: ["0.0.0.0/0 -> appliance"],
  },
];
