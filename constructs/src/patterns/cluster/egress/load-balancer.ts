import type { Construct } from "constructs";
import { DEFAULTS } from "../../../core/defaults.js";
import { report } from "../../../core/problem.js";
import { reservePublicIp } from "../../../network/public-ip.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { filterSubnets, type FilterOptions } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { OUTBOUND_PORTS_EXCEEDED } from "./rules.js";

/** Through a public load balancer that AKS creates. */
export interface LoadBalancerEgressOptions extends FilterOptions {
  readonly type: "load-balancer";
  /** Public addresses that AKS creates, 1 to 100, or ids of existing ones (of both families, where the cluster has both). @default 1 */
  readonly publicIps?: number | readonly string[] | undefined;
  /** SNAT ports per node, 0 (AKS decides) to 64000, in steps of 8. @default 0 */
  readonly outboundPorts?: number | undefined;
  /** Idle timeout in minutes, 4 to 100. @default 30 */
  readonly idleTimeoutMinutes?: number | undefined;
}

/** Leaves the traffic to AKS's own load balancer. */
export class LoadBalancerEgress extends EgressProvider {
  readonly #options: LoadBalancerEgressOptions;

  constructor(options: LoadBalancerEgressOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): CustomDestinations {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    filterSubnets(scope, context, this.#options);
    const { publicIps, outboundPorts, idleTimeoutMinutes } = this.#options;
    if (outboundPorts !== undefined) {
      const count =
        typeof publicIps === "object" ? publicIps.length : (publicIps ?? DEFAULTS.loadBalancer.publicIps);
      const pools = context.pools.map(({ pool }) => pool);
      report(scope, OUTBOUND_PORTS_EXCEEDED.judge({ ports: outboundPorts, publicIps: count, pools }));
    }
    if (typeof publicIps === "object")
      for (const [i, id] of publicIps.entries()) reservePublicIp(scope, `egress.publicIps.${i}`, id);
    const addresses =
      typeof publicIps === "object" ? { outboundIpIds: publicIps } : { managedOutboundIps: publicIps };
    return {
      outbound: { type: "load-balancer", ...addresses, outboundPorts, idleTimeoutMinutes },
      addresses: { type: "implicit" },
    };
  }
}
