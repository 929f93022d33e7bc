/** Networks, subnets and what is associated with them. */
import type { FoundResource } from "../found.js";
import { at, defined, found, listAt, partOf, textAt, textsAt, type ArmResource } from "./arm-resource.js";

export function networkOfArm(network: ArmResource): readonly FoundResource[] {
  const { values } = network;
  const plan = textAt(values, "ddosProtectionPlan.id");
  return [
    found("azurerm_virtual_network", network, {
      address_space: textsAt(values, "addressSpace.addressPrefixes"),
      dns_servers: textsAt(values, "dhcpOptions.dnsServers"),
      ddos_protection_plan:
        plan === undefined ? undefined : [{ id: plan, enable: at(values, "enableDdosProtection") === true }],
    }),
    ...within(
      network,
      listAt(values, "subnets").flatMap((subnet) => subnetOfArm(partOf(network, "subnets", subnet))),
    ),
    ...within(
      network,
      listAt(values, "virtualNetworkPeerings").flatMap((peering) =>
        peeringOfArm(partOf(network, "virtualNetworkPeerings", peering)),
      ),
    ),
  ];
}

/** A range that is reserved in an IPAM pool of a network manager. */
export function staticCidrOfArm(range: ArmResource): readonly FoundResource[] {
  const { id, values } = range;
  return [
    found("azurerm_network_manager_ipam_pool_static_cidr", range, {
      ipam_pool_id: id.split("/").slice(0, -2).join("/"),
      address_prefixes: textsAt(values, "addressPrefixes"),
    }),
  ];
}

export function subnetOfArm(subnet: ArmResource): readonly FoundResource[] {
  const { id, values } = subnet;
  const one = textAt(values, "addressPrefix");
  const endpoints = listAt(values, "serviceEndpoints").flatMap(
    (endpoint) => textAt(endpoint, "service") ?? [],
  );
  const policies = textAt(values, "privateLinkServiceNetworkPolicies");
  return [
    found("azurerm_subnet", subnet, {
      virtual_network_name: parentOf(id),
      address_prefixes: textsAt(values, "addressPrefixes") ?? (one === undefined ? undefined : [one]),
      service_endpoints: endpoints.length === 0 ? undefined : endpoints,
      delegation: listAt(values, "delegations").map((delegation) => ({
        name: textAt(delegation, "name"),
        service_delegation: [
          { name: textAt(delegation, "serviceName"), actions: textsAt(delegation, "actions") ?? [] },
        ],
      })),
      default_outbound_access_enabled: at(values, "defaultOutboundAccess"),
      private_endpoint_network_policies: textAt(values, "privateEndpointNetworkPolicies"),
      private_link_service_network_policies_enabled:
        policies === undefined ? undefined : policies === "Enabled",
    }),
    ...association(id, "network_security_group", textAt(values, "networkSecurityGroup.id")),
    ...association(id, "route_table", textAt(values, "routeTable.id")),
    ...association(id, "nat_gateway", textAt(values, "natGateway.id")),
  ];
}

function association(subnet: string, kind: string, id: string | undefined): readonly FoundResource[] {
  if (id === undefined) return [];
  const type = `azurerm_subnet_${kind}_association`;
  const values = { id: subnet, subnet_id: subnet, [`${kind}_id`]: id };
  return [{ type, id: subnet, address: undefined, mode: "managed", values }];
}

export function peeringOfArm(peering: ArmResource): readonly FoundResource[] {
  const { id, values } = peering;
  return [
    found("azurerm_virtual_network_peering", peering, {
      virtual_network_name: parentOf(id),
      remote_virtual_network_id: textAt(values, "remoteVirtualNetwork.id"),
      allow_virtual_network_access: at(values, "allowVirtualNetworkAccess"),
      allow_forwarded_traffic: at(values, "allowForwardedTraffic"),
      allow_gateway_transit: at(values, "allowGatewayTransit"),
      use_remote_gateways: at(values, "useRemoteGateways"),
    }),
  ];
}

/** Name of the resource that contains a part. */
export function parentOf(id: string): string | undefined {
  return id.split("/").at(-3);
}

export function securityGroupOfArm(group: ArmResource): readonly FoundResource[] {
  return [
    found("azurerm_network_security_group", group, {}),
    ...within(
      group,
      listAt(group.values, "securityRules").flatMap((rule) =>
        securityRuleOfArm(partOf(group, "securityRules", rule)),
      ),
    ),
  ];
}

