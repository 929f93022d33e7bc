import type { Construct } from "constructs";
import type { OutboundType } from "../../../aks/outbound.js";
import { knownNumber } from "../../../core/known.js";
import { report, type Problem } from "../../../core/problem.js";
import { SNAT_PORTS_PER_LOAD_BALANCER_IP } from "../../../firewall/snat.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { filterSubnets, type FilterOptions } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";

type Profile = Omit<Extract<OutboundType, { readonly kind: "loadBalancer" }>, "kind">;

/** Through a public load balancer that AKS creates. */
export interface LoadBalancerEgressOptions extends Profile, FilterOptions {
  readonly type: "load-balancer";
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
    return { outbound: { ...this.#options, kind: "loadBalancer" }, addresses: { kind: "implicit" } };
  }
}

/** AKS refuses an allocation that does not fit. Source: AKS documentation, configure a public standard load balancer. */
function portProblems(
  { outboundPorts = 0, outboundIpIds, managedOutboundIps = 1 }: Profile,
  nodes: number,
): Problem[] {
  const allocated = knownNumber(outboundPorts) ?? 0;
  const ips = outboundIpIds?.length ?? knownNumber(managedOutboundIps) ?? 1;
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
