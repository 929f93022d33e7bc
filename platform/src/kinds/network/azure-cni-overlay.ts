import * as z from "zod";
import { OVERLAY, overlayOptions } from "./keys.js";
import { networkKind } from "./kind.js";

export const azureCniOverlay = networkKind({
  schema: z.strictObject({
    plugin: z
      .literal("azure-cni-overlay")
      .meta({ description: "Pods have addresses of an overlay, and leave with that of their node." }),
    ...OVERLAY,
  }),
  network: (spec) => ({ type: spec.plugin, ...overlayOptions(spec) }),
  features: [{ name: "Azure CNI Overlay", key: "plugin: azure-cni-overlay" }],
  variations: {
    policy: ["azure", "calico"],
    podCidr: ["10.244.0.0/16", "100.64.0.0/16"],
    ipv6: [{ podCidr: "fd00:10:244::/56", serviceCidr: "fd00:10:96::/108" }],
  },
});
