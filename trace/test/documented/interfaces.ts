import {
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  LOAD_BALANCER,
  loadBalancer,
  natGateway,
  peering,
  routeTable,
  securityGroup,
  type Rule,
} from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const FILTERS = "virtual-network/network-security-group-how-it-works";
const GROUPS = "virtual-network/application-security-groups";
const PUBLIC = "virtual-network/ip-services/public-ip-addresses";
const OUTBOUND = "load-balancer/load-balancer-outbound-connections";

/** A virtual machine with one interface, whose public address and application security groups are optional. */
function machine(
  name: string,
  on: string,
  ip: string | undefined,
  more: { readonly publicIp?: string; readonly groups?: readonly string[]; readonly forwards?: boolean } = {},
): Resources {
  const { publicIp, groups = [], forwards = false } = more;
  return {
    [`azurerm_network_interface.${name}`]: {
      ip_forwarding_enabled: forwards,
      ip_configuration: [
        {
          subnet_id: id(`azurerm_subnet.${on}`),
          ...(ip === undefined ? {} : { private_ip_address: ip }),
          ...(publicIp === undefined ? {} : { public_ip_address_id: id(`azurerm_public_ip.${name}`) }),
        },
      ],
    },
    [`azurerm_linux_virtual_machine.${name}`]: {
      network_interface_ids: [id(`azurerm_network_interface.${name}`)],
    },
    ...(publicIp === undefined ? {} : { [`azurerm_public_ip.${name}`]: { ip_address: publicIp } }),
    ...Object.fromEntries(
      groups.map((group) => [
        `azurerm_network_interface_application_security_group_association.${name}-${group}`,
        {
          network_interface_id: id(`azurerm_network_interface.${name}`),
          application_security_group_id: id(`azurerm_application_security_group.${group}`),
        },
      ]),
    ),
  };
}

/** A security group on the interface of a machine. */
function onInterface(name: string, rules: readonly Rule[]): Resources {
  return {
    ...securityGroup(`${name}-nic`, [], rules),
    [`azurerm_network_interface_security_group_association.${name}`]: {
      network_interface_id: id(`azurerm_network_interface.${name}`),
      network_security_group_id: id(`azurerm_network_security_group.${name}-nic`),
    },
  };
}

const VMS: Resources = {
  ...network("spoke", "10.1.0.0/16"),
  ...subnet("vms", "spoke", "10.1.0.0/24"),
  ...subnet("clients", "spoke", "10.1.1.0/24"),
};
const [VM, CLIENTS] = ["azurerm_linux_virtual_machine.web", "azurerm_subnet.clients"];
const ALLOW: Rule = { name: "Allow", priority: 100, direction: "Inbound", access: "Allow" };
const DENY: Rule = { name: "Deny", priority: 100, direction: "Inbound", access: "Deny" };

/** The rules of the page on application security groups, and a machine in each of its groups. */
const APPLICATION: Resources = {
  ...VMS,
  ...machine("web", "vms", "10.1.0.4", { groups: ["web"] }),
  ...machine("logic", "vms", undefined, { groups: ["logic"] }),
  ...machine("db", "vms", "10.1.0.6", { groups: ["db"] }),
  ...securityGroup(
    "vms",
    ["vms"],
    [
      {
        ...ALLOW,
        name: "Allow-Database-BusinessLogic",
        priority: 110,
        protocol: "Tcp",
        port: "1433",
        more: groupsOf("logic", "db"),
      },
      { ...DENY, name: "Deny-Database-All", priority: 120, more: groupsOf(undefined, "db") },
    ],
  ),
};

function groupsOf(from: string | undefined, to: string): Readonly<Record<string, unknown>> {
  const ids = (name: string): readonly string[] => [id(`azurerm_application_security_group.${name}`)];
  return {
    ...(from === undefined
      ? {}
      : { source_address_prefix: undefined, source_application_security_group_ids: ids(from) }),
    destination_address_prefix: undefined,
    destination_application_security_group_ids: ids(to),
  };
}

