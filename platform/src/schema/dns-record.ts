import * as z from "zod";
import { hostName, idOf } from "./values.js";

const zone = z.union(
  [
    z.strictObject({
      id: idOf("Microsoft.Network/dnsZones", "Microsoft.Network/privateDnsZones").meta({
        description: "Id of an existing zone.",
      }),
    }),
    z.strictObject({ name: hostName.meta({ description: "Name of a zone to create." }) }),
  ],
  {
    error: "expected { id: … } of an existing zone, or { name: … } of one to create",
  },
);

/** A DNS record of a gateway. */
export const dnsRecord = z.strictObject({
  type: z.enum(["public", "private"]).meta({ description: "Kind of the zone, and of the address." }),
  zone: zone.meta({ description: "An existing zone, by id, or one to create, by name." }),
  name: z
    .string()
    .regex(/^(@|(\*|[a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$/, {
      error: "expected a name such as shop, a star for all names, or @ for the zone itself",
    })
    .meta({ description: "Name in the zone; @ is the zone itself." }),
});
