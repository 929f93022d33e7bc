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
import type { Cidr } from "../net/cidr.js";
import { publicIp, type IPublicIp, type PublicIpAttributes } from "./public-ip.js";
import type { IExtensibleSubnet } from "./subnet.js";

/** Tiers of NAT gateways: in one zone, or over all zones of the region. Source: NAT Gateway documentation, SKUs. */
export const NAT_GATEWAY_TIERS = ["Standard", "StandardV2"] as const;
/** A tier of a NAT gateway. */
export type NatGatewayTier = (typeof NAT_GATEWAY_TIERS)[number];

export interface NatGatewayProps {
  readonly placement: Placement;
  /** StandardV2 is zone-redundant, and takes public addresses of its own SKU alone. @default "Standard" */
  readonly tier?: NatGatewayTier | undefined;
  /** Single public addresses, 0 to 16, or those that exist already. @default 1, or 0 with a prefix */
  readonly publicIps?: number | readonly PublicIpAttributes[] | undefined;
  /** Length of a prefix of public addresses, 28 (16 addresses) to 31 (2), or one that exists already. @default no prefix */
  readonly publicIpPrefix?: number | PublicIpPrefixAttributes | undefined;
  /** Idle minutes, 4 to 120. @default 4 */
  readonly idleTimeoutMinutes?: number | undefined;
  /** Its zone; tier Standard has at most one. @default placed by Azure */
  readonly zone?: string | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** What is known of a prefix of public addresses that exists already. */
export interface PublicIpPrefixAttributes {
  /** Azure Resource Manager id. */
  readonly publicIpPrefixId: string;
  /** Its addresses, a /28 to /31. */
  readonly prefix: Cidr;
}

/** A custom NAT gateway: the egress of the subnets that use it. */
export class NatGateway extends Construct {
  readonly resource: AzurermNatGateway;
  /** Single public addresses. */
  readonly single: number;
  /** The same. */
  readonly publicIps: readonly IPublicIp[];
  /** Length of the prefix of public addresses. */
  readonly prefixLength: number | undefined;
  /** Public addresses that traffic leaves with, those of the prefix included. */
  readonly addresses: number;
  /** The same as ranges; empty where one is not known, since the others are only a part. */
  readonly publicRanges: readonly string[];
  readonly #dependables: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: NatGatewayProps) {
    super(scope, id);
    const { placement, nameParts, publicIpPrefix } = props;
    const prefixLength =
      typeof publicIpPrefix === "object" ? publicIpPrefix.prefix.prefixLength : publicIpPrefix;
    const { publicIps = prefixLength === undefined ? DEFAULTS.natGateway.publicIps : 0 } = props;
    const single = typeof publicIps === "object" ? publicIps.length : publicIps;
    const length = prefixLength === undefined ? 32 : (knownNumber(prefixLength) ?? prefixLength);
    this.single = single;
    this.prefixLength = prefixLength;
    this.addresses = single + (prefixLength === undefined ? 0 : 2 ** (32 - length));
    const zones = props.zone === undefined ? {} : { zones: [props.zone] };
    this.resource = new AzurermNatGateway(this, "~nat_gateway", {
      name: Naming.of(this).name(this, "natGateway", ...nameParts),
      ...placed(placement),
      skuName: props.tier ?? DEFAULTS.natGateway.tier,
      idleTimeoutInMinutes: props.idleTimeoutMinutes ?? DEFAULTS.natGateway.idleTimeoutMinutes,
      ...zones,
    });
    this.publicIps = Array.from({ length: single }, (_, i) => {
      const address = this.#address(props, i + 1);
      this.#dependables.push(
        new NatGatewayPublicIpAssociation(this, `ip_${i + 1}`, {
          natGatewayId: this.resource.id,
          publicIpAddressId: address.id,
        }),
      );
      return address;
    });
    const ranges = this.publicIps.map(({ ipAddress }) =>
      ipAddress === undefined ? undefined : `${ipAddress}/32`,
    );
    if (publicIpPrefix !== undefined) ranges.push(this.#addPrefix(props, publicIpPrefix));
    const known = ranges.filter((range) => range !== undefined);
    this.publicRanges = known.length === ranges.length ? known : [];
  }

  /** What must exist before traffic leaves: the gateway with its addresses. */
  get dependables(): readonly ITerraformDependable[] {
    return this.#dependables;
  }

  /** Sends the subnet's traffic out through this gateway. */
  serve(subnet: IExtensibleSubnet): void {
    this.#dependables.push(...subnet.useNatGateway(this.resource.id));
  }

  /** A single address, counted from 1. */
  #address({ placement, nameParts, tier, zone, publicIps }: NatGatewayProps, number: number): IPublicIp {
    const given = typeof publicIps === "object" ? publicIps[number - 1] : undefined;
    if (given !== undefined) return { id: given.publicIpId, ipAddress: given.ipAddress };
    return publicIp(this, `nat_${number}`, {
      placement,
      ...(zone === undefined ? {} : { zones: [zone] }),
      sku: tier,
      nameParts: [...nameParts, "nat", String(number)],
      canBeProtected: false,
    });
  }

  /** Associates a prefix. @returns its range */
  #addPrefix(props: NatGatewayProps, given: number | PublicIpPrefixAttributes): string {
    const [id, range] =
      typeof given === "object" ? this.#existingPrefix(given) : this.#newPrefix(props, given);
    this.#dependables.push(
      new NatGatewayPublicIpPrefixAssociation(this, "~prefix", {
        natGatewayId: this.resource.id,
        publicIpPrefixId: id,
      }),
    );
    return range;
  }

  #existingPrefix({
    publicIpPrefixId: id,
    prefix,
  }: PublicIpPrefixAttributes): readonly [id: string, range: string] {
    return [id, String(prefix)];
  }

  #newPrefix(
    { placement, nameParts, tier, zone }: NatGatewayProps,
    prefixLength: number,
  ): readonly [id: string, range: string] {
    const { id, ipPrefix } = new PublicIpPrefix(this, "nat_prefix", {
      name: Naming.of(this).name(this, "publicIpPrefix", ...nameParts, "nat"),
      ...placed(placement),
      prefixLength,
      ...(tier === undefined || tier === DEFAULTS.natGateway.tier ? {} : { sku: tier }),
      ...(zone === undefined ? {} : { zones: [zone] }),
    });
    return [id, ipPrefix];
  }
}
