export {
  NetworkSecurityGroup,
  type NetworkSecurityGroupProps,
  type SecurityRule,
} from "./network-security-group.js";
export { ExistingRouteTable, type ExistingRouteTableProps } from "./existing-route-table.js";
export { ExistingSecurityGroup, type ExistingSecurityGroupProps } from "./existing-security-group.js";
export { ExistingSubnet, type ExistingSubnetProps, type SubnetAttributes } from "./existing-subnet.js";
export {
  RequestedSecurityRule,
  RequestedSubnetSetting,
  RequestedTableRoute,
  type SubnetSetting,
} from "./requested-of-subnet.js";
export { ExistingNetworkGateway, type ExistingNetworkGatewayProps } from "./existing-network-gateway.js";
export { ExistingVirtualNetwork, type ExistingVirtualNetworkProps } from "./existing-virtual-network.js";
export { HubPeering, type HubHalf, type HubPeeringProps, type PeeringHalves } from "./peering.js";
export {
  PrivateEndpoint,
  privateHostName,
  privateTargetType,
  type PrivateEndpointProps,
  type PrivateTargetType,
} from "./private-endpoint.js";
export { DdosPlan, type DdosPlanProps } from "./ddos-plan.js";
export { publicIp, type PublicIpProps } from "./public-ip.js";
export { RequestedRoute, RequestedZoneLink } from "./requested.js";
export { ResourceGroup, type ResourceGroupProps } from "./resource-group.js";
export {
  RouteTable,
  type IExtensibleRouteTable,
  type IRouteTable,
  type NextHop,
  type RouteTableProps,
} from "./route-table.js";
export {
  Subnet,
  type DelegatedService,
  type ISubnet,
  type SubnetDemand,
  type SubnetProps,
} from "./subnet.js";
export { VirtualNetwork, type IVirtualNetwork, type VirtualNetworkProps } from "./virtual-network.js";
export { PrivateDnsZone, privateDnsZoneFromId, type IPrivateDnsZone } from "./private-dns-zone.js";
export { NAT_GATEWAY_TIERS, NatGateway, type NatGatewayProps } from "./nat-gateway.js";
export {
  EXPRESS_ROUTE_SIZES,
  NetworkGateway,
  VPN_SIZES,
  type NetworkGatewayKind,
  type NetworkGatewayProps,
} from "./network-gateway.js";
export { linkZone, type NetworkHolder, type ZoneLinkProps } from "./zone-link.js";
export { linkRuleset, PrivateResolver, type PrivateResolverProps } from "./private-resolver.js";
export type { ForwardingRule } from "./forwarding-rule.js";
export { Bastion, BASTION_TIERS, type BastionOptions, type BastionTier } from "./bastion.js";
export {
  hasVirtualNetwork,
  isVirtualHub,
  VirtualHub,
  type HubNetwork,
  type IVirtualHub,
  type VirtualHubProps,
} from "./virtual-hub.js";
export {
  VirtualHubGateway,
  type VirtualHubGatewayKind,
  type VirtualHubGatewayProps,
} from "./virtual-hub-gateway.js";
export { VirtualHubConnection, type VirtualHubConnectionProps } from "./virtual-hub-connection.js";