export const INTERFACES: readonly DocumentedCase[] = [
  {
    title: "Inbound the interface's group comes after the subnet's, and both have to allow",
    source: `${FILTERS}#inbound-traffic`,
    resources: {
      ...VMS,
      ...machine("web", "vms", "10.1.0.4"),
      ...securityGroup("vms", ["vms"], [ALLOW]),
      ...onInterface("web", [DENY]),
    },
    from: CLIENTS,
    to: VM,
    verdict: "dropped",
    decidedBy: "azurerm_network_security_group.web-nic",
    passes: ["azurerm_network_security_group.vms", "azurerm_network_security_group.web-nic"],
  },
  {
    title: "Outbound the interface's group comes first",
    source: `${FILTERS}#outbound-traffic`,
    resources: {
      ...VMS,
      ...machine("web", "vms", "10.1.0.4"),
      ...securityGroup("vms", ["vms"], [{ ...DENY, direction: "Outbound" }]),
      ...onInterface("web", [{ ...ALLOW, direction: "Outbound" }]),
    },
    from: VM,
    to: CLIENTS,
    verdict: "dropped",
    decidedBy: "azurerm_network_security_group.vms",
    passes: ["azurerm_network_security_group.web-nic", "azurerm_network_security_group.vms"],
  },
  {
    title: "A group on an interface is none for another address of the subnet",
    source: `${FILTERS}#inbound-traffic`,
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4"), ...onInterface("web", [DENY]) },
    from: CLIENTS,
    to: "10.1.0.5",
    verdict: "delivered",
  },
  {
    title: "Any address of a subnet may be that of an interface with a group",
    source: `${FILTERS}#inbound-traffic`,
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4"), ...onInterface("web", [DENY]) },
    from: CLIENTS,
    to: "azurerm_subnet.vms",
    verdict: "unknown",
  },
  {
    title: "AsgLogic reaches AsgDb on port 1433",
    source: `${GROUPS}#allow-database-businesslogic`,
    resources: APPLICATION,
    from: "azurerm_linux_virtual_machine.logic",
    to: "azurerm_linux_virtual_machine.db",
    port: 1433,
    verdict: "delivered",
    passes: ["Allow-Database-BusinessLogic"],
  },
  {
    title: "AsgWeb does not reach AsgDb",
    source: `${GROUPS}#deny-database-all`,
    resources: APPLICATION,
    from: "azurerm_network_interface.web",
    to: "azurerm_linux_virtual_machine.db",
    port: 1433,
    verdict: "dropped",
    decidedBy: "Deny-Database-All",
  },
  {
    title: "The rules of AsgDb are none for AsgWeb",
    source: GROUPS,
    resources: APPLICATION,
    from: CLIENTS,
    to: VM,
    verdict: "delivered",
  },
  {
    title: "A public address of an interface is closed without a security group",
    source: `${PUBLIC}#sku`,
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4", { publicIp: "20.40.0.1" }) },
    from: "internet",
    to: "azurerm_public_ip.web",
    verdict: "dropped",
    decidedBy: "without a security group",
  },
  {
    title: "A security group opens the public address of an interface",
    source: `${PUBLIC}#sku`,
    resources: {
      ...VMS,
      ...machine("web", "vms", "10.1.0.4", { publicIp: "20.40.0.1" }),
      ...onInterface("web", [{ ...ALLOW, from: "Internet", port: "443" }]),
    },
    from: "internet",
    to: "azurerm_public_ip.web",
    verdict: "delivered",
    arrives: { source: "internet", destination: "azurerm_network_interface.web (10.1.0.4)" },
  },
  {
    title: "Answers of a public address that a route sends to a firewall are lost",
    source: "firewall/integrate-lb",
    resources: {
      ...HUB_AND_SPOKE,
      ...firewall(),
      ...peering("hub", "spoke"),
      ...machine("web", "vms", "10.1.0.4", { publicIp: "20.40.0.1" }),
      ...onInterface("web", [{ ...ALLOW, from: "Internet", port: "443" }]),
      ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
    },
    from: "internet",
    to: "20.40.0.1",
    verdict: "asymmetric",
    decidedBy: "azurerm_firewall.hub",
  },
  {
    title: "An interface goes out with its public address",
    source: OUTBOUND,
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4", { publicIp: "20.40.0.1" }) },
    from: VM,
    to: "internet",
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.web (20.40.0.1)" },
  },
  {
    title: "With its public address an interface has ICMP",
    source: "load-balancer/load-balancer-faqs",
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4", { publicIp: "20.60.0.4" }) },
    from: VM,
    to: "internet",
    protocol: "ICMP",
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.web (20.60.0.4)" },
  },
  {
    title: "A NAT gateway comes before the public address of an interface",
    source: "nat-gateway/nat-overview#outbound-connectivity",
    resources: {
      ...VMS,
      ...machine("web", "vms", "10.1.0.4", { publicIp: "20.40.0.1" }),
      ...natGateway("nat", "20.50.0.1", ["vms"]),
    },
    from: VM,
    to: "internet",
    verdict: "delivered",
    arrives: { source: "azurerm_public_ip.nat (20.50.0.1)" },
  },
  {
    title: "A backend of a public load balancer goes out with its address",
    source: `${OUTBOUND}#outboundrules`,
    resources: { ...VMS, ...loadBalancer("vms", "10.1.0.10") },
    from: "azurerm_network_interface.vm",
    to: "internet",
    verdict: "delivered",
    arrives: { source: `azurerm_public_ip.lb (${LOAD_BALANCER})` },
  },
  {
    title: "A backend of an internal load balancer has no default outbound access",
    source: "load-balancer/load-balancer-overview#securebydefault",
    resources: {
      ...VMS,
      ...subnet("vms", "spoke", "10.1.0.0/24", { default_outbound_access_enabled: true }),
      ...loadBalancer("vms", "10.1.0.10", { subnet: "vms", ip: "10.1.0.20" }),
    },
    from: "azurerm_network_interface.vm",
    to: "internet",
    verdict: "dropped",
  },
  {
    title: "The security group of an interface opens a public load balancer",
    source: "load-balancer/load-balancer-overview#securebydefault",
    resources: {
      ...VMS,
      ...loadBalancer("vms", "10.1.0.10"),
      ...onInterface("vm", [{ ...ALLOW, from: "Internet", port: "80" }]),
    },
    from: "internet",
    to: LOAD_BALANCER,
    port: 80,
    verdict: "delivered",
  },
  {
    title: "An appliance whose interface does not forward drops what routes send to it",
    source: "virtual-network/virtual-networks-udr-overview#user-defined",
    resources: {
      ...VMS,
      ...machine("nva", "clients", "10.1.1.4"),
      ...routeTable("vms", ["vms"], [["all", "0.0.0.0/0", "VirtualAppliance", "10.1.1.4"]]),
    },
    from: "azurerm_subnet.vms",
    to: "internet",
    verdict: "dropped",
    decidedBy: "azurerm_network_interface.nva",
  },
  {
    title: "What an appliance that forwards does is not known",
    source: "virtual-network/virtual-networks-udr-overview#user-defined",
    resources: {
      ...VMS,
      ...machine("nva", "clients", "10.1.1.4", { forwards: true }),
      ...routeTable("vms", ["vms"], [["all", "0.0.0.0/0", "VirtualAppliance", "10.1.1.4"]]),
    },
    from: "azurerm_subnet.vms",
    to: "internet",
    verdict: "unknown",
  },
  {
    title: "Clients on the Internet ask for the public address of a machine",
    source: PUBLIC,
    resources: {
      ...VMS,
      ...machine("web", "vms", "10.1.0.4", { publicIp: "20.60.0.4" }),
      ...onInterface("web", [ALLOW]),
    },
    from: "internet",
    to: VM,
    verdict: "delivered",
    arrives: { destination: "azurerm_network_interface.web (10.1.0.4)" },
  },
  {
    title: "Clients in the network ask for its private address",
    source: PUBLIC,
    resources: { ...VMS, ...machine("web", "vms", "10.1.0.4", { publicIp: "20.60.0.4" }) },
    from: CLIENTS,
    to: VM,
    verdict: "delivered",
    avoids: ["20.60.0.4"],
  },
];
