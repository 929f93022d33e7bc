import { z } from "zod";

const privateDns = z.discriminatedUnion("type", [z.strictObject({ type: z.literal("public-fqdn") })]);

/** How people and nodes reach the API server. */
export const apiServer = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("private"),
    dns: privateDns
      .default({ type: "public-fqdn" })
      .meta({ description: "Who answers the API server's name." }),
  }),
]);

export type ApiServerSpec = z.output<typeof apiServer>;
