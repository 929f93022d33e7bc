import * as z from "zod";
import { ingressKind } from "./kind.js";
import { ingressPolicies } from "./manifests.js";

export const none = ingressKind({
  schema: z.strictObject({ type: z.literal("none").meta({ description: "No ingress." }) }),
  build: ({ type }, { cluster }) => ({
    type,
    cluster,
    manifests: () => [ingressPolicies(cluster, { type: "none" })],
  }),
  features: [{ name: "none", key: "type: none" }],
  variations: {},
});
