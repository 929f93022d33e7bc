import {
  firewall,
  FIREWALL,
  gateway,
  HUB_AND_SPOKE,
  loadBalancer,
  natGateway,
  peering,
  routeTable,
  securityGroup,
  type Rule,
} from "../support/azure.js";
import { network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const HOW = "virtual-network/network-security-group-how-it-works";
const OVERVIEW = "virtual-network/network-security-groups-overview";
const TAGS = "virtual-network/service-tags-overview#available-service-tags";

const TWO: Resources = {
  ...network("one", "10.1.0.0/16"),
  ...subnet("a", "one", "10.1.0.0/24"),
  ...subnet("b", "one", "10.1.1.0/24"),
};

/** Two subnets of a network with groups on them. */
function groups(onA: readonly Rule[], onB: readonly Rule[]): Resources {
  return { ...TWO, ...securityGroup("a", ["a"], onA), ...securityGroup("b", ["b"], onB) };
}

/** A subnet with a NAT gateway and rules for what leaves. */
function outbound(name: string, rules: readonly Rule[]): Resources {
  return { ...TWO, ...natGateway(name, "20.50.0.1", ["a"]), ...securityGroup("a", ["a"], rules) };
}

/** A public load balancer for port 80 with a virtual machine in subnet "a". */
function published(rules: readonly Rule[]): Resources {
  return { ...TWO, ...loadBalancer("a", "10.1.0.10"), ...securityGroup("a", ["a"], rules) };
}

function rule(
  name: string,
  priority: number,
  direction: Rule["direction"],
  access: Rule["access"],
  more: Partial<Rule> = {},
): Rule {
  return { name, priority, direction, access, ...more };
}

const WEB = rule("Allow80", 100, "Inbound", "Allow", { from: "Internet", port: "80", protocol: "Tcp" });
const FROM_INTERNET = { from: "internet", to: "azurerm_public_ip.lb", port: 80 } as const;
const A_TO_B = { from: "azurerm_subnet.a", to: "azurerm_subnet.b" } as const;

export const SECURITY_GROUPS: readonly DocumentedCase[] = [
  {
    title: "VM1: without a rule for port 80 DenyAllInbound denies it",
    source: `${HOW}#inbound-traffic`,
    resources: published([]),
    ...FROM_INTERNET,
    verdict: "dropped",
    decidedBy: "DenyAllInBound",
  },
  {
    title: "VM2: a rule of the subnet's group allows port 80",
    source: `${HOW}#inbound-traffic`,
    resources: published([WEB]),
    ...FROM_INTERNET,
    verdict: "delivered",
    passes: ["azurerm_lb.web", "Allow80"],
    arrives: { destination: "10.1.0.10" },
  },
  {
    title: "A public load balancer is closed to subnets without a group",
    source: "load-balancer/load-balancer-overview#secure-by-default",
    resources: { ...TWO, ...loadBalancer("a", "10.1.0.10") },
    ...FROM_INTERNET,
    verdict: "dropped",
  },
  {
    title: "VM4: without groups everything passes between subnets",
    source: `${HOW}#inbound-traffic`,
    resources: TWO,
    ...A_TO_B,
    verdict: "delivered",
  },
  {
    title: "A rule that denies port 80 outbound denies it",
    source: `${HOW}#outbound-traffic`,
    resources: {
      ...groups([rule("Deny80", 100, "Outbound", "Deny", { port: "80", to: "Internet" })], []),
      ...subnet("a", "one", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    },
    from: "azurerm_subnet.a",
    to: "internet",
    port: 80,
    verdict: "dropped",
    decidedBy: "Deny80",
  },
  {
    title: "AllowInternetOutbound allows what no rule denies",
    source: `${HOW}#outbound-traffic`,
    resources: {
      ...groups([], []),
      ...subnet("a", "one", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    },
    from: "azurerm_subnet.a",
    to: "internet",
    port: 80,
    verdict: "delivered",
    passes: ["AllowInternetOutBound"],
  },
  {
    title: "Within a subnet the default rules allow everything",
    source: `${HOW}#intra-subnet-traffic`,
    resources: groups([], []),
    from: "10.1.0.4",
    to: "10.1.0.5",
    verdict: "delivered",
    passes: ["AllowVnetOutBound", "AllowVnetInBound"],
  },
  {
    title: "Rules that deny everything separate the machines of a subnet",
    source: `${HOW}#intra-subnet-traffic`,
    resources: groups([rule("DenyIn", 100, "Inbound", "Deny"), rule("DenyOut", 100, "Outbound", "Deny")], []),
    from: "10.1.0.4",
    to: "10.1.0.5",
    verdict: "dropped",
    decidedBy: "DenyOut",
  },
  {
    title: "The lower number is the higher priority",
    source: `${OVERVIEW}#security-rules`,
    resources: groups(
      [],
      [rule("Deny", 200, "Inbound", "Deny"), rule("Allow", 100, "Inbound", "Allow", { port: "443" })],
    ),
    ...A_TO_B,
    verdict: "delivered",
    passes: ["Allow (priority 100)"],
  },
  {
    title: "A rule with a later priority does not count once one matched",
    source: `${OVERVIEW}#security-rules`,
    resources: groups(
      [],
      [rule("Deny", 100, "Inbound", "Deny"), rule("Allow", 200, "Inbound", "Allow", { port: "443" })],
    ),
    ...A_TO_B,
    verdict: "dropped",
    decidedBy: "Deny (priority 100)",
  },
  {
    title: "Both subnets' groups have to allow a connection",
    source: `${HOW}#inbound-traffic`,
    resources: groups([], [rule("DenyA", 100, "Inbound", "Deny", { from: "10.1.0.0/24" })]),
    ...A_TO_B,
    verdict: "dropped",
    decidedBy: "DenyA",
  },
  {
    title: "Answers need no rule, since groups keep state",
    source: `${OVERVIEW}#security-rules`,
    resources: groups(
      [rule("NothingIn", 100, "Inbound", "Deny")],
      [rule("NothingOut", 100, "Outbound", "Deny")],
    ),
    ...A_TO_B,
    verdict: "delivered",
  },
  {
    title: "The protocol of a rule counts",
    source: `${OVERVIEW}#security-rules`,
    resources: groups([], [rule("NoUdp", 100, "Inbound", "Deny", { protocol: "Udp" })]),
    ...A_TO_B,
    verdict: "delivered",
  },
  {
    title: "Ports may be ranges",
    source: `${OVERVIEW}#security-rules`,
    resources: groups([], [rule("High", 100, "Inbound", "Deny", { port: "8000-8999" })]),
    ...A_TO_B,
    port: 8443,
    verdict: "dropped",
    decidedBy: "High",
  },
  {
    title: "The tag VirtualNetwork has the peers",
    source: TAGS,
    resources: {
      ...HUB_AND_SPOKE,
      ...subnet("shared", "hub", "10.0.0.0/24"),
      ...peering("hub", "spoke"),
      ...securityGroup("vms", ["vms"], []),
    },
    from: "azurerm_subnet.shared",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
    passes: ["AllowVnetInBound"],
  },
  {
    title: "With a default route of its own the tag VirtualNetwork has everything",
    source: TAGS,
    resources: {
      ...HUB_AND_SPOKE,
      ...firewall(),
      ...peering("hub", "spoke"),
      ...securityGroup("vms", ["vms"], []),
      ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    },
    from: "azurerm_subnet.vms",
    to: "internet",
    verdict: "dropped",
    passes: ["AllowVnetOutBound", "azurerm_firewall.hub"],
    decidedBy: "no rule matches the packet",
  },
  {
    title: "Probes come from the tag AzureLoadBalancer",
    source: `${OVERVIEW}#allowazureloadbalancerinbound`,
    resources: groups([], []),
    from: "168.63.129.16",
    to: "azurerm_subnet.b",
    verdict: "delivered",
  },
  {
    title: "A rule may deny the probes",
    source: "load-balancer/load-balancer-custom-probe-overview#probe-source-ip-address",
    resources: groups([], [rule("NoProbes", 100, "Inbound", "Deny", { from: "AzureLoadBalancer" })]),
    from: "168.63.129.16",
    to: "azurerm_subnet.b",
    verdict: "dropped",
    decidedBy: "NoProbes",
  },
  {
    title: "The addresses of a regional tag are a set that is not known",
    source: TAGS,
    resources: {
      ...groups(
        [
          rule("Storage", 100, "Outbound", "Allow", { to: "Storage.WestEurope" }),
          rule("Nothing", 200, "Outbound", "Deny", { to: "Internet" }),
        ],
        [],
      ),
      ...subnet("a", "one", "10.1.0.0/24", { default_outbound_access_enabled: true }),
    },
    from: "azurerm_subnet.a",
    to: "shop.blob.core.windows.net",
    verdict: "unknown",
  },
  {
    title: "Anyone on the Internet is in no tag of a service",
    source: TAGS,
    resources: published([{ ...WEB, from: "GatewayManager" }]),
    ...FROM_INTERNET,
    verdict: "dropped",
    decidedBy: "DenyAllInBound",
  },
  {
    title: "The members of an application security group are not known",
    source: "virtual-network/application-security-groups",
    resources: groups(
      [],
      [
        rule("AllowWeb", 100, "Inbound", "Allow", {
          more: { source_address_prefix: undefined, source_application_security_group_ids: ["asg"] },
        }),
        rule("DenyRest", 200, "Inbound", "Deny"),
      ],
    ),
    ...A_TO_B,
    verdict: "unknown",
  },
  {
    title: "The tag VirtualNetwork has what is connected by a gateway",
    source: "virtual-network/service-tags-overview",
    resources: {
      ...network("vnet", "10.0.0.0/16"),
      ...subnet("vms", "vnet", "10.0.5.0/24"),
      ...gateway("vnet", "10.0.200.0/24", ["192.168.0.0/16"]),
      ...securityGroup("vms", ["vms"], []),
    },
    from: "192.168.1.1",
    to: "azurerm_subnet.vms",
    verdict: "delivered",
    passes: ["AllowVnetInBound"],
  },
  {
    title: "The tag Internet does not have the prefixes of routes, which VirtualNetwork has",
    source: "virtual-network/service-tags-overview",
    resources: {
      ...network("vnet", "10.0.0.0/16"),
      ...subnet("vms", "vnet", "10.0.5.0/24", { default_outbound_access_enabled: true }),
      ...routeTable("vms", ["vms"], [["partner", "20.0.0.0/16", "Internet"]]),
      ...securityGroup(
        "vms",
        ["vms"],
        [
          { name: "out", priority: 100, direction: "Outbound", access: "Deny", to: "Internet" },
          { name: "all", priority: 200, direction: "Outbound", access: "Allow" },
        ],
      ),
    },
    from: "azurerm_subnet.vms",
    to: "www.example.com",
    verdict: "unknown",
  },
  {
    title:
      "AzureCloud has the addresses of storage, so that denying it comes before a later rule for storage",
    source: TAGS,
    resources: outbound("acct", [
      rule("DenyCloud", 100, "Outbound", "Deny", { to: "AzureCloud" }),
      rule("Storage", 110, "Outbound", "Allow", { to: "Storage" }),
    ]),
    from: "azurerm_subnet.a",
    to: "acct.blob.core.windows.net",
    verdict: "dropped",
    decidedBy: "DenyCloud",
  },
  {
    title: "AzureCloud of a region has the regional addresses of storage, and of no other region",
    source: TAGS,
    resources: outbound("regional", [
      rule("DenyCloud", 100, "Outbound", "Deny", { to: "AzureCloud.northeurope" }),
      rule("Storage", 110, "Outbound", "Allow", { to: "Storage.westeurope" }),
    ]),
    from: "azurerm_subnet.a",
    to: "tag:Storage.westeurope",
    verdict: "delivered",
  },
];
