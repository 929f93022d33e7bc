import { Construct } from "constructs";
import { DEFAULTS } from "../../core/defaults.js";
import { report } from "../../core/problem.js";
import { ExistingFirewall, type ExistingFirewallProps } from "../../firewall/existing-firewall.js";
import type { Cidr } from "../../net/cidr.js";
import {
  ExistingNetworkGateway,
  type ExistingNetworkGatewayProps,
} from "../../network/existing-network-gateway.js";
import { ExistingVirtualNetwork } from "../../network/existing-virtual-network.js";
import type { PeeringHalves } from "../../network/peering.js";
import type { IVirtualNetwork } from "../../network/virtual-network.js";
import { claimHub } from "./hub-claims.js";
import { HOP_OUTSIDE_HUB, ON_PREMISES_WITHOUT_GATEWAY, TWO_INSPECTORS } from "./hub-rules.js";
import type { IAppliance, IHub } from "./hub.js";

/** Another team's appliance. */
export interface ExistingApplianceProps {
  /** Private IPv4 address, such as that of its internal load balancer. */
  readonly privateIpAddress: string;
  /** Public addresses of the traffic that leaves through it, or their ranges. @default unknown */
  readonly publicIpAddresses?: readonly string[] | undefined;
}

/** What is known of a hub that exists already. */
export interface HubAttributes {
  /** Azure Resource Manager id of the hub's virtual network, in any subscription. */
  readonly virtualNetworkId: string;
  /** Ranges of the hub's network. */
  readonly addressSpace: readonly [Cidr, ...Cidr[]];
  /** Azure region of the hub, such as `westeurope`. */
  readonly location: string;
  /** @default "both" */
  readonly peering?: PeeringHalves | undefined;
  /** @default no firewall */
  readonly firewall?: ExistingFirewallProps | undefined;
  /** An appliance of another maker, instead of a firewall. @default none */
  readonly appliance?: ExistingApplianceProps | undefined;
  /** DNS servers of the hub, or the inbound endpoint of its private resolver. @default none */
  readonly dnsServers?: readonly string[] | undefined;
  /** Azure Resource Manager id of the ruleset of its private DNS resolver, in any subscription. @default none */
  readonly forwardingRulesetId?: string | undefined;
  /** Ids of private DNS zones that the hub's network is linked to. @default none */
  readonly privateZoneIds?: readonly string[] | undefined;
  /** The hub's VPN or ExpressRoute gateway, which the spokes use. @default none */
  readonly gateway?: ExistingNetworkGatewayProps | undefined;
  /** On-premises ranges behind the gateway. @default none */
  readonly onPremises?: readonly Cidr[] | undefined;
  /** Ranges of other networks that are peered with the hub, which the platform's must not overlap. @default none */
  readonly peers?: readonly Cidr[] | undefined;
}

/**
 * A hub that exists already, from ids and attributes. Nothing is created in it; a spoke adds its half of the peering, and
 * what the attributes declare: the other half, rules in the firewall's policy, routes in the gateway's table.
 */
export class ExistingHub extends Construct implements IHub {
  readonly location: string;
  readonly placement = undefined;
  readonly network: IVirtualNetwork;
  readonly peering: PeeringHalves;
  readonly firewall: ExistingFirewall | undefined;
  readonly appliance: IAppliance | undefined;
  readonly dnsServers: readonly string[];
  readonly dnsDependables = [];
  readonly forwardingRulesetId: string | undefined;
  readonly privateZoneIds: readonly string[];
  readonly published = undefined;
  readonly announced = [];
  readonly gateway: ExistingNetworkGateway | undefined;
  readonly onPremises: readonly Cidr[];
  /** Ranges of other networks that are peered with the hub; empty where none are known. */
  readonly peers: readonly Cidr[];

  constructor(scope: Construct, id: string, attributes: HubAttributes) {
    super(scope, id);
    const { virtualNetworkId, addressSpace, firewall, appliance, gateway } = attributes;
    this.location = attributes.location;
    this.network = new ExistingVirtualNetwork(this, "~network", { virtualNetworkId, addressSpace });
    this.peering = attributes.peering ?? DEFAULTS.existingHub.peering;
    this.firewall = firewall && new ExistingFirewall(this, "firewall", firewall);
    this.appliance = appliance && {
      privateIpAddress: appliance.privateIpAddress,
      publicIpAddresses: appliance.publicIpAddresses ?? [],
    };
    this.dnsServers = attributes.dnsServers ?? [];
    this.forwardingRulesetId = attributes.forwardingRulesetId;
    this.privateZoneIds = attributes.privateZoneIds ?? [];
    this.gateway = gateway && new ExistingNetworkGateway(this, "gateway", gateway);
    this.onPremises = attributes.onPremises ?? [];
    this.peers = attributes.peers ?? [];
    claimHub(this, { own: addressSpace, prop: "addressSpace", peers: this.peers });
    this.#judge();
  }

  #judge(): void {
    const { firewall, appliance, gateway, onPremises, network } = this;
    report(
      this,
      ON_PREMISES_WITHOUT_GATEWAY.judge({ ranges: onPremises, hasGateway: gateway !== undefined }),
      TWO_INSPECTORS.judge({ firewall, appliance }),
    );
    for (const [prop, hop] of Object.entries({ firewall, appliance })) {
      if (hop === undefined) continue;
      report(this, HOP_OUTSIDE_HUB.judge({ prop, hop, space: network.addressSpace }));
    }
  }
}
