import type { Construct } from "constructs";
import { report } from "../../../core/problem.js";
import { EgressProvider, type BoundEgress } from "./provider.js";
import { EGRESS_NONE_NEEDS_MIRROR } from "./kind-rules.js";

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
    report(scope, EGRESS_NONE_NEEDS_MIRROR.judge({ registryId: registry }));
    return { outbound: { type: "none", registryId: registry }, addresses: { type: "unknown" } };
  }
}
