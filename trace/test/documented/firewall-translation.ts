import {
  applicationRule,
  collection,
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  LOAD_BALANCER,
  loadBalancer,
  natGateway,
  natRule,
  networkRule,
  peering,
  routeTable,
  rules,
  securityGroup,
} from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const SNAT = "firewall/snat-private-range";
const BALANCER = "firewall/integrate-lb";

const ALL: Parameters<typeof rules>[2] = {
  network: [collection("all", 200, "Allow", networkRule("all", ["443"]))],
};

/** Two spokes whose only way to each other is the firewall; the far one may route on its own. */
function spokes(
  policy: Readonly<Record<string, unknown>>,
  allowed: Parameters<typeof rules>[2] = ALL,
  far: Parameters<typeof routeTable>[2] = [["far", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]],
): Resources {
  const forwarded = { allow_forwarded_traffic: true };
  return {
    ...HUB_AND_SPOKE,
    ...network("other", "10.2.0.0/16"),
    ...subnet("far", "other", "10.2.0.0/24"),
    ...peering("hub", "spoke", {}, forwarded),
    ...peering("hub", "other", {}, forwarded),
    ...firewall(policy),
    ...rules("group", 200, allowed),
    ...routeTable("vms", ["vms"], [["vms", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    ...routeTable("far", ["far"], far),
  };
}

const ACROSS = { from: "azurerm_subnet.vms", to: "azurerm_subnet.far" } as const;
const OUT = { from: "azurerm_subnet.vms", to: "internet" } as const;

/** A load balancer in front of 10.1.0.10, whose subnet has a default route to the firewall. */
function balanced(
  frontend: { subnet: string; ip: string } | undefined,
  to: string,
  more: Parameters<typeof routeTable>[2] = [],
): Resources {
  return {
    ...HUB_AND_SPOKE,
    ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
    ...firewall(),
    ...rules("group", 200, { nat: [collection("in", 100, "Dnat", natRule("web", "80", to, 80))] }),
    ...loadBalancer("vms", "10.1.0.10", frontend),
    ...securityGroup(
      "vms",
      ["vms"],
      [{ name: "web", priority: 100, direction: "Inbound", access: "Allow", port: "80" }],
    ),
    ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private], ...more]),
  };
}

const HOST_ROUTE = [["firewall", `${FIREWALL.public}/32`, "Internet"]] as const;
const INTERNAL = { subnet: "vms", ip: "10.1.0.200" };

/** A firewall in another hub, which the far spoke is a peer of as well. */
const SECOND: Resources = {
  ...network("second", "10.9.0.0/16"),
  ...peering("second", "other", {}, { allow_forwarded_traffic: true }),
  "azurerm_subnet.second": {
    name: "AzureFirewallSubnet",
    virtual_network_name: "second",
    address_prefixes: ["10.9.1.0/26"],
  },
  "azurerm_firewall.second": {
    firewall_policy_id: id("azurerm_firewall_policy.own"),
    ip_configuration: [{ subnet_id: id("azurerm_subnet.second"), private_ip_address: "10.9.1.4" }],
  },
};

const TUNNEL = "firewall/forced-tunneling";

/** A firewall whose subnet sends 0.0.0.0/0 to another one, in a subnet of the same network. */
const TUNNELLED: Resources = {
  ...spokes({}),
  ...subnet("edge", "hub", "10.0.2.0/24"),
  "azurerm_public_ip.edge": { ip_address: "20.50.0.7" },
  "azurerm_firewall.edge": {
    firewall_policy_id: id("azurerm_firewall_policy.own"),
    ip_configuration: [
      {
        subnet_id: id("azurerm_subnet.edge"),
        private_ip_address: "10.0.2.4",
        public_ip_address_id: id("azurerm_public_ip.edge"),
      },
    ],
  },
  ...routeTable("tunnel", ["AzureFirewallSubnet"], [["tunnel", "0.0.0.0/0", "VirtualAppliance", "10.0.2.4"]]),
};

