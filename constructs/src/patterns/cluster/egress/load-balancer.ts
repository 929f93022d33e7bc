import type { Construct } from "constructs";
import { knownNumber } from "../../../core/known.js";
import { report, type Problem } from "../../../core/problem.js";
import { SNAT_PORTS_PER_LOAD_BALANCER_IP } from "../../../firewall/snat.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { filterSubnets, type FilterOptions } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";

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
    report(scope, ...portProblems(this.#options, context.maxNodes));
    const { publicIps, outboundPorts, idleTimeoutMinutes } = this.#options;
    const addresses =
      typeof publicIps === "object" ? { outboundIpIds: publicIps } : { managedOutboundIps: publicIps };
    return {
      outbound: { type: "loadBalancer", ...addresses, outboundPorts, idleTimeoutMinutes },
      addresses: { type: "implicit" },
    };
  }
}

/** AKS refuses an allocation that does not fit. Source: AKS documentation, configure a public standard load balancer. */
function portProblems(
  { outboundPorts = 0, publicIps = 1 }: LoadBalancerEgressOptions,
  nodes: number,
): Problem[] {
  const allocated = knownNumber(outboundPorts) ?? 0;
  const ips = typeof publicIps === "object" ? publicIps.length : (knownNumber(publicIps) ?? 1);
  const ports = ips * SNAT_PORTS_PER_LOAD_BALANCER_IP;
  if (allocated * nodes <= ports) return [];
  return [
    {
      code: "OUTBOUND_PORTS_EXCEEDED",
      message: `Allocating ${allocated} SNAT ports to each of ${nodes} nodes (upgrade surge included) takes ${allocated * nodes}; ${ips} public ${ips === 1 ? "address has" : "addresses have"} ${ports}.`,
      hint: "Allocate fewer outboundPorts, or use more publicIps.",
      prop: "egress.outboundPorts",
    },
  ];
}
