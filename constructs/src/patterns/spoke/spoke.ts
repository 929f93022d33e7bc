import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { claim, connectNetworks } from "../../core/address-claims.js";
import { DEFAULTS } from "../../core/defaults.js";
import { check, report } from "../../core/problem.js";
import { refuseTakenKey } from "../../core/joined-name.js";
import { Naming } from "../../core/naming.js";
import type { Placement } from "../../core/placement.js";
import { addressBookOf, pathOf, setPath } from "../../core/places.js";
import { AddressPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import { protectAddresses } from "../../network/ddos.js";
import { ExistingVirtualNetwork } from "../../network/existing-virtual-network.js";
import { HubPeering } from "../../network/peering.js";
import { isVirtualHub } from "../../network/virtual-hub.js";
import { VirtualHubConnection } from "../../network/virtual-hub-connection.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { TAKEN_OUTSIDE } from "../../network/rules.js";
import {
  VirtualNetwork,
  type IVirtualNetwork,
  type SubnetAssociations,
} from "../../network/virtual-network.js";
import type { MirrorProps, OtherSubscription } from "../../route-sync/mirror.js";
import type { IHub } from "../estate/hub.js";
import { CLOUD_NOT_SUPPORTED, CLOUDS_MIXED } from "../../core/rules/clouds.js";
import { REGION_UNKNOWN } from "../../core/rules/regions.js";
import { allocatedIn } from "./allocated.js";
import { BalancerUsers } from "./balancer-users.js";
import { RANGE_OUTSIDE_ROUTING_INTENT, SPOKE_IN_ANOTHER_REGION, TAKEN_UNKNOWN } from "./rules.js";
import type { ISpoke, NetworkDns, SubnetOfBalancers } from "../estate/spoke.js";
import { mirrorsOf } from "../estate/mirrors.js";
import { positionIn } from "../estate/positions.js";
import { dnsDependablesOf, judgeResolvers, networkDnsOf, resolversOf, type SpokeDns } from "./network-dns.js";
import { routeFromOnPremises } from "./on-premises.js";
import type { SpokeClusterProps } from "../cluster/spoke-cluster-props.js";
import { isCreatedCluster, type CreatedCluster } from "../cluster/created-cluster.js";
import {
  SpokeAutomaticCluster,
  type SpokeAutomaticClusterProps,
} from "../cluster/spoke-automatic-cluster.js";
import { SpokeCluster } from "../cluster/spoke-cluster.js";
import { ExistingCluster } from "../estate/existing-cluster.js";
import { existingGatewaysOf, type ExistingGateway } from "../gateway/existing-gateway.js";
import { SpokeGateway, type SpokeGatewayProps } from "../gateway/spoke-gateway.js";

export interface SpokeProps {
  /** Construct that the spoke is created in, such as a stack of its own. @default the scope of the hub */
  readonly scope?: Construct | undefined;
  /** Ranges of the spoke's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** The spoke's network, where it exists already. @default one is created */
  readonly network?: SpokeNetworkAttributes | undefined;
  /** How new subnets get their security group and route table. @default "separate" */
  readonly subnetAssociations?: SubnetAssociations | undefined;
  /** Azure Resource Manager id of the network's DDoS protection plan. @default none: Azure's infrastructure protection only */
  readonly ddosProtectionPlanId?: string | undefined;
  /** Whether each public address that is created here has DDoS IP protection, except those of NAT gateways. @default false */
  readonly ddosIpProtection?: boolean | undefined;
  /** Azure Resource Manager id of the IPAM pool in which the network's IPv4 ranges are reserved, before it exists. @default none */
  readonly ipamPoolId?: string | undefined;
  /** Provider of the pool's subscription, when the network is in another one. @default that of the network */
  readonly ipamPoolProvider?: TerraformProvider | undefined;
  /** Subnet of internal load balancers that exists already. @default created on first use */
  readonly loadBalancerSubnet?: SubnetOfBalancers | undefined;
  /** @default the hub's */
  readonly location?: string | undefined;
  /** Resolver of the spoke's network. @default Azure-provided DNS */
  readonly dns?: SpokeDns | undefined;
  /** Prefixes that subnets of the spoke are given explicitly: the address plan allocates nothing there. @default none */
  readonly givenPrefixes?: readonly Cidr[] | undefined;
  /** Provider of the hub's subscription, when the spoke is in another one. @default the spoke's */
  readonly hubProvider?: TerraformProvider | undefined;
  /** @default the hub's */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What is known of a spoke's network that exists already. */
export interface SpokeNetworkAttributes {
  /** Azure Resource Manager id of the network, in the spoke's subscription. */
  readonly virtualNetworkId: string;
  /** Ranges of subnets that others use: nothing is allocated there. @default none, with a warning where a subnet is allocated */
  readonly taken?: readonly Cidr[] | undefined;
  /** Whether the network is peered with the hub already, both halves. @default false: the peering is created */
  readonly peered?: boolean | undefined;
}

type Props = Omit<SpokeProps, "scope"> & { readonly hub: IHub; readonly index: number };

/** Azure accepts IPv6 subnets of a /64 only. */
const IPV6_SUBNET = 64;
/** The smallest IPv4 subnet: the IPv6 ranges of two subnets are never the same. */
const SMALLEST_SUBNET = { prefixLength: 29, size: 8n };
/** The usual IPv6 range of a network. */
const USUAL_IPV6_SPACE = 48;

/** A spoke: its network, peered with the hub, with its gateways and clusters. */
export class Spoke extends Construct implements ISpoke {
  readonly hub: IHub;
  readonly key: string;
  readonly index: number;
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: IVirtualNetwork;
  readonly loadBalancerSubnet: SubnetOfBalancers | undefined;
  readonly plan: AddressPlan;
  readonly dns: NetworkDns;
  readonly customDns: boolean;
  readonly #spaceV6: Cidr | undefined;
  readonly #dnsDependables: readonly ITerraformDependable[];
  /** The peering with the hub, or the connection with its virtual hub; undefined where it exists already. */
  readonly peering: HubPeering | VirtualHubConnection | undefined;
  readonly hubProvider: TerraformProvider | undefined;
  readonly #clusters: CreatedCluster[] = [];
  readonly #gateways: SpokeGateway[] = [];
  #balancerUsers: BalancerUsers | undefined;

  /** @internal The door is `Hub.addSpoke`. */
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.key = id;
    setPath(this, `spokes.${id}`);
    this.hub = props.hub;
    this.index = props.index;
    this.location = props.location ?? props.hub.location;
    report(
      this,
      SPOKE_IN_ANOTHER_REGION.judge({ key: id, location: this.location, hub: props.hub }),
      CLOUDS_MIXED.judge({ location: this.location, of: props.hub.location }),
      RANGE_OUTSIDE_ROUTING_INTENT.judge({
        key: id,
        ranges: props.addressSpace,
        announced: props.hub.announced,
      }),
      ...(this.location === props.hub.location
        ? []
        : [REGION_UNKNOWN.judge({ location: this.location }), CLOUD_NOT_SUPPORTED.judge(this.location)]),
    );
    Naming.provide(this, Naming.of(this).inRegion(this.location));
    this.hubProvider = props.hubProvider;
    const { tags = props.hub.placement?.tags } = props;
    if (props.ddosIpProtection === true) protectAddresses(this);
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: this.location,
      nameParts: [id],
      tags,
    });
    const dns = props.dns ?? DEFAULTS.spoke.dns;
    this.dns = networkDnsOf(this, props.hub, dns);
    const dnsServers = resolversOf(this, props.hub, this.dns);
    this.network = this.#network(props, dnsServers);
    this.loadBalancerSubnet = props.loadBalancerSubnet;
    this.customDns = dnsServers.length > 0;
    this.#spaceV6 = props.addressSpace.find(({ family }) => family === 6);
    for (const range of props.addressSpace)
      claim(this, {
        range,
        use: "network",
        owner: `spoke ${id}`,
        network: this.network,
        prop: "addressSpace",
      });
    const { givenPrefixes = [], network: existing } = props;
    const space = props.addressSpace;
    report(this, ...(existing?.taken ?? []).map((range) => TAKEN_OUTSIDE.judge({ space, range })));
    this.plan = new AddressPlan(
      props.addressSpace[0],
      [...givenPrefixes, ...(existing?.taken ?? [])],
      addressBookOf(this),
      pathOf(this),
    );
    this.peering = existing?.peered === true ? undefined : this.#peering(props);
    connectNetworks(this, props.hub.network, this.network);
    this.#dnsDependables = dnsDependablesOf(this, dns);
    routeFromOnPremises(this, props.addressSpace);
    check(this, () => judgeResolvers(this));
    if (existing !== undefined)
      check(this, () => [
        TAKEN_UNKNOWN.judge({
          key: id,
          taken: existing.taken,
          subnets: allocatedIn(this.network, givenPrefixes),
        }),
      ]);
  }

  /** Clusters that are created here, of both kinds. */
  get clusters(): readonly CreatedCluster[] {
    return this.#clusters;
  }

  get gateways(): readonly SpokeGateway[] {
    return this.#gateways;
  }

  /** Users of the spoke's internal load balancers; undefined where none are declared. */
  get balancerUsers(): BalancerUsers | undefined {
    return this.#balancerUsers;
  }

  /** Gateways that exist already. */
  get existingGateways(): readonly ExistingGateway[] {
    return existingGatewaysOf(this);
  }

  get placement(): Placement {
    return this.resourceGroup.placement;
  }

  get resourceGroupName(): string {
    return this.resourceGroup.name;
  }

  get resourceGroupId(): string {
    return this.resourceGroup.id;
  }

  get dependables(): readonly ITerraformDependable[] {
    return [...(this.peering?.dependables ?? []), ...this.#dnsDependables];
  }

  get hasIpv6(): boolean {
    return this.#spaceV6 !== undefined;
  }

  ipv6For(prefix: Cidr): Cidr | undefined {
    const space = this.#spaceV6;
    if (space === undefined || !this.plan.space.contains(prefix)) return undefined;
    const place = (prefix.first - this.plan.space.first) / SMALLEST_SUBNET.size;
    const places = 1n << BigInt(Math.max(0, IPV6_SUBNET - space.prefixLength));
    return place < places ? space.subnet(IPV6_SUBNET, place) : undefined;
  }

  get ipv6PrefixLength(): number {
    const places = SMALLEST_SUBNET.prefixLength - this.plan.space.prefixLength;
    return Math.min(USUAL_IPV6_SPACE, IPV6_SUBNET - places);
  }

  #peering({ hub, hubProvider }: Props): HubPeering | VirtualHubConnection {
    const { network } = hub;
    const ends = { spoke: this.network, hubKey: hub.node.id, spokeKey: this.key, hubProvider };
    if (isVirtualHub(network)) return new VirtualHubConnection(this, "connection", { ...ends, hub: network });
    return new HubPeering(this, "peering", {
      ...ends,
      hub: network,
      hubGateway: hub.gateway,
      halves: hub.peering,
    });
  }

  #network(
    { network, addressSpace, subnetAssociations, ddosProtectionPlanId, ipamPoolId, ipamPoolProvider }: Props,
    dnsServers: readonly string[],
  ): IVirtualNetwork {
    if (network !== undefined) {
      const { virtualNetworkId, taken } = network;
      return new ExistingVirtualNetwork(this, "~network", {
        virtualNetworkId,
        addressSpace,
        taken,
        subnetAssociations,
      });
    }
    return new VirtualNetwork(this, "~network", {
      placement: this.resourceGroup.placement,
      addressSpace,
      nameParts: [this.key],
      dnsServers,
      subnetAssociations,
      ddosProtectionPlanId,
      ipamPoolId,
      ipamPoolProvider,
    });
  }

  addGateway(id: string, props: SpokeGatewayProps): SpokeGateway {
    refuseTakenKey(this, id, `gateway_${id}`);
    const gateway = new SpokeGateway(this, `gateway_${id}`, {
      ...props,
      onPremises: props.onPremises ?? this.hub.onPremises,
      key: id,
      spoke: this,
      index: positionIn(this, "gateways"),
    });
    this.#gateways.push(gateway);
    return gateway;
  }

  addCluster(id: string, props: SpokeClusterProps): SpokeCluster {
    refuseTakenKey(this, id);
    // A cluster that cannot be built keeps its position, or the next one would get its addresses and collide with its remains.
    const index = positionIn(this, "clusters");
    const cluster = new SpokeCluster(this, id, { ...props, spoke: this, index });
    this.#clusters.push(cluster);
    return cluster;
  }

  addAutomaticCluster(id: string, props: SpokeAutomaticClusterProps): SpokeAutomaticCluster {
    refuseTakenKey(this, id);
    const index = positionIn(this, "clusters");
    const cluster = new SpokeAutomaticCluster(this, id, { ...props, spoke: this, index });
    this.#clusters.push(cluster);
    return cluster;
  }

  /**
   * Opens the spoke's internal load balancers to users: to ranges, on TCP ports. Call it once, after its clusters are added.
   */
  openLoadBalancers(
    users: readonly Cidr[],
    ports: readonly number[] = DEFAULTS.loadBalancers.ports,
  ): BalancerUsers {
    const clusters = this.node.children.filter(
      (child) => isCreatedCluster(child) || child instanceof ExistingCluster,
    );
    this.#balancerUsers = new BalancerUsers(this, "balancer_users", { spoke: this, users, ports, clusters });
    return this.#balancerUsers;
  }

  /**
   * The mirrors that the spoke's gateways need: one per cluster on kubenet, or leaving it, whose pods they address directly.
   * @param subscription the spoke's, where the runtime is in another one
   */
  mirrors(subscription?: OtherSubscription): readonly MirrorProps[] {
    return mirrorsOf([...this.#gateways, ...this.existingGateways], subscription);
  }
}
