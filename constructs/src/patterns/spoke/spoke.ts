import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../../core/address-claims.js";
import { refuseTakenKey } from "../../core/joined-name.js";
import { AddressPlan } from "../../net/address-plan.js";
import type { Cidr } from "../../net/cidr.js";
import { HubPeering } from "../../network/peering.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { VirtualNetwork } from "../../network/virtual-network.js";
import type { MirrorProps, OtherSubscription } from "../../route-sync/mirror.js";
import type { Hub } from "../hub/hub.js";
import { mirrorsOf } from "../estate/mirrors.js";
import { resolversOf, type NetworkDns } from "./network-dns.js";
import { routeFromOnPremises } from "../gateway/on-premises.js";
import { SpokeCluster, type SpokeClusterProps } from "../cluster/spoke-cluster.js";
import { SpokeGateway, type SpokeGatewayProps } from "../gateway/spoke-gateway.js";

export interface SpokeProps {
  readonly hub: Hub;
  /** Ranges of the spoke's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** Place among the hub's spokes (first: 0): the priority of its firewall rules follows from it. */
  readonly index: number;
  /** @default the hub's */
  readonly location?: string;
  /** Who answers DNS for the spoke's network. @default Azure-provided DNS */
  readonly dns?: NetworkDns;
  /** Ranges that subnets of the spoke are given by hand: the plan leaves them free for these. @default none */
  readonly givenPrefixes?: readonly Cidr[];
  /** Provider of the hub's subscription, when the spoke lives in another one. @default the spoke's */
  readonly hubProvider?: TerraformProvider;
  /** @default the hub's */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Azure takes IPv6 subnets of a /64 only. */
const IPV6_SUBNET = 64;
/** The smallest IPv4 subnet: no two subnets share a place. */
const SMALLEST_SUBNET = { prefixLength: 29, size: 8n };
/** What networks are usually given. */
const USUAL_IPV6_SPACE = 48;

/** A spoke: its network on Azure-provided DNS, peered with the hub, with its gateways and clusters. */
export class Spoke extends Construct {
  readonly hub: Hub;
  /** Name of the spoke. */
  readonly key: string;
  /** Place among the hub's spokes; the first is 0. */
  readonly index: number;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly plan: AddressPlan;
  readonly dns: NetworkDns;
  /** Whether the network asks resolvers other than Azure's own. */
  readonly customDns: boolean;
  readonly #spaceV6: Cidr | undefined;
  readonly peering: HubPeering;
  readonly hubProvider: TerraformProvider | undefined;
  readonly clusters: SpokeCluster[] = [];
  #asked = 0;
  readonly gateways: SpokeGateway[] = [];

  constructor(scope: Construct, id: string, props: SpokeProps) {
    super(scope, id);
    this.key = id;
    this.hub = props.hub;
    this.index = props.index;
    this.location = props.location ?? props.hub.location;
    this.hubProvider = props.hubProvider;
    const { tags = props.hub.resourceGroup.placement.tags } = props;
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: this.location,
      nameParts: [id],
      ...(tags === undefined ? {} : { tags }),
    });
    this.dns = props.dns ?? { type: "azure" };
    const dnsServers = resolversOf(this, props.hub, this.dns);
    this.network = new VirtualNetwork(this, "~network", {
      placement: this.resourceGroup.placement,
      addressSpace: props.addressSpace,
      nameParts: [id],
      dnsServers,
    });
    this.customDns = dnsServers.length > 0;
    this.#spaceV6 = props.addressSpace.find(({ family }) => family === 6);
    for (const range of props.addressSpace)
      claim(this, { range, use: "network", owner: `spoke ${id}`, prop: "addressSpace" });
    this.plan = new AddressPlan(props.addressSpace[0], props.givenPrefixes);
    this.peering = new HubPeering(this, "peering", {
      hub: props.hub.network,
      spoke: this.network,
      hubKey: props.hub.node.id,
      spokeKey: id,
      ...(props.hubProvider === undefined ? {} : { hubProvider: props.hubProvider }),
      ...(props.hub.gateway === undefined ? {} : { hubGateway: props.hub.gateway.resource }),
    });
    routeFromOnPremises(this, props.addressSpace);
  }

  /** Whether the network has an IPv6 range. */
  get hasIpv6(): boolean {
    return this.#spaceV6 !== undefined;
  }

  /** The IPv6 range of a subnet, which follows from the place of its IPv4 range; undefined where there is none left. */
  ipv6For(prefix: Cidr): Cidr | undefined {
    const space = this.#spaceV6;
    if (space === undefined || !this.plan.space.contains(prefix)) return undefined;
    const place = (prefix.first - this.plan.space.first) / SMALLEST_SUBNET.size;
    const places = 1n << BigInt(Math.max(0, IPV6_SUBNET - space.prefixLength));
    return place < places ? space.subnet(IPV6_SUBNET, place) : undefined;
  }

  /** Length of an IPv6 range that has a place for every subnet of the spoke. */
  get ipv6PrefixLength(): number {
    const places = SMALLEST_SUBNET.prefixLength - this.plan.space.prefixLength;
    return Math.min(USUAL_IPV6_SPACE, IPV6_SUBNET - places);
  }

  addGateway(id: string, props: SpokeGatewayProps): SpokeGateway {
    const gateway = new SpokeGateway(this, `gateway_${id}`, {
      key: id,
      ...(this.hub.onPremises.length === 0 ? {} : { onPremises: this.hub.onPremises }),
      ...props,
      spoke: this,
      index: this.gateways.length,
    });
    this.gateways.push(gateway);
    return gateway;
  }

  addCluster(id: string, props: SpokeClusterProps): SpokeCluster {
    refuseTakenKey(this, id);
    // What cannot be built keeps its place: the next cluster must not be told of what it left behind.
    const index = this.#asked;
    this.#asked += 1;
    const cluster = new SpokeCluster(this, id, { ...props, spoke: this, index });
    this.clusters.push(cluster);
    return cluster;
  }

  /**
   * What a runtime must mirror for the spoke's gateways: one table for each cluster that they serve pod by pod.
   * @param subscription the spoke's, where the runtime lives in another one
   */
  mirrors(subscription?: OtherSubscription): readonly MirrorProps[] {
    return mirrorsOf(this, subscription);
  }
}
