import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../../core/address-claims.js";
import { Naming } from "../../core/naming.js";
import type { Placement } from "../../core/placement.js";
import { pathOf, setPath } from "../../core/places.js";
import { check, report } from "../../core/problem.js";
import { subscriptionIdOf } from "../../core/subscriptions.js";
import { AzureFirewall } from "../../firewall/azure-firewall.js";
import type { FirewallTier } from "../../firewall/firewall.js";
import type { FirewallRoutes } from "../../firewall/firewall-routes.js";
import { PUBLISHED_BEHIND_A_TUNNEL } from "../../firewall/forced-tunnelling-rules.js";
import { PublishedServices, type PublishedService } from "../../firewall/published-services.js";
import type { FirewallDetection } from "../../firewall/tier-rules.js";
import type { TlsInspectionOptions } from "../../firewall/tls-inspection.js";
import type { Cidr } from "../../net/cidr.js";
import { judgeBastionDeveloper } from "../../network/rules.js";
import { Bastion, type BastionOptions } from "../../network/bastion.js";
import { protectAddresses } from "../../network/ddos.js";
import { NetworkGateway, type NetworkGatewayKind } from "../../network/network-gateway.js";
import type { ForwardingRule } from "../../network/forwarding-rule.js";
import { PrivateResolver } from "../../network/private-resolver.js";
import type { PublicIpAttributes } from "../../network/public-ip.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { VirtualNetwork } from "../../network/virtual-network.js";
import type { HubAttributes } from "../estate/existing-hub.js";
import { allZonesOf } from "../../core/regions.js";
import { CLOUD_NOT_SUPPORTED } from "../../core/rules/clouds.js";
import { REGION_UNKNOWN, REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";
import { claimSites } from "../estate/hub-claims.js";
import { DNS_LOOP, ON_PREMISES_WITHOUT_GATEWAY } from "../estate/hub-rules.js";
import { judgeNextHop } from "./forced-next-hop.js";
import { judgeForwarding } from "./forwarding.js";
import { judgeConnections } from "./gateway-connections.js";
import { HubSubnets } from "./hub-subnets.js";
import { JumpHost, type JumpHostOptions } from "./jump-host.js";
import { ImportedHub } from "./imported-hub.js";
import { SpokesOf, type IPeerableHub } from "./spokes-of.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";

export interface HubFirewallProps extends FirewallDetection {
  /** @default "Standard" */
  readonly tier?: FirewallTier | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /**
   * Appliance that has what goes to the Internet; not on tier Basic. It takes effect when the firewall is created.
   * @default none: the Internet, by its own public addresses
   */
  readonly forcedTunnelling?: { readonly type: "appliance"; readonly privateIp: string } | undefined;
  /** Public addresses, 1 to 250, or those that exist already. @default 1, or none with forced tunnelling */
  readonly publicIps?: number | readonly PublicIpAttributes[] | undefined;
  /**
   * Prefix that the addresses are taken from: its length, 28 (16 addresses) to 31 (2), or one that exists already.
   * @default none: addresses without a common range
   */
  readonly publicIpPrefix?: number | { readonly publicIpPrefixId: string } | undefined;
  /**
   * Azure Resource Manager id of the public address of its own traffic, on tier Basic and with forced tunnelling.
   * @default one is created
   */
  readonly managementPublicIpId?: string | undefined;
  /** Prefix of AzureFirewallSubnet, a /26 or larger. @default the first /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr | undefined;
  /** Authority by which it inspects the TLS connections of destinations that say so, on tier Premium. @default none */
  readonly tlsInspection?: TlsInspectionOptions | undefined;
  /** IP groups that its rules name: IPv4 ranges by the name of the group. @default none */
  readonly ipGroups?: Readonly<Record<string, readonly Cidr[]>> | undefined;
  /** Services published at the firewall's public addresses (DNAT). @default none */
  readonly publish?: readonly PublishedService[] | undefined;
}

/** The hub's VPN or ExpressRoute gateway. */
export type HubGatewayProps = NetworkGatewayKind & {
  /** Azure Resource Manager id of its public address. @default one is created */
  readonly publicIpId?: string | undefined;
  /** Prefix of GatewaySubnet, a /27 or larger. @default the third /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr | undefined;
};

/** The hub's Azure Bastion. */
export type HubBastionProps = BastionOptions & {
  /** Prefix of AzureBastionSubnet, a /26 or larger. @default the fourth /26 of the hub, or the first that is free */
  readonly subnetPrefix?: Cidr | undefined;
  /** A machine that it connects to, from which private API servers are reached. @default none */
  readonly jumpHost?: JumpHostOptions | undefined;
};

/** The hub's private DNS resolver. */
export interface HubResolverProps {
  /** Domains that other DNS servers answer. @default none: the resolver has no outbound endpoint */
  readonly forward?: readonly ForwardingRule[] | undefined;
  /** Prefix of the inbound endpoint's subnet, /28 to /24. @default the last free /28 of the hub */
  readonly inboundSubnetPrefix?: Cidr | undefined;
  /** Prefix of the outbound endpoint's subnet, /28 to /24. @default the last free /28 of the hub */
  readonly outboundSubnetPrefix?: Cidr | undefined;
}

export interface HubProps {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Ranges of the hub's network; the first one holds its subnets. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** @default no firewall */
  readonly firewall?: HubFirewallProps | undefined;
  /** Custom resolvers of the hub's network and of the firewall's DNS proxy. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** A private DNS resolver, which spokes and the firewall's DNS proxy ask in place of `dnsServers`. @default none */
  readonly resolver?: HubResolverProps | undefined;
  /** VPN or ExpressRoute gateway, shared with the spokes. @default none */
  readonly gateway?: HubGatewayProps | undefined;
  /** Azure Bastion. @default none */
  readonly bastion?: HubBastionProps | undefined;
  /** On-premises ranges behind the gateway. @default none */
  readonly onPremises?: readonly Cidr[] | undefined;
  /** Ranges of other networks that are peered with the hub, which the platform's must not overlap. @default none */
  readonly peers?: readonly Cidr[] | undefined;
  /** Azure Resource Manager id of the network's DDoS protection plan. @default none: Azure's infrastructure protection only */
  readonly ddosProtectionPlanId?: string | undefined;
  /** Whether each public address that is created here has DDoS IP protection, except those of NAT gateways. @default false */
  readonly ddosIpProtection?: boolean | undefined;
  /** Azure Resource Manager id of the IPAM pool in which the network's IPv4 ranges are reserved, before it exists. @default none */
  readonly ipamPoolId?: string | undefined;
  /** Provider of the pool's subscription, when the network is in another one. @default that of the network */
  readonly ipamPoolProvider?: TerraformProvider | undefined;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The hub: its network, the firewall that all egress passes, and the gateway to on-premises networks. */
export class Hub extends Construct implements IPeerableHub {
  readonly peering = "both";
  readonly appliance = undefined;
  readonly privateZoneIds = [];
  readonly announced = [];
  readonly dnsServers: readonly string[];
  readonly location: string;
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly firewall: AzureFirewall | undefined;
  readonly published: PublishedServices | undefined;
  readonly gateway: NetworkGateway | undefined;
  readonly onPremises: readonly Cidr[];
  readonly peers: readonly Cidr[];
  /** Azure Bastion; undefined for a hub without one. */
  readonly bastion: Bastion | undefined;
  /** The machine that Bastion connects to; undefined for a hub without one. */
  readonly jumpHost: JumpHost | undefined;
  /** The private DNS resolver; undefined for a hub without one. */
  readonly resolver: PrivateResolver | undefined;
  readonly #subnets: HubSubnets;
  readonly #spokes: SpokesOf;

  /**
   * A hub that exists already, such as another team's in a subscription of its own. Nothing is created in it but what the
   * attributes declare.
   */
  static fromAttributes(scope: Construct, id: string, attributes: HubAttributes): IPeerableHub {
    return new ImportedHub(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
    setPath(this, id === "hub" ? id : `hubs.${id}`);
    if (props.ddosIpProtection === true) protectAddresses(this);
    this.#spokes = new SpokesOf(this, scope);
    this.location = props.location;
    report(this, REGION_UNKNOWN.judge({ location: this.location }), CLOUD_NOT_SUPPORTED.judge(this.location));
    Naming.provide(this, Naming.of(this).inRegion(this.location));
    this.resourceGroup = new ResourceGroup(this, "~group", {
      location: props.location,
      nameParts: [id],
      tags: props.tags,
    });
    this.network = new VirtualNetwork(this, "~network", {
      placement: this.resourceGroup.placement,
      addressSpace: props.addressSpace,
      nameParts: [id],
      dnsServers: props.dnsServers,
      ddosProtectionPlanId: props.ddosProtectionPlanId,
      ipamPoolId: props.ipamPoolId,
      ipamPoolProvider: props.ipamPoolProvider,
    });
    const { network } = this;
    const owner = id === "hub" ? id : `hub ${id}`;
    for (const range of props.addressSpace)
      claim(this, { range, use: "network", owner, network, prop: "addressSpace" });
    this.#subnets = new HubSubnets(this, network, props.addressSpace[0], [
      props.firewall?.subnetPrefix,
      props.gateway?.subnetPrefix,
      props.bastion?.subnetPrefix,
      props.resolver?.inboundSubnetPrefix,
      props.resolver?.outboundSubnetPrefix,
      props.bastion?.jumpHost?.subnetPrefix,
    ]);
    this.resolver = props.resolver === undefined ? undefined : this.#addResolver(id, props.resolver);
    this.dnsServers = this.resolver === undefined ? (props.dnsServers ?? []) : [this.resolver.address];
    this.firewall = props.firewall === undefined ? undefined : this.#addFirewall(id, props.firewall);
    this.published = this.#publish(id, props.firewall?.publish ?? []);
    this.gateway = props.gateway === undefined ? undefined : this.#addGateway(id, props.gateway);
    this.bastion = props.bastion === undefined ? undefined : this.#addBastion(id, props.bastion);
    this.jumpHost = this.#addJumpHost(id, props);
    this.onPremises = [...(props.onPremises ?? []), ...(this.gateway?.clientRanges ?? [])];
    this.peers = props.peers ?? [];
    for (const range of this.peers)
      claim(this, {
        range,
        use: "peer",
        owner: `a peer of ${id === "hub" ? "the hub" : owner}`,
        network,
        prop: "peers",
      });
    this.#claimOnPremises(props);
    const { resolver } = this;
    if (resolver !== undefined) check(resolver, () => judgeForwarding(this, resolver));
  }

  /** Adds a spoke. Add new spokes last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }

  get spokes(): readonly Spoke[] {
    return this.#spokes.all;
  }

  /** The firewall's own route table, created when it is first used; undefined for a hub without a firewall. */
  get firewallRoutes(): FirewallRoutes | undefined {
    return this.firewall?.routes;
  }

  addConnection(): number {
    return this.#spokes.addConnection();
  }

  get forwardingRulesetId(): string | undefined {
    return this.resolver?.rulesetId;
  }

  get dnsDependables(): readonly ITerraformDependable[] {
    return this.resolver?.dependables ?? [];
  }

  get placement(): Placement {
    return this.resourceGroup.placement;
  }

  #publish(id: string, services: readonly PublishedService[]): PublishedServices | undefined {
    if (this.firewall === undefined || services.length === 0) return undefined;
    const isTunnelled = this.firewall.tunnelled !== undefined;
    report(this, PUBLISHED_BEHIND_A_TUNNEL.judge({ services, isTunnelled }));
    if (isTunnelled) return undefined;
    return new PublishedServices(this, "publish", { firewall: this.firewall, services, nameParts: [id] });
  }

  #addGateway(id: string, { subnetPrefix, ...kind }: HubGatewayProps): NetworkGateway | undefined {
    const subnet = this.#subnets.optional("gateway", subnetPrefix);
    if (subnet === undefined) return undefined;
    return new NetworkGateway(this, "gateway", {
      ...kind,
      zones: allZonesOf(this.location),
      placement: this.resourceGroup.placement,
      subnet,
      nameParts: [id],
    });
  }

  #claimOnPremises({ onPremises: ranges = [], gateway }: HubProps): void {
    const { network, location } = this;
    for (const range of ranges)
      claim(this, {
        range,
        use: "on-premises",
        owner: "on-premises",
        network,
        prop: "onPremises.prefixes",
      });
    for (const range of this.gateway?.clientRanges ?? [])
      claim(this, {
        range,
        use: "vpn-clients",
        owner: "VPN clients",
        network,
        prop: "gateway.clients.addressSpace",
      });
    if (gateway?.type === "vpn") claimSites(this, gateway.sites);
    report(this, ON_PREMISES_WITHOUT_GATEWAY.judge({ ranges, hasGateway: gateway !== undefined }));
    const own = this.gateway;
    if (gateway === undefined || own === undefined) return;
    check(own, () =>
      judgeConnections(gateway, {
        hub: this,
        location,
        onPremises: ranges,
        subscriptionId: subscriptionIdOf(own.resource),
      }),
    );
  }

  #addBastion(id: string, { subnetPrefix, ...options }: HubBastionProps): Bastion | undefined {
    const { location, network, placement } = this;
    const zones = options.tier === "Developer" ? undefined : options.zones;
    report(
      this,
      REGION_WITHOUT_ZONES.judge({ location, zones, what: "Azure Bastion", prop: "bastion.zones" }),
      ...(options.tier === "Developer" ? judgeBastionDeveloper(location) : []),
    );
    const subnet = options.tier === "Developer" ? undefined : this.#subnets.optional("bastion", subnetPrefix);
    if (subnet === undefined && options.tier !== "Developer") return undefined;
    return new Bastion(this, "bastion", { placement, network, options, subnet, nameParts: [id] });
  }

  #addJumpHost(id: string, { bastion, dnsServers }: HubProps): JumpHost | undefined {
    const options = bastion?.jumpHost;
    if (options === undefined) return undefined;
    return new JumpHost(this, "jump-host", {
      path: `${pathOf(this) ?? id}.bastion.jumpHost`,
      placement: this.placement,
      location: this.location,
      options,
      bastionSubnet: this.bastion?.subnet,
      firewall: this.firewall,
      dnsServers,
      subnetIn: (owner) => this.#subnets.ofJumpHost(owner, options.subnetPrefix),
      nameParts: [id, "jump-host"],
    });
  }

  #addResolver(id: string, props: HubResolverProps): PrivateResolver | undefined {
    const { forward = [], inboundSubnetPrefix, outboundSubnetPrefix } = props;
    const inbound = this.#subnets.ofResolver("inbound", inboundSubnetPrefix);
    if (inbound === undefined) return undefined;
    const outbound =
      forward.length === 0 ? undefined : this.#subnets.ofResolver("outbound", outboundSubnetPrefix);
    return new PrivateResolver(this, "dns", {
      placement: this.placement,
      network: this.network,
      inbound,
      forwarding: outbound && { outbound, rules: forward },
      nameParts: [id],
    });
  }

  #addFirewall(id: string, props: HubFirewallProps): AzureFirewall {
    const prefix = this.#subnets.reserve("firewall", props.subnetPrefix);
    const { location } = this;
    report(
      this,
      DNS_LOOP.judge({ servers: this.dnsServers, subnet: prefix }),
      REGION_WITHOUT_ZONES.judge({
        location,
        zones: props.zones,
        what: "The firewall",
        prop: "firewall.zones",
      }),
    );
    const { forcedTunnelling } = props;
    const needsManagement = props.tier === "Basic" || forcedTunnelling !== undefined;
    const managementSubnet = needsManagement ? this.#subnets.optional("firewallManagement") : undefined;
    if (forcedTunnelling !== undefined) check(this, () => judgeNextHop(this, forcedTunnelling));
    return new AzureFirewall(this, "firewall", {
      placement: this.resourceGroup.placement,
      subnet: this.#subnets.named("firewall", props.subnetPrefix, prefix),
      managementSubnet,
      tier: props.tier,
      forcedTunnelling,
      intrusionDetection: props.intrusionDetection,
      threatIntelligence: props.threatIntelligence,
      zones: props.zones,
      publicIps: props.publicIps,
      publicIpPrefix: props.publicIpPrefix,
      managementPublicIpId: props.managementPublicIpId,
      dnsServers: this.dnsServers,
      ipGroups: props.ipGroups,
      tlsInspection: props.tlsInspection,
      nameParts: [id],
    });
  }
}
