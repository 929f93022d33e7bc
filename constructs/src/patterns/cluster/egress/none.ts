import type { Construct } from "constructs";
import type { OutboundType } from "../../../aks/outbound.js";
import { report } from "../../../core/problem.js";
import { EgressProvider, type BoundEgress } from "./provider.js";

/** A network-isolated cluster: nodes bootstrap from a registry in the network. */
export interface NoEgressOptions extends Omit<Extract<OutboundType, { readonly kind: "none" }>, "kind"> {
  readonly type: "none";
}

/** Creates no egress. */
export class NoEgress extends EgressProvider {
  readonly #options: NoEgressOptions;

  constructor(options: NoEgressOptions) {
    super();
    this.#options = options;
  }

  bind(scope: Construct): BoundEgress {
    report(scope, {
      code: "EGRESS_NONE_NEEDS_MIRROR",
      severity: "warning",
      message:
        this.#options.registryId === undefined
          ? "Without a way out nodes start from a registry that AKS makes, which holds the system's images only: workloads and add-ons reach what has a private endpoint, and nothing else."
          : "Without a way out nodes start only if the registry caches mcr.microsoft.com/* as aks-managed-repository/* and has a private endpoint that the spoke's network finds by name.",
      hint: "Set up the private endpoints beside this platform before the cluster, or choose another egress.",
      prop: "egress",
    });
    return { outbound: { ...this.#options, kind: "none" }, addresses: { kind: "unknown" } };
  }
}