export function securityRuleOfArm(rule: ArmResource): readonly FoundResource[] {
  const { id, values } = rule;
  return [
    found("azurerm_network_security_rule", rule, {
      network_security_group_name: parentOf(id),
      priority: at(values, "priority"),
      direction: textAt(values, "direction"),
      access: textAt(values, "access"),
      protocol: textAt(values, "protocol"),
      description: textAt(values, "description"),
      source_port_range: textAt(values, "sourcePortRange"),
      source_port_ranges: textsAt(values, "sourcePortRanges"),
      destination_port_range: textAt(values, "destinationPortRange"),
      destination_port_ranges: textsAt(values, "destinationPortRanges"),
      source_address_prefix: textAt(values, "sourceAddressPrefix"),
      source_address_prefixes: textsAt(values, "sourceAddressPrefixes"),
      destination_address_prefix: textAt(values, "destinationAddressPrefix"),
      destination_address_prefixes: textsAt(values, "destinationAddressPrefixes"),
    }),
  ];
}

export function routeTableOfArm(table: ArmResource): readonly FoundResource[] {
  return [
    found("azurerm_route_table", table, {
      bgp_route_propagation_enabled: at(table.values, "disableBgpRoutePropagation") !== true,
    }),
    ...within(
      table,
      listAt(table.values, "routes").flatMap((route) => routeOfArm(partOf(table, "routes", route))),
    ),
  ];
}

export function routeOfArm(route: ArmResource): readonly FoundResource[] {
  return [
    found("azurerm_route", route, {
      route_table_name: parentOf(route.id),
      address_prefix: textAt(route.values, "addressPrefix"),
      next_hop_type: textAt(route.values, "nextHopType"),
      next_hop_in_ip_address: textAt(route.values, "nextHopIpAddress"),
    }),
  ];
}

/** Parts that a resource is shown with. */
function within({ id }: ArmResource, parts: readonly FoundResource[]): readonly FoundResource[] {
  return parts.map((part) => ({ ...part, owner: id }));
}

export function publicIpOfArm(address: ArmResource): readonly FoundResource[] {
  const { values } = address;
  return [
    found("azurerm_public_ip", address, {
      allocation_method: textAt(values, "publicIPAllocationMethod"),
      ip_address: textAt(values, "ipAddress"),
      public_ip_prefix_id: textAt(values, "publicIPPrefix.id"),
      ip_version: textAt(values, "publicIPAddressVersion"),
      sku: textAt(values, "sku.name"),
      sku_tier: textAt(values, "sku.tier"),
      zones: textsAt(values, "zones"),
      domain_name_label: textAt(values, "dnsSettings.domainNameLabel"),
      fqdn: textAt(values, "dnsSettings.fqdn"),
      idle_timeout_in_minutes: at(values, "idleTimeoutInMinutes"),
      ddos_protection_mode: textAt(values, "ddosSettings.protectionMode"),
      ddos_protection_plan_id: textAt(values, "ddosSettings.ddosProtectionPlan.id"),
    }),
  ];
}

export function publicIpPrefixOfArm(prefix: ArmResource): readonly FoundResource[] {
  const { values } = prefix;
  return [
    found("azurerm_public_ip_prefix", prefix, {
      prefix_length: at(values, "prefixLength"),
      ip_prefix: textAt(values, "ipPrefix"),
      sku: textAt(values, "sku.name"),
      zones: textsAt(values, "zones"),
    }),
  ];
}

export function natGatewayOfArm(gateway: ArmResource): readonly FoundResource[] {
  const { id, values } = gateway;
  const associated = (kind: string, attribute: string, path: string): readonly FoundResource[] =>
    listAt(values, path).flatMap((one) => {
      const target = textAt(one, "id");
      if (target === undefined) return [];
      const own = { id: `${id}|${target}`, nat_gateway_id: id, [attribute]: target };
      return [
        {
          type: `azurerm_nat_gateway_${kind}_association`,
          id: own.id,
          address: undefined,
          mode: "managed" as const,
          values: own,
        },
      ];
    });
  return [
    found("azurerm_nat_gateway", gateway, {
      sku_name: textAt(values, "sku.name"),
      idle_timeout_in_minutes: at(values, "idleTimeoutInMinutes"),
      zones: textsAt(values, "zones"),
    }),
    ...associated("public_ip", "public_ip_address_id", "publicIpAddresses"),
    ...associated("public_ip_prefix", "public_ip_prefix_id", "publicIpPrefixes"),
  ];
}

export function bastionOfArm(bastion: ArmResource): readonly FoundResource[] {
  const { values } = bastion;
  return [
    found("azurerm_bastion_host", bastion, {
      sku: textAt(values, "sku.name"),
      zones: textsAt(values, "zones"),
      scale_units: at(values, "scaleUnits"),
      tunneling_enabled: at(values, "enableTunneling"),
      virtual_network_id: textAt(values, "virtualNetwork.id"),
      ip_configuration: listAt(values, "ipConfigurations").map((configuration) =>
        defined({
          name: textAt(configuration, "name"),
          subnet_id: textAt(configuration, "subnet.id"),
          public_ip_address_id: textAt(configuration, "publicIPAddress.id"),
        }),
      ),
    }),
  ];
}
