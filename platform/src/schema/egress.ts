import { z } from "zod";
import { ipAddress } from "./values.js";

/** How traffic leaves the cluster. */
export const egress = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("firewall") }),
  z.strictObject({
    type: z.literal("appliance"),
    privateIp: ipAddress.meta({ description: "Address of the network virtual appliance." }),
  }),
  z.strictObject({
    type: z.literal("load-balancer"),
    publicIps: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Public addresses that AKS makes. Default: 1." }),
    outboundPorts: z
      .int()
      .min(0)
      .max(64000)
      .multipleOf(8)
      .optional()
      .meta({ description: "SNAT ports a node; 0 lets AKS decide." }),
    idleTimeoutMinutes: z.int().min(4).max(100).optional(),
  }),
  z.strictObject({
    type: z.literal("managed-nat-gateway"),
    publicIps: z
      .int()
      .min(1)
      .max(16)
      .optional()
      .meta({ description: "Public addresses that AKS makes. Default: 1." }),
    idleTimeoutMinutes: z.int().min(4).max(120).optional(),
  }),
  z.strictObject({ type: z.literal("none") }),
]);

export type EgressSpec = z.output<typeof egress>;
