import * as z from "zod";
import { ipAddress } from "../../schema/values.js";
import { destinationOptions, DESTINATIONS } from "./destinations.js";
import { egressKind } from "./kind.js";

export const appliance = egressKind({
  schema: z
    .strictObject({
      type: z.literal("appliance"),
      privateIp: ipAddress.optional().meta({
        description: "Private address of the network virtual appliance.",
        fallback: "the appliance of an existing hub",
      }),
      ...DESTINATIONS,
    })
    .meta({
      description:
        "Through a network virtual appliance; the rules that it needs are derived and written to files for its team.",
    }),
  egress: ({ type, privateIp, ...spec }) => ({ type, privateIp, ...destinationOptions(spec) }),
  features: [{ name: "through an appliance", key: "type: appliance" }],
  variations: { privateIp: ["10.0.0.68", "10.0.2.4"], registries: [["docker-hub"]] },
});
