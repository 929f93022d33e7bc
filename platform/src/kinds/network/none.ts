import * as z from "zod";
import { IN_CLUSTER, inClusterOptions } from "./keys.js";
import { networkKind } from "./kind.js";

export const none = networkKind({
  schema: z.strictObject({ plugin: z.literal("none"), ...IN_CLUSTER }),
  network: (spec) => ({ type: spec.plugin, ...inClusterOptions(spec) }),
  features: [{ name: "bring your own CNI", key: "plugin: none" }],
  variations: {},
});
