import type { Construct } from "constructs";
import { report } from "../../../core/problem.js";
import { REGION_WITHOUT_ZONES } from "../../../core/rules/regions.js";
import { NatGateway, type NatGatewayProps } from "../../../network/nat-gateway.js";
import { reservePublicIp } from "../../../network/public-ip.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { filterSubnets, type FilterOptions } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import {
  NAT_GATEWAY_ADDRESSES,
  NAT_GATEWAY_V2_REGION,
  NAT_GATEWAY_V2_ZONE,
  NAT_SNAT_PORTS_FEW,
} from "./rules.js";

/** Through a NAT gateway that is created for the cluster's subnets. */
export interface NatGatewayEgressOptions extends FilterOptions {
  readonly type: "nat-gateway";
  /** StandardV2 is zone-redundant; existing addresses must be of its own SKU then. @default "Standard" */
  readonly tier?: NatGatewayProps["tier"];
  /** Single public addresses, 0 to 16, or those that exist already. @default 1, or 0 with a prefix */
  readonly publicIps?: NatGatewayProps["publicIps"];
  /** Length of a prefix of public addresses, 28 (16 addresses) to 31 (2), or one that exists already. @default no prefix */
  readonly publicIpPrefix?: NatGatewayProps["publicIpPrefix"];
  /** Idle timeout in minutes, 4 to 120. @default 4 */
  readonly idleTimeoutMinutes?: number | undefined;
  /** Availability zone of a gateway of tier Standard, which has at most one. @default chosen by Azure */
  readonly zone?: string | undefined;
}

/** Creates a NAT gateway and attaches the cluster's subnets to it. */
export class NatGatewayEgress extends EgressProvider {
  readonly #options: NatGatewayEgressOptions;

  constructor(options: NatGatewayEgressOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): CustomDestinations {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    const { spoke, subnets, nameParts, maxNodes } = context;
    filterSubnets(scope, context, this.#options);
    const { tier, publicIps, publicIpPrefix, idleTimeoutMinutes, zone, filter } = this.#options;
    const natGateway = new NatGateway(scope, "~nat_gateway", {
      tier,
      publicIps,
      publicIpPrefix,
      idleTimeoutMinutes,
      zone,
      placement: spoke.placement,
      nameParts,
    });
    if (typeof publicIps === "object")
      for (const [i, { publicIpId }] of publicIps.entries())
        reservePublicIp(scope, `egress.publicIps.${i}`, publicIpId);
    if (typeof publicIpPrefix === "object")
      reservePublicIp(scope, "egress.publicIpPrefix", publicIpPrefix.publicIpPrefixId);
    for (const subnet of subnets) natGateway.serve(subnet);
    const addresses = NAT_GATEWAY_ADDRESSES.judge(natGateway);
    const ports = NAT_SNAT_PORTS_FEW.judge({ publicIps: natGateway.addresses, nodes: maxNodes });
    const zones = REGION_WITHOUT_ZONES.judge({
      location: spoke.location,
      zones: zone === undefined ? undefined : [zone],
      what: "The NAT gateway",
      prop: "egress.zone",
    });
    const { location } = spoke;
    report(
      scope,
      NAT_GATEWAY_V2_ZONE.judge({ tier, zone, location }),
      NAT_GATEWAY_V2_REGION.judge({ tier, zone, location }),
    );
    report(scope, zones, addresses, ...(addresses.problem === undefined ? [ports] : []));
    const ranges = natGateway.publicRanges;
    return {
      outbound: { type: "nat-gateway" },
      addresses: ranges.length === 0 ? { type: "unknown" } : { type: "known", ranges },
      natGateway,
      dependables: natGateway.dependables,
      // Virtual nodes have no filter, and nothing may bypass it.
      addVirtualNodes:
        filter === undefined
          ? (subnet) => {
              natGateway.serve(subnet);
            }
          : undefined,
    };
  }
}
