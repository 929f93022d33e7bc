import { Route } from "@cdktf/provider-azurerm/lib/route/index.js";
import {
  VirtualNetworkGateway,
  type VirtualNetworkGatewayConfig,
  type VirtualNetworkGatewayVpnClientConfiguration,
} from "@cdktf/provider-azurerm/lib/virtual-network-gateway/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { CLOUDS } from "../core/clouds.js";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import type { Cidr } from "../net/cidr.js";
import { CircuitConnection, type CircuitConnectionProps } from "./circuit-connection.js";
import { existingPublicIp, publicIp, type IPublicIp } from "./public-ip.js";
import { RouteTable, type NextHop } from "./route-table.js";
import { SiteConnection, type SiteConnectionProps } from "./site-connection.js";
import type { Subnet } from "./subnet.js";

/** What joins the hub with the company's own network. */
export type NetworkGatewayKind =
  | (VpnOptions & {
      /** Tunnels over the Internet. */
      readonly type: "vpn";
      /** @default VpnGw2AZ */
      readonly size?: VpnSize | undefined;
    })
  | {
      /** A private circuit. */
      readonly type: "express-route";
      /** @default ErGw1AZ */
      readonly size?: ExpressRouteSize | undefined;
      /** Connections to circuits, by name. @default none: they are made elsewhere */
      readonly circuits?: Readonly<Record<string, CircuitConnectionProps>> | undefined;
    };

/** What a VPN gateway is connected to. */
export interface VpnOptions {
  /** Whether both instances have tunnels, each with a public address. @default false: one is a standby */
  readonly activeActive?: boolean | undefined;
  /** Azure Resource Manager id of its second public address, with `activeActive`. @default one is created */
  readonly secondPublicIpId?: string | undefined;
  /** Autonomous system number of the gateway, for BGP. @default 65515, Azure's */
  readonly asn?: number | undefined;
  /** Connections to sites, by name. @default none: they are made elsewhere */
  readonly sites?: Readonly<Record<string, SiteConnectionProps>> | undefined;
  /** Machines of administrators that connect one by one. @default none */
  readonly clients?: VpnClientProps | undefined;
}

/** Point-to-site connections by the Azure VPN client, whose users sign in with Entra ID. */
export interface VpnClientProps {
  /** Ranges from which clients get addresses. */
  readonly addressSpace: readonly Cidr[];
  /** Entra ID tenant whose users may connect, a GUID. */
  readonly tenantId: string;
}

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

/** A VPN or ExpressRoute gateway with its connections. Circuits are made elsewhere: they belong to their provider. */
export class NetworkGateway extends Construct implements INetworkGateway {
  readonly resource: VirtualNetworkGateway;
  /** GatewaySubnet. */
  readonly subnet: Subnet;
  readonly #props: NetworkGatewayProps;
  readonly #addresses: readonly IPublicIp[];
  #routeTable: RouteTable | undefined;

  constructor(scope: Construct, id: string, props: NetworkGatewayProps) {
    super(scope, id);
    this.#props = props;
    this.subnet = props.subnet;
    const { placement, nameParts, publicIpId } = props;
    const { subnetId } = props.subnet;
    const first = this.#address("~ip", "publicIp", "gateway", publicIpId);
    const second =
      props.type === "vpn" && props.activeActive === true
        ? [this.#address("secondIp", "secondPublicIp", "gateway-2", props.secondPublicIpId)]
        : [];
    this.#addresses = [first, ...second];
    this.resource = new VirtualNetworkGateway(this, "~gateway", {
      name: Naming.of(this).name(this, "networkGateway", ...nameParts),
      ...placed(placement),
      ...kindArguments(props),
      ipConfiguration: [
        { name: "public", subnetId, publicIpAddressId: first.id },
        ...second.map(({ id: publicIpAddressId }) => ({ name: "second", subnetId, publicIpAddressId })),
      ],
    });
    this.#connect();
  }

  /** What it connects with: tunnels, or circuits. */
  get kind(): NetworkGatewayKind["type"] {
    return this.#props.type;
  }

  /** Public addresses that are created for it, as Azure allocates them. */
  get publicIpAddresses(): readonly string[] {
    return this.#addresses.flatMap(({ ipAddress }) => ipAddress ?? []);
  }

  /** Names of the circuits that it is connected to. */
  get circuits(): readonly string[] {
    return this.#props.type === "express-route" ? Object.keys(this.#props.circuits ?? {}) : [];
  }

  /** Ranges of VPN clients, which the gateway announces. */
  get clientRanges(): readonly Cidr[] {
    return this.#props.type === "vpn" ? (this.#props.clients?.addressSpace ?? []) : [];
  }

  #address(id: string, prop: string, suffix: string, publicIpId: string | undefined): IPublicIp {
    const { placement, zones, nameParts } = this.#props;
    return publicIpId === undefined
      ? publicIp(this, id, { placement, zones, nameParts: [...nameParts, suffix] })
      : existingPublicIp(this, prop, { publicIpId });
  }

  #connect(): void {
    const { placement, nameParts } = this.#props;
    const common = { placement, gateway: this.resource };
    if (this.#props.type === "express-route") {
      for (const [name, props] of Object.entries(this.#props.circuits ?? {}))
        new CircuitConnection(this, name, { ...common, ...props, nameParts: [...nameParts, name] });
      return;
    }
    for (const [name, props] of Object.entries(this.#props.sites ?? {}))
      new SiteConnection(this, name, { ...common, ...props, nameParts: [...nameParts, name] });
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

function kindArguments(
  kind: NetworkGatewayKind,
): Pick<
  VirtualNetworkGatewayConfig,
  "type" | "sku" | "vpnType" | "activeActive" | "enableBgp" | "bgpSettings" | "vpnClientConfiguration"
> {
  switch (kind.type) {
    case "vpn":
      return {
        type: "Vpn",
        sku: kind.size ?? DEFAULTS.networkGateway.vpn,
        vpnType: "RouteBased",
        ...vpn(kind),
      };
    case "express-route":
      return { type: "ExpressRoute", sku: kind.size ?? DEFAULTS.networkGateway.expressRoute };
  }
}

function vpn({ activeActive, asn, sites = {}, clients }: VpnOptions): Partial<VirtualNetworkGatewayConfig> {
  const speaksBgp = Object.values(sites).some(({ bgp }) => bgp !== undefined);
  return {
    ...(activeActive === true ? { activeActive } : {}),
    ...(speaksBgp ? { enableBgp: true } : {}),
    ...(speaksBgp && asn !== undefined ? { bgpSettings: { asn } } : {}),
    ...(clients === undefined ? {} : { vpnClientConfiguration: signIn(clients) }),
  };
}

/**
 * Sign-in of VPN clients by the application that Microsoft has registered in every tenant of the public cloud. Source: VPN
 * Gateway documentation, configure P2S VPN Gateway for Microsoft Entra ID authentication.
 */
function signIn({ addressSpace, tenantId }: VpnClientProps): VirtualNetworkGatewayVpnClientConfiguration {
  return {
    addressSpace: addressSpace.map(String),
    vpnClientProtocols: ["OpenVPN"],
    vpnAuthTypes: ["AAD"],
    aadTenant: `https://${CLOUDS.public.signIn}/${tenantId}`,
    aadIssuer: `https://sts.windows.net/${tenantId}/`,
    aadAudience: "c632b3df-fb67-4d84-bdcf-b95ad541b5c8",
  };
}
