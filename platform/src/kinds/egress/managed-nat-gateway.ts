import {
  EgressProvider,
  filterSubnets,
  MANAGED_NAT_GATEWAY_NETWORK,
  report,
  type BoundEgress,
  type EgressContext,
  type FilterOptions,
} from "@aks-topology/constructs/internal";
import type { Construct } from "constructs";
import * as z from "zod";
import { FILTERED, filterOptions } from "./destinations.js";
import { egressKind } from "./kind.js";
import { natGatewayIdleTimeout } from "./nat-gateway.js";

/** A kind that no platform can use: AKS supports it only in networks that it creates. The schema contains it to refuse it. */
export const managedNatGateway = egressKind({
  schema: z
    .strictObject({
      type: z.literal("managed-nat-gateway"),
      publicIps: z.int().min(1).max(16).optional(),
      idleTimeoutMinutes: natGatewayIdleTimeout,
      ...FILTERED,
    })
    .meta({ deprecated: true }),
  egress: (spec) => new RefusedEgress(filterOptions(spec)),
  features: [],
  variations: {},
});

/** Reports that AKS has no managed NAT gateway in a custom network. */
class RefusedEgress extends EgressProvider {
  readonly #options: FilterOptions;

  constructor(options: FilterOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): FilterOptions {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    filterSubnets(scope, context, this.#options);
    report(scope, MANAGED_NAT_GATEWAY_NETWORK.judge(context));
    return { outbound: { type: "nat-gateway" }, addresses: { type: "unknown" } };
  }
}
