import { NatGateway as AzurermNatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway/index.js";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association/index.js";
import { NatGatewayPublicIpPrefixAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-prefix-association/index.js";
import { PublicIpPrefix } from "@cdktf/provider-azurerm/lib/public-ip-prefix/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DEFAULTS } from "../core/defaults.js";
import { knownNumber } from "../core/known.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import { publicIp } from "./public-ip.js";
import type { IExtensibleSubnet } from "./subnet.js";

export interface NatGatewayProps {
  readonly placement: Placement;
  /** Single public addresses, 0 to 16. @default 1, or 0 with a prefix */
  readonly publicIps?: number | undefined;
  /** Length of a prefix of public addresses, 28 (16 addresses) to 31 (2). @default no prefix */
  readonly publicIpPrefixLength?: number | undefined;
  /** Idle minutes, 4 to 120. @default 4 */
  readonly idleTimeoutMinutes?: number | undefined;
  /** Its zone; it has at most one. @default placed by Azure */
  readonly zone?: string | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** A custom NAT gateway: the egress of the subnets that use it. */
export class NatGateway extends Construct {
  readonly resource: AzurermNatGateway;
  /** Single public addresses. */
  readonly single: number;
  /** Length of the prefix of public addresses. */
  readonly prefixLength: number | undefined;
  /** Public addresses that traffic leaves with, those of the prefix included. */
  readonly addresses: number;
  /** The same as ranges. */
  readonly publicRanges: readonly string[];
  readonly #dependables: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: NatGatewayProps) {
    super(scope, id);
    const { placement, nameParts, publicIpPrefixLength: prefixLength } = props;
    const single = props.publicIps ?? (prefixLength === undefined ? DEFAULTS.natGateway.publicIps : 0);
    const length = prefixLength === undefined ? 32 : (knownNumber(prefixLength) ?? prefixLength);
    this.single = single;
    this.prefixLength = prefixLength;
    this.addresses = single + (prefixLength === undefined ? 0 : 2 ** (32 - length));
    const zones = props.zone === undefined ? {} : { zones: [props.zone] };
    this.resource = new AzurermNatGateway(this, "~nat_gateway", {
      name: Naming.of(this).name(this, "natGateway", ...nameParts),
      ...placed(placement),
      skuName: "Standard",
      idleTimeoutInMinutes: props.idleTimeoutMinutes ?? DEFAULTS.natGateway.idleTimeoutMinutes,
      ...zones,
    });
    const ranges: string[] = [];
    for (let i = 1; i <= single; i += 1) {
      const address = publicIp(this, `nat_${i}`, {
        placement,
        ...zones,
        nameParts: [...nameParts, "nat", String(i)],
      });
      ranges.push(`${address.ipAddress}/32`);
      this.#dependables.push(
        new NatGatewayPublicIpAssociation(this, `ip_${i}`, {
          natGatewayId: this.resource.id,
          publicIpAddressId: address.id,
        }),
      );
    }
    if (prefixLength !== undefined) ranges.push(this.#addPrefix(props, prefixLength).ipPrefix);
    this.publicRanges = ranges;
  }

  /** What must exist before traffic leaves: the gateway with its addresses. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#dependables;
  }

  /** Sends the subnet's traffic out through this gateway. */
  serve(subnet: IExtensibleSubnet): void {
    this.#dependables.push(...subnet.useNatGateway(this.resource.id));
  }

  #addPrefix({ placement, nameParts, zone }: NatGatewayProps, prefixLength: number): PublicIpPrefix {
    const prefix = new PublicIpPrefix(this, "nat_prefix", {
      name: Naming.of(this).name(this, "publicIpPrefix", ...nameParts, "nat"),
      ...placed(placement),
      prefixLength,
      ...(zone === undefined ? {} : { zones: [zone] }),
    });
    this.#dependables.push(
      new NatGatewayPublicIpPrefixAssociation(this, "~prefix", {
        natGatewayId: this.resource.id,
        publicIpPrefixId: prefix.id,
      }),
    );
    return prefix;
  }
}
