import { Construct } from "constructs";
import { setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import { CLOUD_LACKS } from "../../core/rules/clouds.js";
import { ExistingFirewall, type ExistingFirewallProps } from "../../firewall/existing-firewall.js";
import type { Cidr } from "../../net/cidr.js";
import { ExistingVirtualHub } from "../../network/existing-virtual-hub.js";
import type { INetworkGateway } from "../../network/network-gateway.js";
import { ROUTED_BY_INTENT } from "../../network/virtual-hub.js";
import { claimHub } from "../estate/hub-claims.js";
import { DNS_LOOP, HOP_OUTSIDE_HUB, ON_PREMISES_WITHOUT_GATEWAY } from "../estate/hub-rules.js";
import { ON_PREMISES_OUTSIDE_ROUTING_INTENT } from "../spoke/rules.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";
import { SpokesOf, type IExtensibleHub } from "./spokes-of.js";

/** What is known of a virtual hub that exists already, with a firewall in it and routing intent. */
export interface VirtualHubAttributes {
  /** Azure Resource Manager id of the virtual hub, in any subscription. */
  readonly virtualHubId: string;
  /** Range of the virtual hub. */
  readonly addressPrefix: Cidr;
  /** Azure region of the hub, such as `westeurope`. */
  readonly location: string;
  /** The firewall in the hub, which the routing intent sends private and Internet traffic through. */
  readonly firewall: ExistingFirewallProps;
  /** Resolvers that spokes may ask, in a connected network. @default none */
  readonly dnsServers?: readonly string[] | undefined;
  /** Ids of private DNS zones that the network of the resolvers is linked to. @default none */
  readonly privateZoneIds?: readonly string[] | undefined;
  /** Whether the hub has a VPN or ExpressRoute gateway. @default false */
  readonly hasGateway?: boolean | undefined;
  /** On-premises ranges behind its gateway. @default none */
  readonly onPremises?: readonly Cidr[] | undefined;
  /** Ranges of other networks that are connected with the hub, which the platform's must not overlap. @default none */
  readonly peers?: readonly Cidr[] | undefined;
}

/** A gateway whose traffic the routing intent of its hub sends through the firewall. */
const ROUTED_BY_HUB: INetworkGateway = { dependables: [], send: () => undefined };

/**
 * A virtual hub of another team, from ids and attributes. Spokes are connected with it; nothing else is created in it but what
 * the attributes declare: rules in the firewall's policy.
 */
export class ExistingVirtualWanHub extends Construct implements IExtensibleHub {
  readonly peering = "both";
  readonly placement = undefined;
  readonly appliance = undefined;
  readonly forwardingRulesetId = undefined;
  readonly published = undefined;
  readonly dnsDependables = [];
  readonly announced = ROUTED_BY_INTENT;
  readonly location: string;
  readonly network: ExistingVirtualHub;
  readonly firewall: ExistingFirewall;
  readonly dnsServers: readonly string[];
  readonly privateZoneIds: readonly string[];
  readonly gateway: INetworkGateway | undefined;
  readonly onPremises: readonly Cidr[];
  readonly #spokes: SpokesOf;

  constructor(scope: Construct, id: string, attributes: VirtualHubAttributes) {
    super(scope, id);
    setPath(this, id === "hub" ? id : `hubs.${id}`);
    this.#spokes = new SpokesOf(this, scope);
    const { virtualHubId, addressPrefix, location, firewall } = attributes;
    this.location = location;
    this.network = new ExistingVirtualHub(this, "~network", { virtualHubId, addressPrefix });
    this.firewall = new ExistingFirewall(this, "firewall", firewall);
    this.dnsServers = attributes.dnsServers ?? [];
    this.privateZoneIds = attributes.privateZoneIds ?? [];
    const { hasGateway = false, onPremises: ranges = [] } = attributes;
    this.gateway = hasGateway ? ROUTED_BY_HUB : undefined;
    this.onPremises = ranges;
    claimHub(this, { own: [addressPrefix], prop: "addressPrefix", peers: attributes.peers });
    report(
      this,
      ON_PREMISES_WITHOUT_GATEWAY.judge({ ranges, hasGateway }),
      ON_PREMISES_OUTSIDE_ROUTING_INTENT.judge({ ranges, announced: this.announced }),
      CLOUD_LACKS.judge({ location, feature: "routing intent of Virtual WAN", prop: "type" }),
      HOP_OUTSIDE_HUB.judge({ prop: "firewall", hop: this.firewall, space: [addressPrefix] }),
      DNS_LOOP.judge({ servers: this.dnsServers, subnet: addressPrefix }),
    );
  }

  /** Adds a spoke. Add new spokes last: the priorities of their firewall rules follow from the order. */
  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }
}
