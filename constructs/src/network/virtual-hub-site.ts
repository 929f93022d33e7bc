import { VpnGatewayConnection } from "@cdktf/provider-azurerm/lib/vpn-gateway-connection/index.js";
import { VpnSite } from "@cdktf/provider-azurerm/lib/vpn-site/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { knownText } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import { isIpv4Address } from "../net/cidr.js";
import { secretValue } from "./secret-reference.js";
import type { SiteConnectionProps } from "./site-connection.js";

/** A device has one line to the Internet; further ones would be links of the same site. */
const LINK = "link";

export type VirtualHubSiteProps = SiteConnectionProps & {
  readonly placement: Placement;
  readonly gatewayId: string;
  readonly virtualWanId: string;
  readonly dependsOn: ITerraformDependable[];
  readonly nameParts: readonly string[];
};

/**
 * A VPN site of a Virtual WAN and the connection of a hub's VPN gateway to it. The hub does not announce
 * 0.0.0.0/0 to the site: azurerm leaves it out unless it is asked for.
 */
export class VirtualHubSite extends Construct {
  constructor(scope: Construct, id: string, props: VirtualHubSiteProps) {
    super(scope, id);
    const { placement, gatewayId, virtualWanId, dependsOn, nameParts } = props;
    const { device, prefixes = [], bgp, sharedKey } = props;
    const naming = Naming.of(this);
    const site = new VpnSite(
      this,
      "~site",
      omitUndefined({
        name: naming.name(this, "vpnSite", ...nameParts),
        ...placed(placement),
        virtualWanId,
        addressCidrs: prefixes.length === 0 ? undefined : prefixes.map(String),
        link: [
          {
            name: LINK,
            ...(isIpv4Address(knownText(device) ?? "") ? { ipAddress: device } : { fqdn: device }),
            ...(bgp === undefined ? {} : { bgp: { asn: bgp.asn, peeringAddress: bgp.address } }),
          },
        ],
      }),
    );
    new VpnGatewayConnection(this, "~connection", {
      name: naming.name(this, "gatewayConnection", ...nameParts),
      vpnGatewayId: gatewayId,
      remoteVpnSiteId: site.id,
      vpnLink: [
        {
          name: LINK,
          vpnSiteLinkId: site.link.get(0).id,
          ...(bgp === undefined ? {} : { bgpEnabled: true }),
          ...(sharedKey === undefined ? {} : { sharedKey: secretValue(this, "~key", sharedKey) }),
        },
      ],
      dependsOn,
    });
  }
}
