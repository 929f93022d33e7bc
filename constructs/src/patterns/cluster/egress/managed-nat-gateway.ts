import type { Construct } from "constructs";
import { report } from "../../../core/problem.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { filterSubnets, type FilterOptions } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { MANAGED_NAT_GATEWAY_NETWORK } from "./kind-rules.js";

/** Through a NAT gateway that AKS creates together with its network; always refused, since a spoke has its own. */
export interface ManagedNatGatewayEgressOptions extends FilterOptions {
  readonly type: "managed-nat-gateway";
  /** Public addresses that AKS creates, 1 to 16. @default 1 */
  readonly publicIps?: number | undefined;
  /** Idle timeout in minutes, 4 to 120. @default 4 */
  readonly idleTimeoutMinutes?: number | undefined;
}

/** Reports that AKS has no managed NAT gateway in a custom network. */
export class ManagedNatGatewayEgress extends EgressProvider {
  readonly #options: ManagedNatGatewayEgressOptions;

  constructor(options: ManagedNatGatewayEgressOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): CustomDestinations {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    filterSubnets(scope, context, this.#options);
    report(scope, MANAGED_NAT_GATEWAY_NETWORK.judge(context));
    const { publicIps: managedOutboundIps, idleTimeoutMinutes } = this.#options;
    return {
      outbound: { type: "managedNATGateway", managedOutboundIps, idleTimeoutMinutes },
      addresses: { type: "unknown" },
    };
  }
}
