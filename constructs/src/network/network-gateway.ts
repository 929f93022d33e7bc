import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { existingPublicIp, publicIp } from "./public-ip.js";
import { RouteTable, type NextHop } from "./route-table.js";
import type { Subnet } from "./subnet.js";

/** What joins the hub with the company's own network. */
export type NetworkGatewayKind =
  | {
      /** Tunnels over the Internet. */
      readonly type: "vpn";
      /** @default VpnGw2AZ */
      readonly size?: VpnSize | undefined;
    }
  | {
      /** A private circuit. */
      readonly type: "express-route";
      /** @default ErGw1AZ */
      readonly size?: ExpressRouteSize | undefined;
    };

/** Sizes of VPN gateways that are made today: those with zones. Source: VPN Gateway documentation, gateway SKU consolidation. */
export const VPN_SIZES = ["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"] as const;
/** A size of a VPN gateway. */
export type VpnSize = (typeof VPN_SIZES)[number];

/** Sizes of ExpressRoute gateways with zones. Source: ExpressRoute documentation, gateway SKUs. */
export const EXPRESS_ROUTE_SIZES = ["ErGw1AZ", "ErGw2AZ", "ErGw3AZ"] as const;
/** A size of an ExpressRoute gateway. */
export type ExpressRouteSize = (typeof EXPRESS_ROUTE_SIZES)[number];

export type NetworkGatewayProps = NetworkGatewayKind & {
  readonly placement: Placement;
  /** GatewaySubnet, a /27 or larger. */
  readonly subnet: Subnet;
  /** Azure Resource Manager id of its public address. @default one is created */
  readonly publicIpId?: string | undefined;
  /** Availability zones of the public address: all of the region, which gateways of these sizes want. */
  readonly zones: readonly string[];
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
};

/** What spokes need of the hub's VPN or ExpressRoute gateway, whether it is created here or exists already. */
export interface INetworkGateway {
  /** What must exist before a peering uses the gateway. */
  readonly dependables: readonly ITerraformDependable[];
  /**
   * Routes traffic from on-premises to `range` through an appliance, so that both directions pass it. The route is
   * created below `scope`, the spoke that it belongs to.
   */
  send(
    scope: Construct,
    id: string,
    range: Cidr,
    hop: NextHop,
    options: { readonly name: string; readonly provider?: TerraformProvider | undefined },
  ): void;
}

/**
 * A VPN or ExpressRoute gateway. Its connections and circuits are made elsewhere, since they carry secrets and belong to
 * the operator of the other end.
 */
export class NetworkGateway extends Construct implements INetworkGateway {
  readonly resource: VirtualNetworkGateway;
  /** GatewaySubnet. */
  readonly subnet: Subnet;
  readonly #props: NetworkGatewayProps;
  #routeTable: RouteTable | undefined;

  constructor(scope: Construct, id: string, props: NetworkGatewayProps) {
    super(scope, id);
    this.#props = props;
    this.subnet = props.subnet;
    const { placement, nameParts, publicIpId } = props;
    const address =
      publicIpId === undefined
        ? publicIp(this, "~ip", { placement, zones: props.zones, nameParts: [...nameParts, "gateway"] })
        : existingPublicIp(this, "publicIp", { publicIpId });
    this.resource = new VirtualNetworkGateway(this, "~gateway", {
      name: Naming.of(this).name(this, "networkGateway", ...nameParts),
      ...placed(placement),
      ...sizeArguments(props),
      ipConfiguration: [{ name: "public", subnetId: props.subnet.subnetId, publicIpAddressId: address.id }],
    });
  }

  /** Azure Resource Manager id. */
  get gatewayId(): string {
    return this.resource.id;
  }

  get dependables(): readonly ITerraformDependable[] {
    return [this.resource];
  }

  send(
    scope: Construct,
    id: string,
    range: Cidr,
    hop: NextHop,
    options: { readonly name: string; readonly provider?: TerraformProvider | undefined },
  ): void {
    const table = this.#table();
    new Route(
      scope,
      id,
      omitUndefined({
        name: options.name,
        resourceGroupName: this.#props.placement.resourceGroupName,
        routeTableName: table.routeTableName,
        addressPrefix: String(range),
        nextHopType: "VirtualAppliance",
        nextHopInIpAddress: hop.privateIpAddress,
        provider: options.provider,
      }),
    );
  }

  /** The GatewaySubnet's own table. It must keep learning routes: without them the gateway would not work. */
  #table(): RouteTable {
    if (this.#routeTable !== undefined) return this.#routeTable;
    const { placement, nameParts } = this.#props;
    const table = new RouteTable(this, "~routes", {
      placement,
      nameParts: [...nameParts, "gateway"],
      bgpRoutePropagation: true,
    });
    this.subnet.useRouteTable(table);
    this.#routeTable = table;
    return table;
  }
}

function sizeArguments(kind: NetworkGatewayKind): { type: string; sku: string; vpnType?: string } {
  switch (kind.type) {
    case "vpn":
      return { type: "Vpn", sku: kind.size ?? DEFAULTS.networkGateway.vpn, vpnType: "RouteBased" };
    case "express-route":
      return { type: "ExpressRoute", sku: kind.size ?? DEFAULTS.networkGateway.expressRoute };
  }
}
