import type { Construct } from "constructs";
import type { Placement } from "../../core/placement.js";
import type { IFirewall } from "../../firewall/azure-firewall.js";
import type { IPublishedServices } from "../../firewall/published-services.js";
import type { Cidr } from "../../net/cidr.js";
import type { INetworkGateway } from "../../network/network-gateway.js";
import type { IVirtualNetwork } from "../../network/virtual-network.js";

/**
 * What spokes, gateways and clusters may ask of the hub. Each member follows from ids and attributes, so that a hub
 * created elsewhere can implement it.
 */
export interface IHub extends Construct {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Where resources that all spokes share are created, such as private DNS zones. */
  readonly placement: Placement;
  readonly network: IVirtualNetwork;
  /** Next hop of the spokes' default route; undefined for a hub without a firewall. */
  readonly firewall: IFirewall | undefined;
  /** Services published at the firewall; undefined where there are none. */
  readonly published: IPublishedServices | undefined;
  /** VPN or ExpressRoute gateway; undefined for a hub without one. */
  readonly gateway: INetworkGateway | undefined;
  /** On-premises ranges behind the gateway; empty where none are known. */
  readonly onPremises: readonly Cidr[];
}
