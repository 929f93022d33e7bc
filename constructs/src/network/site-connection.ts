import { LocalNetworkGateway } from "@cdktf/provider-azurerm/lib/local-network-gateway/index.js";
import type { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway/index.js";
import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection/index.js";
import { Construct } from "constructs";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { isIpv4Address, type Cidr } from "../net/cidr.js";
import { secretValue, type SecretReference } from "./secret-reference.js";

/** A tunnel of a VPN gateway to the VPN device of a site. */
export interface SiteConnectionProps {
  /** Public address or host name of the device. */
  readonly device: string;
  /** Ranges behind the device. @default none: BGP announces them */
  readonly prefixes?: readonly Cidr[] | undefined;
  /** BGP with the device. @default none: routes are those of `prefixes` */
  readonly bgp?: BgpPeer | undefined;
  /**
   * The key that both ends share. It is in the state, as azurerm keeps it.
   *
   * @default one that Azure generates, which `az network vpn-connection shared-key show` prints. Source: VPN Gateway FAQ
   */
  readonly sharedKey?: SecretReference | undefined;
}

/** The BGP speaker of a site. */
export interface BgpPeer {
  /** Autonomous system number of the site. */
  readonly asn: number;
  /** Address of the speaker, behind the device. */
  readonly address: string;
}

/** A site's local network gateway and the connection to it. */
export class SiteConnection extends Construct {
  readonly resource: VirtualNetworkGatewayConnection;

  constructor(
    scope: Construct,
    id: string,
    props: SiteConnectionProps & {
      readonly placement: Placement;
      readonly gateway: VirtualNetworkGateway;
      readonly nameParts: readonly string[];
    },
  ) {
    super(scope, id);
    const { placement, gateway, nameParts, device, prefixes = [], bgp, sharedKey } = props;
    const naming = Naming.of(this);
    const site = new LocalNetworkGateway(
      this,
      "~site",
      omitUndefined({
        name: naming.name(this, "localNetworkGateway", ...nameParts),
        ...placed(placement),
        ...(isIpv4Address(knownText(device) ?? "") ? { gatewayAddress: device } : { gatewayFqdn: device }),
        addressSpace: prefixes.length === 0 ? undefined : prefixes.map(String),
        bgpSettings: bgp && { asn: bgp.asn, bgpPeeringAddress: bgp.address },
      }),
    );
    this.resource = new VirtualNetworkGatewayConnection(
      this,
      "~connection",
      omitUndefined({
        name: naming.name(this, "gatewayConnection", ...nameParts),
        ...placed(placement),
        type: "IPsec",
        virtualNetworkGatewayId: gateway.id,
        localNetworkGatewayId: site.id,
        enableBgp: bgp === undefined ? undefined : true,
        sharedKey: sharedKey && secretValue(this, "~key", sharedKey),
      }),
    );
  }
}
