import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../../core/naming.js";
import type { Placement } from "../../core/placement.js";
import { setPath } from "../../core/places.js";
import { check, report } from "../../core/problem.js";
import { CLOUD_LACKS, CLOUD_NOT_SUPPORTED } from "../../core/rules/clouds.js";
import { REGION_UNKNOWN, REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";
import type { FirewallTier } from "../../firewall/firewall.js";
import { PublishedServices, type PublishedService } from "../../firewall/published-services.js";
import type { FirewallDetection } from "../../firewall/tier-rules.js";
import type { TlsInspectionOptions } from "../../firewall/tls-inspection.js";
import { VirtualHubFirewall } from "../../firewall/virtual-hub-firewall.js";
import type { Cidr } from "../../net/cidr.js";
import { SMALLEST_PREFIX } from "../../net/well-known.js";
import { ResourceGroup } from "../../network/resource-group.js";
import { subscriptionIdOf } from "../../core/subscriptions.js";
import { VirtualHubGateway, type VirtualHubGatewayKind } from "../../network/virtual-hub-gateway.js";
import { ROUTED_BY_INTENT, VirtualHub } from "../../network/virtual-hub.js";
import { DNS_LOOP, ON_PREMISES_WITHOUT_GATEWAY } from "../estate/hub-rules.js";
import { ON_PREMISES_OUTSIDE_ROUTING_INTENT } from "../spoke/rules.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";
import { claimHub, claimSites } from "../estate/hub-claims.js";
import { ExistingVirtualWanHub, type VirtualHubAttributes } from "./existing-virtual-wan-hub.js";
import { judgeVirtualHubConnections } from "./gateway-connections.js";
import { HUB_SUBNET_TOO_SMALL } from "./rules.js";
import { SpokesOf, type IExtensibleHub } from "./spokes-of.js";

/** The firewall of a virtual hub. */
export interface VirtualHubFirewallOptions extends FirewallDetection {
  /** @default "Standard" */
  readonly tier?: FirewallTier | undefined;
  /** Availability zones. @default none: not bound to zones */
  readonly zones?: readonly string[] | undefined;
  /** Number of public addresses, which Azure creates. @default 1 */
  readonly publicIps?: number | undefined;
  /** Authority by which it inspects the TLS connections of destinations that say so, on tier Premium. @default none */
  readonly tlsInspection?: TlsInspectionOptions | undefined;
  /** IP groups that its rules name: IPv4 ranges by the name of the group. @default none */
  readonly ipGroups?: Readonly<Record<string, readonly Cidr[]>> | undefined;
  /** Services published at the firewall's public addresses (DNAT). @default none */
  readonly publish?: readonly PublishedService[] | undefined;
}

export interface VirtualWanHubProps {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Range of the virtual hub, a /24 or larger, which cannot be changed later. Azure recommends a /23. */
  readonly addressPrefix: Cidr;
  /** Azure Resource Manager id of the Virtual WAN, in any subscription. @default one is created */
  readonly virtualWanId?: string | undefined;
  /** @default a firewall with the defaults */
  readonly firewall?: VirtualHubFirewallOptions | undefined;
  /** Resolvers that spokes and the firewall's DNS proxy may ask, in a connected network. @default Azure-provided DNS */
  readonly dnsServers?: readonly string[] | undefined;
  /** VPN or ExpressRoute gateway. @default none */
  readonly gateway?: VirtualHubGatewayKind | undefined;
  /** On-premises ranges behind the gateway, within those that a routing intent treats as private. @default none */
  readonly onPremises?: readonly Cidr[] | undefined;
  /** Ranges of other networks that are connected with the hub, which the platform's must not overlap. @default none */
  readonly peers?: readonly Cidr[] | undefined;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * The hub as the virtual hub of a Virtual WAN: Azure runs its router, and its routing intent sends everything that leaves a
 * spoke through the firewall in it.
 */
export class VirtualWanHub extends Construct implements IExtensibleHub {
  readonly peering = "both";
  readonly appliance = undefined;
  readonly privateZoneIds = [];
  readonly forwardingRulesetId = undefined;
  readonly dnsDependables: readonly ITerraformDependable[] = [];
  readonly announced = ROUTED_BY_INTENT;
  readonly location: string;
  readonly dnsServers: readonly string[];
  readonly resourceGroup: ResourceGroup;
  readonly network: VirtualHub;
  readonly firewall: VirtualHubFirewall;
  readonly published: PublishedServices | undefined;
  readonly gateway: VirtualHubGateway | undefined;
  readonly onPremises: readonly Cidr[];
  readonly #spokes: SpokesOf;

  /** A virtual hub that exists already, such as another team's in a subscription of its own. */
  static fromAttributes(scope: Construct, id: string, attributes: VirtualHubAttributes): IExtensibleHub {
    return new ExistingVirtualWanHub(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: VirtualWanHubProps) {
    super(scope, id);
    setPath(this, id === "hub" ? id : `hubs.${id}`);
    this.#spokes = new SpokesOf(this, scope);
    const { location, addressPrefix, tags, dnsServers = [], firewall = {} } = props;
    this.location = location;
    this.dnsServers = dnsServers;
    this.onPremises = props.onPremises ?? [];
    this.#judge(props);
    Naming.provide(this, Naming.of(this).inRegion(location));
    this.resourceGroup = new ResourceGroup(this, "~group", { location, nameParts: [id], tags });
    const { placement } = this;
    const nameParts = [id];
    this.network = new VirtualHub(this, "~network", {
      placement,
      addressPrefix,
      virtualWanId: props.virtualWanId,
      nameParts,
    });
    claimHub(this, { own: [addressPrefix], prop: "addressPrefix", peers: props.peers });
    if (props.gateway?.type === "vpn") claimSites(this, props.gateway.sites);
    this.firewall = new VirtualHubFirewall(this, "firewall", {
      ...firewall,
      placement,
      virtualHub: this.network,
      dnsServers,
      nameParts,
    });
    this.published = this.#publish(firewall.publish ?? []);
    this.gateway = this.#addGateway(props);
    this.network.routeThrough(this.firewall.resource.id, this.gateway?.dependables);
    this.gateway?.connect();
  }

  /** Adds a spoke. Add new spokes last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }

  /** Spokes of the hub, in the order in which they were added. */
  get spokes(): readonly Spoke[] {
    return this.#spokes.all;
  }

  get placement(): Placement {
    return this.resourceGroup.placement;
  }

  #publish(services: readonly PublishedService[]): PublishedServices | undefined {
    if (services.length === 0) return undefined;
    const nameParts = [this.node.id];
    return new PublishedServices(this, "publish", { firewall: this.firewall, services, nameParts });
  }

  #addGateway({ gateway: kind }: VirtualWanHubProps): VirtualHubGateway | undefined {
    if (kind === undefined) return undefined;
    const { placement, network, onPremises } = this;
    const gateway = new VirtualHubGateway(this, "gateway", {
      ...kind,
      placement,
      virtualHub: network,
      after: [this.firewall.resource],
      nameParts: [this.node.id],
    });
    check(gateway, () =>
      judgeVirtualHubConnections(kind, {
        hub: this,
        onPremises,
        subscriptionId: subscriptionIdOf(gateway.resource),
      }),
    );
    return gateway;
  }

  #judge({ location, addressPrefix, dnsServers = [], firewall = {}, gateway }: VirtualWanHubProps): void {
    const ranges = this.onPremises;
    report(
      this,
      ON_PREMISES_WITHOUT_GATEWAY.judge({ ranges, hasGateway: gateway !== undefined }),
      ON_PREMISES_OUTSIDE_ROUTING_INTENT.judge({ ranges, announced: this.announced }),
      REGION_UNKNOWN.judge({ location }),
      CLOUD_NOT_SUPPORTED.judge(location),
      CLOUD_LACKS.judge({ location, feature: "routing intent of Virtual WAN", prop: "type" }),
      REGION_WITHOUT_ZONES.judge({
        location,
        zones: firewall.zones,
        what: "The firewall",
        prop: "firewall.zones",
      }),
      HUB_SUBNET_TOO_SMALL.judge({
        name: "The virtual hub",
        prefix: addressPrefix,
        smallest: SMALLEST_PREFIX.virtualHub,
        prop: "addressPrefix",
      }),
      DNS_LOOP.judge({ servers: dnsServers, subnet: addressPrefix }),
    );
  }
}
