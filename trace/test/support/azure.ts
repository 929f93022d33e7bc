import { id, network, subnet, type Resources } from "./network.js";

type Attributes = Readonly<Record<string, unknown>>;

/** A route table with its routes, `[name, prefix, next hop type, address]`, on subnets. */
export function routeTable(
  name: string,
  subnets: readonly string[],
  routes: readonly (readonly [name: string, prefix: string, type: string, ip?: string])[],
  more: Attributes = {},
): Resources {
  return {
    [`azurerm_route_table.${name}`]: more,
    ...Object.fromEntries(
      routes.map(([route, prefix, type, ip]) => [
        `azurerm_route.${route}`,
        {
          route_table_name: name,
          address_prefix: prefix,
          next_hop_type: type,
          ...(ip === undefined ? {} : { next_hop_in_ip_address: ip }),
        },
      ]),
    ),
    ...Object.fromEntries(
      subnets.map((on) => [
        `azurerm_subnet_route_table_association.${on}`,
        { subnet_id: id(`azurerm_subnet.${on}`), route_table_id: id(`azurerm_route_table.${name}`) },
      ]),
    ),
  };
}

/** A rule of a security group; what is left out is `*`. */
export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol?: string;
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly more?: Attributes;
}

export function securityGroup(name: string, subnets: readonly string[], rules: readonly Rule[]): Resources {
  return {
    [`azurerm_network_security_group.${name}`]: {
      security_rule: rules.map(({ from = "*", to = "*", port = "*", protocol = "*", more, ...rule }) => ({
        ...rule,
        protocol,
        source_address_prefix: from,
        destination_address_prefix: to,
        source_port_range: "*",
        destination_port_range: port,
        ...more,
      })),
    },
    ...Object.fromEntries(
      subnets.map((on) => [
        `azurerm_subnet_network_security_group_association.${on}`,
        {
          subnet_id: id(`azurerm_subnet.${on}`),
          network_security_group_id: id(`azurerm_network_security_group.${name}`),
        },
      ]),
    ),
  };
}

export const FIREWALL = { public: "13.86.122.41", private: "10.0.1.4" };

/** A firewall in the subnet 10.0.1.0/26 of network "hub", with policy "own". */
export function firewall(policy: Attributes = {}): Resources {
  return {
    ...subnet("AzureFirewallSubnet", "hub", "10.0.1.0/26"),
    "azurerm_public_ip.firewall": { ip_address: FIREWALL.public },
    "azurerm_firewall_policy.own": policy,
    "azurerm_firewall.hub": {
      firewall_policy_id: id("azurerm_firewall_policy.own"),
      ip_configuration: [
        {
          subnet_id: id("azurerm_subnet.AzureFirewallSubnet"),
          public_ip_address_id: id("azurerm_public_ip.firewall"),
          private_ip_address: FIREWALL.private,
        },
      ],
    },
  };
}

/** A rule collection group with collections by kind: `network`, `application`, `nat`. */
export function rules(
  name: string,
  priority: number,
  collections: Readonly<Record<string, readonly Attributes[]>>,
  policy = "own",
): Resources {
  return {
    [`azurerm_firewall_policy_rule_collection_group.${name}`]: {
      firewall_policy_id: id(`azurerm_firewall_policy.${policy}`),
      priority,
      ...Object.fromEntries(
        Object.entries(collections).map(([kind, list]) => [`${kind}_rule_collection`, list]),
      ),
    },
  };
}

/** A network rule from anywhere to anywhere unless it says otherwise. */
export function networkRule(name: string, ports: readonly string[], more: Attributes = {}): Attributes {
  return {
    name,
    protocols: ["TCP"],
    source_addresses: ["*"],
    destination_addresses: ["*"],
    destination_ports: ports,
    ...more,
  };
}

/** An application rule for HTTP and HTTPS. */
export function applicationRule(name: string, names: readonly string[], more: Attributes = {}): Attributes {
  return {
    name,
    source_addresses: ["*"],
    destination_fqdns: names,
    protocols: [
      { type: "Http", port: 80 },
      { type: "Https", port: 443 },
    ],
    ...more,
  };
}

export function collection(
  name: string,
  priority: number,
  action: "Allow" | "Deny" | "Dnat",
  ...rule: readonly Attributes[]
): Attributes {
  return { name, priority, action, rule };
}

