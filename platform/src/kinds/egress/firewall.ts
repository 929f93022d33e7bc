import * as z from "zod";
import { destinationOptions, DESTINATIONS } from "./destinations.js";
import { egressKind } from "./kind.js";

export const firewall = egressKind({
  schema: z
    .strictObject({ type: z.literal("firewall"), ...DESTINATIONS })
    .meta({ description: "Through the hub's firewall, whose rules are derived." }),
  egress: (spec) => ({ type: spec.type, ...destinationOptions(spec) }),
  features: [{ name: "through the firewall", key: "type: firewall" }],
  variations: { registries: [["docker-hub"]], ntp: [true, false] },
});
