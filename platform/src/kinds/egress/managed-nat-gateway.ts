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
  egress: (spec) => ({ ...spec, ...filterOptions(spec) }),
  features: [],
  variations: {},
});