export function natRule(name: string, port: string, to: string, toPort: number): Attributes {
  return {
    name,
    protocols: ["TCP"],
    source_addresses: ["*"],
    destination_address: FIREWALL.public,
    destination_ports: [port],
    translated_address: to,
    translated_port: toPort,
  };
}

/** A VPN gateway in a GatewaySubnet of a network, connected to ranges on-premises. */
export function gateway(of: string, prefix: string, ranges: readonly string[]): Resources {
  return {
    ...subnet("GatewaySubnet", of, prefix),
    "azurerm_local_network_gateway.site": { address_space: ranges },
    "azurerm_virtual_network_gateway.vpn": {
      type: "Vpn",
      ip_configuration: [{ subnet_id: id("azurerm_subnet.GatewaySubnet") }],
    },
    "azurerm_virtual_network_gateway_connection.site": {
      virtual_network_gateway_id: id("azurerm_virtual_network_gateway.vpn"),
      local_network_gateway_id: id("azurerm_local_network_gateway.site"),
    },
  };
}

export function natGateway(name: string, ip: string, subnets: readonly string[]): Resources {
  return {
    [`azurerm_public_ip.${name}`]: { ip_address: ip },
    [`azurerm_nat_gateway.${name}`]: {},
    [`azurerm_nat_gateway_public_ip_association.${name}`]: {
      nat_gateway_id: id(`azurerm_nat_gateway.${name}`),
      public_ip_address_id: id(`azurerm_public_ip.${name}`),
    },
    ...Object.fromEntries(
      subnets.map((on) => [
        `azurerm_subnet_nat_gateway_association.${on}`,
        { subnet_id: id(`azurerm_subnet.${on}`), nat_gateway_id: id(`azurerm_nat_gateway.${name}`) },
      ]),
    ),
  };
}

export const LOAD_BALANCER = "20.61.0.10";

/** A load balancer for port 80 with one backend, the network interface 10.1.0.10 of a subnet; private with a frontend address. */
export function loadBalancer(
  on: string,
  backend: string,
  frontend?: { subnet: string; ip: string },
): Resources {
  const front =
    frontend === undefined
      ? { public_ip_address_id: id("azurerm_public_ip.lb") }
      : { subnet_id: id(`azurerm_subnet.${frontend.subnet}`), private_ip_address: frontend.ip };
  return {
    "azurerm_public_ip.lb": { ip_address: LOAD_BALANCER },
    "azurerm_lb.web": { frontend_ip_configuration: [{ name: "front", ...front }] },
    "azurerm_lb_backend_address_pool.web": { loadbalancer_id: id("azurerm_lb.web") },
    "azurerm_network_interface.vm": {
      ip_configuration: [{ subnet_id: id(`azurerm_subnet.${on}`), private_ip_address: backend }],
    },
    "azurerm_network_interface_backend_address_pool_association.vm": {
      network_interface_id: id("azurerm_network_interface.vm"),
      backend_address_pool_id: id("azurerm_lb_backend_address_pool.web"),
    },
    "azurerm_lb_rule.http": {
      loadbalancer_id: id("azurerm_lb.web"),
      frontend_ip_configuration_name: "front",
      protocol: "Tcp",
      frontend_port: 80,
      backend_port: 80,
      backend_address_pool_ids: [id("azurerm_lb_backend_address_pool.web")],
    },
  };
}

/** Both halves of a peering. */
export function peering(
  one: string,
  other: string,
  ones: Attributes = {},
  others: Attributes = {},
): Resources {
  return { ...peeringHalf(one, other, ones), ...peeringHalf(other, one, others) };
}

function peeringHalf(from: string, to: string, more: Attributes): Resources {
  return {
    [`azurerm_virtual_network_peering.${from}-${to}`]: {
      virtual_network_name: from,
      remote_virtual_network_id: id(`azurerm_virtual_network.${to}`),
      ...more,
    },
  };
}

/** Hub 10.0.0.0/16 and a spoke 10.1.0.0/16 with subnet "vms", 10.1.0.0/24. */
export const HUB_AND_SPOKE: Resources = {
  ...network("hub", "10.0.0.0/16"),
  ...network("spoke", "10.1.0.0/16"),
  ...subnet("vms", "spoke", "10.1.0.0/24"),
};
