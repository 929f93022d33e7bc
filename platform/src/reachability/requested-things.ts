import {
  ExistingVirtualNetwork,
  isVirtualHub,
  RequestedSecurityRule,
  RequestedSubnetSetting,
  RequestedTableRoute,
  RequestedZoneLink,
  type ExistingSecurityGroup,
  type HubConnection,
  type HubPeering,
  type IVirtualNetwork,
  type Spoke,
} from "@aks-topology/constructs/internal";
import type { Thing } from "@aks-topology/trace";
import type { IConstruct } from "constructs";
import { hubConnection } from "./hub-connection-things.js";
import { describedThing, type Attributes } from "./described-thing.js";

/** What teams of existing things are asked for, as if they had done it. */
export function requestThings(construct: IConstruct): readonly Thing[] {
  if (construct instanceof RequestedTableRoute) return [routeOf(construct)];
  if (construct instanceof RequestedSecurityRule) return [ruleOf(construct)];
  if (construct instanceof RequestedSubnetSetting) return settingOf(construct);
  if (construct instanceof RequestedZoneLink) return [linkOf(construct)];
  return [];
}

function routeOf(route: RequestedTableRoute): Thing {
  const { name, range, hop, routeTableId } = route;
  const nextHop: Attributes =
    typeof hop === "string"
      ? { next_hop_type: hop }
      : { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: hop.privateIpAddress };
  return describedThing(
    "azurerm_route",
    route,
    { name, route_table_id: routeTableId, address_prefix: range.literal, ...nextHop },
    `route asked for: ${name}`,
  );
}

/** The group of a subnet that its team has not named. */
function groupIdOf(targetId: string): string {
  return /\/subnets\/[^/]+$/i.test(targetId) ? `${targetId}/securityGroup` : targetId;
}

export function groupThings(group: ExistingSecurityGroup): readonly Thing[] {
  const target = group.securityGroupId ?? group.subnetId;
  const id = groupIdOf(target);
  return [
    describedThing("azurerm_network_security_group", group, { id, name: id.split("/").at(-1) }),
    describedThing("azurerm_subnet_network_security_group_association", group, {
      subnet_id: group.subnetId,
      network_security_group_id: id,
    }),
  ];
}

/** Rules are asked for in their order. */
function ruleOf(request: RequestedSecurityRule): Thing {
  const { rule, direction, access, targetId } = request;
  const order = Number(/\d+$/.exec(request.node.id)?.[0] ?? 1);
  return describedThing(
    "azurerm_network_security_rule",
    request,
    {
      name: rule.name,
      network_security_group_id: groupIdOf(targetId),
      direction,
      access,
      priority: access === "Deny" ? 4096 : 100 + order,
      protocol: rule.protocol,
      source_address_prefixes: rule.from,
      destination_address_prefixes: rule.to,
      destination_port_ranges: rule.ports,
      source_port_range: "*",
    },
    `rule asked for: ${rule.name}`,
  );
}

function settingOf(request: RequestedSubnetSetting): readonly Thing[] {
  const { setting, subnetId } = request;
  switch (setting.type) {
    case "route-table":
      return [
        describedThing("azurerm_subnet_route_table_association", request, {
          subnet_id: subnetId,
          route_table_id: setting.routeTableId,
        }),
      ];
    case "security-group":
      return [
        describedThing("azurerm_subnet_network_security_group_association", request, {
          subnet_id: subnetId,
          network_security_group_id: setting.securityGroupId,
        }),
      ];
    case "delegation":
    case "service-endpoints":
    case "no-private-link-service-policies":
      return [];
  }
}

function linkOf(link: RequestedZoneLink): Thing {
  return describedThing("azurerm_private_dns_zone_virtual_network_link", link, {
    private_dns_zone_id: link.zone.zoneId,
    virtual_network_id: link.network.virtualNetworkId,
  });
}

/** The hub's half of a peering, where another team creates it. */
export function hubHalf(peering: HubPeering): readonly Thing[] {
  const { requested } = peering;
  if (requested === undefined) return [];
  const { name, hub, spoke, allowGatewayTransit } = requested;
  return [
    halfOf(peering, hub, spoke, `peering asked for: ${name}`, {
      name,
      allow_gateway_transit: allowGatewayTransit,
    }),
  ];
}

/** The half of a hub that exists already, where its team creates it. */
export function halfBetweenHubs(connection: HubConnection): readonly Thing[] {
  const { hub, other, requestedHalf: name } = connection;
  if (name === undefined) return [];
  return [halfOf(connection, other.network, hub.network, `peering asked for: ${name}`, { name })];
}

/** Both halves, where the network of a spoke is peered already. */
export function peeredAlready(spoke: Spoke): readonly Thing[] {
  if (spoke.peering !== undefined || !(spoke.network instanceof ExistingVirtualNetwork)) return [];
  const { network, hub } = spoke;
  const hasGateway = hub.gateway !== undefined;
  if (isVirtualHub(hub.network)) {
    const name = `connection of ${spoke.key} with ${hub.node.id}`;
    return [hubConnection(spoke, hub.network, network.virtualNetworkId, name)];
  }
  return [
    halfOf(spoke, hub.network, network, `peering of ${hub.node.id} with ${spoke.key}`, {
      allow_gateway_transit: hasGateway,
    }),
    halfOf(spoke, network, hub.network, `peering of ${spoke.key} with ${hub.node.id}`, {
      use_remote_gateways: hasGateway,
    }),
  ];
}

function halfOf(
  construct: IConstruct,
  from: IVirtualNetwork,
  to: IVirtualNetwork,
  name: string,
  more: Attributes,
): Thing {
  return describedThing(
    "azurerm_virtual_network_peering",
    construct,
    {
      name,
      virtual_network_id: from.virtualNetworkId,
      virtual_network_name: from.virtualNetworkName,
      resource_group_name: from.resourceGroupName,
      remote_virtual_network_id: to.virtualNetworkId,
      allow_forwarded_traffic: true,
      ...more,
    },
    name,
  );
}
