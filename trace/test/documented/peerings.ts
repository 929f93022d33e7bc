import {
  collection,
  firewall,
  FIREWALL,
  gateway,
  HUB_AND_SPOKE,
  networkRule,
  peering,
  routeTable,
  rules,
} from "../support/azure.js";
import { half, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const MANAGE = "virtual-network/virtual-network-manage-peering#create-a-peering";
const TRANSIT = "vpn-gateway/vpn-gateway-peering-gateway-transit";
const CHAINING = "virtual-network/virtual-network-peering-overview#service-chaining";
type Attributes = Readonly<Record<string, unknown>>;

const FORWARDED = { allow_forwarded_traffic: true };

const TWO_SPOKES: Resources = {
  ...HUB_AND_SPOKE,
  ...network("other", "10.2.0.0/16"),
  ...subnet("far", "other", "10.2.0.0/24"),
};

/** The half of a peering with a network of another configuration. */
const HIDDEN_PEER: Resources = {
  "azurerm_virtual_network_peering.far": {
    virtual_network_name: "spoke",
    remote_virtual_network_id:
      "/subscriptions/o/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/far",
  },
};

/** Both spokes send everything to the firewall of the hub, which allows port 443. */
function chained(spokes: Attributes, others: Attributes): Resources {
  return {
    ...TWO_SPOKES,
    ...firewall(),
    ...rules("all", 100, { network: [collection("web", 100, "Allow", networkRule("https", ["443"]))] }),
    ...peering("hub", "spoke", {}, spokes),
    ...peering("hub", "other", {}, others),
    ...routeTable("vms", ["vms"], [["vms", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    ...routeTable("far", ["far"], [["far", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
  };
}

/** A spoke that uses the gateway of the hub, as far as the halves say so. */
function transit(hubs: Attributes, spokes: Attributes): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...gateway("hub", "10.0.200.0/24", ["192.168.0.0/16"]),
    ...peering("hub", "spoke", hubs, spokes),
  };
}

const ALLOWED = { allow_gateway_transit: true };
const USED = { use_remote_gateways: true };
const SPOKES = { from: "azurerm_subnet.vms", to: "azurerm_subnet.far" } as const;
const SITE = { from: "azurerm_subnet.vms", to: "192.168.1.1" } as const;

export const PEERINGS: readonly DocumentedCase[] = [
  {
    title: "Peerings are not transitive",
    source: "virtual-network/virtual-networks-faq#is-vnet-peering-transitive",
    resources: { ...TWO_SPOKES, ...peering("hub", "spoke"), ...peering("hub", "other") },
    ...SPOKES,
    verdict: "dropped",
    decidedBy: "system route 10.0.0.0/8",
  },
  {
    title: "A peering with one half is not connected",
    source: MANAGE,
    resources: { ...TWO_SPOKES, ...half("spoke", "other") },
    ...SPOKES,
    verdict: "dropped",
  },
  {
    title: "Traffic flows between peers",
    source: "virtual-network/virtual-network-peering-overview#connectivity",
    resources: { ...TWO_SPOKES, ...peering("spoke", "other") },
    ...SPOKES,
    verdict: "delivered",
  },
  {
    title: "Without access to the remote network no traffic flows",
    source: MANAGE,
    resources: {
      ...TWO_SPOKES,
      ...peering(
        "spoke",
        "other",
        { allow_virtual_network_access: false },
        { allow_virtual_network_access: false },
      ),
    },
    ...SPOKES,
    verdict: "dropped",
  },
  {
    title: "Without access on one side no connection comes about",
    source: MANAGE,
    resources: { ...TWO_SPOKES, ...peering("spoke", "other", {}, { allow_virtual_network_access: false }) },
    ...SPOKES,
    verdict: "asymmetric",
  },
  {
    title: "Service chaining: spokes meet through the appliance of the hub",
    source: CHAINING,
    resources: chained(FORWARDED, FORWARDED),
    ...SPOKES,
    verdict: "delivered",
    passes: ["azurerm_route.vms", "azurerm_firewall.hub", "azurerm_virtual_network_peering.hub-other"],
  },
  {
    title: "The spoke's half has to allow what the hub forwards",
    source: MANAGE,
    resources: chained(FORWARDED, {}),
    ...SPOKES,
    verdict: "dropped",
    decidedBy: "azurerm_virtual_network_peering.other-hub",
  },
  {
    title: "The answer needs forwarded traffic as well",
    source: MANAGE,
    resources: chained({}, FORWARDED),
    ...SPOKES,
    verdict: "asymmetric",
    decidedBy: "azurerm_virtual_network_peering.spoke-hub",
  },
  {
    title: "The appliance drops what no rule of it allows",
    source: CHAINING,
    resources: chained(FORWARDED, FORWARDED),
    ...SPOKES,
    port: 22,
    verdict: "dropped",
    decidedBy: "no rule matches the packet",
  },
  {
    title: "A spoke reaches the network on-premises by the gateway of the hub",
    source: TRANSIT,
    resources: transit(ALLOWED, USED),
    ...SITE,
    verdict: "delivered",
    passes: ["learned from the gateway"],
  },
  {
    title: "The network on-premises reaches a spoke by the gateway of the hub",
    source: TRANSIT,
    resources: transit(ALLOWED, USED),
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
  },
  {
    title: "The hub has to allow gateway transit",
    source: TRANSIT,
    resources: transit({}, USED),
    ...SITE,
    verdict: "dropped",
    decidedBy: "system route 192.168.0.0/16",
  },
  {
    title: "The spoke has to use the remote gateway",
    source: TRANSIT,
    resources: transit(ALLOWED, {}),
    ...SITE,
    verdict: "dropped",
  },
  {
    title: "Without transit the network on-premises does not reach a spoke",
    source: TRANSIT,
    resources: transit(ALLOWED, {}),
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "dropped",
    decidedBy: "azurerm_virtual_network_peering.spoke-hub",
  },
  {
    title: "Traffic that the gateway forwards needs no forwarded traffic",
    source: MANAGE,
    resources: transit(ALLOWED, { ...USED, allow_forwarded_traffic: false }),
    from: "on-premises",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
  },
  {
    title: "What a peer that nothing describes has is not known",
    source: MANAGE,
    resources: { ...HUB_AND_SPOKE, ...HIDDEN_PEER },
    from: "azurerm_subnet.vms",
    to: "172.16.0.4",
    verdict: "unknown",
  },
  {
    title: "A peer that nothing describes has no addresses of the Internet and none of the network",
    source: MANAGE,
    resources: { ...HUB_AND_SPOKE, ...HIDDEN_PEER, ...subnet("db", "spoke", "10.1.1.0/24") },
    from: "azurerm_subnet.vms",
    to: "azurerm_subnet.db",
    verdict: "delivered",
  },
];
