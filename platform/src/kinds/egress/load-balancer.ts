import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { idOf } from "../../schema/values.js";
import { FILTERED, filterOptions } from "./destinations.js";
import { egressKind } from "./kind.js";

export const loadBalancer = egressKind({
  schema: z
    .strictObject({
      type: z.literal("load-balancer"),
      publicIps: z
        .union(
          [z.int().min(1).max(100), z.array(idOf("Microsoft.Network/publicIPAddresses")).min(1).max(100)],
          { error: "expected a number of public addresses, or the ids of existing ones" },
        )
        .optional()
        .meta({
          description:
            "Public addresses that AKS creates, or the ids of existing ones (of both families with ipv6).",
          default: DEFAULTS.loadBalancer.publicIps,
        }),
      outboundPorts: z.int().min(0).max(64000).multipleOf(8).optional().meta({
        description: "SNAT ports per node; 0 lets AKS decide.",
        default: DEFAULTS.loadBalancer.outboundPorts,
      }),
      idleTimeoutMinutes: z.int().min(4).max(100).optional().meta({
        description: "Minutes after which an idle flow is dropped.",
        default: DEFAULTS.loadBalancer.idleTimeoutMinutes,
      }),
      ...FILTERED,
    })
    .meta({ description: "Through a load balancer that AKS creates." }),
  egress: (spec) => ({ ...spec, ...filterOptions(spec) }),
  features: [
    { name: "load balancer", key: "type: load-balancer" },
    {
      name: "load balancer with ports per node",
      key: "outboundPorts",
      usedBy: ({ outboundPorts }) => outboundPorts !== undefined,
    },
    {
      name: "load balancer with existing addresses",
      key: "publicIps: [id]",
      usedBy: ({ publicIps }) => Array.isArray(publicIps),
    },
  ],
  variations: { publicIps: [1, 2, 3, 4], outboundPorts: [0, 1024], filter: ["nsg"] },
});
