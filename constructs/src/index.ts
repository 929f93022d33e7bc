/**
 * Constructs for AKS in a hub-and-spoke network, for CDKTF. They know no YAML, no environment and no working directory.
 * What this entry exports is the contract that a version number refers to; `api.txt` lists it.
 */
export type { AddressPlan, SubnetNeed } from "./net/address-plan.js";
export { AddressBook, type AddressBookEntries } from "./net/address-book.js";
export { Cidr, InvalidCidrError } from "./net/cidr.js";
export { Naming, type NamingOptions } from "./core/naming.js";
export type { Placement } from "./core/placement.js";
export { TopologyError, problemsOf, type FoundProblem } from "./core/problem.js";
export { report } from "./core/report.js";
export { useProvider } from "./core/provider-scope.js";
export type { Problem, Severity } from "./core/rule.js";
export {
  TopologyStack,
  type TerraformJson,
  type TerraformRewrite,
  type TopologyStackProps,
} from "./core/stack.js";
export { NatGateway, type NatGatewayProps, type PublicIpPrefixAttributes } from "./network/nat-gateway.js";
export type { IPublicIp, PublicIpAttributes } from "./network/public-ip.js";
export type { ExistingNetworkGatewayProps } from "./network/existing-network-gateway.js";
export type { BastionOptions } from "./network/bastion.js";
export type { ForwardingRule } from "./network/forwarding-rule.js";
export type { CircuitConnectionProps } from "./network/circuit-connection.js";
export type {
  INetworkGateway,
  NetworkGatewayKind,
  VpnClientProps,
  VpnOptions,
} from "./network/network-gateway.js";
export type { SecretReference } from "./network/secret-reference.js";
export type { BgpPeer, SiteConnectionProps } from "./network/site-connection.js";
export {
  NetworkSecurityGroup,
  type IExtensibleSecurityGroup,
  type ISecurityGroup,
  type NetworkSecurityGroupProps,
  type Peer,
  type SecurityRule,
} from "./network/network-security-group.js";
export { HubPeering, type HubPeeringProps } from "./network/peering.js";
export {
  RouteTable,
  type IExtensibleRouteTable,
  type IRouteTable,
  type NextHop,
  type RouteTableProps,
} from "./network/route-table.js";
export {
  Subnet,
  type IExtensibleSubnet,
  type ISubnet,
  type SubnetDemand,
  type SubnetProps,
} from "./network/subnet.js";
export type { SubnetAttributes } from "./network/existing-subnet.js";
export type { VirtualHubGatewayKind } from "./network/virtual-hub-gateway.js";
export type { HubNetwork, IVirtualHub } from "./network/virtual-hub.js";
export type { IVirtualNetwork } from "./network/virtual-network.js";
export type { IFirewall, IPublishingFirewall } from "./firewall/firewall.js";
export type { FirewallDetection } from "./firewall/tier-rules.js";
export type { TlsInspection, TlsInspectionOptions } from "./firewall/tls-inspection.js";
export type { ExistingFirewallProps } from "./firewall/existing-firewall.js";
export type {
  AllowedTarget,
  EgressRequirements,
  PortRange,
  RegistryHosts,
} from "./firewall/egress-requirements.js";
export type { IpGroup, IpGroupReference, IpGroups } from "./firewall/ip-groups.js";
export type { IPublishedServices, PublishedService } from "./firewall/published-services.js";
export type { AddOns, GitRepository, PrivateRegistry } from "./aks/add-ons.js";
export type { Cluster } from "./aks/cluster.js";
export type { KubeletIdentityAttributes } from "./aks/kubelet-identity.js";
export { OperatorAlerts, type OperatorAlertsProps } from "./alerts/operator-alerts.js";
export { LogDiagnostics, type LogDiagnosticsProps } from "./monitor/diagnostics.js";
export type { FlowLogOptions } from "./monitor/flow-logs.js";
export type { LogWorkspaceRef } from "./monitor/log-workspace.js";
export type {
  AzureCni,
  AzureCniOverlay,
  AzureCniPodSubnet,
  BringYourOwnCni,
  Cilium,
  Kubenet,
  NetworkPlugin,
} from "./aks/network-plugin.js";
export type { Authentication } from "./aks/authentication.js";
export type { AutoscalerProfile, ClusterSettings, HttpProxy } from "./aks/cluster-settings.js";
export type { MaintenanceWindow, Upgrades } from "./aks/upgrades.js";
export type { NodeCount, NodePoolSpec, NodeProvisioning, OsDisk, SpotOptions } from "./aks/node-pool.js";
export { provisionedPool } from "./aks/node-provisioning.js";
export type { OutboundType } from "./aks/outbound.js";
export type {
  ApplicationGatewayProps,
  GatewayInstances,
  GatewayFrontend,
  GatewayTier,
  PublicFrontend,
} from "./gateway/application-gateway.js";
export type { ClientCertificates } from "./gateway/client-certificates.js";
export type { RecordZone } from "./gateway/gateway-record.js";
export type { CertificateSource } from "./gateway/gateway-tls.js";
export type { RewriteCondition, RewriteRule } from "./gateway/rewrites.js";
export type { GatewaySite, SiteBackend } from "./gateway/sites.js";
export type { WafExclusion, WafProps } from "./gateway/waf-policy.js";
export type { GatewayWafRule, WafCondition, WafRateLimit, WafRule } from "./gateway/waf-rules.js";
export {
  PolicyAssignment,
  type PolicyAssignmentProps,
  type PolicyScope,
} from "./governance/policy-assignment.js";
export type { IdentityAttributes, IUserIdentity } from "./governance/user-identity.js";
export { useRoles } from "./governance/roles.js";
export type { GatewayTls } from "./gateway/gateway-tls.js";
export type { AgicAddon } from "./ingress/agic-addon.js";
export type { AgicHelm } from "./ingress/agic-helm.js";
export type { LoadBalancerCaller, LoadBalancerSubnet } from "./patterns/cluster/load-balancer-subnet.js";
export type { AlertAuth } from "./route-sync/alert-auth.js";
export type { ScmAccess } from "./route-sync/app-access.js";
export { ExistingMirror, type ExistingMirrorProps } from "./route-sync/existing-mirror.js";
export type { HeartbeatOptions } from "./route-sync/heartbeat.js";
export type {
  GatewaySubnetTarget,
  MirrorHome,
  MirrorOptions,
  MirrorProps,
  MirrorSource,
  OtherSubscription,
} from "./route-sync/mirror.js";
export { RouteSync } from "./route-sync/route-sync.js";
export type { RouteSyncProps } from "./route-sync/route-sync-props.js";
export type { ExistingSystemTopic } from "./route-sync/source-events.js";
export { SyncNetwork, type SyncNetworkProps } from "./route-sync/sync-network.js";
export type { ICluster, INodePoolNetwork } from "./patterns/estate/cluster.js";
export type { ClusterAttributes, ExistingCluster, ExistingPool } from "./patterns/estate/existing-cluster.js";
export type { IGateway } from "./patterns/estate/gateway.js";
export type { ExistingApplianceProps, HubAttributes } from "./patterns/estate/existing-hub.js";
export type { IAppliance, IHub } from "./patterns/estate/hub.js";
export type { ISpoke, NetworkDns, SubnetOfBalancers } from "./patterns/estate/spoke.js";
export {
  Hub,
  type HubBastionProps,
  type HubFirewallProps,
  type HubGatewayProps,
  type HubProps,
  type HubResolverProps,
} from "./patterns/hub/hub.js";
export type { JumpHostOptions } from "./patterns/hub/jump-host.js";
export type { VirtualHubAttributes } from "./patterns/hub/existing-virtual-wan-hub.js";
export {
  VirtualWanHub,
  type VirtualHubFirewallOptions,
  type VirtualWanHubProps,
} from "./patterns/hub/virtual-wan-hub.js";
export { HubConnection, type HubConnectionProps } from "./patterns/hub/hub-connection.js";
export type { IExtensibleHub, IPeerableHub } from "./patterns/hub/spokes-of.js";
export type { SpokeDns } from "./patterns/spoke/network-dns.js";
export { privateStorageIn } from "./patterns/spoke/private-storage.js";
export type { PrivateStorage } from "./route-sync/sync-storage.js";
export type { Spoke, SpokeNetworkAttributes, SpokeProps } from "./patterns/spoke/spoke.js";
export type {
  ApiAccess,
  ApiDns,
  PrivateAccess,
  PublicAccess,
  VnetIntegratedAccess,
} from "./patterns/cluster/api-server-networking.js";
export type { ApplianceEgressOptions } from "./patterns/cluster/egress/appliance.js";
export type { FirewallEgressOptions } from "./patterns/cluster/egress/firewall.js";
export type { EgressOptions } from "./patterns/cluster/egress/kinds.js";
export type { LoadBalancerEgressOptions } from "./patterns/cluster/egress/load-balancer.js";
export type { NatGatewayEgressOptions } from "./patterns/cluster/egress/nat-gateway.js";
export type { NoEgressOptions } from "./patterns/cluster/egress/none.js";
export {
  EgressProvider,
  type BoundEgress,
  type EgressAddresses,
  type EgressContext,
} from "./patterns/cluster/egress/provider.js";
export type { PoolNetwork, SpokeNodePool } from "./patterns/cluster/pool-network.js";
export type { SpokeClusterProps } from "./patterns/cluster/spoke-cluster-props.js";
export { SpokeCluster } from "./patterns/cluster/spoke-cluster.js";
export type { FrontDoorTls } from "./ingress/front-door-certificates.js";
export type { CreatedCluster } from "./patterns/cluster/created-cluster.js";
export {
  SpokeAutomaticCluster,
  type AutomaticSubnet,
  type SpokeAutomaticClusterProps,
} from "./patterns/cluster/spoke-automatic-cluster.js";
export type { FrontDoorWafProps } from "./ingress/front-door-waf.js";
export { SharedFrontDoor, type SharedFrontDoorProps } from "./ingress/shared-front-door.js";
export { SpokeFrontDoor, type SpokeFrontDoorProps } from "./patterns/gateway/front-door.js";
export {
  SpokeGatewayForContainers,
  type SpokeGatewayForContainersProps,
} from "./patterns/gateway/for-containers.js";
export type { ForContainersWafProps, GatewayForContainers } from "./ingress/gateway-for-containers.js";
export type { SpokeGatewayFrontend } from "./patterns/gateway/frontend.js";
export {
  InternalLoadBalancersPolicy,
  type InternalLoadBalancersProps,
} from "./patterns/gateway/internal-load-balancers.js";
export type { NamedRecord } from "./patterns/gateway/records.js";
export type { ExistingGateway, GatewayAttributes } from "./patterns/gateway/existing-gateway.js";
export type {
  AgicHelmOptions,
  BackendOptions,
  IExtensibleGateway,
} from "./patterns/gateway/extensible-gateway.js";
export { SpokeGateway, type SpokeGatewayProps } from "./patterns/gateway/spoke-gateway.js";
