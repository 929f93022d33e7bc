import * as z from "zod";
import { OVERLAY, overlayOptions } from "./keys.js";
import { networkKind } from "./kind.js";

export const kubenet = networkKind({
  schema: z.strictObject({
    plugin: z
      .literal("kubenet")
      .meta({ description: "Pods behind their node; AKS writes a route per node into a route table." }),
    ...OVERLAY,
  }),
  network: (spec) => ({ type: spec.plugin, ...overlayOptions(spec) }),
  features: [{ name: "kubenet", key: "plugin: kubenet" }],
  variations: {
    policy: ["calico"],
    podCidr: ["10.244.0.0/16", "100.64.0.0/16"],
    ipv6: [{ podCidr: "fd00:10:244::/56", serviceCidr: "fd00:10:96::/108" }],
  },
});
