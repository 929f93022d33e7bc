import * as z from "zod";
import { FILTERED, filterOptions } from "./destinations.js";
import { egressKind } from "./kind.js";
import { natGatewayIdleTimeout } from "./nat-gateway.js";

/** A kind of AKS that no platform can have: its clusters are always in a network of their own. It is read to be refused. */
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
