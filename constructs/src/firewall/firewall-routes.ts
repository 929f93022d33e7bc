import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { RouteTable, type NextHop } from "../network/route-table.js";
import type { Subnet } from "../network/subnet.js";

export interface FirewallRoutesProps {
  readonly placement: Placement;
  /** AzureFirewallSubnet. */
  readonly subnet: Subnet;
  /**
   * The appliance that has what goes to the Internet, and the firewall, which must have its management address before.
   * @default none: the firewall's own public addresses
   */
  readonly internet?: { readonly hop: NextHop; readonly after: ITerraformDependable } | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** One route of a firewall, created below the construct whose range it is for. */
export interface FirewallRoute {
  readonly name: string;
  readonly range: Cidr;
  /** The firewall behind which the range is. */
  readonly hop: NextHop;
  /** Provider of the firewall's subscription, when it is not the scope's. @default the scope's */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * The route table of AzureFirewallSubnet, for ranges behind the firewalls of other hubs: peering is not transitive, so
 * that a firewall knows its own spokes and the other hubs, but none of their spokes; and for forced tunnelling.
 *
 * The default route comes first: with a table of its own the subnet must keep its direct connection to the Internet, even
 * if a gateway learns 0.0.0.0/0 from on-premises. Routes learned by a gateway still apply, or the firewall would lose the
 * on-premises networks. Sources: Azure Firewall documentation, use Azure Firewall to route a multi hub and spoke topology;
 * Azure Firewall FAQ, forced tunneling.
 */
export class FirewallRoutes extends Construct {
  readonly #placement: Placement;
  readonly #table: RouteTable;
  /** The default route, and what gives it to the subnet. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { placement, subnet, internet: tunnel, nameParts }: FirewallRoutesProps,
  ) {
    super(scope, id);
    this.#placement = placement;
    this.#table = new RouteTable(this, "~routes", { placement, nameParts, bgpRoutePropagation: true });
    const internet = new Route(this, "internet", {
      name: "internet",
      resourceGroupName: placement.resourceGroupName,
      routeTableName: this.#table.routeTableName,
      addressPrefix: "0.0.0.0/0",
      ...(tunnel === undefined
        ? { nextHopType: "Internet" }
        : { nextHopType: "VirtualAppliance", nextHopInIpAddress: tunnel.hop.privateIpAddress }),
    });
    const before = tunnel === undefined ? [internet] : [internet, tunnel.after];
    this.dependables = [internet, ...subnet.useRouteTable(this.#table, ...before)];
  }

  send(scope: Construct, id: string, { name, range, hop, provider }: FirewallRoute): void {
    new Route(
      scope,
      id,
      omitUndefined({
        name,
        resourceGroupName: this.#placement.resourceGroupName,
        routeTableName: this.#table.routeTableName,
        addressPrefix: String(range),
        nextHopType: "VirtualAppliance",
        nextHopInIpAddress: hop.privateIpAddress,
        provider,
      }),
    );
  }
}
