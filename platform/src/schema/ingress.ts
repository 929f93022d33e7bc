import { z } from "zod";
import { key } from "./values.js";

/** How people reach what runs in the cluster. */
export const ingress = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("agic-addon"),
    gateway: key.meta({ description: "Name of a gateway of the same spoke." }),
  }),
  z.strictObject({ type: z.literal("none") }),
]);

export type IngressSpec = z.output<typeof ingress>;
