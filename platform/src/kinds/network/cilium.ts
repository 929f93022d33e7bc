import * as z from "zod";
import { IN_CLUSTER, inClusterOptions, OVERLAY, overlayOptions } from "./keys.js";
import { networkKind } from "./kind.js";

const plugin = z.literal("cilium");
const DEFAULT_PODS = "overlay";
const DESCRIPTION = "Where pod addresses come from.";

export const cilium = networkKind({
  schema: z.discriminatedUnion("pods", [
    z.strictObject({
      plugin,
      pods: z.literal(DEFAULT_PODS).optional().meta({ description: DESCRIPTION, default: DEFAULT_PODS }),
      ...OVERLAY,
    }),
    z.strictObject({
      plugin,
      pods: z.literal("pod-subnet").meta({ description: DESCRIPTION }),
      ...IN_CLUSTER,
    }),
  ]),
  network: (spec) =>
    spec.pods === "pod-subnet"
      ? { type: spec.plugin, pods: spec.pods, ...inClusterOptions(spec) }
      : { type: spec.plugin, pods: DEFAULT_PODS, ...overlayOptions(spec) },
  features: [
    {
      name: "Azure CNI powered by Cilium, overlay",
      key: "plugin: cilium, pods: overlay",
      usedBy: ({ pods }) => pods === "overlay",
    },
    {
      name: "Azure CNI powered by Cilium, pod subnets",
      key: "plugin: cilium, pods: pod-subnet",
      usedBy: ({ pods }) => pods === "pod-subnet",
    },
  ],
  variations: { pods: ["overlay", "pod-subnet"], reachableFrom: [["10.9.0.0/16"]] },
});
