import { NetworkManagerIpamPoolStaticCidr } from "@cdktf/provider-azurerm/lib/network-manager-ipam-pool-static-cidr/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Cidr } from "../net/cidr.js";

/**
 * Ranges of a network, reserved in a pool of Azure Virtual Network Manager as a static CIDR: no other network gets them there,
 * and they are known before the apply, unlike those that a pool chooses. A pool has one family, so that IPv6 ranges are left out.
 *
 * azurerm creates it in the subscription of its provider and reads of the pool's id everything else, so that a pool of another
 * subscription takes a provider of that one. Source: azurerm, network_manager_ipam_pool_static_cidr, create.
 */
export class PoolReservation extends Construct {
  readonly resource: NetworkManagerIpamPoolStaticCidr;

  constructor(
    scope: Construct,
    id: string,
    props: {
      /** Azure Resource Manager id of the pool. */
      readonly poolId: string;
      /** Ranges to reserve, within the pool. */
      readonly ranges: readonly Cidr[];
      /** Name of the network, by which the team of the pool finds it. */
      readonly name: string;
      /** Provider of the pool's subscription. @default that of the network */
      readonly provider?: TerraformProvider | undefined;
    },
  ) {
    super(scope, id);
    const { poolId, ranges, name, provider } = props;
    this.resource = new NetworkManagerIpamPoolStaticCidr(
      this,
      "~static_cidr",
      omitUndefined({
        name,
        ipamPoolId: poolId,
        addressPrefixes: ranges.filter(({ family }) => family === 4).map(String),
        provider,
      }),
    );
  }
}
