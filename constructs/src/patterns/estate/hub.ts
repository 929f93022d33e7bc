import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Placement } from "../../core/placement.js";
import type { IFirewall } from "../../firewall/firewall.js";
import type { IPublishedServices } from "../../firewall/published-services.js";
import type { Cidr } from "../../net/cidr.js";
import type { INetworkGateway } from "../../network/network-gateway.js";
import type { PeeringHalves } from "../../network/peering.js";
import type { NextHop } from "../../network/route-table.js";
import type { HubNetwork } from "../../network/virtual-hub.js";

/** A network virtual appliance that a hub's egress passes, whose rules are configured elsewhere. */
export interface IAppliance extends NextHop {
  /** Source addresses of the traffic that leaves through it, or their ranges; empty where they are unknown. */
  readonly publicIpAddresses: readonly string[];
}

/**
 * What spokes, gateways and clusters may ask of the hub. Each member follows from ids and attributes, so that a hub
 * created elsewhere can implement it.
 */
export interface IHub extends Construct {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /**
   * Where resources that all spokes share are created, such as private DNS zones; undefined for a hub in which nothing is
   * created.
   */
  readonly placement: Placement | undefined;
  /** A virtual network, or the virtual hub of a Virtual WAN. */
  readonly network: HubNetwork;
  /**
   * What Azure routes to the firewall in subnets that learn routes, since the hub announces it: 0.0.0.0/0 may be among it.
   * Empty for a hub that announces nothing.
   */
  readonly announced: readonly Cidr[];
  /** Which halves of a spoke's peering are created. */
  readonly peering: PeeringHalves;
  /** Next hop of the spokes' default route; undefined for a hub without a firewall. */
  readonly firewall: IFirewall | undefined;
  /** Another team's appliance; undefined where there is none, or none is known. */
  readonly appliance: IAppliance | undefined;
  /** Resolvers of the hub, which spokes may use; empty for Azure-provided DNS. */
  readonly dnsServers: readonly string[];
  /** What must exist before its resolvers answer; empty where they are not created here. */
  readonly dnsDependables: readonly ITerraformDependable[];
  /** Azure Resource Manager id of the ruleset of its private DNS resolver; undefined where it has none. */
  readonly forwardingRulesetId: string | undefined;
  /** Ids of private DNS zones that exist already and that the hub's network is linked to. */
  readonly privateZoneIds: readonly string[];
  /** Services published at the firewall; undefined where there are none. */
  readonly published: IPublishedServices | undefined;
  /** VPN or ExpressRoute gateway; undefined for a hub without one. */
  readonly gateway: INetworkGateway | undefined;
  /** On-premises ranges behind the gateway; empty where none are known. */
  readonly onPremises: readonly Cidr[];
}

/** What inspects the traffic between the hub's spokes, on-premises and the Internet: its firewall, else its appliance. */
export function inspectorOf({
  firewall,
  appliance,
}: Pick<IHub, "firewall" | "appliance">): NextHop | undefined {
  return firewall ?? appliance;
}
