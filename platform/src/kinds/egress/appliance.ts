import * as z from "zod";
import { ipAddress } from "../../schema/values.js";
import { egressKind } from "./kind.js";

export const appliance = egressKind({
  schema: z
    .strictObject({
      type: z.literal("appliance"),
      privateIp: ipAddress.meta({ description: "Address of the network virtual appliance." }),
    })
    .meta({ description: "Through a network virtual appliance." }),
  egress: (spec) => spec,
  features: [{ name: "through an appliance", key: "type: appliance" }],
  variations: { privateIp: ["10.0.0.68", "10.0.2.4"] },
});
