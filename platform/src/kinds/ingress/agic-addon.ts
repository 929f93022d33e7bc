import * as z from "zod";
import { gatewayKey } from "./keys.js";
import { ingressKind } from "./kind.js";
import { annotationsFor, ingressPolicies, literal, onGateway, sampleWorkload } from "./manifests.js";

export const agicAddon = ingressKind({
  schema: z.strictObject({
    type: z
      .literal("agic-addon")
      .meta({ description: "An Application Gateway that the AGIC add-on of AKS configures." }),
    gateway: gatewayKey,
  }),
  build: ({ type }, { cluster, gateway }) => {
    if (gateway === undefined) return undefined;
    gateway.addAgicAddon(cluster);
    return {
      type,
      cluster,
      gateway,
      manifests: () => [
        sampleWorkload({ controller: "agic", ...onGateway(gateway) }, annotationsFor(gateway)),
        ingressPolicies(cluster, { type: "ranges", ranges: [literal(gateway.subnet.prefix)] }),
      ],
    };
  },
  features: [{ name: "AGIC as add-on", key: "type: agic-addon" }],
  variations: { gateway: ["edge"] },
});
