import type { Construct } from "constructs";
import { report } from "../../../core/problem.js";
import { EgressProvider, type BoundEgress } from "./provider.js";

/** A network-isolated cluster: nodes bootstrap from a registry in the network. */
export interface NoEgressOptions {
  readonly type: "none";
  /** Id of a registry that caches Microsoft's images. @default one that AKS creates, with its private endpoint */
  readonly registry?: string | undefined;
}

/** Creates no egress. */
export class NoEgress extends EgressProvider {
  readonly #options: NoEgressOptions;

  constructor(options: NoEgressOptions) {
    super();
    this.#options = options;
  }

  bind(scope: Construct): BoundEgress {
    const { registry } = this.#options;
    report(scope, {
      code: "EGRESS_NONE_NEEDS_MIRROR",
      severity: "warning",
      message:
        registry === undefined
          ? "Without egress, nodes bootstrap from a registry that AKS creates, which contains system images only: workloads and add-ons reach private endpoints and nothing else."
          : "Without egress, nodes start only if the registry caches mcr.microsoft.com/* as aks-managed-repository/* and has a private endpoint that the spoke's network resolves by name.",
      hint: "Create the private endpoints outside this platform before the cluster, or choose another egress.",
      prop: "egress",
    });
    return { outbound: { type: "none", registryId: registry }, addresses: { type: "unknown" } };
  }
}
