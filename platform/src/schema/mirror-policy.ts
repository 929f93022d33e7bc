import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { ipv4Cidr } from "./values.js";

export const mirrorPolicy = z.enum(["sync", "upsert-only", "retire"]).default(DEFAULTS.mirror.policy).meta({
  description:
    "Whether routes that the source has no longer are removed, kept, or, for a cluster that leaves kubenet, kept until it has none and then removed.",
});

/** How the gateway's table follows the node routes of a cluster of the file. */
export const clusterMirror = z.strictObject({
  policy: mirrorPolicy,
  podCidr: ipv4Cidr.optional().meta({
    description: "Range of the mirrored routes, where a cluster that left kubenet has got another pod range.",
    fallback: "the cluster's podCidr",
  }),
});
