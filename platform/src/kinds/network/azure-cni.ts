import * as z from "zod";
import { IN_CLUSTER, inClusterOptions } from "./keys.js";
import { networkKind } from "./kind.js";

export const azureCni = networkKind({
  schema: z.strictObject({
    plugin: z.literal("azure-cni").meta({ description: "Pods have addresses of the node subnet." }),
    ...IN_CLUSTER,
  }),
  network: (spec) => ({ type: spec.plugin, ...inClusterOptions(spec) }),
  features: [{ name: "Azure CNI on the node subnet", key: "plugin: azure-cni" }],
  variations: { policy: ["azure", "calico"], reachableFrom: [["10.9.0.0/16", "10.0.2.0/24"]] },
});
