/**
 * The whole of the package, for the platform and the tests of this project. What it exports besides the public entry may
 * change in any version.
 */
export * from "./index.js";
export { Cluster } from "./aks/cluster.js";
export { isIpv4Address, hostRange } from "./net/cidr.js";
export { AddressPlan, BlockPlan, type SharedKind } from "./net/address-plan.js";
export { addressesNeeded, nodesHeld, RESERVED_PER_SUBNET, usableAddresses } from "./net/capacity.js";
export {
  NAMED_SUBNETS,
  SMALLEST_PREFIX,
  POD_BLOCK,
  RESERVED_BY_AKS,
  KUBENET_NODES,
  NOT_ON_THE_INTERNET,
  ROUTES_PER_TABLE,
  SERVICE_PREFIX_LONGER_THAN,
} from "./net/well-known.js";
export { POOLS_OF_A_CLUSTER } from "./aks/rules/sizes.js";
export { DEFAULTS } from "./core/defaults.js";
export { omitUndefined } from "./core/omit-undefined.js";
export { addressOf, withoutTokenTraces } from "./core/cdktf.js";
export { isRuleGroup } from "./net/address-book.js";
export { counted } from "./core/counted.js";
export { dashed } from "./core/dashed.js";
export {
  commonNames,
  namesOf,
  PATTERN_TOKENS,
  replacedNames,
  type GivenName,
  type NamedType,
} from "./core/naming.js";
export { NAME_FORMATS } from "./core/name-rules.js";
export { assume, knownNumber, knownText } from "./core/known.js";
export { pathOf, witnessesOf, type Witness } from "./core/places.js";
export { inspectorOf } from "./patterns/estate/hub.js";
export { BalancerUsers } from "./patterns/spoke/balancer-users.js";
export { allowCallsOfTeams } from "./patterns/hub/hubs-of-teams.js";
export { ImportedHub } from "./patterns/hub/imported-hub.js";
export { JumpHost } from "./patterns/hub/jump-host.js";
export { exchangesWith, PeerRules } from "./patterns/hub/peer-rules.js";
export { peersBehind } from "./patterns/hub/hub-connection.js";
export { routedId } from "./core/connected-networks.js";
export { namedSubscriptions } from "./core/subscriptions.js";
export { treeState } from "./core/tree-state.js";
export { readable } from "./core/readable.js";
export { arePeered, claim, claimsOf, type RangeClaim } from "./core/address-claims.js";
export { avoidsReserved, exclude, type Claim, type RangeUse } from "./net/claims.js";
export { check, judgementsOf, report } from "./core/problem.js";
export {
  defineRule,
  type CaseSpec,
  type Judgement,
  type Requirement,
  type Rule,
  type RuleCase,
  type RuleText,
} from "./core/rule.js";
export * from "./core/condition.js";
export { CLOUD_NAMES, CLOUDS, CLOUDS_AS_OF, cloudOf, type Cloud, type CloudName } from "./core/clouds.js";
export { CLOUD_NOT_SUPPORTED, CLOUDS_MIXED } from "./core/rules/clouds.js";
export {
  ACCELERATED_BY_OTHERS,
  ACCELERATED_SIZES,
  needsNvidiaDrivers,
  SIZE_FAMILIES,
  SIZES_AS_OF,
} from "./aks/vm-sizes.js";
export { EPHEMERAL_DEFAULT, LOCAL_DISKS, type LocalDiskRow } from "./aks/local-disks.js";
export { regionMeant, regionOf, REGIONS, REGIONS_AS_OF, type Region } from "./core/regions.js";
export { NO_ROOM } from "./core/rules/addresses.js";
export { PLATFORM_NAME_LENGTH } from "./core/rules/names.js";
export { RULES } from "./rules.js";
export { type AzurermMajor } from "./core/stack.js";
export * from "./network/index.js";
export { isOfNetworkManager } from "./network/rules.js";
export * from "./firewall/index.js";
export { PUBLIC_REGISTRY_SETS } from "./firewall/public-registries.js";
export * from "./aks/index.js";
export * from "./gateway/index.js";
export * from "./governance/index.js";
export * from "./ingress/index.js";
export * from "./kubernetes/index.js";
export * from "./monitor/index.js";
export * from "./route-sync/index.js";
export {
  ApiServerNetworking,
  type ApiServerNetworkingProps,
} from "./patterns/cluster/api-server-networking.js";
export { VirtualNodes, type VirtualNodesProps } from "./patterns/cluster/virtual-nodes.js";
export {
  armIdPattern,
  MANAGEMENT_GROUP_ID,
  POLICY_DEFINITION_ID,
  RESOURCE_GROUP_ID,
  wrongNameIn,
  armTypeOf,
  canonicalArmId,
  isSameArmId,
  parseArmId,
  type ArmId,
} from "./core/arm-id.js";
export { ARM_TYPES, armTypeWords, type ArmType } from "./core/arm-type.js";
export { ClusterEgress, type ClusterEgressProps } from "./patterns/cluster/egress/cluster-egress.js";
export type { CustomDestinations } from "./patterns/cluster/egress/egress-requirements.js";
export { filterSubnets, type FilterOptions } from "./patterns/cluster/egress/filter.js";
export { MANAGED_NAT_GATEWAY_NETWORK } from "./patterns/cluster/egress/kind-rules.js";
export type { EgressType } from "./patterns/cluster/egress/kinds.js";
export { PoolNetwork, type PoolNetworkProps } from "./patterns/cluster/pool-network.js";
export { type FrontDoorBackend } from "./patterns/gateway/front-door.js";
export type { ServedCluster } from "./patterns/gateway/served-cluster.js";
export {
  LoadBalancerSubnet,
  loadBalancerSubnet,
  type LoadBalancerCaller,
} from "./patterns/cluster/load-balancer-subnet.js";
export {
  endpointZoneOfHub,
  PrivateEndpoints,
  privateEndpointsOf,
  type SpokeEndpoint,
} from "./patterns/cluster/private-endpoints.js";
export { ExistingVirtualWanHub } from "./patterns/hub/existing-virtual-wan-hub.js";
export { ExistingHub } from "./patterns/estate/existing-hub.js";
export { ExistingCluster } from "./patterns/estate/existing-cluster.js";
export { ExistingGateway } from "./patterns/gateway/existing-gateway.js";
export { RequestedAgicAddon } from "./aks/requested-agic-addon.js";
export { isCreatedCluster } from "./patterns/cluster/created-cluster.js";
export { Spoke } from "./patterns/spoke/spoke.js";
export { ruleGroupPriority } from "./patterns/estate/rule-group-priority.js";
export { zoneOfHub } from "./patterns/cluster/zone-of-hub.js";
