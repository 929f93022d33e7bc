import * as z from "zod";
import { IN_CLUSTER, inClusterOptions, OVERLAY, overlayOptions } from "./keys.js";
import { networkKind } from "./kind.js";

const plugin = z
  .literal("cilium")
  .meta({ description: "Azure CNI powered by Cilium, on an overlay or on pod subnets." });
const DEFAULT_PODS = "overlay";
const DESCRIPTION = "Where pod addresses come from.";

const networkServices = z
  .strictObject({
    observability: z
      .boolean()
      .optional()
      .meta({ description: "Flows and metrics per pod, by Hubble.", fallback: "false" }),
    security: z
      .boolean()
      .optional()
      .meta({ description: "Network policies by names of hosts, and of layer 7.", fallback: "false" }),
  })
  .optional()
  .meta({
    description: "Advanced Container Networking Services, which Azure charges per node.",
    fallback: "none",
  });

export const cilium = networkKind({
  schema: z.discriminatedUnion("pods", [
    z.strictObject({
      plugin,
      pods: z.literal(DEFAULT_PODS).optional().meta({ description: DESCRIPTION, default: DEFAULT_PODS }),
      networkServices,
      ...OVERLAY,
    }),
    z.strictObject({
      plugin,
      pods: z.literal("pod-subnet").meta({ description: DESCRIPTION }),
      networkServices,
      ...IN_CLUSTER,
    }),
  ]),
  network: ({ plugin: type, networkServices, ...spec }) =>
    spec.pods === "pod-subnet"
      ? { type, pods: spec.pods, networkServices, ...inClusterOptions(spec) }
      : { type, pods: DEFAULT_PODS, networkServices, ...overlayOptions(spec) },
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
    {
      name: "Advanced Container Networking Services",
      key: "networkServices",
      usedBy: ({ networkServices }) => networkServices !== undefined,
    },
  ],
  variations: { pods: ["overlay", "pod-subnet"], reachableFrom: [["10.9.0.0/16"]] },
});