export const FIREWALL_TRANSLATION: readonly DocumentedCase[] = [
  {
    title:
      "Forced tunnelling: the source is a private address of the firewall, translated again by its next hop",
    source: TUNNEL,
    resources: TUNNELLED,
    ...OUT,
    verdict: "delivered",
    passes: ["azurerm_firewall.hub", "azurerm_route.tunnel", "azurerm_firewall.edge"],
    arrives: { source: "azurerm_public_ip.edge (20.50.0.7)" },
  },
  {
    title: "Forced tunnelling to an appliance that nothing describes: what it does is unknown",
    source: TUNNEL,
    resources: {
      ...spokes({}),
      ...subnet("edge", "hub", "10.0.2.0/24"),
      ...routeTable(
        "tunnel",
        ["AzureFirewallSubnet"],
        [["tunnel", "0.0.0.0/0", "VirtualAppliance", "10.0.2.4"]],
      ),
    },
    ...OUT,
    verdict: "unknown",
    passes: ["azurerm_route.tunnel"],
  },
  {
    title:
      "Forced tunnelling: the answer to DNAT leaves by the next hop, which has not seen the connection begin",
    source: TUNNEL,
    resources: {
      ...TUNNELLED,
      ...rules("in", 100, { nat: [collection("in", 100, "Dnat", natRule("web", "80", "10.1.0.10", 80))] }),
    },
    from: "internet",
    to: "azurerm_public_ip.firewall",
    port: 80,
    verdict: "asymmetric",
  },
  {
    title: "Network rules keep the source towards private ranges",
    source: SNAT,
    resources: spokes({}),
    ...ACROSS,
    verdict: "delivered",
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "Network rules translate the source towards the Internet",
    source: SNAT,
    resources: spokes({}),
    ...OUT,
    verdict: "delivered",
    arrives: { source: `azurerm_public_ip.firewall (${FIREWALL.public})` },
  },
  {
    title: "Application rules translate the source towards private ranges as well",
    source: SNAT,
    resources: spokes({}, { application: [collection("all", 200, "Allow", applicationRule("all", ["*"]))] }),
    ...ACROSS,
    to: "far.contoso.com",
    verdict: "delivered",
    passes: ["rule application/all/all"],
  },
  {
    title: "255.255.255.255/32 as private range translates the source always",
    source: SNAT,
    resources: spokes({ private_ip_ranges: ["255.255.255.255/32"] }),
    ...ACROSS,
    verdict: "delivered",
    arrives: { source: FIREWALL.private },
  },
  {
    title: "0.0.0.0/0 as private range never translates, so nothing reaches the Internet",
    source: SNAT,
    resources: spokes({ private_ip_ranges: ["0.0.0.0/0"] }),
    ...OUT,
    verdict: "dropped",
    decidedBy: "nothing translates it",
  },
  {
    title: "0.0.0.0/0 as private range keeps the source between spokes",
    source: SNAT,
    resources: spokes({ private_ip_ranges: ["0.0.0.0/0"] }),
    ...ACROSS,
    verdict: "delivered",
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "IANAPrivateRanges adds to the default",
    source: SNAT,
    resources: spokes({ private_ip_ranges: ["IANAPrivateRanges", "20.0.0.0/8"] }),
    ...ACROSS,
    verdict: "delivered",
    arrives: { source: "10.1.0.0/24" },
  },
  {
    title: "Ranges of one's own replace the default",
    source: SNAT,
    resources: spokes({ private_ip_ranges: ["192.168.0.0/16"] }),
    ...ACROSS,
    verdict: "delivered",
    arrives: { source: FIREWALL.private },
  },
  {
    title: "An answer that takes another way than the connection is lost",
    source: "firewall/firewall-faq",
    resources: {
      ...spokes({}, ALL, []),
      ...peering("spoke", "other"),
      ...routeTable("vms", ["vms"], [["vms", "10.2.0.0/16", "VirtualAppliance", FIREWALL.private]]),
    },
    ...ACROSS,
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.hub",
  },
  {
    title: "With a translated source the answer comes back to the firewall",
    source: SNAT,
    resources: {
      ...spokes({ private_ip_ranges: ["255.255.255.255/32"] }, ALL, []),
      ...peering("spoke", "other"),
      ...routeTable("vms", ["vms"], [["vms", "10.2.0.0/16", "VirtualAppliance", FIREWALL.private]]),
    },
    ...ACROSS,
    verdict: "delivered",
  },
  {
    title: "A NAT gateway on the firewall's subnet has its egress",
    source: "firewall/integrate-with-nat-gateway",
    resources: { ...spokes({}), ...natGateway("nat", "20.50.0.1", ["AzureFirewallSubnet"]) },
    ...OUT,
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.nat (20.50.0.1)" },
  },
  {
    title: "Public load balancer: the answer goes to the firewall, which drops it",
    source: `${BALANCER}#asymmetric-routing`,
    resources: balanced(undefined, LOAD_BALANCER),
    from: "internet",
    to: "azurerm_public_ip.lb",
    port: 80,
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.hub",
  },
  {
    title: "Public load balancer behind the firewall: the answer goes to its private address",
    source: `${BALANCER}#fix-the-routing-issue`,
    resources: balanced(undefined, LOAD_BALANCER),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    port: 80,
    verdict: "asymmetric",
  },
  {
    title: "Public load balancer behind the firewall: a host route for its address mends the answer",
    source: `${BALANCER}#fix-the-routing-issue`,
    resources: balanced(undefined, LOAD_BALANCER, HOST_ROUTE),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    port: 80,
    verdict: "delivered",
    passes: ["rule nat/in/web", "azurerm_lb.web"],
  },
  {
    title: "Internal load balancer behind the firewall: no asymmetry",
    source: `${BALANCER}#internal-load-balancer`,
    resources: balanced(INTERNAL, INTERNAL.ip),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    port: 80,
    verdict: "delivered",
    passes: ["rule nat/in/web", "azurerm_lb.web"],
    arrives: { source: FIREWALL.private, destination: "10.1.0.10" },
  },
  {
    title: "An answer that comes to another firewall than the connection is lost",
    source: BALANCER,
    resources: { ...spokes({}, ALL, [["far", "0.0.0.0/0", "VirtualAppliance", "10.9.1.4"]]), ...SECOND },
    ...ACROSS,
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.second",
  },
];
