import { z } from "zod";
import { cidr, zones } from "./values.js";

export const gateway = z.strictObject({
  tier: z
    .enum(["WAF_v2", "Standard_v2"])
    .default("WAF_v2")
    .meta({ description: "With a web application firewall, or without." }),
  instances: z
    .union(
      [
        z.int().min(1).max(125),
        z.strictObject({ min: z.int().min(0).max(125), max: z.int().min(1).max(125) }),
      ],
      {
        error: "expected a number of instances, or { min, max }",
      },
    )
    .optional()
    .meta({ description: "Instances, or the least and most of them. Default: 2 to 10." }),
  zones: zones.optional(),
  subnetPrefix: cidr
    .optional()
    .meta({ description: "Prefix of the gateway's subnet. Default: allocated, a /24 where there is room." }),
  ports: z
    .array(z.int().min(1).max(65535))
    .min(1)
    .optional()
    .meta({ description: "Ports that people reach. Default: 80 and 443." }),
});

export type GatewaySpec = z.output<typeof gateway>;
