import * as z from "zod";
import { idOf } from "../../schema/values.js";
import { egressKind } from "./kind.js";

export const none = egressKind({
  schema: z
    .strictObject({
      type: z.literal("none"),
      registry: idOf("Microsoft.ContainerRegistry/registries").optional().meta({
        description:
          "Existing registry that caches Microsoft's images under aks-managed-repository, with a private endpoint.",
        fallback: "one that AKS creates",
      }),
    })
    .meta({ description: "No egress: nodes start from a registry in the network." }),
  egress: (spec) => spec,
  features: [{ name: "no egress", key: "type: none" }],
  variations: {},
});
