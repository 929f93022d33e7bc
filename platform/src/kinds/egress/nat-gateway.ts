import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { FILTERED, filterOptions } from "./destinations.js";
import { egressKind } from "./kind.js";

export const natGatewayIdleTimeout = z.int().min(4).max(120).optional().meta({
  description: "Minutes after which an idle flow is dropped.",
  default: DEFAULTS.natGateway.idleTimeoutMinutes,
});

export const natGateway = egressKind({
  schema: z
    .strictObject({
      type: z.literal("nat-gateway"),
      publicIps: z
        .int()
        .min(0)
        .max(16)
        .optional()
        .meta({
          description: "Public addresses.",
          fallback: `${DEFAULTS.natGateway.publicIps}, or none with a prefix`,
        }),
      publicIpPrefix: z.int().min(28).max(31).optional().meta({
        description: "Length of a prefix of public addresses: 28 holds 16.",
        fallback: "no prefix",
      }),
      idleTimeoutMinutes: natGatewayIdleTimeout,
      zone: z
        .union([z.literal(1), z.literal(2), z.literal(3)])
        .optional()
        .meta({
          description: "Zone of the gateway, which has at most one.",
          fallback: "Azure chooses",
        }),
      ...FILTERED,
    })
    .meta({ description: "Through a NAT gateway that is created for the cluster's subnets." }),
  egress: (spec) => ({ ...spec, ...filterOptions(spec), zone: spec.zone?.toString() }),
  features: [
    { name: "user-assigned NAT gateway", key: "type: nat-gateway" },
    {
      name: "NAT gateway with a prefix",
      key: "publicIpPrefix",
      usedBy: ({ publicIpPrefix }) => publicIpPrefix !== undefined,
    },
  ],
  variations: { publicIps: [0, 1, 2, 3], publicIpPrefix: [28, 30, 31], zone: [1, 2, 3] },
});
