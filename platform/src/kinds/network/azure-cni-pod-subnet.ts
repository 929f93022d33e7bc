import * as z from "zod";
import { IN_CLUSTER, inClusterOptions } from "./keys.js";
import { networkKind } from "./kind.js";

export const azureCniPodSubnet = networkKind({
  schema: z.strictObject({
    plugin: z
      .literal("azure-cni-pod-subnet")
      .meta({ description: "Pods have addresses of a subnet of their own." }),
    ...IN_CLUSTER,
  }),
  network: (spec) => ({ type: spec.plugin, ...inClusterOptions(spec) }),
  features: [{ name: "Azure CNI with pod subnets", key: "plugin: azure-cni-pod-subnet" }],
  variations: { policy: ["azure", "calico"], reachableFrom: [["10.9.0.0/16", "10.0.2.0/24"]] },
});
